import { Cidr } from '../../../core/cidr';
import { type Declared, type Field, lastName } from './field';

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?$/;
const IPV6 = /^[0-9a-f]*:[0-9a-f:]+(\/\d{1,3})?$/i;

/** Everything, or the machine itself: no address of an environment. */
const SPECIAL = /^(0\.0\.0\.0|127\.\d+\.\d+\.\d+|::1?|255\.255\.255\.255)(\/\d+)?$|\/0$/;

/** Arguments that give a network its range, whose width is a size. */
const RANGES = new Set([
  'address_space',
  'address_prefix',
  'address_prefixes',
  'service_cidr',
  'service_cidrs',
  'pod_cidr',
  'pod_cidrs',
  'subnet_cidr',
  'dns_service_ip',
  'docker_bridge_cidr',
]);

/** Fields whose values are hosts, whatever their kind is. */
const HOST_FIELD =
  /(^|[a-z_.-])(hosts?|hostnames?|host_names?|dnsNames?|fqdns?|domains?|commonName|common_name|externalName|url|uri|endpoints?|address|server|origin|broker)$/i;

/** A certificate authority is a choice of whom to trust, and no address of ours. */
const CHOSEN = new Set(['acme.server']);

const HOST = /^(?=.{4,253}(:\d+)?$)([a-z0-9*_]([a-z0-9_-]*[a-z0-9])?\.)+[a-z]{2,63}(:\d{1,5})?$/i;

export function isAddress(text: string): boolean {
  return IPV4.test(text) || IPV6.test(text);
}

/** Whether two addresses or ranges are but those of two environments; a range that holds the other is a wider rule. */
export function areOwnAddresses(a: string, b: string, field: Field, { addresses }: Declared): boolean {
  if (!isAddress(a) || !isAddress(b) || SPECIAL.test(a) || SPECIAL.test(b)) return false;
  if (addresses.has(`${a} ${b}`) || RANGES.has(field.names.at(-1) ?? '')) return true;
  return !holds(a, b) && !holds(b, a);
}

/** Whether a list of addresses may stand for another, whatever their number is. */
export function areAddressLists(
  as: readonly string[],
  bs: readonly string[],
  field: Field,
  declared: Declared,
): boolean {
  return as.every((a) => bs.every((b) => areOwnAddresses(a, b, field, declared)));
}

/** Whether two hosts are those of two environments: in a field of hosts, on the same port, and not in the cluster. */
export function areOwnHosts(a: string, b: string, field: Field): boolean {
  if (isChosen(field) || !HOST_FIELD.test(lastName(field))) return false;
  if (!HOST.test(a) || !HOST.test(b) || isInCluster(a) || isInCluster(b)) return false;
  return portOf(a) === portOf(b);
}

export function isChosen({ names }: Field): boolean {
  return CHOSEN.has(names.slice(-2).join('.'));
}

/** Hosts that only the cluster knows name a service: another one is another service. */
export function isInCluster(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return !name.includes('.') || /\.svc(\.|$)|\.cluster\.local$/.test(name);
}

function portOf(host: string): string | undefined {
  return /:(\d+)$/.exec(host)?.[1];
}

function holds(outer: string, inner: string): boolean {
  const [wide, narrow] = [rangeOf(outer), rangeOf(inner)];
  return wide !== undefined && narrow !== undefined && wide.prefixLength < narrow.prefixLength && wide.contains(narrow);
}

function rangeOf(text: string): Cidr | undefined {
  try {
    return Cidr.parse(text.includes('/') ? text : `${text}/32`);
  } catch {
    return undefined; // IPv6, or no range at all
  }
}
