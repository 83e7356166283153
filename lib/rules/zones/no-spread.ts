import { unknown } from '../../artifact/read/values';
import { replicasOf } from '../../analysis/scaling/scalers';
import { zonesFor, zoneSpreadOf } from '../../analysis/scheduling/zones';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { workload } from '../sample';
import { NO_ZONES, PER_ZONE, spread } from './sample';

/** Pods that nothing spreads may all sit in the zone that goes dark. */
export const noSpread: Rule = {
  id: 'zones/no-spread',
  severity: 'warning',
  what: 'is not spread over zones',
  why: 'all its pods may run in the zone that goes dark, and new ones take minutes to start elsewhere, if there is room',
  fix: 'Run a pod for each zone and add a topology spread constraint over topology.kubernetes.io/zone with DoNotSchedule',
  sources: ['Azure: Zone resiliency recommendations for AKS', 'Kubernetes: Pod Topology Spread Constraints'],
  covers: ['kube-score/pod-topology-spread-constraints', 'polaris/topologySpreadConstraint', 'aprl/928fcc6f'],
  examples: {
    failing: { 'cart.yaml': workload('cart'), 'cdk.tf.json': PER_ZONE },
    mended: { 'cart.yaml': workload('cart', { pod: spread('DoNotSchedule') }), 'cdk.tf.json': PER_ZONE },
    notApplicable: { 'cart.yaml': workload('cart'), 'cdk.tf.json': NO_ZONES },
    unknown: { 'cart.yaml': workload('cart') },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const { object, podField } = workload;
      const replicas = replicasOf(workload, artifacts);
      // A single pod can't be spread: that it is alone is told by availability/one-replica where somebody calls it.
      if (!replicas || replicas.max < 2 || object.kind === 'Pod') {
        yield notApplicable(object);
        continue;
      }
      const view = zonesFor(workload, artifacts);
      if (zoneSpreadOf(workload)) yield compliant(object);
      else if (view === unknown) yield notKnown(object, 'the pools of its cluster are not all in these files');
      else if (view.zones.length < 2) yield notApplicable(object);
      else
        yield finding(object, podField, {
          detail: `is not spread over the zones ${view.zones.join(', ')} of its pools`,
        });
    }
  },
};
