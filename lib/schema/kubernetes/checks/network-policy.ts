import { Cidr } from '../../../core/cidr';
import { formatIpv4, isIpv4, parseIpv4 } from '../../../core/ipv4';
import type { Report } from '../../report';
import { isSet, setFields } from './values';

export function checkNetworkPolicyPeer(peer: Record<string, unknown>, report: Report): void {
  const set = setFields(peer, ['ipBlock', 'namespaceSelector', 'podSelector']);
  if (set.length === 0) {
    report.add('schema/required', "needs 'podSelector', 'namespaceSelector' or 'ipBlock'", {
      fix: 'Write podSelector: {} for all pods of the namespace',
    });
  }
  if (isSet(peer.ipBlock) && set.length > 1) {
    report.add('schema/conflict', 'may stand alone only', {
      at: ['ipBlock'],
      fix: 'Write the selectors as a peer of their own',
    });
  }
}

export function checkNetworkPolicyPort({ port, endPort }: Record<string, unknown>, report: Report): void {
  if (!isSet(endPort)) return;
  if (typeof port !== 'number') {
    report.add('schema/required-with', "needs 'port' as a number", { at: ['endPort'] });
  } else if (typeof endPort === 'number' && endPort < port) {
    report.add('schema/invalid', `is ${endPort} but must be at least port (${port})`, { at: ['endPort'] });
  }
}

/** Ranges of IPv6 are checked for their form alone. */
const IPV6 = /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\/(?:\d|[1-9]\d|1[01]\d|12[0-8])$/;
const IPV4 = /^(\d+\.\d+\.\d+\.\d+)\/(\d|[12]\d|3[0-2])$/;

export function checkIpBlock({ cidr, except }: Record<string, unknown>, report: Report): void {
  const whole = typeof cidr === 'string' ? range(cidr, ['cidr'], report) : undefined;
  if (!Array.isArray(except)) return;
  except.forEach((text: unknown, index) => {
    if (typeof text !== 'string') return;
    const part = range(text, ['except', index], report);
    if (whole && part && (!whole.contains(part) || whole.equals(part))) {
      report.add('schema/invalid', `is ${text} but must be a part of ${String(cidr)}`, { at: ['except', index] });
    }
  });
}

/** Bits behind the prefix count for nothing, and a reader takes the address for a single one. */
function range(text: string, at: readonly (string | number)[], report: Report): Cidr | undefined {
  if (IPV6.test(text)) return undefined;
  const [, address = '', length = ''] = IPV4.exec(text) ?? [];
  if (!isIpv4(address)) {
    report.add('schema/format', `is "${text}" but must be a range such as 10.0.0.0/16`, { at });
    return undefined;
  }
  const mask = length === '0' ? 0 : -1 << (32 - Number(length));
  const start = formatIpv4((parseIpv4(address) & mask) >>> 0);
  if (start !== address) {
    report.add('schema/format', `is "${text}", which is read as ${start}/${length}`, {
      at,
      severity: 'warning',
      fix: `Write ${start}/${length}, or ${address}/32 for the one address`,
    });
  }
  return Cidr.parse(`${start}/${length}`);
}
