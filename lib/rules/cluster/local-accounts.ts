import { isSame } from '../../analysis/cluster/fields';
import { not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples, ENTRA } from './examples';
import { eachCluster } from './judge';

/** The local administrator is a certificate that no one can take back from one person. */
export const localAccounts: Rule = {
  id: 'cluster/local-accounts',
  severity: 'warning',
  what: 'keeps its local administrator account',
  why: 'whoever may list its credentials gets a certificate with all rights that names nobody and outlives their job',
  fix: 'Set local_account_disabled to true, with azure_active_directory_role_based_access_control',
  sources: ['Azure: Manage local accounts with Microsoft Entra integration'],
  covers: ['checkov/CKV_AZURE_141', 'psrule/Azure.AKS.LocalAccounts', 'aprl/ca324d71'],
  examples: clusterExamples(
    {},
    {
      cluster: {
        local_account_disabled: true,
        azure_active_directory_role_based_access_control: ENTRA,
      },
    },
    { unknown: { cluster: { local_account_disabled: '${var.local}' } } },
  ),
  check: eachCluster(({ fields, at }) => ({
    wrong: not(isSame(fields.flag('local_account_disabled'), true)),
    at: at('local_account_disabled'),
  })),
};
