import { isSame } from '../../analysis/cluster/fields';
import { all, holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** Disks, hosts and groups that limit what a pool can be. */
export const poolCombination: Rule = {
  id: 'pool/combination',
  severity: 'error',
  what: 'combines settings that exclude each other',
  why: 'AKS refuses the pool',
  fix: 'Leave one of the two out',
  sources: [
    'Azure: Use Scale-down Mode for your AKS cluster',
    'Azure: Use proximity placement groups to reduce latency for AKS clusters',
    'Azure: Enable Ultra Disk support on AKS',
  ],
  facts: ['POOL11', 'POOL12', 'VM02'],
  examples: clusterExamples(
    { pools: { apps: { scale_down_mode: 'Deallocate', os_disk_type: 'Ephemeral' } } },
    { pools: { apps: { scale_down_mode: 'Deallocate', os_disk_type: 'Managed' } } },
    { unknown: { pools: { apps: { scale_down_mode: 'Deallocate', os_disk_type: '${var.disk}' } } } },
  ),
  check: eachPool((pool) => {
    const { fields, zones, at } = pool;
    const who = named(pool);
    return [
      {
        wrong: all(
          isSame(fields.text('scale_down_mode'), 'Deallocate'),
          isSame(fields.text('os_disk_type'), 'Ephemeral'),
        ),
        at: at('scale_down_mode'),
        detail: `${who} keeps its nodes when it shrinks, whose disks do not outlive them`,
        fix: "Set scale_down_mode to 'Delete' or os_disk_type to 'Managed'",
      },
      {
        applies: fields.raw('proximity_placement_group_id') !== undefined,
        wrong: holds(zones, (own) => own.length > 1),
        at: at('proximity_placement_group_id'),
        detail: `${who} is to be close together and in several zones`,
        fix: 'Use one zone for each proximity placement group',
      },
      {
        applies: isSame(fields.flag('ultra_ssd_enabled'), true),
        wrong: holds(zones, (own) => own.length === 0),
        at: at('ultra_ssd_enabled'),
        detail: `${who} wants ultra disks, which exist in zones alone`,
        fix: 'Set zones, or leave ultra_ssd_enabled out',
      },
    ];
  }),
};
