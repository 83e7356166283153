import { isSame } from '../../analysis/cluster/fields';
import { not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** Deployment safeguards are Azure Policy: without its add-on nothing in the cluster asks them. */
export const azurePolicyAddOn: Rule = {
  id: 'cluster/no-azure-policy',
  severity: 'warning',
  what: 'has no Azure Policy add-on',
  why: 'deployment safeguards and policies of the organisation are not enforced in the cluster',
  fix: 'Set azure_policy_enabled to true',
  sources: ['Azure: Use Deployment Safeguards to Enforce Best Practices in AKS'],
  covers: ['checkov/CKV_AZURE_116', 'trivy/AZU-0066', 'psrule/Azure.AKS.AzurePolicyAddOn', 'aprl/26ebaf1f'],
  facts: ['ADD09'],
  // It is what the safeguards need; others may enforce with ValidatingAdmissionPolicies or Gatekeeper of their own.
  profiles: ['azure-safeguards'],
  examples: clusterExamples(
    {},
    { cluster: { azure_policy_enabled: true } },
    {
      unknown: { cluster: { azure_policy_enabled: '${var.policy}' } },
    },
  ),
  check: eachCluster(({ fields, at }) => ({
    wrong: not(isSame(fields.flag('azure_policy_enabled'), true)),
    at: at('azure_policy_enabled'),
  })),
};
