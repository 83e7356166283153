import type { TerraformBlock } from '../../artifact/read/model';
import { unknown } from '../../artifact/read/values';
import { arithmetic, poolDemand, podSubnetDemand, subnetDemand } from '../../analysis/address/demand';
import { subnetRanges } from '../../analysis/address/ranges';
import type { ClusterView } from '../../analysis/cluster/clusters';
import type { PoolView } from '../../analysis/cluster/pools';
import { AZURE_RESERVED_ADDRESSES, fitSubnet, usableAddresses } from '../../core/address-space';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster } from '../sample';
import { inNetwork } from './sample';

/** A subnet is sized for the day on which every pool is at its largest and is upgraded. */
export const subnetTooSmall: Rule = {
  id: 'addresses/subnet-too-small',
  severity: 'error',
  what: 'has fewer addresses than its node pools may need',
  why: 'pools stop growing, and upgrades stop at their surge nodes, when they are needed most; a used subnet cannot be changed',
  fix: 'Give it a larger range, lower max_count or max_pods, or use overlay networking',
  sources: [
    'Azure: Concepts - IP address planning in AKS',
    'Azure: Configure Azure CNI Pod Subnet - Dynamic IP Allocation and enhanced subnet support',
  ],
  covers: ['psrule/Azure.AKS.CNISubnetSize', 'aprl/e620fa98'],
  facts: ['NET17', 'NET19'],
  examples: {
    failing: { 'cdk.tf.json': inNetwork('10.20.0.0/25') },
    mended: { 'cdk.tf.json': inNetwork('10.20.0.0/22') },
    notApplicable: { 'cdk.tf.json': cluster() },
    unknown: { 'cdk.tf.json': inNetwork('${var.nodes}') },
  },
  *check({ clusters }) {
    for (const view of clusters) {
      for (const [kind, subnet, pools] of usersOf(view)) {
        const demands = pools.map((pool) => poolDemand(pool, view));
        const known = demands.flatMap((demand) => (demand === unknown ? [] : [demand]));
        const ranges = subnetRanges(subnet);
        if (ranges === unknown || ranges.length === 0 || known.length < demands.length) {
          yield notKnown(subnet, 'its range or the sizes of the pools in it are not in these files');
          continue;
        }
        const room = ranges.reduce((sum, range) => sum + usableAddresses(range), 0);
        const need = kind === 'pods' ? podSubnetDemand(known) : subnetDemand(known, view.network.model);
        if (need <= room) yield compliant(subnet);
        else {
          yield finding(subnet, ['address_prefixes'], {
            detail: `holds ${room} addresses (${AZURE_RESERVED_ADDRESSES} are Azure's); the ${kind} of ${view.block.address} may need ${need} (${arithmetic(known)})`,
            fix: `Give it a /${fitSubnet(need)} or larger, lower max_count or max_pods, or use overlay networking`,
          });
        }
      }
      if (usersOf(view).length === 0) yield notApplicable(view.block);
    }
  },
};

/** The subnets of a cluster, and the pools whose nodes or pods take their addresses. */
function usersOf(view: ClusterView): readonly (readonly ['nodes' | 'pods', TerraformBlock, readonly PoolView[]])[] {
  return (['nodes', 'pods'] as const).flatMap((kind) => {
    const subnets = new Map<TerraformBlock, PoolView[]>();
    for (const pool of view.pools) {
      const subnet = kind === 'nodes' ? pool.subnet : pool.podSubnet;
      if (subnet === undefined || subnet === unknown || subnet.mode === 'data') continue;
      subnets.set(subnet, [...(subnets.get(subnet) ?? []), pool]);
    }
    return [...subnets].map(([subnet, pools]) => [kind, subnet, pools] as const);
  });
}
