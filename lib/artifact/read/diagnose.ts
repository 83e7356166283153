import type { Diagnostic } from './model';

/** Line and column of an offset, counted from 1. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
    line++;
    start = end + 1;
  }
  return { line, column: Math.max(0, offset - start) + 1 };
}

/** Thrown while one file or document is read; it becomes a diagnostic and the rest is read on. */
export class Unreadable extends Error {
  constructor(
    readonly rule: Diagnostic['rule'],
    message: string,
    readonly fix: string,
    readonly line = 1,
    readonly column = 1,
  ) {
    super(message);
  }

  in(file: string): Diagnostic {
    const { rule, message, fix, line, column } = this;
    return { rule, severity: 'error', message, fix, file, line, column };
  }
}

/** Runs a reader; what it can't read is told and gives undefined. */
export function attempt<T>(file: string, diagnostics: Diagnostic[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    diagnostics.push(error.in(file));
    return undefined;
  }
}
