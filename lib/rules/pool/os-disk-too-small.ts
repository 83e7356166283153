import { holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** The image of a node has a size. */
export const osDiskTooSmall: Rule = {
  id: 'pool/os-disk-too-small',
  severity: 'error',
  what: 'has an OS disk that the image of its nodes does not fit on',
  why: 'AKS refuses OS disks below 30 GB and above 2048',
  fix: 'Set os_disk_size_gb to 128, or leave it out',
  sources: ['Azure: AKS REST API, agent pools, osDiskSizeGB', 'Azure: Cluster configuration in AKS, OS configuration'],
  saidBy: ['schema/range'],
  examples: clusterExamples(
    { pools: { apps: { os_disk_size_gb: 20 } } },
    { pools: { apps: { os_disk_size_gb: 128 } } },
    { notApplicable: {}, unknown: { pools: { apps: { os_disk_size_gb: '${var.size}' } } } },
  ),
  check: eachPool((pool) => ({
    applies: pool.fields.has('os_disk_size_gb'),
    // Zero leaves it to Azure.
    wrong: holds(pool.fields.number('os_disk_size_gb'), (size) => size !== 0 && (size < 30 || size > 2048)),
    at: pool.at('os_disk_size_gb'),
    detail: `${named(pool)} has an OS disk of ${String(pool.fields.text('os_disk_size_gb'))} GB`,
  })),
};
