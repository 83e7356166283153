import type { IScaler } from '../scaling/contracts';

/** No region has more zones; taken where a chart knows nothing of its cluster. */
const MOST_ZONES = 3;

/** One pod for each zone and at least two. Zones are known once all pools are declared. */
export class OnePerZone implements IScaler {
  readonly ownsReplicas = false;

  constructor(private readonly zones: () => readonly string[] | undefined) {}

  get min(): number {
    return Math.max(2, this.zones()?.length ?? MOST_ZONES);
  }

  get max(): number {
    return this.min;
  }

  bind(): void {
    // The number stands in the workload's own manifest.
  }
}
