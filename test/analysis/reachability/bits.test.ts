import fc from 'fast-check';
import { Bits } from '../../../lib/analysis/reachability/bits';

const SIZE = 70;
const members = fc.uniqueArray(fc.integer({ min: 0, max: SIZE - 1 }));
const list = (bits: Bits): number[] => [...bits.members()];
const sorted = (numbers: Iterable<number>): number[] => [...numbers].sort((a, b) => a - b);

describe('Bits', () => {
  it('holds what was put in, in order', () => {
    fc.assert(
      fc.property(members, (some) => {
        const bits = Bits.of(SIZE, some);
        expect(list(bits)).toEqual(sorted(some));
        expect(Array.from({ length: SIZE }, (_, at) => bits.has(at))).toEqual(
          Array.from({ length: SIZE }, (_, at) => some.includes(at)),
        );
        expect(bits.isEmpty).toBe(some.length === 0);
      }),
    );
  });

  it('joins, cuts and turns as sets do', () => {
    fc.assert(
      fc.property(members, members, (a, b) => {
        const [one, other] = [Bits.of(SIZE, a), Bits.of(SIZE, b)];
        expect(list(one.and(other))).toEqual(sorted(a.filter((member) => b.includes(member))));
        expect(list(one.or(other))).toEqual(sorted(new Set([...a, ...b])));
        expect(list(one.minus(other))).toEqual(sorted(a.filter((member) => !b.includes(member))));
        expect(list(one.not())).toEqual(list(Bits.all(SIZE).minus(one)));
        expect(list(one.not().not())).toEqual(list(one));
      }),
    );
  });

  it('has every number below its size, and none above', () => {
    expect(list(Bits.all(33))).toEqual(Array.from({ length: 33 }, (_, at) => at));
    expect(list(Bits.all(64)).length).toBe(64);
    expect(Bits.all(33).has(33)).toBe(false);
  });
});
