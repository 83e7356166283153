import { re2 } from '../re2';

/** Longer texts are not tried: what is wrong with them is something else. */
const LONGEST_MATCHED = 10_000;

const compiled = new Map<string, RegExp | undefined>();

/**
 * Whether a text matches; undefined where that can't be told.
 *
 * @param foreign the pattern comes with the files: JavaScript could be made to run for ever by it
 */
export function matches(pattern: string, text: string, foreign: boolean): boolean | undefined {
  if (text.length > LONGEST_MATCHED) return undefined;
  return foreign ? re2(pattern)?.matcher(text).find() : compile(pattern)?.test(text);
}

/** The API server's patterns are RE2, where `(?i)` may stand inside; JavaScript has a flag for the whole. */
function compile(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) {
    const flags = pattern.includes('(?i)') ? 'i' : '';
    try {
      compiled.set(pattern, new RegExp(pattern.replace('(?i)', ''), flags));
    } catch {
      compiled.set(pattern, undefined); // a form of RE2 that JavaScript does not have
    }
  }
  return compiled.get(pattern);
}
