import { unknown, type Unknown } from '../../artifact/read/values';

/** True, false, or what the files don't tell. */
export type Truth = boolean | Unknown;

/** False where any is, even beside unknown ones. */
export function all(...truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(unknown) ? unknown : true;
}

/** True where any is, even beside unknown ones. */
export function any(...truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(unknown) ? unknown : false;
}

export function not(truth: Truth): Truth {
  return truth === unknown ? unknown : !truth;
}

/** What a test says of a value; false where it is not set, unknown where the files don't tell. */
export function holds<T>(value: T | undefined | Unknown, test: (value: T) => Truth): Truth {
  if (value === unknown) return unknown;
  return value === undefined ? false : test(value as T);
}
