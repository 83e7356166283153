import { Cidr } from '../../core/cidr';
import { dnsLabel } from '../../core/dns-names';
import { InvalidValue } from '../../core/errors';
import { isIpv4 } from '../../core/ipv4';
import { Ipv6Prefix } from '../../core/ipv6-prefix';
import { checkLabels } from '../../core/metadata';
import type { IAzureService } from '../../core/service-contracts';
import type { networkingV1 } from '../api';

type Labels = Readonly<Record<string, string>>;

/** Set by the API server on every namespace. Kubernetes: "Well-Known Labels, Annotations and Taints". */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/**
 * What an address outside is not: private ranges (RFC 1918), shared ones (RFC 6598), link-local ones with Azure's
 * instance metadata at 169.254.169.254, and Azure's wire server, which pods have no business with.
 */
const NOT_INTERNET: readonly string[] = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
];

export interface CidrPeerOptions {
  /**
   * Parts of the range that are left out, each within the range.
   * @default - none
   */
  readonly except?: readonly string[];
}

export interface PodsPeerOptions {
  /**
   * Name of the namespace that the pods are in.
   * @default - the namespace of the workload that connects
   */
  readonly namespace?: string;
  /**
   * Labels of the namespaces that the pods are in; `{}` is any namespace. Not together with `namespace`.
   * @default - the namespace of the workload that connects
   */
  readonly namespaceLabels?: Labels;
}

/** What a peer is, for those who render it. */
type Shape =
  | { readonly kind: 'anywhere' }
  | { readonly kind: 'range'; readonly cidr: string; readonly except: readonly string[]; readonly what: RangeMeaning }
  | { readonly kind: 'pods'; readonly pods: Labels; readonly namespace?: string; readonly namespaceLabels?: Labels };

/** Whether a range may hold nodes and pods, which not every policy engine matches by address. */
type RangeMeaning = 'addresses' | 'endpoint' | 'internet';

const INTERNET: Shape = { kind: 'range', cidr: '0.0.0.0/0', except: NOT_INTERNET, what: 'internet' };

function endpointRange(range: string): Shape {
  return { kind: 'range', cidr: checkRange(range), except: [], what: 'endpoint' };
}

/** The other end of a connection where that is no workload of this program. */
export class Peer {
  /**
   * Addresses outside the cluster, IPv4 or IPv6: `Peer.cidr('10.1.0.0/16', { except: ['10.1.4.0/24'] })`.
   *
   * Clients behind a load balancer arrive with the address of a node, unless the Service has
   * `externalTrafficPolicy: Local`.
   *
   * Not for pods and nodes: whether a range matches those is up to the policy engine, and Cilium never does
   * (Azure: "Azure CNI Powered by Cilium", limitations).
   *
   * @throws InvalidValue for a malformed range (`cidr/…`, `ipv6/…`), or a part that is not within it (connect/except)
   */
  static cidr(range: string, options: CidrPeerOptions = {}): Peer {
    return new Peer(range, {
      kind: 'range',
      cidr: checkRange(range),
      except: (options.except ?? []).map((part) => checkPart(part, range)),
      what: 'addresses',
    });
  }

  /**
   * The private address of a service outside the cluster, such as a private endpoint. It may lie in a subnet of nodes.
   *
   * @param address `10.20.5.4`, or a range where the endpoint has several addresses
   * @throws InvalidValue for a malformed address (`cidr/…`)
   */
  static privateEndpoint(address: string): Peer {
    return new Peer(address, endpointRange(isIpv4(address) ? `${address}/32` : address));
  }

  /**
   * @internal A range that something of this program sends from, called by its name.
   */
  static sender(description: string, range: string): Peer {
    return new Peer(description, endpointRange(range));
  }

  /**
   * @internal A service of Azure: the subnets of its private endpoints, or the internet where it has none. Which of the
   * two is known when the program has run.
   */
  static service(service: IAzureService): Peer {
    return new Peer(service.description, () => {
      const ranges = service.privateRanges;
      return ranges.length === 0 ? [INTERNET] : ranges.map((range) => endpointRange(range));
    });
  }

  /** Public addresses: everything but private, shared and link-local ranges and Azure's wire server. */
  static internet(): Peer {
    return new Peer('the internet', INTERNET);
  }

  /** Everything, inside and outside the cluster. */
  static anywhere(): Peer {
    return new Peer('anywhere', { kind: 'anywhere' });
  }

  /** All pods of the cluster. */
  static anyNamespace(): Peer {
    return new Peer('any namespace', { kind: 'pods', pods: {}, namespaceLabels: {} });
  }

  /** All pods of a namespace that this program doesn't describe. @throws InvalidValue (name/dns-label) */
  static namespace(name: string): Peer {
    return new Peer(`namespace '${name}'`, { kind: 'pods', pods: {}, namespace: dnsLabel(name, 'namespace') });
  }

  /**
   * Pods that this program doesn't describe, by their labels; `{}` is all of them.
   *
   * @throws InvalidValue for labels out of syntax, or both ways of naming the namespace (connect/two-namespaces)
   */
  static pods(labels: Labels, options: PodsPeerOptions = {}): Peer {
    const { namespace, namespaceLabels } = options;
    checkLabels(labels, 'labels');
    checkLabels(namespaceLabels ?? {}, 'namespaceLabels');
    if (namespace !== undefined && namespaceLabels !== undefined) {
      throw new InvalidValue({
        property: 'namespaceLabels',
        rule: `is given together with 'namespace' (${namespace})`,
        fix: 'Name the namespace, or give labels of namespaces',
        code: 'connect/two-namespaces',
      });
    }
    if (namespace !== undefined) dnsLabel(namespace, 'namespace');
    const where = namespace === undefined ? '' : ` in namespace '${namespace}'`;
    return new Peer(`pods ${JSON.stringify(labels)}${where}`, {
      kind: 'pods',
      pods: labels,
      namespace,
      namespaceLabels,
    });
  }

  /** The operator of the KEDA add-on, which asks queues and metrics for their length. Azure: "KEDA add-on". */
  static keda(): Peer {
    return Peer.pods({ app: 'keda-operator' }, { namespace: 'kube-system' });
  }

  /**
   * What scrapes pods for Azure Monitor's managed Prometheus: the replica set of the add-on.
   * Azure: "Customize scraping of Prometheus metrics in Azure Monitor".
   */
  static azurePrometheus(): Peer {
    return Peer.pods({ rsName: 'ama-metrics' }, { namespace: 'kube-system' });
  }

  /** The NGINX ingress controllers of the application routing add-on. Azure: "Managed NGINX ingress". */
  static appRouting(): Peer {
    return Peer.namespace('app-routing-system');
  }

  /** The ingress gateways of the cluster's service mesh. Azure: "Deploy ingress gateways for the Istio add-on". */
  static meshIngress(): Peer {
    return Peer.namespace('aks-istio-ingress');
  }

  /**
   * @internal What it is in a policy of a namespace: one peer, or one for each range; undefined is everything.
   */
  toPolicyPeers(policyNamespace: string): readonly (networkingV1.NetworkPolicyPeer | undefined)[] {
    return this.shapes.map((shape) => policyPeer(shape, policyNamespace));
  }

  /** @internal */
  get shapes(): readonly Shape[] {
    return typeof this.shape === 'function' ? this.shape() : [this.shape];
  }

  private constructor(
    /** What messages call it. */
    readonly description: string,
    private readonly shape: Shape | (() => readonly Shape[]),
  ) {}
}

function policyPeer(shape: Shape, policyNamespace: string): networkingV1.NetworkPolicyPeer | undefined {
  if (shape.kind === 'anywhere') return undefined;
  if (shape.kind === 'range') {
    return { ipBlock: { cidr: shape.cidr, ...(shape.except.length > 0 ? { except: shape.except } : {}) } };
  }
  if (shape.namespaceLabels) {
    const pods = Object.keys(shape.pods).length > 0 ? { podSelector: matching(shape.pods) } : {};
    return { namespaceSelector: matching(shape.namespaceLabels), ...pods };
  }
  return podsOf(shape.namespace ?? policyNamespace, shape.pods, policyNamespace);
}

/** Pods of one namespace as a policy refers to them: without the namespace where that is the policy's own. */
export function podsOf(namespace: string, pods: Labels, policyNamespace: string): networkingV1.NetworkPolicyPeer {
  if (namespace === policyNamespace) return { podSelector: matching(pods) };
  const namespaceSelector = { matchLabels: { [NAMESPACE_NAME]: namespace } };
  return Object.keys(pods).length > 0 ? { namespaceSelector, podSelector: matching(pods) } : { namespaceSelector };
}

/** A selector with its labels in order; without labels it selects all. */
export function matching(labels: Labels): { readonly matchLabels?: Labels } {
  const entries = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.length > 0 ? { matchLabels: Object.fromEntries(entries) } : {};
}

/** True for text that becomes a range only once addresses are planned. */
export function isPlannedLater(range: string): boolean {
  return range.includes('${');
}

function checkRange(range: string): string {
  if (isPlannedLater(range)) return range;
  return (range.includes(':') ? Ipv6Prefix.parse(range) : Cidr.parse(range)).toString();
}

function checkPart(part: string, range: string): string {
  const checked = checkRange(part);
  if (isPlannedLater(part) || isPlannedLater(range) || isProperPart(part, range)) return checked;
  throw new InvalidValue({
    property: 'except',
    value: part,
    rule: `is not a part of ${range}`,
    fix: `Leave it out, or write a smaller range within ${range}`,
    code: 'connect/except',
  });
}

function isProperPart(part: string, range: string): boolean {
  if (part.includes(':') !== range.includes(':')) return false;
  if (part.includes(':')) {
    const [inner, outer] = [Ipv6Prefix.parse(part), Ipv6Prefix.parse(range)];
    return outer.contains(inner) && inner.prefixLength > outer.prefixLength;
  }
  const [inner, outer] = [Cidr.parse(part), Cidr.parse(range)];
  return outer.contains(inner) && inner.prefixLength > outer.prefixLength;
}
