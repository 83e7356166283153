import { unknown } from '../../artifact/read/values';
import { groupsFor } from '../../analysis/scheduling/fit';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { zoneSpreadOf } from '../../analysis/scheduling/zones';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { workload } from '../sample';
import { NO_ZONES, PER_ZONE, spread } from './sample';

/** Without a word on taints, nodes that no pod may use still count as places that merely stand empty. */
export const taintedNodesCount: Rule = {
  id: 'zones/tainted-nodes-count',
  severity: 'warning',
  what: 'counts nodes among its zones that it may not use',
  why: 'when the pool of a zone is gone and a tainted node stays there, that zone counts as empty: pods of the other zones stay Pending',
  fix: 'Write nodeTaintsPolicy: Honor in the constraint',
  sources: ['Kubernetes: Pod Topology Spread Constraints, nodeTaintsPolicy'],
  examples: {
    failing: { 'cart.yaml': workload('cart', { pod: spread('DoNotSchedule') }), 'cdk.tf.json': PER_ZONE },
    mended: {
      'cart.yaml': workload('cart', { pod: spread('DoNotSchedule', 'nodeTaintsPolicy: Honor') }),
      'cdk.tf.json': PER_ZONE,
    },
    notApplicable: { 'cart.yaml': workload('cart', { pod: spread('ScheduleAnyway') }), 'cdk.tf.json': NO_ZONES },
    unknown: { 'cart.yaml': workload('cart', { pod: spread('DoNotSchedule') }) },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const { object } = workload;
      const spread = zoneSpreadOf(workload);
      const isConstraint = spread?.field.includes('topologySpreadConstraints');
      if (!spread?.hard || !isConstraint) {
        yield notApplicable(object);
        continue;
      }
      const nodes = nodesFor(object, artifacts);
      if (spread.body.nodeTaintsPolicy === 'Honor') yield compliant(object);
      else if (!nodes) yield notKnown(object, 'the pools of its cluster are not in these files');
      else {
        const own = groupsFor(workload, nodes);
        const other = nodes.groups.find(
          (group) =>
            group.pool &&
            !own.includes(group) &&
            group.taints !== unknown &&
            group.taints.length > 0 &&
            group.zones !== unknown &&
            group.zones.length > 0,
        );
        if (!other) yield compliant(object);
        else {
          yield finding(object, [...spread.field.slice(0, -1), 'nodeTaintsPolicy'], {
            detail: `counts the nodes of pool '${other.name}' among its zones, whose taint it does not tolerate`,
          });
        }
      }
    }
  },
};
