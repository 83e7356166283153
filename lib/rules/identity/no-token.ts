import { unknown } from '../../artifact/read/values';
import { clientIdOf } from '../../analysis/identity/accounts';
import { credentialsOf } from '../../analysis/identity/identities';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, documents, workload } from '../sample';
import { ACCOUNT, OWN, withCredentials } from './sample';

const labelled = { pod: ['serviceAccountName: orders'], labels: 'azure.workload.identity/use: "true"' };
const SHOP = documents(workload('orders', labelled), ACCOUNT);

/** The webhook that hands out tokens runs where the cluster has workload identity on, and looks at labelled pods only. */
export const noToken: Rule = {
  id: 'identity/no-token',
  severity: 'error',
  what: 'is to use an identity, but gets no token for it',
  why: 'nothing is injected: the client library falls back to the identity of the node, or fails',
  fix: 'Set oidc_issuer_enabled and workload_identity_enabled on the cluster, and label the pods azure.workload.identity/use: "true"',
  sources: ['Azure: Use a Microsoft Entra Workload ID on AKS'],
  facts: ['ID04'],
  examples: {
    failing: { 'orders.yaml': SHOP, 'cdk.tf.json': cluster() },
    mended: { 'orders.yaml': SHOP, 'cdk.tf.json': withCredentials([OWN]) },
    notApplicable: { 'orders.yaml': workload('orders'), 'cdk.tf.json': cluster() },
    unknown: { 'orders.yaml': SHOP },
  },
  *check({ workloads, artifacts, clusters }) {
    for (const view of clusters) {
      const credential = credentialsOf(artifacts).find(({ cluster, isForPods }) => cluster === view.block && isForPods);
      const isOn = view.fields.flag('workload_identity_enabled');
      if (!credential || isOn === unknown || isOn === true) continue;
      yield finding(view.block, view.at('workload_identity_enabled'), {
        detail: `signs tokens for ${credential.block.address}, but has workload_identity_enabled off`,
      });
    }
    for (const workload of workloads) {
      const { object, labels, podMetadataField } = workload;
      const isLabelled = labels['azure.workload.identity/use'] === 'true';
      if (!isLabelled && clientIdOf(workload, artifacts) === undefined) {
        yield notApplicable(object);
        continue;
      }
      const field = [...podMetadataField, 'labels'];
      if (!isLabelled) {
        yield finding(object, field, {
          detail: 'runs as a ServiceAccount with an identity, but its pods lack the label azure.workload.identity/use',
        });
        continue;
      }
      const view = nodesFor(object, artifacts)?.view;
      const isOn = view?.fields.flag('workload_identity_enabled');
      if (!view || isOn === unknown)
        yield notKnown(object, 'whether its cluster has workload identity on is not in these files');
      else if (isOn === true) yield compliant(object);
      else {
        yield finding(object, field, {
          detail: `is to use a workload identity, but ${view.block.address} has workload_identity_enabled off`,
        });
      }
    }
  },
};
