import type { IConstruct } from 'constructs';
import { type Problem, Problems } from '../../core/errors';
import { isIpv4 } from '../../core/ipv4';
import { azureName, deriveName } from '../../core/names';
import { derivedName, type Place, type PlaceProps, resolvePlace } from '../place';
import type { ISubnet, IVirtualNetwork } from './contracts';
import type { IPublicIp } from './public-ip';
import { checkZoneList } from './zone-list';

export type FirewallTier = 'Standard' | 'Premium';
export type ThreatMode = 'Alert' | 'Deny' | 'Off';

export interface FirewallProps extends PlaceProps {
  /**
   * The network that `AzureFirewallSubnet`, a /26, is added to. Give this or `subnet`.
   * @default - that of `subnet`
   */
  readonly network?: IVirtualNetwork;
  /**
   * A subnet of the name `AzureFirewallSubnet`, at least a /26.
   * @default - one is added to `network`
   */
  readonly subnet?: ISubnet;
  /**
   * Azure's name: 1 to 80 characters. Fixed at creation.
   * @creation
   * @default - from the environment's stem and the ids of the constructs
   */
  readonly name?: string;
  /**
   * Tier; Premium looks into traffic for attacks. Basic has no DNS proxy and is not for clusters.
   * @default 'Standard'
   */
  readonly tier?: FirewallTier;
  /**
   * Zones that it runs in. Fixed at creation, so that the default never follows the list of regions: where a region has no
   * zones, write `[]`.
   * @creation
   * @default ['1', '2', '3'] in the public cloud, else none
   */
  readonly zones?: readonly string[];
  /**
   * Addresses that connections go out from; each serves 2,496 ports for each instance and destination.
   * @default - one is made
   */
  readonly publicIps?: readonly IPublicIp[];
  /**
   * Answers DNS for what lies behind it, and resolves hosts of network rules.
   * @default true
   */
  readonly dnsProxy?: boolean;
  /**
   * Addresses of DNS servers that it asks.
   * @default - Azure's own
   */
  readonly dnsServers?: readonly string[];
  /**
   * What it does with known malicious addresses and hosts.
   * @default 'Alert'
   */
  readonly threatIntelligence?: ThreatMode;
  /**
   * What it does with attacks that it sees in traffic. Premium only.
   * @default 'Alert' for Premium
   */
  readonly intrusionDetection?: ThreatMode;
}

export interface ResolvedFirewall {
  readonly place: Place;
  readonly name: string;
  readonly policyName: string;
  readonly tier: FirewallTier;
  readonly zones: readonly string[];
  readonly dnsProxy: boolean;
  readonly dnsServers: readonly string[];
  readonly threatIntelligence: ThreatMode;
  readonly intrusionDetection?: ThreatMode;
}

/** @throws CdkAksError with everything that is wrong */
export function resolveFirewall(scope: IConstruct, props: FirewallProps): ResolvedFirewall {
  const problems = new Problems(scope);
  const place = resolvePlace(scope, { location: networkOf(props)?.location, ...props }, problems);
  const name = props.name ?? derivedName(scope, 'firewall');
  const tier = props.tier ?? 'Standard';
  const zones = props.zones ?? (place.cloud === 'public' ? ['1', '2', '3'] : []);
  problems.attempt('name', () => azureName('firewall', name));
  checkZoneList(zones, place.location, problems);
  [...tierProblems(tier, props), ...placeProblems(props)].forEach((found) => problems.add(found));
  for (const server of (props.dnsServers ?? []).filter((one) => !isIpv4(one))) {
    problems.add({
      property: 'dnsServers',
      value: server,
      rule: 'is not an IPv4 address',
      fix: 'Write one such as 10.20.0.4',
      code: 'network/dns-server',
    });
  }
  problems.throwIfAny();
  return {
    place,
    name,
    policyName: deriveName('firewallPolicy', [name, 'policy']),
    tier,
    zones,
    dnsProxy: props.dnsProxy ?? true,
    dnsServers: props.dnsServers ?? [],
    threatIntelligence: props.threatIntelligence ?? 'Alert',
    intrusionDetection: tier === 'Premium' ? (props.intrusionDetection ?? 'Alert') : undefined,
  };
}

export function networkOf({ network, subnet }: FirewallProps): IVirtualNetwork | undefined {
  return subnet?.network ?? network;
}

function tierProblems(tier: string, { intrusionDetection }: FirewallProps): Problem[] {
  if (tier !== 'Standard' && tier !== 'Premium') {
    return [
      {
        property: 'tier',
        value: tier,
        rule: 'is no tier of a firewall in front of clusters',
        fix: "Write 'Standard' or 'Premium'; Basic resolves no hosts for network rules",
        code: 'firewall/tier',
      },
    ];
  }
  if (intrusionDetection === undefined || tier === 'Premium') return [];
  return [
    {
      property: 'intrusionDetection',
      value: intrusionDetection,
      rule: 'needs the tier Premium, and this firewall is Standard',
      fix: "Set tier: 'Premium', or leave it out",
      code: 'firewall/needs-premium',
    },
  ];
}

function placeProblems({ network, subnet, publicIps }: FirewallProps): Problem[] {
  const found: Problem[] = [];
  if ((network === undefined) === (subnet === undefined)) {
    found.push({
      property: 'network',
      rule: network === undefined ? 'is missing, and so is subnet' : 'is given together with subnet',
      fix: 'Give one of the two',
      code: 'firewall/subnet',
    });
  }
  if (subnet !== undefined && subnet.subnetName !== 'AzureFirewallSubnet') {
    found.push({
      property: 'subnet',
      value: subnet.subnetName,
      rule: "is not named 'AzureFirewallSubnet', and Azure puts a firewall into no other",
      fix: 'Leave subnet out and give network, or pass Subnet.forFirewall(network)',
      code: 'firewall/subnet',
    });
  }
  if (publicIps?.length === 0) {
    found.push({
      property: 'publicIps',
      rule: 'is empty',
      fix: 'Name one, or leave it out',
      code: 'firewall/public-ips',
    });
  }
  return found;
}
