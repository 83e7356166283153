import { ratedArrivals } from '../../../lib/analysis/burst/arrivals';
import { type BurstPlan, type BurstQuestion, planBurst } from '../../../lib/analysis/burst/plan';
import { namedWorkload } from '../../../lib/analysis/burst/workload-names';
import { worldOf, type World } from '../../../lib/analysis/world';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { cluster, deployment } from '../zones/worlds';

/** A pool of two nodes that grows to ten. */
export const CLUSTER = cluster({ apps: { min: 2, max: 10 } });

export function worldWith(objects: readonly object[], terraform: object = CLUSTER): World {
  return worldOf(
    readArtifacts([
      { path: 'cdk.tf.json', content: JSON.stringify(terraform) },
      { path: 'all.yaml', content: objects.map((one) => JSON.stringify(one)).join('\n---\n') },
    ]),
  );
}

export function annotated(object: object, annotations: Readonly<Record<string, string>>): object {
  const { metadata, ...rest } = object as { metadata: object };
  return { ...rest, metadata: { ...metadata, annotations } };
}

/** A worker that does eight a second in each pod. */
export const WORKER = annotated(deployment('orders', 1), { 'cdk-aks.dev/rate': '8/s' });

export const rabbit = (metadata: object = {}): object => ({
  type: 'rabbitmq',
  metadata: { queueName: 'orders', mode: 'QueueLength', value: '5', ...metadata },
});

export function scaledObject(name: string, spec: object = {}): object {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name, namespace: 'shop' },
    spec: { scaleTargetRef: { name }, triggers: [rabbit()], ...spec },
  };
}

export function hpa(name: string, spec: object = {}): object {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, namespace: 'shop' },
    spec: { scaleTargetRef: { kind: 'Deployment', name }, minReplicas: 2, maxReplicas: 8, ...spec },
  };
}

/** The plan for ten a second to `orders`. */
export function planned(world: World, question: Partial<BurstQuestion> = {}, name = 'orders'): BurstPlan {
  const arrivals = ratedArrivals('10/s for 10m', 10, 600);
  return planBurst({ workload: namedWorkload(name, world), arrivals, ...question }, world);
}
