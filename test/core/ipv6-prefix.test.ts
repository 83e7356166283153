import fc from 'fast-check';
import { formatIpv6, Ipv6Prefix, isIpv6, parseIpv6 } from '../../lib/core/ipv6-prefix';

const addresses = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
  // Runs of zeros, where the short form has its traps.
  fc
    .array(fc.constantFrom(0n, 0n, 1n, 0xffffn), { minLength: 8, maxLength: 8 })
    .map((groups) => groups.reduce<bigint>((all, group) => (all << 16n) | group, 0n)),
);
const prefixes = fc.tuple(addresses, fc.integer({ min: 0, max: 128 })).map(([address, length]) => {
  const hosts = BigInt(128 - length);
  return Ipv6Prefix.parse(`${formatIpv6((address >> hosts) << hosts)}/${length}`);
});

describe('Ipv6Prefix', () => {
  it('reads back what it prints', () => {
    fc.assert(fc.property(prefixes, (prefix) => Ipv6Prefix.parse(prefix.toString()).equals(prefix)));
    fc.assert(fc.property(addresses, (address) => parseIpv6(formatIpv6(address)) === address));
  });

  it.each([
    ['FD12:3456:789A::/64', 'fd12:3456:789a::/64'],
    ['fd00:0:0:1:0:0:0:0/64', 'fd00:0:0:1::/64'],
    ['::/0', '::/0'],
    ['0:0:0:0:0:0:0:1/128', '::1/128'],
    ['2001:0db8:0000:0001:0001:0001:0001:0001/128', '2001:db8:0:1:1:1:1:1/128'],
    ['1:0:0:2:0:0:0:3/128', '1:0:0:2::3/128'],
    ['1:0:0:2:3:0:0:4/128', '1::2:3:0:0:4/128'],
    ['::ffff:10.0.0.0/104', '::ffff:a00:0/104'],
  ])('prints %s as RFC 5952 has it: %s', (text, printed) => {
    expect(Ipv6Prefix.parse(text).toString()).toBe(printed);
  });

  it('knows its bounds, what it contains and what it overlaps', () => {
    const prefix = Ipv6Prefix.parse('fd00:0:0:1::/64');
    expect([prefix.first, prefix.last, prefix.size]).toEqual([
      'fd00:0:0:1::',
      'fd00::1:ffff:ffff:ffff:ffff',
      1n << 64n,
    ]);
    expect(prefix.contains('fd00:0:0:1::5')).toBe(true);
    expect(prefix.contains('fd00::5')).toBe(false);
    expect(Ipv6Prefix.parse('fd00::/8').contains(prefix)).toBe(true);
    expect(prefix.overlaps(Ipv6Prefix.parse('fd00::/8'))).toBe(true);
    expect(prefix.overlaps(Ipv6Prefix.parse('fd00:0:0:2::/64'))).toBe(false);
    expect(prefix.compare(Ipv6Prefix.parse('fd00:0:0:2::/64'))).toBe(-1);
    expect(JSON.stringify(prefix)).toBe('"fd00:0:0:1::/64"');
  });

  it('overlaps another exactly where one of the two contains the other', () => {
    fc.assert(fc.property(prefixes, prefixes, (a, b) => a.overlaps(b) === (a.contains(b) || b.contains(a))));
  });

  it.each([
    ['fd00::', '(fd00::) IPv6 mask is missing. Did you mean fd00::/64? (ipv6/mask-missing)'],
    ['fd00::1', '(fd00::1) IPv6 mask is missing. Did you mean fd00::1/128? (ipv6/mask-missing)'],
    ['fd00::1/64', '(fd00::1/64) has bits set beyond its mask. Did you mean fd00::/64? (ipv6/host-bits)'],
    [
      'fd00::/129',
      '(fd00::/129) has a mask above 128 (129). Write a mask from 0 to 128, such as fd00::/64. (ipv6/mask)',
    ],
    [
      '10.0.0.0/8',
      '(10.0.0.0/8) is not an IPv6 range. Write an address and a mask, such as fd12:3456:789a::/64. (ipv6/malformed)',
    ],
  ])('refuses %s and says what would do', (text, message) => {
    expect(() => Ipv6Prefix.parse(text)).toThrow(new Error(message));
  });

  it.each([
    '',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    'g::',
    '12345::',
    '::1.2.3',
    '::1.2.3.256',
    '1.2.3.4',
  ])('takes %p for no address', (text) => {
    expect(isIpv6(text)).toBe(false);
    expect(() => parseIpv6(text)).toThrow(/is not an IPv6 address\. Write groups/);
  });
});
