import { isSame, or } from '../../analysis/cluster/fields';
import { not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** Tokens of pods are worth something only where their issuer can be asked. */
export const workloadIdentityIssuer: Rule = {
  id: 'cluster/workload-identity-without-issuer',
  severity: 'error',
  what: 'has workload identity without an OIDC issuer',
  why: 'AKS refuses the cluster: Entra could not check the tokens of its pods',
  fix: 'Set oidc_issuer_enabled to true; it cannot be turned off again',
  sources: ['Azure: Use a Microsoft Entra Workload ID on AKS'],
  facts: ['ID04'],
  examples: clusterExamples(
    { cluster: { workload_identity_enabled: true } },
    { cluster: { workload_identity_enabled: true, oidc_issuer_enabled: true } },
    {
      notApplicable: {},
      unknown: { cluster: { workload_identity_enabled: true, oidc_issuer_enabled: '${var.issuer}' } },
    },
  ),
  check: eachCluster(({ fields, at }) => ({
    applies: isSame(fields.flag('workload_identity_enabled'), true),
    wrong: not(or<boolean>(fields.flag('oidc_issuer_enabled'), false)),
    at: at('workload_identity_enabled'),
  })),
};
