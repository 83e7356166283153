import { closing, hasOtherPolicies, type PolicyRule, rulesOf } from '../../analysis/isolation';
import { meets } from '../../analysis/label-selector';
import { asBody, asList } from '../../analysis/workload/workloads';
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

function allowsDns({ peers, ports }: PolicyRule): boolean {
  return (
    (peers.length === 0 || peers.some(mayBeDns)) &&
    (ports.length === 0 ||
      ports.some((item) => {
        const { port, endPort, protocol = 'TCP' } = asBody(item) ?? {};
        // Most answers come by UDP; a rule for TCP alone does not do.
        if (protocol !== 'UDP') return false;
        return (
          port === undefined || port === 53 || port === 'dns' || (Number(port) <= 53 && Number(endPort ?? port) >= 53)
        );
      }))
  );
}

/** True for CoreDNS in kube-system, as far as labels tell, and for addresses: LocalDNS and servers elsewhere have some. */
function mayBeDns(item: unknown): boolean {
  const { namespaceSelector, podSelector, ipBlock } = asBody(item) ?? {};
  if (ipBlock !== undefined) return true;
  // Pods of the policy's own namespace: only a selector of all may mean a DNS server of one's own.
  if (namespaceSelector === undefined) return Object.keys(asBody(podSelector) ?? {}).length === 0;
  return (
    isOr(namespaceSelector, 'kubernetes.io/metadata.name', 'kube-system') && isOr(podSelector, 'k8s-app', 'kube-dns')
  );
}

/** False where a selector asks for another value of a label; labels of other names may be there too. */
function isOr(selector: unknown, name: string, value: string): boolean {
  const asked = asBody(asBody(selector)?.matchLabels)?.[name];
  const others = asList(asBody(selector)?.matchExpressions).filter((item) => asBody(item)?.key === name);
  return (
    (asked === undefined || asked === value) && others.every((item) => meets(asBody(item) ?? {}, { [name]: value }))
  );
}
