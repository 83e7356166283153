import { customResource, customResourceIndex, KUBERNETES_MINORS, kubernetesSchema } from '../data';
import type { Report } from '../report';
import { nearestName } from '../suggest';
import { deprecatedKind, removedKind } from './deprecations';
import type { CustomResource, KubernetesSchema, ObjectForm } from './grammar';

/** What an object may be: the kinds of a minor, and the custom resources of the files beside those we know. */
export interface Vocabulary {
  readonly schema: KubernetesSchema;
  /** Custom resources whose definitions are among the files, by `group kind`. */
  readonly defined: ReadonlyMap<string, CustomResource>;
}

export interface FoundKind {
  /** Left out where no schema exists. */
  readonly form?: ObjectForm | string;
  readonly namespaced?: boolean;
  readonly isCustom: boolean;
}

/** The schema of an object; undefined, with the reason reported, where it is no object of the cluster at all. */
export function findKind(
  { apiVersion, kind }: Record<string, unknown>,
  vocabulary: Vocabulary,
  report: Report,
): FoundKind | undefined {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    if (typeof apiVersion !== 'string') report.add('schema/required', 'is required', { at: ['apiVersion'] });
    if (typeof kind !== 'string') report.add('schema/required', 'is required', { at: ['kind'] });
    return undefined;
  }
  const { schema } = vocabulary;
  const builtIn = lookup(schema.kinds, `${apiVersion} ${kind}`);
  if (builtIn) {
    tellStage(apiVersion, kind, schema, report);
    return { form: `@${builtIn.type}`, namespaced: builtIn.namespaced, isCustom: false };
  }
  const group = groupOf(apiVersion);
  const resource = vocabulary.defined.get(`${group} ${kind}`) ?? customResource(group, kind);
  if (resource) return findVersion(resource, apiVersion, report);
  tellUnknown(apiVersion, kind, vocabulary, report);
  return isBuiltInGroup(group, schema) ? undefined : { isCustom: true };
}

export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

function findVersion(resource: CustomResource, apiVersion: string, report: Report): FoundKind {
  const { group, kind, namespaced, versions } = resource;
  const name = apiVersion.slice(group.length + 1);
  const version = lookup(versions, name);
  const served = Object.keys(versions).filter((candidate) => !versions[candidate]?.deprecated);
  const fix = `Write ${group}/${served[0] ?? name}`;
  if (version === undefined) {
    const rule = `${kind} of ${group} has no version '${name}', there is ${served.join(', ')}`;
    report.add('schema/unknown-kind', rule, { at: ['apiVersion'], fix });
    return { namespaced, isCustom: true };
  }
  if (version.deprecated) {
    const rule = `${apiVersion} ${kind} is deprecated, use ${served.join(' or ')}`;
    report.add('schema/deprecated', rule, { at: ['apiVersion'], fix });
  }
  return { form: wholeObject(version.schema), namespaced, isCustom: true };
}

const wholeForms = new WeakMap<ObjectForm, ObjectForm>();

/** Every object has these three, also where a definition does not spell them out; metadata is checked apart. */
function wholeObject(form: ObjectForm): ObjectForm {
  let whole = wholeForms.get(form);
  if (whole === undefined) {
    whole = { ...form, fields: { ...form.fields, apiVersion: 'string', kind: 'string', metadata: 'any' } };
    wholeForms.set(form, whole);
  }
  return whole;
}

/** Before it is generally available a kind is off in a cluster, and AKS has no switch to turn it on. */
function tellStage(apiVersion: string, kind: string, schema: KubernetesSchema, report: Report): void {
  const minor = Number(schema.minor.slice(2));
  const deprecated = deprecatedKind(apiVersion, kind, minor);
  if (deprecated) {
    const rule = `${apiVersion} ${kind} is deprecated since Kubernetes ${deprecated.deprecatedIn}`;
    report.add('schema/deprecated', rule, { at: ['apiVersion'], fix: deprecated.fix });
  }
  if (!/v\d+(?:alpha|beta)\d+$/.test(apiVersion)) return;
  const stable = `${groupOf(apiVersion)}/v1`;
  if (lookup(schema.kinds, `${stable} ${kind}`)) {
    const rule = `${apiVersion} ${kind} is deprecated: it is generally available as ${stable}`;
    report.add('schema/deprecated', rule, { at: ['apiVersion'], fix: `Write ${stable}` });
  } else if (!ON_BEFORE_STABLE.has(groupOf(apiVersion))) {
    const rule = `${apiVersion} ${kind} is off in Kubernetes ${schema.minor} unless the API server is told to serve it`;
    report.add('schema/not-enabled', rule, { at: ['apiVersion'] });
  }
}

/** Betas older than Kubernetes 1.24 were on by default. Source: KEP-3136. */
const ON_BEFORE_STABLE: ReadonlySet<string> = new Set(['flowcontrol.apiserver.k8s.io']);

function tellUnknown(apiVersion: string, kind: string, vocabulary: Vocabulary, report: Report): void {
  const { schema } = vocabulary;
  const key = `${apiVersion} ${kind}`;
  const removed = removedKind(apiVersion, kind);
  if (removed) {
    const fix = removed.replacement ? `Move to ${removed.replacement}` : 'Remove it: nothing replaces it as an object';
    report.add('schema/removed-kind', `${key} left Kubernetes in ${removed.removedIn}`, { fix });
    return;
  }
  const others = KUBERNETES_MINORS.filter((minor) => lookup(kubernetesSchema(minor).kinds, key) !== undefined);
  if (others.length > 0) tellOtherMinors(key, others, schema, report);
  else tellNowhere(apiVersion, kind, vocabulary, report);
}

function tellOtherMinors(key: string, minors: readonly string[], schema: KubernetesSchema, report: Report): void {
  const [first, last] = [minors[0] as string, minors.at(-1) as string];
  const isGone = Number(last.slice(2)) < Number(schema.minor.slice(2));
  const group = groupOf(key);
  const successor = Object.keys(schema.kinds).find(
    (other) => groupOf(other) === group && other.split(' ')[1] === key.split(' ')[1],
  );
  const fix = successor ? `Write ${successor.split(' ')[0]}` : undefined;
  if (isGone) {
    const rule = `${key} left Kubernetes in 1.${Number(last.slice(2)) + 1}`;
    report.add('schema/removed-kind', rule, { fix: fix ?? 'Remove it: nothing replaces it as an object' });
  } else {
    const range = first === last ? first : `${first} to ${last}`;
    const rule = `Kubernetes ${schema.minor} does not serve ${key}, Kubernetes ${range} does`;
    report.add('schema/unknown-kind', rule, { ...(fix && { fix }) });
  }
}

function tellNowhere(apiVersion: string, kind: string, { schema, defined }: Vocabulary, report: Report): void {
  const key = `${apiVersion} ${kind}`;
  const group = groupOf(apiVersion);
  if (isBuiltInGroup(group, schema)) {
    const meant = meantKind(apiVersion, kind, Object.keys(schema.kinds));
    tellMeant(key, meant, report);
    return;
  }
  const version = apiVersion.slice(group.length + 1);
  const custom = [...customResourceIndex(), ...defined.values()];
  const meant = nearestName(
    key,
    custom.map((entry) => `${entry.group}/${version} ${entry.kind}`),
    2,
  );
  if (meant) {
    tellMeant(key, meant, report);
  } else {
    report.add('schema/unknown-kind', `nobody here defines ${key}: its fields are not checked`, {
      severity: 'note',
      fix: 'Put its CustomResourceDefinition into the folder',
    });
  }
}

function tellMeant(key: string, meant: string | undefined, report: Report): void {
  const [apiVersion, kind] = meant?.split(' ') ?? [];
  report.add('schema/unknown-kind', `unknown kind '${key}'${meant ? `, did you mean '${meant}'?` : ''}`, {
    ...(meant && { fix: `Write apiVersion: ${apiVersion}, kind: ${kind}` }),
  });
}

/** The kind of that name in another group or version, or one that is spelt nearly so. */
function meantKind(apiVersion: string, kind: string, known: readonly string[]): string | undefined {
  const ofName = known.filter((key) => key.split(' ')[1]?.toLowerCase() === kind.toLowerCase());
  const stable = ofName.find((key) => /(?:^|\/)v\d+ /.test(key));
  return stable ?? ofName[0] ?? nearestName(`${apiVersion} ${kind}`, known, 3);
}

/** Groups of Kubernetes itself: what they hold is known whole. */
function isBuiltInGroup(group: string, schema: KubernetesSchema): boolean {
  return group === '' || Object.keys(schema.kinds).some((key) => groupOf(key) === group);
}

function lookup<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
