import { StorageContainer } from '@cdktf/provider-azurerm/lib/storage-container';
import { StorageQueue as StorageQueueResource } from '@cdktf/provider-azurerm/lib/storage-queue';
import { StorageShare } from '@cdktf/provider-azurerm/lib/storage-share';
import { Construct } from 'constructs';
import type { IWorkloadIdentity } from '../../core/contracts';
import type { IBlobContainer, IStorageAccount, IStorageQueue } from '../../core/service-contracts';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import type { Size } from '../../core/size';
import { fixAddress } from '../address';
import { overrideProperty, type OverrideOptions } from '../override';
import { checkWhole } from './choice';
import { lifecycleOf } from './protection';

/** What the parts of an account must know of it. */
export interface StorageHome {
  readonly account: IStorageAccount;
  readonly isProtected: boolean;
}

export interface StoragePartProps {
  /**
   * Azure's name: 3 to 63 lower-case letters, digits and single `-`. Fixed at creation.
   * @creation
   * @default - the id
   */
  readonly name?: string;
}

export interface FileShareProps extends StoragePartProps {
  /** Room for files, 1 GiB to 100 TiB; with `FileStorage` it is what is paid for, 100 GiB at least. */
  readonly quota: Size;
}

/** Azure: "Assign an Azure role for access to blob data". */
export const BLOB_ROLES = { read: 'Storage Blob Data Reader', write: 'Storage Blob Data Contributor' } as const;

/** Blobs under one name. */
export class BlobContainer extends Construct implements IBlobContainer {
  readonly account: IStorageAccount;
  readonly containerName: string;
  /** Late. */
  readonly containerId: string;
  private readonly resource: StorageContainer;

  /** @internal See `StorageAccount.addContainer`. */
  constructor(scope: Construct, id: string, home: StorageHome, props: StoragePartProps) {
    super(scope, id);
    this.account = home.account;
    this.containerName = checkedName(this, 'storageContainer', props.name ?? id);
    this.resource = fixAddress(
      new StorageContainer(this, 'Resource', {
        name: this.containerName,
        storageAccountId: home.account.accountId,
        containerAccessType: 'private',
        lifecycle: lifecycleOf(home.isProtected),
      }),
    );
    this.containerId = this.resource.id;
  }

  /** Lets an identity read blobs. Calling it again changes nothing. */
  grantRead(identity: IWorkloadIdentity): void {
    identity.grant(BLOB_ROLES.read, this.containerId);
  }

  /** Lets an identity read, write and delete blobs. Calling it again changes nothing. */
  grantWrite(identity: IWorkloadIdentity): void {
    identity.grant(BLOB_ROLES.write, this.containerId);
  }

  /**
   * Sets a property of `azurerm_storage_container` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

/** A simple queue of small messages. Azure: "What is Azure Queue Storage?" */
export class StorageAccountQueue extends Construct implements IStorageQueue {
  readonly account: IStorageAccount;
  readonly queueName: string;
  /** Late. */
  readonly queueId: string;
  private readonly resource: StorageQueueResource;

  /** @internal See `StorageAccount.addQueue`. */
  constructor(scope: Construct, id: string, home: StorageHome, props: StoragePartProps) {
    super(scope, id);
    this.account = home.account;
    this.queueName = checkedName(this, 'storageQueue', props.name ?? id);
    this.resource = fixAddress(
      new StorageQueueResource(this, 'Resource', {
        name: this.queueName,
        storageAccountId: home.account.accountId,
        lifecycle: lifecycleOf(home.isProtected),
      }),
    );
    this.queueId = this.resource.id;
  }

  /** Lets an identity add messages. Calling it again changes nothing. */
  grantSend(identity: IWorkloadIdentity): void {
    identity.grant('Storage Queue Data Message Sender', this.queueId);
  }

  /** Lets an identity take messages off the queue. Calling it again changes nothing. */
  grantProcess(identity: IWorkloadIdentity): void {
    identity.grant('Storage Queue Data Message Processor', this.queueId);
  }

  /**
   * Sets a property of `azurerm_storage_queue` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

/** Files that several pods share over SMB. Azure: "What is Azure Files?" */
export class FileShare extends Construct {
  readonly shareName: string;
  /** Late. */
  readonly shareId: string;
  private readonly resource: StorageShare;

  /** @internal See `StorageAccount.addShare`. */
  constructor(scope: Construct, id: string, home: StorageHome, props: FileShareProps, smallest: number) {
    super(scope, id);
    const problems = new Problems(this);
    const name = props.name ?? id;
    problems.attempt('name', () => azureName('storageContainer', name));
    const quota = problems.attempt('quota', () => props.quota.toGibibytes());
    if (quota !== undefined) {
      checkWhole(problems, { property: 'quota', value: quota, code: 'storage/quota' }, [smallest, 102_400]);
    }
    problems.throwIfAny();
    this.shareName = name;
    this.resource = fixAddress(
      new StorageShare(this, 'Resource', {
        name,
        storageAccountId: home.account.accountId,
        quota: quota as number,
        enabledProtocol: 'SMB',
        lifecycle: lifecycleOf(home.isProtected),
      }),
    );
    this.shareId = this.resource.id;
  }

  /**
   * Sets a property of `azurerm_storage_share` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

function checkedName(scope: Construct, type: 'storageContainer' | 'storageQueue', name: string): string {
  const problems = new Problems(scope);
  problems.attempt('name', () => azureName(type, name));
  problems.throwIfAny();
  return name;
}
