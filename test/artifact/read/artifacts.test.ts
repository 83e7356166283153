import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { blocksOf, known, Reference, textOf, unknown } from '../../../lib/artifact/read/values';

const files = (entries: Readonly<Record<string, unknown>>) =>
  Object.entries(entries).map(([path, content]) => ({
    path,
    content: typeof content === 'string' ? content : JSON.stringify(content),
  }));
const read = (entries: Readonly<Record<string, unknown>>, options = {}) => readArtifacts(files(entries), options);

const object = (kind: string, name: string, more = ''): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: {name: ${name}}\n${more}`;

describe('manifests', () => {
  it('reads streams, lists and JSON, each object with its place', () => {
    const artifacts = read({
      'a.yaml': `# nothing\n---\n${object('Secret', 'a')}---\n# nothing\n---\n${object('Secret', 'b')}...\n`,
      'b.json': {
        apiVersion: 'v1',
        kind: 'List',
        items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'c', namespace: 'shop' } }],
      },
      'c.yaml': { apiVersion: 'apps/v1', kind: 'DeploymentList', items: [{ metadata: { name: 'd' } }] },
      'd.yml': `items:\n  - apiVersion: v1\n    kind: List\n    items:\n    - {apiVersion: v1, kind: Pod, metadata: {name: e}}\nkind: List\napiVersion: v1\n`,
    });

    expect(artifacts.diagnostics).toEqual([]);
    expect(artifacts.objects().map(({ id, source }) => [id, source.file, source.document, source.at])).toEqual([
      ['v1/Secret/a', 'a.yaml', 0, []],
      ['v1/Secret/b', 'a.yaml', 1, []],
      ['v1/Pod/shop/c', 'b.json', 0, ['items', 0]],
      ['apps/v1/Deployment/d', 'c.yaml', 0, ['items', 0]],
      ['v1/Pod/e', 'd.yml', 0, ['items', 0, 'items', 0]],
    ]);
  });

  it.each([
    [
      'a.yaml',
      `---\n${object('Pod', 'p', 'spec:\n  # the image\n  containers:\n    - name: a\n      image: "x"\n')}`,
      ['spec', 'containers', 0, 'image'],
      9,
      7,
    ],
    [
      'a.yaml',
      `${object('Pod', 'o')}---\n${object('Pod', 'p', 'spec: {containers: [{name: a, image: x}]}\n')}`,
      ['spec', 'containers', 0, 'image'],
      8,
      31,
    ],
    [
      'a.json',
      '{\n "apiVersion": "v1", "kind": "Pod",\n "metadata": {"name": "p"},\n "spec": {"containers": [\n  {"image": "x"}]}}',
      ['spec', 'containers', 0, 'image'],
      5,
      4,
    ],
    ['a.yaml', object('Pod', 'p', 'spec: {}\n'), ['spec', 'containers', 3, 'image'], 4, 1],
    ['a.yaml', object('Pod', 'p'), ['status'], 1, 1],
    ['a.yaml', object('Pod', 'p', 'a: &a\n  x: 1\nb:\n  <<: *a\n  z: 2\n'), ['b', 'z'], 8, 3],
    ['a.yaml', object('Pod', 'p', 'a:\nb: c\nd:\n-\n- e\n'), ['d', 1], 8, 3],
  ])('finds the line of a field in %s', (path, content, field, line, column) => {
    const artifacts = read({ [path]: content });
    const pod = artifacts.objects().find(({ name }) => name === 'p');
    expect(artifacts.position((pod as NonNullable<typeof pod>).source, field)).toEqual({ file: path, line, column });
  });

  it('is frozen, whatever was read', () => {
    const artifacts = read({ 'a.yaml': object('Pod', 'p', 'spec: {containers: []}\n') });
    const pod = artifacts.object('v1', 'Pod', 'p') as { spec: { containers: unknown[] } };
    expect(() => pod.spec.containers.push({})).toThrow(TypeError);
    expect(() => Object.assign(artifacts.objects(), { length: 0 })).toThrow(TypeError);
  });

  it('leaves patches of kustomize to kustomize, and says so', () => {
    const artifacts = read({
      'k/kustomization.yaml': 'resources: [a.yaml]\npatches: [{path: fix.yaml}]\n',
      'k/a.yaml': object('Secret', 'a'),
      'k/fix.yaml': object('Secret', 'a'),
    });
    expect(artifacts.objects().map(({ source }) => source.file)).toEqual(['k/a.yaml']);
    expect(artifacts.diagnostics).toEqual([
      expect.objectContaining({ rule: 'read/kustomize-part', file: 'k/fix.yaml', severity: 'note' }),
    ]);
  });

  it('accounts for every file', () => {
    const artifacts = read({
      'values.yaml': 'a: 1\n',
      'package.json': { name: 'x' },
      'a.yaml': object('Secret', 'a'),
      't/cdk.tf.json': { locals: {} },
      't/main.tf': 'locals {}',
      'cdk-aks.json': { format: 1, files: {} },
    });
    expect(Object.fromEntries(artifacts.files.map(({ path, holds }) => [path, holds]))).toEqual({
      'values.yaml': 'nothing',
      'package.json': 'nothing',
      'a.yaml': 'kubernetes',
      't/cdk.tf.json': 'terraform',
      't/main.tf': 'nothing',
      'cdk-aks.json': 'index',
    });
    expect(artifacts.diagnostics).toEqual([expect.objectContaining({ rule: 'read/hcl', file: 't/main.tf' })]);
  });
});

describe('clusters', () => {
  const cluster = (name: string) => ({ name, kubernetes_version: '1.34' });
  const terraform = (clusters: object, rest: object = {}) => ({
    resource: { azurerm_kubernetes_cluster: clusters },
    ...rest,
  });
  const index = (clusters: object, more: object = {}) => ({ format: 1, files: {}, clusters, ...more });

  it('come from the index, with the constructs of their objects', () => {
    const artifacts = read({
      'k/cdk-aks.json': index(
        {
          blue: {
            terraform: 'prod/azurerm_kubernetes_cluster.aks',
            kubernetesVersion: '1.33',
            late: { ID: '${a.b.c}' },
          },
        },
        {
          constructs: { 'blue/a.yaml': { 'v1/Secret/a': 'blue/shop/a' } },
          acknowledgements: [{ path: 'p', rule: 'r', reason: 'w' }],
        },
      ),
      'k/blue/a.yaml': object('Secret', 'a'),
      'k/other.yaml': object('Secret', 'b'),
      't/stacks/prod/cdk.tf.json': terraform({ aks: cluster('blue') }),
      't/stacks/dev/cdk.tf.json': terraform({ aks: cluster('green') }),
    });

    expect(
      artifacts.clusters.map(({ name, folder, block, kubernetesVersion, late }) => [
        name,
        folder,
        block?.module,
        kubernetesVersion,
        late,
      ]),
    ).toEqual([
      ['blue', 'k/blue', 't/stacks/prod', '1.34', { ID: '${a.b.c}' }],
      ['green', undefined, 't/stacks/dev', '1.34', {}],
    ]);
    expect(artifacts.objects().map(({ name, cluster: of, path }) => [name, of, path])).toEqual([
      ['a', 'blue', 'blue/shop/a'],
      ['b', undefined, undefined],
    ]);
    expect(artifacts.acknowledgements).toEqual([{ path: 'p', rule: 'r', reason: 'w' }]);
  });

  it('come from what is said', () => {
    const entries = {
      'm/x/a.yaml': object('Secret', 'a'),
      'm/y/b.yaml': object('Secret', 'b'),
      't/a.tf.json': terraform({ one: cluster('blue'), two: cluster('green') }),
    };
    const artifacts = read(entries, {
      clusters: [
        { name: 'blue', folder: 'm/x' },
        { name: 'azurerm_kubernetes_cluster.two', folder: 'm/y' },
      ],
    });
    expect(artifacts.objects().map((one) => [one.name, one.cluster, artifacts.clusterOf(one)?.block?.name])).toEqual([
      ['a', 'blue', 'one'],
      ['b', 'green', 'two'],
    ]);
  });

  it('is the only one, where there is one', () => {
    const artifacts = read({
      'a.yaml': object('Secret', 'a'),
      't/a.tf.json': terraform({ one: { name: '${var.n}' } }),
    });
    expect(artifacts.objects()[0]?.cluster).toBe('one');
    expect(artifacts.clusters[0]?.kubernetesVersion).toBe(unknown);
  });

  it('is not guessed among several', () => {
    const artifacts = read({
      'a.yaml': object('Secret', 'a'),
      't/a.tf.json': terraform({ one: cluster('a'), two: cluster('b') }),
    });
    expect(artifacts.objects()[0]?.cluster).toBeUndefined();
  });

  it('leaves out what an edited index says wrongly', () => {
    const broken = index(
      { a: 1, b: { terraform: 2 }, c: { terraform: 'x/y', late: [1] } },
      { constructs: [1], acknowledgements: [{ path: 1 }, 'x'] },
    );
    const artifacts = read({ 'cdk-aks.json': broken, 'a.yaml': object('Secret', 'a') });
    expect(artifacts.clusters.map(({ name, late }) => [name, late])).toEqual([['c', {}]]);
    expect(artifacts.acknowledgements).toEqual([]);
  });
});

describe('Terraform', () => {
  const group = { azurerm_resource_group: { rg: { name: 'shop', location: '${var.place}' } } };
  const module = (more: object, resources: object = {}) =>
    read({ 'prod/cdk.tf.json': { resource: { ...group, ...resources }, ...more } });
  const value = (written: unknown, more: object = {}) => {
    const artifacts = module(
      { variable: { place: { default: 'westeurope' }, input: {} }, ...more },
      { azurerm_x: { y: { a: written } } },
    );
    return artifacts.terraform('azurerm_x', 'y').a;
  };

  it.each<[string, unknown, unknown]>([
    ['a literal', 'text', 'text'],
    ['a default of a variable', '${var.place}', 'westeurope'],
    ['a variable without', '${var.input}', unknown],
    ['text around one', 'in-${var.place}-1', 'in-westeurope-1'],
    ['text around what is not known', 'in-${var.input}', unknown],
    ['a local', '${local.all[1].name}', 'b'],
    ['a local of a local', '${local.named}', 'b!'],
    ['a local of itself', '${local.circle}', unknown],
    ['a choice', '${var.place == "westeurope" ? "near" : "far"}', 'near'],
    ['a choice that depends on what is not known', '${var.input ? 1 : 2}', unknown],
    ['a call', '${join("-", [var.place, "x"])}', 'westeurope-x'],
    ['a call that is not followed', '${uuid()}', unknown],
    ['a loop', '${[for a in local.all : a.name]}', unknown],
    ['an escape', '$${var.place}', '${var.place}'],
    ['a directive', '%{ if true }a%{ endif }', unknown],
    ['something broken', '${var.', unknown],
    ['what Azure sets', '${path.module}', unknown],
    ['arithmetic', '${(2 + 3) * 4 - 1}', 19],
    ['logic', '${!false && (true || var.input)}', true],
    ['an object', '${{ a = var.place, "b" = [1] }}', { a: 'westeurope', b: [1] }],
    ['a quoted template', '${"x-${var.place}"}', 'x-westeurope'],
  ])('evaluates %s', (_, written, expected) => {
    const locals = { all: [{ name: 'a' }, { name: 'b' }], named: '${local.all[1].name}!', circle: '${local.circle}x' };
    expect(known(value(written, { locals }))).toEqual(expected);
  });

  it('keeps references, with what the argument they lead to is set to', () => {
    const name = value('${azurerm_resource_group.rg.name}');
    const id = value('${azurerm_resource_group.rg.id}');
    const location = value('${azurerm_resource_group.rg.location}');
    expect(name).toEqual(new Reference('azurerm_resource_group.rg', 'prod', ['name'], 'shop'));
    expect(id).toEqual(new Reference('azurerm_resource_group.rg', 'prod', ['id'], unknown));
    expect(textOf(location)).toBe('westeurope');
    expect(String(id)).toBe('${azurerm_resource_group.rg.id}');
    expect(value('${azurerm_gone.rg.id}')).toBe(unknown);
  });

  it('writes out count, for_each and dynamic blocks where they are known', () => {
    const artifacts = module(
      { variable: { input: {} } },
      {
        azurerm_a: { x: { count: 2, name: 'n${count.index}', same: 1 } },
        azurerm_b: { x: { for_each: '${toset(["p", "q"])}', name: '${each.value}' } },
        azurerm_c: { x: { for_each: { p: { size: 1 } }, name: '${each.key}${each.value.size}' } },
        azurerm_d: { x: { for_each: '${var.input}', name: '${each.key}' } },
        azurerm_e: {
          x: { rule: [{ name: 'first' }], dynamic: { rule: { for_each: ['a'], content: { name: '${rule.value}' } } } },
        },
        azurerm_f: { x: { dynamic: { rule: { for_each: '${var.input}', content: {} } } } },
        azurerm_g: {
          x: { id: '${azurerm_a.x[1].name}', one: '${azurerm_b.x["q"].name}', gone: '${azurerm_a.x[7].name}' },
        },
        azurerm_h: { x: { count: 0 } },
      },
    );
    const names = (type: string) => {
      const { instances } = artifacts.block(type, 'x');
      return instances === unknown ? unknown : instances.map(({ key, arguments: args }) => [key, args.name]);
    };
    expect(names('azurerm_a')).toEqual([
      [0, 'n0'],
      [1, 'n1'],
    ]);
    expect(artifacts.terraform('azurerm_a', 'x')).toMatchObject({ name: unknown, same: 1 });
    expect(names('azurerm_b')).toEqual([
      ['p', 'p'],
      ['q', 'q'],
    ]);
    expect(names('azurerm_c')).toEqual([['p', 'p1']]);
    expect(names('azurerm_d')).toBe(unknown);
    expect(blocksOf(artifacts.terraform('azurerm_e', 'x').rule)).toEqual([{ name: 'first' }, { name: 'a' }]);
    expect(blocksOf(artifacts.terraform('azurerm_f', 'x').rule)).toBe(unknown);
    const references = artifacts.terraform('azurerm_g', 'x');
    expect([known(references.id), known(references.one), known(references.gone)]).toEqual(['n1', 'q', unknown]);
    expect(names('azurerm_h')).toEqual([]);
  });

  it('reads outputs of other modules through their state', () => {
    const backend = { storage_account_name: 'state', key: 'net' };
    const artifacts = read({
      'net/a.tf.json': {
        terraform: { backend: { azurerm: backend } },
        resource: { azurerm_subnet: { s: { name: 'nodes' } } },
        output: { name: { value: '${azurerm_subnet.s.name}' } },
      },
      'aks/a.tf.json': {
        data: {
          terraform_remote_state: {
            net: { backend: 'azurerm', config: backend },
            other: { backend: 'azurerm', config: { key: 'x' } },
          },
        },
        resource: {
          azurerm_x: {
            y: {
              a: '${data.terraform_remote_state.net.outputs.name}',
              b: '${data.terraform_remote_state.other.outputs.name}',
            },
          },
        },
      },
    });
    const { a, b } = artifacts.terraform('azurerm_x', 'y');
    expect(a).toMatchObject({ address: 'azurerm_subnet.s', module: 'net', value: 'nodes' });
    expect(b).toBe(unknown);
  });

  it('takes lists at every level, and knows what a module asks for', () => {
    const artifacts = read({
      'm/a.tf.json': {
        terraform: [{ required_providers: [{ azurerm: { version: '~> 4.60' }, random: '3.0.0' }] }],
        resource: [{ azurerm_x: [{ one: [{ a: 1 }] }] }, { azurerm_x: { two: { a: 2 } } }],
        provider: { azurerm: [{ features: {} }, { alias: 'other', features: {} }] },
      },
      'm/b.tf.json': { resource: { azurerm_x: { three: { '//': { metadata: { path: 'prod/three' } } } } } },
      'm/.terraform.lock.hcl': 'provider "registry.terraform.io/hashicorp/azurerm" {\n  version     = "4.61.0"\n}\n',
    });
    const [module_] = artifacts.modules;
    expect(module_?.blocks.map(({ address, source, path }) => [address, source.file, source.at, path])).toEqual([
      ['azurerm_x.one', 'm/a.tf.json', ['resource', 0, 'azurerm_x', 0, 'one', 0], undefined],
      ['azurerm_x.two', 'm/a.tf.json', ['resource', 1, 'azurerm_x', 'two'], undefined],
      ['azurerm_x.three', 'm/b.tf.json', ['resource', 'azurerm_x', 'three'], 'prod/three'],
    ]);
    expect(module_?.providers).toHaveLength(2);
    expect(module_?.requiredProviders).toEqual({ azurerm: '~> 4.60', random: '3.0.0' });
    expect(module_?.lockedProviders).toEqual({ azurerm: '4.61.0' });
    expect(module_?.complete).toBe(true);
  });

  it('tells everything that is mentioned, and where', () => {
    const artifacts = module(
      {},
      {
        azurerm_x: {
          y: {
            a: ['${azurerm_resource_group.rg.id}/${join("", data.azurerm_z.d[0].ids)}'],
            depends_on: ['module.m'],
            b: '$${var.no}',
          },
        },
      },
    );
    expect(artifacts.block('azurerm_x', 'y').links).toEqual([
      {
        at: ['a', 0],
        text: 'azurerm_resource_group.rg.id',
        root: 'resource',
        type: 'azurerm_resource_group',
        name: 'rg',
        attributes: ['id'],
      },
      {
        at: ['a', 0],
        text: 'data.azurerm_z.d[0].ids',
        root: 'data',
        type: 'azurerm_z',
        name: 'd',
        attributes: ['ids'],
      },
      { at: ['depends_on', 0], text: 'module.m', root: 'module', type: '', name: 'm', attributes: [] },
    ]);
  });

  it('reads a stream that holds Terraform', () => {
    const artifacts = read({ '<stdin>': { resource: { azurerm_x: { y: { a: 1 } } } } });
    expect(artifacts.terraform('azurerm_x', 'y')).toEqual({ a: 1 });
    expect(artifacts.files).toEqual([{ path: '<stdin>', holds: 'terraform' }]);
  });

  it('asks which module is meant where several have a block', () => {
    const one = { resource: { azurerm_x: { y: { a: 1 } } } };
    const artifacts = read({ 'stacks/dev/a.tf.json': one, 'stacks/prod/a.tf.json': one });
    expect(() => artifacts.terraform('azurerm_x', 'y')).toThrow(
      'azurerm_x.y is in stacks/dev and stacks/prod: name one',
    );
    expect(artifacts.terraform('azurerm_x', 'y', 'prod')).toEqual({ a: 1 });
    expect(artifacts.terraform('azurerm_x')).toHaveLength(2);
  });
});
