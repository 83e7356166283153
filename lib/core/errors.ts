import { hideLate } from './late';

/** One thing wrong with a program's input: where, which value, which rule, how to fix it. */
export interface Problem {
  /** Construct path, such as `prod/aks/gpu`; left out where a value is checked apart from any construct. */
  readonly path?: string;
  /** Name of the prop, dotted where nested: `scale.max`. */
  readonly property?: string;
  /** The offending value, printed as JSON and shortened. Never put a secret here. */
  readonly value?: unknown;
  /** What the value breaks, as the rest of a sentence: `is below 'scale.min' (3)`. */
  readonly rule: string;
  /** What to write instead, as a sentence without its full stop. */
  readonly fix: string;
  /** Stable identifier in words: `pool/scale-range`. */
  readonly code: string;
}

const LONGEST_VALUE = 80;

/** `[prod/aks/gpu] 'scale.max' (2) is below 'scale.min' (3). Raise max or lower min. (pool/scale-range)` */
export function formatProblem(problem: Problem): string {
  const where = problem.path === undefined ? '' : `[${problem.path}] `;
  const property = problem.property === undefined ? '' : `'${problem.property}' `;
  const value = problem.value === undefined ? '' : `(${printValue(problem.value)}) `;
  return `${where}${property}${value}${sentence(problem.rule)} ${sentence(problem.fix)} (${problem.code})`;
}

/** With its full stop; a sentence may ask: Did you mean 10.0.0.0/24? */
function sentence(text: string): string {
  return /[?!.]$/.test(text) ? text : `${text}.`;
}

function printValue(value: unknown): string {
  const text = hideLate(typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value)));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

/** Every error this library throws on purpose: one or several problems, told together. */
export class CdkAksError extends Error {
  declare readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    // Not enumerable: Node prints every enumerable field of an uncaught error below its message.
    Object.defineProperty(this, 'name', { value: new.target.name });
    Object.defineProperty(this, 'problems', { value: problems });
    this.stack = readableStack(this);
  }

  /** Code of the first problem. */
  get code(): string {
    return this.problems[0]?.code ?? 'unknown';
  }
}

/** A single value that breaks its own rule, apart from any construct: an address range, a quantity, a name. */
export class InvalidValue extends CdkAksError {
  constructor(problem: Problem) {
    super([problem]);
  }
}

/** Rendering was refused: nothing was written. */
export class SynthFailed extends CdkAksError {}

/** Anything with a place in a construct tree; kept this small so that core needs no tree library. */
export interface HasPath {
  readonly node: { readonly path: string; readonly id: string };
}

/** Collects the problems of siblings, so that they are told at once instead of one a run. */
export class Problems {
  private readonly found: Problem[] = [];

  /** @param scope the construct that the problems belong to; its path is put in front */
  constructor(private readonly scope?: HasPath) {}

  add(problem: Problem): void {
    this.found.push(problem.path === undefined && this.scope ? { ...problem, path: pathOf(this.scope) } : problem);
  }

  /** Runs a check that throws and keeps what it throws; returns undefined where it threw. */
  attempt<T>(property: string | undefined, check: () => T): T | undefined {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof CdkAksError)) throw error;
      for (const problem of error.problems) this.add({ ...problem, property: problem.property ?? property });
      return undefined;
    }
  }

  get all(): readonly Problem[] {
    return this.found;
  }

  /** @throws CdkAksError with everything collected, if anything was */
  throwIfAny(): void {
    if (this.found.length > 0) throw new CdkAksError(this.found);
  }
}

/** Path of a construct as errors print it; the root of a tree is `app`. */
export function pathOf(scope: HasPath): string {
  return scope.node.path === '' ? 'app' : scope.node.path;
}

/** Shorthand for the error of one construct. */
export function invalid(scope: HasPath, problem: Omit<Problem, 'path'>): CdkAksError {
  return new CdkAksError([{ ...problem, path: pathOf(scope) }]);
}

const LIBRARY_FOLDER = __dirname.replace(/[/\\]core$/, '');

/** The message and the first frame of the user's own program: frames of libraries only bury the fix. */
function readableStack(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const own = frames.find(
    (line) => !line.includes('node_modules') && !line.includes('node:') && !line.includes(LIBRARY_FOLDER),
  );
  return own === undefined ? `${error.message}` : `${error.message}\n${own}`;
}
