import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { type Problem, Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { publicRanges } from '../network-rules';
import { type Place, resolvePlace } from '../place';
import type { KeyVaultProps, KeyVaultSku } from './key-vault';

/** The props of a vault with every default in place. */
export interface ResolvedKeyVault {
  readonly place: Place;
  readonly name: string;
  readonly sku: KeyVaultSku;
  readonly softDeleteDays: number;
  readonly purgeProtection: boolean;
  readonly secretsOfficers: readonly string[];
  /** Undefined where endpoints decide. */
  readonly publicNetworkAccess?: boolean;
  /** Undefined where endpoints decide. */
  readonly networkDefaultAction?: 'Allow' | 'Deny';
  readonly allowedIpRanges: readonly string[];
  readonly allowedSubnetIds: readonly string[];
  readonly trustedServices: boolean;
  readonly auditWorkspaceId?: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const WORKSPACE_ID = /\/providers\/Microsoft\.OperationalInsights\/workspaces\/[^/]+$/i;
const SUBNET_ID = /\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/;

/** @throws CdkAksError with everything that is wrong */
export function resolveKeyVault(scope: IConstruct, props: KeyVaultProps): ResolvedKeyVault {
  const problems = new Problems(scope);
  const place = resolvePlace(scope, props, problems);
  const allowedIpRanges = publicRanges(props.allowedIpRanges ?? [], problems, 'allowedIpRanges');
  const allowedSubnetIds = props.allowedSubnetIds ?? [];
  const restricted = allowedIpRanges.length + allowedSubnetIds.length > 0;
  problems.attempt('name', () => azureName('keyVault', props.name));
  const resolved: ResolvedKeyVault = {
    place,
    name: props.name,
    sku: props.sku ?? 'standard',
    softDeleteDays: props.softDeleteDays ?? 90,
    purgeProtection: props.purgeProtection ?? true,
    secretsOfficers: [...new Set(props.secretsOfficers ?? [])],
    // Rules for public addresses and subnets are for the public way in.
    publicNetworkAccess: props.publicNetworkAccess ?? (restricted ? true : undefined),
    networkDefaultAction: props.networkDefaultAction ?? (restricted ? 'Deny' : undefined),
    allowedIpRanges,
    allowedSubnetIds,
    trustedServices: props.trustedServices ?? true,
    auditWorkspaceId: props.auditWorkspaceId,
  };
  [...valueProblems(resolved), ...networkProblems(resolved, restricted)].forEach((found) => problems.add(found));
  problems.throwIfAny();
  return resolved;
}

function valueProblems(vault: ResolvedKeyVault): Problem[] {
  const found: Problem[] = [];
  if (vault.sku !== 'standard' && vault.sku !== 'premium') {
    found.push({
      property: 'sku',
      value: vault.sku,
      rule: 'is not a tier of a vault',
      fix: "Write 'standard' or 'premium'",
      code: 'vault/sku',
    });
  }
  const days = vault.softDeleteDays;
  if (!(Number.isInteger(days) && days >= 7 && days <= 90)) {
    found.push({
      property: 'softDeleteDays',
      value: days,
      rule: 'is not a whole number from 7 to 90',
      fix: 'Leave it out for 90',
      code: 'vault/soft-delete',
    });
  }
  for (const group of vault.secretsOfficers) {
    if (UUID.test(group) || Token.isUnresolved(group)) continue;
    found.push({
      property: 'secretsOfficers',
      value: group,
      rule: 'is not the object id of a group, a UUID',
      fix: 'Copy it from `az ad group show --group <name> --query id`',
      code: 'vault/secrets-officer',
    });
  }
  const { auditWorkspaceId } = vault;
  if (auditWorkspaceId !== undefined && !WORKSPACE_ID.test(auditWorkspaceId) && !Token.isUnresolved(auditWorkspaceId)) {
    found.push({
      property: 'auditWorkspaceId',
      value: auditWorkspaceId,
      rule: 'is not the id of a workspace of Log Analytics',
      fix: 'Pass one such as cluster.logWorkspaceId',
      code: 'vault/audit-workspace',
    });
  }
  return found;
}

function networkProblems(vault: ResolvedKeyVault, restricted: boolean): Problem[] {
  const found: Problem[] = [];
  for (const id of vault.allowedSubnetIds) {
    if (SUBNET_ID.test(id) || Token.isUnresolved(id)) continue;
    found.push({
      property: 'allowedSubnetIds',
      value: id,
      rule: 'is not the id of a subnet',
      fix: 'Pass the id of a subnet, such as subnet.subnetId',
      code: 'vault/subnet-id',
    });
  }
  if (restricted && vault.networkDefaultAction === 'Allow') {
    found.push({
      property: 'networkDefaultAction',
      value: 'Allow',
      rule: 'admits everything, so that the addresses and subnets given admit nothing more',
      fix: 'Leave it out, or leave them out',
      code: 'vault/open',
    });
  }
  return found;
}
