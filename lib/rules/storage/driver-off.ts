import { unknown } from '../../artifact/read/values';
import { or } from '../../analysis/cluster/fields';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, object } from '../sample';
import { claimsOf } from './claims';

/** Arguments of the cluster that turn its drivers on, and what they are by default. Terraform: "azurerm_kubernetes_cluster". */
const DRIVERS: Readonly<Record<string, readonly [argument: string, byDefault: boolean]>> = {
  'disk.csi.azure.com': ['disk_driver_enabled', true],
  'file.csi.azure.com': ['file_driver_enabled', true],
  'blob.csi.azure.com': ['blob_driver_enabled', false],
};

const CLAIM = object('v1', 'PersistentVolumeClaim', 'data', [
  'spec: { accessModes: [ReadWriteMany], storageClassName: azureblob-nfs-premium, resources: { requests: { storage: 8Gi } } }',
]);

export const driverOff: Rule = {
  id: 'storage/driver-off',
  severity: 'error',
  what: 'asks for storage whose driver is off in its cluster',
  why: 'nobody makes the volume: the claim stays Pending, and the pod with it',
  fix: 'Turn the driver on in storage_profile, or use a class of another driver',
  sources: ['Azure: Use Container Storage Interface (CSI) Drivers on AKS'],
  examples: {
    failing: { 'data.yaml': CLAIM, 'cdk.tf.json': cluster() },
    mended: {
      'data.yaml': CLAIM,
      'cdk.tf.json': cluster({ cluster: { storage_profile: { blob_driver_enabled: true } } }),
    },
    notApplicable: { 'cdk.tf.json': cluster() },
    unknown: { 'data.yaml': CLAIM },
  },
  *check({ artifacts }) {
    for (const { object, field, storage } of claimsOf(artifacts)) {
      const driver = storage && DRIVERS[storage.driver];
      const view = nodesFor(object, artifacts)?.view;
      const isOn = view && driver ? or(view.fields.flag('storage_profile', driver[0]), driver[1]) : unknown;
      if (storage && !driver) yield notApplicable(object);
      else if (isOn === unknown) yield notKnown(object, 'its storage class or its cluster is not in these files');
      else if (isOn) yield compliant(object);
      else {
        yield finding(object, [...field, 'storageClassName'], {
          detail: `asks for class '${storage?.name}', whose driver ${storage?.driver} is off in ${view?.block.address}`,
        });
      }
    }
  },
};
