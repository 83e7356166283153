type Json = Readonly<Record<string, unknown>>;

/** A pod that an object holds or makes, and where it stands in it. */
export interface PodPart {
  /** With a dot at its end: `spec.template.`; empty for a Pod. */
  readonly prefix: string;
  readonly metadata: Json;
  readonly spec: Json;
}

/** One container of a pod, and where it stands in the object. */
export interface ContainerPart {
  /** `spec.template.spec.containers[0]` */
  readonly field: string;
  readonly container: Json;
}

const TEMPLATE = ['spec', 'template'];
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: TEMPLATE,
  StatefulSet: TEMPLATE,
  DaemonSet: TEMPLATE,
  ReplicaSet: TEMPLATE,
  ReplicationController: TEMPLATE,
  Job: TEMPLATE,
  Rollout: TEMPLATE,
  PodTemplate: ['template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  ScaledJob: ['spec', 'jobTargetRef', 'template'],
};

/** The pod of an object; undefined for kinds that make none. */
export function podOf(object: Json): PodPart | undefined {
  const path = Object.hasOwn(TEMPLATES, String(object.kind)) ? TEMPLATES[String(object.kind)] : undefined;
  if (path === undefined) return undefined;
  const template = path.reduce<Json>((at, field) => asObject(at[field]), object);
  return {
    prefix: path.map((field) => `${field}.`).join(''),
    metadata: asObject(template.metadata),
    spec: asObject(template.spec),
  };
}

/** All containers of a pod, those that run before the others among them. */
export function containersOf({ prefix, spec }: PodPart): readonly ContainerPart[] {
  return ['initContainers', 'containers'].flatMap((list) =>
    asList(spec[list]).map((container, index) => ({
      field: `${prefix}spec.${list}[${index}]`,
      container: asObject(container),
    })),
  );
}

/** What is written by hand may be anything: what is no object has no fields. */
export function asObject(value: unknown): Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}
