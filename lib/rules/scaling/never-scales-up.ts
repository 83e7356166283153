import type { KubernetesObject } from '../../artifact/read/model';
import { scalerObjects, targetOf, type Utilization, utilizationsOf } from '../../analysis/scaling/metrics';
import { quantityOf } from '../../analysis/scheduling/requests';
import { asBody, at, type Workload } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const hpa = (target: number): string =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'cart', [
    'spec:',
    '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }',
    '  minReplicas: 3',
    '  maxReplicas: 30',
    `  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: ${target} } } }]`,
  ]);
const CART = workload('cart', { container: 'resources: { requests: { cpu: 500m }, limits: { cpu: 500m } }' });

/** A share is of the request, and the limit is as far as a container gets. */
export const neverScalesUp: Rule = {
  id: 'scaling/never-scales-up',
  severity: 'warning',
  what: 'has an autoscaler that never adds a pod',
  why: 'under load the pods are held back, or killed for want of memory, and no further one comes',
  fix: 'Keep the target, with the tenth that the autoscaler lets pass, below the share that the limit is of the request',
  sources: ['Kubernetes: Horizontal Pod Autoscaling, algorithm details', 'KEDA: Pause autoscaling'],
  examples: {
    failing: { 'cart.yaml': documents(CART, hpa(100)) },
    mended: { 'cart.yaml': documents(CART, hpa(70)) },
    notApplicable: SETTINGS,
  },
  *check(world) {
    for (const scaler of scalerObjects(world.artifacts)) {
      yield* judge(scaler, [...heldBack(scaler), ...outOfReach(scaler, world)]);
    }
  },
};

const PAUSED = [
  'autoscaling.keda.sh/paused',
  'autoscaling.keda.sh/paused-scale-out',
  'autoscaling.keda.sh/paused-replicas',
];

/** Scalers that somebody stopped, and left so. */
function heldBack({ kind, body }: KubernetesObject): readonly Fault[] {
  const behavior =
    kind === 'ScaledObject' ? ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'behavior'] : ['spec', 'behavior'];
  const faults: Fault[] = [];
  if (at(body, [...behavior, 'scaleUp'])?.selectPolicy === 'Disabled') {
    const field = [...behavior, 'scaleUp', 'selectPolicy'];
    faults.push({ field, detail: 'is not to scale up: its policy is Disabled', fix: 'Write Max, or remove it' });
  }
  const annotations = at(body, ['metadata', 'annotations']) ?? {};
  const stopped =
    kind === 'ScaledObject' ? PAUSED.find((name) => (annotations[name] ?? 'false') !== 'false') : undefined;
  if (stopped !== undefined) {
    faults.push({
      field: ['metadata', 'annotations', stopped],
      detail: `is stopped by '${stopped}': the number of pods stays as it is`,
      fix: 'Remove the annotation once the reason for it is gone',
    });
  }
  return faults;
}

function outOfReach(scaler: KubernetesObject, world: World): readonly Fault[] {
  const workload = targetOf(scaler, world);
  const spec = asBody(scaler.body.spec) ?? {};
  const written = at(spec, ['behavior', 'scaleUp'])?.tolerance;
  const tolerance = quantityOf(written)?.approximately ?? 0.1;
  return utilizationsOf(scaler).flatMap((share): readonly Fault[] => {
    const most = workload && mostOf(share, workload);
    if (most === undefined || share.target === undefined || most > share.target * (1 + tolerance)) return [];
    const { resource, target, field } = share;
    const detail = `adds pods when they use more than ${Math.round(target * (1 + tolerance))} % of the ${resource} they ask for (target ${target} %), and their limit is ${Math.floor(most)} %`;
    return [{ field, detail }];
  });
}

/** The highest share that the counted containers may come to; undefined where one of them has no limit of its own. */
function mostOf({ resource, container }: Utilization, { containers, pod }: Workload): number | undefined {
  if (asBody(pod.resources)) return undefined;
  const counted = containers.filter(
    ({ kind, name, body }) =>
      (kind === 'container' || body.restartPolicy === 'Always') && (container === undefined || name === container),
  );
  let [limits, requests] = [0, 0];
  for (const { body } of counted) {
    const limit = quantityOf(at(body, ['resources', 'limits'])?.[resource])?.approximately;
    if (limit === undefined) return undefined;
    limits += limit;
    requests += quantityOf(at(body, ['resources', 'requests'])?.[resource])?.approximately ?? limit;
  }
  return requests > 0 ? (limits / requests) * 100 : undefined;
}
