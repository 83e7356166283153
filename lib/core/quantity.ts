import { InvalidValue } from './errors';

/** How a quantity was written, which Kubernetes keeps: `1Gi`, `1G` or `1e9`. */
export type QuantityFormat = 'binary' | 'decimal' | 'exponent';

const NANOS = 1_000_000_000n;
/** The API server keeps quantities as 64-bit integers and caps what is larger. */
const LARGEST = (2n ** 63n - 1n) * NANOS;
/** Far above what fits; keeps `1e999999999` from filling the memory. */
const LARGEST_EXPONENT = 60;

const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];

const SYNTAX = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/;

/**
 * A Kubernetes quantity such as `250m`, `1.5Gi`, `1e3` or `-5`, exact to a billionth. Immutable.
 * Source: Kubernetes API reference, "Quantity".
 */
export class Quantity {
  /**
   * @throws InvalidValue when the text is no quantity, is finer than `1n` (the API server would round it up) or larger
   * than 2^63 - 1 (the API server would cap it)
   */
  static parse(text: string): Quantity {
    const match = SYNTAX.exec(text);
    if (!match) throw malformed(text);
    const [, sign, digits = '', binary, decimal, exponent] = match;
    const power = exponent === undefined ? 0 : Number(exponent);
    if (Math.abs(power) > LARGEST_EXPONENT) throw outOfRange(text);

    const [whole = '', fraction = ''] = digits.split('.');
    let numerator = BigInt(whole + fraction) * NANOS;
    let denominator = 10n ** BigInt(fraction.length);
    if (binary !== undefined) numerator *= 1024n ** BigInt(BINARY.indexOf(binary));
    const tens = decimal === undefined ? power : 3 * (DECIMAL.indexOf(decimal) - 3);
    if (tens >= 0) numerator *= 10n ** BigInt(tens);
    else denominator *= 10n ** BigInt(-tens);

    if (numerator % denominator !== 0n) {
      throw new InvalidValue({
        value: text,
        rule: 'is finer than a billionth, the smallest step of a Kubernetes quantity',
        fix: 'Round it to a multiple of 1n',
        code: 'quantity/too-fine',
      });
    }
    const nanos = numerator / denominator;
    if (nanos > LARGEST) throw outOfRange(text);
    const format = binary !== undefined ? 'binary' : exponent !== undefined ? 'exponent' : 'decimal';
    return new Quantity(sign === '-' ? -nanos : nanos, format);
  }

  /** A quantity of billionths: `Quantity.nanos(250_000_000n)` is `250m`. */
  static nanos(nanos: bigint, format: QuantityFormat = 'decimal'): Quantity {
    if (nanos > LARGEST || nanos < -LARGEST) throw outOfRange(`${nanos}n`);
    return new Quantity(nanos, format);
  }

  /** A quantity of whole units: `Quantity.units(3)` is `3`. */
  static units(units: bigint | number, format: QuantityFormat = 'decimal'): Quantity {
    if (typeof units === 'number' && !Number.isSafeInteger(units)) {
      throw new InvalidValue({
        value: String(units),
        rule: 'is not a whole number that a double holds exactly',
        fix: "Write it as text, such as '1500m'",
        code: 'quantity/not-whole',
      });
    }
    return Quantity.nanos(BigInt(units) * NANOS, format);
  }

  /** True when the text is a quantity that Kubernetes takes as it is. */
  static isQuantity(text: string): boolean {
    try {
      Quantity.parse(text);
      return true;
    } catch {
      return false;
    }
  }

  /** In units, as a number; inexact where a double is. For reports, not for arithmetic. */
  get approximately(): number {
    return Number(this.inNanos / NANOS) + Number(this.inNanos % NANOS) / Number(NANOS);
  }

  compare(other: Quantity): number {
    return this.inNanos < other.inNanos ? -1 : this.inNanos > other.inNanos ? 1 : 0;
  }

  /** Equal amounts are equal however they are written: `1Ki` equals `1024`. */
  equals(other: Quantity): boolean {
    return this.inNanos === other.inNanos;
  }

  plus(other: Quantity): Quantity {
    return Quantity.nanos(this.inNanos + other.inNanos, this.format);
  }

  minus(other: Quantity): Quantity {
    return Quantity.nanos(this.inNanos - other.inNanos, this.format);
  }

  /** @param factor a whole number */
  times(factor: number): Quantity {
    return Quantity.nanos(this.inNanos * BigInt(factor), this.format);
  }

  /** The form the API server stores: no fraction, the largest suffix that loses nothing (`1.5Gi` is `1536Mi`). */
  toString(): string {
    const amount = this.inNanos < 0n ? -this.inNanos : this.inNanos;
    const sign = this.inNanos < 0n ? '-' : '';
    if (amount === 0n) return '0';
    // As the API server does: below 1024, or with a fraction, the binary form would lose something.
    if (this.format === 'binary' && amount >= 1024n * NANOS && amount % NANOS === 0n) {
      const [number, steps] = strip(amount / NANOS, 1024n, BINARY.length - 1);
      return `${sign}${number}${BINARY[steps]}`;
    }
    const [number, steps] = strip(amount, 1000n, DECIMAL.length - 1);
    if (this.format !== 'exponent') return `${sign}${number}${DECIMAL[steps]}`;
    return steps === 3 ? `${sign}${number}` : `${sign}${number}e${3 * (steps - 3)}`;
  }

  private constructor(
    readonly inNanos: bigint,
    readonly format: QuantityFormat,
  ) {}
}

function strip(number: bigint, base: bigint, most: number): [bigint, number] {
  let steps = 0;
  while (steps < most && number % base === 0n) {
    number /= base;
    steps += 1;
  }
  return [number, steps];
}

function malformed(text: string): InvalidValue {
  return new InvalidValue({
    value: text,
    rule: 'is not a Kubernetes quantity',
    fix: mend(text),
    code: 'quantity/malformed',
  });
}

/** Most slips are in the suffix: `256MB`, `256mi`, `1 Gi`, `1,5`. */
function mend(text: string): string {
  const loose = /^\s*([+-]?\d+(?:[.,]\d+)?)\s*([A-Za-z]*)\s*$/.exec(text);
  const suffix = loose?.[2] ?? '';
  const bare = suffix.replace(/b$/i, '');
  const byCase = (candidate: string): boolean => candidate.toLowerCase() === bare.toLowerCase();
  // A `B` says bytes, and those have no milli: `256mb` is mega.
  const known = [...BINARY, ...DECIMAL].filter((s) => s !== '' && (bare === suffix || !'num'.includes(s)));
  const near = suffix === '' ? '' : (known.find((s) => s === bare) ?? known.find(byCase));
  const guess = loose && near !== undefined ? `${loose[1]?.replace(',', '.')}${near}` : undefined;
  return guess !== undefined && Quantity.isQuantity(guess)
    ? `Did you mean ${guess}?`
    : 'Write a number with a suffix Kubernetes knows (n u m k M G T P E, Ki Mi Gi Ti Pi Ei, or an exponent), such as 250m or 256Mi';
}

function outOfRange(text: string): InvalidValue {
  return new InvalidValue({
    value: text,
    rule: 'is beyond 2^63 - 1, the largest Kubernetes quantity',
    fix: 'Write a smaller one',
    code: 'quantity/too-large',
  });
}
