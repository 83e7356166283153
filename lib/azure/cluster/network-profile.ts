import { isRfc1918, isRfc6598, reservedRangeOf } from '../../core/address-space';
import { Cidr } from '../../core/cidr';
import type { PolicyEngine } from '../../core/contracts';
import { Problems } from '../../core/errors';
import type { ISubnet } from '../network/contracts';
import type { AddressMode } from '../network/demand';
import { Outbound } from './outbound';

/** What every network profile takes. */
export interface NetworkProfileProps {
  /**
   * What enforces NetworkPolicies. `cilium` brings its own data plane and takes no Windows pool; `azure` ends on Linux in
   * September 2028 and serves 250 nodes. Azure: "Secure traffic between pods using network policies in AKS".
   * @default 'cilium'
   */
  readonly policy?: PolicyEngine;
  /**
   * Addresses of Services: smaller than a /12, used nowhere in the network or in what it is connected to. Fixed at creation.
   * @creation
   * @default '172.16.0.0/16'
   */
  readonly serviceCidr?: string;
  /**
   * Address of the cluster's DNS Service: within `serviceCidr`, neither the range's own address nor the next, which is that
   * of the Service `kubernetes`. Fixed at creation.
   * @creation
   * @default - the tenth of `serviceCidr`
   */
  readonly dnsServiceIp?: string;
  /**
   * How connections leave the cluster.
   * @default Outbound.loadBalancer()
   */
  readonly outbound?: Outbound;
  /**
   * Tells flows, drops and names that pods look up as metrics. Azure: "Container Network Observability".
   * @default false
   */
  readonly observability?: boolean;
  /**
   * Lets policies of Cilium name hosts. Needs Cilium and Kubernetes 1.29. Azure: "Container Network Security".
   * @default false
   */
  readonly security?: boolean;
}

export interface OverlayProps extends NetworkProfileProps {
  /**
   * Addresses of pods, apart from the network; each node takes a /24, so that a /16 serves 256 nodes, surge included.
   * Clusters that don't meet may use the same. Fixed at creation.
   * @creation
   * @default '10.244.0.0/16'
   */
  readonly podCidr?: string;
}

export interface PodSubnetProps extends NetworkProfileProps {
  /**
   * Subnet of the pods, in the cluster's network.
   * @default - one is added to the network, and planned from all pools
   */
  readonly podSubnet?: ISubnet;
}

const SERVICE_CIDR = '172.16.0.0/16';
const POD_CIDR = '10.244.0.0/16';
/** Azure: "Plan IP addressing for your cluster": smaller than /12. */
const SHORTEST_SERVICE_PREFIX = 13;

/**
 * How pods get their addresses and what enforces policies between them. Nearly all of it is fixed at creation, so the
 * default never depends on what else the program holds.
 */
export class NetworkProfile {
  /**
   * Pods live in a range of their own; only nodes take addresses of the network. Takes no virtual nodes, and Windows
   * pools only without Cilium.
   * @throws CdkAksError with everything that is wrong with the ranges
   */
  static overlay(props: OverlayProps = {}): NetworkProfile {
    return new NetworkProfile('overlay', props, props.podCidr ?? POD_CIDR);
  }

  /**
   * Pods take addresses of the nodes' own subnet: one for each pod that a node may hold. Takes virtual nodes, and Windows
   * pools without Cilium.
   */
  static nodeSubnet(props: NetworkProfileProps = {}): NetworkProfile {
    return new NetworkProfile('node-subnet', props);
  }

  /** Pods take addresses of a subnet of their own, in batches as nodes need them. */
  static podSubnet(props: PodSubnetProps = {}): NetworkProfile {
    return new NetworkProfile('pod-subnet', props, undefined, props.podSubnet);
  }

  readonly policy: PolicyEngine;
  readonly serviceCidr: string;
  readonly dnsServiceIp: string;
  readonly outbound: Outbound;
  readonly observability: boolean;
  readonly security: boolean;

  /** As a program writes it: what errors name when another one is needed. */
  get expression(): string {
    const factory = { overlay: 'overlay', 'node-subnet': 'nodeSubnet', 'pod-subnet': 'podSubnet' }[this.mode];
    return `NetworkProfile.${factory}({ policy: '${this.policy}' })`;
  }

  /** Pods of a node unless a pool says otherwise. */
  get defaultMaxPods(): number {
    // Overlay allows 250, but AKS then keeps a quarter of a small node's memory for the kubelet; 110 is Kubernetes' own limit.
    return this.mode === 'node-subnet' ? 30 : 110;
  }

  private constructor(
    /** @internal */
    readonly mode: AddressMode,
    props: NetworkProfileProps,
    readonly podCidr?: string,
    /** @internal */
    readonly podSubnet?: ISubnet,
  ) {
    this.policy = props.policy ?? 'cilium';
    this.serviceCidr = props.serviceCidr ?? SERVICE_CIDR;
    this.outbound = props.outbound ?? Outbound.loadBalancer();
    this.observability = props.observability ?? false;
    this.security = props.security ?? false;
    const problems = new Problems();
    if (this.security) checkSecurity(this.policy, problems);
    const services = checkServices(this.serviceCidr, props.dnsServiceIp, problems);
    if (podCidr !== undefined) checkPods(podCidr, services, problems);
    problems.throwIfAny();
    this.dnsServiceIp = props.dnsServiceIp ?? (services as Cidr).nth(10);
  }
}

/** DP15 of the compatibility facts; the version is checked with the cluster. */
function checkSecurity(policy: PolicyEngine, problems: Problems): void {
  if (policy === 'cilium') return;
  problems.add({
    property: 'security',
    value: true,
    rule: `needs the data plane of Cilium, and the policy is '${policy}'`,
    fix: "Write policy: 'cilium', or leave it out (DP15)",
    code: 'network/security-without-cilium',
  });
}

/** NET02, NET03 and NET04 of the compatibility facts. */
function checkServices(text: string, dns: string | undefined, problems: Problems): Cidr | undefined {
  const services = problems.attempt('serviceCidr', () => Cidr.parse(text));
  if (services === undefined) return undefined;
  checkReserved('serviceCidr', services, problems);
  if (services.prefixLength < SHORTEST_SERVICE_PREFIX) {
    problems.add({
      property: 'serviceCidr',
      value: text,
      rule: 'is not smaller than a /12',
      fix: `Write ${services.first}/16`,
      code: 'network/service-cidr-size',
    });
  }
  if (dns === undefined) {
    if (services.size <= 10) {
      problems.add({
        property: 'serviceCidr',
        value: text,
        rule: 'has no tenth address for DNS',
        fix: 'Give it a larger range, or set dnsServiceIp',
        code: 'network/service-cidr-size',
      });
    }
    return services;
  }
  const inside = problems.attempt('dnsServiceIp', () => services.contains(dns));
  if (inside === false) {
    problems.add({
      property: 'dnsServiceIp',
      value: dns,
      rule: `lies outside 'serviceCidr' (${services})`,
      fix: services.size > 10 ? `Write ${services.nth(10)}` : 'Write an address of that range',
      code: 'network/dns-outside',
    });
  } else if (inside && (dns === services.first || dns === services.nth(1))) {
    problems.add({
      property: 'dnsServiceIp',
      value: dns,
      rule: `is the first address of 'serviceCidr' (${services}), which is the API server's`,
      fix: services.size > 10 ? `Write ${services.nth(10)}` : 'Write a later one',
      code: 'network/dns-first',
    });
  }
  return services;
}

/** NET02 and NET10 of the compatibility facts, and the two ranges against each other. */
function checkPods(text: string, services: Cidr | undefined, problems: Problems): void {
  const pods = problems.attempt('podCidr', () => Cidr.parse(text));
  if (pods === undefined) return;
  checkReserved('podCidr', pods, problems);
  if (!isRfc1918(pods) && !isRfc6598(pods)) {
    problems.add({
      property: 'podCidr',
      value: text,
      rule: 'is neither private (RFC 1918) nor shared address space (RFC 6598), which Azure does not support for pods',
      fix: `Write a range such as ${POD_CIDR}`,
      code: 'network/pod-cidr-public',
    });
  }
  if (pods.prefixLength > 24) {
    problems.add({
      property: 'podCidr',
      value: text,
      rule: 'holds no /24, and every node takes one',
      fix: `Write ${pods.first}/16, which serves 256 nodes`,
      code: 'network/pod-cidr-size',
    });
  }
  if (services?.overlaps(pods)) {
    problems.add({
      property: 'podCidr',
      value: text,
      rule: `overlaps 'serviceCidr' (${services})`,
      fix: 'Move one of them',
      code: 'network/overlap',
    });
  }
}

function checkReserved(property: string, range: Cidr, problems: Problems): void {
  const reserved = reservedRangeOf(range);
  if (reserved === undefined) return;
  problems.add({
    property,
    value: range.toString(),
    rule: `overlaps ${reserved}, which AKS keeps to itself`,
    fix: `Write another range, such as ${property === 'podCidr' ? POD_CIDR : SERVICE_CIDR}`,
    code: 'network/reserved-range',
  });
}

/** `network_profile` as azurerm takes it. */
export function networkProfileBlock(profile: NetworkProfile) {
  return {
    networkPlugin: 'azure',
    networkPluginMode: profile.mode === 'overlay' ? 'overlay' : undefined,
    networkDataPlane: profile.policy === 'cilium' ? 'cilium' : 'azure',
    networkPolicy: profile.policy === 'none' ? undefined : profile.policy,
    podCidr: profile.podCidr,
    serviceCidr: profile.serviceCidr,
    dnsServiceIp: profile.dnsServiceIp,
    ipVersions: ['IPv4'],
    loadBalancerSku: 'standard',
    advancedNetworking:
      profile.observability || profile.security
        ? { observabilityEnabled: profile.observability, securityEnabled: profile.security }
        : undefined,
    outboundType: profile.outbound.type,
    loadBalancerProfile: profile.outbound.profile,
  };
}
