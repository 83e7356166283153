import { unknown } from '../../artifact/read/values';
import type { PoolView } from './pools';

/** Pools that belong together, one for each zone: `apps1`, `apps2`, `apps3`. */
export type ZoneSet = readonly PoolView[];

/** The sets of pools whose names differ in a last digit alone, and of which several stand in a zone of their own. */
export function zoneSetsOf(pools: readonly PoolView[]): readonly ZoneSet[] {
  const sets = new Map<string, PoolView[]>();
  for (const pool of pools) {
    const base = typeof pool.name === 'string' ? /^(.+)\d$/.exec(pool.name)?.[1] : undefined;
    if (base === undefined || pool.isDefault) continue;
    const set = sets.get(base);
    if (set) set.push(pool);
    else sets.set(base, [pool]);
  }
  return [...sets.values()].filter((set) => new Set(set.flatMap((pool) => ownZone(pool) ?? [])).size > 1);
}

/** The one zone that a pool stands in; undefined for none, several, or one that is not known. */
export function ownZone({ zones }: PoolView): string | undefined {
  return zones !== unknown && zones.length === 1 ? zones[0] : undefined;
}
