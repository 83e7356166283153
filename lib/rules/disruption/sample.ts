import { documents, object, workload } from '../sample';

/** A service of three pods and its budget. */
export function withBudget(budget: string, replicas: number | undefined = 3, ...more: readonly string[]): string {
  return documents(
    workload('cart', { replicas }),
    object('policy/v1', 'PodDisruptionBudget', 'cart', [
      `spec: { selector: { matchLabels: { app: cart } }, ${budget} }`,
    ]),
    ...more,
  );
}

/** An HPA on the service. */
export function scaled(min: number, max: number): string {
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', 'cart', [
    'spec:',
    '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }',
    `  minReplicas: ${min}`,
    `  maxReplicas: ${max}`,
  ]);
}
