import { unknown } from '../../artifact/read/values';
import { replicasOf } from '../../analysis/scaling/scalers';
import { zonesFor, zoneSpreadOf } from '../../analysis/scheduling/zones';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { workload } from '../sample';
import { NO_ZONES, PER_ZONE, spread } from './sample';

/** Where a scaler says its fewest pods. */
const FEWEST: Readonly<Record<string, readonly string[]>> = {
  HorizontalPodAutoscaler: ['minReplicas'],
  ScaledObject: ['minReplicaCount'],
  HTTPScaledObject: ['replicas', 'min'],
};

/** A service with fewer pods than zones is not in all of them, however it is spread. */
export const fewerReplicasThanZones: Rule = {
  id: 'zones/fewer-replicas-than-zones',
  severity: 'warning',
  what: 'keeps fewer pods than its pools have zones',
  why: 'zones without a pod add nothing: an outage takes a larger part of the service, with one pod all of it',
  fix: 'Raise the replicas, or the minimum of the scaler, to the number of zones',
  sources: ['Azure: Zone resiliency recommendations for AKS'],
  examples: {
    failing: { 'cart.yaml': workload('cart', { replicas: 2, pod: spread('DoNotSchedule') }), 'cdk.tf.json': PER_ZONE },
    mended: { 'cart.yaml': workload('cart', { replicas: 3, pod: spread('DoNotSchedule') }), 'cdk.tf.json': PER_ZONE },
    notApplicable: {
      'cart.yaml': workload('cart', { replicas: 2, pod: spread('DoNotSchedule') }),
      'cdk.tf.json': NO_ZONES,
    },
    unknown: { 'cart.yaml': workload('cart', { replicas: 2, pod: spread('DoNotSchedule') }) },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const { object } = workload;
      const replicas = replicasOf(workload, artifacts);
      // Workers that scale to none wait for work, not for callers; what is not spread is another rule's.
      if (!replicas || replicas.min === 0 || !zoneSpreadOf(workload)) {
        yield notApplicable(object);
        continue;
      }
      const view = zonesFor(workload, artifacts);
      if (view === unknown) yield notKnown(object, 'the pools of its cluster are not all in these files');
      else if (view.zones.length < 2) yield notApplicable(object);
      else if (replicas.min >= view.zones.length) yield compliant(object);
      else {
        const { scaler, min } = replicas;
        const subject = scaler?.object ?? object;
        yield finding(subject, ['spec', ...(FEWEST[subject.kind] ?? ['replicas'])], {
          detail: `keeps ${min} pod${min === 1 ? '' : 's'} of '${object.name}' for the ${view.zones.length} zones of its pools`,
        });
      }
    }
  },
};
