/** The storage drivers that AKS brings. Azure: "Container Storage Interface (CSI) drivers on AKS". */
export type StorageDriver = 'disk.csi.azure.com' | 'file.csi.azure.com' | 'blob.csi.azure.com';

export const DISK_DRIVER = 'disk.csi.azure.com';
export const FILES_DRIVER = 'file.csi.azure.com';
export const BLOB_DRIVER = 'blob.csi.azure.com';

/**
 * Storage classes that AKS brings, and their drivers. Those of Blob are there where its driver is on.
 * Azure: "Storage options for applications in AKS".
 */
export const AKS_STORAGE_CLASSES: Readonly<Record<string, StorageDriver>> = {
  default: DISK_DRIVER,
  managed: DISK_DRIVER,
  'managed-premium': DISK_DRIVER,
  'managed-csi': DISK_DRIVER,
  'managed-csi-premium': DISK_DRIVER,
  'managed-csi-premium-v2': DISK_DRIVER,
  azurefile: FILES_DRIVER,
  'azurefile-premium': FILES_DRIVER,
  'azurefile-csi': FILES_DRIVER,
  'azurefile-csi-premium': FILES_DRIVER,
  'azureblob-fuse-premium': BLOB_DRIVER,
  'azureblob-nfs-premium': BLOB_DRIVER,
};
