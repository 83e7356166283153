import type { Construct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import { KubernetesObject } from '../object';
import type { FlowRule } from './rules';

/** Where LocalDNS answers on every node. Azure: "DNS resolution in AKS", LocalDNS. */
const LOCAL_DNS = '169.254.10.0/24';

const DNS_PORTS = [
  { port: 53, protocol: 'TCP' },
  { port: 53, protocol: 'UDP' },
] as const;

/**
 * What pods need to resolve names: the cluster's DNS, and the node's own where the cluster has LocalDNS.
 * Under Cilium the latter takes `allowHostDns` besides: an address of a node is never matched by a range there.
 */
export function dnsRules(cluster: ICluster | undefined): readonly FlowRule[] {
  const kubeDns: FlowRule = {
    peer: {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
    ports: DNS_PORTS,
  };
  if (!cluster?.network.localDns) return [kubeDns];
  return [kubeDns, { peer: { ipBlock: { cidr: LOCAL_DNS } }, ports: DNS_PORTS }];
}

/** Cilium's own policy, as far as it is used here. Cilium: "Layer 3 Examples", entities. */
interface CiliumNetworkPolicy {
  readonly apiVersion: 'cilium.io/v2';
  readonly kind: 'CiliumNetworkPolicy';
  readonly metadata?: unknown;
  readonly spec: {
    readonly endpointSelector: { readonly matchLabels?: Readonly<Record<string, string>> };
    readonly egress: readonly {
      readonly toEntities: readonly string[];
      readonly toPorts: readonly { readonly ports: readonly { readonly port: string; readonly protocol: string }[] }[];
    }[];
  };
}

/** True where pods reach their DNS on the node itself and only a policy of Cilium's own can allow that. */
export function needsHostDns(cluster: ICluster | undefined): boolean {
  return cluster?.network.localDns === true && cluster.network.policyEngine === 'cilium';
}

/** Lets pods ask the DNS of their own node, under Cilium. */
export function allowHostDns(
  scope: Construct,
  id: string,
  name: string,
  endpointSelector: CiliumNetworkPolicy['spec']['endpointSelector'],
  labels?: Readonly<Record<string, string>>,
  namespace?: string,
): KubernetesObject<CiliumNetworkPolicy> {
  return new KubernetesObject<CiliumNetworkPolicy>(scope, id, {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name, ...(namespace === undefined ? {} : { namespace }), labels },
    spec: {
      endpointSelector,
      egress: [{ toEntities: ['host'], toPorts: [{ ports: [{ port: '53', protocol: 'ANY' }] }] }],
    },
  });
}
