import { closing, hasOtherPolicies } from '../../analysis/isolation';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const policy = (types: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', [
    `spec: { podSelector: {}, policyTypes: [${types}] }`,
  ]);
const CILIUM = object('cilium.io/v2', 'CiliumNetworkPolicy', 'cart', [
  'spec: { endpointSelector: { matchLabels: { app: cart } } }',
]);

/** What no policy selects is open to every pod of the cluster, and may call everybody. */
export const notIsolated: Rule = {
  id: 'network-policy/not-isolated',
  severity: 'warning',
  what: 'is closed by no network policy',
  why: 'every pod of the cluster may call it, and whoever gets into it may call every pod and the internet',
  fix: 'Add a policy to the namespace that denies both directions, and one to the workload that allows what it needs',
  sources: ['Azure: Best practices for network policies in AKS', 'Kubernetes: Network Policies, default policies'],
  covers: [
    'kube-linter/non-isolated-pod',
    'kube-score/pod-networkpolicy',
    'polaris/missingNetworkPolicy',
    'checkov/CKV2_K8S_6',
  ],
  examples: {
    failing: { 'cart.yaml': documents(workload('cart'), policy('Ingress')) },
    mended: { 'cart.yaml': documents(workload('cart'), policy('Ingress, Egress')) },
    notApplicable: SETTINGS,
    unknown: { 'cart.yaml': documents(workload('cart'), CILIUM) },
  },
  *check({ workloads, artifacts }) {
    const isOpen = hasOtherPolicies(artifacts);
    for (const workload of workloads) {
      const { object, pod, podMetadataField } = workload;
      // A pod in the network of its node is the node: no policy holds for it.
      if (pod.hostNetwork === true) {
        yield notApplicable(object);
        continue;
      }
      const open = (['Ingress', 'Egress'] as const).filter(
        (direction) => closing(workload, direction, artifacts).length === 0,
      );
      if (open.length === 0) yield compliant(object);
      else if (isOpen)
        yield notKnown(object, 'policies of Cilium or of an administrator may select it, which are not followed');
      else {
        const what = { Ingress: 'may be called by every pod', Egress: 'may call everybody' };
        const detail = open.map((direction) => what[direction]).join(' and ');
        yield finding(object, [...podMetadataField, 'labels'], {
          detail: `${detail}: no network policy closes ${open.join(' and ').toLowerCase()} for it`,
        });
      }
    }
  },
};
