import { replicasOf } from '../../analysis/scaling/scalers';
import { type NodeGroup } from '../../analysis/scheduling/node-groups';
import { zonesFor, zoneSpreadOf } from '../../analysis/scheduling/zones';
import { unknown } from '../../artifact/read/values';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, workload } from '../sample';
import { PER_ZONE, spread } from './sample';

const pools = (min: unknown): string =>
  cluster({
    pools: {
      apps1: { zones: ['1'], min_count: 1, max_count: 3 },
      apps2: { zones: ['2'], min_count: 1, max_count: 3 },
      apps3: { zones: ['3'], min_count: min, max_count: 3 },
    },
  });
const CART = workload('cart', { pod: spread('DoNotSchedule') });

/** The scheduler counts zones by their nodes: one without nodes is none. */
export const poolAtZero: Rule = {
  id: 'zones/pool-at-zero',
  severity: 'warning',
  what: 'may have no node in a zone over which services are spread',
  why: 'a zone without nodes does not count: all pods go to the others, the spread is kept, and the outage of one of them takes more',
  fix: 'Set min_count to 1 in each zone, or minDomains in the constraints',
  sources: [
    'Kubernetes: Pod Topology Spread Constraints, known limitations',
    'Azure: Availability zones in AKS, one node pool for each zone',
  ],
  examples: {
    failing: { 'cart.yaml': CART, 'cdk.tf.json': pools(0) },
    mended: { 'cart.yaml': CART, 'cdk.tf.json': PER_ZONE },
    notApplicable: { 'cart.yaml': CART.replace('DoNotSchedule', 'ScheduleAnyway'), 'cdk.tf.json': pools(0) },
    unknown: { 'cart.yaml': CART, 'cdk.tf.json': pools('${var.min}') },
  },
  *check({ workloads, artifacts }) {
    const spreadOver = new Map<string, { readonly group: NodeGroup; readonly names: string[] }>();
    for (const one of workloads) {
      const constraint = zoneSpreadOf(one);
      const replicas = replicasOf(one, artifacts);
      const isAlwaysOn = replicas !== undefined && replicas.min > 1;
      // With minDomains a zone without nodes counts as one without pods.
      if (!constraint?.hard || !isAlwaysOn || constraint.body.minDomains !== undefined) {
        yield notApplicable(one.object);
        continue;
      }
      const view = zonesFor(one, artifacts);
      if (view === unknown) yield notKnown(one.object, 'the pools of its cluster are not all in these files');
      else if (view.zones.length < 2) yield notApplicable(one.object);
      else if (view.groups.some(({ pool }) => pool?.min === unknown)) {
        yield notKnown(one.object, 'how few nodes its pools may have is not in these files');
      } else {
        const empty = view.zones.flatMap((zone) => {
          const own = view.groups.filter(({ zones }) => zones !== unknown && zones.includes(zone));
          return own.every(({ pool }) => pool?.min === 0) ? own : [];
        });
        if (empty.length === 0) yield compliant(one.object);
        for (const group of new Set(empty)) {
          const key = `${group.block.module} ${group.block.address} ${group.name}`;
          const known = spreadOver.get(key) ?? { group, names: [] };
          known.names.push(`'${one.object.name}'`);
          spreadOver.set(key, known);
        }
      }
    }
    for (const { group, names } of spreadOver.values()) {
      const { block, pool, name } = group;
      const told = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
      yield finding(block, pool?.at('min_count') ?? [], {
        detail: `pool '${name}' may have no node, and ${told} must be spread over its zone, which does not count then`,
      });
    }
  },
};
