import { isEmptySelector, selects } from '../kubernetes/checks/selector';
import { entries, objects } from '../kubernetes/checks/values';
import type { ObjectSet } from '../references/object-set';
import { isObject } from '../report';
import type { Kinds } from './kinds';
import type { Match, ResourceRule } from './policies';
import type { AdmissionRequest } from './requests';

/** Whether a policy or binding takes an object; where that can't be told, why. */
export type Taken = boolean | { readonly reason: string };

export interface Surroundings {
  readonly kinds: Kinds;
  readonly objects: ObjectSet;
}

/** Kubernetes: "Validating Admission Policy", match constraints; `admission/plugin/policy/matching`. */
export function takes(match: Match, request: AdmissionRequest, around: Surroundings): Taken {
  const { rules, excluded, equivalent } = match;
  if (!isEmptySelector(match.objectSelector) && !selects(match.objectSelector, request.labels)) return false;
  if (excluded.some((rule) => isMeant(rule, request) && hasVersion(rule, request.facts.version))) return false;
  const meant = rules.filter((rule) => isMeant(rule, request));
  const isExact = rules.length === 0 || meant.some((rule) => hasVersion(rule, request.facts.version));
  const other = isExact || !equivalent ? undefined : convertedVersion(meant, request, around.kinds);
  if (!isExact && other === undefined) return false;
  const inNamespace = takesNamespace(match.namespaceSelector, request, around.objects);
  if (inNamespace !== true) return inNamespace;
  if (isExact) return true;
  const { kind, version } = request.facts;
  return { reason: `asks for ${kind} in version ${other}, and what a ${version} is there is not followed` };
}

/** All but the version. */
function isMeant(rule: ResourceRule, request: AdmissionRequest): boolean {
  const { group, resource } = request.facts;
  const isOf = (list: readonly string[], value: string): boolean => list.includes('*') || list.includes(value);
  const isResource = rule.resources.some((one) => ['*', '*/*', resource, `${resource}/*`].includes(one));
  const isNamespaced = !request.isNamespace && request.namespace !== undefined;
  return (
    isOf(rule.operations, 'CREATE') &&
    isOf(rule.groups, group) &&
    isResource &&
    (rule.scope === '*' || (rule.scope === 'Namespaced') === isNamespaced) &&
    (rule.names.length === 0 || rule.names.includes(request.name))
  );
}

function hasVersion({ versions }: ResourceRule, version: string): boolean {
  return versions.includes('*') || versions.includes(version);
}

/** The version that an object would be converted to. */
function convertedVersion(
  rules: readonly ResourceRule[],
  { facts }: AdmissionRequest,
  kinds: Kinds,
): string | undefined {
  return rules.flatMap(({ versions }) => versions).find((version) => kinds.serves(facts, version));
}

/** Objects in no namespace are always taken. */
function takesNamespace(selector: unknown, request: AdmissionRequest, all: ObjectSet): Taken {
  if (isEmptySelector(selector) || request.namespace === undefined) return true;
  if (request.isNamespace) return selects(selector, request.labels);
  const own = { 'kubernetes.io/metadata.name': request.namespace };
  const namespace = all.find('Namespace', 'default', request.namespace);
  if (namespace !== undefined) {
    const metadata = isObject(namespace.body.metadata) ? namespace.body.metadata : {};
    return selects(selector, { ...(isObject(metadata.labels) && metadata.labels), ...own });
  }
  // Of a namespace that is not among the files the name is known, and nothing else.
  const { matchLabels, matchExpressions } = isObject(selector) ? selector : ({} as Record<string, unknown>);
  const isOwn = (key: unknown): boolean => key === 'kubernetes.io/metadata.name';
  const known = {
    matchLabels: Object.fromEntries(entries(matchLabels).filter(([key]) => isOwn(key))),
    matchExpressions: objects(matchExpressions).filter(({ key }) => isOwn(key)),
  };
  if (!selects(known, own)) return false;
  const open = [...entries(matchLabels).map(([key]) => key), ...objects(matchExpressions).map(({ key }) => key)];
  if (open.every(isOwn)) return true;
  return { reason: `depends on the labels of the namespace '${request.namespace}', which is not among these files` };
}
