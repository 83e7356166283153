import { Cpu } from '../../../lib/core/cpu';
import { Duration } from '../../../lib/core/duration';
import { Size } from '../../../lib/core/size';
import { ServiceBus } from '../../../lib/kubernetes/scaling/queues/service-bus';
import { TriggerAuthentication } from '../../../lib/kubernetes/scaling/trigger-authentication';
import { Microservice, type MicroserviceProps } from '../../../lib/kubernetes/workload/microservice';
import type { HasPlacement } from '../../../lib/kubernetes/workload/placement';
import { Probe } from '../../../lib/kubernetes/workload/probes';
import { QueueWorker } from '../../../lib/kubernetes/workload/queue-worker';
import { Volume } from '../../../lib/kubernetes/workload/volume';
import { fakeIdentity } from '../scaling/world';
import {
  containerOf,
  fakeCluster,
  FakeIdentity,
  fakeVault,
  messageOf,
  object,
  onCluster,
  podOf,
  pool,
  problemsOf,
  refusals,
  SMALL,
} from './world';

const cluster = fakeCluster();
const nodes: HasPlacement = {
  cluster,
  placement: {
    description: 'virtual nodes on Azure Container Instances',
    os: 'linux',
    architecture: 'amd64',
    zones: [],
    nodeLabels: { virtualization: 'virtualnode2' },
    taints: [{ key: 'virtual-kubelet.io/provider', effect: 'NoSchedule' }],
    virtual: true,
    virtualNodes: 'container-instances',
    system: false,
  },
};
const TOLERATIONS = [{ key: 'virtual-kubelet.io/provider', operator: 'Exists', effect: 'NoSchedule' }];
const product = (props: Partial<MicroserviceProps> = {}): Microservice =>
  new Microservice(onCluster(cluster).shop, 'product', { ...SMALL, port: 8080, ...props });

describe('a workload on virtual nodes on Azure Container Instances', () => {
  it('overflows there, on its pool first', () => {
    const workload = product({ burst: nodes, on: pool(cluster, 'apps') });
    expect(podOf(workload)).toMatchObject({
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      tolerations: TOLERATIONS,
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'cdk-aks/pool', operator: 'In', values: ['apps'] }] },
              { matchExpressions: [{ key: 'virtualization', operator: 'In', values: ['virtualnode2'] }] },
            ],
          },
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 100,
              preference: {
                matchExpressions: [{ key: 'virtualization', operator: 'NotIn', values: ['virtualnode2'] }],
              },
            },
          ],
        },
      },
    });
    expect(podOf(workload).topologySpreadConstraints?.map(({ whenUnsatisfiable }) => whenUnsatisfiable)).toEqual([
      'ScheduleAnyway',
      'ScheduleAnyway',
    ]);
    expect(problemsOf(workload)).toEqual([]);
    expect(refusals(workload, '1.34', 'restricted')).toEqual([]);
  });

  it('may run there alone, with what the add-on has not', () => {
    const identity = new FakeIdentity();
    const workload = product({
      on: nodes,
      identity,
      args: ['--serve'],
      drainDelay: Duration.seconds(5),
      probes: { startup: Probe.tcp() },
      hostAliases: { '10.0.0.4': ['db.internal'] },
      volumes: { '/data': Volume.claim('data') },
      resources: { ...SMALL.resources, limits: { cpu: Cpu.cores(1), memory: Size.gibibytes(1) } },
      initContainers: [{ name: 'init', image: 'contoso.azurecr.io/init:1', resources: SMALL.resources }],
    });
    expect(podOf(workload)).toMatchObject({
      nodeSelector: { 'kubernetes.io/os': 'linux', virtualization: 'virtualnode2' },
      tolerations: TOLERATIONS,
      initContainers: [{ name: 'init' }],
    });
    expect(containerOf(workload)).toMatchObject({
      lifecycle: { preStop: { sleep: { seconds: 5 } } },
      startupProbe: { tcpSocket: {} },
      resources: { requests: { cpu: '100m' }, limits: { cpu: '1', memory: '1Gi' } },
    });
    expect(problemsOf(workload)).toEqual([]);
  });

  it('reads secrets from what one pod on real nodes keeps alive', () => {
    const workload = product({
      burst: nodes,
      identity: new FakeIdentity(),
      secrets: { KEY: fakeVault().secret('key') },
    });
    expect(podOf(workload, 'product')).not.toHaveProperty('volumes');
    expect(podOf(workload, 'product-secrets').volumes).toHaveLength(1);
    expect(podOf(workload, 'product-secrets')).not.toHaveProperty('tolerations');
  });

  it('acts as the identity of its queue', () => {
    const queue = ServiceBus.queue('orders', {
      namespace: 'contoso-orders',
      auth: TriggerAuthentication.workloadIdentity(fakeIdentity()),
    });
    const worker = new QueueWorker(onCluster(cluster).shop, 'orders', {
      ...SMALL,
      queue,
      burst: nodes,
      scale: { max: 30, messagesPerReplica: 5 },
    });
    expect(object(worker, 'ServiceAccount').metadata.annotations).toMatchObject({
      'azure.workload.identity/client-id': 'client-of-orders',
    });
  });

  it('is refused what agents of nodes would have to do there', () => {
    const identity = new FakeIdentity();
    expect(
      messageOf(() =>
        product({
          burst: nodes,
          identity,
          secretFiles: { 'key.pem': fakeVault().secret('key') },
          resources: { ...SMALL.resources, gpus: 1 },
        }),
      ).split('\n'),
    ).toEqual([
      "[shop/product] 'resources.gpus' (1) do not exist on virtual nodes on Azure Container Instances. Run it on a GPU pool. (virtual-nodes/unsupported)",
      "[shop/product] 'secretFiles['key.pem']' is mounted by an agent that has no pod on virtual nodes on Azure Container Instances. Use 'secrets', which are variables, or run it on real nodes. (virtual-nodes/unsupported)",
    ]);
    expect(messageOf(() => product({ burst: nodes, os: 'windows' }))).toContain(
      "'os' (windows) cannot run on virtual nodes on Azure Container Instances. Run it on a Windows pool only. (virtual-nodes/unsupported)",
    );
  });

  it('cannot burst to real nodes, or to another cluster', () => {
    expect(messageOf(() => product({ burst: pool(cluster, 'apps') }))).toBe(
      "[shop/product] 'burst' (pool 'apps') is no virtual node. Write it as 'on', or name the virtual nodes. (placement/burst)",
    );
    const other = { ...nodes, cluster: fakeCluster({ clusterName: 'east' }) };
    expect(messageOf(() => product({ burst: other }))).toBe(
      "[shop/product] 'burst' (virtual nodes on Azure Container Instances) belongs to cluster 'east', and this workload runs on 'prod'. Name virtual nodes of the same cluster. (placement/other-cluster)",
    );
  });
});
