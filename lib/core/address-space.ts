import { Cidr } from './cidr';
import { InvalidValue } from './errors';
import { formatIpv4 } from './ipv4';

/** Azure keeps the first four addresses of every subnet and the last. Azure: "Virtual Network frequently asked questions". */
export const AZURE_RESERVED_ADDRESSES = 5;

/** Azure refuses smaller subnets. Azure: "Virtual Network frequently asked questions". */
export const LONGEST_SUBNET_PREFIX = 29;

/**
 * Ranges that AKS keeps to itself: no network, pod or service range may overlap them.
 * Azure: "Azure Kubernetes Service CNI networking overview".
 */
export const RESERVED_RANGES: readonly Cidr[] = Object.freeze(
  ['169.254.0.0/16', '192.0.2.0/24', '172.30.0.0/16', '172.31.0.0/16'].map((text) => Cidr.parse(text)),
);

const RFC_1918 = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].map((text) => Cidr.parse(text));
const RFC_6598 = Cidr.parse('100.64.0.0/10');

/** The reserved range of AKS that a range runs into, or undefined. */
export function reservedRangeOf(range: Cidr): Cidr | undefined {
  return RESERVED_RANGES.find((reserved) => reserved.overlaps(range));
}

/** True where the whole range is private: in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16. */
export function isRfc1918(range: Cidr): boolean {
  return RFC_1918.some((known) => known.contains(range));
}

/** True where the whole range is shared address space: in 100.64.0.0/10. */
export function isRfc6598(range: Cidr): boolean {
  return RFC_6598.contains(range);
}

/** Addresses that a subnet of Azure can give away: 251 of a /24; none of what is smaller than a /29. */
export function usableAddresses(subnet: Cidr): number {
  return subnet.prefixLength > LONGEST_SUBNET_PREFIX ? 0 : subnet.size - AZURE_RESERVED_ADDRESSES;
}

/** The longest prefix of a subnet that can give away that many addresses: 251 fit a /24, 252 need a /23. */
export function fitSubnet(usable: number): number {
  return Math.min(LONGEST_SUBNET_PREFIX, Cidr.fit(usable + AZURE_RESERVED_ADDRESSES));
}

/**
 * The lowest free range of a length: inside the space, aligned, and clear of everything taken. Undefined when none is left.
 * What is taken need not lie in the space. The answer depends on the sets alone, not on their order.
 *
 * @param prefixLength from 0 to 32
 */
export function allocate(space: readonly Cidr[], taken: readonly Cidr[], prefixLength: number): Cidr | undefined {
  if (!Number.isInteger(prefixLength) || prefixLength < 0 || prefixLength > 32) {
    throw new InvalidValue({
      value: String(prefixLength),
      rule: 'is not a prefix length from 0 to 32',
      fix: 'Write a whole number from 0 to 32',
      code: 'cidr/mask',
    });
  }
  const step = 2 ** (32 - prefixLength);
  const occupied = [...taken].sort((a, b) => a.compare(b));
  for (const range of [...space].sort((a, b) => a.compare(b))) {
    if (range.prefixLength > prefixLength) continue;
    const end = range.base + range.size;
    let candidate = range.base;
    // Sorted by address, so one pass moves the candidate beyond every range in its way.
    for (const other of occupied) {
      if (other.base + other.size <= candidate) continue;
      if (other.base >= candidate + step) break;
      candidate = Math.ceil((other.base + other.size) / step) * step;
    }
    if (candidate + step <= end) return Cidr.of(formatIpv4(candidate), prefixLength);
  }
  return undefined;
}
