import { unknown } from '../../artifact/read/values';
import { or } from '../../analysis/cluster/fields';
import type { PoolView } from '../../analysis/cluster/pools';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster } from '../sample';

const perZone = (balance: unknown): string =>
  cluster({
    cluster: { auto_scaler_profile: { balance_similar_node_groups: balance } },
    pools: Object.fromEntries(
      ['1', '2', '3'].map((zone) => [`apps${zone}`, { zones: [zone], min_count: 1, max_count: 3 }]),
    ),
  });

/** One pool for each zone is only half of it: the autoscaler must be told to keep them even. */
export const poolsNotBalanced: Rule = {
  id: 'zones/pools-not-balanced',
  severity: 'warning',
  what: 'has a pool for each zone that the autoscaler does not keep even',
  why: 'it takes any of the pools that will do, at random: all new nodes may end up in one zone',
  fix: 'Set auto_scaler_profile.balance_similar_node_groups to true',
  sources: ['Azure: Cluster autoscaling in AKS overview'],
  facts: ['ADD03'],
  examples: {
    failing: { 'cdk.tf.json': perZone(false) },
    mended: { 'cdk.tf.json': perZone(true) },
    notApplicable: { 'cdk.tf.json': cluster({ pools: { apps: {} } }) },
    unknown: { 'cdk.tf.json': perZone('${var.balance}') },
  },
  *check({ clusters }) {
    for (const view of clusters) {
      const sets = similarPools(view.pools);
      const balance = or(view.fields.flag('auto_scaler_profile', 'balance_similar_node_groups'), false);
      if (sets.length === 0) yield notApplicable(view.block);
      else if (balance === unknown) yield notKnown(view.block, 'the profile of its autoscaler is not in these files');
      for (const similar of balance === unknown ? [] : sets) {
        const twice = twiceIn(similar);
        if (twice) {
          const [pool, zone] = twice;
          yield finding(pool.block, pool.at('zones'), {
            detail: `is the second of its pools in zone ${zone}, while others have one in each`,
          });
        } else if (balance) yield compliant(view.block);
        else {
          yield finding(view.block, view.at('auto_scaler_profile', 'balance_similar_node_groups'), {
            detail: `has the pools ${similar.map(({ name }) => `'${String(name)}'`).join(', ')}, one for each zone, which the autoscaler does not keep even`,
          });
        }
      }
    }
  },
};

/** Sets of autoscaled pools of one size and system, each in a zone of its own. */
function similarPools(pools: readonly PoolView[]): readonly (readonly PoolView[])[] {
  const kinds = new Map<string, PoolView[]>();
  for (const pool of pools) {
    if (
      pool.autoscaled !== true ||
      pool.zones === unknown ||
      pool.zones.length !== 1 ||
      typeof pool.vmSize !== 'string'
    )
      continue;
    const key = JSON.stringify([pool.vmSize, String(pool.os), String(pool.mode), baseName(pool)]);
    kinds.set(key, [...(kinds.get(key) ?? []), pool]);
  }
  return [...kinds.values()].filter((alike) => new Set(alike.map(({ zones }) => String(zones))).size > 1);
}

/** Pools that belong together are told apart by the digit of their zone. */
function baseName({ name }: PoolView): string {
  return String(name).replace(/\d$/, '');
}

function twiceIn(pools: readonly PoolView[]): readonly [PoolView, string] | undefined {
  const seen = new Set<string>();
  for (const pool of pools) {
    const zone = String(pool.zones);
    if (seen.has(zone)) return [pool, zone];
    seen.add(zone);
  }
  return undefined;
}
