import { Cpu } from '../../../lib/core/cpu';
import { Percent } from '../../../lib/core/percent';
import { Size } from '../../../lib/core/size';
import type { appsV1 } from '../../../lib/kubernetes/api';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import { DaemonService, type DaemonServiceProps } from '../../../lib/kubernetes/workload/daemon-service';
import { DaemonUpdate } from '../../../lib/kubernetes/workload/daemon-update';
import { Microservice } from '../../../lib/kubernetes/workload/microservice';
import {
  fakeCluster,
  messageOf,
  object,
  objects,
  onCluster,
  plainNamespace,
  pool,
  problemsOf,
  refusals,
  SMALL,
  VIRTUAL,
} from './world';

const TAINT = { key: 'sku', value: 'gpu', effect: 'NoSchedule' } as const;
const CLUSTER = {
  pools: [{ name: 'system', system: true }, { name: 'apps' }, { name: 'gpu', taints: [TAINT] }, VIRTUAL],
};
const daemon = (props: Partial<DaemonServiceProps> = {}, cluster = fakeCluster(CLUSTER)) => {
  const { shop } = onCluster(cluster);
  return { shop, agent: new DaemonService(shop, 'agent', { ...SMALL, port: 9100, ...props }) };
};
const spec = (agent: DaemonService): appsV1.DaemonSetSpec =>
  object(agent, 'DaemonSet').spec as unknown as appsV1.DaemonSetSpec;
const podsIn = (shop: Parameters<typeof object>[0]): unknown =>
  (object(shop, 'ResourceQuota').spec.hard as { pods: number }).pods;

describe('DaemonService', () => {
  it('renders a pod for each node but the virtual one, replaced one at a time', () => {
    const { agent } = daemon();
    expect(objects(agent).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'ServiceAccount agent',
      'Service agent',
      'NetworkPolicy agent',
      'DaemonSet agent',
    ]);
    expect(spec(agent).updateStrategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 1, maxSurge: 0 },
    });
    const pod = spec(agent).template.spec;
    expect(pod?.affinity).toEqual({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                { key: 'type', operator: 'NotIn', values: ['virtual-kubelet'] },
                { key: 'virtualization', operator: 'NotIn', values: ['virtualnode2'] },
              ],
            },
          ],
        },
      },
    });
    expect(pod).not.toHaveProperty('tolerations');
    expect(pod).not.toHaveProperty('topologySpreadConstraints');
  });

  it.each(['1.28', '1.34', '1.36'])('is taken by an API server of %s, under restricted pod security', (minor) => {
    const update = DaemonUpdate.surge(Percent.of(10));
    const { shop } = daemon(
      { onEveryNode: true, update, priorityClass: 'high' },
      fakeCluster({ kubernetesVersion: minor }),
    );
    expect(refusals(shop, minor, 'restricted')).toEqual([]);
  });

  it('bears every taint where it has to be on every node', () => {
    expect(spec(daemon({ onEveryNode: true }).agent).template.spec?.tolerations).toEqual([{ operator: 'Exists' }]);
  });

  it('updates as it is told', () => {
    const strategy = (update: DaemonUpdate): unknown => spec(daemon({ update }).agent).updateStrategy;
    expect(strategy(DaemonUpdate.rolling(Percent.of(25)))).toMatchObject({ rollingUpdate: { maxUnavailable: '25%' } });
    expect(strategy(DaemonUpdate.surge(2))).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 0, maxSurge: 2 },
    });
    expect(strategy(DaemonUpdate.onDelete())).toEqual({ type: 'OnDelete' });
  });

  it.each([
    [() => DaemonUpdate.rolling(0), "'maxUnavailable' (0)"],
    [() => DaemonUpdate.rolling(1.5), "'maxUnavailable' (1.5)"],
    [() => DaemonUpdate.surge(Percent.of(0)), "'maxSurge' (0%)"],
    [() => DaemonUpdate.surge(Percent.of(101)), "'maxSurge' (101%)"],
  ])('refuses an update that replaces no pod, or more than there are: %#', (make, value) => {
    expect(messageOf(make)).toBe(
      `${value} is no number of nodes whose pods are replaced at a time. Write a whole number from 1, or a share from 1 % to 100 %. (daemon/update)`,
    );
  });

  it('counts a pod for each node that takes it, twice for the time when a pool has its old and new nodes', () => {
    expect(podsIn(daemon().shop)).toBe(120);
    expect(podsIn(daemon({ tolerations: [TAINT] }).shop)).toBe(180);
    expect(podsIn(daemon({ onEveryNode: true }).shop)).toBe(180);
    const cluster = fakeCluster(CLUSTER);
    expect(podsIn(daemon({ on: pool(cluster, 'apps') }, cluster).shop)).toBe(60);
    expect(podsIn(daemon({ architecture: 'arm64' }).shop)).toBe(0);
  });

  it('wants a quota that is written where the pools are not known', () => {
    const shop = plainNamespace();
    new DaemonService(shop, 'agent', { ...SMALL });
    expect(problemsOf(shop)).toEqual([
      "[shop] 'quota' cannot be derived: nobody knows here how many pods DaemonSet 'agent' (shop/agent/Resource) makes. Write quota: { cpu, memory, pods } with room for it, or quota: false. (namespace/quota-unknown)",
    ]);
  });

  it('must fit every node that it has to run on', () => {
    const small = { cpuMillis: 1900, memoryBytes: 4 * 2 ** 30, gpus: 0 };
    const cluster = fakeCluster({ pools: [{ name: 'apps' }, { name: 'small', largestNode: small }] });
    const resources = { cpu: Cpu.cores(2), memory: Size.gibibytes(1) };
    expect(problemsOf(daemon({ resources }, cluster).shop)).toEqual([
      "[shop/agent] 'resources' do not fit every node that a pod has to run on: pool 'small' offers 1900m of CPU a node. Ask for less, or name the pools with 'on'. (placement/does-not-fit)",
    ]);
    expect(problemsOf(daemon({ resources, on: pool(cluster, 'apps') }, cluster).shop)).toEqual([]);
  });

  it('never runs on virtual nodes', () => {
    const cluster = fakeCluster(CLUSTER);
    expect(messageOf(() => daemon({ on: pool(cluster, 'virtual nodes'), pullSecretName: 'pull' }, cluster))).toBe(
      "[shop/agent] 'on' (the virtual nodes) is where a DaemonSet has no pod: the virtual node is none that an agent could look after. Run it on node pools; leave out what is for virtual nodes. (daemon/virtual-nodes)",
    );
    const burst = { burst: 'virtual-nodes', pullSecretName: 'pull' } as Partial<DaemonServiceProps>;
    expect(messageOf(() => daemon(burst, cluster))).toBe(
      "[shop/agent] 'burst' (virtual-nodes) is where a DaemonSet has no pod: the virtual node is none that an agent could look after. Run it on node pools; leave out what is for virtual nodes. (daemon/virtual-nodes)",
    );
  });

  it('is scaled by nothing: there is a pod for each node', () => {
    const { agent } = daemon();
    expect(messageOf(() => Scale.onCpu({ min: 3, max: 9, target: Percent.of(60) }).bind(agent, {}))).toBe(
      "[shop/agent] 'scale' (DaemonSet) has no number of pods that a HorizontalPodAutoscaler could set. Scale a Deployment or a StatefulSet. (scale/kind)",
    );
  });

  it('is connected as any workload', () => {
    const { shop, agent } = daemon();
    const cart = new Microservice(shop, 'cart', { ...SMALL, port: 3001 });
    agent.connections.allowTo(cart);
    expect(object(agent, 'NetworkPolicy').spec).toMatchObject({ egress: [{ ports: [{ port: 'http' }] }] });
    expect(object(cart, 'NetworkPolicy').spec).toMatchObject({
      ingress: [{ from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'agent' } } }] }],
    });
  });
});
