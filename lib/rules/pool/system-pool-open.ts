import { isSame } from '../../analysis/cluster/fields';
import { not } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** A greedy application must not push out DNS. */
export const systemPoolOpen: Rule = {
  id: 'pool/system-pool-open',
  severity: 'warning',
  what: 'is a system pool that takes any workload',
  why: 'an application that takes all memory of a node takes DNS and metrics of the whole cluster with it',
  fix: 'Set only_critical_addons_enabled on the default pool (taint CriticalAddonsOnly=true:NoSchedule on others) and add a pool for workloads',
  sources: ['Azure: Use System Node Pools in AKS', 'APRL: Isolate system and application pods'],
  covers: ['checkov/CKV_AZURE_232', 'aprl/5ee083cd', 'azure-policy/e16d171b'],
  examples: clusterExamples(
    { system: { only_critical_addons_enabled: false }, pools: { apps: {} } },
    { system: { only_critical_addons_enabled: true }, pools: { apps: {} } },
    { unknown: { system: { only_critical_addons_enabled: '${var.only}' } } },
  ),
  check: eachPool((pool) => {
    const { mode, taints } = pool;
    const kept =
      taints === unknown
        ? unknown
        : taints.some(({ key, effect }) => key === 'CriticalAddonsOnly' && effect !== 'PreferNoSchedule');
    return {
      applies: isSame(mode, 'System'),
      wrong: not(kept),
      at: pool.at(pool.isDefault ? 'only_critical_addons_enabled' : 'node_taints'),
      detail: `${named(pool)} is a system pool that takes any workload`,
    };
  }),
};
