import { Subnet as SubnetResource } from '@cdktf/provider-azurerm/lib/subnet';
import { SubnetNatGatewayAssociation } from '@cdktf/provider-azurerm/lib/subnet-nat-gateway-association';
import { SubnetNetworkSecurityGroupAssociation } from '@cdktf/provider-azurerm/lib/subnet-network-security-group-association';
import { SubnetRouteTableAssociation } from '@cdktf/provider-azurerm/lib/subnet-route-table-association';
import { Lazy, type TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { fixAddress } from '../address';
import { type OverrideOptions, overrideProperty } from '../override';
import type {
  AddressDemand,
  INatGateway,
  INetworkSecurityGroup,
  IRouteTable,
  ISubnet,
  IVirtualNetwork,
  SubnetDelegation,
  SubnetOptions,
  TerraformDependency,
} from './contracts';
import { ExistingSubnet, type ExistingSubnetProps } from './existing-subnet';
import { NetworkSecurityGroup } from './network-security-group';
import { partsOf, type NetworkParts } from './network-parts';
import { type ResolvedSubnet, resolveSubnet } from './resolve-subnet';
import { delegationActions } from './subnet-rules';

export interface SubnetProps extends SubnetOptions {
  /** The network that the subnet is a part of. */
  readonly network: IVirtualNetwork;
}

/** Options of the ready-made subnets: Azure fixes their names, and most of their sizes. */
export type ReadyMadeSubnetOptions = Omit<SubnetOptions, 'name' | 'delegation'>;

/**
 * A part of a network. Its range is planned from what uses it, or given; its security group, routes and gateway are tied
 * to it. Azure: "Virtual network subnets".
 */
export class Subnet extends Construct implements ISubnet {
  /** Uses a subnet that exists already; nothing is created. */
  static fromName(scope: Construct, id: string, existing: ExistingSubnetProps): ISubnet {
    return new ExistingSubnet(scope, id, existing);
  }

  /** The subnet of an Azure Firewall: `AzureFirewallSubnet`, a /26, without a security group. */
  static forFirewall(network: IVirtualNetwork, options: ReadyMadeSubnetOptions = {}): ISubnet {
    return network.addSubnet('firewall', { ...options, name: 'AzureFirewallSubnet' });
  }

  /** The subnet for the management of an Azure Firewall whose traffic is forced through an appliance, or of its Basic tier. */
  static forFirewallManagement(network: IVirtualNetwork, options: ReadyMadeSubnetOptions = {}): ISubnet {
    return network.addSubnet('firewall-management', { ...options, name: 'AzureFirewallManagementSubnet' });
  }

  /** The subnet of Azure Bastion: `AzureBastionSubnet`, a /26. */
  static forBastion(network: IVirtualNetwork, options: ReadyMadeSubnetOptions = {}): ISubnet {
    return network.addSubnet('bastion', { ...options, name: 'AzureBastionSubnet' });
  }

  /** A subnet for private endpoints, at least a /26, whose security group holds for them. */
  static forPrivateEndpoints(
    network: IVirtualNetwork,
    options: Omit<SubnetOptions, 'delegation'> = {},
    id = 'private-endpoints',
  ): ISubnet {
    return network.addSubnet(id, {
      largestPrefixLength: 26,
      privateEndpointPolicies: 'NetworkSecurityGroupEnabled',
      ...options,
    });
  }

  readonly subnetName: string;
  readonly network: IVirtualNetwork;
  readonly subnetId: string;
  readonly prefix: string;
  readonly delegation?: SubnetDelegation;
  readonly securityGroup?: INetworkSecurityGroup;
  readonly routeTable?: IRouteTable;
  readonly natGateway?: INatGateway;
  private readonly resource: SubnetResource;
  private readonly parts: NetworkParts;
  private readonly ties: TerraformResource[] = [];

  constructor(scope: Construct, id: string, props: SubnetProps) {
    super(scope, id);
    this.parts = partsOf(props.network, this);
    const resolved = resolveSubnet(this, props);
    this.parts.plan.addSubnet({ construct: this, existing: false, ...resolved });
    this.subnetName = resolved.name;
    this.network = props.network;
    this.delegation = props.delegation;
    this.prefix =
      resolved.pinned?.toString() ??
      Lazy.stringValue({ produce: () => this.parts.plan.prefixOf(this.node.path) }, { displayHint: 'prefix' });
    if (resolved.otherAddresses > 0) {
      this.addDemand({
        user: 'what lives there outside this program',
        addresses: () => resolved.otherAddresses,
        arithmetic: () => '',
      });
    }
    this.resource = this.createResource(resolved, props);
    this.subnetId = this.resource.id;
    this.securityGroup = this.tieSecurityGroup(resolved);
    this.routeTable = this.tieRouteTable(props.routeTable);
    this.natGateway = this.tieNatGateway(props.natGateway);
  }

  get dependencies(): readonly TerraformDependency[] {
    return [...this.ties, ...(this.routeTable?.dependencies ?? []), ...(this.natGateway?.dependencies ?? [])];
  }

  addDemand(demand: AddressDemand): void {
    this.parts.plan.addDemand(this.node.path, demand);
  }

  /**
   * Sets a property of `azurerm_subnet` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }

  private createResource(resolved: ResolvedSubnet, props: SubnetProps): SubnetResource {
    return fixAddress(
      new SubnetResource(this, 'Resource', {
        name: resolved.name,
        resourceGroupName: props.network.resourceGroupName,
        virtualNetworkName: this.parts.nameReference,
        addressPrefixes: [this.prefix],
        defaultOutboundAccessEnabled: props.defaultOutboundAccess ?? false,
        privateEndpointNetworkPolicies: props.privateEndpointPolicies ?? 'Disabled',
        serviceEndpoints: resolved.serviceEndpoints.length > 0 ? [...resolved.serviceEndpoints] : undefined,
        delegation: props.delegation && [delegationBlock(props.delegation)],
      }),
    );
  }

  private tieSecurityGroup({ securityGroup }: ResolvedSubnet): INetworkSecurityGroup | undefined {
    if (securityGroup === false) return undefined;
    const group = securityGroup === true ? this.createSecurityGroup() : securityGroup;
    this.tie(
      new SubnetNetworkSecurityGroupAssociation(this, 'nsg-association', {
        subnetId: this.subnetId,
        networkSecurityGroupId: group.securityGroupId,
      }),
    );
    return group;
  }

  private createSecurityGroup(): NetworkSecurityGroup {
    return new NetworkSecurityGroup(this, 'nsg', {
      resourceGroupName: this.parts.companionGroup,
      location: this.network.location,
      tags: this.parts.tags,
    });
  }

  private tieRouteTable(routeTable: IRouteTable | undefined): IRouteTable | undefined {
    if (routeTable) {
      const { routeTableId } = routeTable;
      this.tie(new SubnetRouteTableAssociation(this, 'routes-association', { subnetId: this.subnetId, routeTableId }));
    }
    return routeTable;
  }

  private tieNatGateway(natGateway: INatGateway | undefined): INatGateway | undefined {
    if (natGateway) {
      const { natGatewayId } = natGateway;
      this.tie(new SubnetNatGatewayAssociation(this, 'nat-association', { subnetId: this.subnetId, natGatewayId }));
    }
    return natGateway;
  }

  private tie(association: TerraformResource): void {
    this.ties.push(fixAddress(association));
  }
}

function delegationBlock(service: SubnetDelegation) {
  return {
    name: service.slice(service.indexOf('/') + 1),
    serviceDelegation: { name: service, actions: [...delegationActions(service)] },
  };
}
