import { budgetsOf } from '../../analysis/scaling/budgets';
import type { Workload } from '../../analysis/workload/workloads';
import { compliant, finding, type Rule } from '../rule';
import { object } from '../sample';
import { withBudget } from './sample';

/** The eviction API gives up on a pod that two budgets count. */
export const twoBudgets: Rule = {
  id: 'disruption/two-budgets',
  severity: 'error',
  what: 'counts pods that another budget counts too',
  why: 'the API server answers every eviction of such a pod with an error, so its node never drains',
  fix: 'Keep one of the budgets, or make their selectors disjoint',
  sources: ['Kubernetes: Disruptions'],
  examples: {
    failing: {
      'cart.yaml': withBudget(
        'maxUnavailable: 1',
        3,
        object('policy/v1', 'PodDisruptionBudget', 'all', ['spec: { selector: {}, maxUnavailable: 1 }']),
      ),
    },
    mended: { 'cart.yaml': withBudget('maxUnavailable: 1') },
    notApplicable: {
      'cart.yaml': object('v1', 'ConfigMap', 'cart', ['data: { CURRENCY: EUR }']),
    },
  },
  *check(world) {
    const seen = new Map<Workload, string>();
    for (const { object, workloads } of budgetsOf(world)) {
      const shared = workloads.find((workload) => seen.has(workload));
      for (const workload of workloads) if (!seen.has(workload)) seen.set(workload, object.name);
      if (!shared) yield compliant(object);
      else {
        yield finding(object, ['spec', 'selector'], {
          detail: `counts the pods of '${shared.object.name}' as budget '${seen.get(shared)}' does`,
        });
      }
    }
  },
};
