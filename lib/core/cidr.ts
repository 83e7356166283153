import { InvalidValue } from './errors';
import { formatIpv4, octetsToNumber, parseIpv4 } from './ipv4';

const SHAPE = /^(\d{1,10}(?:\.\d{1,10}){3})(?:\/(\d{1,3}))?$/;

/** An IPv4 address range such as `10.20.0.0/16`. Immutable; equal ranges print equally. */
export class Cidr {
  /**
   * @throws InvalidValue when the text is not `a.b.c.d/n`, the mask is missing, an octet is above 255, or host bits are
   * set (`10.0.0.1/24` is answered with "Did you mean 10.0.0.0/24?").
   */
  static parse(text: string): Cidr {
    const match = SHAPE.exec(text);
    if (!match) {
      throw new InvalidValue({
        value: text,
        rule: 'is not an IPv4 range',
        fix: 'Write an address and a mask, such as 10.20.0.0/16',
        code: 'cidr/malformed',
      });
    }
    const [, address = '', mask] = match;
    const base = octetsToNumber(text, address.split('.'));
    if (mask === undefined) {
      throw new InvalidValue({
        value: text,
        rule: 'CIDR mask is missing',
        fix: `Did you mean ${address}/${base % 256 === 0 ? 24 : 32}?`,
        code: 'cidr/mask-missing',
      });
    }
    const prefixLength = Number(mask);
    if (prefixLength > 32) {
      throw new InvalidValue({
        value: text,
        rule: `has a mask above 32 (${mask})`,
        fix: `Write a mask from 0 to 32, such as ${address}/24`,
        code: 'cidr/mask',
      });
    }
    const aligned = alignDown(base, prefixLength);
    if (aligned !== base) {
      throw new InvalidValue({
        value: text,
        rule: 'has bits set beyond its mask',
        fix: `Did you mean ${formatIpv4(aligned)}/${prefixLength}?`,
        code: 'cidr/host-bits',
      });
    }
    return new Cidr(base, prefixLength);
  }

  /** The range of a length that an address lies in: `of('10.20.3.4', 16)` is `10.20.0.0/16`. */
  static of(address: string, prefixLength: number): Cidr {
    checkLength(prefixLength, 0);
    return new Cidr(alignDown(parseIpv4(address), prefixLength), prefixLength);
  }

  /**
   * The longest prefix whose range holds that many addresses: 251 fit a /24.
   * @throws InvalidValue below 1 and above 2^32
   */
  static fit(addresses: number): number {
    if (!(addresses >= 1) || addresses > 2 ** 32) {
      throw new InvalidValue({
        value: String(addresses),
        rule: 'is not a number of addresses from 1 to 2^32',
        fix: 'Ask for fewer addresses',
        code: 'cidr/too-many-addresses',
      });
    }
    let prefixLength = 32;
    while (2 ** (32 - prefixLength) < addresses) prefixLength -= 1;
    return prefixLength;
  }

  /** Number of addresses, reserved ones included. */
  get size(): number {
    return 2 ** (32 - this.prefixLength);
  }

  /** The lowest address. */
  get first(): string {
    return formatIpv4(this.base);
  }

  /** The highest address. */
  get last(): string {
    return formatIpv4(this.base + this.size - 1);
  }

  /**
   * An address by its offset from the first: `nth(10)` of 172.16.0.0/16 is 172.16.0.10.
   * @throws InvalidValue when the range has no such address
   */
  nth(offset: number): string {
    if (!Number.isInteger(offset) || offset < 0 || offset >= this.size) {
      throw new InvalidValue({
        value: String(offset),
        rule: `is no offset into ${this}, which has ${this.size} addresses`,
        fix: `Write a whole number from 0 to ${this.size - 1}`,
        code: 'cidr/offset',
      });
    }
    return formatIpv4(this.base + offset);
  }

  /** @param other a range, or an address as text */
  contains(other: Cidr | string): boolean {
    const [low, high] = typeof other === 'string' ? [parseIpv4(other), parseIpv4(other)] : [other.base, other.end];
    return this.base <= low && high <= this.end;
  }

  overlaps(other: Cidr): boolean {
    return this.base <= other.end && other.base <= this.end;
  }

  /**
   * All ranges of a longer prefix in this one, in order; together they cover it.
   * @throws InvalidValue when the prefix is shorter than this one's, above 32, or would make more than 65,536 ranges
   */
  split(prefixLength: number): Cidr[] {
    checkLength(prefixLength, this.prefixLength);
    const count = 2 ** (prefixLength - this.prefixLength);
    if (count > 65_536) {
      throw new InvalidValue({
        value: String(prefixLength),
        rule: `splits ${this} into more than 65,536 ranges`,
        fix: `Write a length up to ${this.prefixLength + 16}`,
        code: 'cidr/split',
      });
    }
    const step = 2 ** (32 - prefixLength);
    return Array.from({ length: count }, (_, index) => new Cidr(this.base + index * step, prefixLength));
  }

  /** By address, then the larger range first. */
  compare(other: Cidr): number {
    return Math.sign(this.base - other.base || this.prefixLength - other.prefixLength);
  }

  equals(other: Cidr): boolean {
    return this.base === other.base && this.prefixLength === other.prefixLength;
  }

  toString(): string {
    return `${this.first}/${this.prefixLength}`;
  }

  toJSON(): string {
    return this.toString();
  }

  /** The highest address as a number. */
  private get end(): number {
    return this.base + this.size - 1;
  }

  private constructor(
    /** The lowest address as a number. */
    readonly base: number,
    readonly prefixLength: number,
  ) {}
}

/** Also used with addresses above 2^31, so no bit operators: those are signed. */
function alignDown(address: number, prefixLength: number): number {
  const size = 2 ** (32 - prefixLength);
  return Math.floor(address / size) * size;
}

function checkLength(prefixLength: number, shortest: number): void {
  if (Number.isInteger(prefixLength) && prefixLength >= shortest && prefixLength <= 32) return;
  throw new InvalidValue({
    value: String(prefixLength),
    rule: `is not a prefix length from ${shortest} to 32`,
    fix: `Write a whole number from ${shortest} to 32`,
    code: 'cidr/mask',
  });
}
