import { Construct } from 'constructs';
import type { IWorkloadIdentity } from '../../core/contracts';
import { dnsSubdomain } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import { requireJoin } from '../../core/join';
import type { Size } from '../../core/size';
import { DISK_DRIVER, type StorageDriver } from '../../core/storage-classes';
import type { coreV1 } from '../api';
import { clusterWide, KubernetesObject, namespaceOf, objectName } from '../object';
import { checkMode } from './claim';
import type { AccessMode, IVolumeClaim } from './contracts';
import type { ExistingStorage } from './existing-storage';

export interface ExistingVolumeProps {
  /** What is mounted: `ExistingStorage.filesShare({ … })`. Fixed at creation. @creation */
  readonly storage: ExistingStorage;
  /** How much it holds, for whoever asks; nobody holds pods to it. */
  readonly size: Size;
  /**
   * Who mounts it. Fixed at creation.
   * @creation
   * @default - 'ReadWriteMany'; 'ReadWriteOnce' for a disk
   */
  readonly accessMode?: AccessMode;
}

/** Lets the driver read the account's key. Azure: "Access Azure storage with workload identity using CSI drivers". */
const ROLE = 'Storage Account Contributor';

/**
 * A volume on storage that is there already, and a claim for it: `volumes: { '/media': Volume.claim(media) }`. The storage
 * stays when this is gone.
 */
export class ExistingVolume extends Construct implements IVolumeClaim {
  readonly claimName: string;
  readonly namespaceName: string;
  readonly accessMode: AccessMode;
  readonly driver: StorageDriver;
  readonly identity?: IWorkloadIdentity;

  constructor(scope: Construct, id: string, props: ExistingVolumeProps) {
    super(scope, id);
    const { storage, size } = props;
    this.claimName = objectName(this);
    this.namespaceName = namespaceOf(this);
    this.driver = storage.driver;
    this.accessMode = props.accessMode ?? (storage.driver === DISK_DRIVER ? 'ReadWriteOnce' : 'ReadWriteMany');
    this.identity = storage.access?.identity;
    const problems = new Problems(this);
    problems.attempt('id', () => dnsSubdomain(this.claimName, 'id'));
    problems.attempt('accessMode', () => checkMode(this.accessMode, storage.driver, 'accessMode'));
    if (size.inBytes === 0) {
      problems.add({
        property: 'size',
        value: String(size),
        rule: 'is no size of a volume, and the API server refuses it',
        fix: 'Write what the storage holds, such as Size.gibibytes(100)',
        code: 'storage/size',
      });
    }
    problems.throwIfAny();
    if (this.identity) requireJoin(this, 'a volume that is mounted as a workload identity');
    const accountId = storage.access?.accountId;
    if (accountId !== undefined) this.identity?.grant(ROLE, accountId);

    // Unique in the cluster, as volumes are in no namespace.
    const volumeName = `${this.namespaceName}-${this.claimName}`;
    const capacity = { storage: String(size) };
    this.renderVolume(volumeName, capacity, storage);
    new KubernetesObject<coreV1.PersistentVolumeClaim>(this, 'Claim', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: this.claimName,
        labels: { 'app.kubernetes.io/managed-by': 'cdk-aks' },
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
      // The empty class keeps the cluster's default one from making a volume of its own.
      spec: {
        accessModes: [this.accessMode],
        storageClassName: '',
        volumeName,
        volumeMode: 'Filesystem',
        resources: { requests: capacity },
      },
    });
  }

  private renderVolume(name: string, capacity: { readonly storage: string }, storage: ExistingStorage): void {
    const { access, attributes, driver, handle, mountOptions } = storage;
    const clientId = access?.identity?.clientId;
    const volumeAttributes = { ...attributes, ...(clientId === undefined ? {} : { clientID: clientId }) };
    new KubernetesObject<coreV1.PersistentVolume>(this, 'Volume', {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { ...clusterWide(name), annotations: { 'pv.kubernetes.io/provisioned-by': driver } },
      spec: {
        capacity,
        accessModes: [this.accessMode],
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: '',
        volumeMode: 'Filesystem',
        claimRef: {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          name: this.claimName,
          namespace: this.namespaceName,
        },
        ...(mountOptions.length > 0 ? { mountOptions } : {}),
        csi: {
          driver,
          volumeHandle: handle,
          ...(Object.keys(volumeAttributes).length > 0 ? { volumeAttributes } : {}),
          ...(access?.secretName === undefined
            ? {}
            : { nodeStageSecretRef: { name: access.secretName, namespace: this.namespaceName } }),
        },
      },
    });
  }
}
