import { unknown } from '../../artifact/read/values';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster } from '../sample';

/** Charts of others rarely say which system their pods run on. */
export const windowsPoolOpen: Rule = {
  id: 'placement/windows-pool-open',
  severity: 'warning',
  what: 'is a Windows pool that takes any pod',
  why: 'pods of charts and operators that do not name a system land there and never start',
  fix: 'Taint the pool with os=windows:NoSchedule, and let Windows pods tolerate it',
  sources: ['Kubernetes: Windows containers in Kubernetes'],
  examples: {
    failing: { 'cdk.tf.json': cluster({ pools: { win: { os_type: 'Windows' } } }) },
    mended: {
      'cdk.tf.json': cluster({ pools: { win: { os_type: 'Windows', node_taints: ['os=windows:NoSchedule'] } } }),
    },
    notApplicable: { 'cdk.tf.json': cluster({ pools: { apps: {} } }) },
    unknown: { 'cdk.tf.json': cluster({ pools: { win: { os_type: 'Windows', node_taints: '${var.taints}' } } }) },
  },
  *check({ pools }) {
    for (const pool of pools) {
      if (pool.os !== 'Windows') yield notApplicable(pool.block);
      else if (pool.taints === unknown) yield notKnown(pool.block, 'its taints are not in these files');
      else if (pool.taints.some(({ effect }) => effect !== 'PreferNoSchedule')) yield compliant(pool.block);
      else yield finding(pool.block, pool.at('node_taints'));
    }
  },
};
