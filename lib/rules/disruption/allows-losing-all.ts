import { allowedDisruptions, budgetField, budgetsOf } from '../../analysis/scaling/budgets';
import { replicasOf } from '../../analysis/scaling/scalers';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { withBudget } from './sample';

/** A budget that lets every pod go protects nothing. */
export const allowsLosingAll: Rule = {
  id: 'disruption/allows-losing-all',
  severity: 'warning',
  what: 'allows all pods to be evicted at once',
  why: 'an upgrade may drain several nodes at a time and take the whole service down',
  fix: 'Write maxUnavailable: 1',
  sources: ['Kubernetes: Specifying a Disruption Budget for your Application'],
  examples: {
    failing: { 'cart.yaml': withBudget('maxUnavailable: 100%') },
    mended: { 'cart.yaml': withBudget('maxUnavailable: 1') },
    notApplicable: { 'cart.yaml': withBudget('maxUnavailable: 1', 1) },
  },
  *check(world) {
    for (const { object, workloads } of budgetsOf(world)) {
      const all = workloads.flatMap((workload) => replicasOf(workload, world.artifacts) ?? []);
      const pods = all.reduce((sum, replicas) => sum + replicas.min, 0);
      const allowed = allowedDisruptions(object, pods);
      if (pods < 2 || allowed === undefined) yield notApplicable(object);
      else if (allowed < pods) yield compliant(object);
      else
        yield finding(object, ['spec', budgetField(object)], {
          detail: `allows all ${pods} pods to be evicted at once`,
        });
    }
  },
};
