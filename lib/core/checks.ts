import type { IConstruct, IValidation } from 'constructs';
import { formatProblem, type Problem, Problems } from './errors';
import { joinOf } from './join';

const CHECKS = Symbol.for('cdk-aks.checks');

type Check = (problems: Problems) => void;

/**
 * Registers what can only be judged when the whole program has run: sizes against all users, grants, references.
 * An AksApp runs all checks and tells every problem at once; in a plain App they run as the App's own validations.
 */
export function addCheck(scope: IConstruct, check: Check): void {
  const holder = scope as IConstruct & { [CHECKS]?: Check[] };
  if (!holder[CHECKS]) {
    Object.defineProperty(holder, CHECKS, { value: [] });
    scope.node.addValidation(asValidation(scope));
  }
  holder[CHECKS]?.push(check);
}

/** Runs the checks of one construct. */
export function runChecks(scope: IConstruct): readonly Problem[] {
  const checks = (scope as { [CHECKS]?: Check[] })[CHECKS];
  if (!checks) return [];
  const problems = new Problems(scope);
  for (const check of checks) {
    problems.attempt(undefined, () => check(problems));
  }
  return problems.all;
}

function asValidation(scope: IConstruct): IValidation {
  return { validate: () => (joinOf(scope) ? [] : runChecks(scope).map(formatProblem)) };
}
