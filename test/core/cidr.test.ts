import fc from 'fast-check';
import { Cidr } from '../../lib/core/cidr';
import { formatIpv4, isIpv4, parseIpv4 } from '../../lib/core/ipv4';

const addresses = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const cidrs = fc
  .tuple(addresses, fc.integer({ min: 0, max: 32 }))
  .map(([base, length]) => Cidr.of(formatIpv4(base), length));

describe('Cidr', () => {
  it('reads back what it prints', () => {
    fc.assert(fc.property(cidrs, (cidr) => Cidr.parse(cidr.toString()).equals(cidr)));
  });

  it('knows its bounds and its size', () => {
    const cidr = Cidr.parse('10.20.0.0/16');
    expect([cidr.base, cidr.prefixLength, cidr.size]).toEqual([0x0a140000, 16, 65536]);
    expect([cidr.first, cidr.last, cidr.nth(0), cidr.nth(10), cidr.nth(65535)]).toEqual([
      '10.20.0.0',
      '10.20.255.255',
      '10.20.0.0',
      '10.20.0.10',
      '10.20.255.255',
    ]);
    expect(Cidr.parse('0.0.0.0/0').last).toBe('255.255.255.255');
    expect(Cidr.of('10.20.3.4', 16).toString()).toBe('10.20.0.0/16');
    expect(JSON.stringify(cidr)).toBe('"10.20.0.0/16"');
  });

  it('contains what lies inside and overlaps what shares an address', () => {
    const [outer, inner, beside] = ['10.0.0.0/16', '10.0.4.0/22', '10.1.0.0/16'].map((text) => Cidr.parse(text)) as [
      Cidr,
      Cidr,
      Cidr,
    ];
    expect([outer.contains(inner), inner.contains(outer), outer.contains(outer)]).toEqual([true, false, true]);
    expect([outer.overlaps(inner), inner.overlaps(outer), outer.overlaps(beside)]).toEqual([true, true, false]);
    expect([outer.contains('10.0.255.255'), outer.contains('10.1.0.0')]).toEqual([true, false]);
  });

  it('overlaps another exactly where one of the two contains the other', () => {
    fc.assert(
      fc.property(
        cidrs,
        cidrs,
        (a, b) => a.overlaps(b) === (a.contains(b) || b.contains(a)) && a.overlaps(b) === b.overlaps(a),
      ),
    );
  });

  it('splits into ranges that cover it without overlap', () => {
    fc.assert(
      fc.property(cidrs, fc.integer({ min: 0, max: 6 }), (cidr, bits) => {
        const parts = cidr.split(Math.min(32, cidr.prefixLength + bits));
        expect(parts.reduce((sum, part) => sum + part.size, 0)).toBe(cidr.size);
        expect(parts.every((part) => cidr.contains(part))).toBe(true);
        expect(
          parts.every((part, index) => index === 0 || (parts[index - 1]?.base ?? 0) + part.size === part.base),
        ).toBe(true);
      }),
    );
  });

  it('orders by address, then the larger range first', () => {
    const sorted = ['10.1.0.0/24', '9.0.0.0/8', '10.1.0.0/16', '200.0.0.0/8']
      .map((text) => Cidr.parse(text))
      .sort((a, b) => a.compare(b));
    expect(sorted.map(String)).toEqual(['9.0.0.0/8', '10.1.0.0/16', '10.1.0.0/24', '200.0.0.0/8']);
  });

  it('finds the longest prefix that holds so many addresses', () => {
    expect([1, 2, 3, 256, 257, 2 ** 32].map((count) => Cidr.fit(count))).toEqual([32, 31, 30, 24, 23, 0]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (count) => {
        const size = 2 ** (32 - Cidr.fit(count));
        expect(size >= count && size / 2 < count).toBe(true);
      }),
    );
  });

  it.each([
    [() => Cidr.parse('10.0.0.0'), '(10.0.0.0) CIDR mask is missing. Did you mean 10.0.0.0/24? (cidr/mask-missing)'],
    [() => Cidr.parse('10.0.0.5'), '(10.0.0.5) CIDR mask is missing. Did you mean 10.0.0.5/32? (cidr/mask-missing)'],
    [
      () => Cidr.parse('10.0.0.1/24'),
      '(10.0.0.1/24) has bits set beyond its mask. Did you mean 10.0.0.0/24? (cidr/host-bits)',
    ],
    [
      () => Cidr.parse('10.256.0.0/16'),
      '(10.256.0.0/16) has an octet above 255 (256). Write four numbers from 0 to 255, such as 10.0.0.0. (ipv4/octet)',
    ],
    [
      () => Cidr.parse('010.0.0.0/8'),
      '(010.0.0.0/8) has an octet with a leading zero (010). Did you mean 10.0.0.0/8? (ipv4/leading-zero)',
    ],
    [
      () => Cidr.parse('10.0.0.0/33'),
      '(10.0.0.0/33) has a mask above 32 (33). Write a mask from 0 to 32, such as 10.0.0.0/24. (cidr/mask)',
    ],
    [
      () => Cidr.parse('10.0/8'),
      '(10.0/8) is not an IPv4 range. Write an address and a mask, such as 10.20.0.0/16. (cidr/malformed)',
    ],
    [
      () => Cidr.parse('fd00::/8'),
      '(fd00::/8) is not an IPv4 range. Write an address and a mask, such as 10.20.0.0/16. (cidr/malformed)',
    ],
    [
      () => Cidr.parse('10.0.0.0/24').nth(256),
      '(256) is no offset into 10.0.0.0/24, which has 256 addresses. Write a whole number from 0 to 255. (cidr/offset)',
    ],
    [
      () => Cidr.parse('10.0.0.0/24').split(20),
      '(20) is not a prefix length from 24 to 32. Write a whole number from 24 to 32. (cidr/mask)',
    ],
    [
      () => Cidr.parse('10.0.0.0/8').split(32),
      '(32) splits 10.0.0.0/8 into more than 65,536 ranges. Write a length up to 24. (cidr/split)',
    ],
    [
      () => Cidr.fit(0),
      '(0) is not a number of addresses from 1 to 2^32. Ask for fewer addresses. (cidr/too-many-addresses)',
    ],
  ])('refuses with what would do (%#)', (make, message) => {
    expect(make).toThrow(new Error(message));
  });

  it.each(['', '/24', '10.0.0.0/', '10.0.0.0/-1', '10.0.0.0/24/1', ' 10.0.0.0/24', '10.0.0.0.0/24', 'a.b.c.d/24'])(
    'refuses %p',
    (text) => {
      expect(() => Cidr.parse(text)).toThrow(/is not an IPv4 range/);
    },
  );
});

describe('an IPv4 address', () => {
  it('reads back what it prints', () => {
    fc.assert(
      fc.property(addresses, (address) => parseIpv4(formatIpv4(address)) === address && isIpv4(formatIpv4(address))),
    );
  });

  it('is told from what only looks like one', () => {
    expect(['1.2.3', '1.2.3.4.5', '256.1.1.1', '01.1.1.1', '1.2.3.4.', ''].some(isIpv4)).toBe(false);
    expect(() => parseIpv4('10.0.0')).toThrow(
      new Error(
        '(10.0.0) is not an IPv4 address. Write four numbers from 0 to 255, such as 10.0.0.4. (ipv4/malformed)',
      ),
    );
  });
});
