import { Duration } from '../../core/duration';
import { type Problem, Problems } from '../../core/errors';

export interface LoadBalancerOutboundProps {
  /**
   * Public addresses that AKS makes and keeps, from 1 to 100. Excludes the two below.
   * @default 1 where no address or prefix is given
   */
  readonly managedIps?: number;
  /**
   * Ids of public IP addresses (Standard) made elsewhere. Excludes the other two.
   * @default - none
   */
  readonly ipAddressIds?: readonly string[];
  /**
   * Ids of public IP prefixes (Standard) made elsewhere. Excludes the other two.
   * @default - none
   */
  readonly ipPrefixIds?: readonly string[];
  /**
   * Ports that every node gets, a multiple of 8 up to 64,000. All nodes at the most, surge included, must fit
   * 64,000 ports of each address.
   * @default 0 - Azure decides: 1,024 a node up to 50 nodes, then fewer
   */
  readonly portsPerNode?: number;
  /**
   * When an idle connection is dropped, from 4 to 100 minutes.
   * @default 30 minutes
   */
  readonly idleTimeout?: Duration;
  /**
   * What the load balancer knows nodes by: their network cards, or their addresses. `NodeIP` takes no Private Link Service.
   * @default 'NodeIPConfiguration'
   */
  readonly backendPoolType?: 'NodeIPConfiguration' | 'NodeIP';
}

export type OutboundType = 'loadBalancer' | 'userAssignedNATGateway' | 'userDefinedRouting' | 'none';

/** Ports of one public address that connections may go out from. Azure: "Configure a public standard load balancer in AKS". */
export const PORTS_PER_ADDRESS = 64_000;

/** How connections leave the cluster. Azure: "Customize cluster egress with outbound types in AKS". */
export class Outbound {
  /**
   * Through the public load balancer of the cluster.
   * @throws CdkAksError `outbound/addresses` when more than one kind of address is given, `outbound/ports`, `outbound/idle-timeout`
   */
  static loadBalancer(props: LoadBalancerOutboundProps = {}): Outbound {
    check(props);
    const own = props.ipAddressIds ?? props.ipPrefixIds;
    return new Outbound('loadBalancer', {
      managedOutboundIpCount: own === undefined ? (props.managedIps ?? 1) : undefined,
      outboundIpAddressIds: props.ipAddressIds && [...props.ipAddressIds],
      outboundIpPrefixIds: props.ipPrefixIds && [...props.ipPrefixIds],
      outboundPortsAllocated: props.portsPerNode ?? 0,
      idleTimeoutInMinutes: (props.idleTimeout ?? Duration.minutes(30)).toMinutes(),
      backendPoolType: props.backendPoolType ?? 'NodeIPConfiguration',
    });
  }

  /** Through the NAT gateway of the nodes' subnets, which must have one. */
  static natGateway(): Outbound {
    return new Outbound('userAssignedNATGateway');
  }

  /** Through an appliance or gateway that the route table of the nodes' subnets names for 0.0.0.0/0. */
  static userDefinedRouting(): Outbound {
    return new Outbound('userDefinedRouting');
  }

  /**
   * Not at all: a network isolated cluster. Nodes need a cache to start from, `bootstrap: Bootstrap.managedCache()`, and an
   * API server that they reach in the network.
   */
  static none(): Outbound {
    return new Outbound('none');
  }

  /** Resources outside the cluster's own group that its identity must reach: addresses and prefixes. */
  get resourceIds(): readonly string[] {
    return [...(this.profile?.outboundIpAddressIds ?? []), ...(this.profile?.outboundIpPrefixIds ?? [])];
  }

  /**
   * Nodes that the allotted ports serve; undefined where Azure allots them, or where the addresses of a prefix are not known.
   */
  get mostNodes(): number | undefined {
    const ports = this.profile?.outboundPortsAllocated ?? 0;
    const addresses = this.profile?.managedOutboundIpCount ?? this.profile?.outboundIpAddressIds?.length;
    return ports === 0 || addresses === undefined ? undefined : Math.floor((PORTS_PER_ADDRESS * addresses) / ports);
  }

  private constructor(
    readonly type: OutboundType,
    /** @internal `load_balancer_profile` as azurerm takes it */
    readonly profile?: {
      readonly managedOutboundIpCount?: number;
      readonly outboundIpAddressIds?: string[];
      readonly outboundIpPrefixIds?: string[];
      readonly outboundPortsAllocated: number;
      readonly idleTimeoutInMinutes: number;
      readonly backendPoolType: string;
    },
  ) {}
}

/** EG14, EG15 and EG18 of the compatibility facts. */
function check(props: LoadBalancerOutboundProps): void {
  const problems = new Problems();
  const add = (problem: Problem) => problems.add(problem);
  const kinds = (['managedIps', 'ipAddressIds', 'ipPrefixIds'] as const).filter((kind) => props[kind] !== undefined);
  if (kinds.length > 1) {
    add({
      property: 'outbound',
      value: kinds.join(', '),
      rule: 'are several kinds of address, and the load balancer takes one',
      fix: 'Keep one of them',
      code: 'outbound/addresses',
    });
  }
  for (const kind of ['ipAddressIds', 'ipPrefixIds'] as const) {
    if (props[kind]?.length === 0) {
      add({ property: kind, rule: 'is empty', fix: 'Name one, or leave it out', code: 'outbound/addresses' });
    }
  }
  for (const kind of ['ipAddressIds', 'ipPrefixIds'] as const) {
    const made = props[kind]?.find((id) => /\/resourceGroups\/MC_/i.test(id));
    if (made === undefined) continue;
    add({
      property: kind,
      value: made.split('/').at(-1),
      rule: 'was made by AKS, which takes none of its own addresses back',
      fix: 'Name one that you made (EG18)',
      code: 'outbound/address-of-aks',
    });
  }
  if (props.managedIps !== undefined && !isWhole(props.managedIps, 1, 100)) {
    add({
      property: 'managedIps',
      value: props.managedIps,
      rule: 'is not a whole number from 1 to 100',
      fix: 'Write 1 to 100',
      code: 'outbound/addresses',
    });
  }
  const ports = props.portsPerNode;
  if (ports !== undefined && !(isWhole(ports, 0, PORTS_PER_ADDRESS) && ports % 8 === 0)) {
    add({
      property: 'portsPerNode',
      value: ports,
      rule: 'is not a multiple of 8 from 0 to 64000',
      fix: `Did you mean ${Math.min(PORTS_PER_ADDRESS, Math.max(0, Math.round(ports / 8) * 8))}?`,
      code: 'outbound/ports',
    });
  }
  const minutes = props.idleTimeout && problems.attempt('idleTimeout', () => props.idleTimeout?.toMinutes());
  if (minutes !== undefined && !isWhole(minutes, 4, 100)) {
    add({
      property: 'idleTimeout',
      value: `${props.idleTimeout}`,
      rule: 'is not between 4 and 100 minutes',
      fix: 'Write Duration.minutes(30)',
      code: 'outbound/idle-timeout',
    });
  }
  problems.throwIfAny();
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
