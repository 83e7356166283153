import { namespaceOf, objectIndex } from '../../analysis/objects';
import { type Replicas, replicasOf } from '../../analysis/scaling/scalers';
import { podRequests, quantityOf } from '../../analysis/scheduling/requests';
import { asBody, type Workload } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import { Quantity } from '../../core/quantity';
import type { KubernetesObject } from '../../artifact/read/model';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { documents, object, workload } from '../sample';

const RESOURCES = 'resources: { requests: { cpu: 500m, memory: 256Mi }, limits: { memory: 256Mi } }';
const quota = (cpu: string): string =>
  object('v1', 'ResourceQuota', 'quota', [`spec: { hard: { requests.cpu: "${cpu}" } }`]);

/** Pods beyond the quota are never made, and nothing but an event says so. */
export const beyondQuota: Rule = {
  id: 'scaling/beyond-quota',
  severity: 'warning',
  what: 'is smaller than what the namespace asks for at its largest',
  why: 'the scaler asks for pods that the quota refuses; the service stays small under load, or a rollout stands still',
  fix: 'Raise the quota, or lower the maxima of the workloads',
  sources: ['Kubernetes: Resource Quotas'],
  examples: {
    failing: { 'shop.yaml': documents(workload('cart', { replicas: 5, container: RESOURCES }), quota('2')) },
    mended: { 'shop.yaml': documents(workload('cart', { replicas: 3, container: RESOURCES }), quota('2')) },
    notApplicable: { 'shop.yaml': workload('cart', { replicas: 5, container: RESOURCES }) },
  },
  *check(world) {
    const quotas = objectIndex(world.artifacts).ofKind('ResourceQuota');
    if (quotas.length === 0) {
      for (const { object } of world.workloads) yield notApplicable(object);
      return;
    }
    const places = new Map<string, Workload[]>();
    for (const workload of world.workloads) {
      const list = places.get(placeOf(workload.object));
      if (list) list.push(workload);
      else places.set(placeOf(workload.object), [workload]);
    }
    for (const object of quotas) {
      const spec = asBody(object.body.spec) ?? {};
      // A quota with scopes counts some of the pods only.
      const hard = spec.scopes === undefined && spec.scopeSelector === undefined ? (asBody(spec.hard) ?? {}) : {};
      const workloads = places.get(placeOf(object)) ?? [];
      const counted = Object.keys(hard).flatMap((name) => {
        const limit = quantityOf(hard[name]);
        const need =
          limit &&
          (objectsBeside(object, name, world) ??
            demand(name, workloads, (workload) => replicasOf(workload, world.artifacts)));
        return limit && need ? [{ name, limit, need }] : [];
      });
      if (counted.length === 0) yield notApplicable(object);
      const over = counted.filter(({ limit, need }) => need.compare(limit) > 0);
      if (counted.length > 0 && over.length === 0) yield compliant(object);
      for (const { name, limit, need } of over) {
        const who = COUNTED[name] === undefined ? "the namespace's workloads ask for" : 'these files have';
        const when = COUNTED[name] === undefined ? ' at their largest' : ' in the namespace';
        yield finding(object, ['spec', 'hard', name], {
          detail: `allows ${limit} of '${name}', but ${who} ${need}${when}`,
        });
      }
    }
  },
};

/** Kinds that a quota may count, by the names of their counts. Kubernetes: "Resource Quotas", object count quota. */
const COUNTED: Readonly<Record<string, string>> = {
  configmaps: 'ConfigMap',
  'count/configmaps': 'ConfigMap',
  'count/cronjobs.batch': 'CronJob',
  'count/deployments.apps': 'Deployment',
  'count/services': 'Service',
  'count/statefulsets.apps': 'StatefulSet',
  persistentvolumeclaims: 'PersistentVolumeClaim',
  services: 'Service',
};

/** How many objects of a counted kind the files have; what others make comes on top. */
function objectsBeside(quota: KubernetesObject, name: string, { artifacts }: World): Quantity | undefined {
  const kind = COUNTED[name];
  const count = kind === undefined ? 0 : objectIndex(artifacts).allBeside(quota, kind).length;
  return count === 0 ? undefined : Quantity.units(count);
}

/** What the workloads ask for at their largest; undefined for a resource that is not counted here. */
function demand(
  name: string,
  workloads: readonly Workload[],
  replicas: (workload: Workload) => Replicas | undefined,
): Quantity | undefined {
  if (workloads.length === 0) return undefined;
  const resource =
    /^requests\.(cpu|memory)$/.exec(name)?.[1] ?? (name === 'cpu' || name === 'memory' ? name : undefined);
  if (resource === undefined && name !== 'pods') return undefined;
  return workloads.reduce(
    (sum, workload) => {
      const pods = replicas(workload)?.max ?? (workload.object.kind === 'DaemonSet' ? 0 : 1);
      const each = resource === undefined ? Quantity.units(1) : podRequests(workload).get(resource);
      return each ? sum.plus(each.times(pods)) : sum;
    },
    Quantity.units(0, resource === 'memory' ? 'binary' : 'decimal'),
  );
}

function placeOf(object: KubernetesObject): string {
  return `${object.cluster ?? ''}\n${namespaceOf(object)}`;
}
