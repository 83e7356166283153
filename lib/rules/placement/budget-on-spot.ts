import { groupsFor } from '../../analysis/scheduling/fit';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { budgetsOf } from '../../analysis/scaling/budgets';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, documents, object, workload } from '../sample';

const POOLS = cluster({ pools: { spot: { priority: 'Spot', node_labels: { pool: 'spot' } }, apps: {} } });
const TOLERATION =
  'tolerations: [{ key: kubernetes.azure.com/scalesetpriority, operator: Equal, value: spot, effect: NoSchedule }]';
const BUDGET = object('policy/v1', 'PodDisruptionBudget', 'cart', [
  'spec: { selector: { matchLabels: { app: cart } }, maxUnavailable: 1 }',
]);

/** No budget holds what Azure takes back: eviction of spot nodes asks nobody. */
export const budgetOnSpot: Rule = {
  id: 'placement/budget-on-spot',
  severity: 'warning',
  what: 'has a disruption budget that its spot nodes do not keep',
  why: 'Azure takes spot nodes back with 30 seconds notice, all of a pool at once if it must: the budget promises what cannot be held',
  fix: 'Let it run on a regular pool too, and prefer the spot pool by affinity',
  sources: ['Azure: Add an Azure Spot node pool to an AKS cluster'],
  facts: ['POOL08'],
  examples: {
    failing: {
      'cart.yaml': documents(workload('cart', { pod: ['nodeSelector: { pool: spot }', TOLERATION] }), BUDGET),
      'cdk.tf.json': POOLS,
    },
    mended: { 'cart.yaml': documents(workload('cart', { pod: [TOLERATION] }), BUDGET), 'cdk.tf.json': POOLS },
    notApplicable: { 'cart.yaml': workload('cart'), 'cdk.tf.json': POOLS },
    unknown: { 'cart.yaml': documents(workload('cart'), BUDGET) },
  },
  *check(world) {
    for (const { object: budget, workloads } of budgetsOf(world)) {
      for (const workload of workloads) {
        const nodes = nodesFor(workload.object, world.artifacts);
        const groups = nodes && groupsFor(workload, nodes);
        if (!groups || nodes.open) yield notKnown(budget, 'the pools of its cluster are not all in these files');
        else if (groups.length === 0) yield notApplicable(budget);
        else if (groups.some(({ pool }) => pool?.priority !== 'Spot')) yield compliant(budget);
        else {
          yield finding(budget, ['spec'], {
            detail: `protects '${workload.object.name}', which runs on spot pool '${groups[0]?.name}' alone`,
          });
        }
      }
    }
  },
};
