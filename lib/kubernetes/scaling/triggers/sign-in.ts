import type { Problems } from '../../../core/errors';
import type { TriggerAuthentication } from '../trigger-authentication';
import { checkParameters, missingAuthentication } from './parts';

/** Which credentials a scaler takes. */
export interface SignInRules {
  /** How a workload identity can sign in, if it can. */
  readonly identity: boolean;
  /** Sets of parameters of which one must be there as a whole; none where the source may be open to all. */
  readonly credentials: readonly (readonly string[])[];
  /** Every parameter that the scaler reads. */
  readonly parameters: readonly string[];
  readonly fix: string;
}

/** Collects what is wrong with how a trigger signs in; `undefined` is not at all. */
export function checkSignIn(
  problems: Problems,
  type: string,
  auth: TriggerAuthentication | undefined,
  { identity, credentials, parameters, fix }: SignInRules,
): void {
  if (auth === undefined) {
    if (credentials.length > 0) problems.add(missingAuthentication(type, fix));
    return;
  }
  checkParameters(problems, auth, parameters);
  if (auth.identity && !identity) {
    problems.add({
      property: 'auth',
      rule: `gives a workload identity, which KEDA's scaler '${type}' does not take`,
      fix,
      code: 'trigger/identity-unsupported',
    });
  } else if (!auth.identity && credentials.length > 0) {
    const isWhole = (set: readonly string[]): boolean => set.every((name) => auth.parameters.includes(name));
    if (!credentials.some(isWhole)) problems.add(missingAuthentication(type, fix));
  }
}

/** Collects the id of a resource on which nobody can get a role. */
export function checkScope(
  problems: Problems,
  property: string,
  scopeId: string | undefined,
  auth: TriggerAuthentication | undefined,
): void {
  if (scopeId === undefined || auth?.identity) return;
  problems.add({
    property,
    rule: "is where a role is assigned, and 'auth' has no workload identity to assign it to",
    fix: 'Leave it out, or pass TriggerAuthentication.workloadIdentity(…)',
    code: 'trigger/grant-without-identity',
  });
}

/** Collects what is needed with a workload identity, which brings no connection string that would say it. */
export function demandWithIdentity(
  problems: Problems,
  auth: TriggerAuthentication | undefined,
  needed: Readonly<Record<string, string | undefined>>,
): void {
  if (!auth?.identity) return;
  for (const [property, value] of Object.entries(needed)) {
    if (value !== undefined) continue;
    problems.add({
      property,
      rule: 'is missing, and a workload identity has no connection string that would say it',
      fix: `Write the ${property}`,
      code: 'trigger/needed-with-identity',
    });
  }
}
