import { isSame } from '../../analysis/cluster/fields';
import { all, not } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

const CREDENTIALS = { windows_profile: { admin_username: 'azure', admin_password: '${var.windows_password}' } };

/** What a cluster needs before it can have Windows nodes. */
export const windowsNeeds: Rule = {
  id: 'pool/windows-needs',
  severity: 'warning',
  what: 'is a Windows pool of a cluster that was not made for it',
  why: 'the credentials of Windows nodes are set when the cluster is created; a cluster without them may refuse the pool',
  fix: 'Add windows_profile with admin_username and a password of at least 14 characters from a variable to the cluster',
  // The documents disagree: "Create node pools" demands them, the quick start says AKS makes random ones.
  sources: [
    'Azure: Create Node Pools in AKS',
    'Azure: Deploy a Windows Server Container on an AKS Cluster using Azure CLI',
  ],
  facts: ['WIN02', 'WIN03', 'EG13'],
  examples: clusterExamples(
    { pools: { win: { os_type: 'Windows' } } },
    { cluster: CREDENTIALS, pools: { win: { os_type: 'Windows', windows_profile: { outbound_nat_enabled: true } } } },
    {
      notApplicable: {},
      unknown: { cluster: { windows_profile: '${var.windows}' }, pools: { win: { os_type: 'Windows' } } },
    },
  ),
  check: eachPool((pool, cluster) => {
    const applies = isSame(pool.os, 'Windows');
    const password = cluster?.fields.text('windows_profile', 'admin_password');
    const nat = pool.fields.flag('windows_profile', 'outbound_nat_enabled');
    return [
      {
        // Told once for all Windows pools of a cluster.
        applies: all(applies, cluster === undefined || cluster.pools.find(({ os }) => os === 'Windows') === pool),
        wrong: cluster === undefined ? unknown : not(cluster.fields.has('windows_profile')),
        at: pool.at('os_type'),
        detail: `${named(pool)} is a Windows pool of a cluster without windows_profile`,
        because: 'its cluster, or its windows_profile, is not in these files',
      },
      {
        applies: all(applies, typeof password === 'string'),
        wrong: typeof password === 'string' && password.length < 14,
        at: pool.at('os_type'),
        severity: 'error',
        detail: 'has a Windows password of fewer than 14 characters',
      },
      {
        applies: all(applies, isSame(nat, false)),
        wrong: cluster === undefined ? unknown : isSame(cluster.network.outboundType, 'loadBalancer'),
        at: pool.at('windows_profile', 'outbound_nat_enabled'),
        severity: 'error',
        detail: `${named(pool)} turns off the NAT of its nodes in a cluster that leaves through its load balancer`,
        fix: 'Leave outbound_nat_enabled on, or use a NAT gateway or a route table',
      },
    ];
  }),
};
