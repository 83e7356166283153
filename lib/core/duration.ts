import { scaleDecimal, scaleToNumber } from './decimal';
import { InvalidValue } from './errors';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const NANOS_PER_MILLI = 1_000_000n;
/** In nanoseconds, where the smallest unit of Go is whole. */
const GO_UNITS: Readonly<Record<string, bigint>> = {
  h: BigInt(HOUR) * NANOS_PER_MILLI,
  m: BigInt(MINUTE) * NANOS_PER_MILLI,
  s: BigInt(SECOND) * NANOS_PER_MILLI,
  ms: NANOS_PER_MILLI,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ns: 1n,
};

const ISO = /^P(?=[\dT])(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;
const GO = /^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;

/** A length of time in whole milliseconds, from 0. Immutable; equal lengths print equally. */
export class Duration {
  static readonly zero = Duration.millis(0);

  /** @throws InvalidValue for a fraction of a millisecond or a negative number; so do the other factories */
  static millis(millis: number): Duration {
    return Duration.scaled(millis, 1, 'milliseconds');
  }

  static seconds(seconds: number): Duration {
    return Duration.scaled(seconds, SECOND, 'seconds');
  }

  static minutes(minutes: number): Duration {
    return Duration.scaled(minutes, MINUTE, 'minutes');
  }

  static hours(hours: number): Duration {
    return Duration.scaled(hours, HOUR, 'hours');
  }

  static days(days: number): Duration {
    return Duration.scaled(days, DAY, 'days');
  }

  /**
   * @param text ISO 8601 as Azure writes it (`PT5M`, `P1D`, `P1DT12H`) or Go as Kubernetes does (`1h30m`, `30s`)
   * @throws InvalidValue for anything else, for years and months (their length varies), and below a millisecond
   */
  static parse(text: string): Duration {
    const iso = ISO.exec(text);
    if (iso) {
      const [, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = '0'] = iso;
      const whole = Number(weeks) * WEEK + Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE;
      return Duration.exact(text, whole + scaleToNumber(String(seconds).replace(',', '.'), SECOND));
    }
    if (text === '0') return Duration.zero;
    if (GO.test(text)) {
      let nanos = 0n;
      let whole = true;
      for (const [, amount = '', unit = ''] of text.matchAll(/([\d.]+)([a-zµμ]+)/g)) {
        const part = scaleDecimal(amount, GO_UNITS[unit] ?? 0n);
        if (part === undefined) whole = false;
        else nanos += part;
      }
      return Duration.exact(text, whole && nanos % NANOS_PER_MILLI === 0n ? Number(nanos / NANOS_PER_MILLI) : NaN);
    }
    const calendar = /^P(?=.*\d[YM])/.test(text.split('T')[0] ?? '');
    throw new InvalidValue({
      value: text,
      rule: calendar ? 'holds years or months, whose length varies' : 'is not a duration',
      fix: calendar ? 'Write days, such as P30D' : 'Write ISO 8601 such as PT5M or P1D, or Go style such as 1h30m',
      code: 'duration/malformed',
    });
  }

  /** @throws InvalidValue when it is no whole number of seconds */
  toSeconds(): number {
    return this.whole(SECOND, 'seconds');
  }

  /** @throws InvalidValue when it is no whole number of minutes */
  toMinutes(): number {
    return this.whole(MINUTE, 'minutes');
  }

  /** @throws InvalidValue when it is no whole number of hours */
  toHours(): number {
    return this.whole(HOUR, 'hours');
  }

  /** @throws InvalidValue when it is no whole number of days */
  toDays(): number {
    return this.whole(DAY, 'days');
  }

  /** ISO 8601 as Azure takes it: `PT5M`, `P1D`, `P1DT2H`, `PT0S`. */
  toIso(): string {
    const [days, hours, minutes, rest] = this.split();
    const date = days > 0 ? `${days}D` : '';
    const seconds = rest % SECOND === 0 ? String(rest / SECOND) : (rest / SECOND).toFixed(3).replace(/0+$/, '');
    const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${rest > 0 ? `${seconds}S` : ''}`;
    if (date === '' && time === '') return 'PT0S';
    return `P${date}${time === '' ? '' : `T${time}`}`;
  }

  /**
   * The shortest form that Go, Flux, cert-manager and the Gateway API all take: `1h30m`, `30s`, `1s500ms`, `0s`.
   * Hours are the largest unit (Go has no days) and there is no decimal point (the Gateway API refuses one).
   */
  toGo(): string {
    const [days, hours, minutes, rest] = this.split();
    const parts: readonly (readonly [number, string])[] = [
      [days * 24 + hours, 'h'],
      [minutes, 'm'],
      [Math.floor(rest / SECOND), 's'],
      [rest % SECOND, 'ms'],
    ];
    return parts.map(([amount, unit]) => (amount > 0 ? `${amount}${unit}` : '')).join('') || '0s';
  }

  compare(other: Duration): number {
    return Math.sign(this.inMillis - other.inMillis);
  }

  equals(other: Duration): boolean {
    return this.inMillis === other.inMillis;
  }

  plus(other: Duration): Duration {
    return Duration.millis(this.inMillis + other.inMillis);
  }

  /** @param factor from 0; the result must be whole milliseconds */
  times(factor: number): Duration {
    return Duration.millis(scaleToNumber(factor, this.inMillis));
  }

  /** Same as `toGo()`. */
  toString(): string {
    return this.toGo();
  }

  /** Same as `toGo()`. */
  toJSON(): string {
    return this.toGo();
  }

  private split(): [days: number, hours: number, minutes: number, millis: number] {
    const all = this.inMillis;
    return [Math.floor(all / DAY), Math.floor((all % DAY) / HOUR), Math.floor((all % HOUR) / MINUTE), all % MINUTE];
  }

  private whole(unit: number, name: string): number {
    if (this.inMillis % unit !== 0) {
      throw new InvalidValue({
        value: this.toGo(),
        rule: `is not a whole number of ${name}`,
        fix: `Write a multiple of one of these ${name}`,
        code: `duration/not-whole-${name}`,
      });
    }
    return this.inMillis / unit;
  }

  private static exact(text: string, millis: number): Duration {
    if (!Number.isSafeInteger(millis)) {
      throw new InvalidValue({
        value: text,
        rule: 'is not a whole number of milliseconds that fits',
        fix: 'Write whole milliseconds, such as 500ms',
        code: 'duration/not-whole',
      });
    }
    return new Duration(millis);
  }

  private static scaled(amount: number, unit: number, name: string): Duration {
    const millis = scaleToNumber(amount, unit);
    if (!(millis >= 0)) {
      throw new InvalidValue({
        value: String(amount),
        rule: `is not an amount of ${name} from 0 that makes whole milliseconds`,
        fix: 'Write a whole number, or a smaller unit',
        code: 'duration/not-whole',
      });
    }
    return new Duration(millis);
  }

  private constructor(readonly inMillis: number) {}
}
