import type { Problems } from '../../core/errors';
import { region } from '../../core/regions';

/** Adds a problem where a region is known to have no zones. */
export function needZones(property: string, value: unknown, location: string, fix: string, code: string, problems: Problems): void {
  if (region(location)?.zones.length !== 0) return;
  problems.add({ property, value, rule: `needs availability zones, and ${location} has none`, fix, code });
}

/** Adds a problem where a region is known to have no paired one. */
export function needPair(property: string, value: unknown, location: string, fix: string, code: string, problems: Problems): void {
  const facts = region(location);
  if (facts === undefined || facts.pair !== undefined) return;
  problems.add({ property, value, rule: `needs a paired region, and ${location} has none`, fix, code });
}
