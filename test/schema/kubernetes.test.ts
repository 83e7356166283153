import { customResource, customResourceIndex, KUBERNETES_MINORS, kubernetesSchema } from '../../lib/schema/data';
import { objectProblems, vocabularyOf } from '../../lib/schema/kubernetes/object';
import { formatSchemaProblem, kubernetesProblems } from '../support/conformance';

type Json = Record<string, unknown>;

const lines = (object: unknown, minor = '1.34', options = {}): string[] =>
  kubernetesProblems(object, minor, options).map(({ message, code }) => `${message} (${code})`);

const deployment = (spec: Json = {}, container: Json = {}, metadata: Json = {}): Json => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'cart', namespace: 'shop', ...metadata },
  spec: {
    selector: { matchLabels: { app: 'cart' } },
    template: {
      metadata: { labels: { app: 'cart' } },
      spec: { containers: [{ name: 'app', image: 'cart:1', ...container }] },
    },
    ...spec,
  },
});

const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'cart', namespace: 'shop' },
  spec: { containers: [{ name: 'app', image: 'cart:1' }] },
};

const scaledObject = (spec: Json = {}): Json => ({
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: { scaleTargetRef: { name: 'orders' }, triggers: [{ type: 'cron', metadata: { start: '0 8 * * *' } }], ...spec },
});

const route = (spec: Json = {}): Json => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { parentRefs: [{ name: 'gateway' }], rules: [{ backendRefs: [{ name: 'web', port: 80 }] }], ...spec },
});

describe('kubernetesProblems', () => {
  it('finds nothing in good objects', () => {
    const resources = { requests: { cpu: '100m', memory: '1.5Gi' }, limits: { cpu: 1 } };
    const ports = [{ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }];
    expect(lines(deployment({}, { resources, ports }))).toEqual([]);
    expect(lines(scaledObject())).toEqual([]);
    expect(lines(route())).toEqual([]);
  });

  it('names the object and the field', () => {
    const [problem] = kubernetesProblems(deployment({ replicaz: 3 }), '1.34');
    expect(problem && formatSchemaProblem(problem)).toBe(
      "apps/v1/Deployment/shop/cart: spec.replicaz: unknown field, did you mean 'replicas'? (schema/unknown-field)",
    );
  });

  it('says to remove quotes only where that helps', () => {
    const fixes = (value: unknown, field = 'initialDelaySeconds'): string[] => {
      const probe = { httpGet: { path: '/', port: 80 }, [field]: value };
      const body = deployment({}, { livenessProbe: probe });
      return objectProblems(body, vocabularyOf('1.34')).map(({ fix }) => fix);
    };
    for (const value of ['2', '0x10', '1_000']) expect(fixes(value)).toEqual(['Remove the quotes']);
    for (const value of ['2s', '2.5', 'true', '99999999999', '', '[2]', '"', '2: 3']) {
      expect(fixes(value)).toEqual(['Write a whole number of 32 bits']);
    }
    const hostNetwork = (value: unknown): string[] =>
      objectProblems({ ...pod, spec: { ...pod.spec, hostNetwork: value } }, vocabularyOf('1.34')).map(({ fix }) => fix);
    expect(hostNetwork('yes')).toEqual(['Remove the quotes']);
    expect(hostNetwork('maybe')).toEqual(['Write true or false']);
  });

  it('finds an address of a Gateway that is none', () => {
    const gateway = (address: Json): Json => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        gatewayClassName: 'azure-alb-external',
        listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }],
        addresses: [address],
      },
    });
    expect(lines(gateway({ value: '20.1.2.3' }))).toEqual([]);
    expect(lines(gateway({ type: 'Hostname', value: 'shop.example.com' }))).toEqual([]);
    expect(lines(gateway({ value: 'shop.example.com' }))).toEqual([
      'spec.addresses[0]: fits none of: type IPAddress and value of format ipv4 or of format ipv6; or type not IPAddress (schema/one-of)',
    ]);
  });

  it.each<[string, unknown, string[]]>([
    [
      'a field in the wrong case',
      deployment({}, { imagepullPolicy: 'Always' }),
      [
        "spec.template.spec.containers[0].imagepullPolicy: unknown field, did you mean 'imagePullPolicy'? (schema/unknown-field)",
      ],
    ],
    ['a missing field', deployment({ selector: undefined }), ['spec.selector: is required (schema/required)']],
    [
      'a null where a value is required',
      deployment({ selector: null }),
      ['spec.selector: is required (schema/required)'],
    ],
    [
      'text for a number',
      deployment({ replicas: '3' }),
      ['spec.replicas: is the string "3" but must be a whole number of 32 bits (schema/type)'],
    ],
    [
      'a fraction for a whole number',
      deployment({ replicas: 1.5 }),
      ['spec.replicas: is the number 1.5 but must be a whole number of 32 bits (schema/type)'],
    ],
    [
      'a number of more than 32 bits',
      deployment({ replicas: 2 ** 31 }),
      ['spec.replicas: is the number 2147483648 but must be a whole number of 32 bits (schema/type)'],
    ],
    [
      'a number for text',
      deployment({}, { env: [{ name: 'A', value: 1 }] }),
      ['spec.template.spec.containers[0].env[0].value: is the number 1 but must be a string (schema/type)'],
    ],
    [
      'an object for a list',
      deployment({}, { env: { A: '1' } }),
      ['spec.template.spec.containers[0].env: is an object but must be a list (schema/type)'],
    ],
    [
      'a bad quantity',
      deployment({}, { resources: { requests: { memory: '1GB' } } }),
      [
        'spec.template.spec.containers[0].resources.requests.memory: is the string "1GB" but must be a quantity such as 500m or 2Gi (schema/type)',
      ],
    ],
    [
      'true for a number or text',
      deployment({ strategy: { rollingUpdate: { maxSurge: true } } }),
      [
        'spec.strategy.rollingUpdate.maxSurge: is the boolean true but must be a whole number or a string (schema/type)',
      ],
    ],
    [
      'a value outside a closed set',
      deployment({}, { imagePullPolicy: 'always' }),
      [
        'spec.template.spec.containers[0].imagePullPolicy: is "always" but must be one of Always, IfNotPresent, Never, did you mean \'Always\'? (schema/enum)',
      ],
    ],
    [
      'two ports alike, where the protocol is left out once',
      deployment({}, { ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }] }),
      [
        'spec.template.spec.containers[0].ports[1]: has the same containerPort and protocol as item 0 (schema/duplicate)',
      ],
    ],
    [
      'two variables of one name',
      deployment({}, { env: [{ name: 'A' }, { name: 'B' }, { name: 'A' }] }),
      ['spec.template.spec.containers[0].env[2]: has the same name as item 0 (schema/duplicate)'],
    ],
  ])('finds %s in a built-in kind', (_, object, expected) => {
    expect(lines(object)).toEqual(expected);
  });

  it.each<[string, unknown, string[]]>([
    [
      'an unknown field',
      scaledObject({ minReplicas: 1 }),
      ["spec.minReplicas: unknown field, did you mean 'minReplicaCount'? (schema/unknown-field)"],
    ],
    [
      'a number below the minimum',
      scaledObject({ pollingInterval: 0 }),
      ['spec.pollingInterval: is 0 but must be at least 1 (schema/range)'],
    ],
    [
      'a value outside an enum',
      scaledObject({ fallback: { failureThreshold: 3, replicas: 1, behavior: 'dynamic' } }),
      [
        'spec.fallback.behavior: is "dynamic" but must be one of static, currentReplicas, currentReplicasIfHigher, currentReplicasIfLower, scalingModifiers (schema/enum)',
      ],
    ],
    ['too few items', scaledObject({ triggers: [] }), ['spec.triggers: has 0 items but needs 1 (schema/count)']],
    [
      'a text that is too short',
      scaledObject({ scaleTargetRef: { name: '' } }),
      ['spec.scaleTargetRef.name: has 0 characters but needs 1 (schema/length)'],
    ],
    [
      'a number for text in a map',
      scaledObject({ triggers: [{ type: 'cron', metadata: { desiredReplicas: 10 } }] }),
      ['spec.triggers[0].metadata.desiredReplicas: is the number 10 but must be a string (schema/type)'],
    ],
    [
      'text that breaks a pattern',
      route({ hostnames: ['Shop.Example'] }),
      [
        'spec.hostnames[0]: is "Shop.Example" but must match ^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ (schema/pattern)',
      ],
    ],
    [
      'too many items',
      route({ hostnames: Array.from({ length: 17 }, (_item, index) => `h${index}.example`) }),
      ['spec.hostnames: has 17 items but may have 16 (schema/count)'],
    ],
  ])('finds %s in a custom resource', (_, object, expected) => {
    expect(lines(object)).toEqual(expected);
  });

  it('wants exactly one of several sets of fields', () => {
    const provider = (spec: Json): Json => ({
      apiVersion: 'flagger.app/v1beta1',
      kind: 'AlertProvider',
      metadata: { name: 'slack', namespace: 'shop' },
      spec: { type: 'slack', ...spec },
    });
    const broken = ['spec: needs exactly one of: address and type; or secretRef and type (schema/one-of)'];
    expect(lines(provider({}))).toEqual(broken);
    expect(lines(provider({ address: 'https://x', secretRef: { name: 's' } }))).toEqual(broken);
    expect(lines(provider({ secretRef: { name: 's' } }))).toEqual([]);
  });

  it('takes a field with a default as given, and a null as left out', () => {
    const helm = (verify: unknown, timeout: unknown): Json => ({
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'x', namespace: 'flux', creationTimestamp: null },
      spec: {
        interval: '5m',
        timeout,
        chart: { spec: { chart: 'c', sourceRef: { kind: 'HelmRepository', name: 'r' }, verify } },
      },
    });
    expect(lines(helm({}, null))).toEqual([]);
    expect(lines(helm({}, 'soon'))).toEqual([
      'spec.timeout: is "soon" but must match ^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$ (schema/pattern)',
    ]);
  });

  it('reads base64 and times', () => {
    const secret = (data: string): Json => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', namespace: 'n' },
      data: { a: data },
    });
    expect(lines(secret('aGVsbG8='))).toEqual([]);
    expect(lines(secret('hello'))).toEqual(['data.a: is the string "hello" but must be base64 text (schema/type)']);
    const lease = (renewTime: string): Json => ({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 's', namespace: 'n' },
      spec: { renewTime },
    });
    expect(lines(lease('2026-08-01T10:00:00.123456Z'))).toEqual([]);
    expect(lines(lease('2026-08-01'))).toHaveLength(1);
  });

  it('knows what each minor serves', () => {
    const sleep = { lifecycle: { preStop: { sleep: { seconds: 5 } } } };
    expect(lines(deployment({}, sleep), '1.29')).toEqual([]);
    expect(lines(deployment({}, sleep), '1.28')).toEqual([
      'spec.template.spec.containers[0].lifecycle.preStop.sleep: unknown field (schema/unknown-field)',
    ]);
    const schema = { apiVersion: 'flowcontrol.apiserver.k8s.io/v1', kind: 'FlowSchema', metadata: { name: 'x' } };
    expect(lines(schema, '1.28')).toEqual([
      'Kubernetes 1.28 does not serve flowcontrol.apiserver.k8s.io/v1 FlowSchema, Kubernetes 1.29 to 1.36 does (schema/unknown-kind)',
    ]);
  });

  it('tells unknown kinds, versions and deprecated versions', () => {
    const object = (apiVersion: string, kind: string): Json => ({
      apiVersion,
      kind,
      metadata: { name: 'x', namespace: 'n' },
    });
    expect(lines(object('apps/v1', 'Deploymnet'))).toEqual([
      "unknown kind 'apps/v1 Deploymnet', did you mean 'apps/v1 Deployment'? (schema/unknown-kind)",
    ]);
    expect(lines(object('keda.sh/v1', 'ScaledObject'))).toEqual([
      "apiVersion: ScaledObject of keda.sh has no version 'v1', there is v1alpha1 (schema/unknown-kind)",
    ]);
    expect(lines(object('secrets-store.csi.x-k8s.io/v1alpha1', 'SecretProviderClass'))).toEqual([
      'apiVersion: secrets-store.csi.x-k8s.io/v1alpha1 SecretProviderClass is deprecated, use v1 (schema/deprecated)',
    ]);
    expect(lines({ metadata: { name: 'x' } })).toEqual([
      'apiVersion: is required (schema/required)',
      'kind: is required (schema/required)',
    ]);
    expect(lines('text')).toEqual(['is not an object (schema/type)']);
  });

  it('lets kinds pass that nobody defines, but not their metadata', () => {
    const policy = {
      apiVersion: 'crd.projectcalico.org/v1',
      kind: 'GlobalNetworkPolicy',
      metadata: { name: 'Bad' },
      spec: { any: 1 },
    };
    expect(lines(policy)).toEqual([
      "metadata.name: 'Bad' is not a DNS subdomain of at most 253 characters (schema/name)",
    ]);
  });

  it('knows the own kinds of Application Gateway for Containers', () => {
    const policy = {
      apiVersion: 'alb.networking.azure.io/v1',
      kind: 'HealthCheckPolicy',
      metadata: { name: 'cart', namespace: 'shop' },
      spec: {
        targetRef: { group: '', kind: 'Service', name: 'cart' },
        default: { interval: '10s', unhealthyTreshold: 3, http: { path: '/ready' }, grpc: { service: 'cart' } },
      },
    };
    expect(lines(policy)).toEqual([
      "spec.default.unhealthyTreshold: unknown field, did you mean 'unhealthyThreshold'? (schema/unknown-field)",
    ]);
  });

  it('wants a namespace where one belongs, and none where not', () => {
    const bare = deployment({}, {}, { namespace: undefined });
    expect(lines(bare)).toEqual(['metadata.namespace: apps/v1 Deployment needs a namespace (schema/namespace)']);
    expect(lines(bare, '1.34', { namespaceRequired: false })).toEqual([]);
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'system:x', namespace: 'n' },
      rules: [],
    };
    expect(lines(role)).toEqual([
      'metadata.namespace: rbac.authorization.k8s.io/v1 ClusterRole belongs to the cluster and has no namespace (schema/namespace)',
    ]);
  });

  it('checks names, labels and annotations', () => {
    const metadata = {
      name: 'Cart',
      labels: { 'app.kubernetes.io/name': 'a b', 'bad/key/x': 'y' },
      annotations: { 'x/y': 1, '-z': 'w' },
    };
    expect(lines(deployment({}, {}, metadata))).toEqual([
      "metadata.annotations['x/y']: is the number 1 but must be a string (schema/type)",
      "metadata.name: 'Cart' is not a DNS subdomain of at most 253 characters (schema/name)",
      'metadata.labels[\'app.kubernetes.io/name\']: is "a b", which is no label value (schema/label)',
      "metadata.labels['bad/key/x']: 'bad/key/x' is no label or annotation key (schema/label)",
      "metadata.annotations.-z: '-z' is no label or annotation key (schema/label)",
    ]);
    expect(lines(deployment({}, {}, { name: undefined }))).toEqual(['metadata.name: is required (schema/required)']);
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a.b', namespace: 'n' },
      spec: { ports: [{ port: 80 }] },
    };
    expect(lines(service)).toEqual(["metadata.name: 'a.b' is not a DNS label of at most 63 characters (schema/name)"]);
    const big = deployment({}, {}, { annotations: { a: 'x'.repeat(256 * 1024) } });
    expect(lines(big)).toEqual(['metadata.annotations: take 262145 bytes but may take 262144 (schema/length)']);
  });

  it('checks the items of a List', () => {
    const list = { apiVersion: 'v1', kind: 'List', items: [deployment(), deployment({ replicas: 'x' })] };
    expect(kubernetesProblems(list, '1.34').map(({ code }) => code)).toEqual(['schema/type']);
  });

  it('refuses a minor that it does not know', () => {
    expect(() => kubernetesProblems({ kind: 'Pod' }, '1.27')).toThrow('no schema of Kubernetes 1.27');
  });

  it('can walk every kind of every minor and every version of every custom resource', () => {
    for (const minor of KUBERNETES_MINORS) {
      for (const key of Object.keys(kubernetesSchema(minor).kinds)) {
        const [apiVersion, kind] = key.split(' ');
        expect(() => kubernetesProblems({ apiVersion, kind, metadata: { name: 'x' }, spec: {} }, minor)).not.toThrow();
      }
    }
    for (const { group, kind } of customResourceIndex()) {
      for (const version of Object.keys(customResource(group, kind)?.versions ?? {})) {
        const found = kubernetesProblems(
          { apiVersion: `${group}/${version}`, kind, metadata: { name: 'x' }, spec: {} },
          '1.34',
        );
        expect(found.filter(({ code }) => code === 'schema/unknown-kind')).toEqual([]);
      }
    }
  });
});
