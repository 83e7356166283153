import { scalerObjects, targetOf, type Utilization, utilizationsOf } from '../../analysis/scaling/metrics';
import { hasRequest } from '../../analysis/workload/resources';
import type { Container, Workload } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import type { Fault } from '../judge';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const HPA = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'cart', [
  'spec:',
  '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }',
  '  minReplicas: 3',
  '  maxReplicas: 30',
  '  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } } }]',
]);
const cart = (requests: string): string => workload('cart', { container: `resources: { requests: { ${requests} } }` });

/** A share of nothing can't be worked out: one sidecar without a request is enough. */
export const metricNotMeasured: Rule = {
  id: 'scaling/metric-not-measured',
  severity: 'error',
  what: 'scales by a share of what a container does not ask for',
  why: 'the autoscaler cannot work out the metric, says so in an event, and leaves the number of pods as it is',
  fix: 'Give every container that counts a request of the resource, or scale by the one container that has it',
  sources: ['Kubernetes: Horizontal Pod Autoscaling, support for resource metrics', 'KEDA: CPU, Memory'],
  examples: {
    failing: { 'cart.yaml': documents(cart('memory: 256Mi'), HPA) },
    mended: { 'cart.yaml': documents(cart('cpu: 200m, memory: 256Mi'), HPA) },
    notApplicable: SETTINGS,
    unknown: { 'cart.yaml': HPA },
  },
  *check(world) {
    for (const scaler of scalerObjects(world.artifacts)) {
      const shares = utilizationsOf(scaler);
      if (shares.length === 0) {
        yield notApplicable(scaler);
        continue;
      }
      const workload = targetOf(scaler, world);
      if (!workload) {
        yield notKnown(scaler, 'what it scales is not in these files');
        continue;
      }
      const faults = shares.flatMap((share) => faultsOf(share, workload, world));
      if (faults.length === 0) yield compliant(scaler);
      for (const { field, ...more } of faults) yield finding(scaler, field, more);
    }
  },
};

function faultsOf(share: Utilization, workload: Workload, { artifacts }: World): readonly Fault[] {
  const { resource, container, field } = share;
  if (resource !== 'cpu' && resource !== 'memory') {
    const detail = `scales by '${resource}', which nothing measures: the metrics of pods are cpu and memory`;
    return [{ field, detail, fix: 'Scale by a metric of its own, through KEDA or an adapter' }];
  }
  const counted = runningContainers(workload);
  const asked = container === undefined ? counted : counted.filter(({ name }) => name === container);
  if (asked.length === 0) {
    const detail = `scales by container '${String(container)}', which '${workload.object.name}' does not have`;
    return [{ field, detail, fix: `Name one of ${counted.map(({ name }) => name).join(', ')}` }];
  }
  return asked
    .filter((one) => !hasRequest(one, workload, resource, artifacts))
    .map(({ name }) => ({
      field,
      detail: `scales by ${resource}, and container '${name}' of '${workload.object.name}' asks for none`,
    }));
}

/** Containers that run as long as the pod does. */
function runningContainers({ containers }: Workload): readonly Container[] {
  return containers.filter(({ kind, body }) => kind === 'container' || body.restartPolicy === 'Always');
}
