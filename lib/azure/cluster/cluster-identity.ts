import type { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { Fn, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { deriveName } from '../../core/names';
import { fixAddress } from '../address';
import { identityOf, shortNameOf } from '../expression';
import { grantRole } from '../identity/role-assignment';
import type { IPrivateDnsZone } from '../../core/contracts';
import type { ISubnet, IVirtualNetwork } from '../network/contracts';
import type { Place } from '../place';

/** An identity made elsewhere by which nodes pull images. Fixed at creation. */
export interface KubeletIdentityProps {
  /** Id of the resource: `/subscriptions/…/userAssignedIdentities/…`. */
  readonly identityId: string;
  readonly clientId: string;
  /** Object id of its service principal. */
  readonly principalId: string;
}

/**
 * The identity by which AKS acts on what is the program's own: networks, routes, addresses. It has its roles before the
 * cluster is made, because AKS checks them then (ID07, ID08).
 */
export class ClusterIdentity {
  readonly identityId: string;
  private readonly principalId: string;
  private readonly grants = new Map<string, RoleAssignment>();

  constructor(
    private readonly owner: Construct,
    clusterName: string,
    place: Place,
  ) {
    const identity = fixAddress(
      new UserAssignedIdentity(owner, 'identity', {
        name: deriveName('userAssignedIdentity', [clusterName, 'control-plane']),
        resourceGroupName: place.resourceGroupName,
        location: place.location,
        tags: { ...place.tags },
      }),
    );
    this.identityId = identity.id;
    this.principalId = identity.principalId;
  }

  /** Lets AKS put nodes or pods into a subnet, and keep the routes there. */
  grantSubnet(subnet: ISubnet): void {
    this.grant(subnet.subnetId, 'Network Contributor');
    if (subnet.routeTable) this.grant(subnet.routeTable.routeTableId, 'Network Contributor');
  }

  /** Lets AKS use an address or a prefix that it did not make. */
  grantAddress(resourceId: string): void {
    this.grant(resourceId, 'Network Contributor');
  }

  /** Lets AKS hand a kubelet identity to nodes. */
  grantKubeletIdentity(identityId: string): void {
    this.grant(identityId, 'Managed Identity Operator');
  }

  /** Lets AKS write the name of a private API server into a zone, and link the zone to the cluster's network (API08). */
  grantPrivateDnsZone(zone: IPrivateDnsZone, network: IVirtualNetwork): void {
    this.grant(zone.zoneId, 'Private DNS Zone Contributor');
    this.grant(network.networkId, 'Network Contributor');
  }

  /** Lets AKS take nodes from reservations or hosts: `Contributor` of the resource group that holds them. */
  grantGroupOf(resourceId: string): void {
    this.grant(groupOf(resourceId), 'Contributor', `contributor-group-of-${shortNameOf(this.owner, resourceId)}`);
  }

  /** The roles on the resource groups that hold these. */
  grantsOnGroupsOf(resourceIds: readonly string[]): readonly RoleAssignment[] {
    return resourceIds
      .map((id) => this.grants.get(this.key(groupOf(id), 'Contributor')))
      .filter((grant) => grant !== undefined);
  }

  /** The roles on these subnets and their routes, for what waits for them. */
  grantsOn(subnets: readonly ISubnet[]): readonly RoleAssignment[] {
    return subnets
      .flatMap((subnet) => [subnet.subnetId, ...(subnet.routeTable ? [subnet.routeTable.routeTableId] : [])])
      .map((id) => this.grants.get(this.key(id, 'Network Contributor')))
      .filter((grant) => grant !== undefined);
  }

  get allGrants(): readonly RoleAssignment[] {
    return [...this.grants.values()];
  }

  /** Gives a role on a resource. Giving it again changes nothing. */
  grant(scopeId: string, role: string, id?: string): void {
    this.grants.set(
      this.key(scopeId, role),
      grantRole(this.owner, {
        id,
        role,
        scopeId,
        principalId: this.principalId,
        description: 'For the control plane of AKS.',
      }),
    );
  }

  private key(scopeId: string, role: string): string {
    return `${role} ${identityOf(this.owner, scopeId)}`;
  }
}

/** Id of the resource group that holds a resource, which may be late. */
function groupOf(resourceId: string): string {
  if (!Token.isUnresolved(resourceId)) return resourceId.split('/').slice(0, 5).join('/');
  return Token.asString(Fn.join('/', Token.asList(Fn.slice(Fn.split('/', resourceId), 0, 5))));
}
