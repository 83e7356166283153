import { scalersOf } from '../../analysis/scaling/scalers';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { documents, object, workload } from '../sample';

const HPA = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'cart', [
  'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }, minReplicas: 3, maxReplicas: 9 }',
]);
const SCALED_OBJECT = object('keda.sh/v1alpha1', 'ScaledObject', 'cart', [
  'spec: { scaleTargetRef: { name: cart }, triggers: [{ type: cpu, metricType: Utilization, metadata: { value: "60" } }] }',
]);

/** Two scalers on one workload fight: each undoes what the other did. */
export const twoScalers: Rule = {
  id: 'scaling/two-scalers',
  severity: 'error',
  what: 'is scaled by two scalers',
  why: 'each sets the number of pods as if it were alone, so it swings; KEDA refuses a target that an HPA has already',
  fix: 'Keep one: KEDA makes an HPA of its own and takes CPU and memory as triggers',
  sources: ['KEDA: ScaledObject specification', 'Azure: Kubernetes Event-Driven Autoscaling (KEDA) in AKS'],
  facts: ['ADD04'],
  examples: {
    failing: { 'cart.yaml': documents(workload('cart'), HPA, SCALED_OBJECT) },
    mended: { 'cart.yaml': documents(workload('cart'), SCALED_OBJECT) },
    notApplicable: { 'cart.yaml': workload('cart') },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const [first, ...others] = scalersOf(workload, artifacts);
      if (!first) yield notApplicable(workload.object);
      else if (others.length === 0) yield compliant(workload.object);
      for (const { object } of others) {
        yield finding(object, ['spec', 'scaleTargetRef'], {
          detail: `scales ${workload.object.kind} '${workload.object.name}' as ${first?.object.kind} '${first?.object.name}' does`,
        });
      }
    }
  },
};
