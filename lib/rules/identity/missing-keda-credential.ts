import type { KubernetesObject } from '../../artifact/read/model';
import { unknown } from '../../artifact/read/values';
import { accountOf, clientIdOf } from '../../analysis/identity/accounts';
import { identityBehind, subjectOf, trusts } from '../../analysis/identity/identities';
import { isComplete } from '../../analysis/cluster/blocks';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { asBody, asList } from '../../analysis/workload/workloads';
import { KEDA_OPERATOR } from '../../core/service-accounts';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { ACCOUNT, KEDA, OWN, withCredentials } from './sample';

const AUTHENTICATION = object('keda.sh/v1alpha1', 'TriggerAuthentication', 'orders', [
  'spec: { podIdentity: { provider: azure-workload, identityId: "${ORDERS_CLIENT_ID}" } }',
]);
const SCALED = object('keda.sh/v1alpha1', 'ScaledObject', 'orders', [
  'spec:',
  '  scaleTargetRef: { name: orders }',
  '  triggers:',
  '    - type: azure-servicebus',
  '      metadata: { queueName: orders, namespace: shop-orders, messageCount: "5" }',
  '      authenticationRef: { name: orders }',
]);
const POD = { replicas: undefined, pod: ['serviceAccountName: orders'], labels: 'azure.workload.identity/use: "true"' };
const SHOP = documents(workload('orders', POD), ACCOUNT, AUTHENTICATION, SCALED);

/** Two readers ask for the queue: KEDA's operator for its length, the worker for its messages. */
export const missingKedaCredential: Rule = {
  id: 'identity/missing-keda-credential',
  severity: 'error',
  what: 'reads its trigger with an identity that lacks one of its two federated credentials',
  why: 'without the operator the queue is never measured and a worker at zero never wakes; without the worker nothing is taken from it',
  fix: 'Give the identity a credential for the worker and one for system:serviceaccount:kube-system:keda-operator',
  sources: [
    'Azure: Integrations with Kubernetes Event-driven Autoscaling (KEDA) on AKS',
    'KEDA: Azure AD Workload Identity',
  ],
  facts: ['ADD04', 'ID04'],
  examples: {
    failing: { 'orders.yaml': SHOP, 'cdk.tf.json': withCredentials([OWN]) },
    mended: { 'orders.yaml': SHOP, 'cdk.tf.json': withCredentials([OWN, KEDA]) },
    notApplicable: {
      'orders.yaml': documents(workload('orders', POD), ACCOUNT),
      'cdk.tf.json': withCredentials([OWN]),
    },
    unknown: { 'orders.yaml': SHOP },
  },
  *check({ workloads, artifacts }) {
    const objects = objectIndex(artifacts);
    const targets = new Map(workloads.map((one) => [placeOf(one.object, one.object.kind, one.object.name), one]));
    for (const scaled of [...objects.ofKind('ScaledObject'), ...objects.ofKind('ScaledJob')]) {
      const spec = asBody(scaled.body.spec) ?? {};
      for (const [index, item] of asList(spec.triggers).entries()) {
        const reference = asBody(asBody(item)?.authenticationRef);
        const kind = String(reference?.kind ?? 'TriggerAuthentication');
        const authentication =
          reference &&
          objects.beside(
            scaled,
            kind,
            String(reference.name),
            kind === 'TriggerAuthentication' ? namespaceOf(scaled) : undefined,
          );
        const pod = asBody(asBody(authentication?.body.spec)?.podIdentity);
        if (pod?.provider !== 'azure-workload') {
          yield notApplicable(scaled);
          continue;
        }
        const field = ['spec', 'triggers', index, 'authenticationRef'];
        const identity = identityBehind(pod.identityId, scaled, artifacts);
        const cluster = artifacts.clusterOf(scaled)?.block;
        if (identity === unknown || !isComplete(artifacts, identity)) {
          yield notKnown(scaled, 'whose client id its authentication holds is not in these files');
          continue;
        }
        const target = asBody(spec.scaleTargetRef) ?? {};
        const worker =
          scaled.kind === 'ScaledJob'
            ? targets.get(placeOf(scaled, 'ScaledJob', scaled.name))
            : targets.get(placeOf(scaled, String(target.kind ?? 'Deployment'), String(target.name)));
        // A worker with an identity of its own is another rule's.
        const own = worker && clientIdOf(worker, artifacts);
        const sharesIt = worker && (own === undefined || identityBehind(own, scaled, artifacts) === identity);
        const subjects = [subjectOf(KEDA_OPERATOR), ...(sharesIt ? [subjectOf(accountOf(worker))] : [])];
        const answers = subjects.map((subject) => ({ subject, trust: trusts(identity, subject, cluster, artifacts) }));
        const missing = answers.filter(({ trust }) => trust === false);
        if (missing.length > 0) {
          yield finding(scaled, field, {
            detail: `reads its trigger as ${identity.address}, which does not trust ${missing.map(({ subject }) => subject).join(' and ')}`,
          });
        } else if (answers.some(({ trust }) => trust === unknown)) {
          yield notKnown(scaled, `what ${identity.address} trusts is not all in these files`);
        } else yield compliant(scaled);
      }
    }
  },
};

function placeOf(beside: KubernetesObject, kind: string, name: string): string {
  return [beside.cluster ?? '', namespaceOf(beside), kind, name].join('\n');
}
