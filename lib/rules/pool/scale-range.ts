import { isSame } from '../../analysis/cluster/fields';
import { all, any, holds, not } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** How many nodes a pool may have. */
export const scaleRange: Rule = {
  id: 'pool/scale-range',
  severity: 'error',
  what: 'has a number of nodes that AKS does not take',
  why: 'AKS refuses the pool or its next upgrade',
  fix: 'Keep min_count at most max_count, and max_count plus surge at 1,000 or fewer; a Windows or system pool needs one node at least',
  sources: ['Azure: Limits for resources, SKUs, and regions in AKS', 'Azure: Upgrade Node Pools in AKS'],
  facts: ['POOL03', 'POOL16', 'POOL20', 'NET22'],
  examples: clusterExamples(
    { pools: { apps: { min_count: 5, max_count: 3 } } },
    { pools: { apps: { min_count: 3, max_count: 5 } } },
    { unknown: { pools: { apps: { min_count: '${var.min}', max_count: 5 } } } },
  ),
  check: eachPool((pool, cluster) => {
    const { min, max, count, fields, autoscaled, mode, maxPods, at } = pool;
    const applies = autoscaled;
    const surge = surgeOf(fields.text('upgrade_settings', 'max_surge'), max);
    const who = named(pool);
    return [
      {
        applies: true,
        wrong: min === unknown || max === unknown ? unknown : min > max,
        at: at('min_count'),
        detail: `${who} has a minimum above its maximum`,
        because: 'its numbers of nodes are not in these files',
      },
      {
        applies,
        wrong: max === unknown ? false : max + surge > 1000,
        at: at('max_count'),
        severity: max !== unknown && max > 1000 ? 'error' : 'warning',
        detail: `${who} may have more than 1,000 nodes when it is upgraded at its maximum: the upgrade is refused then`,
      },
      {
        applies: cluster?.fields.has('edge_zone') ?? false,
        wrong: max === unknown ? false : max > 100,
        at: at('max_count'),
        detail: `${who} may have more than the 100 nodes of an extended zone`,
      },
      {
        applies: isSame(autoscaled, false),
        wrong: any(fields.has('min_count'), fields.has('max_count')),
        at: at('min_count'),
        detail: `${who} has a smallest and largest number of nodes and no autoscaler`,
        fix: 'Set auto_scaling_enabled to true, or leave min_count and max_count out',
      },
      {
        applies: isSame(autoscaled, true),
        wrong: not(all(fields.has('min_count'), fields.has('max_count'))),
        at: at('auto_scaling_enabled'),
        detail: `${who} has an autoscaler without a smallest and largest number of nodes`,
        fix: 'Set min_count and max_count',
      },
      {
        applies: all(isSame(autoscaled, true), count !== undefined),
        wrong: any(
          holds(count, (nodes) => holds(min, (fewest) => nodes < fewest)),
          holds(count, (nodes) => holds(max, (most) => nodes > most)),
        ),
        at: at('node_count'),
        detail: `${who} starts with a number of nodes that its autoscaler may not have`,
        fix: 'Set node_count between min_count and max_count, or leave it out',
      },
      {
        applies: isSame(mode, 'System'),
        wrong: holds(min, (nodes) => nodes < 1),
        at: at('min_count'),
        detail: `${who} is a system pool that may be empty`,
      },
      {
        applies: all(
          holds(maxPods, (pods) => pods < 30),
          holds(min, (nodes) => nodes > 0),
        ),
        wrong: holds(maxPods, (pods) => holds(min, (nodes) => pods * nodes < 30)),
        at: at('max_pods'),
        detail: `${who} has room for fewer than 30 pods on all of its nodes together`,
        fix: 'Raise max_pods or the smallest number of nodes',
      },
    ];
  }),
};

/** Nodes on top of the maximum while it is upgraded: a number or a percentage, rounded up. */
function surgeOf(written: string | undefined | typeof unknown, max: number | typeof unknown): number {
  const [, digits, percent] = (typeof written === 'string' && /^(\d+)(%?)$/.exec(written)) || [];
  if (digits === undefined || max === unknown) return 1;
  return percent ? Math.ceil((max * Number(digits)) / 100) : Number(digits);
}
