import { isSame } from '../../analysis/cluster/fields';
import { any, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples, ENTRA } from './examples';
import { hasNoEntra } from './identity-view';
import { eachCluster } from './judge';

/** People come and go; their directory knows. */
export const noEntra: Rule = {
  id: 'cluster/no-entra',
  severity: 'warning',
  what: 'does not leave to Entra who may sign in and what they may do',
  why: 'access outlives the people and groups it was meant for, and is given in each cluster by hand',
  fix: 'Add azure_active_directory_role_based_access_control with azure_rbac_enabled true',
  sources: ['Azure: Use Microsoft Entra ID Authorization for the Kubernetes API in AKS'],
  covers: ['psrule/Azure.AKS.ManagedAAD', 'psrule/Azure.AKS.AzureRBAC'],
  examples: clusterExamples(
    {},
    { cluster: { azure_active_directory_role_based_access_control: ENTRA } },
    {
      unknown: { cluster: { azure_active_directory_role_based_access_control: { azure_rbac_enabled: '${var.rbac}' } } },
    },
  ),
  check: eachCluster((cluster) => ({
    wrong: any(
      hasNoEntra(cluster),
      not(isSame(cluster.fields.flag('azure_active_directory_role_based_access_control', 'azure_rbac_enabled'), true)),
    ),
    at: cluster.at('azure_active_directory_role_based_access_control'),
  })),
};
