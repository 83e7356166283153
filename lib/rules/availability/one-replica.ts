import { replicasOf } from '../../analysis/scaling/scalers';
import { servicesOf } from '../../analysis/selection-index';
import { faultIf, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const SERVICE = object('v1', 'Service', 'cart', ['spec: { selector: { app: cart }, ports: [{ port: 80 }] }']);

/** One pod is none while its node is drained. */
export const oneReplica: Rule = {
  id: 'availability/one-replica',
  severity: 'warning',
  what: 'answers calls with a single pod',
  why: 'every upgrade of its node, every eviction and every crash is an outage of the whole service',
  fix: 'Run two replicas at least, one for each zone where its nodes have zones',
  sources: [
    'Azure: Best practices for deployment and cluster reliability, pod CPU and memory, PDB, replicas',
    'APRL: bcfe71f1',
  ],
  covers: ['kube-linter/minimum-three-replicas', 'kube-score/deployment-replicas', 'polaris/deploymentMissingReplicas'],
  examples: {
    failing: { 'cart.yaml': documents(workload('cart', { replicas: 1 }), SERVICE) },
    mended: { 'cart.yaml': documents(workload('cart', { replicas: 3 }), SERVICE) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, (workload) => {
      const replicas = replicasOf(workload, world.artifacts);
      // What an autoscaler keeps is the matter of another rule; what nobody calls may wait for its one pod.
      if (!replicas || replicas.scaler || replicas.max === 0 || workload.object.kind === 'Pod') return undefined;
      if (servicesOf(workload, world.artifacts).length === 0) return undefined;
      return faultIf(replicas.min < 2, ['spec', 'replicas']);
    }),
};
