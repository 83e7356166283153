import { scalersOf } from '../../analysis/scaling/scalers';
import { asBody } from '../../analysis/workload/workloads';
import { faultIf, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { documents, object, workload } from '../sample';

const HPA = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'cart', [
  'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }, minReplicas: 3, maxReplicas: 30 }',
]);

/** Two that set one number. */
export const replicasFightAutoscaler: Rule = {
  id: 'availability/replicas-fight-autoscaler',
  severity: 'warning',
  what: 'has its replicas written down though an autoscaler sets them',
  why: 'every time the file is applied the pods fall back to that number, in the middle of a burst too',
  fix: 'Remove spec.replicas',
  sources: ['Kubernetes: Horizontal Pod Autoscaling, migrating Deployments and StatefulSets'],
  covers: ['kube-score/deployment-targeted-by-hpa-does-not-have-replicas-configured'],
  examples: {
    failing: { 'cart.yaml': documents(workload('cart', { replicas: 3 }), HPA) },
    mended: { 'cart.yaml': documents(workload('cart', { replicas: undefined }), HPA) },
    notApplicable: { 'cart.yaml': workload('cart') },
  },
  check: (world) =>
    judgeWorkloads(world, (workload) => {
      const [scaler] = scalersOf(workload, world.artifacts);
      if (!scaler) return undefined;
      const { replicas } = asBody(workload.object.body.spec) ?? {};
      return faultIf(
        replicas !== undefined,
        ['spec', 'replicas'],
        `writes replicas: ${String(replicas)}, which ${scaler.object.kind} '${scaler.object.name}' sets`,
      );
    }),
};
