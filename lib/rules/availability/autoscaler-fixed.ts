import { asBody } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const hpa = (max: number): string =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'cart', [
    'spec:',
    '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }',
    '  minReplicas: 3',
    `  maxReplicas: ${max}`,
  ]);

/** An autoscaler without room is a number in two places. */
export const autoscalerFixed: Rule = {
  id: 'availability/autoscaler-fixed',
  severity: 'warning',
  what: 'has no room to scale',
  why: 'load that grows finds the same pods, and whoever reads that there is an autoscaler believes otherwise',
  fix: 'Raise maxReplicas above minReplicas, or remove the autoscaler and write replicas',
  sources: ['Kubernetes: Horizontal Pod Autoscaling'],
  covers: ['polaris/hpaMaxAvailability'],
  examples: {
    failing: { 'cart.yaml': hpa(3) },
    mended: { 'cart.yaml': hpa(30) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['HorizontalPodAutoscaler', 'ScaledObject'], ({ kind, body }) => {
      const spec = asBody(body.spec) ?? {};
      if (kind === 'ScaledObject') {
        const { minReplicaCount: min = 0, maxReplicaCount: max = 100, idleReplicaCount: idle } = spec;
        return faultIf(min === max && idle === undefined, ['spec', 'maxReplicaCount']);
      }
      const { minReplicas: min = 1, maxReplicas: max } = spec;
      if (typeof min !== 'number' || typeof max !== 'number') return undefined;
      const field = ['spec', 'maxReplicas'];
      if (max < min)
        return [
          {
            field,
            severity: 'error',
            detail: `scales to ${max} pods at most and ${min} at least: the API server refuses it`,
          },
        ];
      return max === min ? [{ field }] : [];
    }),
};
