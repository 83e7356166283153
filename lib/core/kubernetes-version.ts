import { InvalidValue } from './errors';

/** Minors whose objects this library knows. */
export const OLDEST_KNOWN_MINOR = 28;
export const NEWEST_KNOWN_MINOR = 36;

const SYNTAX = /^1\.(0|[1-9]\d{0,2})(?:\.(0|[1-9]\d{0,3}))?$/;

/** A version of Kubernetes, `1.35` or `1.35.2`. Immutable. */
export class KubernetesVersion {
  /** @throws InvalidValue when the text is neither `1.<minor>` nor `1.<minor>.<patch>` (version/malformed) */
  static parse(text: string): KubernetesVersion {
    const match = SYNTAX.exec(text);
    if (!match) {
      const near = /(?:^|[^\d.])(1\.\d{1,3}(?:\.\d{1,4})?)(?!\d)/.exec(text)?.[1];
      throw new InvalidValue({
        value: text,
        rule: 'is not a Kubernetes version',
        fix:
          near !== undefined && near !== text && SYNTAX.test(near) ? `Did you mean ${near}?` : 'Write 1.35, or 1.35.2',
        code: 'version/malformed',
      });
    }
    return new KubernetesVersion(Number(match[1]), match[2] === undefined ? undefined : Number(match[2]));
  }

  /** `KubernetesVersion.minor(35)` is `1.35`. */
  static minor(minor: number): KubernetesVersion {
    return KubernetesVersion.parse(`1.${minor}`);
  }

  /** True where this library knows the objects of the minor. */
  get isKnown(): boolean {
    return this.minor >= OLDEST_KNOWN_MINOR && this.minor <= NEWEST_KNOWN_MINOR;
  }

  /** The version without its patch: `1.35`. */
  get majorMinor(): string {
    return `1.${this.minor}`;
  }

  /** True from that minor on, whatever the patch: `atLeast(34)`. */
  atLeast(minor: number): boolean {
    return this.minor >= minor;
  }

  /** A version without a patch comes before every patch of its minor. */
  compare(other: KubernetesVersion): number {
    return Math.sign(this.minor - other.minor || (this.patch ?? -1) - (other.patch ?? -1));
  }

  equals(other: KubernetesVersion): boolean {
    return this.compare(other) === 0;
  }

  toString(): string {
    return this.patch === undefined ? this.majorMinor : `${this.majorMinor}.${this.patch}`;
  }

  toJSON(): string {
    return this.toString();
  }

  private constructor(
    readonly minor: number,
    /** Undefined where only the minor was given. */
    readonly patch: number | undefined,
  ) {}
}
