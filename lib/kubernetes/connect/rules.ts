import type { networkingV1 } from '../api';

/** One allowed flow of a policy's pods. */
export interface FlowRule {
  /** The other end; undefined is everything. */
  readonly peer?: networkingV1.NetworkPolicyPeer;
  /** Ports of the end that is connected to; undefined is all ports. */
  readonly ports?: readonly networkingV1.NetworkPolicyPort[];
}

/**
 * One rule for each peer with all its ports, in an order that does not depend on the order of calls: pods before
 * namespaces before ranges before everything. Ranges that are planned later keep the order of calls, behind the others.
 */
export function mergeRules(rules: readonly FlowRule[]): readonly FlowRule[] {
  const byPeer = new Map<string, { readonly peer?: networkingV1.NetworkPolicyPeer; ports: FlowRule['ports'] }>();
  for (const { peer, ports } of rules) {
    const key = JSON.stringify(peer ?? null);
    const present = byPeer.get(key);
    if (!present) byPeer.set(key, { peer, ports });
    else present.ports = present.ports && ports && [...present.ports, ...ports];
  }
  return [...byPeer.values()]
    .map(({ peer, ports }) => ({ peer, ports: ports && sortedPorts(ports) }))
    .sort((a, b) => compareText(sortKey(a.peer), sortKey(b.peer)));
}

function sortedPorts(ports: readonly networkingV1.NetworkPolicyPort[]): readonly networkingV1.NetworkPolicyPort[] {
  const unique = new Map(ports.map((port) => [JSON.stringify([port.port, port.endPort, port.protocol]), port]));
  return [...unique.values()].sort(
    (a, b) => comparePort(a.port, b.port) || compareText(a.protocol ?? '', b.protocol ?? ''),
  );
}

function comparePort(a: number | string | undefined, b: number | string | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'string' ? -1 : 1;
  return compareText(String(a), String(b));
}

function sortKey(peer: networkingV1.NetworkPolicyPeer | undefined): string {
  if (!peer) return '4';
  const text = JSON.stringify(peer);
  if (peer.ipBlock) return text.includes('${') ? '3' : `2${text}`;
  return peer.namespaceSelector ? `1${text}` : `0${text}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function toIngress(rules: readonly FlowRule[]): networkingV1.NetworkPolicyIngressRule[] {
  return mergeRules(rules).map(({ peer, ports }) => ({ ...(peer && { from: [peer] }), ...(ports && { ports }) }));
}

export function toEgress(rules: readonly FlowRule[]): networkingV1.NetworkPolicyEgressRule[] {
  return mergeRules(rules).map(({ peer, ports }) => ({ ...(peer && { to: [peer] }), ...(ports && { ports }) }));
}
