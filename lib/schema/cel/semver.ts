const NUMBER = '(0|[1-9]\\d*)';
const SYNTAX = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);
const LARGEST = 2n ** 64n - 1n;

/** `semver('1.2.3')` of Kubernetes: "Semantic Versioning 2.0.0". */
export class Semver {
  readonly kind = 'kubernetes.Semver';

  /** @param tolerant adds a minor and a patch where they are missing, and takes a `v` and leading zeros */
  static parse(text: string, tolerant = false): Semver | undefined {
    const match = SYNTAX.exec(tolerant ? normalized(text) : text);
    if (!match) return undefined;
    const [major, minor, patch] = match.slice(1, 4).map((part) => BigInt(part)) as [bigint, bigint, bigint];
    const before = match[4]?.split('.') ?? [];
    if ([major, minor, patch].some((part) => part > LARGEST) || before.some((part) => /^0\d+$/.test(part)))
      return undefined;
    return new Semver(major, minor, patch, before);
  }

  private constructor(
    readonly major: bigint,
    readonly minor: bigint,
    readonly patch: bigint,
    private readonly before: readonly string[],
  ) {}

  /** Build metadata counts for nothing. */
  compare(other: Semver): -1 | 0 | 1 {
    for (const part of ['major', 'minor', 'patch'] as const) {
      if (this[part] !== other[part]) return this[part] < other[part] ? -1 : 1;
    }
    const [one, two] = [this.before, other.before];
    if (one.length === 0 || two.length === 0) return one.length === two.length ? 0 : one.length === 0 ? 1 : -1;
    for (const [index, part] of one.entries()) {
      const against = two[index];
      if (against === undefined) return 1;
      const order = compareParts(part, against);
      if (order !== 0) return order;
    }
    return one.length < two.length ? -1 : 0;
  }
}

/** Numbers by amount and before words. */
function compareParts(one: string, two: string): -1 | 0 | 1 {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(one), /^\d+$/.test(two)];
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  const [a, b] = isNumber ? [BigInt(one), BigInt(two)] : [one, two];
  return a < b ? -1 : a > b ? 1 : 0;
}

function normalized(text: string): string {
  const parts = text.replace(/^v/, '').split('.');
  const [major = '', minor, ...rest] = parts;
  const numbers = [major, minor, rest.length > 0 ? rest.join('.') : undefined].map((part) =>
    part?.replace(/^0+(?=\d)/, ''),
  );
  const last = numbers.filter((part) => part !== undefined).at(-1) ?? '';
  if (numbers[2] !== undefined) return numbers.join('.');
  // Neither a pre-release nor build metadata may follow a version that is cut short.
  if (/[-+]/.test(last)) return text;
  return [numbers[0], numbers[1] ?? '0', '0'].join('.');
}
