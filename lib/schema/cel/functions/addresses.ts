import { Address, AddressRange } from '../addresses';
import { EvaluationError } from '../errors';
import { fn, member } from '../overloads';

/** `ip()` and `cidr()`, since Kubernetes 1.30. */
export const ADDRESSES = [
  fn('ip', ['string'], (text) => address(text)),
  fn('isIP', ['string'], (text) => Address.parse(text) !== undefined),
  fn('ip.isCanonical', ['string'], (text) => address(text).toString() === text),
  fn('string', ['net.IP'], (ip) => ip.toString()),
  member('family', ['net.IP'], (ip) => BigInt(ip.family)),
  member('isUnspecified', ['net.IP'], (ip) => ip.isUnspecified),
  member('isLoopback', ['net.IP'], (ip) => ip.isLoopback),
  member('isLinkLocalMulticast', ['net.IP'], (ip) => ip.isLinkLocalMulticast),
  member('isLinkLocalUnicast', ['net.IP'], (ip) => ip.isLinkLocalUnicast),
  member('isGlobalUnicast', ['net.IP'], (ip) => ip.isGlobalUnicast),

  fn('cidr', ['string'], (text) => range(text)),
  fn('isCIDR', ['string'], (text) => AddressRange.parse(text) !== undefined),
  fn('string', ['net.CIDR'], (cidr) => cidr.toString()),
  member('containsIP', ['net.CIDR', 'string'], (cidr, text) => cidr.contains(address(text))),
  member('containsIP', ['net.CIDR', 'net.IP'], (cidr, ip) => cidr.contains(ip)),
  member('containsCIDR', ['net.CIDR', 'string'], (cidr, text) => cidr.containsRange(range(text))),
  member('containsCIDR', ['net.CIDR', 'net.CIDR'], (cidr, other) => cidr.containsRange(other)),
  member('ip', ['net.CIDR'], (cidr) => cidr.address),
  member('masked', ['net.CIDR'], (cidr) => cidr.masked()),
  member('prefixLength', ['net.CIDR'], (cidr) => BigInt(cidr.prefixLength)),
];

function address(text: string): Address {
  const ip = Address.parse(text);
  if (ip === undefined) throw new EvaluationError(`IP Address "${text}" parse error during conversion from string`);
  return ip;
}

function range(text: string): AddressRange {
  const cidr = AddressRange.parse(text);
  if (cidr === undefined) throw new EvaluationError(`network address "${text}" can't be read`);
  return cidr;
}
