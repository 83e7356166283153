import type { Body, KubernetesObject } from '../../artifact/read/model';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { asBody, asList, at } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { documents, object } from '../sample';
import { SETTINGS } from '../workload/examples';

const HPA = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'cart', [
  'spec:',
  '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }',
  '  minReplicas: 3',
  '  maxReplicas: 9',
  '  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }]',
]);
const vpa = (mode: string): string =>
  object('autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', 'cart', [
    'spec:',
    '  targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }',
    `  updatePolicy: { updateMode: "${mode}" }`,
  ]);

export const verticalAndHorizontal: Rule = {
  id: 'scaling/vertical-and-horizontal',
  severity: 'error',
  what: 'changes the request of what its workload scales on',
  why: 'more pods use less each, which lowers the request, which raises the share that calls for more pods',
  fix: 'Recommend only (updateMode: "Off"), leave the resource out of controlledResources, or scale on another metric',
  sources: ['Kubernetes: Vertical Pod Autoscaling', 'Azure: Use the Vertical Pod Autoscaler in AKS'],
  facts: ['ADD05'],
  examples: {
    failing: { 'cart.yaml': documents(vpa('Recreate'), HPA) },
    mended: { 'cart.yaml': documents(vpa('Off'), HPA) },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    const objects = objectIndex(artifacts);
    const scalers = [...objects.ofKind('HorizontalPodAutoscaler'), ...objects.ofKind('ScaledObject')];
    for (const vpa of objects.ofKind('VerticalPodAutoscaler')) {
      const spec = asBody(vpa.body.spec) ?? {};
      const scaler = scalers.find((one) => sameTarget(vpa, one));
      if (!scaler) {
        yield notApplicable(vpa);
        continue;
      }
      const acts = asBody(spec.updatePolicy)?.updateMode !== 'Off';
      const both = acts ? measured(scaler).filter((resource) => controls(spec, resource)) : [];
      if (both.length === 0) yield compliant(vpa);
      else {
        yield finding(vpa, ['spec', 'updatePolicy', 'updateMode'], {
          detail: `changes the request of ${both.join(' and ')}, on which ${scaler.kind} '${scaler.name}' scales the same pods`,
        });
      }
    }
  },
};

function sameTarget(vpa: KubernetesObject, scaler: KubernetesObject): boolean {
  const [target, scaled] = [at(vpa.body, ['spec', 'targetRef']), at(scaler.body, ['spec', 'scaleTargetRef'])];
  return (
    vpa.cluster === scaler.cluster &&
    namespaceOf(vpa) === namespaceOf(scaler) &&
    target?.name !== undefined &&
    target.name === scaled?.name &&
    target.kind === (scaled?.kind ?? 'Deployment')
  );
}

/** CPU and memory, as far as the scaler measures them. */
function measured({ body }: KubernetesObject): readonly string[] {
  const spec = asBody(body.spec) ?? {};
  const metrics = asList(spec.metrics).map((metric) => {
    const { resource, containerResource } = asBody(metric) ?? {};
    return (asBody(resource) ?? asBody(containerResource))?.name;
  });
  const triggers = asList(spec.triggers).map((trigger) => asBody(trigger)?.type);
  const old = spec.targetCPUUtilizationPercentage === undefined ? [] : ['cpu'];
  return ['cpu', 'memory'].filter((name) => [...metrics, ...triggers, ...old].includes(name));
}

/** By default of all containers, CPU and memory. */
function controls(spec: Body, resource: string): boolean {
  const policies = asList(asBody(spec.resourcePolicy)?.containerPolicies).map((policy) => asBody(policy) ?? {});
  if (policies.length === 0) return true;
  return policies.some(({ mode, controlledResources }) => {
    const resources = asList(controlledResources);
    return mode !== 'Off' && (resources.length === 0 || resources.includes(resource));
  });
}
