import { CdkAksError, type Problem } from '../core/errors';

/** The command was used wrongly: told, and the exit code is 2. */
export function badUse(...facts: readonly Omit<Problem, 'code'>[]): CdkAksError {
  return new CdkAksError(facts.map((fact) => ({ ...fact, code: 'cli/bad-use' })));
}
