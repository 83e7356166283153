import { resources } from '../../analysis/cluster/blocks';
import { credentialsOf, targetOf } from '../../analysis/identity/identities';
import { textOf } from '../../artifact/read/values';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { OWN, withCredentials } from './sample';

const MOST = 20;

/** What Entra takes as credentials of one identity. */
export const credentialLimit: Rule = {
  id: 'identity/credential-limit',
  severity: 'error',
  what: 'has federated credentials that Entra does not take together',
  why: 'the apply stops at the 21st credential, or at the second of one issuer and subject',
  fix: 'Keep one credential for each cluster and ServiceAccount, and share no identity among more than 20',
  sources: ['Azure: Workload identity federation, important considerations and restrictions'],
  examples: {
    failing: { 'cdk.tf.json': withCredentials([OWN, OWN]) },
    mended: { 'cdk.tf.json': withCredentials([OWN, 'system:serviceaccount:shop:returns']) },
    notApplicable: { 'cdk.tf.json': withCredentials([]) },
  },
  *check({ artifacts }) {
    const all = credentialsOf(artifacts);
    for (const identity of resources(artifacts, 'azurerm_user_assigned_identity')) {
      const own = all.filter((one) => one.identity === identity);
      if (own.length === 0) {
        yield notApplicable(identity);
        continue;
      }
      const seen = new Map<string, string>();
      let isFine = own.length <= MOST;
      if (!isFine) {
        yield finding(identity, ['name'], {
          detail: `has ${own.length} federated credentials, and Entra takes ${MOST}`,
        });
      }
      for (const { block, subject } of own) {
        const { issuer } = block.arguments;
        const source = targetOf(artifacts, issuer)?.address ?? textOf(issuer);
        if (subject === undefined || source === undefined) continue;
        const key = `${source} ${subject}`;
        const other = seen.get(key);
        seen.set(key, other ?? block.address);
        if (other === undefined || other === block.address) continue;
        isFine = false;
        yield finding(block, ['subject'], { detail: `has the issuer and subject of ${other}, for the same identity` });
      }
      if (isFine) yield compliant(identity);
    }
  },
};
