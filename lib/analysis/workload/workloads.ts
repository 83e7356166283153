import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { Body, KubernetesObject } from '../../artifact/read/model';

/** A container as it is written. */
export interface Container {
  readonly name: string;
  readonly kind: 'container' | 'init' | 'ephemeral';
  readonly body: Body;
  readonly field: FieldPath;
}

/** An object that makes pods, or a pod by itself. */
export interface Workload {
  readonly object: KubernetesObject;
  readonly namespace: string;
  /** Labels of its pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** The pod's `metadata`, and where it stands in the object. */
  readonly podMetadataField: FieldPath;
  readonly pod: Body;
  /** Where the pod's `spec` stands in the object. */
  readonly podField: FieldPath;
  /** Containers, init containers and ephemeral containers. */
  readonly containers: readonly Container[];
  readonly os: 'linux' | 'windows';
  /** True for what is kept running, false for what runs to its end. */
  readonly runsForever: boolean;
}

// Where the pod template stands, by kind. Any other kind makes no pods that these files tell of.
const TEMPLATES: Readonly<Record<string, FieldPath>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  Rollout: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  ScaledJob: ['spec', 'jobTargetRef', 'template'],
  PodTemplate: ['template'],
};
const RUN_TO_THEIR_END = new Set(['Job', 'CronJob', 'ScaledJob']);

export function workloadsOf(artifacts: Artifacts): readonly Workload[] {
  return artifacts.objects().flatMap((object) => workloadOf(object) ?? []);
}

/** The object as something that makes pods; undefined for any other kind. */
export function workloadOf(object: KubernetesObject): Workload | undefined {
  const template = Object.hasOwn(TEMPLATES, object.kind) ? TEMPLATES[object.kind] : undefined;
  if (!template) return undefined;
  const found = at(object.body, template);
  const pod = asBody(found?.spec);
  if (!found || !pod) return undefined;
  const metadata = asBody(found.metadata) ?? {};
  const podField = [...template, 'spec'];
  return {
    object,
    namespace: object.namespace ?? 'default',
    labels: texts(metadata.labels),
    annotations: texts(metadata.annotations),
    podMetadataField: [...template, 'metadata'],
    pod,
    podField,
    containers: containersOf(pod, podField),
    os: osOf(pod),
    runsForever: !RUN_TO_THEIR_END.has(object.kind),
  };
}

function containersOf(pod: Body, podField: FieldPath): Container[] {
  const lists = [
    ['containers', 'container'],
    ['initContainers', 'init'],
    ['ephemeralContainers', 'ephemeral'],
  ] as const;
  return lists.flatMap(([list, kind]) =>
    asList(pod[list]).flatMap((item, index) => {
      const body = asBody(item);
      return body ? [{ name: String(body.name ?? ''), kind, body, field: [...podField, list, index] }] : [];
    }),
  );
}

function osOf(pod: Body): 'linux' | 'windows' {
  const selector = asBody(pod.nodeSelector)?.['kubernetes.io/os'];
  return (asBody(pod.os)?.name ?? selector) === 'windows' ? 'windows' : 'linux';
}

/** The part of a body that a path leads to, if that is an object. */
export function at(body: Body, path: FieldPath): Body | undefined {
  return path.reduce<Body | undefined>((part, step) => asBody(part?.[step]), body);
}

export function asBody(value: unknown): Body | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function texts(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(asBody(value) ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
