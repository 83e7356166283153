import { InvalidValue } from './errors';
import { isIpv4, parseIpv4 } from './ipv4';

const BITS = 128;
const ALL = (1n << 128n) - 1n;

/** An IPv6 address range such as `fd12:3456:789a::/64`. Immutable; equal ranges print equally (RFC 5952). */
export class Ipv6Prefix {
  /** @throws InvalidValue when the text is no IPv6 range, the mask is missing or above 128, or host bits are set */
  static parse(text: string): Ipv6Prefix {
    const [address = '', mask, ...rest] = text.split('/');
    const base = rest.length === 0 ? readAddress(address) : undefined;
    if (base === undefined || (mask !== undefined && !/^\d{1,3}$/.test(mask))) {
      throw new InvalidValue({
        value: text,
        rule: 'is not an IPv6 range',
        fix: 'Write an address and a mask, such as fd12:3456:789a::/64',
        code: 'ipv6/malformed',
      });
    }
    if (mask === undefined) {
      throw new InvalidValue({
        value: text,
        rule: 'IPv6 mask is missing',
        fix: `Did you mean ${address}/${alignDown(base, 64) === base ? 64 : BITS}?`,
        code: 'ipv6/mask-missing',
      });
    }
    const prefixLength = Number(mask);
    if (prefixLength > BITS) {
      throw new InvalidValue({
        value: text,
        rule: `has a mask above 128 (${mask})`,
        fix: `Write a mask from 0 to 128, such as ${address}/64`,
        code: 'ipv6/mask',
      });
    }
    const aligned = alignDown(base, prefixLength);
    if (aligned !== base) {
      throw new InvalidValue({
        value: text,
        rule: 'has bits set beyond its mask',
        fix: `Did you mean ${formatIpv6(aligned)}/${prefixLength}?`,
        code: 'ipv6/host-bits',
      });
    }
    return new Ipv6Prefix(base, prefixLength);
  }

  /** Number of addresses. */
  get size(): bigint {
    return 1n << BigInt(BITS - this.prefixLength);
  }

  /** The lowest address. */
  get first(): string {
    return formatIpv6(this.base);
  }

  /** The highest address. */
  get last(): string {
    return formatIpv6(this.end);
  }

  /** @param other a range, or an address as text */
  contains(other: Ipv6Prefix | string): boolean {
    const [low, high] = typeof other === 'string' ? [parseIpv6(other), parseIpv6(other)] : [other.base, other.end];
    return this.base <= low && high <= this.end;
  }

  overlaps(other: Ipv6Prefix): boolean {
    return this.base <= other.end && other.base <= this.end;
  }

  /** By address, then the larger range first. */
  compare(other: Ipv6Prefix): number {
    if (this.base !== other.base) return this.base < other.base ? -1 : 1;
    return Math.sign(this.prefixLength - other.prefixLength);
  }

  equals(other: Ipv6Prefix): boolean {
    return this.compare(other) === 0;
  }

  toString(): string {
    return `${this.first}/${this.prefixLength}`;
  }

  toJSON(): string {
    return this.toString();
  }

  private get end(): bigint {
    return this.base + this.size - 1n;
  }

  private constructor(
    /** The lowest address as a number. */
    readonly base: bigint,
    readonly prefixLength: number,
  ) {}
}

/** @throws InvalidValue when the text is no IPv6 address */
export function parseIpv6(text: string): bigint {
  const address = readAddress(text);
  if (address === undefined) {
    throw new InvalidValue({
      value: text,
      rule: 'is not an IPv6 address',
      fix: 'Write groups of up to four hexadecimal digits, such as fd12::10',
      code: 'ipv6/malformed',
    });
  }
  return address;
}

export function isIpv6(text: string): boolean {
  return readAddress(text) !== undefined;
}

/** RFC 5952: lower case, no leading zeros, the longest (first) run of two or more zero groups as `::`. */
export function formatIpv6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => Number((address >> BigInt(112 - 16 * index)) & 0xffffn));
  let start = -1;
  let length = 1;
  for (let from = 0; from < 8; from += 1) {
    let run = 0;
    while (from + run < 8 && groups[from + run] === 0) run += 1;
    if (run > length) [start, length] = [from, run];
  }
  const print = (some: readonly number[]): string => some.map((group) => group.toString(16)).join(':');
  return start < 0 ? print(groups) : `${print(groups.slice(0, start))}::${print(groups.slice(start + length))}`;
}

function readAddress(text: string): bigint | undefined {
  const halves = expandIpv4Tail(text)?.split('::');
  if (halves === undefined || halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = head.length + tail.length;
  if (halves.length === 1 ? given !== 8 : given > 7) return undefined;
  const groups = [...head, ...Array<string>(8 - given).fill('0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((address, group) => (address << 16n) | BigInt(`0x${group}`), 0n);
}

/** `::ffff:10.0.0.1` ends in an IPv4 address, which stands for two groups. */
function expandIpv4Tail(text: string): string | undefined {
  if (!text.includes('.')) return text;
  const cut = text.lastIndexOf(':') + 1;
  const tail = text.slice(cut);
  if (cut === 0 || !isIpv4(tail)) return undefined;
  const number = parseIpv4(tail);
  return `${text.slice(0, cut)}${(number >>> 16).toString(16)}:${(number & 0xffff).toString(16)}`;
}

function alignDown(address: bigint, prefixLength: number): bigint {
  const hosts = BigInt(BITS - prefixLength);
  return address & ALL & ~((1n << hosts) - 1n);
}
