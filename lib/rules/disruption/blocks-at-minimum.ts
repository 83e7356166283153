import { allowedDisruptions, budgetField, budgetsOf } from '../../analysis/scaling/budgets';
import { replicasOf } from '../../analysis/scaling/scalers';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { scaled, withBudget } from './sample';

/** A budget sized for the day blocks the drain of the night, when the autoscaler keeps fewer pods. */
export const blocksAtMinimum: Rule = {
  id: 'disruption/blocks-at-minimum',
  severity: 'error',
  what: 'allows no pod to be evicted once the autoscaler is at its minimum',
  why: 'nodes are upgraded when little happens, which is when only the minimum of pods runs: every drain then stands still',
  fix: 'Write maxUnavailable: 1, or raise the minimum above what the budget keeps',
  sources: ['Kubernetes: Specifying a Disruption Budget for your Application', 'kube-linter: pdb-min-available'],
  covers: ['polaris/pdbMinAvailableGreaterThanHPAMinReplicas'],
  facts: ['UP19'],
  examples: {
    failing: { 'cart.yaml': withBudget('minAvailable: 2', undefined, scaled(2, 20)) },
    mended: { 'cart.yaml': withBudget('minAvailable: 1', undefined, scaled(2, 20)) },
    notApplicable: { 'cart.yaml': withBudget('minAvailable: 2') },
  },
  *check(world) {
    for (const { object, workloads } of budgetsOf(world)) {
      const all = workloads.flatMap((workload) => replicasOf(workload, world.artifacts) ?? []);
      const min = all.reduce((sum, replicas) => sum + replicas.min, 0);
      const allowed = allowedDisruptions(object, min);
      const atMost = allowedDisruptions(
        object,
        all.reduce((sum, replicas) => sum + replicas.max, 0),
      );
      const scaler = all.find((replicas) => replicas.scaler)?.scaler;
      if (!scaler || min === 0 || allowed === undefined || atMost === 0) yield notApplicable(object);
      else if (allowed > 0) yield compliant(object);
      else {
        yield finding(object, ['spec', budgetField(object)], {
          detail: `allows no pod to be evicted while ${scaler.object.kind} '${scaler.object.name}' keeps its minimum of ${min}`,
        });
      }
    }
  },
};
