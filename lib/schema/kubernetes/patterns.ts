import { createContext, Script } from 'node:vm';

/** Longer texts are not tried: what is wrong with them is something else. */
const LONGEST_MATCHED = 10_000;

/** A pattern that takes longer is left out from then on. */
const MILLISECONDS = 50;

/** So many patterns may take too long before no more of the files' own are tried. */
const MOST_SLOW = 20;

const compiled = new Map<string, RegExp | undefined>();
let slow = 0;

/**
 * Whether a text matches; undefined where that can't be told.
 *
 * @param foreign the pattern comes with the files: it may be made to run for ever
 */
export function matches(pattern: string, text: string, foreign: boolean): boolean | undefined {
  if (text.length > LONGEST_MATCHED) return undefined;
  const expression = compile(pattern);
  if (expression === undefined) return undefined;
  return foreign && repeats(pattern) > 1 ? matchesInTime(pattern, expression, text) : expression.test(text);
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

/** Repetitions without end; one alone is always quick. */
function repeats(pattern: string): number {
  return (pattern.match(/[*+]|\{\d+,\}/g) ?? []).length;
}

const TEST = new Script('expression.test(text)');

/** Only our own one line runs there; the context is what gives it an end. */
function matchesInTime(pattern: string, expression: RegExp, text: string): boolean | undefined {
  if (slow >= MOST_SLOW) return undefined;
  try {
    return TEST.runInContext(createContext({ expression, text }), { timeout: MILLISECONDS }) as boolean;
  } catch {
    slow++;
    compiled.set(pattern, undefined);
    return undefined;
  }
}
