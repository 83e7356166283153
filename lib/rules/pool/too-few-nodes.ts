import { isSame } from '../../analysis/cluster/fields';
import type { PoolView } from '../../analysis/cluster/pools';
import { all, holds } from '../../analysis/cluster/truth';
import { unknown, type Unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** One node is no room to move to. */
export const tooFewNodes: Rule = {
  id: 'pool/too-few-nodes',
  severity: 'note',
  what: 'keeps fewer than two nodes for what runs on it',
  why: 'an upgrade or a failed node takes down everything at once until a new node is there',
  fix: 'Raise the minimum to two or more, or make one pool per zone',
  sources: ['APRL: Configure user nodepool count', 'PSRule: AKS clusters should have minimum number of user nodes'],
  covers: ['psrule/Azure.AKS.MinUserPoolNodes', 'aprl/005ccbbd'],
  // One node is a fair choice where people only try things out.
  profiles: ['strict'],
  examples: clusterExamples(
    { pools: { apps: { min_count: 1 } } },
    {
      pools: {
        apps1: { min_count: 1, zones: ['1'], node_labels: { app: 'shop' } },
        apps2: { min_count: 1, zones: ['2'], node_labels: { app: 'shop' } },
      },
    },
    { unknown: { pools: { apps: { min_count: '${var.nodes}' } } } },
  ),
  check: eachPool((pool, cluster) => {
    const alike = (cluster?.pools ?? [pool]).filter((other) => isAlike(other, pool));
    const sum = alike.reduce<number | Unknown>(
      (total, { min }) => (total === unknown || min === unknown ? unknown : total + min),
      0,
    );
    return {
      // A pool that may be empty is meant to be: for batches, or for spot.
      applies: all(
        isSame(pool.mode, 'User'),
        isSame(pool.priority, 'Regular'),
        pool.min === unknown ? true : pool.min > 0,
      ),
      wrong: holds(sum, (nodes) => nodes < 2),
      at: pool.at('min_count'),
      detail: `${named(pool)} keeps fewer than two nodes for what runs on it`,
      because: 'its smallest number of nodes is not in these files',
    };
  }),
};

function isAlike(a: PoolView, b: PoolView): boolean {
  if (a === b) return true;
  const key = ({ vmSize, os, mode, taints, fields }: PoolView): string =>
    JSON.stringify([
      String(vmSize),
      String(os),
      String(mode),
      taints === unknown ? '?' : taints,
      fields.value('node_labels') ?? {},
    ]);
  return key(a) === key(b);
}
