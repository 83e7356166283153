import { Construct } from 'constructs';
import { dnsSubdomain } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import type { snapshotStorageK8sIo } from '../api';
import { KubernetesObject, namespaceOf, objectName } from '../object';
import type { IVolumeClaim } from './contracts';
import { inNamespace } from './in-namespace';
import type { IVolumeSnapshotClass } from './volume-snapshot-class';

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
