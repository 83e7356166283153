import { unknown } from '../../artifact/read/values';
import type { PoolView } from '../../analysis/cluster/pools';
import { ownZone, type ZoneSet, zoneSetsOf } from '../../analysis/cluster/zone-sets';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster } from '../sample';

const perZone = (third: Readonly<Record<string, unknown>>): string =>
  cluster({
    pools: {
      apps1: { zones: ['1'], min_count: 1, max_count: 3 },
      apps2: { zones: ['2'], min_count: 1, max_count: 3 },
      apps3: { zones: ['3'], min_count: 1, max_count: 3, ...third },
    },
  });

/** What pools must have alike, with what it comes to: a text to compare, undefined where the files do not tell. */
const FACETS: readonly (readonly [argument: string, of: (pool: PoolView) => string | undefined])[] = [
  ['vm_size', ({ vmSize }) => (typeof vmSize === 'string' ? vmSize : undefined)],
  ['os_type', ({ os }) => (os === unknown ? undefined : os)],
  ['mode', ({ mode }) => (mode === unknown ? undefined : mode)],
  ['priority', ({ priority }) => (priority === unknown ? undefined : priority)],
  ['node_labels', ({ fields }) => printed(fields.value('node_labels') ?? {})],
  ['node_taints', ({ fields }) => printed(fields.value('node_taints') ?? [])],
  ['max_pods', ({ maxPods }) => (maxPods === unknown ? undefined : String(maxPods ?? 'not set'))],
  ['auto_scaling_enabled', ({ autoscaled }) => (autoscaled === unknown ? undefined : String(autoscaled))],
  ['zones', ({ zones }) => (zones === unknown ? undefined : zones.length === 1 ? 'one' : String(zones.length))],
];

/** Pods that are spread over zones need the same nodes in each, and the autoscaler keeps only alike pools even. */
export const siblingsDiffer: Rule = {
  id: 'pool/siblings-differ',
  severity: 'warning',
  what: 'differs from the pools of the other zones',
  why: 'pods that fit the others wait for this zone, and the autoscaler keeps pools even only where size, labels and taints are alike',
  fix: 'Give the pools of all zones the same size, labels, taints and limits',
  sources: ['Azure: Cluster autoscaling in AKS overview', 'Kubernetes: Cluster Autoscaler FAQ, similar node groups'],
  facts: ['ADD03'],
  examples: {
    failing: { 'cdk.tf.json': perZone({ node_taints: ['team=shop:NoSchedule'] }) },
    mended: { 'cdk.tf.json': perZone({}) },
    notApplicable: { 'cdk.tf.json': cluster({ pools: { apps: {} } }) },
    unknown: { 'cdk.tf.json': perZone({ vm_size: '${var.size}' }) },
  },
  *check({ clusters }) {
    for (const { block, pools } of clusters) {
      const sets = zoneSetsOf(pools);
      if (sets.length === 0) yield notApplicable(block);
      for (const pool of sets.flat()) {
        const set = sets.find((one) => one.includes(pool)) as ZoneSet;
        const facets = FACETS.map(([argument, of]) => ({ argument, own: of(pool), usual: usual(set, of) }));
        const others = facets.filter(({ own, usual }) => own !== undefined && usual !== undefined && own !== usual);
        for (const { argument, own, usual } of others) {
          yield finding(pool.block, pool.at(argument), {
            detail: `pool '${String(pool.name)}' has another ${argument} (${own}) than the pools of the other zones (${usual})`,
          });
        }
        if (others.length > 0) continue;
        if (facets.some(({ own }) => own === undefined)) yield notKnown(pool.block, 'not all of it is in these files');
        else yield compliant(pool.block);
      }
    }
  },
};

/** What most of the pools have, the first of several that are had as often. */
function usual(set: ZoneSet, of: (pool: PoolView) => string | undefined): string | undefined {
  const votes = new Map<string, number>();
  // A pool that stands in a zone of its own says more of what is meant than one that does not.
  for (const pool of set.filter((one) => ownZone(one) !== undefined)) {
    const value = of(pool);
    if (value !== undefined) votes.set(value, (votes.get(value) ?? 0) + 1);
  }
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function printed(value: unknown): string | undefined {
  if (value === unknown) return undefined;
  const text = JSON.stringify(value, (_, part: unknown) => (part === unknown ? undefined : part));
  return text === '{}' || text === '[]' ? 'none' : text;
}
