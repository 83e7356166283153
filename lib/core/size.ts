import { scaleDecimal } from './decimal';
import { InvalidValue } from './errors';
import { Quantity } from './quantity';

const KI = 2 ** 10;
const MI = 2 ** 20;
const GI = 2 ** 30;
const TI = 2 ** 40;
const LARGEST = 2n ** 63n - 1n;
const NANOS = 1_000_000_000n;

/** A decimal form this much shorter is what was meant: `1T`, not `976562500Ki`. */
const CLEARLY_SHORTER = 3;

/** An amount of memory or storage in whole bytes. Immutable; equal amounts print equally. */
export class Size {
  static readonly zero = Size.bytes(0);

  /** @throws InvalidValue for a fraction, a negative number, or one beyond 2^63 - 1; so do the other factories */
  static bytes(bytes: number | bigint): Size {
    return Size.scaled(bytes, 1, 'bytes');
  }

  /** 1024 bytes each. Fractions are fine where they make whole bytes. */
  static kibibytes(kibibytes: number): Size {
    return Size.scaled(kibibytes, KI, 'kibibytes');
  }

  /** 1024 kibibytes each: `Size.mebibytes(256)` is `256Mi`. */
  static mebibytes(mebibytes: number): Size {
    return Size.scaled(mebibytes, MI, 'mebibytes');
  }

  /** 1024 mebibytes each: `Size.gibibytes(1.5)` is `1536Mi`. */
  static gibibytes(gibibytes: number): Size {
    return Size.scaled(gibibytes, GI, 'gibibytes');
  }

  /** 1024 gibibytes each. */
  static tebibytes(tebibytes: number): Size {
    return Size.scaled(tebibytes, TI, 'tebibytes');
  }

  /**
   * @param text a Kubernetes quantity: `256Mi`, `1G`, `128974848`, `1e3`
   * @throws InvalidValue when it is no quantity, negative, or has parts of a byte (`400m` is 0.4 bytes)
   */
  static parse(text: string): Size {
    const { inNanos } = Quantity.parse(text);
    if (inNanos < 0n || inNanos % NANOS !== 0n) {
      const milli = /^\d+m$/.test(text) ? text.replace('m', 'Mi') : undefined;
      throw new InvalidValue({
        value: text,
        rule: inNanos < 0n ? 'is below 0' : 'is not a whole number of bytes',
        fix: milli === undefined ? 'Write a whole number of bytes, such as 256Mi' : `Did you mean ${milli}?`,
        code: 'size/not-whole',
      });
    }
    return new Size(inNanos / NANOS);
  }

  /** As a number, exact up to 8 PiB. */
  get inBytes(): number {
    return Number(this.exactBytes);
  }

  /** With its fraction, if any. */
  toKibibytes(): number {
    return this.inBytes / KI;
  }

  /** With its fraction, if any. */
  toMebibytes(): number {
    return this.inBytes / MI;
  }

  /** With its fraction, if any; `wholeGibibytes` for what Azure takes as an integer. */
  toGibibytes(): number {
    return this.inBytes / GI;
  }

  /** With its fraction, if any. */
  toTebibytes(): number {
    return this.inBytes / TI;
  }

  /**
   * For properties that Azure takes as whole gibibytes (disks, shares, logs).
   * @throws InvalidValue when it is no whole number
   */
  wholeGibibytes(): number {
    const gibibytes = this.toGibibytes();
    if (!Number.isSafeInteger(gibibytes)) {
      throw new InvalidValue({
        value: this.toString(),
        rule: 'is not a whole number of gibibytes',
        fix: `Write Size.gibibytes(${Math.ceil(gibibytes)}), or the next lower`,
        code: 'size/not-whole-gibibytes',
      });
    }
    return gibibytes;
  }

  compare(other: Size): number {
    return this.exactBytes < other.exactBytes ? -1 : this.exactBytes > other.exactBytes ? 1 : 0;
  }

  equals(other: Size): boolean {
    return this.exactBytes === other.exactBytes;
  }

  plus(other: Size): Size {
    return Size.bytes(this.exactBytes + other.exactBytes);
  }

  /** @throws InvalidValue when the result is below 0 */
  minus(other: Size): Size {
    return Size.bytes(this.exactBytes - other.exactBytes);
  }

  /** @param factor from 0; a fraction is fine where the result is whole bytes */
  times(factor: number): Size {
    return Size.bytes(scaleDecimal(factor, this.exactBytes) ?? NaN);
  }

  /** A Kubernetes quantity: the largest binary suffix that is exact, or a clearly shorter decimal one (`256Mi`, `1G`). */
  toString(): string {
    const binary = Quantity.units(this.exactBytes, 'binary').toString();
    const decimal = Quantity.units(this.exactBytes, 'decimal').toString();
    const plainBytes = /\d$/.test(binary);
    return plainBytes || decimal.length + CLEARLY_SHORTER <= binary.length ? decimal : binary;
  }

  toJSON(): string {
    return this.toString();
  }

  private static scaled(amount: number | bigint, unit: number, name: string): Size {
    // Multiplying a double by a power of two is exact, so a fraction that makes whole bytes stays whole.
    const bytes = typeof amount === 'bigint' ? amount : amount * unit;
    const whole = typeof bytes === 'bigint' || (Number.isInteger(bytes) && (unit !== 1 || Number.isSafeInteger(bytes)));
    if (!whole || bytes < 0 || BigInt(bytes) > LARGEST) {
      throw new InvalidValue({
        value: String(amount),
        rule: `is not an amount of ${name} from 0 that makes whole bytes, at most 2^63 - 1`,
        fix: 'Write a whole number, or a smaller unit',
        code: 'size/not-whole',
      });
    }
    return new Size(BigInt(bytes));
  }

  private constructor(readonly exactBytes: bigint) {}
}
