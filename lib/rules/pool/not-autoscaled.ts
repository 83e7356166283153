import { isSame } from '../../analysis/cluster/fields';
import { all, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachCluster } from '../cluster/judge';

/** Somebody has to add the node that a new pod needs. */
export const notAutoscaled: Rule = {
  id: 'pool/not-autoscaled',
  severity: 'warning',
  what: 'has no pool that grows with its load',
  why: 'pods that do not fit wait until a person adds a node, and idle nodes are paid for',
  fix: 'Set auto_scaling_enabled with min_count and max_count on a pool, or turn node auto-provisioning on',
  sources: ['Azure: Use the cluster autoscaler in AKS', 'APRL: Enable the cluster auto-scaler on an existing cluster'],
  covers: ['psrule/Azure.AKS.AutoScaling', 'aprl/902c82ff'],
  examples: clusterExamples(
    { system: { auto_scaling_enabled: false, min_count: null, max_count: null, node_count: 3 } },
    {},
    { unknown: { system: { auto_scaling_enabled: '${var.scale}' } } },
  ),
  check: eachCluster(({ pools, fields, at }) => ({
    applies: not(isSame(fields.text('node_provisioning_profile', 'mode'), 'Auto')),
    wrong: all(...pools.map(({ autoscaled }) => not(autoscaled))),
    at: at('default_node_pool'),
    because: 'whether its pools grow is not in these files',
  })),
};
