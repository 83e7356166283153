import { Token } from 'cdktf';
import type { ICluster } from '../../core/contracts';
import { Cidr } from '../../core/cidr';
import type { Problems } from '../../core/errors';
import { isIpv4 } from '../../core/ipv4';
import { azureName } from '../../core/names';
import type { EgressHosts } from './egress-needs';

/** Lets hosts be called by name over HTTP or HTTPS. */
export interface ApplicationRule {
  /** Who calls: ranges and addresses, such as a subnet's prefix. */
  readonly from: readonly string[];
  /** Hosts: `api.contoso.com`, `*.contoso.com`. */
  readonly to: readonly string[];
  /**
   * Ports of HTTPS.
   * @default [443]
   */
  readonly httpsPorts?: readonly number[];
  /**
   * Ports of plain HTTP.
   * @default - none
   */
  readonly httpPorts?: readonly number[];
}

/** Lets addresses be called at ports. */
export interface NetworkRule {
  /** Who calls: ranges and addresses, such as a subnet's prefix. */
  readonly from: readonly string[];
  /**
   * Ranges, addresses and service tags such as `AzureMonitor`.
   * @default - none: give `toHosts`
   */
  readonly to?: readonly string[];
  /**
   * Hosts, which the firewall resolves: its DNS proxy must be on.
   * @default - none
   */
  readonly toHosts?: readonly string[];
  /** `443`, `'8000-8080'`. */
  readonly ports: readonly (number | string)[];
  /** @default ['TCP'] */
  readonly protocols?: readonly ('TCP' | 'UDP' | 'ICMP' | 'Any')[];
}

const HOST = /^(\*|(\*\.)?([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?\.)+[a-z0-9-]{2,})$/i;
const SERVICE_TAG = /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/;
/** Azure: "Azure Firewall known issues and limitations". */
const LARGEST_PORT = 64_000;

export function checkApplicationRule(name: string, rule: ApplicationRule, problems: Problems): void {
  problems.attempt('name', () => azureName('firewallRule', name));
  checkSources(name, rule.from, problems);
  checkHosts(`${name}.to`, rule.to, problems);
  const ports = [...(rule.httpsPorts ?? [443]), ...(rule.httpPorts ?? [])];
  if (ports.length === 0) problems.add(empty(`${name}.httpsPorts`));
  for (const port of ports) {
    if (Number.isInteger(port) && port >= 1 && port <= LARGEST_PORT) continue;
    problems.add(badPort(`${name}.ports`, port));
  }
}

/** @param dnsProxy hosts in network rules need it */
export function checkNetworkRule(name: string, rule: NetworkRule, dnsProxy: boolean, problems: Problems): void {
  problems.attempt('name', () => azureName('firewallRule', name));
  checkSources(name, rule.from, problems);
  const { to = [], toHosts = [] } = rule;
  if (to.length === 0 && toHosts.length === 0) problems.add(empty(`${name}.to`));
  for (const target of to) {
    if (target === '*' || Token.isUnresolved(target) || SERVICE_TAG.test(target)) continue;
    problems.attempt(`${name}.to`, () => Cidr.parse(isIpv4(target) ? `${target}/32` : target));
  }
  if (toHosts.length > 0) checkHosts(`${name}.toHosts`, toHosts, problems);
  if (toHosts.length > 0 && !dnsProxy) {
    problems.add({
      property: `${name}.toHosts`,
      rule: 'names hosts, which a firewall without DNS proxy can not resolve',
      fix: 'Leave dnsProxy of the firewall on, or name addresses',
      code: 'firewall/hosts-need-dns',
    });
  }
  if (rule.ports.length === 0) problems.add(empty(`${name}.ports`));
  for (const port of rule.ports) {
    if (/^\d{1,5}(-\d{1,5})?$/.test(String(port)) || port === '*') continue;
    problems.add(badPort(`${name}.ports`, port));
  }
}

function checkSources(name: string, from: readonly string[], problems: Problems): void {
  if (from.length === 0) problems.add(empty(`${name}.from`));
  for (const range of from) {
    if (range === '*' || Token.isUnresolved(range)) continue;
    problems.attempt(`${name}.from`, () => Cidr.parse(isIpv4(range) ? `${range}/32` : range));
  }
}

function checkHosts(property: string, hosts: readonly string[], problems: Problems): void {
  if (hosts.length === 0) problems.add(empty(property));
  for (const host of hosts.filter((one) => !Token.isUnresolved(one) && !HOST.test(one))) {
    problems.add({
      property,
      value: host,
      rule: 'is not the name of a host',
      fix: "Write one such as 'api.contoso.com' or '*.contoso.com', without scheme and path",
      code: 'firewall/host',
    });
  }
}

function empty(property: string) {
  return { property, rule: 'is empty', fix: 'Name at least one', code: 'firewall/rule-empty' };
}

function badPort(property: string, value: unknown) {
  return {
    property,
    value,
    rule: 'is neither a port nor a range of ports',
    fix: "Write one such as 443 or '8000-8080'",
    code: 'firewall/port',
  };
}

/** The rule as azurerm takes it, in Terraform's own words: it is rendered late. */
export function applicationRule(name: string, rule: ApplicationRule) {
  return {
    name,
    source_addresses: [...rule.from],
    destination_fqdns: [...rule.to],
    protocols: [
      ...(rule.httpsPorts ?? [443]).map((port) => ({ type: 'Https', port })),
      ...(rule.httpPorts ?? []).map((port) => ({ type: 'Http', port })),
    ],
  };
}

export function networkRule(name: string, rule: NetworkRule) {
  return {
    name,
    source_addresses: [...rule.from],
    ...(rule.to && rule.to.length > 0 ? { destination_addresses: [...rule.to] } : {}),
    ...(rule.toHosts && rule.toHosts.length > 0 ? { destination_fqdns: [...rule.toHosts] } : {}),
    destination_ports: rule.ports.map(String),
    protocols: [...(rule.protocols ?? ['TCP'])],
  };
}

/** What every cluster calls; the tunnel to the API server is among it, at port 443 (EP01, EP02, EP10). Azure: "Limit network traffic with Azure Firewall in AKS". */
export function baseRule(sources: readonly string[]) {
  return {
    name: 'aks',
    source_addresses: [...sources],
    destination_fqdn_tags: ['AzureKubernetesService'],
    protocols: [
      { type: 'Http', port: 80 },
      { type: 'Https', port: 443 },
    ],
  };
}

/** One rule for HTTPS and one for HTTP, as far as there are hosts. */
export function hostRules(name: string, from: readonly string[], { https, http = [] }: EgressHosts) {
  return [
    ...(https.length > 0 ? [applicationRule(name, { from, to: https })] : []),
    ...(http.length > 0 ? [applicationRule(`${name}-http`, { from, to: http, httpsPorts: [], httpPorts: [80] })] : []),
  ];
}

/** Where a cluster's traffic comes from: pods of an overlay leave with the address of their node. */
export function sourcesOf({ network }: ICluster): readonly string[] {
  return [...network.nodeCidrs, ...network.podSubnetCidrs];
}

/** A collection of rules that allow, or none. */
export function allowing(name: string, priority: number, rules: readonly object[]) {
  return rules.length > 0 ? [{ name, priority, action: 'Allow', rule: rules }] : [];
}
