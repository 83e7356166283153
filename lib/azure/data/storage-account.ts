import { DataAzurermStorageAccount } from '@cdktf/provider-azurerm/lib/data-azurerm-storage-account';
import { StorageAccount as StorageAccountResource } from '@cdktf/provider-azurerm/lib/storage-account';
import { Lazy } from 'cdktf';
import type { Construct } from 'constructs';
import type { Cloud, IWorkloadIdentity } from '../../core/contracts';
import { addCheck } from '../../core/checks';
import { invalid, type Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import type { IStorageAccount } from '../../core/service-contracts';
import { fixAddress } from '../address';
import { cloudFacts } from '../clouds';
import { type ExistingResource, findExisting } from '../existing';
import { LinkedService } from '../network/linked-service';
import { PrivateLink } from '../network/private-link';
import type { PrivateLinkSubresource } from '../network/private-link-zones';
import { overrideProperty, type OverrideOptions } from '../override';
import { environmentOf } from '../place';
import { lifecycleOf } from './protection';
import { BLOB_ROLES, BlobContainer, FileShare, type FileShareProps, type StoragePartProps, StorageAccountQueue } from './storage-parts';
import { type ResolvedStorage, resolveStorage, type StorageAccountProps, type StorageKind } from './storage-props';

const PARTS: Readonly<Record<StorageKind, readonly PrivateLinkSubresource[]>> = {
  StorageV2: ['blob', 'file', 'queue', 'table', 'dfs', 'web'],
  BlockBlobStorage: ['blob', 'dfs', 'web'],
  FileStorage: ['file'],
};
/** HTTPS, and SMB for shares that are mounted. */
const PORTS: Readonly<Record<StorageKind, readonly number[]>> = {
  StorageV2: [443, 445],
  BlockBlobStorage: [443],
  FileStorage: [443, 445],
};

export interface ExistingStorageAccount extends ExistingResource {
  /**
   * What it holds.
   * @default 'StorageV2'
   */
  readonly kind?: StorageKind;
}

/** What is the same for an account that is created here and one that is brought. */
export abstract class StorageAccountBase extends LinkedService implements IStorageAccount {
  abstract readonly accountName: string;
  /** Late. */
  abstract readonly accountId: string;
  abstract readonly kind: StorageKind;
  abstract readonly cloud: Cloud;
  protected abstract readonly isProtected: boolean;
  /** Parts that something lies in, each with the first such thing. */
  protected readonly used = new Map<PrivateLinkSubresource, string>();

  get ports(): readonly number[] {
    return PORTS[this.kind];
  }

  /** Known at synth: `contoso.blob.core.windows.net`. */
  get blobHost(): string {
    return this.hostOf('blob');
  }

  /** Known at synth: `contoso.queue.core.windows.net`. */
  get queueHost(): string {
    return this.hostOf('queue');
  }

  /** Known at synth: `contoso.file.core.windows.net`. */
  get fileHost(): string {
    return this.hostOf('file');
  }

  /** Adds a container for blobs. @throws CdkAksError `storage/kind`, `name/azure` */
  addContainer(id: string, props: StoragePartProps = {}): BlobContainer {
    this.demand('blob', id);
    return new BlobContainer(this, id, this.home, props);
  }

  /** Adds a queue. @throws CdkAksError `storage/kind`, `name/azure` */
  addQueue(id: string, props: StoragePartProps = {}): StorageAccountQueue {
    this.demand('queue', id);
    return new StorageAccountQueue(this, id, this.home, props);
  }

  /** Adds a file share. @throws CdkAksError `storage/kind`, `storage/quota`, `name/azure` */
  addShare(id: string, props: FileShareProps): FileShare {
    this.demand('file', id);
    return new FileShare(this, id, this.home, props, this.kind === 'FileStorage' ? 100 : 1);
  }

  /** Lets an identity read the blobs of every container. Calling it again changes nothing. */
  grantReadBlobs(identity: IWorkloadIdentity): void {
    identity.grant(BLOB_ROLES.read, this.accountId);
  }

  /** Lets an identity read, write and delete the blobs of every container. Calling it again changes nothing. */
  grantWriteBlobs(identity: IWorkloadIdentity): void {
    identity.grant(BLOB_ROLES.write, this.accountId);
  }

  private get home() {
    return { account: this, isProtected: this.isProtected };
  }

  private hostOf(part: string): string {
    return `${this.accountName}.${part}.${cloudFacts(this.cloud).storageSuffix}`;
  }

  private demand(part: PrivateLinkSubresource, id: string): void {
    if (PARTS[this.kind].includes(part)) {
      if (!this.used.has(part)) this.used.set(part, id);
      return;
    }
    throw invalid(this, {
      property: 'kind',
      value: this.kind,
      rule: `has no ${part} storage, and '${id}' needs it`,
      fix: "Leave kind out for 'StorageV2', or use another account",
      code: 'storage/kind',
    });
  }
}

/**
 * Blobs, queues and file shares, signed in to by Entra ID. The provider leaves the data plane alone then, unless the
 * environment's `providerFeatures` say otherwise (`storage.data_plane_available`). Azure: "Storage account overview".
 */
export class StorageAccount extends StorageAccountBase {
  /**
   * Uses an account that exists already; containers, queues and shares can be added to it.
   * @throws CdkAksError `name/azure`, `place/missing`
   */
  static fromName(scope: Construct, id: string, existing: ExistingStorageAccount): StorageAccountBase {
    return new BroughtStorageAccount(scope, id, existing);
  }

  readonly accountName: string;
  readonly accountId: string;
  readonly kind: StorageKind;
  readonly cloud: Cloud;
  readonly privateLink: PrivateLink;
  protected readonly isProtected: boolean;
  private readonly resource: StorageAccountResource;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: StorageAccountProps) {
    super(scope, id);
    const resolved = resolveStorage(this, props);
    this.accountName = resolved.name;
    this.kind = resolved.kind;
    this.cloud = resolved.place.cloud;
    this.isProtected = resolved.deletionProtection;
    this.privateLink = linkOf(this);
    // What lies in it is made by Azure's API alone: an account without public access has no other that Terraform reaches.
    environmentOf(this)?.needFeature('storage', 'data_plane_available', false);
    this.resource = fixAddress(new StorageAccountResource(this, 'Resource', config(resolved, this.privateLink)));
    this.accountId = this.resource.id;
    if (resolved.publicNetworkAccess !== true) addCheck(this, (problems) => this.checkParts(problems));
  }

  /** One endpoint closes the whole account, and leads to one part of it. */
  private checkParts(problems: Problems): void {
    if (!this.privateLink.isUsed) return;
    for (const [part, id] of this.used) {
      if (this.privateLink.leadsTo(part)) continue;
      problems.add({
        property: 'publicNetworkAccess',
        value: false,
        rule: `leaves '${id}' out of reach: no private endpoint leads to the ${part} storage of the account`,
        fix: `Add a PrivateEndpoint with subresource: '${part}', or set publicNetworkAccess: true`,
        code: 'storage/part-closed',
      });
    }
  }

  /**
   * Sets a property of `azurerm_storage_account` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class BroughtStorageAccount extends StorageAccountBase {
  readonly accountName: string;
  readonly accountId: string;
  readonly kind: StorageKind;
  readonly cloud: Cloud;
  readonly privateLink: PrivateLink;
  protected readonly isProtected = true;

  constructor(scope: Construct, id: string, existing: ExistingStorageAccount) {
    super(scope, id);
    const { cloud, ...place } = findExisting(this, existing, (name) => azureName('storageAccount', name));
    this.accountName = existing.name;
    this.kind = existing.kind ?? 'StorageV2';
    this.cloud = cloud;
    this.privateLink = linkOf(this);
    this.accountId = fixAddress(new DataAzurermStorageAccount(this, 'Resource', place)).id;
  }
}

function linkOf(account: StorageAccountBase): PrivateLink {
  return new PrivateLink({
    description: `storage account '${account.accountName}'`,
    resourceId: () => account.accountId,
    cloud: account.cloud,
    subresources: PARTS[account.kind],
  });
}

function config(resolved: ResolvedStorage, link: PrivateLink): ConstructorParameters<typeof StorageAccountResource>[2] {
  const { place, kind, softDeleteDays: days, allowedIpRanges, allowedSubnetIds } = resolved;
  const restricted = allowedIpRanges.length + allowedSubnetIds.length > 0;
  const retention = { days };
  return {
    name: resolved.name,
    resourceGroupName: place.resourceGroupName,
    location: place.location,
    accountKind: kind,
    accountTier: kind === 'StorageV2' ? 'Standard' : 'Premium',
    accountReplicationType: resolved.replication,
    isHnsEnabled: resolved.hierarchicalNamespace,
    httpsTrafficOnlyEnabled: true,
    minTlsVersion: 'TLS1_2',
    allowNestedItemsToBePublic: false,
    crossTenantReplicationEnabled: false,
    sharedAccessKeyEnabled: resolved.sharedKeys,
    defaultToOauthAuthentication: true,
    localUserEnabled: false,
    publicNetworkAccessEnabled: link.publicAccess(resolved.publicNetworkAccess),
    networkRules: {
      defaultAction: restricted ? 'Deny' : Lazy.stringValue({ produce: () => (link.isUsed ? 'Deny' : 'Allow') }),
      bypass: resolved.trustedServices ? ['AzureServices'] : ['None'],
      ipRules: [...allowedIpRanges],
      virtualNetworkSubnetIds: [...allowedSubnetIds],
    },
    blobProperties:
      kind === 'FileStorage'
        ? undefined
        : {
            versioningEnabled: resolved.versioning,
            deleteRetentionPolicy: retention,
            containerDeleteRetentionPolicy: retention,
          },
    shareProperties: kind === 'BlockBlobStorage' ? undefined : { retentionPolicy: retention },
    lifecycle: lifecycleOf(resolved.deletionProtection),
    tags: place.tags,
  };
}
