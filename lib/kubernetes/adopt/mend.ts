import type { coreV1 } from '../api';
import { type ForeignManifest, podOf } from './manifest';

/** What is put into the manifest of somebody else. */
export interface Mending {
  /** Constraints over zones and nodes; those that are there over the same are replaced. */
  readonly spread: readonly coreV1.TopologySpreadConstraint[];
  /** Number of pods; undefined where an autoscaler decides. */
  readonly replicas: number | undefined;
}

/** Over which pods are spread by constraints of ours. */
const SPREAD_OVER = new Set(['topology.kubernetes.io/zone', 'kubernetes.io/hostname']);

/** The manifest with even spread in place of anti-affinity that keeps all pods but the first of a zone Pending. */
export function mend<T extends ForeignManifest>(manifest: T, { spread, replicas }: Mending): T {
  const { template, ...spec } = manifest.spec as NonNullable<T['spec']>;
  const { affinity, topologySpreadConstraints = [], ...pod } = podOf(manifest);
  const others = topologySpreadConstraints.filter(({ topologyKey }) => !SPREAD_OVER.has(topologyKey));
  const kept = affinity && withoutSelfAvoidance(affinity, template.metadata?.labels ?? {});
  const constraints = [...spread, ...others];
  return {
    ...manifest,
    spec: {
      ...without(spec, 'replicas'),
      ...(replicas === undefined ? {} : { replicas }),
      template: {
        ...template,
        spec: {
          ...pod,
          ...(kept ? { affinity: kept } : {}),
          ...(constraints.length > 0 ? { topologySpreadConstraints: constraints } : {}),
        },
      },
    },
  };
}

/** Undefined where nothing is left. */
function withoutSelfAvoidance(
  affinity: coreV1.Affinity,
  labels: Readonly<Record<string, string>>,
): coreV1.Affinity | undefined {
  const { podAntiAffinity, ...rest } = affinity;
  const { requiredDuringSchedulingIgnoredDuringExecution: required = [], ...preferred } = podAntiAffinity ?? {};
  const others = required.filter((term) => !avoidsItself(term, labels));
  const anti = {
    ...preferred,
    ...(others.length > 0 ? { requiredDuringSchedulingIgnoredDuringExecution: others } : {}),
  };
  const kept = { ...rest, ...(Object.keys(anti).length > 0 ? { podAntiAffinity: anti } : {}) };
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Whether a term keeps pods of the same workload apart, in their own namespace. */
function avoidsItself(term: coreV1.PodAffinityTerm, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels = {}, matchExpressions = [] } = term.labelSelector ?? {};
  const selected = Object.entries(matchLabels);
  return (
    SPREAD_OVER.has(term.topologyKey) &&
    term.namespaceSelector === undefined &&
    matchExpressions.length === 0 &&
    selected.length > 0 &&
    selected.every(([key, value]) => labels[key] === value)
  );
}

function without<T extends object, K extends string>(object: T, key: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key)) as Omit<T, K>;
}
