import { parseIpv4, formatIpv4, isIpv4 } from '../../core/ipv4';
import { Ipv6Prefix, formatIpv6, isIpv6, parseIpv6 } from '../../core/ipv6-prefix';
import { parseRange } from '../address/ranges';

export type Family = 'IPv4' | 'IPv6';

/** Addresses of one family from the first to the last, both included. */
export interface Interval {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/** Every address of a family. */
export const EVERYWHERE: Readonly<Record<Family, Interval>> = {
  IPv4: { family: 'IPv4', first: 0n, last: (1n << 32n) - 1n },
  IPv6: { family: 'IPv6', first: 0n, last: (1n << 128n) - 1n },
};

/** A range such as `10.0.0.0/8` or `fd00::/8`, or an address; undefined for anything else. */
export function parseInterval(text: unknown): Interval | undefined {
  if (typeof text !== 'string') return undefined;
  if (isIpv4(text)) return { family: 'IPv4', first: BigInt(parseIpv4(text)), last: BigInt(parseIpv4(text)) };
  if (isIpv6(text)) return { family: 'IPv6', first: parseIpv6(text), last: parseIpv6(text) };
  const four = parseRange(text);
  if (four) return { family: 'IPv4', first: BigInt(four.base), last: BigInt(four.base + four.size - 1) };
  try {
    const six = Ipv6Prefix.parse(text);
    return { family: 'IPv6', first: parseIpv6(six.first), last: parseIpv6(six.last) };
  } catch {
    return undefined;
  }
}

export function contains(outer: Interval, inner: Interval): boolean {
  return outer.family === inner.family && outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(a: Interval, b: Interval): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** An interval without others, as the intervals that are left, in order. */
export function without(interval: Interval, holes: readonly Interval[]): readonly Interval[] {
  const sorted = holes.filter((hole) => overlaps(interval, hole)).sort((a, b) => (a.first < b.first ? -1 : 1));
  const left: Interval[] = [];
  let next = interval.first;
  for (const hole of sorted) {
    if (hole.first > next) left.push({ ...interval, first: next, last: hole.first - 1n });
    if (hole.last + 1n > next) next = hole.last + 1n;
  }
  return next <= interval.last ? [...left, { ...interval, first: next }] : left;
}

/** As people write it: `10.0.0.0/24`, `168.63.129.16`, and `10.0.0.1-10.0.0.9` where it is neither. */
export function shortText(interval: Interval): string {
  const { family, first, last } = interval;
  const size = last - first + 1n;
  const [address = ''] = printInterval(interval).split('-');
  if (size === 1n) return address;
  const bits = size.toString(2).length - 1;
  const isRange = size === 1n << BigInt(bits) && first % size === 0n;
  return isRange ? `${address}/${(family === 'IPv4' ? 32 : 128) - bits}` : printInterval(interval);
}

/** `10.0.0.0-10.0.0.255`, also for one address. */
export function printInterval({ family, first, last }: Interval): string {
  const print = (address: bigint): string => (family === 'IPv4' ? formatIpv4(Number(address)) : formatIpv6(address));
  return `${print(first)}-${print(last)}`;
}
