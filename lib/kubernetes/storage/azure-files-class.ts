import { Construct } from 'constructs';
import { dnsSubdomain } from '../../core/dns-names';
import { Size } from '../../core/size';
import { FILES_DRIVER } from '../../core/storage-classes';
import { objectName } from '../object';
import type { IStorageClass } from './contracts';
import { checkStorageClass, renderStorageClass, type StorageClassProps } from './storage-class';

/** Kinds of storage accounts; those of `ZRS` keep each file in every zone. Azure: "Azure Files redundancy". */
export type FilesSku =
  'Premium_ZRS' | 'Premium_LRS' | 'Standard_ZRS' | 'Standard_LRS' | 'Standard_GRS' | 'Standard_GZRS';

export interface AzureFilesStorageClassProps extends StorageClassProps {
  /**
   * The kind of account. Shares of `Premium` have 100 GiB at least. Fixed at creation.
   * @creation
   * @default 'Premium_ZRS'
   */
  readonly sku?: FilesSku;
  /**
   * `nfs` for Linux pods that need the rights of each file; it takes `Premium`. Fixed at creation.
   * @creation
   * @default 'smb'
   */
  readonly protocol?: 'smb' | 'nfs';
  /**
   * Makes a private endpoint for each account in the network of the nodes. Fixed at creation.
   * @creation
   * @default false
   */
  readonly privateEndpoint?: boolean;
}

/** Links, and a cache that stays right when several pods write. Azure: "Use Azure Files CSI driver in AKS". */
const SMB_OPTIONS = ['mfsymlinks', 'actimeo=30', 'nosharesock'];
const NFS_OPTIONS = ['nconnect=4', 'noresvport', 'actimeo=30'];

/** Azure: "Azure Files scalability and performance targets". */
const LARGEST = Size.tebibytes(100);

/** Makes a share for each claim, which pods on several nodes may mount. One for the whole cluster. */
export class AzureFilesStorageClass extends Construct implements IStorageClass {
  /** Uses a class that exists already; nothing is created. */
  static fromName(name: string): IStorageClass {
    return { storageClassName: dnsSubdomain(name, 'name'), driver: FILES_DRIVER };
  }

  readonly storageClassName: string;
  readonly driver = FILES_DRIVER;
  readonly largestVolume = LARGEST;

  constructor(scope: Construct, id: string, props: AzureFilesStorageClassProps = {}) {
    super(scope, id);
    const { sku = 'Premium_ZRS', protocol = 'smb', privateEndpoint = false } = props;
    this.storageClassName = objectName(this);
    const problems = checkStorageClass(this, this.storageClassName, sku, props);
    if (protocol === 'nfs' && !sku.startsWith('Premium_')) {
      problems.add({
        property: 'protocol',
        value: protocol,
        rule: `is not spoken by accounts of ${sku}`,
        fix: "Write sku: 'Premium_ZRS'",
        code: 'storage/nfs',
      });
    }
    problems.throwIfAny();
    const mountOptions = props.mountOptions ?? (protocol === 'nfs' ? NFS_OPTIONS : SMB_OPTIONS);
    renderStorageClass(
      this,
      { ...props, mountOptions },
      {
        name: this.storageClassName,
        driver: FILES_DRIVER,
        bindingMode: 'Immediate',
        parameters: {
          skuName: sku,
          protocol,
          ...(privateEndpoint ? { networkEndpointType: 'privateEndpoint' } : {}),
        },
      },
    );
  }
}
