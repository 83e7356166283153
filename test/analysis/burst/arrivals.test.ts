import fc from 'fast-check';
import { besides, parseRate, ratedArrivals, suddenArrivals, together } from '../../../lib/analysis/burst/arrivals';
import { recordedArrivals } from '../../../lib/analysis/burst/recorded-arrivals';

const RATE = { property: '--rate' };

describe('a rate', () => {
  it.each([
    ['8/s', 8],
    ['0.5/s', 0.5],
    ['600/min', 10],
    ['90/m', 1.5],
    ['7200/h', 2],
  ])('is read of %s', (text, rate) => {
    expect(parseRate(text, RATE)).toBe(rate);
  });

  it.each(['8', '8/day', '/s', '-8/s', '8 per s', '1e3/s', ''])('is not %s', (text) => {
    expect(() => parseRate(text, RATE)).toThrow(
      `'--rate' (${text}) is no rate. Write it as 8/s, 10000/min or 30000/h. (burst/rate)`,
    );
  });

  it('is not more than anything takes', () => {
    expect(() => parseRate('1000000001/s', RATE)).toThrow(
      "'--rate' (1000000001/s) is more than 1000000000/s. Write it as 8/s, 10000/min or 30000/h. (burst/rate)",
    );
  });

  it('is not nothing', () => {
    expect(() => parseRate('0/s', RATE)).toThrow(
      "'--rate' (0/s) is nothing. Write it as 8/s, 10000/min or 30000/h. (burst/rate)",
    );
  });
});

describe('what comes in', () => {
  it('is as much each second where it is steady', () => {
    const { until } = ratedArrivals('', 10_000 / 60, 600);

    expect([until(-1), until(0), until(59), until(599), until(10_000)]).toEqual([0, 167, 10_000, 100_000, 100_000]);
  });

  it('rises and falls in a spike, half of the steady', () => {
    const { until } = ratedArrivals('', 10, 100, 'spike');

    expect([until(-1), until(24), until(49), until(74), until(99), until(200)]).toEqual([0, 63, 250, 438, 500, 500]);
  });

  it('may be all at once, and come in besides', () => {
    const both = together(suddenArrivals(300), besides('1/s', 1));

    expect([both.until(-11), both.until(-1), both.until(0), both.until(100)]).toEqual([-10, 0, 301, 401]);
    expect([both.told, both.seconds]).toEqual(['300 at once, 1/s besides', 1]);
  });

  it('never falls', () => {
    const shapes = fc.constantFrom('steady' as const, 'spike' as const);
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        fc.integer({ min: 1, max: 500 }),
        shapes,
        (rate, seconds, shape) => {
          const { until } = ratedArrivals('', rate, seconds, shape);
          const sums = Array.from({ length: seconds + 2 }, (_, index) => until(index - 1));
          expect(sums).toEqual([...sums].sort((a, b) => a - b));
          expect(until(-1)).toBe(0);
        },
      ),
    );
  });
});

describe('recorded arrivals', () => {
  it('are lines of seconds and counts, with or without a header', () => {
    const { until, seconds, told } = recordedArrivals('seconds,count\r\n0,60\n60, 120\n\n120,0\n', 'monday.csv');

    expect([until(-1), until(0), until(29), until(59), until(89), until(119), until(179)]).toEqual([
      0, 1, 30, 60, 120, 180, 180,
    ]);
    expect([seconds, told]).toEqual([180, 'monday.csv']);
  });

  it('keep every message', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1000), { minLength: 2, maxLength: 30 }),
        fc.integer({ min: 1, max: 90 }),
        (counts, step) => {
          const text = counts.map((count, index) => `${index * step},${count}`).join('\n');
          const { until, seconds } = recordedArrivals(text, 'x.csv');
          expect(until(seconds)).toBe(counts.reduce((sum, count) => sum + count, 0));
          for (let row = 0; row < counts.length; row += 1) {
            expect(until((row + 1) * step - 1) - until(row * step - 1)).toBe(counts[row]);
          }
        },
      ),
    );
  });

  it('tell every line that is wrong', () => {
    expect(() => recordedArrivals('0,1\n60,many\n120,4\n120,4\n300,4', 'monday.csv')).toThrow(
      [
        '[monday.csv:2] (60,many) is not seconds,count in whole numbers. Write lines of seconds,count: 0,120 and then 60,340. (burst/arrivals)',
        '[monday.csv:4] (120) is not after the second before it (120). Sort the lines by seconds, each once. (burst/arrivals)',
        '[monday.csv:5] (300) comes 180 s after the line before it, where the first two lines are 120 s apart. Write a line for every 120 s, with 0 where nothing came. (burst/arrivals)',
      ].join('\n'),
    );
  });

  it('have to be there', () => {
    expect(() => recordedArrivals('seconds,count\n', 'monday.csv')).toThrow(
      '[monday.csv] holds no arrivals. Write lines of seconds,count: 0,120 and then 60,340. (burst/arrivals)',
    );
  });
});
