import { asBody } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const budget = (more: string): string =>
  object('policy/v1', 'PodDisruptionBudget', 'cart', [`spec: { selector: { matchLabels: { app: cart } }${more} }`]);

/** A budget with a selector alone guards nothing. */
export const budgetSaysNothing: Rule = {
  id: 'availability/budget-says-nothing',
  severity: 'error',
  what: 'sets no number of pods that must stay',
  why: 'without a number it allows no eviction at all, and every drain stops at it; with both numbers the API server refuses it',
  fix: 'Write maxUnavailable: 1',
  sources: ['Kubernetes: Specifying a Disruption Budget for your Application'],
  covers: ['kube-score/poddisruptionbudget-has-policy'],
  saidBy: ['schema/conflict'],
  examples: {
    failing: { 'cart.yaml': budget('') },
    mended: { 'cart.yaml': budget(', maxUnavailable: 1') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['PodDisruptionBudget'], ({ body }) => {
      const { minAvailable: min, maxUnavailable: max } = asBody(body.spec) ?? {};
      if (min !== undefined && max !== undefined) {
        return [
          {
            field: ['spec', 'minAvailable'],
            detail: 'sets minAvailable and maxUnavailable, of which the API server takes one',
            fix: 'Remove minAvailable',
          },
        ];
      }
      return faultIf(min === undefined && max === undefined, ['spec']);
    }),
};
