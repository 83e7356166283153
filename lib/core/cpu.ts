import { scaleToNumber } from './decimal';
import { InvalidValue } from './errors';
import { Quantity } from './quantity';

const NANOS_PER_MILLI = 1_000_000n;

/** An amount of processor time in thousandths of a core. Immutable; equal amounts print equally. */
export class Cpu {
  static readonly zero = Cpu.millis(0);

  /**
   * @param millis thousandths of a core, a whole number from 0
   * @throws InvalidValue for a fraction or a negative number: Kubernetes knows nothing finer than `1m`
   */
  static millis(millis: number): Cpu {
    if (!Number.isSafeInteger(millis) || millis < 0) {
      throw new InvalidValue({
        value: String(millis),
        rule: 'is not a whole number of thousandths of a core, from 0',
        fix: 'Write a whole number, such as Cpu.millis(250)',
        code: 'cpu/not-whole',
      });
    }
    return new Cpu(millis);
  }

  /**
   * @param cores such as 2 or 0.5; at most three decimals
   * @throws InvalidValue for a negative number or more than three decimals
   */
  static cores(cores: number): Cpu {
    const millis = scaleToNumber(cores, 1000);
    if (!(millis >= 0)) {
      throw new InvalidValue({
        value: String(cores),
        rule: 'is not a number of cores from 0 with at most three decimals',
        fix: 'Write it in thousandths, such as Cpu.millis(333)',
        code: 'cpu/not-whole',
      });
    }
    return Cpu.millis(millis);
  }

  /**
   * @param text a Kubernetes quantity: `250m`, `1.5`, `2`
   * @throws InvalidValue when it is no quantity, negative, or finer than `1m`
   */
  static parse(text: string): Cpu {
    const { inNanos } = Quantity.parse(text);
    if (inNanos < 0n || inNanos % NANOS_PER_MILLI !== 0n) {
      throw new InvalidValue({
        value: text,
        rule: inNanos < 0n ? 'is below 0' : 'is finer than a thousandth of a core, the smallest step of CPU',
        fix: 'Write a multiple of 1m, such as 250m',
        code: 'cpu/not-whole',
      });
    }
    return Cpu.millis(Number(inNanos / NANOS_PER_MILLI));
  }

  get inCores(): number {
    return this.inMillis / 1000;
  }

  compare(other: Cpu): number {
    return Math.sign(this.inMillis - other.inMillis);
  }

  equals(other: Cpu): boolean {
    return this.inMillis === other.inMillis;
  }

  plus(other: Cpu): Cpu {
    return Cpu.millis(this.inMillis + other.inMillis);
  }

  /** @throws InvalidValue when the result is below 0 */
  minus(other: Cpu): Cpu {
    return Cpu.millis(this.inMillis - other.inMillis);
  }

  /** @param factor from 0; the result must be a whole number of thousandths */
  times(factor: number): Cpu {
    return Cpu.millis(scaleToNumber(factor, this.inMillis));
  }

  /** The form the API server stores: `250m`, `2`. */
  toString(): string {
    return Quantity.nanos(BigInt(this.inMillis) * NANOS_PER_MILLI).toString();
  }

  toJSON(): string {
    return this.toString();
  }

  private constructor(readonly inMillis: number) {}
}
