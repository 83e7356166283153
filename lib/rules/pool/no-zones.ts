import { isSame } from '../../analysis/cluster/fields';
import type { PoolView } from '../../analysis/cluster/pools';
import { all, holds } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import { region } from '../../core/regions';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** Zones cost nothing and cannot be added later. */
export const noZones: Rule = {
  id: 'pool/no-zones',
  severity: 'warning',
  what: 'names no zones in a region that has them',
  why: 'its nodes may all stand in one building; the zones of a pool cannot be changed later',
  fix: 'Set zones, or make one pool for each zone',
  sources: ['Azure: Configure Availability Zones in AKS', 'APRL: Deploy AKS cluster across availability zones'],
  covers: ['psrule/Azure.AKS.AvailabilityZone', 'aprl/4f63619f'],
  facts: ['POOL21'],
  examples: clusterExamples(
    { system: { zones: [] } },
    {},
    {
      notApplicable: { cluster: { location: 'westcentralus' }, system: { zones: [] } },
      unknown: { system: { zones: '${var.zones}' } },
    },
  ),
  check: eachPool((pool, cluster) => {
    const place = cluster?.location ?? unknown;
    const known = place === unknown ? undefined : region(place.toLowerCase().replace(/ /g, ''));
    const zones = known?.zones ?? [];
    const isSpread = new Set((cluster?.pools ?? []).flatMap(({ zones: of }) => (of === unknown ? [] : of))).size > 1;
    const others = (cluster?.pools ?? []).filter(({ mode }) => mode === 'System').map(({ zones: of }) => of);
    return [
      {
        applies: known === undefined ? unknown : zones.length > 1,
        wrong: holds(pool.zones, (own) => own.length === 0),
        at: pool.at('zones'),
        detail: `${named(pool)} names no zones in a region that has them`,
        because: 'its region or its zones are not told',
      },
      {
        // A cluster that stands in one zone as a whole was meant to.
        applies: all(zones.length > 1, isSame(pool.mode, 'System'), isSpread),
        wrong: holds(
          pool.zones,
          ([first, ...more]) => first !== undefined && more.length === 0 && others.every(isIn(first)),
        ),
        at: pool.at('zones'),
        detail: `${named(pool)} is the system pool and stands in one zone: DNS of the whole cluster goes with it`,
        fix: 'Give it several zones, or add system pools in others',
      },
      {
        applies: all(
          known !== undefined,
          holds(pool.zones, (own) => own.length > 0),
        ),
        wrong: holds(pool.zones, (own) => own.some((zone) => !zones.includes(zone))),
        at: pool.at('zones'),
        severity: 'error',
        detail: `${named(pool)} names a zone that its region does not have`,
        fix: zones.length === 0 ? 'Leave zones out' : `Use ${zones.join(', ')}`,
      },
    ];
  }),
};

function isIn(zone: string): (zones: PoolView['zones']) => boolean {
  return (zones) => zones !== unknown && zones.every((other) => other === zone);
}
