import { closing, hasOtherPolicies, type PolicyRule, rulesOf } from '../../analysis/isolation';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const policy = (name: string, egress: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', name, [
    `spec: { podSelector: {}, policyTypes: [Egress], egress: [${egress}] }`,
  ]);
const TO_ORDERS = policy(
  'cart',
  '{ to: [{ podSelector: { matchLabels: { app: orders } } }], ports: [{ port: 5672 }] }',
);
const TO_DNS = policy('dns', '{ ports: [{ port: 53, protocol: UDP }, { port: 53, protocol: TCP }] }');

/** Closing egress closes DNS with it, and every name after that. */
export const noDns: Rule = {
  id: 'network-policy/no-dns',
  severity: 'warning',
  what: 'may call others but cannot ask for their address',
  why: 'its policies close egress and none allows port 53: every call by name fails after a timeout',
  fix: 'Allow UDP and TCP 53 to the pods k8s-app: kube-dns in kube-system',
  sources: ['Kubernetes: Network Policies', 'Kubernetes: DNS for Services and Pods'],
  examples: {
    failing: { 'cart.yaml': documents(workload('cart'), TO_ORDERS) },
    mended: { 'cart.yaml': documents(workload('cart'), TO_ORDERS, TO_DNS) },
    notApplicable: SETTINGS,
    unknown: {
      'cart.yaml': documents(
        workload('cart'),
        TO_ORDERS,
        object('cilium.io/v2', 'CiliumNetworkPolicy', 'dns', ['spec: { endpointSelector: {} }']),
      ),
    },
  },
  *check({ workloads, artifacts }) {
    const hasOthers = hasOtherPolicies(artifacts);
    for (const workload of workloads) {
      const { object, pod, podMetadataField } = workload;
      const policies = closing(workload, 'Egress', artifacts);
      const rules = policies.flatMap((policy) => rulesOf(policy, 'Egress'));
      // Whoever may call nobody at all needs no names.
      if (rules.length === 0 || pod.hostNetwork === true || pod.dnsPolicy === 'None') yield notApplicable(object);
      else if (rules.some(allowsDns)) yield compliant(object);
      else if (hasOthers)
        yield notKnown(object, 'policies of Cilium or of an administrator may allow it, which are not followed');
      else yield finding(object, [...podMetadataField, 'labels']);
    }
  },
};

function allowsDns({ ports }: PolicyRule): boolean {
  return (
    ports.length === 0 ||
    ports.some((item) => {
      const { port, endPort, protocol = 'TCP' } = asBody(item) ?? {};
      // Most answers come by UDP; a rule for TCP alone does not do.
      if (protocol !== 'UDP') return false;
      return (
        port === undefined || port === 53 || port === 'dns' || (Number(port) <= 53 && Number(endPort ?? port) >= 53)
      );
    })
  );
}
