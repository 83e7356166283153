import { configMap, deployment, differencesOf, ofObjects, printed, withContainer } from './two-environments';

const DIGEST = `sha256:${'a'.repeat(64)}`;

/** What differs between two containers, and what of it is declared. */
const ofContainers = (a: object, b: object): readonly string[] =>
  printed(ofObjects([withContainer({ ...a })], [withContainer({ ...b })])).map((one) =>
    one.replace('spec.template.spec.containers[0].', ''),
  );

const ofSettings = (key: string, a: string, b: string): readonly string[] =>
  printed(ofObjects([configMap({ [key]: a })], [configMap({ [key]: b })])).map((one) => one.split(' ')[0] ?? '');

describe('parity of objects: declared', () => {
  it('another build of an image, in the registry of the environment', () => {
    const of = (a: string, b: string): readonly string[] => ofContainers({ image: a }, { image: b });

    expect(of('shop.azurecr.io/web:1.0', `shop.azurecr.io/web:1.1@${DIGEST}`)).toEqual([
      expect.stringMatching('^digest'),
    ]);
    expect(of('shopdev.azurecr.io/web:1.0', 'shopprod.azurecr.io/web:1.0')).toEqual([expect.stringMatching('^digest')]);
    expect(of('shop.azurecr.io/web:1.0', 'shop.azurecr.io/api:1.0')).toEqual([expect.stringMatching('^image')]);
    expect(of('shop.azurecr.io/web:1.0', 'docker.io/web:1.0')).toEqual([expect.stringMatching('^image')]);
  });

  it('how many pods there are, and what follows from that', () => {
    const objects = (replicas: number, maxSurge: number, budget: number) => [
      {
        ...deployment({
          replicas,
          strategy: { rollingUpdate: { maxSurge } },
          selector: { matchLabels: { app: 'web' } },
          template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web' }] } },
        }),
      },
      {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'web', namespace: 'shop' },
        spec: { minAvailable: budget, selector: { matchLabels: { app: 'web' } } },
      },
    ];

    expect(printed(ofObjects(objects(1, 1, 0), objects(3, 2, 2)))).toEqual([
      'size spec.replicas: 1 | 3',
      'size spec.strategy.rollingUpdate.maxSurge: 1 | 2',
      'size spec.minAvailable: 0 | 2',
    ]);
    expect(printed(ofObjects(objects(3, 1, 1), objects(3, 2, 2)))).toEqual([
      'spec.strategy.rollingUpdate.maxSurge: 1 | 2',
      'spec.minAvailable: 1 | 2',
    ]);
  });

  it('requests, limits and quotas, but not whether there are any', () => {
    const limits = (memory: string) => ({ resources: { limits: { memory } } });
    const quota = (hard: object) => ({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'q' },
      spec: { hard },
    });

    expect(ofContainers(limits('1Gi'), limits('2Gi'))).toEqual(['size resources.limits.memory: "1Gi" | "2Gi"']);
    expect(ofContainers(limits('1Gi'), limits('1024Mi'))).toEqual([]);
    expect(ofContainers(limits('1Gi'), {})).toEqual(['resources: {"limits":{"memory":"1Gi"}} | null']);
    expect(printed(ofObjects([quota({ services: 1 })], [quota({ services: '9', pods: 3 })]))).toEqual([
      'spec.hard.pods: null | 3',
      'size spec.hard.services: 1 | "9"',
    ]);
  });

  it.each([
    ['URL', 'https://a.example.com/api', 'https://b.example.org/api', 'address'],
    ['URL', 'https://a.example.com/api', 'http://b.example.org/api', 'data.URL:'],
    ['URL', 'https://a.example.com/api', 'https://b.example.org/v2', 'data.URL:'],
    ['URL', 'https://a.example.com:8443/api', 'https://b.example.org/api', 'data.URL:'],
    ['URL', 'http://cart.shop.svc/', 'http://basket.shop.svc/', 'data.URL:'],
    ['URL', 'http://cart:8080/', 'http://basket:8080/', 'data.URL:'],
    ['SMTP_HOST', 'mail.example.com', 'smtp.example.org', 'address'],
    ['LOGGER', 'log.example.com', 'out.example.org', 'data.LOGGER:'],
    ['COSMOS', 'https://one.documents.azure.com:443/', 'https://two.documents.azure.com:443/', 'name'],
    ['COSMOS', 'https://one.documents.azure.com:443/', 'https://two.table.core.windows.net/', 'data.COSMOS:'],
    ['DB', 'Server=sql-dev.x.net;Database=shop', 'Server=sql-prod.x.net;Database=shop', 'name'],
    ['DB', 'Server=sql-dev.x.net;Database=shop', 'Server=sql-prod.x.net;Database=cart', 'data.DB:'],
    ['BIND', '10.1.2.3:80', '10.9.8.7:80', 'address'],
    ['BIND', '127.0.0.1:80', '0.0.0.0:80', 'data.BIND:'],
    ['API_VERSION', '1.2.3.4', '1.2.3.5', 'data.API_VERSION:'],
    ['TENANT', '11111111-1111-1111-1111-111111111111', '22222222-2222-2222-2222-222222222222', 'secret'],
    ['LEVEL', 'debug', 'info', 'data.LEVEL:'],
    ['ENVIRONMENT', 'dev', 'prod', 'name'],
    ['ENVIRONMENT', 'Development', 'Production', 'data.ENVIRONMENT:'],
    ['app.yaml', 'env: dev\nhost: a.b.com\n', 'env: prod\nhost: c.d.com\n', 'name'],
    ['app.yaml', 'env: dev\nlevel: debug\n', 'env: prod\nlevel: info\n', "data['app.yaml']:"],
    ['app.yaml', 'env: dev\n', 'env: prod\ncache: off\n', "data['app.yaml']:"],
  ])('%s: %j and %j', (key, a, b, expected) => {
    expect(ofSettings(key, a, b)).toEqual([expected]);
  });

  it('what a vault and a Secret hold, which is never printed', () => {
    const secret = (password: string) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      stringData: { password },
    });
    const vault = (name: string) => ({
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      kind: 'SecretProviderClass',
      metadata: { name: 'v', namespace: 'shop' },
      spec: { parameters: { objects: `array:\n  - |\n    objectName: ${name}\n    objectType: secret\n` } },
    });

    expect(printed(ofObjects([secret('one')], [secret('two')]))).toEqual([
      'secret stringData.password: "(secret)" | "(secret)"',
    ]);
    expect(printed(ofObjects([secret('one')], [{ ...secret(''), stringData: {} }]))).toEqual([
      'stringData.password: "(secret)" | null',
    ]);
    expect(printed(ofObjects([vault('a')], [vault('b')]))).toEqual([expect.stringMatching('^secret')]);
  });

  it('what looks like a secret where none belongs, which is never printed either', () => {
    const env = (value: string) => ({ env: [{ name: 'DB_PASSWORD', value }] });

    expect(ofContainers(env('hunter2!'), env('correct-horse'))).toEqual([
      'secret env[0].value: "(secret)" | "(secret)"',
    ]);
    expect(
      ofContainers({ env: [{ name: 'A', value: '1' }] }, { env: [...env('hunter2!').env, { name: 'A', value: '1' }] }),
    ).toEqual(['env[0]: null | {"name":"DB_PASSWORD","value":"(secret)"}']);
    expect(printed(ofObjects([configMap({})], [configMap({ 'security-key': 'hunter2!' })]))).toEqual([
      'data.security-key: null | "(secret)"',
    ]);
  });

  it('labels and annotations that tell what runs', () => {
    const of = (a: object, b: object): readonly string[] =>
      printed(ofObjects([deployment({ template: { metadata: a } })], [deployment({ template: { metadata: b } })]));

    expect(of({ annotations: { 'checksum/config': 'x' } }, { annotations: { 'checksum/config': 'y' } })).toHaveLength(
      1,
    );
    expect(
      of(
        { labels: { 'app.kubernetes.io/version': '1', tier: 'a' } },
        { labels: { 'app.kubernetes.io/version': '2', tier: 'b' } },
      ),
    ).toEqual([
      expect.stringMatching(/^spec.template.metadata.labels.tier/),
      expect.stringMatching(/^digest .*version/),
    ]);
  });

  it('ranges of paired subnets in policies, but no wider ones', () => {
    const policy = (cidr: string) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { ingress: [{ from: [{ ipBlock: { cidr } }] }] },
    });
    const of = (a: string, b: string): string => printed(ofObjects([policy(a)], [policy(b)]))[0]?.split(' ')[0] ?? '';

    expect(of('10.1.2.0/24', '10.2.2.0/24')).toBe('address');
    expect(of('10.1.2.0/24', '10.1.0.0/16')).toMatch(/^spec/);
    expect(of('10.1.2.0/24', '0.0.0.0/0')).toMatch(/^spec/);
    expect(of('10.1.2.0/24', 'fd00::/8')).toBe('address');
  });

  it('whom certificates are from is a choice', () => {
    const issuer = (server: string) => ({
      apiVersion: 'cert-manager.io/v1',
      kind: 'Issuer',
      metadata: { name: 'i' },
      spec: { acme: { server } },
    });

    expect(printed(ofObjects([issuer('https://a.example.com/x')], [issuer('https://b.example.com/x')]))).toEqual([
      expect.stringMatching('^spec.acme.server'),
    ]);
  });
});

describe('parity of objects: not declared', () => {
  it('a probe, an object, a namespaced thing of another kind', () => {
    const probe = (periodSeconds: number) => ({ livenessProbe: { httpGet: { port: 80 }, periodSeconds } });
    const [a, b] = [withContainer(probe(5)), withContainer(probe(30))];

    expect(printed(ofObjects([a, configMap({ x: 'y' })], [b]))).toEqual([
      'spec.template.spec.containers[0].livenessProbe.periodSeconds: 5 | 30',
      'v1/ConfigMap/shop/config: "v1/ConfigMap/shop/config" | null',
    ]);
    expect(ofContainers(probe(10), { livenessProbe: { httpGet: { port: 80 } } })).toEqual([]);
  });

  it('a version of an API, which is a field of the same object', () => {
    const role = (version: string) => ({
      apiVersion: `rbac.authorization.k8s.io/${version}`,
      kind: 'Role',
      metadata: { name: 'r' },
    });

    expect(printed(ofObjects([role('v1beta1')], [role('v1')]))).toEqual([expect.stringMatching('^apiVersion')]);
  });
});

describe('parity of objects: lists', () => {
  const env = (...names: readonly string[]) => ({ env: names.map((name) => ({ name, value: `value of ${name}` })) });

  it('pairs items by name, whatever their order is, and names the item', () => {
    const a = withContainer({
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    });
    const b = withContainer({
      env: [
        { name: 'B', value: 'x' },
        { name: 'A', value: '1' },
      ],
    });
    const [difference, ...more] = ofObjects([a], [b]);

    expect(more).toEqual([]);
    expect(difference).toMatchObject({
      attribute: 'spec.template.spec.containers[0].env[1].value',
      item: 'B',
      a: '2',
      b: 'x',
    });
    expect(ofContainers(env('A', 'B', 'C'), env('C', 'A'))).toEqual([
      'env[1]: {"name":"B","value":"value of B"} | null',
    ]);
  });

  it('pairs items whose names are those of the environments', () => {
    const mount = (name: string) => ({
      volumeMounts: [
        { name: 'tmp', mountPath: '/tmp' },
        { name, mountPath: `/mnt/${name}` },
      ],
    });

    expect(ofContainers(mount('vault-dev'), mount('vault-prod')).map((one) => one.split(' ')[0])).toEqual([
      'name',
      'name',
    ]);
  });

  it('takes lists of plain values for sets, except commands', () => {
    expect(ofContainers({ command: ['a', 'b'] }, { command: ['b', 'a'] })).toEqual(['command: ["a","b"] | ["b","a"]']);
    const verbs = (...all: readonly string[]) => ({
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'r' },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: all }],
    });
    expect(ofObjects([verbs('get', 'list')], [verbs('list', 'get')])).toEqual([]);
    expect(printed(ofObjects([verbs('get')], [verbs('get', 'delete')]))).toEqual([
      'rules[0].verbs: ["get"] | ["get","delete"]',
    ]);
  });

  it('tells the order of init containers', () => {
    const pods = (...names: readonly string[]) =>
      deployment({ template: { spec: { initContainers: names.map((name) => ({ name })) } } });

    expect(printed(ofObjects([pods('a', 'b')], [pods('b', 'a')]))).toEqual([
      'spec.template.spec.initContainers: ["a","b"] | ["b","a"]',
    ]);
  });

  it('pairs rules without a name by what they say', () => {
    const policy = (...ports: readonly number[]) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        egress: ports.map((port) => ({
          to: [{ podSelector: { matchLabels: { app: `app-${port}` } } }],
          ports: [{ port, protocol: 'TCP' }],
        })),
      },
    });

    expect(printed(ofObjects([policy(1, 2, 3)], [policy(3, 1)]))).toEqual([
      expect.stringMatching(/^spec.egress\[1\]: .*"app-2".* \| null$/),
    ]);
  });

  it('sees that a port moved', () => {
    expect(ofContainers({ ports: [{ containerPort: 80 }] }, { ports: [{ containerPort: 8080 }] })).toEqual([
      'ports[0].containerPort: 80 | 8080',
    ]);
  });
});

describe('parity of objects: late values', () => {
  it('compares what they stand for', () => {
    const index = (address: string) =>
      JSON.stringify({
        format: 1,
        files: {},
        clusters: {
          c: {
            terraform: 's/azurerm_kubernetes_cluster.aks',
            kubernetesVersion: '1.35',
            substituted: true,
            late: { ID: address },
          },
        },
      });
    const of = (a: string, b: string): readonly string[] =>
      printed(
        differencesOf(
          { 'cdk-aks.json': index(a), 'c/a.yaml': JSON.stringify(configMap({ id: '${ID}', price: '$$5' })) },
          { 'cdk-aks.json': index(b), 'c/a.yaml': JSON.stringify(configMap({ id: '${ID}', price: '$$5' })) },
        ),
      );

    expect(of('${a.b.id}', '${a.b.id}')).toEqual([]);
    expect(of('${a.b.id}', '${a.c.id}')).toEqual(['data.id: "${a.b.id}" | "${a.c.id}"']);
  });
});
