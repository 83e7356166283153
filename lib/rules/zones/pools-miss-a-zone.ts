import { unknown } from '../../artifact/read/values';
import type { PoolView } from '../../analysis/cluster/pools';
import { ownZone, zoneSetsOf } from '../../analysis/cluster/zone-sets';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster } from '../sample';
import { PER_ZONE } from './sample';

const zones = (...all: readonly string[]): string =>
  cluster({
    pools: Object.fromEntries(all.map((zone) => [`apps${zone}`, { zones: [zone], min_count: 1, max_count: 3 }])),
  });

/** A pool for each zone, but for one: the pods that must be spread never get there. */
export const poolsMissAZone: Rule = {
  id: 'zones/pools-miss-a-zone',
  severity: 'warning',
  what: 'is of a set of pools, one for each zone, that leaves a zone of its cluster out',
  why: 'what runs on these pools has fewer zones than the cluster: losing one takes half of it in place of a third',
  fix: 'Add the pool of the zone that is missing',
  sources: ['Azure: Availability zones in AKS', 'Azure: Cluster autoscaling in AKS overview'],
  examples: {
    failing: { 'cdk.tf.json': zones('1', '2') },
    mended: { 'cdk.tf.json': PER_ZONE },
    notApplicable: { 'cdk.tf.json': cluster({ pools: { apps: {} } }) },
    unknown: {
      'cdk.tf.json': cluster({
        pools: { apps1: { zones: ['1'] }, apps2: { zones: ['2'] }, apps3: { zones: '${var.zones}' } },
      }),
    },
  },
  *check({ clusters }) {
    for (const { block, pools } of clusters) {
      const sets = zoneSetsOf(pools);
      if (sets.length === 0) yield notApplicable(block);
      for (const set of sets) {
        const [first] = set as readonly [PoolView, ...PoolView[]];
        if (pools.some((pool) => pool.zones === unknown)) {
          yield notKnown(first.block, 'the zones of all pools are not in these files');
          continue;
        }
        const own = new Set(set.flatMap((pool) => (pool.zones === unknown ? [] : pool.zones)));
        const all = new Set(pools.flatMap((pool) => (pool.zones === unknown ? [] : pool.zones)));
        const missing = [...all].filter((zone) => !own.has(zone)).sort();
        if (missing.length === 0) yield compliant(first.block);
        else {
          const names = set.map(({ name }) => `'${String(name)}'`).join(', ');
          const at = set.find((pool) => ownZone(pool) !== undefined) ?? first;
          yield finding(at.block, at.at('zones'), {
            detail: `pools ${names} leave out zone ${missing.join(', ')}, which other pools of the cluster are in`,
          });
        }
      }
    }
  },
};
