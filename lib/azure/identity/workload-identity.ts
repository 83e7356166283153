import { DataAzurermUserAssignedIdentity } from '@cdktf/provider-azurerm/lib/data-azurerm-user-assigned-identity';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import type { IWorkloadIdentity, ServiceAccountRef } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { type ExistingResource, findExisting } from '../existing';
import { overrideProperty, type OverrideOptions } from '../override';
import { derivedName, environmentOf, type Place, type PlaceProps, resolvePlace } from '../place';
import { FederatedCredentials } from './federated-credentials';
import { grantRole, type RoleGrant } from './role-assignment';

export interface WorkloadIdentityProps extends PlaceProps {
  /**
   * Name of the identity: 3 to 128 letters, digits, `_` and `-`. Fixed at creation.
   * @creation
   * @default - the environment's stem and the ids below it
   */
  readonly name?: string;
}

/** How a role is given, past role and scope. */
export type GrantOptions = Pick<RoleGrant, 'id' | 'description'>;

/** What is the same for an identity that is created here and one that is brought. */
abstract class IdentityBase extends Construct implements IWorkloadIdentity {
  abstract readonly identityName: string;
  abstract readonly identityId: string;
  abstract readonly clientId: string;
  abstract readonly tenantId: string;
  abstract readonly principalId: string;
  protected abstract readonly resourceGroupName: string;
  private credentials: FederatedCredentials | undefined;

  /**
   * Lets a ServiceAccount act as this identity. Calling it again changes nothing.
   * @throws CdkAksError `identity/too-many-credentials` for the 21st, `identity/no-workload-identity` for a cluster
   * without, `name/…` for names that Kubernetes would refuse
   */
  trust(account: ServiceAccountRef): void {
    this.credentials ??= new FederatedCredentials(this, {
      identityName: this.identityName,
      identityId: this.identityId,
      resourceGroupName: this.resourceGroupName,
    });
    this.credentials.add(account);
  }

  /**
   * Assigns an Azure role. Calling it again changes nothing.
   *
   * @param role name of a built-in role, or id of a role definition
   * @param scopeId id of the resource, group or subscription
   * @throws CdkAksError `role/…`
   */
  grant(role: string, scopeId: string, options: GrantOptions = {}): void {
    grantRole(this, { role, scopeId, principalId: this.principalId, ...options });
  }
}

/** A user-assigned identity that workloads sign in to Azure with, without a secret. Azure: "Microsoft Entra Workload ID on AKS". */
export class WorkloadIdentity extends IdentityBase {
  /**
   * Uses an identity that exists already. What it trusts and may do is added here; what it had stays as it is.
   * @throws CdkAksError `name/azure`, `place/missing`
   */
  static fromName(scope: Construct, id: string, existing: ExistingResource): IWorkloadIdentity {
    return new ExistingIdentity(scope, id, existing);
  }

  readonly identityName: string;
  /** Late: resource id. */
  readonly identityId: string;
  readonly clientId: string;
  readonly tenantId: string;
  readonly principalId: string;
  protected readonly resourceGroupName: string;
  private readonly resource: UserAssignedIdentity;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: WorkloadIdentityProps = {}) {
    super(scope, id);
    const { name, place } = resolve(this, props);
    this.resource = fixAddress(
      new UserAssignedIdentity(this, 'Resource', {
        name,
        resourceGroupName: place.resourceGroupName,
        location: place.location,
        tags: place.tags,
      }),
    );
    this.identityName = name;
    this.identityId = this.resource.id;
    this.clientId = this.resource.clientId;
    this.tenantId = literalTenant(this) ?? this.resource.tenantId;
    this.principalId = this.resource.principalId;
    this.resourceGroupName = place.resourceGroupName;
  }

  /**
   * Sets an argument of the resource past the typed surface, in Terraform's own words.
   * @throws CdkAksError `override/reason`, `override/property`
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class ExistingIdentity extends IdentityBase {
  readonly identityName: string;
  readonly identityId: string;
  readonly clientId: string;
  readonly tenantId: string;
  readonly principalId: string;
  protected readonly resourceGroupName: string;

  constructor(scope: Construct, id: string, existing: ExistingResource) {
    super(scope, id);
    const { name, resourceGroupName } = findExisting(this, existing, checkName);
    const found = fixAddress(new DataAzurermUserAssignedIdentity(this, 'Resource', { name, resourceGroupName }));
    this.identityName = name;
    this.identityId = found.id;
    this.clientId = found.clientId;
    this.tenantId = literalTenant(this) ?? found.tenantId;
    this.principalId = found.principalId;
    this.resourceGroupName = resourceGroupName;
  }
}

/** Azure: "Managed identities in Azure Kubernetes Service". */
const WITHOUT_IDENTITIES: readonly string[] = ['usdodcentral', 'usdodeast', 'usgoviowa'];

function resolve(scope: Construct, props: WorkloadIdentityProps): { readonly name: string; readonly place: Place } {
  const problems = new Problems(scope);
  const place = resolvePlace(scope, props, problems);
  const name = problems.attempt('name', () =>
    props.name === undefined ? derivedName(scope, 'userAssignedIdentity') : checkName(props.name),
  );
  if (WITHOUT_IDENTITIES.includes(place.location)) {
    problems.add({
      property: 'location',
      value: place.location,
      rule: 'has no user-assigned identities',
      fix: 'Take another region: an identity works in all of them',
      code: 'identity/region',
    });
  }
  problems.throwIfAny();
  return { name: name as string, place };
}

function checkName(name: string): string {
  return azureName('userAssignedIdentity', name);
}

function literalTenant(scope: Construct): string | undefined {
  const tenant = environmentOf(scope)?.tenantId;
  return tenant === undefined || Token.isUnresolved(tenant) ? undefined : tenant;
}
