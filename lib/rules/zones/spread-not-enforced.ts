import { unknown } from '../../artifact/read/values';
import { replicasOf } from '../../analysis/scaling/scalers';
import { groupsFor } from '../../analysis/scheduling/fit';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { zonesFor, zoneSpreadOf } from '../../analysis/scheduling/zones';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { workload } from '../sample';
import { NO_ZONES, PER_ZONE, spread } from './sample';

/** Spread that the scheduler may ignore leaves a service in one zone when nodes are short. */
export const spreadNotEnforced: Rule = {
  id: 'zones/spread-not-enforced',
  severity: 'warning',
  what: 'asks for zone spread but lets the scheduler ignore it',
  why: 'with ScheduleAnyway all replicas may sit in the zone that goes dark',
  fix: 'Set whenUnsatisfiable to DoNotSchedule, or acknowledge the risk with a reason',
  sources: ['Azure: Zone resiliency recommendations for AKS', 'Kubernetes: Pod Topology Spread Constraints'],
  covers: ['kube-score/pod-topology-spread-constraints', 'aprl/928fcc6f'],
  examples: {
    failing: { 'cart.yaml': workload('cart', { pod: spread('ScheduleAnyway') }), 'cdk.tf.json': PER_ZONE },
    mended: { 'cart.yaml': workload('cart', { pod: spread('DoNotSchedule') }), 'cdk.tf.json': PER_ZONE },
    notApplicable: { 'cart.yaml': workload('cart', { pod: spread('ScheduleAnyway') }), 'cdk.tf.json': NO_ZONES },
    unknown: { 'cart.yaml': workload('cart', { pod: spread('ScheduleAnyway') }) },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const { object } = workload;
      const spread = zoneSpreadOf(workload);
      if (!spread || (replicasOf(workload, artifacts)?.max ?? 0) < 2) {
        yield notApplicable(object);
        continue;
      }
      const view = zonesFor(workload, artifacts);
      const nodes = nodesFor(object, artifacts);
      const min = replicasOf(workload, artifacts)?.min ?? 0;
      const skew = spread.body.maxSkew;
      if (spread.hard && typeof skew === 'number' && min > 1 && skew >= min) {
        yield finding(object, [...spread.field.slice(0, -1), 'maxSkew'], {
          detail: `asks for zone spread with a skew of ${skew}, which lets the ${min} pods that it keeps be in one zone`,
          fix: 'Set maxSkew to 1',
        });
      } else if (spread.hard) yield compliant(object);
      else if (view === unknown || !nodes)
        yield notKnown(object, 'the pools of its cluster are not all in these files');
      // The virtual node is in no zone: an enforced constraint would keep the overflow away from it.
      else if (view.zones.length < 2 || groupsFor(workload, nodes).some(({ pool }) => !pool))
        yield notApplicable(object);
      else yield finding(object, spread.field);
    }
  },
};
