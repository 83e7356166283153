import { App, Chart } from 'cdk8s';
import { bindJoin, type Join } from '../../../lib/core/join';
import { AzureBlobStorageClass } from '../../../lib/kubernetes/storage/azure-blob-class';
import {
  AzureDiskStorageClass,
  type AzureDiskStorageClassProps,
} from '../../../lib/kubernetes/storage/azure-disk-class';
import { AzureFilesStorageClass } from '../../../lib/kubernetes/storage/azure-files-class';
import { kubernetesProblems } from '../../support/conformance';
import { fakeCluster, messageOf, object } from '../workload/world';

/** A chart on a cluster in a region. */
function chartIn(location: string): Chart {
  const app = new App();
  const cluster = fakeCluster({ location });
  bindJoin(app, { clusterOf: () => cluster } as unknown as Join);
  return new Chart(app, 'prod', { namespace: 'somewhere' });
}
const disk = (props?: AzureDiskStorageClassProps, location = 'westeurope'): AzureDiskStorageClass =>
  new AzureDiskStorageClass(chartIn(location), 'disks', props);

describe('AzureDiskStorageClass', () => {
  it('makes disks that are in every zone, where a pod needs them, and that may grow', () => {
    expect(object(disk(), 'StorageClass')).toEqual({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'disks', labels: { 'app.kubernetes.io/managed-by': 'cdk-aks' } },
      provisioner: 'disk.csi.azure.com',
      parameters: { cachingMode: 'ReadOnly', skuName: 'Premium_ZRS' },
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
  });

  it('makes disks whose speed is chosen, without a cache', () => {
    const fast = disk({ sku: 'PremiumV2_LRS', iops: 4000, megabytesPerSecond: 250, tags: { team: 'shop' } });
    expect(object(fast, 'StorageClass')).toMatchObject({
      parameters: {
        skuName: 'PremiumV2_LRS',
        cachingMode: 'None',
        DiskIOPSReadWrite: '4000',
        DiskMBpsReadWrite: '250',
        tags: 'team=shop',
      },
    });
    expect([fast.largestVolume, disk().largestVolume].map(String)).toEqual(['64Ti', '32767Gi']);
  });

  it('keeps disks and encrypts them with a key where that is asked for', () => {
    const own = disk({
      reclaimPolicy: 'Retain',
      allowVolumeExpansion: false,
      diskEncryptionSetId: '/subscriptions/s/diskEncryptionSets/own',
      fileSystem: 'xfs',
      parameters: { networkAccessPolicy: 'DenyAll' },
    });
    expect(object(own, 'StorageClass')).toMatchObject({
      reclaimPolicy: 'Retain',
      allowVolumeExpansion: false,
      parameters: {
        diskEncryptionSetID: '/subscriptions/s/diskEncryptionSets/own',
        networkAccessPolicy: 'DenyAll',
        'csi.storage.k8s.io/fstype': 'xfs',
      },
    });
  });

  it('tells everything wrong at once', () => {
    expect(
      messageOf(() =>
        disk({ sku: 'UltraSSD_LRS', caching: 'ReadOnly', iops: 0.5, megabytesPerSecond: 0, tags: { 'a,b': 'c' } }),
      ).split('\n'),
    ).toEqual([
      "[prod/disks] 'tags' (a,b=c) holds ',' or '=', by which the driver tells tags apart. Write it without. (storage/tags)",
      "[prod/disks] 'caching' (ReadOnly) is no cache that a disk of UltraSSD_LRS takes. Leave it out. (storage/caching)",
      "[prod/disks] 'iops' (0.5) is not a whole number from 1. Write 1 or more. (storage/speed)",
      "[prod/disks] 'megabytesPerSecond' (0) is not a whole number from 1. Write 1 or more. (storage/speed)",
    ]);
    expect(messageOf(() => disk({ iops: 4000 }))).toBe(
      "[prod/disks] 'iops' (4000) has no effect on a disk of Premium_ZRS, whose speed follows its size. Leave it out, or write sku: 'PremiumV2_LRS'. (storage/speed)",
    );
  });

  it('says where a region has no zones, and asks nothing of one that is not known', () => {
    expect(messageOf(() => disk({}, 'westus'))).toBe(
      "[prod/disks] 'sku' (Premium_ZRS) is redundant over zones, and region 'westus' has none. Write 'Premium_LRS'. (storage/no-zones)",
    );
    expect(disk({ sku: 'Premium_LRS' }, 'westus').storageClassName).toBe('disks');
    expect(disk({}, 'chinanorth3').storageClassName).toBe('disks');
    expect(new AzureDiskStorageClass(new Chart(new App(), 'plain'), 'disks').storageClassName).toBe('disks');
  });
});

describe('AzureFilesStorageClass', () => {
  it('makes shares that are in every zone', () => {
    const files = new AzureFilesStorageClass(chartIn('westeurope'), 'files', { privateEndpoint: true });
    expect(object(files, 'StorageClass')).toMatchObject({
      provisioner: 'file.csi.azure.com',
      parameters: { skuName: 'Premium_ZRS', protocol: 'smb', networkEndpointType: 'privateEndpoint' },
      volumeBindingMode: 'Immediate',
      mountOptions: ['mfsymlinks', 'actimeo=30', 'nosharesock'],
    });
    expect(String(files.largestVolume)).toBe('100Ti');
  });

  it('speaks NFS with premium accounts alone', () => {
    const nfs = new AzureFilesStorageClass(chartIn('westeurope'), 'nfs', { protocol: 'nfs' });
    expect(object(nfs, 'StorageClass')).toMatchObject({ mountOptions: ['nconnect=4', 'noresvport', 'actimeo=30'] });
    const props = { protocol: 'nfs', sku: 'Standard_GZRS' } as const;
    expect(messageOf(() => new AzureFilesStorageClass(chartIn('westus'), 'nfs', props)).split('\n')).toEqual([
      "[prod/nfs] 'sku' (Standard_GZRS) is redundant over zones, and region 'westus' has none. Write 'Standard_LRS'. (storage/no-zones)",
      "[prod/nfs] 'protocol' (nfs) is not spoken by accounts of Standard_GZRS. Write sku: 'Premium_ZRS'. (storage/nfs)",
    ]);
  });
});

describe('AzureBlobStorageClass', () => {
  it('makes containers that pods see as files', () => {
    const blobs = new AzureBlobStorageClass(chartIn('westeurope'), 'blobs');
    expect(object(blobs, 'StorageClass')).toMatchObject({
      provisioner: 'blob.csi.azure.com',
      parameters: { skuName: 'Premium_ZRS', protocol: 'fuse2' },
      mountOptions: ['-o allow_other', '--file-cache-timeout-in-seconds=120'],
    });
    const nfs = new AzureBlobStorageClass(chartIn('westeurope'), 'nfs', { protocol: 'nfs' });
    expect(object(nfs, 'StorageClass')).not.toHaveProperty('mountOptions');
  });
});

it('storage classes are taken by API servers, and exist by name', () => {
  const chart = chartIn('westeurope');
  for (const made of [
    new AzureDiskStorageClass(chart, 'a', { sku: 'UltraSSD_LRS', iops: 500 }),
    new AzureFilesStorageClass(chart, 'b', { mountOptions: ['dir_mode=0750'] }),
    new AzureBlobStorageClass(chart, 'c'),
  ]) {
    for (const minor of ['1.28', '1.36']) expect(kubernetesProblems(object(made, 'StorageClass'), minor)).toEqual([]);
  }
  expect(AzureDiskStorageClass.fromName('own')).toEqual({ storageClassName: 'own', driver: 'disk.csi.azure.com' });
  expect(AzureFilesStorageClass.fromName('own').driver).toBe('file.csi.azure.com');
  expect(AzureBlobStorageClass.fromName('own').driver).toBe('blob.csi.azure.com');
});
