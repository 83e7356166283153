import { InvalidValue, Problems } from '../../core/errors';
import { BLOB_DRIVER, DISK_DRIVER, FILES_DRIVER, type StorageDriver } from '../../core/storage-classes';
import type { StorageAccess } from './storage-access';

interface AccountPlace {
  /** Name of the storage account. */
  readonly account: string;
  /** Name of the account's resource group. */
  readonly resourceGroup: string;
}

export interface ExistingShare extends AccountPlace {
  /** Name of the share. */
  readonly share: string;
  readonly access: StorageAccess;
}

export interface ExistingContainer extends AccountPlace {
  /** Name of the container of blobs. */
  readonly container: string;
  readonly access: StorageAccess;
}

export interface ExistingNfs extends AccountPlace {
  /** Name of the share, or of the container of blobs. */
  readonly name: string;
}

/** Storage that is there already. Nothing of it is made, changed or deleted. */
export class ExistingStorage {
  /** A share of Azure Files, over SMB. */
  static filesShare(share: ExistingShare): ExistingStorage {
    checkAccount(share, 'share', share.share);
    return new ExistingStorage(
      FILES_DRIVER,
      `${share.resourceGroup}#${share.account}#${share.share}`,
      { storageAccount: share.account, resourceGroup: share.resourceGroup, shareName: share.share, protocol: 'smb' },
      share.access,
      ['mfsymlinks', 'actimeo=30', 'nosharesock'],
    );
  }

  /** A share of Azure Files, over NFS: opened by whoever is in its network. */
  static filesNfs(share: ExistingNfs): ExistingStorage {
    checkAccount(share, 'name', share.name);
    return new ExistingStorage(
      FILES_DRIVER,
      `${share.resourceGroup}#${share.account}#${share.name}`,
      { storageAccount: share.account, resourceGroup: share.resourceGroup, shareName: share.name, protocol: 'nfs' },
      undefined,
      ['nconnect=4', 'noresvport', 'actimeo=30'],
    );
  }

  /** A container of blobs, as files. */
  static blobContainer(container: ExistingContainer): ExistingStorage {
    checkAccount(container, 'container', container.container);
    const { account, resourceGroup } = container;
    return new ExistingStorage(
      BLOB_DRIVER,
      `${account}_${container.container}`,
      { storageAccount: account, resourceGroup, containerName: container.container, protocol: 'fuse2' },
      container.access,
      ['-o allow_other', '--file-cache-timeout-in-seconds=120'],
    );
  }

  /** A container of blobs, over NFS: opened by whoever is in its network. */
  static blobNfs(container: ExistingNfs): ExistingStorage {
    checkAccount(container, 'name', container.name);
    const { account, resourceGroup, name } = container;
    return new ExistingStorage(
      BLOB_DRIVER,
      `${account}_${name}`,
      { storageAccount: account, resourceGroup, containerName: name, protocol: 'nfs' },
      undefined,
      [],
    );
  }

  /**
   * A managed disk, in the zone of its pods unless it is redundant over zones.
   * @param id resource id, or what Terraform knows of it once it has deployed
   */
  static disk(id: string): ExistingStorage {
    return new ExistingStorage(DISK_DRIVER, id, {}, undefined, []);
  }

  private constructor(
    readonly driver: StorageDriver,
    /** @internal */
    readonly handle: string,
    /** @internal */
    readonly attributes: Readonly<Record<string, string>>,
    /** @internal */
    readonly access: StorageAccess | undefined,
    /** @internal */
    readonly mountOptions: readonly string[],
  ) {}
}

/** Azure: "Naming rules and restrictions for Azure resources", Microsoft.Storage. */
function checkAccount({ account, resourceGroup }: AccountPlace, property: string, name: string): void {
  const problems = new Problems();
  const check = (at: string, value: string, pattern: RegExp, what: string): void => {
    if (pattern.test(value)) return;
    problems.attempt(at, () => {
      throw new InvalidValue({
        property: at,
        value,
        rule: `is not ${what}`,
        fix: 'Copy the name',
        code: 'storage/name',
      });
    });
  };
  check('account', account, /^[a-z0-9]{3,24}$/, 'the name of a storage account: 3 to 24 lower-case letters and digits');
  check('resourceGroup', resourceGroup, /^[-\w.()]{1,90}$/, 'the name of a resource group');
  check(
    property,
    name,
    /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'the name of a share or container: 3 to 63 lower-case letters, digits and single hyphens',
  );
  problems.throwIfAny();
}
