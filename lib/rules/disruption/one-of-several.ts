import { allowedDisruptions, budgetField, budgetsOf } from '../../analysis/scaling/budgets';
import { replicasOf } from '../../analysis/scaling/scalers';
import { isOneProgram } from '../../analysis/workload/one-program';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { documents, object, workload } from '../sample';

const PODS = documents(
  workload('cart', { labels: 'team: shop' }),
  workload('stock', { labels: 'team: shop', replicas: 6 }),
);
const budget = (spec: string): string =>
  object('policy/v1', 'PodDisruptionBudget', 'shop', [`spec: { selector: { matchLabels: { team: shop } }, ${spec} }`]);

/** A budget over several workloads counts their pods together, and does not ask which of them go. */
export const oneOfSeveral: Rule = {
  id: 'disruption/one-of-several',
  severity: 'warning',
  what: 'lets every pod of one of its workloads be evicted at once',
  why: 'it counts the pods of several workloads together: a drain may take all of the smallest one and still keep it',
  fix: 'Give each workload a budget of its own, or allow fewer than the smallest has',
  sources: ['Kubernetes: Specifying a Disruption Budget for your Application'],
  examples: {
    failing: { 'shop.yaml': documents(PODS, budget('minAvailable: 6')) },
    mended: { 'shop.yaml': documents(PODS, budget('maxUnavailable: 1')) },
    notApplicable: { 'cart.yaml': workload('cart') },
  },
  *check(world) {
    for (const { object, workloads } of budgetsOf(world)) {
      const counted = workloads.flatMap((workload) => {
        const pods = replicasOf(workload, world.artifacts)?.min ?? 0;
        return pods > 0 ? [{ name: workload.object.name, pods }] : [];
      });
      const sum = counted.reduce((all, { pods }) => all + pods, 0);
      const allowed = allowedDisruptions(object, sum);
      // Versions stand in for each other; that it allows to evict all there are is told of every budget.
      if (counted.length < 2 || isOneProgram(workloads) || allowed === undefined || allowed >= sum) {
        yield notApplicable(object);
        continue;
      }
      // A single pod is lost by any drain, and told of the workload.
      const lost = counted.find(({ pods }) => pods > 1 && pods <= allowed);
      if (!lost) yield compliant(object);
      else {
        yield finding(object, ['spec', budgetField(object)], {
          detail: `allows ${allowed} of the ${sum} pods of ${counted.length} workloads to be evicted at once: all ${lost.pods} of '${lost.name}' may be among them`,
        });
      }
    }
  },
};
