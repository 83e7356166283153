import { isSame } from '../../analysis/cluster/fields';
import { holds } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** Sizes with a local disk have a d among the letters behind their number; older series have a cache as well. */
const NEWER = /^Standard_[A-Z]+\d+(?:-\d+)?([a-z]*)_v([5-9])$/;

/** An operating system on the host itself needs a disk there. */
export const ephemeralDisk: Rule = {
  id: 'pool/ephemeral-disk',
  severity: 'error',
  what: 'wants its operating system on a local disk that its size does not have',
  why: 'AKS refuses the pool',
  fix: "Use a size with a local disk (Standard_D8ds_v5), or os_disk_type 'Managed'",
  sources: ['Azure: Concepts - Storage in AKS'],
  facts: ['VM03'],
  examples: clusterExamples(
    { pools: { apps: { os_disk_type: 'Ephemeral', vm_size: 'Standard_D4s_v5' } } },
    { pools: { apps: { os_disk_type: 'Ephemeral', vm_size: 'Standard_D4ds_v5' } } },
    { notApplicable: {}, unknown: { pools: { apps: { os_disk_type: 'Ephemeral', vm_size: '${var.size}' } } } },
  ),
  check: eachPool((pool) => ({
    applies: isSame(pool.fields.text('os_disk_type'), 'Ephemeral'),
    wrong: holds(pool.vmSize ?? unknown, (size) => {
      const letters = NEWER.exec(size)?.[1];
      return letters !== undefined && !letters.includes('d');
    }),
    at: pool.at('os_disk_type'),
    detail: `${named(pool)} wants its operating system on a local disk, and its size has none`,
  })),
};
