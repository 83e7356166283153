import type { FieldPath } from '../../artifact/field-path';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { isObject } from '../report';

/** The pods that an object is or makes. */
export interface Pods {
  readonly object: KubernetesObject;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly spec: Body;
  /** Place of the spec within the object. */
  readonly at: FieldPath;
}

/** Where each kind keeps its template of pods; empty for the pod itself. */
const TEMPLATES: Readonly<Record<string, FieldPath>> = {
  'apps/v1 DaemonSet': ['spec', 'template'],
  'apps/v1 Deployment': ['spec', 'template'],
  'apps/v1 ReplicaSet': ['spec', 'template'],
  'apps/v1 StatefulSet': ['spec', 'template'],
  'argoproj.io/v1alpha1 Rollout': ['spec', 'template'],
  'batch/v1 CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'batch/v1 Job': ['spec', 'template'],
  'keda.sh/v1alpha1 ScaledJob': ['spec', 'jobTargetRef', 'template'],
  'v1 Pod': [],
  'v1 ReplicationController': ['spec', 'template'],
};

/** Undefined for objects of other kinds, and for templates that are no objects. */
export function podsOf(object: KubernetesObject): Pods | undefined {
  const key = `${object.apiVersion} ${object.kind}`;
  const path = Object.hasOwn(TEMPLATES, key) ? TEMPLATES[key] : undefined;
  if (path === undefined) return undefined;
  let template: unknown = object.body;
  for (const part of path) template = isObject(template) ? template[part] : undefined;
  if (!isObject(template) || !isObject(template.spec)) return undefined;
  const metadata = isObject(template.metadata) ? template.metadata : {};
  return {
    object,
    namespace: object.namespace ?? 'default',
    labels: isObject(metadata.labels) ? metadata.labels : {},
    spec: template.spec,
    at: [...path, 'spec'],
  };
}
