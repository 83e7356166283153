import type { RE2JS } from 're2js';
import { EvaluationError, type Meter } from './errors';

/** So many are kept; an expression may make a new one for every item. */
const MOST_KEPT = 500;

const compiled = new Map<string, RE2JS | undefined>();

/**
 * A regular expression of RE2, as the API server has them: linear in the text, unlike JavaScript's, where a hostile one
 * never ends.
 *
 * @throws EvaluationError for what is none
 */
export function compileRegex(pattern: string, text: string, meter: Meter): RE2JS {
  meter.spend(1 + (text.length * Math.min(pattern.length, 1000)) / 64);
  if (!compiled.has(pattern)) {
    meter.spend(pattern.length);
    if (compiled.size >= MOST_KEPT) compiled.clear();
    compiled.set(pattern, compileAnew(pattern));
  }
  const regex = compiled.get(pattern);
  if (regex === undefined) throw new EvaluationError(`error parsing regexp: ${JSON.stringify(pattern)}`);
  return regex;
}

/** What matches, from left to right. @param most how many, -1 for all */
export function findAll(pattern: string, text: string, most: number, meter: Meter): readonly string[] {
  const matcher = compileRegex(pattern, text, meter).matcher(text);
  const found: string[] = [];
  while (found.length !== most && matcher.find()) {
    meter.spend(1);
    found.push(matcher.group() ?? '');
  }
  return found;
}

function compileAnew(pattern: string): RE2JS | undefined {
  // Loaded only where an expression has one.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const library = require('re2js') as { RE2JS: typeof RE2JS };
  try {
    return library.RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}
