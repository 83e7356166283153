import { asBody } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const hpa = (min: string): string =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'cart', [
    'spec:',
    '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }',
    ...(min === '' ? [] : [`  minReplicas: ${min}`]),
    '  maxReplicas: 10',
  ]);

/** A quiet night is when the one pod is left that the next drain takes. */
export const autoscalerMinimum: Rule = {
  id: 'availability/autoscaler-minimum',
  severity: 'warning',
  what: 'may scale down to a single pod',
  why: 'an upgrade of its node or a crash is then an outage, and the first burst meets one pod',
  fix: 'Write minReplicas with two at least, one for each zone where its nodes have zones',
  sources: [
    'Kubernetes: Horizontal Pod Autoscaling',
    'APRL: Use deployments with multiple replicas in production applications to guarantee availability',
  ],
  covers: [
    'kube-linter/hpa-minimum-three-replicas',
    'kube-score/horizontalpodautoscaler-replicas',
    'polaris/hpaMinAvailability',
    'aprl/bcfe71f1',
  ],
  examples: {
    failing: { 'cart.yaml': hpa('') },
    mended: { 'cart.yaml': hpa('3') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['HorizontalPodAutoscaler'], ({ body }) => {
      const min = asBody(body.spec)?.minReplicas ?? 1;
      return faultIf(typeof min === 'number' && min < 2, ['spec', 'minReplicas'], `keeps ${String(min)} pod at least`);
    }),
};
