import { DataAzurermSubnet } from '@cdktf/provider-azurerm/lib/data-azurerm-subnet';
import { Construct } from 'constructs';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import type {
  AddressDemand,
  INatGateway,
  INetworkSecurityGroup,
  IRouteTable,
  ISubnet,
  IVirtualNetwork,
  SubnetDelegation,
  TerraformDependency,
} from './contracts';
import { type NetworkParts, partsOf } from './network-parts';
import { readPrefix } from './resolve-subnet';
import { subnetRules } from './subnet-rules';

/** A subnet that exists already, and what is known of it. */
export interface ExistingSubnetProps {
  readonly network: IVirtualNetwork;
  /** Azure's name. */
  readonly name: string;
  /** Its range, so that what uses it can be checked and nothing else is planned there. */
  readonly prefix: string;
  /** @default - none */
  readonly delegation?: SubnetDelegation;
  /** @default - not known */
  readonly securityGroup?: INetworkSecurityGroup;
  /**
   * What a cluster with user-defined routing relies on.
   * @default - not known
   */
  readonly routeTable?: IRouteTable;
  /**
   * What a cluster that reaches the internet through a NAT gateway relies on.
   * @default - not known
   */
  readonly natGateway?: INatGateway;
}

/** See `Subnet.fromName`. */
export class ExistingSubnet extends Construct implements ISubnet {
  readonly subnetName: string;
  readonly network: IVirtualNetwork;
  readonly subnetId: string;
  readonly prefix: string;
  readonly delegation?: SubnetDelegation;
  readonly securityGroup?: INetworkSecurityGroup;
  readonly routeTable?: IRouteTable;
  readonly natGateway?: INatGateway;
  readonly dependencies: readonly TerraformDependency[] = [];
  private readonly parts: NetworkParts;

  constructor(scope: Construct, id: string, existing: ExistingSubnetProps) {
    super(scope, id);
    this.parts = partsOf(existing.network, this);
    const problems = new Problems(this);
    problems.attempt('name', () => azureName('subnet', existing.name));
    const pinned = readPrefix(existing.prefix, problems);
    problems.throwIfAny();

    this.parts.plan.addSubnet({
      construct: this,
      existing: true,
      pinned,
      sizeAsked: true,
      ...subnetRules(existing.name, existing.delegation),
      name: existing.name,
    });
    this.subnetName = existing.name;
    this.network = existing.network;
    this.prefix = existing.prefix;
    this.delegation = existing.delegation;
    this.securityGroup = existing.securityGroup;
    this.routeTable = existing.routeTable;
    this.natGateway = existing.natGateway;
    this.subnetId = fixAddress(
      new DataAzurermSubnet(this, 'Resource', {
        name: existing.name,
        virtualNetworkName: this.parts.nameReference,
        resourceGroupName: existing.network.resourceGroupName,
      }),
    ).id;
  }

  addDemand(demand: AddressDemand): void {
    this.parts.plan.addDemand(this.node.path, demand);
  }
}
