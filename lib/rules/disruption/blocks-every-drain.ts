import { allowedDisruptions, budgetField, budgetsOf } from '../../analysis/scaling/budgets';
import { replicasOf } from '../../analysis/scaling/scalers';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { withBudget } from './sample';

/** A budget that allows no eviction stops every upgrade of the nodes. */
export const blocksEveryDrain: Rule = {
  id: 'disruption/blocks-every-drain',
  severity: 'error',
  what: 'allows no pod to be evicted',
  why: 'AKS refuses to upgrade while a budget allows nothing, and a drained node is held until its timeout',
  fix: 'Write maxUnavailable: 1, and run at least two pods',
  sources: [
    'Azure: Upgrade Options and Recommendations for AKS Clusters',
    'Kubernetes: Specifying a Disruption Budget for your Application',
  ],
  covers: ['kube-linter/pdb-max-unavailable', 'kube-linter/pdb-min-available', 'polaris/pdbDisruptionsIsZero'],
  facts: ['UP19'],
  examples: {
    failing: { 'cart.yaml': withBudget('minAvailable: 3') },
    mended: { 'cart.yaml': withBudget('maxUnavailable: 1') },
    notApplicable: { 'cart.yaml': withBudget('minAvailable: 1', 0) },
    unknown: {
      'cart.yaml': withBudget('maxUnavailable: 1').replace(
        'matchLabels: { app: cart } }, max',
        'matchLabels: { app: shop } }, max',
      ),
    },
  },
  *check(world) {
    for (const { object, workloads } of budgetsOf(world)) {
      const field = ['spec', budgetField(object)];
      // Zero is zero for any number of pods, those of other files included.
      if (allowedDisruptions(object, 1_000_000) === 0) {
        yield finding(object, field);
        continue;
      }
      if (workloads.length === 0) {
        yield notKnown(object, 'the pods that it selects are not in these files');
        continue;
      }
      // What an autoscaler may lower is the matter of another rule.
      const fixed = workloads.map((workload) => replicasOf(workload, world.artifacts));
      const pods = fixed.reduce((sum, replicas) => sum + (replicas?.max ?? 0), 0);
      const allowed = allowedDisruptions(object, pods);
      if (pods === 0 || allowed === undefined) yield notApplicable(object);
      else if (allowed > 0) yield compliant(object);
      else yield finding(object, field, { detail: `allows no pod of ${pods} to be evicted` });
    }
  },
};
