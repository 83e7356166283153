import { isObject } from '../conformance/problem';

/** A pod as the checks read it. */
export interface PodView {
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly containers: readonly ContainerView[];
  readonly isWindows: boolean;
  /** In a user namespace root is not root on the node. */
  readonly isInUserNamespace: boolean;
}

export interface ContainerView {
  /** `spec.initContainers[0]` */
  readonly at: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly securityContext: Readonly<Record<string, unknown>>;
}

/**
 * The pod template of a workload of Kubernetes or of KEDA's ScaledJob, a Pod itself, or undefined for any other object.
 */
export function podTemplateOf(object: unknown): Record<string, unknown> | undefined {
  if (!isObject(object)) return undefined;
  const spec = child(object, 'spec');
  switch (object.kind) {
    case 'Pod':
      return object;
    case 'CronJob':
      return child(child(child(spec, 'jobTemplate'), 'spec'), 'template');
    case 'ScaledJob':
      return child(child(spec, 'jobTargetRef'), 'template');
    case 'DaemonSet':
    case 'Deployment':
    case 'Job':
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
      return child(spec, 'template');
    case 'PodTemplate':
      return child(object, 'template');
    default:
      return undefined;
  }
}

export function viewPod(podOrTemplate: unknown): PodView {
  const pod = isObject(podOrTemplate) ? podOrTemplate : {};
  const spec = child(pod, 'spec');
  const containers = ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    items(spec[list]).map((fields, index): ContainerView => ({
      at: `spec.${list}[${index}]`,
      fields,
      securityContext: child(fields, 'securityContext'),
    })),
  );
  return {
    annotations: child(child(pod, 'metadata'), 'annotations'),
    spec,
    securityContext: child(spec, 'securityContext'),
    containers,
    isWindows: child(spec, 'os').name === 'windows',
    isInUserNamespace: spec.hostUsers === false,
  };
}

/** A nested object; empty where it is missing, so that reading on finds nothing. */
export function child(value: unknown, name: string): Record<string, unknown> {
  const found = isObject(value) ? value[name] : undefined;
  return isObject(found) ? found : {};
}

/** The objects of a list; anything else is none. */
export function items(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
