import { InvalidValue } from './errors';

/** A whole percentage, from 0; more than 100 is fine where the use allows it (a CPU target of 150 %). Immutable. */
export class Percent {
  /** @throws InvalidValue for a fraction or a negative number: Azure and Kubernetes take whole percentages */
  static of(value: number): Percent {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new InvalidValue({
        value: String(value),
        rule: 'is not a whole percentage from 0',
        fix:
          value > 0 && value < 1
            ? `Did you mean Percent.of(${Math.round(value * 100)})?`
            : 'Write Percent.of(60) for 60 %',
        code: 'percent/not-whole',
      });
    }
    return new Percent(value);
  }

  /** @throws InvalidValue when the text is not a whole number with a percent sign, such as `33%` */
  static parse(text: string): Percent {
    const match = /^(\d{1,9})%$/.exec(text);
    if (!match) {
      throw new InvalidValue({
        value: text,
        rule: 'is not a whole percentage',
        fix: 'Write a whole number with a percent sign, such as 33%',
        code: 'percent/malformed',
      });
    }
    return Percent.of(Number(match[1]));
  }

  /** 60 % is 0.6. */
  get fraction(): number {
    return this.value / 100;
  }

  /** This share of a count, with its fraction: 25 % of 10 is 2.5. */
  of(count: number): number {
    return (this.value * count) / 100;
  }

  /** This share of a count, rounded up, as Kubernetes does for disruption budgets and surge. */
  ofRoundedUp(count: number): number {
    return Math.ceil(this.of(count));
  }

  /** This share of a count, rounded down, as Kubernetes does for `maxUnavailable` of a Deployment. */
  ofRoundedDown(count: number): number {
    return Math.floor(this.of(count));
  }

  compare(other: Percent): number {
    return Math.sign(this.value - other.value);
  }

  equals(other: Percent): boolean {
    return this.value === other.value;
  }

  toString(): string {
    return `${this.value}%`;
  }

  toJSON(): string {
    return this.toString();
  }

  private constructor(readonly value: number) {}
}
