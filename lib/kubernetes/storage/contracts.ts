import type { IWorkloadIdentity } from '../../core/contracts';
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

/** A claim for a volume, which pods of its namespace mount. */
export interface IVolumeClaim {
  readonly claimName: string;
  /** Namespace that it is in. */
  readonly namespaceName: string;
  /** Who mounts it. */
  readonly accessMode: AccessMode;
  /**
   * What makes the volume.
   * @default - not known
   */
  readonly driver?: StorageDriver;
  /**
   * The identity that pods sign in with to mount it; accounts of workloads that do are trusted by it.
   * @default - none: a Secret, or the cluster
   */
  readonly identity?: IWorkloadIdentity;
}
