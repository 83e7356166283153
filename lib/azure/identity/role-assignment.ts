import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { invalid, type Problem, Problems } from '../../core/errors';
import { fixAddress } from '../address';
import { identityOf, shortNameOf } from '../expression';
import { markPrerequisite } from '../prerequisites';

/** Whom a role is given to. */
export type PrincipalType = 'ServicePrincipal' | 'Group' | 'User';

export interface RoleGrant {
  /** Object id of the identity, group or user; a literal UUID or an attribute known after deploy. */
  readonly principalId: string;
  /** Name of a built-in role, such as `Network Contributor`, or id of a role definition. */
  readonly role: string;
  /** Resource id that the role is given on: `/subscriptions/…` or an attribute known after deploy. */
  readonly scopeId: string;
  /**
   * Kind of principal. Azure asks Entra ID when it is left out, which fails for an identity made a moment ago.
   * @default 'ServicePrincipal' - managed identities are service principals
   */
  readonly principalType?: PrincipalType;
  /**
   * Id of the construct below its owner, and so the end of the Terraform address.
   * @default - the role and the resource: `network-contributor-network_nodes`
   */
  readonly id?: string;
  /**
   * Spares the look-up in Entra ID, which lags behind for an identity made a moment ago. Service principals only.
   * @default true for a service principal
   */
  readonly skipServicePrincipalAadCheck?: boolean;
  /**
   * Why the role is given, as Azure's portal shows it.
   * @default - none
   */
  readonly description?: string;
}

const GRANTS = Symbol.for('cdk-aks.role-grants');

/**
 * Assigns an Azure role. The same role for the same principal on the same resource is assigned once for each owner,
 * however often it is asked for.
 *
 * @param owner the construct that needs the role; the assignment is its child
 * @returns the resource, for what has to wait until the role holds
 * @throws CdkAksError `role/principal-type`, `role/empty`, `role/scope`, `role/id-taken`
 */
export function grantRole(owner: Construct, grant: RoleGrant): RoleAssignment {
  check(owner, grant);
  const key = [grant.role, grant.scopeId, grant.principalId].map((part) => identityOf(owner, part)).join('\n');
  const given = grantsOf(owner);
  const present = given.get(key);
  if (present) return present;

  const id = grant.id ?? [kebab(shortRole(owner, grant.role)), shortNameOf(owner, grant.scopeId)].join('-');
  if (owner.node.tryFindChild(id)) {
    throw invalid(owner, {
      property: 'id',
      value: id,
      rule: 'is the id of another role assignment or resource here already',
      fix: 'Give this grant an id of its own',
      code: 'role/id-taken',
    });
  }
  const principalType = grant.principalType ?? 'ServicePrincipal';
  const assignment = fixAddress(
    new RoleAssignment(owner, id, {
      scope: grant.scopeId,
      ...(isDefinitionId(grant.role) ? { roleDefinitionId: grant.role } : { roleDefinitionName: grant.role }),
      principalId: grant.principalId,
      principalType,
      description: grant.description,
      skipServicePrincipalAadCheck:
        grant.skipServicePrincipalAadCheck ?? (principalType === 'ServicePrincipal' ? true : undefined),
    }),
  );
  given.set(key, assignment);
  return markPrerequisite(assignment);
}

function grantsOf(owner: Construct): Map<string, RoleAssignment> {
  const holder = owner as Construct & { [GRANTS]?: Map<string, RoleAssignment> };
  if (!holder[GRANTS]) Object.defineProperty(holder, GRANTS, { value: new Map() });
  return holder[GRANTS] as unknown as Map<string, RoleAssignment>;
}

/** A custom role's id is an attribute or a path; built-in roles go by name. */
function isDefinitionId(role: string): boolean {
  return Token.isUnresolved(role) || role.startsWith('/');
}

function shortRole(owner: Construct, role: string): string {
  return isDefinitionId(role) ? shortNameOf(owner, role) : role;
}

/** `AcrPull` is `acr-pull`, `Key Vault Secrets User` is `key-vault-secrets-user`. */
function kebab(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .toLowerCase();
}

function check(owner: Construct, grant: RoleGrant): void {
  const problems = new Problems(owner);
  const add = (problem: Problem) => problems.add(problem);
  if (grant.role.trim() === '') {
    add({ property: 'role', rule: 'is empty', fix: "Write a role such as 'Reader'", code: 'role/empty' });
  }
  if (!Token.isUnresolved(grant.scopeId) && !/^\/[^\s]*$/.test(grant.scopeId)) {
    add({
      property: 'scopeId',
      value: grant.scopeId,
      rule: "is no id of a resource: those start with '/'",
      fix: 'Pass the id of a resource, such as /subscriptions/<id>/resourceGroups/shop',
      code: 'role/scope',
    });
  }
  if (grant.skipServicePrincipalAadCheck && (grant.principalType ?? 'ServicePrincipal') !== 'ServicePrincipal') {
    add({
      property: 'skipServicePrincipalAadCheck',
      value: true,
      rule: `is for service principals, and this is a ${grant.principalType}`,
      fix: 'Leave it out',
      code: 'role/principal-type',
    });
  }
  problems.throwIfAny();
}
