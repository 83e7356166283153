import { compile } from './compile';
import { EvaluationError, type Meter, NotEvaluable, TooCostly, UnknownValue } from './errors';
import type { Program, Roots } from './program';
import type { Value } from './values';

/** What became of an expression: its value, its own failure, or why there is no answer here. */
export type Outcome = { readonly value: Value } | { readonly failure: string } | { readonly unanswered: string };

/** What one evaluation may cost. The most that a real expression needs is far below. */
const MOST_FOR_ONE = 1_000_000;

/** An expression that comes with the files: nothing that it does may stop the rest. */
export class Expression {
  private compiled: Program | { readonly reason: string } | undefined;

  constructor(
    readonly text: string,
    private readonly names: readonly string[],
  ) {}

  /** Whether it mentions one of the names; false where it can't be compiled. */
  mentions(name: string): boolean {
    const program = this.program();
    return 'reason' in program ? false : program.mentions.has(name);
  }

  evaluate(roots: Roots, meter: Meter): Outcome {
    const program = this.program();
    if ('reason' in program) return { unanswered: program.reason };
    try {
      return { value: program.evaluate(roots, meter.part(MOST_FOR_ONE)) };
    } catch (error) {
      if (error instanceof UnknownValue || error instanceof TooCostly) return { unanswered: error.message };
      if (error instanceof EvaluationError) return { failure: error.message };
      throw error;
    }
  }

  private program(): Program | { readonly reason: string } {
    return (this.compiled ??= this.compile());
  }

  private compile(): Program | { readonly reason: string } {
    try {
      return compile(this.text, this.names);
    } catch (error) {
      if (error instanceof NotEvaluable) return { reason: error.message };
      throw error;
    }
  }
}

/** An expression in one line, as a message shows it. */
export function inOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

/** The message that an expression makes; undefined where it makes none that the API server would show. */
export function madeMessage(outcome: Outcome | undefined): string | undefined {
  if (outcome === undefined || !('value' in outcome) || typeof outcome.value !== 'string') return undefined;
  const message = outcome.value.trim();
  return message === '' || message.length > 5 * 1024 || message.includes('\n') ? undefined : message;
}
