import fc from 'fast-check';
import { Cpu } from '../../lib/core/cpu';
import { Duration } from '../../lib/core/duration';
import { Percent } from '../../lib/core/percent';
import { Size } from '../../lib/core/size';

const amounts = fc.maxSafeNat();

describe('Cpu', () => {
  it('reads back what it prints', () => {
    fc.assert(fc.property(amounts, (millis) => Cpu.parse(Cpu.millis(millis).toString()).inMillis === millis));
  });

  it('prints the form the API server stores', () => {
    expect([Cpu.millis(250), Cpu.cores(2), Cpu.cores(1.5), Cpu.millis(0), Cpu.cores(1000)].map(String)).toEqual([
      '250m',
      '2',
      '1500m',
      '0',
      '1k',
    ]);
    expect(JSON.stringify({ cpu: Cpu.parse('1.5') })).toBe('{"cpu":"1500m"}');
  });

  it('calculates without the drift of binary fractions', () => {
    expect(Cpu.millis(300).times(1.1).inMillis).toBe(330);
    expect(Cpu.cores(0.57).inMillis).toBe(570);
    expect(Cpu.millis(100).plus(Cpu.cores(1)).inMillis).toBe(1100);
    expect(Cpu.cores(1).minus(Cpu.millis(100)).inMillis).toBe(900);
    expect(Cpu.cores(1).equals(Cpu.millis(1000))).toBe(true);
    expect(Cpu.millis(1).compare(Cpu.millis(2))).toBe(-1);
    expect(Cpu.cores(1.5).inCores).toBe(1.5);
  });

  it.each([
    [
      () => Cpu.millis(0.5),
      '(0.5) is not a whole number of thousandths of a core, from 0. Write a whole number, such as Cpu.millis(250). (cpu/not-whole)',
    ],
    [
      () => Cpu.millis(-1),
      '(-1) is not a whole number of thousandths of a core, from 0. Write a whole number, such as Cpu.millis(250). (cpu/not-whole)',
    ],
    [
      () => Cpu.millis(NaN),
      '(NaN) is not a whole number of thousandths of a core, from 0. Write a whole number, such as Cpu.millis(250). (cpu/not-whole)',
    ],
    [
      () => Cpu.cores(1 / 3),
      '(0.3333333333333333) is not a number of cores from 0 with at most three decimals. Write it in thousandths, such as Cpu.millis(333). (cpu/not-whole)',
    ],
    [
      () => Cpu.cores(-1),
      '(-1) is not a number of cores from 0 with at most three decimals. Write it in thousandths, such as Cpu.millis(333). (cpu/not-whole)',
    ],
    [
      () => Cpu.parse('100u'),
      '(100u) is finer than a thousandth of a core, the smallest step of CPU. Write a multiple of 1m, such as 250m. (cpu/not-whole)',
    ],
    [() => Cpu.parse('-1'), '(-1) is below 0. Write a multiple of 1m, such as 250m. (cpu/not-whole)'],
  ])('refuses what is no amount of CPU (%#)', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

describe('Size', () => {
  it('reads back what it prints, to the byte', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (bytes) => {
        expect(Size.parse(Size.bytes(bytes).toString()).exactBytes).toBe(bytes);
      }),
    );
  });

  it.each([
    ['256Mi', 268435456, '256Mi'],
    ['1G', 1e9, '1G'],
    ['1T', 1e12, '1T'],
    ['128974848', 128974848, '123Mi'],
    ['129e6', 129e6, '129M'],
    ['1e3', 1000, '1k'],
    ['1.5Gi', 1610612736, '1536Mi'],
    ['1000Ki', 1024000, '1000Ki'],
    ['1024', 1024, '1Ki'],
    ['1000m', 1, '1'],
    ['0', 0, '0'],
  ])('reads %s as %d bytes and prints %s', (text, bytes, printed) => {
    expect(Size.parse(text).inBytes).toBe(bytes);
    expect(Size.parse(text).toString()).toBe(printed);
  });

  it('prints a binary suffix or none at all for whole kibibytes below a million', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), (ki) => /^\d+(Ki|Mi)$/.test(Size.kibibytes(ki).toString())),
    );
  });

  it('converts between its units', () => {
    const size = Size.gibibytes(1.5);
    expect([size.toKibibytes(), size.toMebibytes(), size.toGibibytes(), size.toTebibytes()]).toEqual([
      1572864,
      1536,
      1.5,
      1.5 / 1024,
    ]);
    expect(Size.tebibytes(1).equals(Size.gibibytes(1024))).toBe(true);
    expect(Size.bytes(1024).equals(Size.kibibytes(1))).toBe(true);
    expect(Size.gibibytes(128).wholeGibibytes()).toBe(128);
    expect(JSON.stringify({ memory: Size.mebibytes(256) })).toBe('{"memory":"256Mi"}');
  });

  it('calculates exactly', () => {
    expect(Size.gibibytes(1).plus(Size.mebibytes(512)).toString()).toBe('1536Mi');
    expect(Size.gibibytes(1).minus(Size.mebibytes(512)).toString()).toBe('512Mi');
    expect(Size.gibibytes(1).times(1.5).toString()).toBe('1536Mi');
    expect(Size.gibibytes(1).compare(Size.parse('1G'))).toBe(1);
  });

  it.each([
    [() => Size.parse('400m'), '(400m) is not a whole number of bytes. Did you mean 400Mi? (size/not-whole)'],
    [
      () => Size.parse('0.5'),
      '(0.5) is not a whole number of bytes. Write a whole number of bytes, such as 256Mi. (size/not-whole)',
    ],
    [() => Size.parse('-1Gi'), '(-1Gi) is below 0. Write a whole number of bytes, such as 256Mi. (size/not-whole)'],
    [
      () => Size.bytes(0.5),
      '(0.5) is not an amount of bytes from 0 that makes whole bytes, at most 2^63 - 1. Write a whole number, or a smaller unit. (size/not-whole)',
    ],
    [
      () => Size.gibibytes(-1),
      '(-1) is not an amount of gibibytes from 0 that makes whole bytes, at most 2^63 - 1. Write a whole number, or a smaller unit. (size/not-whole)',
    ],
    [
      () => Size.gibibytes(0.1),
      '(0.1) is not an amount of gibibytes from 0 that makes whole bytes, at most 2^63 - 1. Write a whole number, or a smaller unit. (size/not-whole)',
    ],
    [
      () => Size.tebibytes(Infinity),
      '(Infinity) is not an amount of tebibytes from 0 that makes whole bytes, at most 2^63 - 1. Write a whole number, or a smaller unit. (size/not-whole)',
    ],
    [
      () => Size.gibibytes(1.5).wholeGibibytes(),
      '(1536Mi) is not a whole number of gibibytes. Write Size.gibibytes(2), or the next lower. (size/not-whole-gibibytes)',
    ],
  ])('refuses what is no amount of bytes (%#)', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});

describe('Duration', () => {
  it('reads back what it prints, in both forms', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e14 }), (millis) => {
        const duration = Duration.millis(millis);
        expect(Duration.parse(duration.toIso()).inMillis).toBe(millis);
        expect(Duration.parse(duration.toGo()).inMillis).toBe(millis);
      }),
    );
  });

  it('prints a form that the patterns of Flux and the Gateway API both take', () => {
    fc.assert(
      fc.property(fc.nat({ max: 99999 * 3600 * 1000 }), (millis) => {
        const text = Duration.millis(millis).toGo();
        expect(text).toMatch(/^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/);
        expect(text).toMatch(/^([0-9]{1,5}(h|m|s|ms)){1,4}$/);
      }),
    );
  });

  it.each([
    ['PT5M', 'PT5M', '5m'],
    ['P1D', 'P1D', '24h'],
    ['PT24H', 'P1D', '24h'],
    ['P1DT2H30M', 'P1DT2H30M', '26h30m'],
    ['P2W', 'P14D', '336h'],
    ['PT0.5S', 'PT0.5S', '500ms'],
    ['PT1.005S', 'PT1.005S', '1s5ms'],
    ['PT0S', 'PT0S', '0s'],
    ['1h30m', 'PT1H30M', '1h30m'],
    ['1.5h', 'PT1H30M', '1h30m'],
    ['90s', 'PT1M30S', '1m30s'],
    ['30s', 'PT30S', '30s'],
    ['1500ms', 'PT1.5S', '1s500ms'],
    ['1000000ns', 'PT0.001S', '1ms'],
    ['1000µs', 'PT0.001S', '1ms'],
    ['0', 'PT0S', '0s'],
  ])('reads %s and prints %s and %s', (text, iso, go) => {
    expect(Duration.parse(text).toIso()).toBe(iso);
    expect(Duration.parse(text).toGo()).toBe(go);
  });

  it('converts and calculates', () => {
    expect(Duration.minutes(90).toSeconds()).toBe(5400);
    expect(Duration.hours(1.5).toMinutes()).toBe(90);
    expect(Duration.days(2).toHours()).toBe(48);
    expect(Duration.hours(48).toDays()).toBe(2);
    expect(Duration.seconds(1.005).inMillis).toBe(1005);
    expect(Duration.minutes(1).plus(Duration.seconds(30)).toString()).toBe('1m30s');
    expect(Duration.minutes(1).times(1.5).toSeconds()).toBe(90);
    expect(Duration.days(1).equals(Duration.hours(24))).toBe(true);
    expect(Duration.seconds(59).compare(Duration.minutes(1))).toBe(-1);
    expect(JSON.stringify(Duration.minutes(5))).toBe('"5m"');
  });

  it.each([
    [
      () => Duration.parse('5 minutes'),
      '(5 minutes) is not a duration. Write ISO 8601 such as PT5M or P1D, or Go style such as 1h30m. (duration/malformed)',
    ],
    [
      () => Duration.parse('P1M'),
      '(P1M) holds years or months, whose length varies. Write days, such as P30D. (duration/malformed)',
    ],
    [
      () => Duration.parse('P1Y2DT1H'),
      '(P1Y2DT1H) holds years or months, whose length varies. Write days, such as P30D. (duration/malformed)',
    ],
    [
      () => Duration.parse('1ns'),
      '(1ns) is not a whole number of milliseconds that fits. Write whole milliseconds, such as 500ms. (duration/not-whole)',
    ],
    [
      () => Duration.seconds(-1),
      '(-1) is not an amount of seconds from 0 that makes whole milliseconds. Write a whole number, or a smaller unit. (duration/not-whole)',
    ],
    [
      () => Duration.millis(0.5),
      '(0.5) is not an amount of milliseconds from 0 that makes whole milliseconds. Write a whole number, or a smaller unit. (duration/not-whole)',
    ],
    [
      () => Duration.hours(NaN),
      '(NaN) is not an amount of hours from 0 that makes whole milliseconds. Write a whole number, or a smaller unit. (duration/not-whole)',
    ],
    [
      () => Duration.millis(500).toSeconds(),
      '(500ms) is not a whole number of seconds. Write a multiple of one of these seconds. (duration/not-whole-seconds)',
    ],
    [
      () => Duration.hours(36).toDays(),
      '(36h) is not a whole number of days. Write a multiple of one of these days. (duration/not-whole-days)',
    ],
  ])('refuses what is no duration (%#)', (make, message) => {
    expect(make).toThrow(new Error(message));
  });

  it.each(['', 'P', 'PT', 'P1DT', 'T5M', '5', 'm', '1.5.5h', '-5m', 'PT-5M', '1h 30m', 'pt5m'])(
    'refuses %p',
    (text) => {
      expect(() => Duration.parse(text)).toThrow(/is not a duration/);
    },
  );
});

describe('Percent', () => {
  it('reads back what it prints', () => {
    fc.assert(fc.property(fc.nat(999_999_999), (value) => Percent.parse(Percent.of(value).toString()).value === value));
  });

  it('takes its share of a count, exactly and rounded either way', () => {
    expect(Percent.of(25).of(10)).toBe(2.5);
    expect(Percent.of(25).ofRoundedUp(10)).toBe(3);
    expect(Percent.of(25).ofRoundedDown(10)).toBe(2);
    expect(Percent.of(33).ofRoundedUp(100)).toBe(33);
    expect(Percent.of(60).fraction).toBe(0.6);
    expect(Percent.of(60).compare(Percent.of(50))).toBe(1);
    expect(Percent.of(60).equals(Percent.parse('60%'))).toBe(true);
    expect(JSON.stringify(Percent.of(60))).toBe('"60%"');
  });

  it('rounds both ways within one of the share, and not at all where it is whole', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(100_000), (value, count) => {
        const [down, up] = [Percent.of(value).ofRoundedDown(count), Percent.of(value).ofRoundedUp(count)];
        expect(up - down).toBe((value * count) % 100 === 0 ? 0 : 1);
        expect(down * 100).toBeLessThanOrEqual(value * count);
      }),
    );
  });

  it.each([
    [() => Percent.of(0.6), '(0.6) is not a whole percentage from 0. Did you mean Percent.of(60)? (percent/not-whole)'],
    [() => Percent.of(-1), '(-1) is not a whole percentage from 0. Write Percent.of(60) for 60 %. (percent/not-whole)'],
    [
      () => Percent.parse('33'),
      '(33) is not a whole percentage. Write a whole number with a percent sign, such as 33%. (percent/malformed)',
    ],
    [
      () => Percent.parse('33.5%'),
      '(33.5%) is not a whole percentage. Write a whole number with a percent sign, such as 33%. (percent/malformed)',
    ],
  ])('refuses what is no percentage (%#)', (make, message) => {
    expect(make).toThrow(new Error(message));
  });
});
