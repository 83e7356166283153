import { DataAzurermVirtualNetwork } from '@cdktf/provider-azurerm/lib/data-azurerm-virtual-network';
import { Construct } from 'constructs';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import type { ExistingResource } from '../existing';
import { environmentOf, resolvePlace } from '../place';
import { AddressPlan } from './address-plan';
import type { ISubnet, IVirtualNetwork, PeeringOptions, SubnetOptions } from './contracts';
import { bindParts, partsOf } from './network-parts';
import { readAddressSpace, readNamedRanges } from './space';
import { Subnet } from './subnet';
import { peerNetworks } from './virtual-network-peering';

/** A network that exists already, and what is known of it. */
export interface ExistingVirtualNetworkProps extends ExistingResource {
  /**
   * Azure region, by its short name.
   * @default - the environment's
   */
  readonly location?: string;
  /**
   * Its ranges. Without them, each subnet that is added needs a prefix.
   * @default - not known
   */
  readonly addressSpace?: string | readonly string[];
  /**
   * Ranges inside it that others use: their subnets, and what they keep for later. Nothing is planned there.
   * @default - none
   */
  readonly takenPrefixes?: readonly string[];
  /**
   * Ranges of what it is connected to: peered networks, on-premises. The services and pods of clusters may not overlap them.
   * @default - none
   */
  readonly reservedRanges?: readonly string[];
}

/** See `VirtualNetwork.fromName`. */
export class ExistingVirtualNetwork extends Construct implements IVirtualNetwork {
  readonly networkName: string;
  readonly resourceGroupName: string;
  readonly location: string;
  readonly networkId: string;
  readonly addressSpace: readonly string[];

  constructor(scope: Construct, id: string, existing: ExistingVirtualNetworkProps) {
    super(scope, id);
    const problems = new Problems(this);
    const { name, location } = existing;
    const place = resolvePlace(this, { location, resourceGroupName: existing.resourceGroupName }, problems);
    problems.attempt('name', () => azureName('virtualNetwork', name));
    const space = existing.addressSpace === undefined ? [] : readAddressSpace(existing.addressSpace, problems);
    const connected = readNamedRanges(existing.reservedRanges, 'reservedRanges', 'the reserved range', problems);
    const taken = readNamedRanges(existing.takenPrefixes, 'takenPrefixes', 'the taken prefix', problems);
    problems.throwIfAny();

    const { resourceGroupName } = place;
    this.networkName = name;
    this.resourceGroupName = resourceGroupName;
    this.location = place.location;
    this.addressSpace = space.map(String);
    this.networkId = fixAddress(new DataAzurermVirtualNetwork(this, 'Resource', { name, resourceGroupName })).id;
    bindParts(this, {
      plan: new AddressPlan(this, { space, connected, taken }),
      nameReference: name,
      companionGroup: environmentOf(this)?.resourceGroupName ?? resourceGroupName,
      tags: place.tags,
      peers: [],
    });
  }

  addSubnet(id: string, options: SubnetOptions = {}): ISubnet {
    return new Subnet(this, id, { ...options, network: this });
  }

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
}
