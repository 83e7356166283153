import { Construct } from 'constructs';
import { dnsSubdomain } from '../../core/dns-names';
import { Size } from '../../core/size';
import { DISK_DRIVER } from '../../core/storage-classes';
import { objectName } from '../object';
import type { IStorageClass } from './contracts';
import { checkStorageClass, renderStorageClass, type StorageClassProps } from './storage-class';

/** Kinds of disks; those of `ZRS` are there in every zone. Azure: "Azure managed disk types". */
export type DiskSku =
  | 'Premium_ZRS'
  | 'Premium_LRS'
  | 'StandardSSD_ZRS'
  | 'StandardSSD_LRS'
  | 'Standard_LRS'
  | 'PremiumV2_LRS'
  | 'UltraSSD_LRS';

export interface AzureDiskStorageClassProps extends StorageClassProps {
  /**
   * The kind of disk. Fixed at creation.
   * @creation
   * @default 'Premium_ZRS': a pod whose zone goes dark finds its disk in another
   */
  readonly sku?: DiskSku;
  /**
   * What the node keeps of it in memory. Ultra disks and Premium SSD v2 take none. Fixed at creation.
   * @creation
   * @default - 'ReadOnly', or 'None' where the disk takes no other
   */
  readonly caching?: 'None' | 'ReadOnly' | 'ReadWrite';
  /**
   * Operations a second of each disk; Ultra and Premium SSD v2 only. Fixed at creation.
   * @creation
   * @default - the driver's own
   */
  readonly iops?: number;
  /**
   * Megabytes a second of each disk; Ultra and Premium SSD v2 only. Fixed at creation.
   * @creation
   * @default - the driver's own
   */
  readonly megabytesPerSecond?: number;
  /**
   * Resource id of the disk encryption set with a key of your own. Fixed at creation.
   * @creation
   * @default - keys of the platform
   */
  readonly diskEncryptionSetId?: string;
  /**
   * For Linux pods alone. Fixed at creation.
   * @creation
   * @default - the driver's own: ext4, and NTFS for Windows pods
   */
  readonly fileSystem?: 'ext4' | 'xfs' | 'btrfs';
}

/** Disks whose speed is chosen, and which know neither a cache nor redundancy over zones. */
const TUNED: ReadonlySet<DiskSku> = new Set(['PremiumV2_LRS', 'UltraSSD_LRS']);

/** Azure: "Azure managed disk types", disk size. */
const LARGEST = { tuned: Size.tebibytes(64), other: Size.gibibytes(32_767) };

/**
 * Makes a disk for each claim, once a pod uses it and its zone is known. One for the whole cluster.
 *
 * @example const fast = new AzureDiskStorageClass(cluster.kubernetes, 'fast');
 */
export class AzureDiskStorageClass extends Construct implements IStorageClass {
  /** Uses a class that exists already; nothing is created. */
  static fromName(name: string): IStorageClass {
    return { storageClassName: dnsSubdomain(name, 'name'), driver: DISK_DRIVER };
  }

  readonly storageClassName: string;
  readonly driver = DISK_DRIVER;
  readonly largestVolume: Size;

  constructor(scope: Construct, id: string, props: AzureDiskStorageClassProps = {}) {
    super(scope, id);
    const { sku = 'Premium_ZRS', iops, megabytesPerSecond, diskEncryptionSetId } = props;
    const isTuned = TUNED.has(sku);
    const caching = props.caching ?? (isTuned ? 'None' : 'ReadOnly');
    this.storageClassName = objectName(this);
    this.largestVolume = isTuned ? LARGEST.tuned : LARGEST.other;
    this.checkProps(sku, props);
    renderStorageClass(this, props, {
      name: this.storageClassName,
      driver: DISK_DRIVER,
      bindingMode: 'WaitForFirstConsumer',
      parameters: {
        skuName: sku,
        cachingMode: caching,
        ...(props.fileSystem === undefined ? {} : { 'csi.storage.k8s.io/fstype': props.fileSystem }),
        ...(iops === undefined ? {} : { DiskIOPSReadWrite: String(iops) }),
        ...(megabytesPerSecond === undefined ? {} : { DiskMBpsReadWrite: String(megabytesPerSecond) }),
        ...(diskEncryptionSetId === undefined ? {} : { diskEncryptionSetID: diskEncryptionSetId }),
      },
    });
  }

  private checkProps(sku: DiskSku, props: AzureDiskStorageClassProps): void {
    const problems = checkStorageClass(this, this.storageClassName, sku, props);
    const isTuned = TUNED.has(sku);
    if (isTuned && props.caching !== undefined && props.caching !== 'None') {
      problems.add({
        property: 'caching',
        value: props.caching,
        rule: `is no cache that a disk of ${sku} takes`,
        fix: 'Leave it out',
        code: 'storage/caching',
      });
    }
    for (const name of ['iops', 'megabytesPerSecond'] as const) {
      const value = props[name];
      if (value === undefined) continue;
      if (!isTuned) {
        problems.add({
          property: name,
          value,
          rule: `has no effect on a disk of ${sku}, whose speed follows its size`,
          fix: "Leave it out, or write sku: 'PremiumV2_LRS'",
          code: 'storage/speed',
        });
      } else if (!Number.isSafeInteger(value) || value < 1) {
        problems.add({
          property: name,
          value,
          rule: 'is not a whole number from 1',
          fix: 'Write 1 or more',
          code: 'storage/speed',
        });
      }
    }
    problems.throwIfAny();
  }
}
