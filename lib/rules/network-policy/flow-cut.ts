import { unknown } from '../../artifact/read/values';
import { admits } from '../../analysis/policy/admits';
import { type Flow, flowsOf } from '../../analysis/policy/flows';
import { portsOf } from '../../analysis/policy/pod-ports';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const SERVICE = object('v1', 'Service', 'stock', [
  'spec: { selector: { app: stock }, ports: [{ port: 80, targetPort: 8080 }] }',
]);
const CALLER = workload('web', { container: 'env: [{ name: StockApiUrl, value: "http://stock" }]' });
const letIn = (app: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', 'stock', [
    'spec:',
    '  podSelector: { matchLabels: { app: stock } }',
    '  policyTypes: [Ingress]',
    `  ingress: [{ from: [{ podSelector: { matchLabels: { app: ${app} } } }], ports: [{ port: 8080 }] }]`,
  ]);
const shop = (policy: string): Record<string, string> => ({
  'shop.yaml': documents(CALLER, workload('stock', { container: 'ports: [{ containerPort: 8080 }]' }), SERVICE, policy),
});

/** Settings, routes and triggers tell who calls whom; policies must let exactly that through. */
export const flowCut: Rule = {
  id: 'network-policy/flow-cut',
  severity: 'error',
  what: 'is called by somebody whom network policies keep out',
  why: 'the calls are dropped without an answer: they end in timeouts that nothing in the logs explains',
  fix: 'Let the caller in at the port of the pods, and let it out where its own policies close egress',
  sources: ['Kubernetes: Network Policies', 'Azure: Application Gateway for Containers components'],
  examples: {
    failing: shop(letIn('webb')),
    mended: shop(letIn('web')),
    notApplicable: SETTINGS,
    unknown: shop(
      documents(
        letIn('webb'),
        object('cilium.io/v2', 'CiliumNetworkPolicy', 'web', ['spec: { endpointSelector: {} }']),
      ),
    ),
  },
  *check(world) {
    const flows = new Map<Flow['to'], Flow[]>();
    for (const flow of flowsOf(world)) {
      const list = flows.get(flow.to);
      if (list) list.push(flow);
      else flows.set(flow.to, [flow]);
    }
    for (const workload of world.workloads) {
      const { object, podMetadataField } = workload;
      const calls = flows.get(workload) ?? [];
      if (calls.length === 0) {
        yield notApplicable(object);
        continue;
      }
      const told = new Set<string>();
      let open = false;
      for (const flow of calls) {
        const cut = whereCut(flow, world.artifacts);
        if (cut === unknown) open = true;
        if (cut === undefined || cut === unknown) continue;
        const detail = `is called by ${flow.from}${at(flow)}, which ${cut}`;
        if (told.has(detail)) continue;
        told.add(detail);
        yield finding(object, [...podMetadataField, 'labels'], { detail });
      }
      if (told.size > 0) continue;
      if (open) yield notKnown(object, 'whether policies let its callers in is not all in these files');
      else yield compliant(object);
    }
  },
};

function at({ port, to }: Flow): string {
  const number = port?.number ?? (portsOf(to).length === 1 ? portsOf(to)[0]?.number : undefined);
  return number === undefined ? '' : ` at port ${number}`;
}

/** What keeps a call from getting through, as the end of a sentence. */
function whereCut({ caller, peer, to, port }: Flow, artifacts: Parameters<typeof admits>[4]) {
  const into = admits(to, 'Ingress', peer, port, artifacts);
  if (into === false) return 'its network policies keep out';
  const target = { kind: 'pods', namespace: to.namespace, labels: to.labels, isWhole: true } as const;
  const out = caller ? admits(caller, 'Egress', target, port, artifacts) : true;
  if (out === false) return 'the policies of the caller do not let out';
  return into === unknown || out === unknown ? unknown : undefined;
}
