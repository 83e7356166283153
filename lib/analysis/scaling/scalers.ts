import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { namespaceOf, objectIndex } from '../objects';
import { asBody, type Workload } from '../workload/workloads';

/** What changes the number of a workload's pods. */
export interface Scaler {
  readonly object: KubernetesObject;
  readonly min: number;
  readonly max: number;
}

/** How many pods a workload has. */
export interface Replicas {
  readonly min: number;
  readonly max: number;
  /** The scaler that decides; undefined where the number is fixed. */
  readonly scaler: Scaler | undefined;
}

const COUNTED = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'Rollout',
  'RabbitmqCluster',
]);
const KINDS = ['HorizontalPodAutoscaler', 'ScaledObject', 'HTTPScaledObject'];
const scalers = new WeakMap<Artifacts, ReadonlyMap<string, readonly Scaler[]>>();

const replicas = new WeakMap<Artifacts, Map<Workload, Replicas | undefined>>();

/** Every HPA, ScaledObject and HTTPScaledObject that aims at a workload. */
export function scalersOf(workload: Workload, artifacts: Artifacts): readonly Scaler[] {
  let known = scalers.get(artifacts);
  if (!known) scalers.set(artifacts, (known = byTarget(artifacts)));
  const { object } = workload;
  return known.get(targetKey(object, object.kind, object.name)) ?? [];
}

/** Fewest and most pods of a workload; undefined for what has no number of its own (DaemonSet, Job). */
export function replicasOf(workload: Workload, artifacts: Artifacts): Replicas | undefined {
  let known = replicas.get(artifacts);
  if (!known) replicas.set(artifacts, (known = new Map()));
  if (!known.has(workload)) known.set(workload, countReplicas(workload, artifacts));
  return known.get(workload);
}

function countReplicas(workload: Workload, artifacts: Artifacts): Replicas | undefined {
  const { kind, body } = workload.object;
  if (kind === 'Pod') return { min: 1, max: 1, scaler: undefined };
  if (!COUNTED.has(kind)) return undefined;
  const [scaler] = scalersOf(workload, artifacts);
  if (scaler) return { min: scaler.min, max: scaler.max, scaler };
  const count = numberOr(asBody(body.spec)?.replicas, 1);
  return { min: count, max: count, scaler: undefined };
}

function byTarget(artifacts: Artifacts): ReadonlyMap<string, readonly Scaler[]> {
  const found = new Map<string, Scaler[]>();
  const objects = objectIndex(artifacts);
  for (const object of KINDS.flatMap((kind) => objects.ofKind(kind))) {
    const spec = asBody(object.body.spec) ?? {};
    const target = asBody(spec.scaleTargetRef) ?? {};
    const at = targetKey(
      object,
      typeof target.kind === 'string' ? target.kind : 'Deployment',
      String(target.name ?? ''),
    );
    const scaler = { object, ...rangeOf(object.kind, spec) };
    const list = found.get(at);
    if (list) list.push(scaler);
    else found.set(at, [scaler]);
  }
  return found;
}

/** Defaults: an HPA keeps one pod at least; KEDA none at least and 100 at most. */
function rangeOf(kind: string, spec: Readonly<Record<string, unknown>>): { min: number; max: number } {
  if (kind === 'ScaledObject') {
    const min = numberOr(spec.minReplicaCount, 0);
    const idle = numberOr(spec.idleReplicaCount, min);
    return { min: Math.min(min, idle), max: numberOr(spec.maxReplicaCount, 100) };
  }
  if (kind === 'HTTPScaledObject') {
    const { min, max } = asBody(spec.replicas) ?? {};
    return { min: numberOr(min, 0), max: numberOr(max, 100) };
  }
  const min = numberOr(spec.minReplicas, 1);
  return { min, max: numberOr(spec.maxReplicas, min) };
}

function targetKey(beside: KubernetesObject, kind: string, name: string): string {
  return [beside.cluster ?? '', namespaceOf(beside), kind, name].join('\n');
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}
