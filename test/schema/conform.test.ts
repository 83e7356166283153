import { readArtifacts } from '../../lib/artifact/read/artifacts';
import type { ReadOptions } from '../../lib/artifact/read/artifacts';
import { conform, type ConformOptions } from '../../lib/schema/conform';

type Json = Record<string, unknown>;
type Files = Readonly<Record<string, unknown>>;

const artifactsOf = (files: Files, options: ReadOptions = {}) =>
  readArtifacts(
    Object.entries(files).map(([path, content]) => ({
      path,
      content: typeof content === 'string' ? content : JSON.stringify(content),
    })),
    options,
  );
const found = (files: Files, options: ConformOptions = {}, read: ReadOptions = {}): string[] =>
  conform(artifactsOf(files, read), options).findings.map(
    ({ severity, rule, object, message }) => `${severity} ${rule} ${object} ${message}`,
  );

const group = (more: Json = {}): Json => ({
  resource: { azurerm_resource_group: { rg: { name: 'shop', location: 'w', ...more } } },
});
const asking = (version: string, more: Json = {}): Json => ({
  ...group(more),
  terraform: { required_providers: { azurerm: { version } } },
});

describe('findings', () => {
  it('tell rule, place, object, construct and fix', () => {
    const files = {
      'k/cdk-aks.json': {
        format: 1,
        files: {},
        clusters: { blue: { terraform: 'p/x', kubernetesVersion: '1.35' } },
        constructs: { 'blue/a.yaml': { 'apps/v1/Deployment/cart': 'blue/shop/cart' } },
      },
      'k/blue/a.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: cart, namespace: shop}\nspec:\n  replicaz: 3\n  selector: {matchLabels: {a: b}}\n  template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a}]}}\n',
    };
    expect(conform(artifactsOf(files)).findings).toEqual([
      {
        rule: 'schema/unknown-field',
        severity: 'error',
        message: "spec.replicaz: unknown field, did you mean 'replicas'?",
        fix: "Write 'replicas'",
        object: 'apps/v1/Deployment/shop/cart',
        path: 'blue/shop/cart',
        file: 'k/blue/a.yaml',
        line: 5,
        column: 3,
      },
    ]);
  });

  it('point to what holds a field that is missing, and to what is misspelt in Terraform', () => {
    const content = JSON.stringify(group({ location: undefined, locatoin: 'w' }), undefined, 2);
    expect(
      conform(artifactsOf({ 'cdk.tf.json': content })).findings.map(({ message, line, column, fix }) => [
        message,
        line,
        column,
        fix,
      ]),
    ).toEqual([
      ['location: is required', 4, 7, 'Add it'],
      ["locatoin: unknown argument, did you mean 'location'?", 6, 9, "Write 'location'"],
    ]);
  });

  it('come in the order of files and lines', () => {
    const bad = 'apiVersion: v1\nkind: Secret\nmetadata: {name: A}\nb: 1\n';
    const { findings } = conform(artifactsOf({ 'b.yaml': bad.replace('A}', 'B}'), 'a.yaml': bad }));
    expect(findings.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'a.yaml:3',
      'a.yaml:4',
      'b.yaml:3',
      'b.yaml:4',
    ]);
  });
});

describe('the provider of a module', () => {
  it.each([
    ['4.55.0', '4.55.0', true],
    ['~> 4.55', '4.55.0', true],
    ['~> 4.0', '4.73.0', true],
    ['>= 4.60, < 5.0', '4.73.0', true],
    ['>= 3.0', '5.2.0', true],
    ['4.60.0', '4.55.0', false],
    ['= 4.70.0', '4.73.0', false],
    ['3.117.0', '4.55.0', false],
    ['~> 6.1', '5.2.0', false],
    ['', '5.2.0', true],
    ['soon', '5.2.0', false],
  ])('that asks for "%s" is checked with %s', (asked, checked, exact) => {
    expect(conform(artifactsOf({ 'm/a.tf.json': asking(asked) })).providers).toEqual([
      { module: 'm', asked, checked, exact },
    ]);
  });

  it('is what the lock file says, and what is tried', () => {
    const files = {
      'm/a.tf.json': asking('~> 4.55'),
      'm/.terraform.lock.hcl': 'provider "registry.terraform.io/hashicorp/azurerm" {\n  version = "4.73.0"\n}\n',
    };
    expect(conform(artifactsOf(files)).providers[0]).toMatchObject({ asked: '4.73.0', checked: '4.73.0' });
    expect(conform(artifactsOf(files), { provider: '5.2.0' }).providers[0]).toMatchObject({
      asked: '5.2.0',
      checked: '5.2.0',
    });
  });

  it('may refuse after an upgrade what it takes now', () => {
    const files = {
      'a.tf.json': {
        ...asking('4.55.0'),
        resource: {
          azurerm_federated_identity_credential: {
            c: {
              name: 'c',
              audience: ['a'],
              issuer: 'https://i',
              parent_id: 'p',
              resource_group_name: 'g',
              subject: 's',
            },
          },
        },
      },
    };
    expect(found(files)).toEqual([]);
    expect(found(files, { provider: '5.2.0' })).toEqual([
      'error schema/required azurerm_federated_identity_credential.c user_assigned_identity_id: is required',
      'error schema/unknown-field azurerm_federated_identity_credential.c parent_id: unknown argument',
      'error schema/unknown-field azurerm_federated_identity_credential.c resource_group_name: unknown argument',
    ]);
  });
});

describe('Terraform', () => {
  it('is checked as far as its expressions are known', () => {
    const registry = (sku: string): Json => ({
      resource: {
        azurerm_container_registry: { r: { name: 'contoso', resource_group_name: 'g', location: 'w', sku } },
      },
    });
    const locals = { locals: { tier: 'Premum' }, variable: { tier: {}, named: { default: 'Gold' } } };
    const enumeration = (value: string, hint = ''): string =>
      `error schema/enum azurerm_container_registry.r sku: is "${value}" but must be one of Basic, Premium, Standard${hint}`;
    expect(found({ 'a.tf.json': { ...registry('${local.tier}'), ...locals } })).toEqual([
      enumeration('Premum', ", did you mean 'Premium'?"),
    ]);
    expect(found({ 'a.tf.json': { ...registry('${var.named}'), ...locals } })).toEqual([enumeration('Gold')]);
    expect(found({ 'a.tf.json': { ...registry('${var.tier}'), ...locals } })).toEqual([]);
  });

  it('holds no secret as text', () => {
    const secret = (value: string): Json => ({
      resource: { azurerm_key_vault_secret: { s: { name: 's', key_vault_id: 'k', value } } },
      variable: { password: { sensitive: true } },
    });
    expect(found({ 'a.tf.json': secret('hunter2') })).toEqual([
      'error schema/sensitive-literal azurerm_key_vault_secret.s value: is a secret, and stands here for everyone who reads the file',
    ]);
    expect(found({ 'a.tf.json': secret('${var.password}') })).toEqual([]);
  });

  it('may spread a module over files, and is not blamed for what was not read', () => {
    const output = { output: { o: { value: '${azurerm_resource_group.rg.id}${azurerm_subnet.gone.id}' } } };
    const gone = 'error schema/reference output.o value: refers to azurerm_subnet.gone.id, which is not in this module';
    expect(found({ 'm/a.tf.json': group(), 'm/b.tf.json': output })).toEqual([gone]);
    expect(found({ 'a/a.tf.json': group(), 'b/b.tf.json': output })).toHaveLength(2);
    expect(found({ 'm/a.tf.json': group(), 'm/b.tf.json': output, 'm/main.tf': '' })).toEqual([]);
    expect(found({ 'm/a.tf.json': group(), 'm/b.tf.json': output, 'm/c.tf.json': '{' })).toEqual([]);
  });

  it('declares each address once, calls its modules, and knows its sections', () => {
    expect(
      found({
        'a.tf.json': {
          ...group(),
          module: { net: { source: './net' } },
          locals: { a: '${module.net.id}', b: '${module.nett.id}' },
          outputs: {},
        },
        'b.tf.json': {
          ...group(),
          variable: 5,
          resource: { ...(group().resource as Json), azurerm_subnet: { s: 'text' } },
        },
      }),
    ).toEqual([
      "error schema/reference local.b refers to module.nett.id, which is not in this module, did you mean 'net'?",
      "error schema/unknown-field outputs unknown section, did you mean 'output'?",
      'error schema/duplicate azurerm_resource_group.rg is declared twice in its module',
      'error schema/type resource azurerm_subnet.s: is the string "text" but must be an object',
      'error schema/type variable is the number 5 but must be an object',
    ]);
  });

  it('configures its provider', () => {
    const provider = (body: Json): Json => ({ provider: { azurerm: [{ features: {}, alias: 'a' }, body] } });
    expect(found({ 'a.tf.json': provider({ features: {}, subscription: 's' }) })).toEqual([
      "error schema/unknown-field provider.azurerm subscription: unknown argument, did you mean 'subscription_id'?",
    ]);
    expect(found({ 'a.tf.json': provider({}) })).toEqual([
      'error schema/required provider.azurerm features: is required',
    ]);
  });

  it('does not count and iterate at once', () => {
    expect(found({ 'a.tf.json': group({ count: 2, for_each: { a: 1 } }) })).toEqual([
      "error schema/conflict azurerm_resource_group.rg for_each: 'count' and 'for_each' exclude each other",
    ]);
  });
});

describe('the Kubernetes of manifests', () => {
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\n';
  const cluster = (version?: string): Json => ({
    resource: {
      azurerm_kubernetes_cluster: {
        aks: {
          name: 'blue',
          location: 'w',
          resource_group_name: 'g',
          dns_prefix: 'b',
          default_node_pool: { name: 's', vm_size: 'v' },
          identity: { type: 'SystemAssigned' },
          kubernetes_version: version,
        },
      },
    },
  });

  it.each([
    ['1.34', undefined, { asked: '1.34', checked: '1.34', exact: true }],
    ['1.34.2', undefined, { asked: '1.34.2', checked: '1.34', exact: true }],
    ['1.40', undefined, { asked: '1.40', checked: '1.36', exact: false }],
    ['1.20', undefined, { asked: '1.20', checked: '1.28', exact: false }],
    ['1.34', '1.36', { asked: '1.36', checked: '1.36', exact: true }],
    [undefined, undefined, { asked: undefined, checked: '1.36', exact: true }],
  ])('of a cluster with %s, trying %s', (version, kubernetesVersion, expected) => {
    const { minors } = conform(artifactsOf({ 'a.yaml': secret, 'a.tf.json': cluster(version) }), { kubernetesVersion });
    expect(minors).toEqual([{ cluster: 'blue', ...expected }]);
  });

  it('is each its own', () => {
    const schema = 'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\nmetadata: {name: a}\n';
    const index = {
      format: 1,
      files: {},
      clusters: {
        old: { terraform: 'a/b', kubernetesVersion: '1.31' },
        new: { terraform: 'a/b', kubernetesVersion: '1.32' },
      },
    };
    expect(found({ 'cdk-aks.json': index, 'old/a.yaml': schema, 'new/a.yaml': schema })).toEqual([
      'error schema/removed-kind flowcontrol.apiserver.k8s.io/v1beta3/FlowSchema/a flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema left Kubernetes in 1.32',
      'warning schema/deprecated flowcontrol.apiserver.k8s.io/v1beta3/FlowSchema/a apiVersion: flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema is deprecated: it is generally available as flowcontrol.apiserver.k8s.io/v1',
    ]);
  });

  it('notes an object without namespace only beside others that have one', () => {
    const other = '---\napiVersion: v1\nkind: Secret\nmetadata: {name: b, namespace: shop}\n';
    expect(found({ 'a.yaml': secret, 'b.yaml': other })).toEqual([]);
    expect(found({ 'a.yaml': secret + other })).toEqual([
      'note schema/namespace v1/Secret/a metadata.namespace: v1 Secret needs a namespace',
    ]);
  });
});

describe('custom resources that the files define', () => {
  const definition = (schema: Json, more: Json = {}): Json => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.acme.io' },
    spec: {
      group: 'acme.io',
      scope: 'Cluster',
      names: { kind: 'Thing', plural: 'things', singular: 'thing' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema }, ...more }],
    },
  });
  const thing = (spec: unknown, more: Json = {}): Json => ({
    apiVersion: 'acme.io/v1',
    kind: 'Thing',
    metadata: { name: 't' },
    spec,
    ...more,
  });
  const spec = (properties: Json, more: Json = {}): Json => ({
    type: 'object',
    properties: { spec: { type: 'object', properties, ...more } },
  });
  const messages = (schema: Json, one: Json): string[] =>
    found({ 'd.json': definition(schema), 't.json': one }).map((line) =>
      line.replace(/^error (schema\/\S+) acme.io\/v1\/Thing\/t /, '$1 '),
    );

  it('are checked with their own schema', () => {
    const schema = spec(
      {
        size: { type: 'integer', format: 'int32', minimum: 1, maximum: 9 },
        mode: { type: 'string', enum: ['a', 'b'], default: 'a' },
        name: { type: 'string', pattern: '^[a-z]+$', minLength: 2, maxLength: 4 },
        port: { 'x-kubernetes-int-or-string': true },
        items: {
          type: 'array',
          maxItems: 2,
          items: { type: 'object', properties: { key: { type: 'string' } } },
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['key'],
        },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        maybe: { type: 'string', nullable: true },
        since: { type: 'string', format: 'date-time' },
        share: { type: 'number', exclusiveMinimum: true, minimum: 0 },
      },
      { required: ['size', 'mode'], oneOf: [{ required: ['name'] }, { required: ['port'] }] },
    );
    expect(
      messages(
        schema,
        thing({ size: 3, port: '80', items: [{ key: 'a' }], labels: { a: 'b' }, free: { x: [1] }, maybe: null }),
      ),
    ).toEqual([]);
    expect(
      messages(
        schema,
        thing({
          siez: 3,
          mode: 'c',
          name: 'A',
          port: true,
          items: [{ key: 'a' }, { key: 'a' }, {}],
          labels: { a: 1 },
          since: 'now',
          share: 0,
        }),
      ).sort(),
    ).toEqual([
      'schema/count spec.items: has 3 items but may have 2',
      'schema/duplicate spec.items[1]: has the same key as item 0',
      'schema/enum spec.mode: is "c" but must be one of a, b, did you mean \'a\'?',
      'schema/length spec.name: has 1 characters but needs 2',
      'schema/one-of spec: needs exactly one of: name; or port',
      'schema/pattern spec.name: is "A" but must match ^[a-z]+$',
      'schema/range spec.share: is 0 but must be above 0',
      'schema/required spec.size: is required',
      'schema/type spec.labels.a: is the number 1 but must be a string',
      'schema/type spec.port: is the boolean true but must be a whole number or a string',
      'schema/type spec.since: is the string "now" but must be an RFC 3339 time such as 2026-08-01T00:00:00Z',
      "schema/unknown-field spec.siez: unknown field, did you mean 'size'?",
    ]);
  });

  it('know their scope and versions', () => {
    expect(messages(spec({}), thing({}, { metadata: { name: 't', namespace: 'n' } }))).toEqual([
      'warning schema/namespace acme.io/v1/Thing/n/t metadata.namespace: acme.io/v1 Thing belongs to the cluster and has no namespace',
    ]);
    expect(messages(spec({}), { ...thing({}), apiVersion: 'acme.io/v2' })).toEqual([
      "error schema/unknown-kind acme.io/v2/Thing/t apiVersion: Thing of acme.io has no version 'v2', there is v1",
    ]);
    expect(messages(spec({}), { ...thing({}), kind: 'Thinq' })).toEqual([
      "error schema/unknown-kind acme.io/v1/Thinq/t unknown kind 'acme.io/v1 Thinq', did you mean 'acme.io/v1 Thing'?",
    ]);
  });

  it('are a note where nobody defines them', () => {
    expect(found({ 't.json': thing({}) })).toEqual([
      'note schema/unknown-kind acme.io/v1/Thing/t nobody here defines acme.io/v1 Thing: its fields are not checked',
    ]);
    expect(
      found({ 'd.json': { ...definition(spec({})), spec: {} }, 't.json': thing({}) }).filter((line) =>
        line.includes('/Thing/'),
      ),
    ).toHaveLength(1);
  });

  it('match patterns as RE2 does, which no text makes take long', () => {
    const problems = (pattern: string, name: string): string[] =>
      messages(spec({ name: { type: 'string', pattern } }), thing({ name })).map((line) => line.slice(0, 80));
    expect(problems('^(a+)+$', `${'a'.repeat(5000)}!`)).toHaveLength(1);
    expect(problems('^(a+)+$', 'a'.repeat(5000))).toEqual([]);
    expect(problems('^([a-z]+)-([0-9]+)$', 'A')).toHaveLength(1);
    expect(problems('^(?i:[a-z]+)$', 'A')).toEqual([]);
    expect(problems('(', 'A')).toEqual([]);
    expect(problems('(?=A)', 'B')).toEqual([]);
  });

  it('may tell alternatives apart by format, value and what else is there', () => {
    const isAddress = {
      properties: { type: { enum: ['IP'] }, value: { anyOf: [{ format: 'ipv4' }, { format: 'ipv6' }] } },
    };
    const alternatives = {
      oneOf: [isAddress, { properties: { type: { not: { enum: ['IP'] } } } }],
      not: { required: ['value', 'nothing'] },
    };
    const properties = {
      type: { type: 'string', default: 'IP' },
      value: { type: 'string' },
      nothing: { type: 'boolean' },
      source: { type: 'string', format: 'ipv4' },
      target: { type: 'string', anyOf: [{ pattern: '^a' }, { maxLength: 1 }] },
      share: {
        type: 'integer',
        allOf: [{ not: { minimum: 3, maximum: 5 } }, { oneOf: [{ minimum: 2 }, { maximum: 9 }] }],
      },
      port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
    };
    const problems = (fields: Json): string[] => messages(spec(properties, alternatives), thing(fields));
    const none = 'schema/one-of spec: fits none of: type IP and value of format ipv4 or of format ipv6; or type not IP';
    for (const value of ['10.0.0.1', 'fd00::1', '::ffff:10.0.0.1', '${ADDRESS}'])
      expect(problems({ value })).toEqual([]);
    for (const value of ['shop', '10.0.0.1/24', '10.0.0', '']) expect(problems({ value })).toEqual([none]);
    expect(problems({ value: 'shop', type: 'Name' })).toEqual([]);
    expect(problems({ value: null, type: 'IP', port: 'http', share: 1 })).toEqual([]);
    expect(problems({ value: '1.2.3.4', nothing: true })).toEqual([
      'schema/format spec: fits what it must not: has value and nothing',
    ]);
    expect(problems({ source: 'fd00::1', target: 'bc', share: 4 })).toEqual([
      'schema/format spec.source: must be of format ipv4',
      'schema/any-of spec.target: fits none of: of pattern ^a; or of maxLength 1',
      'schema/format spec.share: fits what it must not: of minimum 3 and of maximum 5',
      'schema/one-of spec.share: fits more than one of: of minimum 2; or of maximum 9',
    ]);
  });

  it('may nest without end', () => {
    let schema: Json = { type: 'string' };
    for (let level = 0; level < 140; level++) schema = { type: 'object', properties: { a: schema } };
    expect(messages(schema, thing({})).length).toBeLessThan(3);
  });
});
