import type { FieldPath } from '../../artifact/field-path';
import { unknown } from '../../artifact/read/values';
import { accountOf, clientIdOf, parametersOf, vaultClassesOf } from '../../analysis/identity/accounts';
import { credentialsOf, identityBehind, subjectOf, trusts } from '../../analysis/identity/identities';
import { isComplete } from '../../analysis/cluster/blocks';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, workload } from '../sample';
import { ACCOUNT, OWN, withCredentials } from './sample';

const POD = { pod: ['serviceAccountName: orders'], labels: 'azure.workload.identity/use: "true"' };
const SHOP = documents(workload('orders', POD), ACCOUNT);

/** Entra only takes the token of a ServiceAccount that a credential of the identity names. */
export const missingFederatedCredential: Rule = {
  id: 'identity/missing-federated-credential',
  severity: 'error',
  what: 'uses an identity that does not trust its ServiceAccount',
  why: 'Entra answers AADSTS70021: no matching federated identity record; the pod gets no token',
  fix: "Add a federated credential with this cluster's issuer and the subject system:serviceaccount:<namespace>:<account>",
  sources: ['Azure: Use a Microsoft Entra Workload ID on AKS'],
  facts: ['ID04'],
  examples: {
    failing: { 'orders.yaml': SHOP, 'cdk.tf.json': withCredentials(['system:serviceaccount:shop:order']) },
    mended: { 'orders.yaml': SHOP, 'cdk.tf.json': withCredentials([OWN]) },
    notApplicable: { 'orders.yaml': workload('orders'), 'cdk.tf.json': withCredentials([OWN]) },
    unknown: { 'orders.yaml': SHOP },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const { object, podField, podMetadataField, labels } = workload;
      const uses: { readonly id: unknown; readonly field: FieldPath }[] = vaultClassesOf(workload, artifacts)
        .map((one) => ({ id: parametersOf(one).clientID, field: [...podField, 'volumes'] }))
        .filter(({ id }) => typeof id === 'string' && id !== '');
      if (labels['azure.workload.identity/use'] === 'true') {
        const id = clientIdOf(workload, artifacts);
        if (id !== undefined) uses.push({ id, field: [...podMetadataField, 'labels'] });
      }
      if (uses.length === 0) yield notApplicable(object);
      const cluster = artifacts.clusterOf(object)?.block;
      const subject = subjectOf(accountOf(workload));
      const told = new Set<string>();
      for (const { id, field } of uses) {
        const identity = identityBehind(id, object, artifacts);
        const trust = identity === unknown ? unknown : trusts(identity, subject, cluster, artifacts);
        if (identity === unknown || trust === unknown || !isComplete(artifacts, identity)) {
          yield notKnown(object, 'whose client id it holds, or what that identity trusts, is not in these files');
        } else if (trust) yield compliant(object);
        else if (!told.has(identity.address)) {
          told.add(identity.address);
          const others = credentialsOf(artifacts).flatMap((one) =>
            one.identity === identity ? (one.subject ?? []) : [],
          );
          const isElsewhere = others.includes(subject);
          const trusted = isElsewhere
            ? 'trusts it with another issuer or audience than that of its cluster'
            : others.length > 0
              ? `trusts ${others.join(', ')}`
              : 'has no federated credential';
          yield finding(object, field, {
            detail: `runs as ${subject}, but ${identity.address} ${trusted}`,
          });
        }
      }
    }
  },
};
