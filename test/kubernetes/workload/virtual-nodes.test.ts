import { Cpu } from '../../../lib/core/cpu';
import { Duration } from '../../../lib/core/duration';
import { Size } from '../../../lib/core/size';
import { EnvValue } from '../../../lib/kubernetes/workload/environment';
import { Microservice, type MicroserviceProps } from '../../../lib/kubernetes/workload/microservice';
import { Probe } from '../../../lib/kubernetes/workload/probes';
import { Volume } from '../../../lib/kubernetes/workload/volume';
import {
  containerOf,
  deployment,
  fakeCluster,
  FakeIdentity,
  fakeVault,
  messageOf,
  object,
  objects,
  onCluster,
  podOf,
  pool,
  problemsOf,
  refusals,
  SMALL,
  VIRTUAL,
} from './world';

const TOLERATIONS = [
  { key: 'virtual-kubelet.io/provider', operator: 'Exists' },
  { key: 'azure.com/aci', effect: 'NoSchedule' },
];
const LIVE = { liveness: Probe.http('/liveness') };

const bursting = (
  props: Partial<MicroserviceProps> = {},
  cluster = fakeCluster({ pools: [{ name: 'apps' }, VIRTUAL] }),
) => {
  const { shop } = onCluster(cluster);
  const defaults = { ...SMALL, port: 8080, burst: 'virtual-nodes', pullSecretName: 'acr-pull' } as const;
  return { shop, cluster, product: new Microservice(shop, 'product', { ...defaults, ...props }) };
};
const exclusive = (props: Partial<MicroserviceProps> = {}) => {
  const cluster = fakeCluster({ pools: [{ name: 'apps' }, VIRTUAL] });
  return bursting({ on: cluster.virtualNodes, burst: undefined, ...props }, cluster);
};

describe('a workload that overflows to virtual nodes', () => {
  it('prefers real nodes, bears the taints of the virtual one and lets the scheduler ignore zones', () => {
    const { product, shop } = bursting();
    expect(podOf(product)).toMatchObject({
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      tolerations: TOLERATIONS,
      affinity: {
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 100,
              preference: { matchExpressions: [{ key: 'type', operator: 'NotIn', values: ['virtual-kubelet'] }] },
            },
          ],
        },
      },
    });
    expect(podOf(product).topologySpreadConstraints?.map(({ whenUnsatisfiable }) => whenUnsatisfiable)).toEqual([
      'ScheduleAnyway',
      'ScheduleAnyway',
    ]);
    expect(problemsOf(shop)).toEqual([]);
    expect(refusals(shop, '1.34', 'restricted')).toEqual([]);
  });

  it('runs on its pool or the virtual node: a selector on the pool would shut that out', () => {
    const cluster = fakeCluster({ pools: [{ name: 'apps' }, VIRTUAL] });
    const { product, shop } = bursting({ on: pool(cluster, 'apps') }, cluster);
    expect(podOf(product).nodeSelector).toEqual({ 'kubernetes.io/os': 'linux' });
    expect(
      podOf(product).affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms,
    ).toEqual([
      { matchExpressions: [{ key: 'cdk-aks/pool', operator: 'In', values: ['apps'] }] },
      { matchExpressions: [{ key: 'type', operator: 'In', values: ['virtual-kubelet'] }] },
    ]);
    expect(refusals(shop, '1.34', 'restricted')).toEqual([]);
  });

  it('has limits equal to its requests, a registry secret, and nothing that does not exist there', () => {
    const { product } = bursting({ probes: LIVE });
    const container = containerOf(product);
    expect(container.resources).toEqual({
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { cpu: '100m', memory: '128Mi' },
    });
    expect(podOf(product).imagePullSecrets).toEqual([{ name: 'acr-pull' }]);
    expect(container).not.toHaveProperty('lifecycle');
    expect(container).not.toHaveProperty('startupProbe');
    expect(container.livenessProbe).toMatchObject({ httpGet: { path: '/liveness' }, initialDelaySeconds: 60 });
    expect(container.readinessProbe).toMatchObject({ httpGet: { path: '/liveness' } });
    expect(podOf(product).terminationGracePeriodSeconds).toBe(30);
  });

  it('is not asked by a connection whether it is ready, since only HTTP and commands can ask there', () => {
    expect(containerOf(bursting().product)).not.toHaveProperty('readinessProbe');
  });

  it('reads secrets from what one pod on real nodes keeps alive', () => {
    const identity = new FakeIdentity();
    const { product, shop } = bursting({
      secretsIdentity: identity,
      secrets: { DB_KEY: fakeVault().secret('db-key') },
    });
    expect(containerOf(product, 'product').env).toEqual([
      { name: 'DB_KEY', valueFrom: { secretKeyRef: { name: 'product-contoso-kv', key: 'db-key' } } },
    ]);
    expect(podOf(product, 'product')).not.toHaveProperty('volumes');
    expect(deployment(product, 'product').template.metadata?.labels).not.toHaveProperty([
      'azure.workload.identity/use',
    ]);

    const keeper = deployment(product, 'product-secrets');
    expect(keeper.replicas).toBe(1);
    expect(keeper.selector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'product-secrets' } });
    expect(keeper.strategy?.rollingUpdate).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    expect(podOf(product, 'product-secrets')).toMatchObject({
      serviceAccountName: 'product',
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      volumes: [{ csi: { volumeAttributes: { secretProviderClass: 'product-contoso-kv' } } }],
    });
    expect(podOf(product, 'product-secrets')).not.toHaveProperty('tolerations');
    expect(identity.trusted).toEqual([{ cluster: product.cluster, namespace: 'shop', name: 'product' }]);
    expect(problemsOf(shop)).toEqual([]);
    expect(refusals(shop, '1.34', 'restricted')).toEqual([]);
    // Three pods and one more, and the keeper's two.
    expect(object(shop, 'ResourceQuota').spec.hard).toMatchObject({ pods: 6 });
  });

  it('needs a cluster that has virtual nodes', () => {
    expect(problemsOf(bursting({}, fakeCluster()).shop)).toEqual([
      "[shop/product] 'burst' (virtual-nodes) has nowhere to go: cluster 'prod' has no virtual nodes. Write virtualNodes: true for the cluster. (placement/no-virtual-nodes)",
    ]);
  });
});

describe('a workload on virtual nodes alone', () => {
  it('is selected there', () => {
    const { product, shop } = exclusive();
    expect(podOf(product)).toMatchObject({
      nodeSelector: { 'kubernetes.io/os': 'linux', type: 'virtual-kubelet' },
      tolerations: TOLERATIONS,
    });
    expect(podOf(product).nodeSelector).not.toHaveProperty(['kubernetes.io/role']);
    expect(podOf(product)).not.toHaveProperty('affinity');
    expect(podOf(product).topologySpreadConstraints?.every((one) => one.whenUnsatisfiable === 'ScheduleAnyway')).toBe(
      true,
    );
    expect(deployment(product).replicas).toBe(2);
    expect(product.onVirtualNodes).toBe(true);
    expect(problemsOf(shop)).toEqual([]);
    expect(refusals(shop, '1.34', 'restricted')).toEqual([]);
  });

  it('mounts shares of Azure Files', () => {
    const { product } = exclusive({ volumes: { '/data': Volume.azureFiles({ share: 'data', secretName: 'files' }) } });
    expect(podOf(product).volumes).toEqual([
      {
        name: 'data',
        csi: {
          driver: 'file.csi.azure.com',
          readOnly: false,
          volumeAttributes: { shareName: 'data', secretName: 'files' },
        },
      },
    ]);
  });
});

describe('what virtual nodes cannot run', () => {
  const CASES: readonly (readonly [field: string, props: Partial<MicroserviceProps>, message: string])[] = [
    ['os', { os: 'windows' }, "'os' (windows) cannot run on virtual nodes. Run it on a Windows pool only."],
    [
      'drainDelay',
      { drainDelay: Duration.seconds(5) },
      "'drainDelay' (5s) is a lifecycle hook, which does not exist on virtual nodes. Leave it out.",
    ],
    [
      'args',
      { args: ['--fast'] },
      "'args' needs a command beside it on virtual nodes. Write the image's own program as 'command'.",
    ],
    [
      'identity',
      { identity: new FakeIdentity() },
      "'identity' gets no token on virtual nodes. Run it on real nodes, or give the identity as 'secretsIdentity' where it only reads secrets.",
    ],
    ['apiAccess', { apiAccess: true }, "'apiAccess' gets no token on virtual nodes. Run it on real nodes."],
    [
      'initContainers',
      { initContainers: [{ name: 'init', ...SMALL }] },
      "'initContainers' do not exist on virtual nodes.",
    ],
    ['sidecars', { sidecars: [{ name: 'proxy', ...SMALL }] }, "'sidecars' do not exist on virtual nodes."],
    ['hostAliases', { hostAliases: { '10.0.0.4': ['db'] } }, "'hostAliases' do not exist on virtual nodes."],
    [
      'a startup probe',
      { probes: { startup: Probe.http('/') } },
      "'probes.startup' does not exist on virtual nodes. Leave it out, and give liveness an initialDelay.",
    ],
    [
      'a TCP probe',
      { probes: { liveness: Probe.tcp() } },
      "'probes.liveness' of kind tcpSocket does not exist on virtual nodes. Use Probe.http or Probe.exec.",
    ],
    [
      'a gRPC probe',
      { probes: { readiness: Probe.grpc() } },
      "'probes.readiness' of kind grpc does not exist on virtual nodes. Use Probe.http or Probe.exec.",
    ],
    [
      'a scratch volume',
      { volumes: { '/tmp': Volume.scratch(Size.mebibytes(64)) } },
      "'volumes['/tmp']' is a volume that does not exist on virtual nodes. Leave it out, with readOnlyRootFilesystem: false.",
    ],
    [
      'a claim',
      { volumes: { '/data': Volume.claim('data') } },
      "'volumes['/data']' is a volume that does not exist on virtual nodes. Use Volume.azureFiles.",
    ],
    [
      'files',
      { files: { '/app/a.json': '{}' } },
      "'files['/app/a.json']' is a volume that does not exist on virtual nodes. Use 'config', or put the file into the image.",
    ],
    [
      'files of a vault',
      { secretFiles: { 'a.pem': fakeVault().secret('a') } },
      "'secretFiles['a.pem']' is a volume that does not exist on virtual nodes. Use 'secrets', which are variables.",
    ],
    [
      'a CPU limit above the request',
      { resources: { ...SMALL.resources, limits: { cpu: Cpu.millis(500) } } },
      "'resources.limits.cpu' (500m) must equal the request (100m) on virtual nodes. Leave the limit out.",
    ],
    [
      'a memory limit above the request',
      { resources: { ...SMALL.resources, limits: { memory: Size.mebibytes(256) } } },
      "'resources.limits.memory' (256Mi) must equal the request (128Mi) on virtual nodes. Leave the limit out.",
    ],
    [
      'CPU that is no multiple of 10m',
      { resources: { ...SMALL.resources, cpu: Cpu.millis(125) } },
      "'resources.cpu' (125m) must be a multiple of 10m on virtual nodes. Write 130m.",
    ],
    [
      'little memory',
      { resources: { ...SMALL.resources, memory: Size.mebibytes(64) } },
      "'resources.memory' (64Mi) must be 100 MB or more on virtual nodes. Write Size.mebibytes(96) or more.",
    ],
    [
      'GPUs',
      { resources: { ...SMALL.resources, gpus: 1 } },
      "'resources.gpus' (1) do not exist on virtual nodes. Run it on a GPU pool.",
    ],
    [
      'a variable that is known late',
      { env: { IP: EnvValue.podField('status.podIP') } },
      "'env['IP']' has no value on virtual nodes. Read it in another way, or run it on real nodes.",
    ],
    [
      'a low port',
      { port: 80 },
      "'port 'http'' (80) needs a sysctl to be opened by a non-root process, which does not exist on virtual nodes. Listen on 1024 or above; the Service can keep its port.",
    ],
    [
      'an image without credentials',
      { pullSecretName: undefined },
      "'pullSecretName' is missing: contoso.azurecr.io/cart.api:1.4.2 is private, and the kubelet's identity does not pull on virtual nodes. Name a Secret of the namespace with credentials of the registry.",
    ],
  ];

  it.each(CASES)('%s: is told by name, whether it overflows or goes there alone', (_field, props, message) => {
    const line = `[shop/product] ${message}`;
    for (const make of [bursting, exclusive]) {
      const told = messageOf(() => make({ secretsIdentity: new FakeIdentity(), ...props }));
      expect(told).toContain(line);
      expect(told).toContain('(virtual-nodes/unsupported)');
    }
  });

  it('takes a public image without credentials', () => {
    const { shop } = bursting({ image: 'mcr.microsoft.com/app:1.0', pullSecretName: undefined });
    expect(problemsOf(shop)).toEqual([]);
    expect(objects(shop, 'Deployment')).toHaveLength(1);
  });
});
