import type { Problem, Problems } from '../../../core/errors';
import { findSecret } from '../../../core/secret-patterns';
import { meantOr } from '../../../core/suggest';
import type { ResourceMetric } from '../metric';
import type { TriggerAuthentication } from '../trigger-authentication';

/** How the autoscaler reads a metric: the amount per pod, or the amount itself. */
export type TriggerMetricType = 'AverageValue' | 'Value';

/** What every trigger may say of itself. */
export interface TriggerOptions {
  /**
   * Name in KEDA's own metrics, and in the name of its TriggerAuthentication; a DNS label, unique in the workload.
   * @default - the type of the trigger
   */
  readonly name?: string;

  /**
   * Asks the source once each polling interval, and answers the autoscaler from memory in between.
   * @default false
   */
  readonly useCachedMetrics?: boolean;
}

/** A trigger as its factory leaves it. */
export interface TriggerParts extends TriggerOptions {
  readonly type: string;
  /** As KEDA reads it: every value is text. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly metricType?: TriggerMetricType | 'Utilization';
  readonly auth?: TriggerAuthentication;
  /** CPU or memory of the pods themselves. */
  readonly measured?: ResourceMetric;
  /** True where KEDA must be told which of Azure's clouds it is. */
  readonly azure?: boolean;
  /** Roles that the identity needs at Azure resources. */
  readonly grants?: readonly RoleAt[];
}

/** A role at one resource of Azure. */
export interface RoleAt {
  readonly role: string;
  /** Late, as a rule: resource id. */
  readonly scopeId: string;
}

/** A role where the id of its resource is known. */
export function roleAt(role: string, scopeId: string | undefined): readonly RoleAt[] {
  return scopeId === undefined ? [] : [{ role, scopeId }];
}

/** Text that is complete only once Azure has deployed: nothing can be said of its form. */
export function isLate(text: string): boolean {
  return text.includes('${');
}

/** Fields that are set, as KEDA reads them: text. */
export function asMetadata(
  fields: Readonly<Record<string, string | number | boolean | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}

/** Collects a number that is not above `least`. */
export function checkThreshold(
  problems: Problems,
  property: string,
  value: number | undefined,
  { whole = false, zero = false } = {},
): void {
  if (value === undefined) return;
  const right = whole ? Number.isSafeInteger(value) : Number.isFinite(value);
  if (right && (value > 0 || (zero && value === 0))) return;
  problems.add({
    property,
    value: String(value),
    rule: `is not a ${whole ? 'whole ' : ''}number ${zero ? 'from 0' : 'above 0'}`,
    fix: zero ? 'Write 0 or more' : `Write ${whole ? '1 or more' : 'more than 0'}`,
    code: 'trigger/threshold',
  });
}

export function demandText(problems: Problems, property: string, text: string): void {
  if (typeof text === 'string' && text.trim() !== '') return;
  problems.add({
    property,
    value: text,
    rule: 'is empty',
    fix: `Write the ${property}`,
    code: 'trigger/empty',
  });
}

/** Collects parameters of the authentication that the scaler does not read. */
export function checkParameters(problems: Problems, auth: TriggerAuthentication, known: readonly string[]): void {
  for (const parameter of auth.parameters) {
    if (known.includes(parameter)) continue;
    problems.add({
      property: 'auth',
      value: parameter,
      rule: 'is no parameter of this scaler',
      fix: meantOr(parameter, known, `Use one of ${known.join(', ')}`),
      code: 'trigger/parameter-unknown',
    });
  }
}

export function missingAuthentication(type: string, fix: string): Problem {
  return {
    property: 'auth',
    rule: `is missing: a trigger of type '${type}' cannot ask its source without it`,
    fix,
    code: 'trigger/authentication-missing',
  };
}

/** Collects a credential that stands in text which everyone can read in the cluster and in the repository. */
export function refuseCredential(problems: Problems, property: string, text: string, name?: string): void {
  const found = findSecret(text, name);
  if (found === undefined) return;
  problems.add({
    property, // not the value: it is a secret
    rule: `holds ${found}, which everyone who reads the repository or the cluster would see`,
    fix: "Keep it in a Key Vault and pass TriggerAuthentication.keyVault(identity, { parameter: vault.secret('…') })",
    code: 'secret/literal',
  });
}
