import { closing, hasOtherPolicies, type PolicyRule, rulesOf } from '../../analysis/isolation';
import { meansPort } from '../../analysis/policy/admits';
import { settingsOf } from '../../analysis/policy/calls';
import { asBody, type Workload } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const CART = workload('cart', {
  container: 'env: [{ name: HOST, value: "https://shop.documents.azure.com:443/" }]',
});
const policy = (egress: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', 'cart', [
    `spec: { podSelector: { matchLabels: { app: cart } }, policyTypes: [Egress], egress: [${egress}] }`,
  ]);
const OUT = '{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 443 }] }';

/** Hosts that programs talk to themselves, with the port that they answer at; links to pictures are for browsers. */
const STORES: readonly (readonly [host: RegExp, port: number])[] = [
  [/\b([a-z0-9-]+\.documents\.azure\.com)(?::(\d+))?/g, 443],
  [/\b([a-z0-9-]+\.mongo\.cosmos\.azure\.com)(?::(\d+))?/g, 10_255],
  [/\b([a-z0-9-]+\.database\.windows\.net)(?:[:,](\d+))?/g, 1433],
  [/\b([a-z0-9-]+\.(?:postgres)\.database\.azure\.com)(?::(\d+))?/g, 5432],
  [/\b([a-z0-9-]+\.(?:mysql)\.database\.azure\.com)(?::(\d+))?/g, 3306],
  [/\b([a-z0-9-]+\.redis\.cache\.windows\.net)(?::(\d+))?/g, 6380],
  [/\b([a-z0-9-]+\.vault\.azure\.net)(?::(\d+))?/g, 443],
];

/** Stores of data have public names; the way to them is closed with all the rest. */
export const cannotLeave: Rule = {
  id: 'network-policy/cannot-leave',
  severity: 'warning',
  what: 'is told of a data store, and may not call anything outside the cluster',
  why: 'its policies close egress and allow pods alone: every call to that host ends in a timeout',
  fix: 'Allow its port to an ipBlock: that of a private endpoint, or 0.0.0.0/0 except the ranges of the network',
  sources: ['Kubernetes: Network Policies'],
  examples: {
    failing: { 'cart.yaml': documents(CART, policy('')) },
    mended: { 'cart.yaml': documents(CART, policy(OUT)) },
    notApplicable: SETTINGS,
    unknown: {
      'cart.yaml': documents(
        CART,
        policy(''),
        object('cilium.io/v2', 'CiliumNetworkPolicy', 'cart', ['spec: { endpointSelector: {} }']),
      ),
    },
  },
  *check(world) {
    const hasOthers = hasOtherPolicies(world.artifacts);
    const stores = new Map<Workload, Store[]>();
    for (const { caller, key, text } of settingsOf(world)) {
      const found = storesIn(text).map((store) => ({ ...store, key }));
      if (found.length > 0) stores.set(caller, [...(stores.get(caller) ?? []), ...found]);
    }
    for (const workload of world.workloads) {
      const { object, podMetadataField } = workload;
      const policies = closing(workload, 'Egress', world.artifacts);
      const told = stores.get(workload) ?? [];
      if (policies.length === 0 || told.length === 0 || workload.pod.hostNetwork === true) {
        yield notApplicable(object);
        continue;
      }
      const rules = policies.flatMap((one) => rulesOf(one, 'Egress'));
      const cut = told.find(({ port }) => !rules.some((rule) => leadsOut(rule, port)));
      if (!cut) yield compliant(object);
      else if (hasOthers)
        yield notKnown(object, 'policies of Cilium or of an administrator may allow it, which are not followed');
      else {
        yield finding(object, [...podMetadataField, 'labels'], {
          detail: `is told of ${cut.host} (${cut.key}), and its network policies let it call no address outside at port ${cut.port}`,
        });
      }
    }
  },
};

interface Store {
  readonly key: string;
  readonly host: string;
  readonly port: number;
}

function storesIn(text: string): readonly Omit<Store, 'key'>[] {
  if (!text.includes('.')) return [];
  return STORES.flatMap(([host, byDefault]) =>
    [...text.matchAll(host)].map(([, name = '', port]) => ({
      host: name,
      port: port === undefined ? byDefault : Number(port),
    })),
  );
}

function leadsOut({ peers, ports }: PolicyRule, number: number): boolean {
  const isAddress = peers.length === 0 || peers.some((item) => asBody(item)?.ipBlock !== undefined);
  const port = { protocol: 'TCP', number, name: undefined };
  return isAddress && (ports.length === 0 || ports.some((item) => meansPort(item, port)));
}
