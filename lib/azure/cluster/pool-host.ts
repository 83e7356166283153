import type { ISubnet } from '../network/contracts';
import { AddressUse } from './address-use';
import type { AksClusterProps } from './aks-cluster-props';
import type { PoolHost } from './any-node-pool';
import { PoolNames } from './pool-names';
import type { ResolvedCluster } from './resolve-cluster';

/** What a cluster lends to its pools. A subnet for pods is added where the network profile wants one and brings none. */
export function poolHostOf(
  cluster: PoolHost['cluster'] & { readonly subnet: ISubnet },
  { name, profile, place, upgrades, zones, support }: ResolvedCluster,
  props: AksClusterProps,
): PoolHost {
  const podSubnet =
    profile.mode === 'pod-subnet'
      ? (profile.podSubnet ?? props.network.addSubnet(`${cluster.node.id}-pods`))
      : undefined;
  return {
    cluster,
    context: {
      ...place,
      clusterName: name,
      profile,
      upgrades,
      zones,
      longTermSupport: support.plan === 'AKSLongTermSupport',
      edgeZone: props.edgeZone !== undefined,
      proxied: props.httpProxy !== undefined,
      defended: !!props.defender,
      subnet: cluster.subnet,
      podSubnet,
    },
    names: new PoolNames(),
    addresses: new AddressUse(name, profile.mode),
  };
}
