import * as fc from 'fast-check';
import type { INodePool } from '../../../lib/core/contracts';
import { Cpu } from '../../../lib/core/cpu';
import { Size } from '../../../lib/core/size';
import { Headroom, type HeadroomProps } from '../../../lib/kubernetes/workload/headroom';
import { Room } from '../../../lib/kubernetes/workload/room';
import {
  deployment,
  fakeCluster,
  messageOf,
  object,
  objects,
  onCluster,
  podOf,
  pool,
  problemsOf,
  refusals,
  VIRTUAL,
} from './world';

const TAINT = { key: 'sku', value: 'gpu', effect: 'NoSchedule' } as const;
const CLUSTER = {
  pools: [
    { name: 'apps' },
    { name: 'one', zones: ['1'] },
    { name: 'regional', zones: [] },
    { name: 'odd', largestNode: undefined },
    { name: 'gpu', taints: [TAINT], largestNode: { cpuMillis: 23_000, memoryBytes: 200 * 2 ** 30, gpus: 2 } },
    { name: 'win', os: 'windows', taints: [{ key: 'os', value: 'windows', effect: 'NoSchedule' }] },
    VIRTUAL,
  ],
} as const;
const headroom = (name: string, props: Partial<HeadroomProps> = {}, minor = '1.34') => {
  const cluster = fakeCluster({ ...CLUSTER, kubernetesVersion: minor });
  const { shop } = onCluster(cluster, { podSecurity: name === 'win' ? 'baseline' : 'restricted' });
  return { shop, room: new Headroom(shop, 'headroom', { on: pool(cluster, name), ...props }) };
};

describe('Headroom', () => {
  it('holds the room of a node by pods that any other pushes out, and the autoscaler still counts', () => {
    const { room, shop } = headroom('apps');
    expect(objects(room).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      'ServiceAccount shop/headroom',
      'NetworkPolicy shop/headroom',
      'PriorityClass undefined/shop-headroom',
      'Deployment shop/headroom',
    ]);
    expect(object(room, 'PriorityClass')).toMatchObject({
      value: -10,
      preemptionPolicy: 'Never',
      globalDefault: false,
    });
    expect(deployment(room)).toMatchObject({
      replicas: 4,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: '100%' } },
    });
    const [container] = podOf(room).containers;
    // 7,800m and 28 GiB of the fake node, of which its own pods take a part, in four.
    expect(container?.resources?.requests).toEqual({ cpu: '1657m', memory: '6092Mi' });
    expect(container?.image).toBe('mcr.microsoft.com/oss/kubernetes/pause:3.6');
    expect(podOf(room)).toMatchObject({
      priorityClassName: 'shop-headroom',
      nodeSelector: { 'cdk-aks/pool': 'apps' },
      terminationGracePeriodSeconds: 1,
    });
    expect(podOf(room).topologySpreadConstraints?.[0]).toMatchObject({
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'DoNotSchedule',
    });
    expect(object(shop, 'ResourceQuota').spec.hard).toMatchObject({ pods: 4 });
    expect(problemsOf(shop)).toEqual([]);
  });

  it.each(['1.28', '1.34', '1.36'])('is taken by an API server of %s, under restricted pod security', (minor) => {
    const { room } = headroom('gpu', { room: Room.zone(), priority: -1 }, minor);
    const isClusterWide = ({ kind }: { kind: string }): boolean => kind === 'PriorityClass';
    expect(objects(room).filter(isClusterWide)[0]?.metadata).toEqual({
      name: 'shop-headroom',
      labels: { 'app.kubernetes.io/managed-by': 'cdk-aks' },
    });
    expect(refusals(room, minor, 'restricted')).toEqual([]);
  });

  it('holds a zone of the pool at its maximum, or whatever it is told', () => {
    expect(headroom('apps', { room: Room.zone() }).room.podCount).toBe(40);
    expect(headroom('apps', { room: Room.nodes(3) }).room.podCount).toBe(12);
    const asked = { cpu: Cpu.cores(1), memory: Size.gibibytes(2) };
    const { room } = headroom('odd', { room: Room.pods(7, asked) });
    expect(room.podCount).toBe(7);
    expect(podOf(room).containers[0]?.resources?.requests).toEqual({ cpu: '1', memory: '2Gi' });
  });

  it('holds each GPU of a node, behind its taint', () => {
    const { room } = headroom('gpu');
    expect(room.podCount).toBe(2);
    expect(podOf(room).containers[0]?.resources?.limits).toMatchObject({ 'nvidia.com/gpu': 1 });
    expect(podOf(room).tolerations).toEqual([{ key: 'sku', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }]);
  });

  it('waits on Windows as well, without what only Linux has', () => {
    const { room, shop } = headroom('win');
    expect(podOf(room).securityContext).toEqual({
      windowsOptions: { runAsUserName: 'ContainerUser' },
      runAsNonRoot: true,
    });
    expect(refusals(shop, '1.34').filter((text) => !text.startsWith('PriorityClass'))).toEqual([]);
  });

  it('never holds more of a zone than its nodes have, nor a part too few', () => {
    const node = fc.record({
      cpuMillis: fc.integer({ min: 900, max: 400_000 }),
      memoryBytes: fc.integer({ min: 2 ** 30, max: 2 ** 42 }),
    });
    fc.assert(
      fc.property(node, fc.integer({ min: 3, max: 1000 }), (size, maxCount) => {
        const [apps] = fakeCluster({ pools: [{ name: 'apps', largestNode: { ...size, gpus: 0 } }] }).nodePools;
        const { pods, resources } = Room.zone().on({ ...apps, maxCount } as INodePool);
        const nodes = Math.ceil(maxCount / 3);
        expect(pods * resources.cpu.inMillis).toBeLessThanOrEqual(nodes * size.cpuMillis);
        expect(pods * resources.memory.inBytes).toBeLessThanOrEqual(nodes * size.memoryBytes);
        expect(pods * (resources.cpu.inMillis + 1)).toBeGreaterThan(nodes * size.cpuMillis * 0.84);
      }),
    );
  });

  it.each<[string, Partial<HeadroomProps>, string]>([
    [
      'apps',
      { priority: -11 },
      "[shop/headroom] 'priority' (-11) is below -10, and the autoscaler neither adds a node for such pods nor keeps one. Write -10 to -1. (headroom/priority)",
    ],
    [
      'apps',
      { priority: 0 },
      "[shop/headroom] 'priority' (0) is not a whole number from -10 to -1, so that other pods would not push these out. Write -10 to -1. (headroom/priority)",
    ],
    [
      'virtual nodes',
      {},
      "[shop/headroom] 'on' (the virtual nodes) has no nodes to keep ready: Azure starts each pod there by itself. Name a node pool. (headroom/virtual-nodes)",
    ],
    [
      'odd',
      {},
      "[shop/headroom] 'room' is that of a node, and how large those of pool 'odd' are is not known here. Write Room.pods(count, { cpu, memory }). (headroom/unknown-node)",
    ],
    [
      'one',
      { room: Room.zone() },
      "[shop/headroom] 'room' (Room.zone()) is the room of a zone, and pool 'one' has one. Write Room.nodes(…), or give the pool several zones. (headroom/zones)",
    ],
    [
      'regional',
      { room: Room.zone() },
      "[shop/headroom] 'room' (Room.zone()) is the room of a zone, and pool 'regional' has none. Write Room.nodes(…), or give the pool several zones. (headroom/zones)",
    ],
  ])('refuses what holds no room: %s %#', (name, props, message) => {
    expect(messageOf(() => headroom(name, props))).toBe(message);
  });

  it('refuses no room at all', () => {
    const message = "'count' (0) is not a whole number from 1. Write 1 or more. (headroom/count)";
    expect(messageOf(() => Room.nodes(0))).toBe(message);
    expect(messageOf(() => Room.pods(0, { cpu: Cpu.cores(1), memory: Size.gibibytes(1) }))).toBe(message);
  });

  it('waits with an image that the cluster may pull, and says where it may not', () => {
    const registry = { loginServer: 'contoso.azurecr.io', whyNotPullable: () => 'call registry.grantPull(cluster)' };
    const image = { reference: 'contoso.azurecr.io/pause:3.6', registry };
    expect(problemsOf(headroom('apps', { image }).shop)).toEqual([
      "[shop/headroom] 'image' (contoso.azurecr.io/pause:3.6) cannot be pulled by cluster 'prod'. Call registry.grantPull(cluster). (image/not-pullable)",
    ]);
  });
});
