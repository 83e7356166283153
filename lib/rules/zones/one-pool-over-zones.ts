import { unknown } from '../../artifact/read/values';
import { zonesFor, zoneSpreadOf } from '../../analysis/scheduling/zones';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { workload } from '../sample';
import { ONE_POOL, PER_ZONE, spread } from './sample';

/** The autoscaler cannot ask one pool for a node in the zone that lacks one. */
export const onePoolOverZones: Rule = {
  id: 'zones/one-pool-over-zones',
  severity: 'warning',
  what: 'must be spread over zones, but its pool grows without choosing a zone',
  why: 'the autoscaler takes all nodes of a pool for alike: a pod that waits for one zone may get nodes in others, or none',
  fix: 'Make one pool for each zone and set balance_similar_node_groups',
  sources: ['Azure: Cluster autoscaling in AKS overview', 'Azure/AKS#2187', 'kubernetes/autoscaler#9150'],
  facts: ['ADD03'],
  examples: {
    failing: { 'cart.yaml': workload('cart', { pod: spread('DoNotSchedule') }), 'cdk.tf.json': ONE_POOL },
    mended: { 'cart.yaml': workload('cart', { pod: spread('DoNotSchedule') }), 'cdk.tf.json': PER_ZONE },
    notApplicable: { 'cart.yaml': workload('cart', { pod: spread('ScheduleAnyway') }), 'cdk.tf.json': ONE_POOL },
    unknown: { 'cart.yaml': workload('cart', { pod: spread('DoNotSchedule') }) },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const { object } = workload;
      const spread = zoneSpreadOf(workload);
      if (!spread?.hard) {
        yield notApplicable(object);
        continue;
      }
      const view = zonesFor(workload, artifacts);
      if (view === unknown) {
        yield notKnown(object, 'the pools of its cluster are not all in these files');
        continue;
      }
      const pool = view.groups.find(
        ({ zones, pool }) => zones !== unknown && zones.length > 1 && pool?.autoscaled === true,
      );
      if (view.zones.length < 2) yield notApplicable(object);
      // What runs on the system pool by toleration has a pool of its own besides.
      else if (!pool || view.groups.some(({ zones }) => zones !== unknown && zones.length === 1))
        yield compliant(object);
      else {
        yield finding(object, spread.field, {
          detail: `must be spread over zones, but pool '${pool.name}' grows without choosing one of its ${view.zones.length}`,
        });
      }
    }
  },
};
