import { formatIpv4, isIpv4, parseIpv4 } from '../../core/ipv4';
import { formatIpv6, isIpv6, parseIpv6 } from '../../core/ipv6-prefix';

/** The upper 96 bits of an IPv4 address that is written as IPv6, which Kubernetes refuses. */
const MAPPED = 0xffffn;

/** `ip('10.0.0.1')` of Kubernetes. */
export class Address {
  readonly kind = 'net.IP';

  /** Undefined for what is no address, has a zone, or is an IPv4 address written as IPv6. */
  static parse(text: string): Address | undefined {
    if (isIpv4(text)) return new Address(4, BigInt(parseIpv4(text)));
    if (!isIpv6(text)) return undefined;
    const bits = parseIpv6(text);
    return bits >> 32n === MAPPED ? undefined : new Address(6, bits);
  }

  constructor(
    readonly family: 4 | 6,
    readonly bits: bigint,
  ) {}

  get isUnspecified(): boolean {
    return this.bits === 0n;
  }

  get isLoopback(): boolean {
    return this.family === 4 ? this.bits >> 24n === 127n : this.bits === 1n;
  }

  get isLinkLocalMulticast(): boolean {
    return this.family === 4 ? this.bits >> 8n === 0xe00000n : (this.bits >> 112n) % 0x10000n === 0xff02n;
  }

  get isLinkLocalUnicast(): boolean {
    return this.family === 4 ? this.bits >> 16n === 0xa9fen : this.bits >> 118n === 0xfe80n >> 6n;
  }

  get isGlobalUnicast(): boolean {
    const isMulticast = this.family === 4 ? this.bits >> 28n === 0xen : this.bits >> 120n === 0xffn;
    const isBroadcast = this.family === 4 && this.bits === 0xffffffffn;
    return !(isMulticast || isBroadcast || this.isUnspecified || this.isLoopback || this.isLinkLocalUnicast);
  }

  toString(): string {
    return this.family === 4 ? formatIpv4(Number(this.bits)) : formatIpv6(this.bits);
  }
}

/** `cidr('10.0.0.0/8')` of Kubernetes. Bits beyond the mask may be set. */
export class AddressRange {
  readonly kind = 'net.CIDR';

  static parse(text: string): AddressRange | undefined {
    const [, address = '', length = ''] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
    const base = Address.parse(address);
    const prefixLength = Number(length);
    if (base === undefined || length === '' || prefixLength > widthOf(base)) return undefined;
    return new AddressRange(base, prefixLength);
  }

  private constructor(
    readonly address: Address,
    readonly prefixLength: number,
  ) {}

  contains(other: Address): boolean {
    return other.family === this.address.family && this.top(other) === this.top(this.address);
  }

  containsRange(other: AddressRange): boolean {
    return this.prefixLength <= other.prefixLength && this.contains(other.address);
  }

  /** Without the bits beyond the mask. */
  masked(): AddressRange {
    const beyond = BigInt(widthOf(this.address) - this.prefixLength);
    return new AddressRange(new Address(this.address.family, this.top(this.address) << beyond), this.prefixLength);
  }

  toString(): string {
    return `${this.address.toString()}/${this.prefixLength}`;
  }

  private top(address: Address): bigint {
    return address.bits >> BigInt(widthOf(address) - this.prefixLength);
  }
}

function widthOf({ family }: Address): number {
  return family === 4 ? 32 : 128;
}
