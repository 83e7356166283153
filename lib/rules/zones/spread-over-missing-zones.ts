import { unknown } from '../../artifact/read/values';
import { zonesFor, zoneSpreadOf } from '../../analysis/scheduling/zones';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { workload } from '../sample';
import { NO_ZONES, PER_ZONE, spread } from './sample';

/** A constraint over zones that the nodes are not in promises what it cannot hold, or keeps pods waiting. */
export const spreadOverMissingZones: Rule = {
  id: 'zones/spread-over-missing-zones',
  severity: 'warning',
  what: 'is spread over zones that its pools are not in',
  why: 'without several zones the constraint changes nothing, and more domains than there are (minDomains) keep pods Pending',
  fix: 'Give the pool zones (fixed at creation: a new pool), or remove the constraint',
  sources: ['Kubernetes: Pod Topology Spread Constraints', 'Azure: Configure Availability Zones in AKS'],
  examples: {
    failing: { 'cart.yaml': workload('cart', { pod: spread('DoNotSchedule') }), 'cdk.tf.json': NO_ZONES },
    mended: { 'cart.yaml': workload('cart', { pod: spread('DoNotSchedule') }), 'cdk.tf.json': PER_ZONE },
    notApplicable: { 'cart.yaml': workload('cart'), 'cdk.tf.json': NO_ZONES },
    unknown: { 'cart.yaml': workload('cart', { pod: spread('DoNotSchedule') }) },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const { object } = workload;
      const spread = zoneSpreadOf(workload);
      if (!spread) {
        yield notApplicable(object);
        continue;
      }
      const view = zonesFor(workload, artifacts);
      const domains = typeof spread.body.minDomains === 'number' ? spread.body.minDomains : 0;
      if (view === unknown) yield notKnown(object, 'the pools of its cluster are not all in these files');
      // That no pool takes it at all is another rule's.
      else if (view.groups.length === 0) yield notApplicable(object);
      else if (domains > view.zones.length) {
        yield finding(object, [...spread.field.slice(0, -1), 'minDomains'], {
          severity: 'error',
          detail: `waits for ${domains} zones (minDomains), but its pools are in ${told(view.zones)}`,
        });
      } else if (view.zones.length > 1 || !spread.hard) yield compliant(object);
      else
        yield finding(object, spread.field, {
          detail: `is spread over zones, but its pools are in ${told(view.zones)}`,
        });
    }
  },
};

function told(zones: readonly string[]): string {
  if (zones.length === 0) return 'none';
  return zones.length === 1 ? `zone ${zones[0]} alone` : `zones ${zones.join(', ')}`;
}
