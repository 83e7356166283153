import { holds } from '../../analysis/cluster/truth';
import { minorOf } from '../../analysis/cluster/versions';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** Kubelets may be older than their API server, by three minors, and never newer. */
export const versionSkew: Rule = {
  id: 'pool/version-skew',
  severity: 'error',
  what: 'runs another version of Kubernetes than its cluster',
  why: 'AKS refuses a pool that is newer than its control plane or more than three minors older',
  fix: "Leave orchestrator_version out, or write the cluster's",
  sources: ['Azure: Create Node Pools in AKS', 'Azure: Supported Kubernetes Versions in AKS'],
  covers: ['psrule/Azure.AKS.PoolVersion'],
  facts: ['POOL05'],
  examples: clusterExamples(
    { pools: { apps: { orchestrator_version: '1.36' } } },
    { pools: { apps: { orchestrator_version: '1.35' } } },
    { notApplicable: {}, unknown: { pools: { apps: { orchestrator_version: '${var.version}' } } } },
  ),
  check: eachPool((pool, cluster) => {
    const own = minorOf(pool.kubernetesVersion);
    const server = cluster === undefined ? unknown : minorOf(cluster.kubernetesVersion);
    const behind =
      own === undefined || own === unknown || server === undefined || server === unknown ? unknown : server - own;
    const place = pool.at('orchestrator_version');
    const applies = pool.kubernetesVersion !== undefined;
    return [
      {
        applies,
        wrong: holds(behind, (minors) => minors < 0),
        at: place,
        detail: `${named(pool)} runs a newer version of Kubernetes than its control plane`,
        because: 'its version or that of its cluster is not in these files',
      },
      {
        applies,
        wrong: holds(behind, (minors) => minors > 3 || (pool.isDefault && minors > 0)),
        at: place,
        detail: pool.isDefault
          ? `${named(pool)} is older than its cluster, with which it is created`
          : `${named(pool)} is more than three minors behind its control plane`,
      },
      {
        applies,
        wrong: holds(behind, (minors) => !pool.isDefault && minors > 0 && minors <= 3),
        at: place,
        severity: 'note',
        detail: `${named(pool)} is behind its control plane`,
      },
    ];
  }),
};
