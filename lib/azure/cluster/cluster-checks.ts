import { Cidr } from '../../core/cidr';
import type { Problems } from '../../core/errors';
import { largestNodeCount, overlayPodCidrNodes, type PoolSize } from '../network/demand';
import type { NetworkProfile } from './network-profile';
import type { ClusterTier } from './support';

/** Pools of one cluster. Azure: "Quotas, virtual machine size restrictions, and region availability in AKS". */
const MOST_POOLS = 100;

/** Nodes of one cluster. Azure: "Free, Standard, and Premium pricing tiers for AKS cluster management". */
const MOST_NODES = { Free: 1000, Standard: 5000, Premium: 5000 };

/** What can only be judged with all pools known. Rotation is left out: Azure refuses it only when it happens. */
export function checkPools(
  pools: readonly PoolSize[],
  profile: NetworkProfile,
  tier: ClusterTier,
  problems: Problems,
): void {
  const steady = pools.map((pool) => ({ ...pool, rotates: false }));
  const { addresses: nodes, arithmetic } = largestNodeCount(steady);
  if (pools.length > MOST_POOLS) {
    problems.add({
      property: 'nodePools',
      value: pools.length,
      rule: `is above the ${MOST_POOLS} pools that a cluster may have`,
      fix: 'Merge pools',
      code: 'cluster/too-many-pools',
    });
  }
  const largest = pools.reduce((total, pool) => total + pool.max, 0);
  if (largest > MOST_NODES[tier]) {
    problems.add({
      property: 'nodePools',
      value: largest,
      rule: `is the number of nodes that pools reach, above the ${MOST_NODES[tier]} of the tier '${tier}'`,
      fix:
        tier === 'Free'
          ? "Lower maxima, or use tier 'Standard' (UP17)"
          : 'Lower maxima, or make a second cluster (UP12)',
      code: 'cluster/too-many-nodes',
    });
  }
  if (profile.podCidr !== undefined) checkPodCidr(profile.podCidr, nodes, arithmetic, problems);
  const served = profile.outbound.mostNodes;
  if (served !== undefined && nodes > served) {
    problems.add({
      property: 'networkProfile.outbound',
      value: profile.outbound.profile?.outboundPortsAllocated,
      rule: `ports a node serve ${served} nodes, and pools reach ${nodes} (${arithmetic})`,
      fix: 'Lower portsPerNode, or add addresses (EG15)',
      code: 'outbound/ports-too-many',
    });
  }
}

/** NET08. */
function checkPodCidr(podCidr: string, nodes: number, arithmetic: string, problems: Problems): void {
  const range = Cidr.parse(podCidr);
  const served = overlayPodCidrNodes(range.prefixLength);
  if (nodes <= served) return;
  const wanted = Cidr.of(range.first, 24 - Math.ceil(Math.log2(nodes)));
  problems.add({
    property: 'networkProfile.podCidr',
    value: podCidr,
    rule: `serves ${served} nodes at a /24 each, and pools reach ${nodes} (${arithmetic})`,
    fix: `Write ${wanted} or another range of that size, or lower maxima; changing it replaces a cluster that exists (NET08)`,
    code: 'network/pod-cidr-too-small',
  });
}
