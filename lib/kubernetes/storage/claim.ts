import { dnsSubdomain } from '../../core/dns-names';
import { InvalidValue, Problems } from '../../core/errors';
import { Size } from '../../core/size';
import {
  AKS_STORAGE_CLASSES,
  BLOB_DRIVER,
  DISK_DRIVER,
  FILES_DRIVER,
  type StorageDriver,
} from '../../core/storage-classes';
import type { coreV1 } from '../api';
import type { AccessMode, IStorageClass } from './contracts';

/** What is asked of a volume that is made for a claim. */
export interface ClaimProps {
  /**
   * How much it holds. It may grow later where its class allows that, and never shrink.
   */
  readonly size: Size;
  /**
   * What makes the volume: a class of this program, or the name of one that is there. Fixed at creation.
   * @creation
   * @default 'managed-csi-premium': premium disks, redundant over zones where the cluster has several
   */
  readonly storageClass?: IStorageClass | string;
  /**
   * Who mounts it. Fixed at creation.
   * @creation
   * @default 'ReadWriteOnce'
   */
  readonly accessMode?: AccessMode;
}

const DEFAULT_CLASS = 'managed-csi-premium';
const DEFAULT_MODE: AccessMode = 'ReadWriteOnce';

/** Azure: "Scalability and performance targets for VM disks": Premium SSD. */
const LARGEST_DISK = Size.gibibytes(32_767);

/** Kubernetes: "Persistent Volumes", access modes by plugin; shared disks are for raw blocks, which no container mounts. */
const MODES: Readonly<Record<StorageDriver, readonly AccessMode[]>> = {
  [DISK_DRIVER]: ['ReadWriteOnce', 'ReadWriteOncePod'],
  [FILES_DRIVER]: ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadOnlyMany', 'ReadWriteMany'],
  [BLOB_DRIVER]: ['ReadWriteOnce', 'ReadWriteOncePod', 'ReadOnlyMany', 'ReadWriteMany'],
};

/**
 * @throws CdkAksError for an access mode that the class's driver lacks (storage/access-mode), and a size of none or above
 *   what the driver makes (storage/size)
 */
export function checkClaim(claim: ClaimProps, property = ''): void {
  const problems = new Problems();
  const at = (name: string): string => (property === '' ? name : `${property}.${name}`);
  const { storageClassName, driver, largestVolume } = classOf(claim);
  const mode = modeOf(claim);
  problems.attempt(at('storageClass'), () => dnsSubdomain(storageClassName, at('storageClass')));
  problems.attempt(at('accessMode'), () =>
    checkMode(mode, driver, at('accessMode'), ` of class '${storageClassName}'`),
  );
  const largest = largestVolume ?? (driver === DISK_DRIVER ? LARGEST_DISK : undefined);
  if (claim.size.equals(Size.zero) || (largest && claim.size.compare(largest) > 0)) {
    problems.add({
      property: at('size'),
      value: String(claim.size),
      rule: largest
        ? `is not a size that class '${storageClassName}' makes: above 0, at most ${largest}`
        : 'is no size of a volume',
      fix: 'Write what it has to hold, such as Size.gibibytes(32)',
      code: 'storage/size',
    });
  }
  problems.throwIfAny();
}

/**
 * @param which what the messages call the volumes besides their driver
 * @throws InvalidValue for an access mode that a driver lacks (storage/access-mode)
 */
export function checkMode(mode: AccessMode, driver: StorageDriver | undefined, property: string, which = ''): void {
  if (driver === undefined || MODES[driver].includes(mode)) return;
  throw new InvalidValue({
    property,
    value: mode,
    rule: `is not what volumes${which} (${driver}) can do: a disk is for one node at a time`,
    fix: "Write 'ReadWriteOnce', or use Azure Files or Blob, such as the class 'azurefile-csi-premium'",
    code: 'storage/access-mode',
  });
}

/** A claim as objects and templates have it. */
export function renderClaim(claim: ClaimProps): coreV1.PersistentVolumeClaimSpec {
  return {
    accessModes: [modeOf(claim)],
    storageClassName: classOf(claim).storageClassName,
    volumeMode: 'Filesystem',
    resources: { requests: { storage: String(claim.size) } },
  };
}

/** Who mounts the volume. */
export function modeOf({ accessMode = DEFAULT_MODE }: ClaimProps): AccessMode {
  return accessMode;
}

/** What makes the volume, where that is known. */
export function driverOf(claim: ClaimProps): StorageDriver | undefined {
  return classOf(claim).driver;
}

export function classOf({ storageClass = DEFAULT_CLASS }: ClaimProps): IStorageClass {
  if (typeof storageClass !== 'string') return storageClass;
  const driver = Object.hasOwn(AKS_STORAGE_CLASSES, storageClass) ? AKS_STORAGE_CLASSES[storageClass] : undefined;
  return { storageClassName: storageClass, driver };
}
