import { compile } from '../../../lib/schema/cel/compile';
import { EvaluationError, Meter } from '../../../lib/schema/cel/errors';
import { fromStructural } from '../../../lib/schema/cel/json';
import type { Value } from '../../../lib/schema/cel/values';
import answers from './answers.json';

/** `true`, `false`, or `error` for an expression that fails. */
function answer(expression: string, self?: Value): string {
  try {
    return String(compile(expression, ['self']).evaluate(() => self, new Meter(100_000)));
  } catch (error) {
    if (error instanceof EvaluationError) return 'error';
    throw error;
  }
}

// What kube-apiserver 1.34.4 said: to policies with these validations, and to a definition with these rules.
describe('the evaluator', () => {
  it.each(answers.expressions as [string, string][])(
    'answers %s as the API server does: %s',
    (expression, expected) => {
      expect(answer(expression)).toBe(expected);
    },
  );

  const self = fromStructural(answers.spec, { type: 'object', properties: answers.properties });
  it.each(answers.rules as [string, string][])('answers the rule %s as the API server does: %s', (rule, expected) => {
    expect(answer(rule, self)).toBe(expected);
  });
});
