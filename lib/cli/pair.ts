import { badUse } from './bad-use';

/** An option that takes two things with an equals sign between them. */
interface PairOption {
  /** `--cluster` */
  readonly property: string;
  /** `NAME=FOLDER` */
  readonly form: string;
  readonly fix: string;
}

/**
 * The two sides of an option.
 *
 * @param pattern with a group for each
 * @throws CdkAksError `cli/bad-use` for a text of another form
 */
export function parsePair(
  text: string,
  pattern: RegExp,
  { property, form, fix }: PairOption,
): readonly [left: string, right: string] {
  const [, left, right] = pattern.exec(text) ?? [];
  if (left !== undefined && right !== undefined) return [left, right];
  throw badUse({ property, value: text, rule: `is not ${form}`, fix });
}
