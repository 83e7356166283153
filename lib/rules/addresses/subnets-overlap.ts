import { unknown } from '../../artifact/read/values';
import { networkSpace, subnetRanges, subnetsOf } from '../../analysis/address/ranges';
import { resources } from '../../analysis/cluster/blocks';
import type { TerraformBlock } from '../../artifact/read/model';
import type { Cidr } from '../../core/cidr';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster } from '../sample';
import { inNetwork } from './sample';

/** Subnets of a network are parts of its space, each apart from the others. */
export const subnetsOverlap: Rule = {
  id: 'addresses/subnets-overlap',
  severity: 'error',
  what: 'leaves the address space of its network, or overlaps another subnet',
  why: 'Azure refuses a subnet that leaves the space or overlaps another, in mid-apply',
  fix: 'Take a free range of the address space',
  sources: ['Azure: Azure Virtual Network frequently asked questions (FAQ)'],
  facts: ['NET16'],
  examples: {
    failing: { 'cdk.tf.json': inNetwork('10.21.0.0/22') },
    mended: { 'cdk.tf.json': inNetwork('10.20.0.0/22') },
    notApplicable: { 'cdk.tf.json': cluster() },
    unknown: { 'cdk.tf.json': inNetwork('10.20.0.0/22', { space: '${var.space}' }) },
  },
  *check({ artifacts, clusters }) {
    const networks = resources(artifacts, 'azurerm_virtual_network');
    for (const network of networks) {
      const space = networkSpace(network);
      const seen: { readonly block: TerraformBlock; readonly range: Cidr }[] = [];
      for (const block of subnetsOf(network, artifacts)) {
        const ranges = subnetRanges(block);
        if (ranges === unknown || space === unknown) {
          yield notKnown(block, 'its range or the space of its network is not in these files');
          continue;
        }
        const outside = ranges.find((range) => !space.some((one) => one.contains(range)));
        const other = seen.find((one) => ranges.some((range) => range.overlaps(one.range)));
        for (const range of ranges) seen.push({ block, range });
        if (outside) {
          yield finding(block, ['address_prefixes'], {
            detail: `has ${outside}, which is not in the space of ${network.address} (${space.join(', ')})`,
          });
        } else if (other) {
          yield finding(block, ['address_prefixes'], {
            detail: `has ${ranges.join(', ')}, which overlaps ${other.block.address} (${other.range})`,
          });
        } else yield compliant(block);
      }
    }
    if (networks.length === 0) for (const { block } of clusters) yield notApplicable(block);
  },
};
