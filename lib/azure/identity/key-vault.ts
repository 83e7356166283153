import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import { DataAzurermKeyVault } from '@cdktf/provider-azurerm/lib/data-azurerm-key-vault';
import { KeyVault as KeyVaultResource } from '@cdktf/provider-azurerm/lib/key-vault';
import { Lazy } from 'cdktf';
import { type Construct } from 'constructs';
import type { Cloud, IKeyVault, IWorkloadIdentity, VaultSecret, VaultSecretOptions } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { cloudFacts } from '../clouds';
import { type ExistingResource, findExisting } from '../existing';
import { LinkedService } from '../network/linked-service';
import { type IPrivateLinkService, PrivateLink } from '../network/private-link';
import { renderDiagnostics } from '../observe/diagnostics';
import { overrideProperty, type OverrideOptions } from '../override';
import { environmentOf, type PlaceProps } from '../place';
import { resolveKeyVault, type ResolvedKeyVault } from './key-vault-props';
import { grantRole } from './role-assignment';

export type KeyVaultSku = 'standard' | 'premium';

export interface KeyVaultProps extends PlaceProps {
  /**
   * Name of the vault, unique in all of Azure: 3 to 24 letters, digits and single `-`, starting with a letter. Fixed at
   * creation.
   * @creation
   */
  readonly name: string;

  /**
   * Tier; premium keeps keys in hardware.
   * @default 'standard'
   */
  readonly sku?: KeyVaultSku;

  /**
   * Days in which a deleted vault or secret can be had back, 7 to 90. Fixed at creation.
   * @creation
   * @default 90
   */
  readonly softDeleteDays?: number;

  /**
   * Keeps anyone from ending those days early. Can't be switched off again; until they are over, the name stays taken.
   * @default true
   */
  readonly purgeProtection?: boolean;

  /**
   * Entra groups that may write secrets, by object id: they get `Key Vault Secrets Officer`.
   * @default - none; whoever may assign roles has to give someone that role
   */
  readonly secretsOfficers?: readonly string[];

  /**
   * Lets the vault be reached over the internet, by those who have a role. Without it pods need a private endpoint.
   * @default false where a `PrivateEndpoint` leads to the vault, else true
   */
  readonly publicNetworkAccess?: boolean;

  /**
   * What happens to traffic that no rule admits.
   * @default 'Deny' where addresses or subnets are given or a `PrivateEndpoint` leads there, else 'Allow': roles guard the vault
   */
  readonly networkDefaultAction?: 'Allow' | 'Deny';

  /**
   * Public addresses and ranges that may reach the vault, such as a cluster's outbound addresses.
   * @default - none
   */
  readonly allowedIpRanges?: readonly string[];

  /**
   * Ids of subnets that may reach the vault; each needs the service endpoint `Microsoft.KeyVault`.
   * @default - none
   */
  readonly allowedSubnetIds?: readonly string[];

  /**
   * Lets services that Azure trusts, such as disk encryption and backup, pass the firewall.
   * @default true
   */
  readonly trustedServices?: boolean;

  /**
   * Id of a workspace of Log Analytics that is told who read, wrote or deleted what, such as `cluster.logWorkspaceId`.
   * @default - none
   */
  readonly auditWorkspaceId?: string;
}

const SECRETS_USER = 'Key Vault Secrets User';
const SECRETS_OFFICER = 'Key Vault Secrets Officer';

/** What is the same for a vault that is created here and one that is brought. */
abstract class VaultBase extends LinkedService implements IKeyVault {
  readonly ports: readonly number[] = Object.freeze([443]);
  abstract readonly vaultName: string;
  /** Late. */
  abstract readonly vaultId: string;
  abstract readonly vaultUri: string;
  abstract readonly tenantId: string;

  /** Lets an identity read secrets. Calling it again changes nothing. */
  grantRead(identity: IWorkloadIdentity): void {
    identity.grant(SECRETS_USER, this.vaultId);
  }

  /**
   * One secret, to be mounted; its value is never known here.
   * @throws CdkAksError `name/azure`, and `vault/secret-version` for what is not 32 hexadecimal digits
   */
  secret(name: string, options: VaultSecretOptions = {}): VaultSecret {
    const problems = new Problems(this);
    const { version } = options;
    problems.attempt('secret', () => azureName('keyVaultSecret', name, 'secret'));
    if (version !== undefined && !/^[0-9a-f]{32}$/.test(version)) {
      problems.add({
        property: 'version',
        value: version,
        rule: `is not a version of the secret '${name}': 32 hexadecimal digits`,
        fix: 'Copy it from the portal, or leave it out for the latest',
        code: 'vault/secret-version',
      });
    }
    problems.throwIfAny();
    return { vault: this, secretName: name, version };
  }
}

/** A vault for secrets, guarded by Azure roles. Azure: "Azure Key Vault security". */
export class KeyVault extends VaultBase {
  /**
   * Uses a vault that exists already; nothing is created. It must be guarded by Azure roles, not by access policies.
   * @throws CdkAksError `name/azure`, `place/missing`
   */
  static fromName(scope: Construct, id: string, existing: ExistingResource): IKeyVault & IPrivateLinkService {
    return new ExistingKeyVault(scope, id, existing);
  }

  readonly vaultName: string;
  readonly vaultId: string;
  readonly vaultUri: string;
  readonly tenantId: string;
  readonly purgeProtection: boolean;
  readonly softDeleteDays: number;
  readonly privateLink: PrivateLink;
  private readonly resource: KeyVaultResource;
  private readonly givenPublicAccess?: boolean;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: KeyVaultProps) {
    super(scope, id);
    const resolved = resolveKeyVault(this, props);
    this.vaultName = resolved.name;
    this.vaultUri = vaultUri(resolved.name, resolved.place.cloud);
    this.tenantId = environmentOf(this)?.tenantId ?? signedInTenant(this);
    this.purgeProtection = resolved.purgeProtection;
    this.softDeleteDays = resolved.softDeleteDays;
    this.givenPublicAccess = resolved.publicNetworkAccess;
    this.privateLink = vaultLink(this, resolved.place.cloud);
    this.resource = fixAddress(
      new KeyVaultResource(this, 'Resource', config(resolved, this.tenantId, this.privateLink)),
    );
    this.vaultId = this.resource.id;
    for (const group of resolved.secretsOfficers) {
      grantRole(this, {
        id: `officer-${group}`,
        role: SECRETS_OFFICER,
        scopeId: this.vaultId,
        principalId: group,
        principalType: 'Group',
      });
    }
    if (resolved.auditWorkspaceId !== undefined) this.sendAuditTo(resolved.auditWorkspaceId);
  }

  /** Whether the internet reaches it; final once the program has run. */
  get publicNetworkAccess(): boolean {
    return this.givenPublicAccess ?? !this.privateLink.isUsed;
  }

  /**
   * Sets an argument of the resource past the typed surface, in Terraform's own words.
   * @throws CdkAksError `override/reason`, `override/property`
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }

  private sendAuditTo(workspaceId: string): void {
    const source = { resourceId: this.vaultId, logs: ['AuditEvent'], metrics: false, ownTables: false };
    renderDiagnostics(this, 'audit', 'audit', source, { workspaceId });
  }
}

class ExistingKeyVault extends VaultBase {
  readonly vaultName: string;
  readonly vaultId: string;
  readonly vaultUri: string;
  readonly tenantId: string;
  readonly privateLink: PrivateLink;

  constructor(scope: Construct, id: string, existing: ExistingResource) {
    super(scope, id);
    const { cloud, ...place } = findExisting(this, existing, (name) => azureName('keyVault', name));
    const found = fixAddress(new DataAzurermKeyVault(this, 'Resource', place));
    this.vaultName = existing.name;
    this.vaultId = found.id;
    this.vaultUri = vaultUri(existing.name, cloud);
    this.tenantId = environmentOf(this)?.tenantId ?? found.tenantId;
    this.privateLink = vaultLink(this, cloud);
  }
}

function vaultLink(vault: { readonly vaultName: string; readonly vaultId: string }, cloud: Cloud): PrivateLink {
  return new PrivateLink({
    description: `key vault '${vault.vaultName}'`,
    resourceId: () => vault.vaultId,
    cloud,
    subresources: ['vault'],
  });
}

function vaultUri(name: string, cloud: Cloud): string {
  return `https://${name.toLowerCase()}.${cloudFacts(cloud).vaultSuffix}/`;
}

function signedInTenant(owner: Construct): string {
  return fixAddress(new DataAzurermClientConfig(owner, 'client', {})).tenantId;
}

function config(
  resolved: ResolvedKeyVault,
  tenantId: string,
  privateLink: PrivateLink,
): ConstructorParameters<typeof KeyVaultResource>[2] {
  const { place } = resolved;
  const action = Lazy.stringValue({ produce: () => (privateLink.isUsed ? 'Deny' : 'Allow') });
  return {
    name: resolved.name,
    resourceGroupName: place.resourceGroupName,
    location: place.location,
    tenantId,
    skuName: resolved.sku,
    rbacAuthorizationEnabled: true,
    purgeProtectionEnabled: resolved.purgeProtection,
    softDeleteRetentionDays: resolved.softDeleteDays,
    publicNetworkAccessEnabled: privateLink.publicAccess(resolved.publicNetworkAccess),
    networkAcls: {
      bypass: resolved.trustedServices ? 'AzureServices' : 'None',
      defaultAction: resolved.networkDefaultAction ?? action,
      ipRules: [...resolved.allowedIpRanges],
      virtualNetworkSubnetIds: [...resolved.allowedSubnetIds],
    },
    tags: place.tags,
  };
}
