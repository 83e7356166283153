import { ApiObject } from 'cdk8s';
import {
  type AksCluster,
  DaemonService,
  Headroom,
  Job,
  Namespace,
  Percent,
  Probe,
  Room,
  Scale,
  ScheduledJob,
  Size,
  StatefulService,
  type StatefulServiceProps,
} from '../../lib';
import { calico, IMAGE, pool, type Program, refuses, resources } from './world';

const onCpu = Scale.onCpu({ min: 3, max: 9, target: Percent.of(60) });
const small = { image: IMAGE, resources };

/** A cluster with virtual nodes, and a namespace on it. */
function withVirtualNodes(program: Program): { readonly cluster: AksCluster; readonly shop: Namespace } {
  const cluster = program.newCluster({ networkProfile: calico, virtualNodes: true });
  cluster.addNodePool('apps', pool);
  return { cluster, shop: new Namespace(cluster.kubernetes, 'shop') };
}

const store = (program: Program, props: Partial<StatefulServiceProps>): StatefulService =>
  new StatefulService(program.shop, 'db', { ...small, ...props });

refuses('a program with workloads where they cannot run', [
  [
    'a DaemonService on virtual nodes',
    (program) => {
      const { cluster, shop } = withVirtualNodes(program);
      new DaemonService(shop, 'agent', { ...small, pullSecretName: 'pull', on: cluster.virtualNodes });
    },
    "[prod-aks/shop/agent] 'on' (virtual nodes of cluster 'prod-aks') is where a DaemonSet has no pod: the virtual node is none that an agent could look after. Run it on node pools; leave out what is for virtual nodes. (daemon/virtual-nodes)",
  ],
  [
    'a claim, a startup probe, a workload identity and a privileged port on virtual nodes, at once',
    (program) => {
      const { shop } = withVirtualNodes(program);
      new StatefulService(shop, 'db', {
        ...small,
        port: 80,
        burst: 'virtual-nodes',
        pullSecretName: 'pull',
        identity: program.identity,
        probes: { startup: Probe.http('/started'), readiness: Probe.http('/ready') },
        claims: { data: { path: '/data', size: Size.gibibytes(8) } },
      });
    },
    [
      "[prod-aks/shop/db] 'identity' gets no token on virtual nodes. Run it on real nodes, or give the identity as 'secretsIdentity' where it only reads secrets. (virtual-nodes/unsupported)",
      "[prod-aks/shop/db] 'probes.startup' does not exist on virtual nodes. Leave it out, and give liveness an initialDelay. (virtual-nodes/unsupported)",
      "[prod-aks/shop/db] 'claims.data' is a volume that does not exist on virtual nodes. Run it on real nodes. (virtual-nodes/unsupported)",
      "[prod-aks/shop/db] 'port 'http'' (80) needs a sysctl to be opened by a non-root process, which does not exist on virtual nodes. Listen on 1024 or above; the Service can keep its port. (virtual-nodes/unsupported)",
    ].join('\n'),
  ],
]);

refuses('a program with bad headroom', [
  [
    'a priority that the autoscaler ignores',
    ({ cluster, shop }) => {
      const [, apps] = cluster.nodePools;
      if (apps) new Headroom(shop, 'headroom', { on: apps, priority: -100 });
    },
    "[prod-aks/shop/headroom] 'priority' (-100) is below -10, and the autoscaler neither adds a node for such pods nor keeps one. Write -10 to -1. (headroom/priority)",
  ],
  [
    'a zone of a pool without zones',
    ({ cluster, shop }) => {
      const on = cluster.addNodePool('flat', { ...pool, zones: [] });
      new Headroom(shop, 'headroom', { on, room: Room.zone() });
    },
    "[prod-aks/shop/headroom] 'room' (Room.zone()) is the room of a zone, and pool 'flat' has none. Write Room.nodes(…), or give the pool several zones. (headroom/zones)",
  ],
]);

refuses('a program that scales what has no number of pods', [
  [
    'an autoscaler of a DaemonService',
    ({ shop }) => onCpu.bind(new DaemonService(shop, 'agent', small), resources),
    "[prod-aks/shop/agent] 'scale' (DaemonSet) has no number of pods that a HorizontalPodAutoscaler could set. Scale a Deployment or a StatefulSet. (scale/kind)",
  ],
  [
    'an autoscaler of a Job',
    ({ shop }) => onCpu.bind(new Job(shop, 'seed', small), resources),
    "[prod-aks/shop/seed] 'scale' (Job) has no number of pods that a HorizontalPodAutoscaler could set. Scale a Deployment or a StatefulSet. (scale/kind)",
  ],
  [
    'a fixed number of a ScheduledJob',
    ({ shop }) => Scale.fixed(3).bind(new ScheduledJob(shop, 'nightly', { ...small, schedule: '@daily' }), resources),
    "[prod-aks/shop/nightly] 'scale' (CronJob) has no number of pods that a fixed number of pods could set. Scale a Deployment or a StatefulSet. (scale/kind)",
  ],
  [
    'an autoscaler of its own on a DaemonService',
    ({ shop }) => {
      const { workloadName: name } = new DaemonService(shop, 'agent', small);
      new ApiObject(shop, 'hpa', {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'DaemonSet', name }, maxReplicas: 3 },
      } as never);
    },
    "[prod-aks/shop/hpa] 'spec.scaleTargetRef.kind' (DaemonSet) has no number of pods that a HorizontalPodAutoscaler could set. Scale a Deployment or a StatefulSet; for jobs by messages, use a QueueWorker. (scale/kind)",
  ],
]);

refuses('a program with bad volumes', [
  [
    'an access mode that the driver lacks',
    (program) =>
      store(program, { claims: { data: { path: '/data', size: Size.gibibytes(8), accessMode: 'ReadWriteMany' } } }),
    "[prod-aks/shop/db] 'claims.data.accessMode' (ReadWriteMany) is not what volumes of class 'managed-csi-premium' (disk.csi.azure.com) can do: a disk is for one node at a time. Write 'ReadWriteOnce', or use Azure Files or Blob, such as the class 'azurefile-csi-premium'. (storage/access-mode)",
  ],
  [
    'a volume without a size',
    (program) => store(program, { claims: { data: { path: '/data', size: Size.zero } } }),
    "[prod-aks/shop/db] 'claims.data.size' (0) is not a size that class 'managed-csi-premium' makes: above 0, at most 32767Gi. Write what it has to hold, such as Size.gibibytes(32). (storage/size)",
  ],
]);

refuses('a program with bad schedules', [
  [
    'a schedule that is none',
    ({ shop }) => new ScheduledJob(shop, 'nightly', { ...small, schedule: '61 3 * * *' }),
    "[prod-aks/shop/nightly] 'schedule' (61 3 * * *) is no schedule that ever comes: '61' is no minute. Write it as '0 3 * * MON-FRI' for 3:00 on weekdays. (job/schedule)",
  ],
  [
    'a time zone that is none',
    ({ shop }) => new ScheduledJob(shop, 'nightly', { ...small, schedule: '@daily', timeZone: 'CEST+1' }),
    "[prod-aks/shop/nightly] 'timeZone' (CEST+1) is no time zone of the IANA database. Write it as 'Europe/Amsterdam'. (job/time-zone)",
  ],
]);
