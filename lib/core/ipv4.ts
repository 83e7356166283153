import { InvalidValue } from './errors';

const SHAPE = /^\d{1,10}(\.\d{1,10}){3}$/;

/**
 * The 32-bit number of a dotted IPv4 address.
 * @throws InvalidValue when the text is not four numbers from 0 to 255 without leading zeros
 */
export function parseIpv4(text: string): number {
  if (!SHAPE.test(text)) {
    throw new InvalidValue({
      value: text,
      rule: 'is not an IPv4 address',
      fix: 'Write four numbers from 0 to 255, such as 10.0.0.4',
      code: 'ipv4/malformed',
    });
  }
  return octetsToNumber(text, text.split('.'));
}

/** True for four numbers from 0 to 255 without leading zeros. */
export function isIpv4(text: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text);
}

/** `168427524` is `10.10.0.4`. */
export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
}

/** @param whole what the error shows, such as the range that the octets stand in */
export function octetsToNumber(whole: string, octets: readonly string[]): number {
  let address = 0;
  for (const octet of octets) {
    if (Number(octet) > 255) {
      throw new InvalidValue({
        value: whole,
        rule: `has an octet above 255 (${octet})`,
        fix: 'Write four numbers from 0 to 255, such as 10.0.0.0',
        code: 'ipv4/octet',
      });
    }
    // Some tools read 010 as eight: neither Azure nor Kubernetes takes it.
    if (octet.length > 1 && octet.startsWith('0')) {
      throw new InvalidValue({
        value: whole,
        rule: `has an octet with a leading zero (${octet})`,
        fix: `Did you mean ${whole.replace(/\d+/g, (digits) => String(Number(digits)))}?`,
        code: 'ipv4/leading-zero',
      });
    }
    address = address * 256 + Number(octet);
  }
  return address;
}
