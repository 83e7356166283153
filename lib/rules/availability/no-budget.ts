import { budgetsOf } from '../../analysis/scaling/budgets';
import { replicasOf } from '../../analysis/scaling/scalers';
import { isCalled } from '../../analysis/workload/called';
import { holdsRoom } from '../../analysis/workload/holds-room';
import { faultIf, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const SERVICE = object('v1', 'Service', 'cart', ['spec: { selector: { app: cart }, ports: [{ port: 80 }] }']);
const BUDGET = object('policy/v1', 'PodDisruptionBudget', 'cart', [
  'spec: { selector: { matchLabels: { app: cart } }, maxUnavailable: 1 }',
]);

/** Without a budget a drain takes every pod of a node at once, and several nodes may be drained at a time. */
export const noBudget: Rule = {
  id: 'availability/no-budget',
  severity: 'warning',
  what: 'has no disruption budget',
  why: 'an upgrade drains nodes without asking how many of its pods are left',
  fix: 'Add a PodDisruptionBudget with maxUnavailable: 1',
  sources: [
    'Azure: Deployment and Cluster Reliability Best Practices for AKS',
    'APRL: Configure pod disruption budgets (PDBs)',
  ],
  covers: [
    'kube-score/statefulset-has-poddisruptionbudget',
    'kube-score/deployment-has-poddisruptionbudget',
    'polaris/missingPodDisruptionBudget',
    'aprl/a08a06a0',
  ],
  examples: {
    failing: { 'cart.yaml': documents(workload('cart'), SERVICE) },
    mended: { 'cart.yaml': documents(workload('cart'), SERVICE, BUDGET) },
    notApplicable: SETTINGS,
  },
  check(world) {
    const guarded = new Set(budgetsOf(world).flatMap(({ workloads }) => workloads.map(({ object }) => object)));
    return judgeWorkloads(world, (workload) => {
      const { object } = workload;
      const replicas = replicasOf(workload, world.artifacts);
      // A single pod can't be guarded without blocking every drain, and pods that hold room must not block any.
      if (!replicas || replicas.max < 2 || object.kind === 'Pod' || holdsRoom(workload)) return undefined;
      // A worker that may be scaled to nothing loses nothing by a drain: its messages wait.
      if (object.kind !== 'StatefulSet' && replicas.min < 2 && !isCalled(workload, world.artifacts)) return undefined;
      return faultIf(!guarded.has(object), ['metadata', 'name']);
    });
  },
};
