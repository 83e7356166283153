import { Size } from '../../../lib/core/size';
import { AzureDiskStorageClass } from '../../../lib/kubernetes/storage/azure-disk-class';
import type { IVolumeClaim } from '../../../lib/kubernetes/storage/contracts';
import { ExistingStorage } from '../../../lib/kubernetes/storage/existing-storage';
import { ExistingVolume } from '../../../lib/kubernetes/storage/existing-volume';
import {
  PersistentVolumeClaim,
  type PersistentVolumeClaimProps,
} from '../../../lib/kubernetes/storage/persistent-volume-claim';
import { StorageAccess } from '../../../lib/kubernetes/storage/storage-access';
import { VolumeSnapshot } from '../../../lib/kubernetes/storage/volume-snapshot';
import { VolumeSnapshotClass } from '../../../lib/kubernetes/storage/volume-snapshot-class';
import { Namespace } from '../../../lib/kubernetes/tenancy/namespace';
import { Job } from '../../../lib/kubernetes/workload/job';
import { Microservice } from '../../../lib/kubernetes/workload/microservice';
import { Volume } from '../../../lib/kubernetes/workload/volume';
import {
  FakeIdentity,
  messageOf,
  object,
  objects,
  onCluster,
  plainNamespace,
  podOf,
  refusals,
  SMALL,
} from '../workload/world';

const SIZE = Size.gibibytes(8);
const MINORS = ['1.28', '1.34', '1.36'];
const claimOf = (props: Partial<PersistentVolumeClaimProps> = {}, shop = onCluster().shop): PersistentVolumeClaim =>
  new PersistentVolumeClaim(shop, 'data', { size: SIZE, ...props });
const SHARED = { accessMode: 'ReadWriteMany', storageClass: 'azurefile-csi-premium' } as const;
const ACCOUNT = { account: 'contoso', resourceGroup: 'media' };

describe('PersistentVolumeClaim', () => {
  it('asks for a disk in every zone, and stays when Flux misses it', () => {
    expect(object(claimOf(), 'PersistentVolumeClaim')).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: {
        name: 'data',
        namespace: 'shop',
        labels: { 'app.kubernetes.io/managed-by': 'cdk-aks' },
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'managed-csi-premium',
        volumeMode: 'Filesystem',
        resources: { requests: { storage: '8Gi' } },
      },
    });
  });

  it('is mounted by pods on several nodes where its driver can', () => {
    const { shop } = onCluster();
    const claim = claimOf(SHARED, shop);
    const web = new Microservice(shop, 'web', { ...SMALL, volumes: { '/data': Volume.claim(claim) } });
    expect(podOf(web).volumes).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'data', readOnly: false } },
    ]);
  });

  it('is no disk that two pods would wait for, which is found where it is mounted', () => {
    const { shop } = onCluster();
    const volumes = { '/data': Volume.claim(claimOf({}, shop)) };
    expect(messageOf(() => new Microservice(shop, 'web', { ...SMALL, volumes }))).toBe(
      "[shop/web] 'volumes' (data) is mounted by one node at a time (ReadWriteOnce), and the pods of a Deployment are several, at least in a rollout: the second one would wait for good. Give each pod a volume of its own with a StatefulService and its 'claims', or use Azure Files with 'ReadWriteMany'. (volume/one-node)",
    );
    expect(
      messageOf(() => new Microservice(shop, 'api', { ...SMALL, sidecars: [{ name: 'proxy', ...SMALL, volumes }] })),
    ).toContain('(volume/one-node)');
    expect(objects(new Job(shop, 'seed', { ...SMALL, volumes }), 'Job')).toHaveLength(1);
  });

  it('is in the namespace of the pods that mount it', () => {
    const { shop } = onCluster();
    const claim = claimOf(SHARED, shop);
    const other = new Namespace(shop.node.root as never, 'other');
    expect(
      messageOf(() => new Microservice(other, 'web', { ...SMALL, volumes: { '/data': Volume.claim(claim) } })),
    ).toBe(
      "[other/web] 'volumes' (data) is in namespace 'shop', and nothing in 'other' can use it. Put both into one namespace. (storage/other-namespace)",
    );
  });

  it.each<[Partial<PersistentVolumeClaimProps>, string]>([
    [
      { accessMode: 'ReadWriteMany' },
      "[shop/data] 'accessMode' (ReadWriteMany) is not what volumes of class 'managed-csi-premium' (disk.csi.azure.com) can do: a disk is for one node at a time. Write 'ReadWriteOnce', or use Azure Files or Blob, such as the class 'azurefile-csi-premium'. (storage/access-mode)",
    ],
    [
      { size: Size.zero },
      "[shop/data] 'size' (0) is not a size that class 'managed-csi-premium' makes: above 0, at most 32767Gi. Write what it has to hold, such as Size.gibibytes(32). (storage/size)",
    ],
    [
      { size: Size.zero, storageClass: 'own' },
      "[shop/data] 'size' (0) is no size of a volume. Write what it has to hold, such as Size.gibibytes(32). (storage/size)",
    ],
    [
      { restoreFrom: 'No Name' },
      "[shop/data] 'restoreFrom' (No Name) is not a DNS subdomain (RFC 1123): 1 to 253 lower-case letters, digits, '-' and '.', every part starting and ending with a letter or digit. Did you mean 'no-name'? (name/dns-subdomain)",
    ],
  ])('refuses what its class does not make: %j', (props, message) => {
    expect(messageOf(() => claimOf(props))).toBe(message);
  });
});

describe('VolumeSnapshot', () => {
  it('is taken of a claim, and fills another', () => {
    const { shop } = onCluster();
    const snapshotClass = new VolumeSnapshotClass(shop, 'snapshots', { resourceGroup: 'backups' });
    const of = claimOf({}, shop);
    const restoreFrom = new VolumeSnapshot(shop, 'before', { of, snapshotClass });
    const restored = new PersistentVolumeClaim(shop, 'restored', { size: SIZE, restoreFrom });
    expect(object(snapshotClass, 'VolumeSnapshotClass')).toEqual({
      apiVersion: 'snapshot.storage.k8s.io/v1',
      kind: 'VolumeSnapshotClass',
      metadata: { name: 'snapshots', labels: { 'app.kubernetes.io/managed-by': 'cdk-aks' } },
      driver: 'disk.csi.azure.com',
      deletionPolicy: 'Retain',
      parameters: { incremental: 'true', resourceGroup: 'backups' },
    });
    expect(object(restoreFrom, 'VolumeSnapshot').spec).toEqual({
      volumeSnapshotClassName: 'snapshots',
      source: { persistentVolumeClaimName: 'data' },
    });
    expect(object(restored, 'PersistentVolumeClaim').spec.dataSource).toEqual({
      apiGroup: 'snapshot.storage.k8s.io',
      kind: 'VolumeSnapshot',
      name: 'before',
    });
    for (const minor of MINORS) expect(refusals(shop, minor)).toEqual([]);
  });

  it('takes names of what is there', () => {
    const { shop } = onCluster();
    const snapshot = new VolumeSnapshot(shop, 'before', { of: 'data-db-0', snapshotClass: 'snapshots' });
    expect(object(snapshot, 'VolumeSnapshot').spec.source).toEqual({ persistentVolumeClaimName: 'data-db-0' });
    expect(object(claimOf({ restoreFrom: 'before' }, shop), 'PersistentVolumeClaim').spec.dataSource).toMatchObject({
      name: 'before',
    });
    expect(VolumeSnapshotClass.fromName('own', 'file.csi.azure.com')).toEqual({
      snapshotClassName: 'own',
      driver: 'file.csi.azure.com',
    });
  });

  it('is not taken by another driver, nor of what is elsewhere', () => {
    const { shop } = onCluster();
    const files = new VolumeSnapshotClass(shop, 'files', { driver: 'file.csi.azure.com', deletionPolicy: 'Delete' });
    expect(object(files, 'VolumeSnapshotClass')).not.toHaveProperty('parameters');
    const of = claimOf({ storageClass: new AzureDiskStorageClass(shop, 'disks') }, shop);
    const other = new Namespace(shop.node.root as never, 'other');
    expect(messageOf(() => new VolumeSnapshot(other, 'before', { of, snapshotClass: files })).split('\n')).toEqual([
      "[other/before] 'of' (data) is in namespace 'shop', and nothing in 'other' can use it. Put both into one namespace. (storage/other-namespace)",
      "[other/before] 'snapshotClass' (file.csi.azure.com) takes no snapshot of claim 'data', whose volumes are of disk.csi.azure.com. Name a class of the same driver; Blob storage takes no snapshots. (storage/snapshot-driver)",
    ]);
    const restoreFrom = new VolumeSnapshot(shop, 'before', { of, snapshotClass: 'snapshots' });
    expect(messageOf(() => new PersistentVolumeClaim(other, 'restored', { size: SIZE, restoreFrom }))).toBe(
      "[other/restored] 'restoreFrom' (before) is in namespace 'shop', and nothing in 'other' can use it. Put both into one namespace. (storage/other-namespace)",
    );
  });
});

describe('ExistingVolume', () => {
  const volume = (storage: ExistingStorage, shop = onCluster().shop): ExistingVolume =>
    new ExistingVolume(shop, 'media', { size: SIZE, storage });

  it('mounts a share with a Secret, through a claim that nothing else takes', () => {
    const access = StorageAccess.secret('media-account');
    const media = volume(ExistingStorage.filesShare({ ...ACCOUNT, share: 'media', access }));
    expect(object(media, 'PersistentVolume')).toEqual({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: {
        name: 'shop-media',
        labels: { 'app.kubernetes.io/managed-by': 'cdk-aks' },
        annotations: { 'pv.kubernetes.io/provisioned-by': 'file.csi.azure.com' },
      },
      spec: {
        capacity: { storage: '8Gi' },
        accessModes: ['ReadWriteMany'],
        persistentVolumeReclaimPolicy: 'Retain',
        storageClassName: '',
        volumeMode: 'Filesystem',
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: 'media', namespace: 'shop' },
        mountOptions: ['mfsymlinks', 'actimeo=30', 'nosharesock'],
        csi: {
          driver: 'file.csi.azure.com',
          volumeHandle: 'media#contoso#media',
          volumeAttributes: {
            storageAccount: 'contoso',
            resourceGroup: 'media',
            shareName: 'media',
            protocol: 'smb',
          },
          nodeStageSecretRef: { name: 'media-account', namespace: 'shop' },
        },
      },
    });
    expect(object(media, 'PersistentVolumeClaim').spec).toEqual({
      accessModes: ['ReadWriteMany'],
      storageClassName: '',
      volumeName: 'shop-media',
      volumeMode: 'Filesystem',
      resources: { requests: { storage: '8Gi' } },
    });
  });

  it('mounts as an identity, which trusts the accounts of all workloads that do', () => {
    const { shop } = onCluster();
    const identity = new FakeIdentity();
    const grants: unknown[] = [];
    identity.grant = (...grant: unknown[]) => grants.push(grant);
    const access = StorageAccess.workloadIdentity(identity, { accountId: '/subscriptions/s/contoso' });
    const media: IVolumeClaim = volume(ExistingStorage.blobContainer({ ...ACCOUNT, container: 'media', access }), shop);
    new Microservice(shop, 'web', { ...SMALL, volumes: { '/media': Volume.claim(media) } });
    expect(identity.trusted.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual(['shop/web']);
    expect(grants).toEqual([['Storage Account Contributor', '/subscriptions/s/contoso']]);
    expect(object(shop, 'PersistentVolume').spec.csi).toEqual({
      driver: 'blob.csi.azure.com',
      volumeHandle: 'contoso_media',
      volumeAttributes: {
        storageAccount: 'contoso',
        resourceGroup: 'media',
        containerName: 'media',
        protocol: 'fuse2',
        clientID: identity.clientId,
      },
    });
    const outside = (): unknown =>
      volume(ExistingStorage.blobContainer({ ...ACCOUNT, container: 'a-b', access }), plainNamespace());
    expect(messageOf(outside)).toContain('(app/join-needed)');
  });

  it('mounts over NFS from its network, and disks by their id', () => {
    const of = (storage: ExistingStorage): unknown => object(volume(storage), 'PersistentVolume').spec;
    expect(of(ExistingStorage.filesNfs({ ...ACCOUNT, name: 'media' }))).toMatchObject({
      mountOptions: ['nconnect=4', 'noresvport', 'actimeo=30'],
      csi: { volumeAttributes: { protocol: 'nfs', shareName: 'media' } },
    });
    expect(of(ExistingStorage.blobNfs({ ...ACCOUNT, name: 'media' }))).toMatchObject({
      csi: { volumeAttributes: { protocol: 'nfs', containerName: 'media' } },
    });
    expect(of(ExistingStorage.disk('/subscriptions/s/disks/a'))).toMatchObject({
      accessModes: ['ReadWriteOnce'],
      csi: { driver: 'disk.csi.azure.com', volumeHandle: '/subscriptions/s/disks/a' },
    });
  });

  it.each(MINORS)('is taken by an API server of %s', (minor) => {
    const { shop } = onCluster();
    volume(ExistingStorage.filesNfs({ ...ACCOUNT, name: 'media' }), shop);
    expect(refusals(shop, minor)).toEqual([]);
  });

  it('tells what is no name, and what a disk cannot do', () => {
    const access = StorageAccess.secret('media');
    expect(
      messageOf(() =>
        ExistingStorage.filesShare({ account: 'My-Account', resourceGroup: 'a/b', share: 'a--b', access }),
      ).split('\n'),
    ).toEqual([
      "'account' (My-Account) is not the name of a storage account: 3 to 24 lower-case letters and digits. Copy the name. (storage/name)",
      "'resourceGroup' (a/b) is not the name of a resource group. Copy the name. (storage/name)",
      "'share' (a--b) is not the name of a share or container: 3 to 63 lower-case letters, digits and single hyphens. Copy the name. (storage/name)",
    ]);
    const storage = ExistingStorage.disk('/subscriptions/s/disks/a');
    expect(messageOf(() => new ExistingVolume(onCluster().shop, 'none', { size: Size.zero, storage }))).toBe(
      "[shop/none] 'size' (0) is no size of a volume, and the API server refuses it. Write what the storage holds, such as Size.gibibytes(100). (storage/size)",
    );
    expect(
      messageOf(() => new ExistingVolume(onCluster().shop, 'a', { size: SIZE, storage, accessMode: 'ReadWriteMany' })),
    ).toBe(
      "[shop/a] 'accessMode' (ReadWriteMany) is not what volumes (disk.csi.azure.com) can do: a disk is for one node at a time. Write 'ReadWriteOnce', or use Azure Files or Blob, such as the class 'azurefile-csi-premium'. (storage/access-mode)",
    );
  });
});
