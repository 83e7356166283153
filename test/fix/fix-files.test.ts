import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { digest } from '../../lib/artifact/index-file';
import { fixFiles } from '../../lib/fix/fix-files';
import { conform } from '../../lib/schema/conform';
import { fixing, mended, whyNot } from './mend';
import { LEGACY } from './legacy';

const OLD_RULE =
  'apiVersion: rbac.authorization.k8s.io/v1beta1\nkind: Role\nmetadata: { name: a, namespace: shop }\nrules: []\n';

describe('fixFiles', () => {
  it('brings a shop of 2019 up to date, so that nothing removed or deprecated is left', () => {
    const { fixed, notFixed, skipped } = fixing(LEGACY);
    expect({ notFixed, skipped }).toEqual({ notFixed: [], skipped: [] });
    const files = Object.entries(LEGACY).map(([path, content]) => ({
      path,
      content: fixed.find(({ file }) => file === path)?.after ?? content,
    }));
    const before = conform(
      readArtifacts(Object.entries(LEGACY).map(([path, content]) => ({ path, content }))),
    ).findings;
    const after = conform(readArtifacts(files)).findings;
    expect(before.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(10);
    expect(after).toEqual([]);
    for (const { file, before, after } of fixed) {
      for (const comment of before.match(/#.*$/gm) ?? [])
        expect([file, after]).toEqual([file, expect.stringContaining(comment)]);
    }
    expect(fixed.flatMap(({ fixes }) => fixes).map(({ object, what }) => `${object}: ${what}`)).toEqual(
      expect.arrayContaining([
        'extensions/v1beta1/Deployment/shop/web: extensions/v1beta1 becomes apps/v1',
        'extensions/v1beta1/Ingress/shop/shop: the annotation kubernetes.io/ingress.class becomes spec.ingressClassName',
        'azurerm_kubernetes_cluster.aks: default_node_pool.enable_auto_scaling becomes default_node_pool.auto_scaling_enabled',
      ]),
    );
  });

  it('leaves documents beside those it changes as they are, byte for byte', () => {
    const strange =
      'kind:   ConfigMap\napiVersion: v1\nmetadata: {name:  b,\n   namespace: "shop" }\ndata:\n    k: >-\n      folded\n\n      text\n\n\n';
    const text = `# top\n---\n${strange}---\n# only a remark\n---\n${OLD_RULE}...\n---\n${strange}`;
    expect(mended(text)).toBe(text.replace('/v1beta1', '/v1'));
  });

  it('keeps a byte order mark, and line breaks of Windows', () => {
    const text = `\uFEFF${OLD_RULE.replaceAll('\n', '\r\n')}`;
    expect(mended(text)).toBe(text.replace('/v1beta1', '/v1'));
  });

  it('changes objects in a list, and in JSON', () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n  - ${OLD_RULE.trimEnd().replaceAll('\n', '\n    ')}\n`;
    expect(mended(list)).toBe(list.replace('/v1beta1', '/v1'));
    const json =
      '{"apiVersion":"policy/v1beta1","kind":"PodDisruptionBudget","metadata":{"name":"a","namespace":"b"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"a":"b"}}}}';
    const { fixed } = fixing({ 'a.json': json });
    expect(fixed[0]?.after).toBe(json.replace('/v1beta1', '/v1'));
  });

  it('leaves objects that take their kind from the list they stand in', () => {
    const text =
      'apiVersion: rbac.authorization.k8s.io/v1beta1\nkind: RoleList\nitems:\n  - metadata: { name: a, namespace: shop }\n    rules: []\n';
    expect(mended(text)).toBe(text);
    expect(whyNot(text)).toEqual(['it takes its kind from the list that it stands in']);
  });

  it('leaves what an anchor shares with others', () => {
    const text = `apiVersion: v1
kind: List
items:
  - &old
    apiVersion: rbac.authorization.k8s.io/v1beta1
    kind: Role
    metadata: { name: a, namespace: shop }
    rules: []
  - <<: *old
    metadata: { name: b, namespace: shop }
`;
    expect(mended(text)).toBe(text);
    expect(whyNot(text)).toHaveLength(2);
  });

  it('takes back what the objects beside it would not fit any more', () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n';
    const ingress = `apiVersion: extensions/v1beta1
kind: Ingress
metadata: { name: web, namespace: shop, annotations: { kubernetes.io/ingress.class: nginx } }
spec: { backend: { serviceName: web, servicePort: http } }
`;
    const result = fixing({ 'a.yaml': ingress, 'b.yaml': service, 'c.yaml': OLD_RULE });
    expect(result.fixed.map(({ file }) => file)).toEqual(['c.yaml']);
    expect(result.notFixed).toEqual([
      {
        rule: 'schema/removed-kind',
        object: 'extensions/v1beta1/Ingress/shop/web',
        file: 'a.yaml',
        why: expect.stringMatching(/^with it, spec.defaultBackend.service.port.name: names the port "http"/) as string,
      },
    ]);
  });

  it('changes nothing the second time, whatever was changed the first time', () => {
    const folder = resolve(__dirname, '../fixtures/tailwind-originals');
    const originals = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const);
    const all = [...Object.entries(LEGACY), ...originals];
    fc.assert(
      fc.property(fc.subarray(all, { minLength: 1 }), (chosen) => {
        const files = Object.fromEntries(chosen);
        const once = fixing(files).fixed;
        const again = fixing({ ...files, ...Object.fromEntries(once.map(({ file, after }) => [file, after])) });
        expect(again.fixed).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  it('changes no file of input itself, and gives what is not changed no entry', () => {
    const input = [{ path: './a.yaml', content: Buffer.from(OLD_RULE) }];
    const { fixed } = fixFiles(input, readArtifacts(input));
    expect(fixed).toEqual([
      {
        file: 'a.yaml',
        before: OLD_RULE,
        after: OLD_RULE.replace('/v1beta1', '/v1'),
        fixes: [
          {
            rule: 'schema/removed-kind',
            object: 'rbac.authorization.k8s.io/v1beta1/Role/shop/a',
            what: 'rbac.authorization.k8s.io/v1beta1 becomes rbac.authorization.k8s.io/v1',
          },
        ],
      },
    ]);
  });
});

describe('files that somebody generates', () => {
  const skippedOf = (files: Readonly<Record<string, string>>): readonly string[] => {
    const { fixed, skipped } = fixing(files);
    expect(fixed).toEqual([]);
    return skipped.map(({ file, why }) => `${file} ${why}`);
  };

  it('are left: of our own programs', () => {
    const files = { 'out/prod/a.yaml': OLD_RULE };
    const index = JSON.stringify({ format: 1, files: { 'prod/a.yaml': digest(OLD_RULE) } });
    expect(skippedOf({ ...files, 'out/cdk-aks.json': index })).toEqual([
      'out/prod/a.yaml is rendered by a program: change the program',
    ]);
  });

  it.each([
    [`---\n# Source: shop/templates/role.yaml\n${OLD_RULE}`, 'is made by helm template'],
    [`# Code generated by make-roles. DO NOT EDIT.\n${OLD_RULE}`, 'says that it is generated'],
    [
      `${OLD_RULE}---\n# This file is autogenerated\n${OLD_RULE.replace('name: a', 'name: b')}`,
      'says that it is generated',
    ],
    [
      OLD_RULE.replace('shop }', 'shop, labels: { app.kubernetes.io/managed-by: Helm, helm.sh/chart: shop-1.0.0 } }'),
      'is made by a chart of Helm',
    ],
    [
      OLD_RULE.replace('shop }', 'shop, labels: { heritage: Tiller, chart: shop-1.0.0 } }'),
      'is made by a chart of Helm',
    ],
    [
      OLD_RULE.replace('shop }', 'shop, annotations: { controller-gen.kubebuilder.io/version: v0.9.0 } }'),
      'is made by controller-gen',
    ],
  ])('are left: with %j', (text, why) => {
    expect(skippedOf({ 'a.yaml': text })).toEqual([`a.yaml ${why}`]);
  });

  it('are left: named as cdk8s names them, from standard input, and with the notes of cdktf', () => {
    expect(skippedOf({ 'dist/shop.k8s.yaml': OLD_RULE })).toEqual([
      'dist/shop.k8s.yaml is named as cdk8s names what it renders',
    ]);
    expect(skippedOf({ '<stdin>': OLD_RULE })).toEqual(['<stdin> is standard input']);
    const vault = { azurerm_key_vault: { kv: { enable_rbac_authorization: true } } };
    const cdktf = JSON.stringify({ '//': { metadata: { backend: 'local', stackName: 'dev' } }, resource: vault });
    const remark = JSON.stringify({ '//': 'Generated by terragrunt. Do not edit.', resource: vault });
    expect(skippedOf({ 'cdk.tf.json': cdktf, 'b/main.tf.json': remark })).toEqual([
      'b/main.tf.json says that it is generated',
      'cdk.tf.json is made by a program of cdktf',
    ]);
  });

  it('are told where nobody could look into them: templates and parts of kustomize', () => {
    const kustomization = 'resources: [a.yaml]\npatches:\n  - path: part.yaml\n';
    expect(
      skippedOf({
        'chart/templates/role.yaml': OLD_RULE.replace('name: a', 'name: {{ .Release.Name }}'),
        'kustomization.yaml': kustomization,
        'part.yaml': OLD_RULE,
        'a.yaml': OLD_RULE,
      }),
    ).toEqual([
      'chart/templates/role.yaml is a template',
      'part.yaml is a part that kustomize puts into other objects',
    ]);
  });

  it('are not told where nothing in them could be fixed', () => {
    expect(skippedOf({ 'a.yaml': `# DO NOT EDIT\n${OLD_RULE.replace('/v1beta1', '/v1')}` })).toEqual([]);
  });
});

describe('objects under a patch of kustomize', () => {
  it.each([
    ['a file', 'patches:\n  - path: part.yaml\n', { 'part.yaml': OLD_RULE }, 'part.yaml'],
    [
      'a text',
      `patches:\n  - patch: |-\n      ${OLD_RULE.trimEnd().replaceAll('\n', '\n      ')}\n`,
      {},
      'kustomization.yaml',
    ],
    [
      'an old text',
      `patchesStrategicMerge:\n  - |-\n    ${OLD_RULE.trimEnd().replaceAll('\n', '\n    ')}\n`,
      {},
      'kustomization.yaml',
    ],
    ['a target', 'patches:\n  - target: { kind: Role, name: "a|b" }\n    patch: "[]"\n', {}, 'kustomization.yaml'],
    ['any target', 'patches:\n  - target: { labelSelector: "app=web" }\n    patch: "[]"\n', {}, 'kustomization.yaml'],
  ])('stay as they are: %s', (_, kustomization, beside, file) => {
    const files = { 'a.yaml': OLD_RULE, 'kustomization.yaml': `resources: [a.yaml]\n${kustomization}`, ...beside };
    const { fixed, notFixed } = fixing(files);
    expect(fixed).toEqual([]);
    expect(notFixed.map(({ why }) => why)).toEqual([`kustomize patches it in ${file}`]);
  });

  it('change where the patch is for another', () => {
    const kustomization = 'resources: [a.yaml]\npatches:\n  - target: { kind: Role, name: b }\n    patch: "[]"\n';
    expect(mended(OLD_RULE, { 'kustomization.yaml': kustomization })).not.toBe(OLD_RULE);
  });
});
