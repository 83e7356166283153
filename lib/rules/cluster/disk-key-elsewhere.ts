import { resources } from '../../analysis/cluster/blocks';
import { blockBehind } from '../../analysis/cluster/blocks';
import { Fields } from '../../analysis/cluster/fields';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster, type SampleCluster } from '../sample';
import { NO_CLUSTER } from './examples';
import { eachCluster } from './judge';

function example(location: string): Record<string, string> {
  const sample: SampleCluster = {
    cluster: { disk_encryption_set_id: '${azurerm_disk_encryption_set.disks.id}' },
    more: { azurerm_disk_encryption_set: { disks: { name: 'disks', location } } },
  };
  return { 'cdk.tf.json': cluster(sample) };
}

/** Disks are encrypted where they are. */
export const diskEncryptionRegion: Rule = {
  id: 'cluster/disk-key-elsewhere',
  severity: 'error',
  what: 'encrypts its disks with a set of another region',
  why: 'AKS refuses the cluster, and the set can only be named when the cluster is created',
  fix: 'Use a disk encryption set in the region of the cluster',
  sources: ['Azure: Use a customer-managed key to encrypt Azure managed disks in AKS'],
  facts: ['ID12'],
  examples: {
    failing: example('northeurope'),
    mended: example('westeurope'),
    notApplicable: NO_CLUSTER,
    unknown: { 'cdk.tf.json': cluster({ cluster: { disk_encryption_set_id: '${var.set}' } }) },
  },
  check: eachCluster(({ fields, location, at }, { artifacts }) => {
    const set = blockBehind(artifacts, fields.raw('disk_encryption_set_id'));
    const place = set === undefined || set === unknown ? unknown : new Fields(set.arguments, set.body).text('location');
    const plain = (name: string): string => name.toLowerCase().replace(/ /g, '');
    return {
      applies: fields.raw('disk_encryption_set_id') !== undefined,
      wrong: typeof place !== 'string' || location === unknown ? unknown : plain(place) !== plain(location),
      at: at('disk_encryption_set_id'),
      because:
        resources(artifacts, 'azurerm_disk_encryption_set').length > 0
          ? 'the region of the set or cluster is not told'
          : 'the set is not in these files',
    };
  }),
};
