import type { Size } from '../../core/size';
import type { StorageDriver } from '../../core/storage-classes';

/**
 * Who mounts a volume: one node, one pod, or many nodes. Disks are for one node; shares and containers for any.
 * Kubernetes: "Persistent Volumes", access modes.
 */
export type AccessMode = 'ReadWriteOnce' | 'ReadWriteOncePod' | 'ReadOnlyMany' | 'ReadWriteMany';

/** What makes volumes for claims. */
export interface IStorageClass {
  readonly storageClassName: string;
  /**
   * What makes the volumes.
   * @default - not known, so that access modes are not checked
   */
  readonly driver?: StorageDriver;
  /**
   * The largest volume that it makes.
   * @default - not known
   */
  readonly largestVolume?: Size;
}
