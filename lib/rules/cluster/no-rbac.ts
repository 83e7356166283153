import { isSame } from '../../analysis/cluster/fields';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** Without roles everybody who gets in is an administrator. */
export const noRbac: Rule = {
  id: 'cluster/no-rbac',
  severity: 'error',
  what: 'has no role-based access control in Kubernetes',
  why: 'every service account and every user may do everything, and turning it on later replaces the cluster',
  fix: 'Set role_based_access_control_enabled to true, or leave it out',
  sources: ['Azure: Concepts - Access and Identity in AKS'],
  covers: ['checkov/CKV_AZURE_5', 'trivy/AZU-0042', 'psrule/Azure.AKS.UseRBAC'],
  examples: clusterExamples(
    { cluster: { role_based_access_control_enabled: false } },
    { cluster: { role_based_access_control_enabled: true } },
    { unknown: { cluster: { role_based_access_control_enabled: '${var.rbac}' } } },
  ),
  check: eachCluster(({ fields, at }) => ({
    wrong: isSame(fields.flag('role_based_access_control_enabled'), false),
    at: at('role_based_access_control_enabled'),
  })),
};
