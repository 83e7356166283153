import { isSame } from '../../analysis/cluster/fields';
import type { Rule } from '../rule';
import { clusterExamples, ENTRA } from './examples';
import { hasNoEntra } from './identity-view';
import { eachCluster } from './judge';

/** Two doors, both closed. */
export const nobodyCanSignIn: Rule = {
  id: 'cluster/nobody-can-sign-in',
  severity: 'error',
  what: 'has neither local accounts nor Entra integration',
  why: 'nobody can sign in to the cluster',
  fix: 'Add azure_active_directory_role_based_access_control with the groups of your administrators',
  sources: ['Azure: Manage local accounts with Microsoft Entra integration'],
  facts: ['ID01'],
  examples: clusterExamples(
    { cluster: { local_account_disabled: true } },
    {
      cluster: {
        local_account_disabled: true,
        azure_active_directory_role_based_access_control: ENTRA,
      },
    },
    {
      notApplicable: {},
      unknown: {
        cluster: { local_account_disabled: true, azure_active_directory_role_based_access_control: '${var.entra}' },
      },
    },
  ),
  check: eachCluster((cluster) => ({
    applies: isSame(cluster.fields.flag('local_account_disabled'), true),
    wrong: hasNoEntra(cluster),
    at: cluster.at('local_account_disabled'),
  })),
};
