import { isSame } from '../../analysis/cluster/fields';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** Nodes with addresses of their own on the internet. */
export const publicNodes: Rule = {
  id: 'pool/public-nodes',
  severity: 'warning',
  what: 'gives every node a public address',
  why: 'each node is one group rule away from the internet, and leaves by an address of its own past firewall and NAT gateway',
  fix: 'Set node_public_ip_enabled to false and let traffic in through a load balancer or gateway',
  sources: ['Azure: Use instance-level public IPs in AKS', 'Azure: Network isolated AKS clusters'],
  covers: ['checkov/CKV_AZURE_143'],
  facts: ['EG30'],
  examples: clusterExamples(
    { pools: { apps: { node_public_ip_enabled: true } } },
    { pools: { apps: { node_public_ip_enabled: false } } },
    { unknown: { pools: { apps: { node_public_ip_enabled: '${var.public}' } } } },
  ),
  check: eachPool((pool, cluster) => {
    const isPublic = isSame(pool.fields.flag('node_public_ip_enabled'), true);
    return [
      {
        wrong: isPublic,
        at: pool.at('node_public_ip_enabled'),
        detail: `${named(pool)} gives every node a public address`,
      },
      {
        applies: isSame(cluster?.network.outboundType ?? unknown, 'none', 'block') === true,
        wrong: isPublic,
        at: pool.at('node_public_ip_enabled'),
        detail: `${named(pool)} gives its nodes a way out of a cluster that is meant to have none`,
      },
    ];
  }),
};
