import { once, readData } from './data-files';
import { InvalidValue } from './errors';
import { didYouMean } from './suggest';

/** A region of Azure's public cloud. */
export interface Region {
  /** As Terraform takes it: `westeurope`. */
  readonly name: string;
  /** As the portal shows it: `West Europe`. */
  readonly displayName: string;
  /** Availability zones, sorted; empty where the region has none. */
  readonly zones: readonly string[];
  /** The region it is paired with; newer regions have no pair. */
  readonly pair: string | undefined;
}

interface Location {
  readonly displayName: string;
  readonly paired: readonly string[];
  readonly type: string;
  readonly zones: readonly string[];
}

const regions = once(() => {
  const known = new Map<string, Region>();
  for (const [name, location] of Object.entries(readData<Record<string, Location>>('azure', 'regions.json'))) {
    // Logical locations (`europe`, `global`) hold no clusters.
    if (location.type !== 'Physical') continue;
    const zones = Object.freeze([...location.zones].sort());
    known.set(name, Object.freeze({ name, displayName: location.displayName, zones, pair: location.paired[0] }));
  }
  return known;
});

/**
 * What is known of a region, or undefined. Regions of the government and China clouds are not in the data: unknown there
 * means nothing.
 */
export function region(name: string): Region | undefined {
  return regions().get(name);
}

/** Names of all known regions, sorted. */
export function regionNames(): readonly string[] {
  return [...regions().keys()].sort();
}

/** @throws InvalidValue for a region that is not in the data, with the nearest name (region/unknown) */
export function knownRegion(name: string, property = 'location'): Region {
  const found = region(name);
  if (found === undefined) {
    const near = didYouMean(name, regionNames()).trim();
    throw new InvalidValue({
      property,
      value: name,
      rule: 'is not a region of the public cloud',
      fix: near === '' ? 'Write one in the form westeurope' : near,
      code: 'region/unknown',
    });
  }
  return found;
}
