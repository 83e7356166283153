import { asList } from '../../analysis/workload/workloads';
import { zoneSpreadOf } from '../../analysis/scheduling/zones';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { workload } from '../sample';
import { spread } from './sample';

const HASH = 'matchLabelKeys: [pod-template-hash]';

/** A rollout balances old and new pods together, and then takes the old ones away. */
export const rolloutUnbalanced: Rule = {
  id: 'zones/rollout-unbalanced',
  severity: 'note',
  what: 'counts old and new pods together when it spreads them',
  why: 'after a rollout the new pods may sit one to three in a zone although the skew is one; in a StatefulSet the opposite setting locks pods',
  fix: 'Write matchLabelKeys: [pod-template-hash] in the constraint of a Deployment, and none in that of a StatefulSet',
  sources: ['Kubernetes: Pod Topology Spread Constraints, matchLabelKeys'],
  examples: {
    failing: { 'cart.yaml': workload('cart', { pod: spread('DoNotSchedule') }) },
    mended: { 'cart.yaml': workload('cart', { pod: spread('DoNotSchedule', HASH) }) },
    notApplicable: { 'cart.yaml': workload('cart') },
  },
  *check({ workloads }) {
    for (const workload of workloads) {
      const { object } = workload;
      const spread = zoneSpreadOf(workload);
      const isConstraint = spread?.field.includes('topologySpreadConstraints');
      const isDeployment = object.kind === 'Deployment';
      if (!spread?.hard || !isConstraint || (!isDeployment && object.kind !== 'StatefulSet')) {
        yield notApplicable(object);
        continue;
      }
      const keys = asList(spread.body.matchLabelKeys);
      const perRevision = keys.includes('pod-template-hash') || keys.includes('controller-revision-hash');
      const field = [...spread.field.slice(0, -1), 'matchLabelKeys'];
      if (perRevision === isDeployment) yield compliant(object);
      else if (isDeployment) yield finding(object, field);
      else {
        yield finding(object, field, {
          severity: 'warning',
          detail:
            'spreads each revision by itself, though its volumes are bound to zones: a rolling update leaves pods Pending',
        });
      }
    }
  },
};
