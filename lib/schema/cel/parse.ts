import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { NotEvaluable } from './errors';

export type Node = ASTNode;

/** As the API server's parser has it. */
const LONGEST = 100_000;

let environment: Environment | undefined;

/**
 * The tree of an expression. The library's parser is used without its evaluator: that one bounds neither what an
 * expression costs nor its regular expressions, and has no value for what isn't known.
 *
 * @throws NotEvaluable where the text is no expression
 */
export function parse(text: string): Node {
  if (text.length > LONGEST) throw new NotEvaluable(`is longer than ${LONGEST} characters`);
  environment ??= makeEnvironment();
  try {
    return environment.parse(text).ast;
  } catch (error) {
    const { summary } = error as { summary?: string };
    throw new NotEvaluable(`can't be parsed: ${lowerFirst(summary ?? 'it is nested too deeply')}`);
  }
}

function makeEnvironment(): Environment {
  // Loaded only where there is an expression: most folders have none.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const library = require('@marcbachmann/cel-js') as { Environment: typeof Environment };
  return new library.Environment({ enableOptionalTypes: true });
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
