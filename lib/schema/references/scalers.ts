import type { KubernetesObject } from '../../artifact/read/model';
import { groupOf } from '../kubernetes/kinds';
import { at, each, type Miss, namespaceOf, type ObjectSet } from './object-set';

/** Where each kind of scaler names what it scales, and the kind that is meant where it names none. */
const TARGETS: readonly (readonly [kind: string, field: string, apiVersion: string, targetKind: string])[] = [
  ['autoscaling HorizontalPodAutoscaler', 'scaleTargetRef', 'v1', ''],
  ['autoscaling.k8s.io VerticalPodAutoscaler', 'targetRef', 'apps/v1', ''],
  ['keda.sh ScaledObject', 'scaleTargetRef', 'apps/v1', 'Deployment'],
  ['http.keda.sh HTTPScaledObject', 'scaleTargetRef', 'apps/v1', 'Deployment'],
];

/** What scalers scale, and how KEDA's scalers log in. */
export function* missingScaleTargets(objects: ObjectSet): Generator<Miss> {
  for (const [kind, field, apiVersion, targetKind] of TARGETS) {
    for (const scaler of objects.ofKind(kind)) yield* missingTarget(objects, scaler, field, apiVersion, targetKind);
  }
  for (const kind of ['ScaledObject', 'ScaledJob']) {
    for (const scaler of objects.ofKind(`keda.sh ${kind}`)) yield* missingAuthentication(objects, scaler);
  }
}

function* missingTarget(
  objects: ObjectSet,
  scaler: KubernetesObject,
  field: string,
  apiVersion: string,
  targetKind: string,
): Generator<Miss> {
  const target = at(scaler.body, 'spec', field);
  const kind = at(target, 'kind') ?? targetKind;
  const name = at(target, 'name');
  if (typeof name !== 'string' || typeof kind !== 'string' || kind === '' || name.includes('${')) return;
  const group = groupOf(String(at(target, 'apiVersion') ?? apiVersion));
  if (objects.find(group === '' ? kind : `${group} ${kind}`, namespaceOf(scaler), name)) return;
  yield {
    object: scaler,
    field: ['spec', field, 'name'],
    severity: 'warning',
    message: `scales the ${kind} '${name}', which is not in these files`,
    fix: 'Correct the name or kind, or add what it scales',
  };
}

function* missingAuthentication(objects: ObjectSet, scaler: KubernetesObject): Generator<Miss> {
  for (const [trigger, path] of each(scaler.body, 'spec', 'triggers')) {
    const name = at(trigger, 'authenticationRef', 'name');
    if (typeof name !== 'string' || name.includes('${')) continue;
    const kind = at(trigger, 'authenticationRef', 'kind') ?? 'TriggerAuthentication';
    const namespace = kind === 'ClusterTriggerAuthentication' ? 'default' : namespaceOf(scaler);
    if (objects.find(`keda.sh ${String(kind)}`, namespace, name)) continue;
    yield {
      object: scaler,
      field: [...path, 'authenticationRef', 'name'],
      severity: 'warning',
      message: `logs in with the ${String(kind)} '${name}', which is not in these files`,
      fix: 'Add it, or correct the name',
    };
  }
}
