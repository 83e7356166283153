import { Construct } from 'constructs';
import { dnsSubdomain } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import { DISK_DRIVER } from '../../core/storage-classes';
import type { snapshotStorageK8sIo } from '../api';
import { clusterWide, KubernetesObject, objectName } from '../object';

/** Drivers that take snapshots; that of Blob takes none. Azure: "CSI drivers on AKS". */
export type SnapshotDriver = 'disk.csi.azure.com' | 'file.csi.azure.com';

/** What takes snapshots of volumes. */
export interface IVolumeSnapshotClass {
  readonly snapshotClassName: string;
  /** @default - not known, so that it is not held against the driver of the volume */
  readonly driver?: SnapshotDriver;
}

export interface VolumeSnapshotClassProps {
  /**
   * Of which driver's volumes.
   * @default 'disk.csi.azure.com'
   */
  readonly driver?: SnapshotDriver;
  /**
   * What becomes of a snapshot in Azure when its object is deleted.
   * @default 'Retain'
   */
  readonly deletionPolicy?: 'Retain' | 'Delete';
  /**
   * Name of the resource group that snapshots are kept in.
   * @default - that of the nodes, which goes with the cluster
   */
  readonly resourceGroup?: string;
}

/** Takes snapshots of volumes of one driver, which stay when their objects are deleted. One for the whole cluster. */
export class VolumeSnapshotClass extends Construct implements IVolumeSnapshotClass {
  /** Uses a class that exists already; nothing is created. */
  static fromName(name: string, driver?: SnapshotDriver): IVolumeSnapshotClass {
    return { snapshotClassName: dnsSubdomain(name, 'name'), driver };
  }

  readonly snapshotClassName: string;
  readonly driver: SnapshotDriver;

  constructor(scope: Construct, id: string, props: VolumeSnapshotClassProps = {}) {
    super(scope, id);
    const { resourceGroup, deletionPolicy = 'Retain' } = props;
    this.snapshotClassName = objectName(this);
    this.driver = props.driver ?? DISK_DRIVER;
    const problems = new Problems(this);
    problems.attempt('id', () => dnsSubdomain(this.snapshotClassName, 'id'));
    problems.throwIfAny();
    const parameters = {
      ...(this.driver === DISK_DRIVER ? { incremental: 'true' } : {}),
      ...(resourceGroup === undefined ? {} : { resourceGroup }),
    };
    new KubernetesObject<snapshotStorageK8sIo.VolumeSnapshotClass>(this, 'Resource', {
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshotClass',
      metadata: clusterWide(this.snapshotClassName),
      driver: this.driver,
      deletionPolicy,
      ...(Object.keys(parameters).length > 0 ? { parameters } : {}),
    });
  }
}
