import type { Body, KubernetesObject } from '../../artifact/read/model';
import type { Artifacts } from '../../artifact/read/artifacts';
import { unknown, type Unknown } from '../../artifact/read/values';
import type { Cidr } from '../../core/cidr';
import { parseRange } from '../address/ranges';
import { meets, selects } from '../label-selector';
import { namespaceOf, objectIndex } from '../objects';
import { asBody, asList } from '../workload/workloads';

/** Who is at the other end of a call. */
export type Peer =
  | {
      readonly kind: 'pods';
      readonly namespace: string;
      readonly labels: Readonly<Record<string, string>>;
      /** True where all labels are told; else the pods may carry more. */
      readonly isWhole: boolean;
    }
  | { readonly kind: 'range'; readonly range: Cidr };

/** Addresses that pods and nodes have; none of them is on the internet. RFC 1918, RFC 6598. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].flatMap(
  (text) => parseRange(text) ?? [],
);

/** Whether an item of `from` or `to` means a peer. Kubernetes: "Network Policies", behavior of to and from selectors. */
export function meansPeer(
  item: unknown,
  peer: Peer,
  policy: KubernetesObject,
  artifacts: Artifacts,
): boolean | Unknown {
  const { ipBlock, namespaceSelector, podSelector } = asBody(item) ?? {};
  if (ipBlock !== undefined) return holdsPeer(asBody(ipBlock) ?? {}, peer);
  if (peer.kind !== 'pods') return false;
  const inNamespace =
    namespaceSelector === undefined
      ? peer.namespace === namespaceOf(policy)
      : isNamespace(namespaceSelector, peer.namespace, policy, artifacts);
  if (inNamespace === false) return false;
  const isPod = podSelector === undefined ? true : isSelected(podSelector, peer);
  return isPod === false ? false : isPod === true && inNamespace === true ? true : unknown;
}

function holdsPeer(block: Body, peer: Peer): boolean | Unknown {
  const range = parseRange(block.cidr);
  if (!range) return unknown;
  const except = asList(block.except).flatMap((one) => parseRange(one) ?? []);
  if (peer.kind === 'range') {
    if (except.some((one) => one.overlaps(peer.range)))
      return except.some((one) => one.contains(peer.range)) ? false : unknown;
    return range.contains(peer.range) ? true : range.overlaps(peer.range) ? unknown : false;
  }
  // Engines differ in whether a range means pods, and only the cluster knows their addresses.
  return PRIVATE.some((one) => one.overlaps(range) && !except.some((left) => left.contains(one))) ? unknown : false;
}

function isNamespace(
  selector: unknown,
  namespace: string,
  policy: KubernetesObject,
  artifacts: Artifacts,
): boolean | Unknown {
  const object = objectIndex(artifacts).beside(policy, 'Namespace', namespace);
  const written = asBody(asBody(object?.body.metadata)?.labels) ?? {};
  const labels = { ...written, 'kubernetes.io/metadata.name': namespace } as Readonly<Record<string, string>>;
  return isSelected(selector, { labels, isWhole: object !== undefined });
}

/** A selector on labels of which some may not be known. */
function isSelected(
  selector: unknown,
  { labels, isWhole }: { readonly labels: Readonly<Record<string, string>>; readonly isWhole: boolean },
): boolean | Unknown {
  if (selects(selector, labels)) return true;
  if (isWhole) return false;
  const body = asBody(selector) ?? {};
  const pairs = Object.entries(asBody(body.matchLabels) ?? {});
  const expressions = asList(body.matchExpressions).map((one) => asBody(one) ?? {});
  const contradicts =
    pairs.some(([name, value]) => labels[name] !== undefined && labels[name] !== value) ||
    expressions.some((one) => labels[String(one.key)] !== undefined && !meets(one, labels));
  return contradicts ? false : unknown;
}
