import type { Problems } from '../../core/errors';

/** Ports of nodes that the internet or the network may reach, past any load balancer. */
export interface HostPortRange {
  /** First port, 1 to 65,535. */
  readonly from: number;
  /** @default - the first */
  readonly to?: number;
  /** @default 'TCP' */
  readonly protocol?: 'TCP' | 'UDP';
}

/** A public address for each node. Azure: "Use instance-level public IPs in AKS". */
export interface NodePublicIpProps {
  /**
   * Id of a prefix that the addresses come from. Fixed at creation.
   * @creation
   * @default - any addresses
   */
  readonly prefixId?: string;
  /**
   * Length of that prefix, 24 to 31: it must hold all nodes at the most, surge included.
   * @default - not known, and not checked
   */
  readonly prefixLength?: number;
  /**
   * Tags of the addresses, such as `{ RoutingPreference: 'Internet' }`. Fixed at creation.
   * @creation
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Where the nodes of a pool stand, on what, and who reaches them from outside. */
export interface PoolPlacementProps {
  /**
   * Images with certified cryptography. On Ubuntu it means release 22.04; changing it renews all nodes.
   * @default false
   */
  readonly fips?: boolean;
  /**
   * Id of a group that keeps nodes close together, in one zone. Fixed at creation.
   * @creation
   * @default - none
   */
  readonly proximityPlacementGroupId?: string;
  /**
   * Id of a group of reservations that nodes are taken from: the cluster's identity becomes `Contributor` of its resource
   * group. Fixed at creation.
   * @creation
   * @default - none
   */
  readonly capacityReservationGroupId?: string;
  /**
   * Id of a group of dedicated hosts: the cluster's identity becomes `Contributor` of its resource group. Fixed at creation.
   * @creation
   * @default - shared hosts
   */
  readonly hostGroupId?: string;
  /**
   * Id of a snapshot of a pool of the same family of sizes, by which nodes are made. Changing it rotates the pool.
   * @default - the newest image
   */
  readonly snapshotId?: string;
  /**
   * Gives every node a public address. What the security group of the subnet lets in reaches nodes there. Changing it
   * rotates the pool.
   * @default false
   */
  readonly publicIps?: boolean | NodePublicIpProps;
  /**
   * Ports of nodes that are opened to the internet.
   * @default - none
   */
  readonly hostPorts?: readonly HostPortRange[];
  /**
   * Ids of application security groups that nodes belong to, as rules of security groups name them.
   * @default - none
   */
  readonly applicationSecurityGroupIds?: readonly string[];
}

/** The part of a pool's spec that these props make. */
export interface PoolPlacementSpec {
  readonly fips: boolean;
  readonly proximityPlacementGroupId?: string;
  readonly capacityReservationGroupId?: string;
  readonly hostGroupId?: string;
  readonly snapshotId?: string;
  readonly publicIps?: NodePublicIpProps;
  readonly hostPorts: readonly Required<HostPortRange>[];
  readonly applicationSecurityGroupIds: readonly string[];
}

export function resolvePoolPlacement(props: PoolPlacementProps, problems: Problems): PoolPlacementSpec {
  const hostPorts = (props.hostPorts ?? []).map(({ from, to, protocol }) => ({
    from,
    to: to ?? from,
    protocol: protocol ?? ('TCP' as const),
  }));
  hostPorts.forEach(({ from, to }, index) => {
    const whole = [from, to].every((port) => Number.isInteger(port) && port >= 1 && port <= 65_535);
    if (whole && from <= to) return;
    problems.add({
      property: `hostPorts[${index}]`,
      value: `${from}-${to}`,
      rule: 'is no range of ports from 1 to 65535',
      fix: 'Write { from: 8080, to: 8090 }',
      code: 'pool/host-ports',
    });
  });
  const length = typeof props.publicIps === 'object' ? props.publicIps.prefixLength : undefined;
  if (length !== undefined && !(Number.isInteger(length) && length >= 24 && length <= 31)) {
    problems.add({
      property: 'publicIps.prefixLength',
      value: length,
      rule: 'is not the length of a public prefix, 24 to 31',
      fix: 'Write 28, which holds 16 nodes',
      code: 'pool/public-prefix-length',
    });
  }
  return {
    fips: props.fips ?? false,
    proximityPlacementGroupId: props.proximityPlacementGroupId,
    capacityReservationGroupId: props.capacityReservationGroupId,
    hostGroupId: props.hostGroupId,
    snapshotId: props.snapshotId,
    publicIps: props.publicIps === true ? {} : props.publicIps || undefined,
    hostPorts,
    applicationSecurityGroupIds: [...(props.applicationSecurityGroupIds ?? [])],
  };
}

/** As azurerm takes it, for the default pool and all others. */
export function poolPlacementArguments(spec: PoolPlacementSpec) {
  const { publicIps, hostPorts, applicationSecurityGroupIds } = spec;
  const ipTags = publicIps?.tags;
  const hasNetwork = hostPorts.length > 0 || applicationSecurityGroupIds.length > 0 || ipTags !== undefined;
  return {
    fipsEnabled: spec.fips ? true : undefined,
    proximityPlacementGroupId: spec.proximityPlacementGroupId,
    capacityReservationGroupId: spec.capacityReservationGroupId,
    hostGroupId: spec.hostGroupId,
    snapshotId: spec.snapshotId,
    nodePublicIpEnabled: publicIps ? true : undefined,
    nodePublicIpPrefixId: publicIps?.prefixId,
    nodeNetworkProfile: hasNetwork
      ? {
          allowedHostPorts: hostPorts.map(({ from, to, protocol }) => ({ portStart: from, portEnd: to, protocol })),
          applicationSecurityGroupIds: [...applicationSecurityGroupIds],
          nodePublicIpTags: ipTags && { ...ipTags },
        }
      : undefined,
  };
}
