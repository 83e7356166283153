import { hourlyCostOf } from '../../analysis/capacity/cost';
import { clusterNodes } from '../../analysis/scheduling/node-groups';
import { type Outage, outageOf, place } from '../../analysis/zones/outage';
import type { PlatformReport } from './platform';

export interface ZoneOutage {
  readonly cluster: string;
  readonly zone: string;
  readonly outage: Outage;
  /** US dollars an hour of the nodes that come; undefined where it is not known. */
  readonly perHour: number | undefined;
}

const known = new WeakMap<PlatformReport, readonly ZoneOutage[]>();

/** Every zone of every cluster gone dark, one after the other. Worked out once for each report. */
export function zoneOutages(report: PlatformReport): readonly ZoneOutage[] {
  let found = known.get(report);
  if (!found) known.set(report, (found = outagesOf(report)));
  return found;
}

function outagesOf({ world }: PlatformReport): readonly ZoneOutage[] {
  return [...clusterNodes(world.artifacts)].flatMap(([cluster, nodes]) => {
    const runs = world.workloads.some(({ object }) => object.cluster === cluster);
    const zones = [...new Set(nodes.groups.flatMap(({ zones }) => (Array.isArray(zones) ? (zones as string[]) : [])))];
    if (!runs) return [];
    return zones.sort().map((zone): ZoneOutage => {
      // What lost a zone is another cluster: each is placed anew.
      const placed = place(world, nodes, cluster);
      const outage = outageOf(placed, { zone });
      return { cluster, zone, outage, perHour: hourlyCostOf(outage.added, placed, nodes.location) };
    });
  });
}
