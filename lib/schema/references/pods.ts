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

/** Ports of a broker without TLS. rabbitmq/cluster-operator: `generateServicePortsMap`. */
const BROKER_PORTS = [
  { name: 'amqp', containerPort: 5672 },
  { name: 'management', containerPort: 15_672 },
  { name: 'prometheus', containerPort: 15_692 },
];

/**
 * Pods of brokers that their operator makes; undefined where the program has it make them otherwise than is known here.
 * rabbitmq/cluster-operator: `metadata.Label`, `podTemplateSpec`.
 */
function brokersOf(object: KubernetesObject): Pods | undefined {
  const spec = isObject(object.body.spec) ? object.body.spec : {};
  if (spec.tls !== undefined || JSON.stringify(spec.override ?? {}).includes('"ports"')) return undefined;
  const labels = {
    'app.kubernetes.io/name': object.name,
    'app.kubernetes.io/component': 'rabbitmq',
    'app.kubernetes.io/part-of': 'rabbitmq',
  };
  const namespace = object.namespace ?? 'default';
  return { object, namespace, labels, spec: { containers: [{ name: 'rabbitmq', ports: BROKER_PORTS }] }, at: ['spec'] };
}

/** Undefined for objects of other kinds, and for templates that are no objects. */
export function podsOf(object: KubernetesObject): Pods | undefined {
  if (object.apiVersion === 'rabbitmq.com/v1beta1' && object.kind === 'RabbitmqCluster') return brokersOf(object);
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
