import { isRfc1918, isRfc6598 } from '../core/address-space';
import { Cidr } from '../core/cidr';
import { InvalidValue, type Problems } from '../core/errors';
import { isIpv4 } from '../core/ipv4';

/**
 * Public addresses and ranges as Azure's firewalls take them; a range of one address loses its mask, as Azure stores it.
 * Adds to `problems`: `network/private-range` and what is wrong with a range.
 */
export function publicRanges(ranges: readonly string[], problems: Problems, property: string): readonly string[] {
  return publicCidrs(ranges, problems, property).map((range) => range.replace(/\/32$/, ''));
}

/** The same with a mask on each, as AKS stores them. */
export function publicCidrs(ranges: readonly string[], problems: Problems, property: string): readonly string[] {
  const printed = ranges.map((range, index) => problems.attempt(`${property}[${index}]`, () => publicCidr(range)));
  return [...new Set(printed.filter((range) => range !== undefined))];
}

function publicCidr(text: string): string {
  const range = Cidr.parse(isIpv4(text) ? `${text}/32` : text);
  if (isRfc1918(range) || isRfc6598(range)) {
    throw new InvalidValue({
      value: text,
      rule: 'is a private range, and Azure sees only public addresses here',
      fix: 'Write the address that traffic leaves your network by, or use a private endpoint',
      code: 'network/private-range',
    });
  }
  return range.toString();
}
