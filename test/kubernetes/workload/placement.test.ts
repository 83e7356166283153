import { Cpu } from '../../../lib/core/cpu';
import { Size } from '../../../lib/core/size';
import { Microservice, type MicroserviceProps } from '../../../lib/kubernetes/workload/microservice';
import { bears, renderPlacement } from '../../../lib/kubernetes/workload/placement';
import {
  type ClusterOptions,
  fakeCluster,
  messageOf,
  onCluster,
  plainNamespace,
  podOf,
  pool,
  problemsOf,
  refusals,
  SMALL,
  VIRTUAL,
} from './world';

const POOLS = [
  { name: 'apps', architecture: 'amd64' },
  { name: 'system', system: true, taints: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' }] },
  {
    name: 'gpu',
    taints: [{ key: 'sku', value: 'gpu', effect: 'NoSchedule' }],
    largestNode: { cpuMillis: 5_800, memoryBytes: 50 * 2 ** 30, gpus: 1 },
  },
  { name: 'win', os: 'windows', zones: [] },
  VIRTUAL,
] as const satisfies ClusterOptions['pools'];

const placed = (
  props: (cluster: ReturnType<typeof fakeCluster>) => Partial<MicroserviceProps>,
  pools: ClusterOptions['pools'] = POOLS,
) => {
  const cluster = fakeCluster({ pools });
  const { shop } = onCluster(cluster, { podSecurity: 'baseline' });
  return { shop, cart: new Microservice(shop, 'cart', { ...SMALL, ...props(cluster) }) };
};
const onPool = (name: string, more: Partial<MicroserviceProps> = {}) =>
  placed((cluster) => ({ on: pool(cluster, name), ...more }));

describe('placement of a workload', () => {
  it('is any Linux pool without a taint unless told otherwise', () => {
    const { cart, shop } = placed(() => ({}));
    expect(podOf(cart).nodeSelector).toEqual({ 'kubernetes.io/os': 'linux' });
    expect(podOf(cart)).not.toHaveProperty('tolerations');
    expect(cart.placement).toMatchObject({ description: 'any linux pool without a taint', zones: ['1', '2', '3'] });
    expect(problemsOf(shop)).toEqual([]);
  });

  it('selects a pool by its labels and bears its taints', () => {
    const { cart, shop } = onPool('gpu', { resources: { ...SMALL.resources, gpus: 1 } });
    expect(podOf(cart).nodeSelector).toEqual({ 'kubernetes.io/os': 'linux', 'cdk-aks/pool': 'gpu' });
    expect(podOf(cart).tolerations).toEqual([{ key: 'sku', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }]);
    expect(podOf(cart).containers[0]?.resources?.limits).toMatchObject({ 'nvidia.com/gpu': 1 });
    expect(problemsOf(shop)).toEqual([]);
    expect(refusals(shop, '1.34')).toEqual([]);
  });

  it('takes the operating system of its pool', () => {
    const { cart } = onPool('win');
    expect(cart.os).toBe('windows');
    expect(podOf(cart)).toMatchObject({ os: { name: 'windows' }, nodeSelector: { 'kubernetes.io/os': 'windows' } });
  });

  it('bears taints by request, and asks for an architecture', () => {
    const { cart } = placed(() => ({ tolerations: [{ key: 'a', operator: 'Exists' }], architecture: 'arm64' }));
    expect(podOf(cart).tolerations).toEqual([{ key: 'a', operator: 'Exists' }]);
    expect(podOf(cart).nodeSelector).toMatchObject({ 'kubernetes.io/arch': 'arm64' });
  });

  it('bears a taint without a value by its existence, and ignores one that only asks', () => {
    const place = {
      taints: [
        { key: 'a', effect: 'NoExecute' },
        { key: 'b', effect: 'PreferNoSchedule' },
      ],
      nodeLabels: {},
      virtual: false,
    };
    expect(
      renderPlacement({ os: 'linux', place: place as never, overflow: false, tolerations: [] }).tolerations,
    ).toEqual([{ key: 'a', operator: 'Exists', effect: 'NoExecute' }]);
  });

  it.each([
    [{ key: 'a', operator: 'Exists' }, true],
    [{ operator: 'Exists' }, true],
    [{ key: 'a', value: '1' }, true],
    [{ key: 'a', value: '1', effect: 'NoSchedule' }, true],
    [{ key: 'a', value: '2' }, false],
    [{ key: 'a', value: '1', effect: 'NoExecute' }, false],
    [{ key: 'b', operator: 'Exists' }, false],
    [{ key: 'a' }, false],
  ] as const)('knows, as the scheduler does, whether %j bears the taint a=1:NoSchedule', (toleration, expected) => {
    expect(bears(toleration, { key: 'a', value: '1', effect: 'NoSchedule' })).toBe(expected);
  });

  describe('that fits no pool', () => {
    const nowhere = "is not given, and no pool of cluster 'prod' takes a workload that needs";

    it('is refused for taints, operating system and size, each pool with its reason', () => {
      const resources = { cpu: Cpu.cores(8), memory: Size.gibibytes(1) };
      expect(problemsOf(placed(() => ({ resources })).shop)).toEqual([
        `[shop/cart] 'on' ${nowhere} linux, 8000m CPU, 1024Mi memory: pool 'apps' offers 7800m of CPU a node; pool 'system' is tainted CriticalAddonsOnly=true:NoSchedule; pool 'gpu' is tainted sku=gpu:NoSchedule; pool 'win' has windows nodes. Add a node pool, or name one with 'on'. (placement/no-pool)`,
      ]);
    });

    it('is refused for memory and GPUs', () => {
      const memory = { cpu: Cpu.millis(100), memory: Size.gibibytes(60) };
      expect(problemsOf(onPool('gpu', { resources: memory }).shop)).toEqual([
        "[shop/cart] 'on' cannot hold this workload, which needs linux, 100m CPU, 61440Mi memory: pool 'gpu' offers 51200Mi of memory a node. Place it elsewhere, ask for less, or give the pool a larger VM size. (placement/does-not-fit)",
      ]);
      expect(problemsOf(onPool('apps', { resources: { ...SMALL.resources, gpus: 2 } }).shop)[0]).toContain(
        "needs linux, 100m CPU, 128Mi memory, 2 GPU: pool 'apps' has 0 GPUs a node",
      );
    });

    it('is refused for the operating system or architecture of the pool it names', () => {
      expect(problemsOf(onPool('win', { os: 'linux' }).shop)[0]).toContain("pool 'win' has windows nodes");
      expect(problemsOf(onPool('apps', { architecture: 'arm64' }).shop)[0]).toContain("pool 'apps' has amd64 nodes");
    });

    it('counts sidecars and init containers', () => {
      const large = { ...SMALL, resources: { cpu: Cpu.cores(7), memory: Size.mebibytes(64) } };
      expect(problemsOf(placed(() => ({ initContainers: [{ name: 'init', ...large }] })).shop)).toEqual([]);
      expect(problemsOf(placed(() => ({ ...large, sidecars: [{ name: 'proxy', ...large }] })).shop)[0]).toContain(
        '14000m CPU, 128Mi memory',
      );
    });
  });

  it('takes every size where the VM size is unknown, and everything where no pool is known', () => {
    const resources = { cpu: Cpu.cores(500), memory: Size.tebibytes(9) };
    expect(problemsOf(placed(() => ({ resources }), [{ name: 'odd', largestNode: undefined }]).shop)).toEqual([]);
    const { shop, cart } = placed(() => ({ resources }), []);
    expect(problemsOf(shop)).toEqual([]);
    expect(cart.placement).toBeUndefined();
  });

  it('must be told the architecture where pools differ', () => {
    const pools: ClusterOptions['pools'] = [{ name: 'x64' }, { name: 'arm', architecture: 'arm64' }];
    expect(problemsOf(placed(() => ({}), pools).shop)).toEqual([
      "[shop/cart] 'architecture' is not given, and the pods may land on amd64 and arm64 nodes. Say what the image is built for, or name a pool with 'on'. (placement/architecture)",
    ]);
    expect(problemsOf(placed(() => ({ architecture: 'arm64' }), pools).shop)).toEqual([]);
  });

  it('refuses a pool of another cluster, and any pool outside the App that knows clusters', () => {
    expect(messageOf(() => placed(() => ({ on: pool(fakeCluster({ clusterName: 'dev' }), 'apps') })))).toBe(
      "[shop/cart] 'on' (pool 'apps') belongs to cluster 'dev', and this workload runs on 'prod'. Name a pool of the same cluster. (placement/other-cluster)",
    );
    expect(
      messageOf(() => new Microservice(plainNamespace(), 'cart', { ...SMALL, on: pool(fakeCluster(), 'apps') })),
    ).toContain("placing a workload with 'on' joins Terraform with Kubernetes");
  });

  it('is refused with an image that the cluster may not pull', () => {
    const registry = {
      loginServer: 'contoso.azurecr.io',
      whyNotPullable: () => 'call grantPull(cluster) on the registry',
    };
    const image = { reference: 'contoso.azurecr.io/cart.api:1.4.2', registry };
    expect(problemsOf(placed(() => ({ image })).shop)).toEqual([
      "[shop/cart] 'image' (contoso.azurecr.io/cart.api:1.4.2) cannot be pulled by cluster 'prod'. Call grantPull(cluster) on the registry. (image/not-pullable)",
    ]);
    expect(problemsOf(placed(() => ({ sidecars: [{ name: 'proxy', ...SMALL, image }] })).shop)[0]).toContain(
      'sidecars[0].image',
    );
    expect(problemsOf(placed(() => ({ image, pullSecretName: 'own' })).shop)).toEqual([]);
  });
});
