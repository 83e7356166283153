import { filesOfEnvironment } from '../../../lib/analysis/parity/environment';
import { configMap, differencesOf, ofObjects, ofStacks, printed, terraformOf } from './two-environments';

const objects = (...list: readonly object[]): string => list.map((one) => JSON.stringify(one)).join('\n---\n');
const undeclared = (differences: ReturnType<typeof differencesOf>): readonly string[] =>
  printed(differences.filter(({ category }) => category === undefined));

describe('pairs of resources', () => {
  it('have equal addresses, else names that differ as those of the environments, else nothing beside them', () => {
    const differences = ofStacks(
      {
        'azurerm_subnet.nodes': {},
        'azurerm_subnet.dev_pods': {},
        'azurerm_key_vault.secrets': { sku_name: 'standard' },
        'azurerm_redis_cache.one': {},
      },
      {
        'azurerm_subnet.nodes': {},
        'azurerm_subnet.prod_pods': {},
        'azurerm_key_vault.vault': { sku_name: 'premium' },
        'azurerm_redis_cache.two': {},
        'azurerm_redis_cache.three': {},
      },
    );

    expect(printed(differences)).toEqual([
      'sku_name: "standard" | "premium"',
      'azurerm_redis_cache.one: "azurerm_redis_cache.one" | null',
      'azurerm_redis_cache.three: null | "azurerm_redis_cache.three"',
      'azurerm_redis_cache.two: null | "azurerm_redis_cache.two"',
    ]);
    expect(differences[0]).toMatchObject({ object: 'azurerm_key_vault.secrets', objectB: 'azurerm_key_vault.vault' });
  });

  it('take the addresses of a pair for one wherever they are mentioned', () => {
    const stack = (name: string) => ({
      [`azurerm_subnet.${name}`]: {},
      'azurerm_kubernetes_cluster.aks': { default_node_pool: { vnet_subnet_id: `\${azurerm_subnet.${name}.id}` } },
    });

    expect(undeclared(ofStacks(stack('blue'), stack('red')))).toEqual([]);
  });

  it('are told by key where there are several of one block', () => {
    const stack = (...keys: readonly string[]) => ({
      'azurerm_subnet.s': {
        for_each: Object.fromEntries(keys.map((key) => [key, key])),
        service_endpoints: ['${each.key}'],
      },
    });

    expect(printed(ofStacks(stack('a', 'dev'), stack('a', 'prod', 'c')))).toEqual([
      'azurerm_subnet.s["c"]: null | "azurerm_subnet.s[\\"c\\"]"',
      'name service_endpoints: ["dev"] | ["prod"]',
    ]);
  });
});

describe('pairs of stacks', () => {
  const registry = (sku: string): string => terraformOf({ 'azurerm_container_registry.r': { sku } });
  const vault = (sku: string): string => terraformOf({ 'azurerm_key_vault.v': { sku_name: sku } });

  it('have equal names, whatever lies beside them', () => {
    const a = { 'x/shared/a.tf.json': registry('Basic'), 'x/app/a.tf.json': vault('standard') };
    const b = { 'y/app/a.tf.json': vault('premium'), 'y/shared/a.tf.json': registry('Premium') };

    expect(printed(differencesOf(a, b))).toEqual(['sku: "Basic" | "Premium"', 'sku_name: "standard" | "premium"']);
  });

  it('else have most addresses in common', () => {
    const a = { 'x/one/a.tf.json': registry('Basic'), 'x/two/a.tf.json': vault('standard') };
    const b = { 'y/three/a.tf.json': vault('premium'), 'y/four/a.tf.json': registry('Premium') };

    expect(printed(differencesOf(a, b))).toEqual(['sku: "Basic" | "Premium"', 'sku_name: "standard" | "premium"']);
  });

  it('are told apart where objects of one name differ in several, and told where one has no counterpart', () => {
    const a = { 'x/one/a.tf.json': vault('standard'), 'x/two/a.tf.json': vault('standard') };
    const b = {
      ...a,
      'x/one/a.tf.json': vault('premium'),
      'x/two/a.tf.json': vault('premium'),
      'x/z/a.tf.json': registry('Basic'),
    };

    expect(differencesOf(a, b).map(({ place, object, b: value }) => [place, object, value])).toEqual([
      [undefined, 'z', '1 Terraform blocks'],
      ['one', 'azurerm_key_vault.v', 'premium'],
      ['two', 'azurerm_key_vault.v', 'premium'],
    ]);
  });
});

describe('pairs of objects', () => {
  const inNamespace = (namespace: string, name: string, value: string): object => {
    return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data: { value } };
  };

  it('are found though both the namespace and the name hold the environment', () => {
    const of = (env: string, level: string): string =>
      objects(inNamespace(`shop-${env}`, `cart-${env}`, level), inNamespace(`shop-${env}`, `web-${env}`, 'x'));

    expect(undeclared(differencesOf({ 'a.yaml': of('dev', 'debug') }, { 'b.yaml': of('prod', 'info') }))).toEqual([
      'data.value: "debug" | "info"',
    ]);
  });

  it('are found where kustomize put a hash behind their names, and where that is mentioned', () => {
    const of = (hash: string, level: string): readonly object[] => [
      configMap({ level }, `web-${hash}`),
      configMap({}, `api-${hash}`),
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'p', namespace: 'shop' },
        spec: { volumes: [{ name: 'c', configMap: { name: `web-${hash}` } }] },
      },
    ];

    expect(undeclared(ofObjects(of('2bc4d5f6g7', 'debug'), of('9mk8t7h6g5', 'info')))).toEqual([
      'data.level: "debug" | "info"',
    ]);
  });

  it('are those of clusters that stand for each other', () => {
    const cluster = (name: string): string => terraformOf({ 'azurerm_kubernetes_cluster.aks': { name } });
    const index = (...names: readonly string[]): string =>
      JSON.stringify({
        format: 1,
        files: {},
        clusters: Object.fromEntries(
          names.map((name) => [
            name,
            {
              terraform: `${name}/azurerm_kubernetes_cluster.aks`,
              kubernetesVersion: '1.35',
              late: {},
              substituted: false,
            },
          ]),
        ),
      });
    const side = (one: string, other: string, level: string) => ({
      [`tf/${one}/a.tf.json`]: cluster(one),
      [`tf/${other}/a.tf.json`]: cluster(other),
      'k/cdk-aks.json': index(one, other),
      [`k/${one}/a.yaml`]: objects(configMap({ level: '1' })),
      [`k/${other}/a.yaml`]: objects(configMap({ level })),
    });

    expect(
      undeclared(
        differencesOf(side('weu-dev', 'neu-dev', '2'), side('weu-prod', 'neu-prod', '3'), { names: [['dev', 'prod']] }),
      ),
    ).toEqual(['data.level: "2" | "3"']);
  });

  it('are found by names that are said', () => {
    const of = (name: string, level: string): string => objects(configMap({ level }, name), configMap({}, `${name}-x`));
    const [a, b] = [{ 'a.yaml': of('blue', '1') }, { 'b.yaml': of('red', '2') }];

    expect(undeclared(differencesOf(a, b))).toHaveLength(4);
    expect(undeclared(differencesOf(a, b, { names: [['blue', 'red']] }))).toEqual(['data.level: "1" | "2"']);
  });
});

describe('filesOfEnvironment', () => {
  const files = Object.entries({
    'deploy/terraform/stacks/dev/cdk.tf.json': terraformOf({ 'azurerm_kubernetes_cluster.aks': { name: 'shop-dev' } }),
    'deploy/terraform/stacks/prod/cdk.tf.json': terraformOf({}),
    'deploy/kubernetes/cdk-aks.json': JSON.stringify({
      format: 1,
      files: {},
      clusters: {
        'shop-dev': {
          terraform: 'dev/azurerm_kubernetes_cluster.aks',
          kubernetesVersion: '1.35',
          late: {},
          substituted: false,
        },
      },
    }),
    'deploy/kubernetes/shop-dev/a.yaml': 'kind: A',
    'overlays/staging/a.yaml': 'kind: B',
  }).map(([path, content]) => ({ path, content }));
  const pathsOf = (name: string): readonly string[] | undefined =>
    filesOfEnvironment(files, name)?.map(({ path }) => path.replace(/^deploy\//, ''));

  it('takes a stack with its clusters, a cluster with its stack, and a folder of that name', () => {
    const dev = ['terraform/stacks/dev/cdk.tf.json', 'kubernetes/shop-dev/a.yaml', 'kubernetes/cdk-aks.json'];

    expect(pathsOf('dev')).toEqual(dev);
    expect(pathsOf('shop-dev')).toEqual(dev);
    expect(pathsOf('staging')).toEqual(['overlays/staging/a.yaml', 'kubernetes/cdk-aks.json']);
    expect(pathsOf('test')).toBeUndefined();
  });
});
