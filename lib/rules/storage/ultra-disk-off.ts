import { unknown } from '../../artifact/read/values';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, documents, object } from '../sample';
import { claimsOf } from './claims';

const CLAIM = documents(
  object('v1', 'PersistentVolumeClaim', 'data', [
    'spec: { accessModes: [ReadWriteOnce], storageClassName: ultra, resources: { requests: { storage: 8Gi } } }',
  ]),
  object(
    'storage.k8s.io/v1',
    'StorageClass',
    'ultra',
    [
      'provisioner: disk.csi.azure.com',
      'parameters: { skuName: UltraSSD_LRS, cachingMode: None }',
      'volumeBindingMode: WaitForFirstConsumer',
    ],
    '',
  ),
);

/** Support for ultra disks is chosen when a pool is made. */
export const ultraDiskOff: Rule = {
  id: 'storage/ultra-disk-off',
  severity: 'error',
  what: 'asks for an ultra disk, which no pool of its cluster can attach',
  why: 'the disk is made but never attached; the pool has to be replaced to change that',
  fix: 'Add a pool with ultra_ssd_enabled and zones (fixed at creation), or use PremiumV2_LRS',
  sources: ['Azure: Enable Ultra Disk support on AKS'],
  facts: ['VM02'],
  examples: {
    failing: { 'data.yaml': CLAIM, 'cdk.tf.json': cluster({ pools: { apps: {} } }) },
    mended: { 'data.yaml': CLAIM, 'cdk.tf.json': cluster({ pools: { apps: { ultra_ssd_enabled: true } } }) },
    notApplicable: { 'cdk.tf.json': cluster() },
    unknown: { 'data.yaml': CLAIM },
  },
  *check({ artifacts }) {
    for (const { object, field, storage } of claimsOf(artifacts)) {
      const nodes = nodesFor(object, artifacts);
      if (!/^ultrassd_lrs$/i.test(String(storage?.parameters.skuName))) yield notApplicable(object);
      else if (!nodes || nodes.open) yield notKnown(object, 'the pools of its cluster are not all in these files');
      else {
        const flags = nodes.groups.map(({ pool }) => pool?.fields.flag('ultra_ssd_enabled') ?? false);
        if (flags.includes(true)) yield compliant(object);
        else if (flags.includes(unknown))
          yield notKnown(object, 'whether a pool takes ultra disks is not in these files');
        else yield finding(object, [...field, 'storageClassName']);
      }
    }
  },
};
