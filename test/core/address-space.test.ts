import fc from 'fast-check';
import {
  allocate,
  fitSubnet,
  isRfc1918,
  isRfc6598,
  RESERVED_RANGES,
  reservedRangeOf,
  usableAddresses,
} from '../../lib/core/address-space';
import { Cidr } from '../../lib/core/cidr';
import { formatIpv4 } from '../../lib/core/ipv4';

const parse = (...texts: string[]): Cidr[] => texts.map((text) => Cidr.parse(text));
const inTen = (shortest: number, longest: number): fc.Arbitrary<Cidr> =>
  fc
    .tuple(fc.integer({ min: 0, max: 2 ** 24 - 1 }), fc.integer({ min: shortest, max: longest }))
    .map(([offset, length]) => Cidr.of(formatIpv4(10 * 2 ** 24 + offset), length));

describe('allocate', () => {
  it('takes the lowest free range that is aligned', () => {
    const space = parse('10.0.0.0/16');
    expect(String(allocate(space, [], 24))).toBe('10.0.0.0/24');
    expect(String(allocate(space, parse('10.0.0.0/24', '10.0.2.0/23'), 24))).toBe('10.0.1.0/24');
    expect(String(allocate(space, parse('10.0.0.0/24', '10.0.2.0/23'), 23))).toBe('10.0.4.0/23');
    expect(String(allocate(space, parse('10.0.0.0/28'), 24))).toBe('10.0.1.0/24');
    expect(String(allocate(parse('255.255.0.0/16'), parse('255.255.0.0/17'), 17))).toBe('255.255.128.0/17');
  });

  it('goes on to the next space, whatever the order they are given in', () => {
    expect(String(allocate(parse('10.1.0.0/24', '10.0.0.0/24'), parse('10.0.0.0/25'), 25))).toBe('10.0.0.128/25');
    expect(String(allocate(parse('10.1.0.0/24', '10.0.0.0/24'), parse('10.0.0.0/25'), 24))).toBe('10.1.0.0/24');
  });

  it('says so when nothing is left', () => {
    expect(allocate(parse('10.0.0.0/24'), parse('10.0.0.64/26'), 24)).toBeUndefined();
    expect(allocate(parse('10.0.0.0/24'), [], 23)).toBeUndefined();
    expect(allocate(parse('10.0.0.0/24'), parse('10.0.0.0/8'), 28)).toBeUndefined();
    expect(allocate([], [], 24)).toBeUndefined();
  });

  it('never overlaps what is taken, stays inside the space, and misses nothing lower', () => {
    fc.assert(
      fc.property(
        fc.array(inTen(18, 22), { maxLength: 3 }),
        fc.array(inTen(18, 26), { maxLength: 12 }),
        fc.integer({ min: 20, max: 26 }),
        (space, taken, length) => {
          const free = space
            .filter((range) => range.prefixLength <= length)
            .flatMap((range) => range.split(length))
            .filter((range) => !taken.some((other) => other.overlaps(range)))
            .sort((a, b) => a.compare(b));
          expect(String(allocate(space, taken, length))).toBe(String(free[0]));
        },
      ),
    );
  });

  it('fills a space to the last range without overlap', () => {
    const taken: Cidr[] = [];
    for (let next = allocate(parse('10.0.0.0/22'), taken, 26); next; next = allocate(parse('10.0.0.0/22'), taken, 26))
      taken.push(next);
    expect(taken.map(String)).toEqual(Cidr.parse('10.0.0.0/22').split(26).map(String));
  });

  it('refuses a length that is none', () => {
    expect(() => allocate([], [], 33)).toThrow(
      new Error('(33) is not a prefix length from 0 to 32. Write a whole number from 0 to 32. (cidr/mask)'),
    );
  });
});

describe('subnets of Azure', () => {
  it('keep five addresses, and are no smaller than /29', () => {
    expect(parse('10.0.0.0/24', '10.0.0.0/29', '10.0.0.0/30', '10.0.0.0/32').map(usableAddresses)).toEqual([
      251, 3, 0, 0,
    ]);
    expect([0, 1, 3, 4, 11, 251, 252].map(fitSubnet)).toEqual([29, 29, 29, 28, 28, 24, 23]);
  });

  it('hold what they were fitted for, and their half would not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 2 ** 20 }), (usable) => {
        const subnet = Cidr.of('0.0.0.0', fitSubnet(usable));
        expect(usableAddresses(subnet)).toBeGreaterThanOrEqual(usable);
        expect(subnet.size / 2 - 5).toBeLessThan(usable);
      }),
    );
  });
});

describe('known ranges', () => {
  it('names the range of AKS that a range runs into', () => {
    expect(RESERVED_RANGES.map(String)).toEqual(['169.254.0.0/16', '192.0.2.0/24', '172.30.0.0/16', '172.31.0.0/16']);
    expect(String(reservedRangeOf(Cidr.parse('172.16.0.0/12')))).toBe('172.30.0.0/16');
    expect(String(reservedRangeOf(Cidr.parse('172.31.4.0/24')))).toBe('172.31.0.0/16');
    expect(reservedRangeOf(Cidr.parse('172.16.0.0/13'))).toBeUndefined();
  });

  it('tells private and shared space from the rest', () => {
    expect(parse('10.1.0.0/16', '172.16.0.0/12', '192.168.4.0/24', '172.0.0.0/8', '11.0.0.0/8').map(isRfc1918)).toEqual(
      [true, true, true, false, false],
    );
    expect(parse('100.64.0.0/10', '100.100.0.0/16', '100.0.0.0/8').map(isRfc6598)).toEqual([true, true, false]);
  });
});
