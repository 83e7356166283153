import fc from 'fast-check';
import {
  type Interval,
  parseInterval,
  printInterval,
  shortText,
  without,
} from '../../../lib/analysis/reachability/intervals';
import { outsideOf } from '../../../lib/analysis/reachability/outside';
import { PortSet } from '../../../lib/analysis/reachability/port-set';

const interval = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }))
  .map(([first, width]) => ({ family: 'IPv4' as const, first: BigInt(first), last: BigInt(first + width) }));
const term = fc.record({ interval, ports: fc.integer({ min: 1, max: 3 }).map((port) => PortSet.of('TCP', port)) });
const addresses = Array.from({ length: 90 }, (_, at) => BigInt(at));

describe('intervals of addresses', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0-10.255.255.255'],
    ['10.0.0.4', '10.0.0.4-10.0.0.4'],
    ['fd00::/64', 'fd00::-fd00::ffff:ffff:ffff:ffff'],
    ['::1', '::1-::1'],
  ])('reads %s', (text, printed) => {
    const found = parseInterval(text);

    expect(found && printInterval(found)).toBe(printed);
  });

  it.each(['10.0.0.0/8', '10.0.0.4', '0.0.0.0/0', 'fd00::/64', '::1'])('writes %s as it was', (text) => {
    expect(shortText(parseInterval(text) as Interval)).toBe(text);
  });

  it.each([
    [1n, 4n, '0.0.0.1-0.0.0.4'],
    [4n, 6n, '0.0.0.4-0.0.0.6'],
  ])('writes what is no range from %s to %s with both ends', (first, last, text) => {
    expect(shortText({ family: 'IPv4', first, last })).toBe(text);
  });

  it.each(['10.0.0.1/8', '10.0.0.0/33', 'web', '', 10])('reads nothing from %s', (text) => {
    expect(parseInterval(text)).toBeUndefined();
  });

  it('are cut by holes', () => {
    fc.assert(
      fc.property(interval, fc.array(interval, { maxLength: 4 }), (whole, holes) => {
        const left = without(whole, holes);
        const isIn = (address: bigint, one: Interval): boolean => one.first <= address && address <= one.last;
        for (const address of addresses) {
          const isLeft = isIn(address, whole) && !holes.some((hole) => isIn(address, hole));
          expect(left.some((one) => isIn(address, one))).toBe(isLeft);
        }
      }),
    );
  });
});

describe('outsideOf', () => {
  it('gives every address the ports of all terms that hold it, in the largest intervals', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 6 }), (terms) => {
        const found = outsideOf(terms, 'IPv4');
        for (const address of addresses) {
          const isIn = (one: { interval: { first: bigint; last: bigint } }): boolean =>
            one.interval.first <= address && address <= one.interval.last;
          const wanted = terms.filter(isIn).reduce((all, { ports }) => all.or(ports), PortSet.NONE);
          expect(found.find(isIn)?.ports.text ?? 'none').toBe(wanted.text);
        }
        found.forEach((one, index) => {
          const next = found[index + 1];
          const touches = next !== undefined && one.interval.last + 1n === next.interval.first;
          expect(touches && one.ports.text === next.ports.text).toBe(false);
        });
      }),
    );
  });
});
