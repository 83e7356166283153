import { rolloutCannotProgress } from '../../../lib/rules/disruption/rollout-cannot-progress';
import { documents, object, workload } from '../../../lib/rules/sample';
import { ask } from '../ask';

describe('disruption/rollout-cannot-progress', () => {
  const rolling = (maxSurge: number | string, maxUnavailable: number | string): string[] => [
    `strategy: { rollingUpdate: { maxSurge: ${maxSurge}, maxUnavailable: ${maxUnavailable} } }`,
  ];

  it('finds a rollout that may do neither', () => {
    for (const none of [0, '0%']) {
      expect(ask(rolloutCannotProgress, workload('cart', { spec: rolling(none, none) }))).toEqual([
        'spec.strategy: may neither start a further pod (maxSurge) nor take one away (maxUnavailable)',
      ]);
    }
  });

  it('knows that one pod may go where both come to none by rounding', () => {
    expect(ask(rolloutCannotProgress, workload('cart', { replicas: 1, spec: rolling(0, '25%') }))).toEqual([
      'compliant',
    ]);
  });

  it('is content with a worker that KEDA keeps at none', () => {
    const scaled = object('keda.sh/v1alpha1', 'ScaledObject', 'cart', [
      'spec: { scaleTargetRef: { name: cart }, minReplicaCount: 0, triggers: [{ type: cron, metadata: {} }] }',
    ]);
    expect(ask(rolloutCannotProgress, documents(workload('cart', { replicas: undefined }), scaled))).toEqual([
      'compliant',
    ]);
  });
});
