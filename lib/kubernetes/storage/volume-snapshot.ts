import { Construct } from 'constructs';
import { dnsSubdomain } from '../../core/dns-names';
import { InvalidValue, Problems } from '../../core/errors';
import { DISK_DRIVER } from '../../core/storage-classes';
import type { snapshotStorageK8sIo } from '../api';
import { clusterWide, KubernetesObject, namespaceOf, objectName } from '../object';
import type { IVolumeClaim } from './contracts';

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

/** A snapshot of a volume, which claims can be filled from. */
export interface IVolumeSnapshot {
  readonly snapshotName: string;
  readonly namespaceName: string;
}

export interface VolumeSnapshotProps {
  /** The claim whose volume is taken: one of this program, or the name of one of the namespace. */
  readonly of: IVolumeClaim | string;
  /** What takes it: a class of this program, or the name of one that is there. */
  readonly snapshotClass: IVolumeSnapshotClass | string;
}

/** What a volume holds at the time when this is applied first. */
export class VolumeSnapshot extends Construct implements IVolumeSnapshot {
  readonly snapshotName: string;
  readonly namespaceName: string;

  constructor(scope: Construct, id: string, props: VolumeSnapshotProps) {
    super(scope, id);
    this.snapshotName = objectName(this);
    this.namespaceName = namespaceOf(this);
    this.checkProps(props);
    const { of, snapshotClass } = props;
    new KubernetesObject<snapshotStorageK8sIo.VolumeSnapshot>(this, 'Resource', {
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshot',
      metadata: { name: this.snapshotName, labels: { 'app.kubernetes.io/managed-by': 'cdk-aks' } },
      spec: {
        volumeSnapshotClassName: typeof snapshotClass === 'string' ? snapshotClass : snapshotClass.snapshotClassName,
        source: { persistentVolumeClaimName: typeof of === 'string' ? of : of.claimName },
      },
    });
  }

  private checkProps({ of, snapshotClass }: VolumeSnapshotProps): void {
    const problems = new Problems(this);
    problems.attempt('id', () => dnsSubdomain(this.snapshotName, 'id'));
    if (typeof of === 'string') problems.attempt('of', () => dnsSubdomain(of, 'of'));
    if (typeof snapshotClass === 'string') {
      problems.attempt('snapshotClass', () => dnsSubdomain(snapshotClass, 'snapshotClass'));
    }
    if (typeof of !== 'string') {
      problems.attempt('of', () => inNamespace('of', of.claimName, of.namespaceName, this.namespaceName));
      const driver = typeof snapshotClass === 'string' ? undefined : snapshotClass.driver;
      if (of.driver !== undefined && driver !== undefined && of.driver !== driver) {
        problems.add({
          property: 'snapshotClass',
          value: driver,
          rule: `takes no snapshot of claim '${of.claimName}', whose volumes are of ${of.driver}`,
          fix: 'Name a class of the same driver; Blob storage takes no snapshots',
          code: 'storage/snapshot-driver',
        });
      }
    }
    problems.throwIfAny();
  }
}

/** @throws InvalidValue for a snapshot of another namespace (storage/other-namespace), and for what is no name */
export function snapshotName(from: IVolumeSnapshot | string | undefined, namespace: string): string | undefined {
  if (from === undefined) return undefined;
  if (typeof from === 'string') return dnsSubdomain(from, 'restoreFrom');
  return inNamespace('restoreFrom', from.snapshotName, from.namespaceName, namespace);
}

/** @throws InvalidValue for what is in another namespace (storage/other-namespace) */
export function inNamespace(property: string, name: string, namespace: string, wanted: string): string {
  if (namespace === wanted) return name;
  throw new InvalidValue({
    property,
    value: name,
    rule: `is in namespace '${namespace}', and nothing in '${wanted}' can use it`,
    fix: 'Put both into one namespace',
    code: 'storage/other-namespace',
  });
}
