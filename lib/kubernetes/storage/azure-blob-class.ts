import { Construct } from 'constructs';
import { dnsSubdomain } from '../../core/dns-names';
import { BLOB_DRIVER } from '../../core/storage-classes';
import { objectName } from '../object';
import type { IStorageClass } from './contracts';
import { checkStorageClass, renderStorageClass, type StorageClassProps } from './storage-class';

export interface AzureBlobStorageClassProps extends StorageClassProps {
  /**
   * The kind of account. Fixed at creation.
   * @creation
   * @default 'Premium_ZRS'
   */
  readonly sku?: 'Premium_ZRS' | 'Premium_LRS' | 'Standard_ZRS' | 'Standard_LRS' | 'Standard_GRS' | 'Standard_GZRS';
  /**
   * `fuse2` for large files that are read one after another; `nfs` for programs that expect a file system, from the
   * network of the nodes alone. Fixed at creation.
   * @creation
   * @default 'fuse2'
   */
  readonly protocol?: 'fuse2' | 'nfs';
}

/** Every user of the pod sees the files; what was read is looked up again after two minutes. Azure: "Use Azure Blob storage CSI driver". */
const FUSE_OPTIONS = ['-o allow_other', '--file-cache-timeout-in-seconds=120'];

/** Makes a container of blobs for each claim, which pods on several nodes may mount. The cluster's Blob driver must be on. */
export class AzureBlobStorageClass extends Construct implements IStorageClass {
  /** Uses a class that exists already; nothing is created. */
  static fromName(name: string): IStorageClass {
    return { storageClassName: dnsSubdomain(name, 'name'), driver: BLOB_DRIVER };
  }

  readonly storageClassName: string;
  readonly driver = BLOB_DRIVER;

  constructor(scope: Construct, id: string, props: AzureBlobStorageClassProps = {}) {
    super(scope, id);
    const { sku = 'Premium_ZRS', protocol = 'fuse2' } = props;
    this.storageClassName = objectName(this);
    checkStorageClass(this, this.storageClassName, sku, props).throwIfAny();
    const mountOptions = props.mountOptions ?? (protocol === 'fuse2' ? FUSE_OPTIONS : []);
    renderStorageClass(
      this,
      { ...props, mountOptions },
      {
        name: this.storageClassName,
        driver: BLOB_DRIVER,
        bindingMode: 'Immediate',
        parameters: { skuName: sku, protocol },
      },
    );
  }
}
