import { type Meter, TooCostly } from './errors';
import type { Node } from './parse';
import type { Value } from './values';

/** The value of a name that was declared; undefined where it has none. */
export type Roots = (name: string) => Value | undefined;

/** What one evaluation reads and keeps. */
export interface Run {
  readonly roots: Roots;
  /** Values of the variables of macros, by their slot. */
  readonly locals: Value[];
  readonly meter: Meter;
}

export type Evaluate = (run: Run) => Value;

/** Variables of macros around an expression, innermost first. */
export interface Scope {
  readonly name: string;
  readonly slot: number;
  readonly outer: Scope | undefined;
}

/** What macros and calls need of the compiler. */
export interface Compiler {
  compile(node: Node, scope: Scope | undefined): Evaluate;
  /** A slot of its own for a variable, so that nothing inside can overwrite it. */
  bind(name: string, outer: Scope | undefined): Scope;
  /** Whether a name stands for a value here, and not for the first half of a function's. */
  declares(name: string, scope: Scope | undefined): boolean;
}

/** An expression, ready to be evaluated many times. */
export class Program {
  constructor(
    /** As it was written. */
    readonly text: string,
    /** Those of the declared names that it mentions. */
    readonly mentions: ReadonlySet<string>,
    private readonly run: Evaluate,
  ) {}

  /**
   * @throws EvaluationError where the expression fails, as it would in the API server
   * @throws UnknownValue where it depends on what these files don't tell
   * @throws TooCostly where the meter runs out
   */
  evaluate(roots: Roots, meter: Meter): Value {
    try {
      return this.run({ roots, locals: [], meter });
    } catch (error) {
      if (error instanceof RangeError) throw new TooCostly();
      throw error;
    }
  }
}
