/** A NetworkPolicy as far as the examples use it. */
export interface Policy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes: readonly string[];
    readonly ingress?: readonly { readonly from?: readonly PolicyPeer[]; readonly ports?: readonly PolicyPort[] }[];
    readonly egress?: readonly { readonly to?: readonly PolicyPeer[]; readonly ports?: readonly PolicyPort[] }[];
  };
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}
interface PolicyPeer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}
interface PolicyPort {
  readonly port: string | number;
  readonly endPort?: number;
}

/** Number of a named port of a workload. */
export type PortOf = (workload: string, name: string) => number;

/** What the policies of one end let through, as `web -> product:8080`; both ends must say the same. */
export function flowsOf(policies: readonly Policy[], portOf: PortOf) {
  const flows = (direction: 'ingress' | 'egress'): string[] =>
    policies.flatMap(({ spec }) => {
      const self = nameIn(spec.podSelector) ?? 'all pods';
      const rules = (spec[direction] ?? []) as readonly (Record<string, unknown> & { ports?: readonly PolicyPort[] })[];
      return rules.flatMap((rule) => {
        const peers = (rule[direction === 'ingress' ? 'from' : 'to'] ?? []) as readonly PolicyPeer[];
        return peers.flatMap((peer) => {
          const other = describe(peer);
          const [from, to] = direction === 'ingress' ? [other, self] : [self, other];
          return (rule.ports ?? [{ port: 'any' }]).map((port) => `${from} -> ${to}:${print(port, to, portOf)}`);
        });
      });
    });
  return { ingress: flows('ingress').sort(), egress: flows('egress').sort() };
}

function describe({ podSelector, namespaceSelector, ipBlock }: PolicyPeer): string {
  if (ipBlock) return ipBlock.cidr === '0.0.0.0/0' ? 'internet' : ipBlock.cidr;
  return nameIn(podSelector) ?? `namespace ${Object.values(namespaceSelector?.matchLabels ?? {}).join()}`;
}

function nameIn(selector: Selector | undefined): string | undefined {
  const labels = selector?.matchLabels ?? {};
  return labels['app.kubernetes.io/name'] ?? labels.app ?? labels['k8s-app'] ?? Object.keys(labels)[0];
}

function print({ port, endPort }: PolicyPort, workload: string, portOf: PortOf): string {
  if (typeof port === 'string') return port === 'any' ? port : String(portOf(workload, port));
  return endPort === undefined ? String(port) : `${port}-${endPort}`;
}
