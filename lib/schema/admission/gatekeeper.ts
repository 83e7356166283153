import type { KubernetesObject } from '../../artifact/read/model';
import { groupOf } from '../kubernetes/kinds';
import type { Miss } from '../references/object-set';
import type { AdmissionFindings } from './findings';
import { madeBy } from './made';

/** The policies of Gatekeeper in one cluster. Without a constraint none of them judges anything. */
export interface Gatekeeper {
  readonly templates: readonly KubernetesObject[];
  readonly constraints: readonly KubernetesObject[];
}

/** Whoever can evaluate them: a tool of theirs, since they are programs in another language. */
export type AskGatekeeper = (gatekeeper: Gatekeeper, subjects: readonly KubernetesObject[]) => AdmissionFindings;

/** Undefined where the objects hold no constraint. */
export function gatekeeperOf(objects: readonly KubernetesObject[]): Gatekeeper | undefined {
  const ofGroup = (group: string): KubernetesObject[] =>
    objects.filter(({ apiVersion }) => groupOf(apiVersion) === group);
  const constraints = ofGroup('constraints.gatekeeper.sh');
  const templates = ofGroup('templates.gatekeeper.sh').filter(({ kind }) => kind === 'ConstraintTemplate');
  return constraints.length === 0 ? undefined : { templates, constraints };
}

/** Told once, and never passed over: what nobody evaluated. */
export function notAsked({ templates, constraints }: Gatekeeper, why: string, fix: string): AdmissionFindings {
  const list = (objects: readonly KubernetesObject[], name: (object: KubernetesObject) => string): string =>
    [...new Set(objects.map(name))].sort().join(', ');
  const ofTemplates =
    templates.length === 0 ? 'of no template here' : `of the templates ${list(templates, ({ name }) => name)}`;
  const named = list(constraints, ({ kind, name }) => `${kind} '${name}'`);
  const note: Miss = {
    object: (templates[0] ?? constraints[0]) as KubernetesObject,
    field: [],
    severity: 'note',
    message: `not evaluated: the constraints ${named} ${ofTemplates}: ${why}`,
    fix,
  };
  return { denied: [], notEvaluated: [note] };
}

/** What Gatekeeper is asked about, by what it calls it: objects, and what controllers make of them. */
export interface Subject {
  readonly object: KubernetesObject;
  readonly body: unknown;
  /** `the pods that it makes`; left out for the object itself. */
  readonly words?: string;
  readonly at: Miss['field'];
}

export function subjectsOf(objects: readonly KubernetesObject[]): ReadonlyMap<string, Subject> {
  const subjects = new Map<string, Subject>();
  for (const object of objects) {
    if (/(?:^|\.)gatekeeper\.sh$/.test(groupOf(object.apiVersion)) || object.name === '') continue;
    subjects.set(subjectKey(object.body), { object, body: object.body, at: [] });
    for (const { body, kind, words, at } of madeBy(object)) {
      // It must have a name, which its controller would make.
      const metadata = {
        ...(body.metadata as object),
        namespace: object.namespace,
        name: `${object.name}-${object.kind}-${kind}`.toLowerCase(),
      };
      const named = { ...body, metadata };
      subjects.set(subjectKey(named), { object, body: named, words, at });
    }
  }
  return subjects;
}

/** @param body an object as Gatekeeper gives it back */
export function subjectKey(body: unknown): string {
  const { apiVersion, kind, metadata } = (body ?? {}) as Record<string, unknown>;
  const { namespace, name } = (metadata ?? {}) as Record<string, unknown>;
  return JSON.stringify([apiVersion, kind, namespace ?? null, name]);
}
