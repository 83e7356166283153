import type { KubernetesObject } from '../../artifact/read/model';
import { customResource } from '../../schema/data';
import { removedKind } from '../../schema/kubernetes/deprecations';
import type { CustomResource } from '../../schema/kubernetes/grammar';
import { groupOf, type Vocabulary } from '../../schema/kubernetes/kinds';
import type { ObjectFix } from '../fix';
import { convertAutoscaler } from './autoscaler-version';
import { type Conversion, same } from './conversion';
import { convertIngress } from './ingress-version';
import { convertBudget, convertDefinition, convertPriorityLevel, convertWebhooks } from './other-versions';
import { convertWorkload } from './workload-version';

/**
 * What more than the version changes, by kind; every other kind says the same in the same fields. Whether it does is
 * seen when the result is checked with its schema.
 */
const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  CustomResourceDefinition: convertDefinition,
  DaemonSet: convertWorkload,
  Deployment: convertWorkload,
  HorizontalPodAutoscaler: convertAutoscaler,
  Ingress: convertIngress,
  MutatingWebhookConfiguration: convertWebhooks,
  PodDisruptionBudget: convertBudget,
  PriorityLevelConfiguration: convertPriorityLevel,
  ReplicaSet: convertWorkload,
  StatefulSet: convertWorkload,
  ValidatingWebhookConfiguration: convertWebhooks,
};

/** Removed and deprecated versions of an API, to the one that is served. */
export const apiVersion: ObjectFix = (object, { vocabulary, artifacts }) => {
  const { kind, body } = object;
  const found = successor(object, vocabulary);
  if (!found) return undefined;
  const { rule, to } = found;
  const twin = artifacts
    .objects(to, kind)
    .find(
      ({ name, namespace, cluster }) =>
        name === object.name && namespace === object.namespace && cluster === object.cluster,
    );
  if (twin) return { rule, whyNot: `${to} ${kind} '${object.name}' is in ${twin.source.file} already` };
  const convert = isBuiltIn(to, kind, vocabulary) ? (CONVERSIONS[kind] ?? same) : same;
  const converted = convert(body);
  if (typeof converted === 'string') return { rule, whyNot: converted };
  return { rule, what: `${object.apiVersion} becomes ${to}`, body: { ...converted, apiVersion: to } };
};

/** The version of the workloads' API that a scaler must name; undefined where the one it names is still served. */
export function servedWorkload(apiVersion: string, kind: string): string | undefined {
  const to = removedKind(apiVersion, kind)?.replacement;
  return to === 'apps/v1' ? to : undefined;
}

interface Successor {
  readonly rule: string;
  readonly to: string;
}

function successor({ apiVersion, kind }: KubernetesObject, vocabulary: Vocabulary): Successor | undefined {
  const group = groupOf(apiVersion);
  const isServed = isBuiltIn(apiVersion, kind, vocabulary);
  const resource = isServed ? undefined : (vocabulary.defined.get(`${group} ${kind}`) ?? customResource(group, kind));
  if (resource) return customSuccessor(resource, apiVersion);
  const told = removedKind(apiVersion, kind)?.replacement;
  // Flow control has two replacements; the newer one is that of every minor it is in.
  const to = told?.includes(' ') || told === undefined ? `${group}/v1` : told;
  if (!/v\d+(alpha|beta)\d+$/.test(apiVersion) || !isBuiltIn(to, kind, vocabulary)) return undefined;
  return { rule: isServed ? 'schema/deprecated' : 'schema/removed-kind', to };
}

function isBuiltIn(apiVersion: string, kind: string, { schema }: Vocabulary): boolean {
  return Object.hasOwn(schema.kinds, `${apiVersion} ${kind}`);
}

/** A custom resource in an older version than the one that is stored. */
function customSuccessor({ group, versions }: CustomResource, apiVersion: string): Successor | undefined {
  const version = apiVersion.slice(group.length + 1);
  const known = Object.hasOwn(versions, version) ? versions[version] : undefined;
  if (known && !known.deprecated) return undefined;
  const served = Object.keys(versions).filter((name) => !versions[name]?.deprecated);
  const to = served.find((name) => versions[name]?.storage) ?? served[0];
  if (to === undefined || age(version) >= age(to)) return undefined;
  return { rule: known ? 'schema/deprecated' : 'schema/unknown-kind', to: `${group}/${to}` };
}

/** Larger is newer: `v1alpha2`, `v1beta1`, `v1`, `v2alpha1`; what is no version of that form is as new as can be. */
function age(version: string): number {
  const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  if (major === undefined) return Number.POSITIVE_INFINITY;
  const stages = { alpha: 0, beta: 1000 } as const;
  const within = stage === undefined ? 2000 : stages[stage as keyof typeof stages] + Number(minor);
  return Number(major) * 10_000 + within;
}
