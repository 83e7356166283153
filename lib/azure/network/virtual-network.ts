import { VirtualNetwork as VirtualNetworkResource } from '@cdktf/provider-azurerm/lib/virtual-network';
import { Construct } from 'constructs';
import { Problems } from '../../core/errors';
import { isIpv4 } from '../../core/ipv4';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { type OverrideOptions, overrideProperty } from '../override';
import { derivedName, type PlaceProps, resolvePlace } from '../place';
import { AddressPlan } from './address-plan';
import type { ISubnet, IVirtualNetwork, PeeringOptions, SubnetOptions } from './contracts';
import { ExistingVirtualNetwork, type ExistingVirtualNetworkProps } from './existing-virtual-network';
import { bindParts, partsOf } from './network-parts';
import { readAddressSpace, readNamedRanges } from './space';
import { Subnet } from './subnet';
import { peerNetworks } from './virtual-network-peering';

export interface VirtualNetworkProps extends PlaceProps {
  /**
   * The ranges of the network, such as `10.20.0.0/16`: IPv4, from /8 to /29, none that AKS keeps to itself. A range can be
   * added later; subnets already planned stay where they are.
   */
  readonly addressSpace: string | readonly string[];
  /**
   * Azure's name: 2 to 64 characters. Fixed at creation.
   * @creation
   * @default - from the environment's stem and the ids of the constructs
   */
  readonly name?: string;
  /**
   * Addresses of DNS servers. They must forward to 168.63.129.16, or nothing finds private endpoints; nodes learn of a
   * change when they are reimaged.
   * @default - Azure's own
   */
  readonly dnsServers?: readonly string[];
  /**
   * Ranges of what the network is connected to, or will be: peered networks, on-premises. The network may not overlap
   * them, nor may the services and pods of its clusters.
   * @default - none
   */
  readonly reservedRanges?: readonly string[];
  /**
   * Ranges inside the network that others use or will use: nothing is planned there.
   * @default - none
   */
  readonly takenPrefixes?: readonly string[];
}

/**
 * A network whose subnets get their ranges from what uses them. The plan is made at render and kept in
 * `addresses.lock.json`: what is added later never moves a subnet. Azure: "What is Azure Virtual Network?"
 */
export class VirtualNetwork extends Construct implements IVirtualNetwork {
  /** Uses a network that exists already; subnets can be added to it. */
  static fromName(scope: Construct, id: string, existing: ExistingVirtualNetworkProps): IVirtualNetwork {
    return new ExistingVirtualNetwork(scope, id, existing);
  }

  readonly networkName: string;
  readonly resourceGroupName: string;
  readonly location: string;
  readonly networkId: string;
  readonly addressSpace: readonly string[];
  private readonly resource: VirtualNetworkResource;
  private readonly added: ISubnet[] = [];

  constructor(scope: Construct, id: string, props: VirtualNetworkProps) {
    super(scope, id);
    const problems = new Problems(this);
    const { resourceGroupName, location, tags } = resolvePlace(this, props, problems);
    const name = props.name ?? derivedName(this, 'virtualNetwork');
    problems.attempt('name', () => azureName('virtualNetwork', name));
    const space = readAddressSpace(props.addressSpace, problems);
    const connected = readNamedRanges(props.reservedRanges, 'reservedRanges', 'the reserved range', problems);
    const taken = readNamedRanges(props.takenPrefixes, 'takenPrefixes', 'the taken prefix', problems);
    checkDnsServers(props.dnsServers ?? [], problems);
    problems.throwIfAny();

    this.networkName = name;
    this.resourceGroupName = resourceGroupName;
    this.location = location;
    this.addressSpace = space.map(String);
    this.resource = fixAddress(
      new VirtualNetworkResource(this, 'Resource', {
        name,
        resourceGroupName,
        location,
        addressSpace: [...this.addressSpace],
        dnsServers: props.dnsServers && [...props.dnsServers],
        tags: { ...tags },
      }),
    );
    this.networkId = this.resource.id;
    bindParts(this, {
      plan: new AddressPlan(this, { space, connected, taken }),
      nameReference: this.resource.name,
      companionGroup: resourceGroupName,
      tags,
      peers: [],
    });
  }

  get subnets(): readonly ISubnet[] {
    return [...this.added];
  }

  /** Adds a subnet, planned from what uses it. */
  addSubnet(id: string, options: SubnetOptions = {}): ISubnet {
    const subnet = new Subnet(this, id, { ...options, network: this });
    this.added.push(subnet);
    return subnet;
  }

  /**
   * Says that a range is in use beside the network, so that neither the network nor anything connected to it may overlap
   * it. Saying it again changes nothing; an overlap is told at synth.
   */
  reserve(range: string, what: string): void {
    partsOf(this, this).plan.reserve(range, what);
  }

  /**
   * Joins this network, the hub, with another one, both ways. Calling it again changes nothing.
   * @throws CdkAksError `peering/overlap`, `peering/peers-overlap`
   */
  peerWith(other: IVirtualNetwork, options: PeeringOptions = {}): void {
    peerNetworks(this, other, options);
  }

  /**
   * Sets a property of `azurerm_virtual_network` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

function checkDnsServers(servers: readonly string[], problems: Problems): void {
  for (const server of servers.filter((one) => !isIpv4(one))) {
    problems.add({
      property: 'dnsServers',
      value: server,
      rule: 'is not an IPv4 address',
      fix: 'Write one such as 10.20.0.4',
      code: 'network/dns-server',
    });
  }
}
