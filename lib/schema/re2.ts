import type { RE2JS } from 're2js';

/** So many are kept; an expression may make a new one for every item. */
const MOST_KEPT = 500;

const compiled = new Map<string, RE2JS | undefined>();

/**
 * A regular expression of RE2, as the API server has them: linear in the text, unlike JavaScript's, where a hostile one
 * never ends. Undefined for what is none.
 */
export function re2(pattern: string): RE2JS | undefined {
  if (!compiled.has(pattern)) {
    if (compiled.size >= MOST_KEPT) compiled.clear();
    compiled.set(pattern, compile(pattern));
  }
  return compiled.get(pattern);
}

function compile(pattern: string): RE2JS | undefined {
  // Loaded only where something has one.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const library = require('re2js') as { RE2JS: typeof RE2JS };
  try {
    return library.RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}
