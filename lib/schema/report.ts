import type { FieldPath } from '../artifact/field-path';
import type { Severity } from '../artifact/finding';

export type SchemaRule = `schema/${string}`;

/** One place where an object differs from what its schema accepts. */
export interface SchemaProblem {
  readonly rule: SchemaRule;
  readonly severity: Severity;
  /** Empty for the object as a whole. */
  readonly field: FieldPath;
  /** What is wrong with the field, as the rest of a sentence about it, without its full stop. */
  readonly message: string;
  readonly fix: string;
}

export interface ProblemDetails {
  /** Behind the place where the walk stands. */
  readonly at?: FieldPath;
  /** @default - what usually helps against this rule */
  readonly fix?: string;
  /** @default - as bad as this rule usually is */
  readonly severity?: Severity;
}

interface RuleFacts {
  readonly severity: Severity;
  readonly fix: string;
}

/** Every rule of conformance, how bad it usually is and what usually helps. */
export const SCHEMA_RULES = {
  'schema/any-of': { severity: 'error', fix: 'Set one of them' },
  'schema/conflict': { severity: 'error', fix: 'Leave one of the two out' },
  'schema/count': { severity: 'error', fix: 'Add or remove items' },
  'schema/deprecated': { severity: 'warning', fix: 'Move to what replaces it' },
  'schema/duplicate': { severity: 'error', fix: 'Remove or rename one of the two' },
  'schema/enum': { severity: 'error', fix: 'Write one of these values, in this spelling' },
  'schema/expression': { severity: 'error', fix: 'Make the expression true' },
  'schema/format': { severity: 'error', fix: 'Write it in that form' },
  'schema/invalid': { severity: 'error', fix: 'Change one of the two' },
  'schema/label': { severity: 'error', fix: "Use letters, digits, '-', '_' and '.', at most 63 of them" },
  'schema/length': { severity: 'error', fix: 'Shorten or lengthen it' },
  'schema/name': { severity: 'error', fix: 'Rename it' },
  'schema/namespace': { severity: 'error', fix: 'Change metadata.namespace' },
  'schema/not-enabled': { severity: 'warning', fix: 'Use a version that is generally available' },
  'schema/not-evaluated': { severity: 'note', fix: 'Try it on a cluster: kubectl apply --dry-run=server' },
  'schema/one-of': { severity: 'error', fix: 'Keep exactly one of them' },
  'schema/pattern': { severity: 'error', fix: 'Write it in that form' },
  'schema/range': { severity: 'error', fix: 'Choose a value within the range' },
  'schema/read-only': { severity: 'error', fix: 'Remove it' },
  'schema/reference': { severity: 'error', fix: 'Name something that is there, or add it' },
  'schema/removed-kind': { severity: 'error', fix: 'Move to what replaces it' },
  'schema/required': { severity: 'error', fix: 'Add it' },
  'schema/required-with': { severity: 'error', fix: 'Add the one that is missing' },
  'schema/sensitive-literal': { severity: 'error', fix: 'Pass it as a sensitive variable, or keep it in Key Vault' },
  'schema/type': { severity: 'error', fix: 'Write a value of that type' },
  'schema/unknown-field': { severity: 'error', fix: 'Remove it, or correct its spelling' },
  'schema/unknown-kind': { severity: 'error', fix: 'Correct apiVersion and kind' },
} as const satisfies Readonly<Record<SchemaRule, RuleFacts>>;

/** Collects the problems of one object while it is walked, and knows where the walk stands. */
export class Report {
  readonly problems: SchemaProblem[] = [];
  private readonly path: (string | number)[] = [];

  enter(name: string | number): void {
    this.path.push(name);
  }

  leave(): void {
    this.path.pop();
  }

  /** Runs a check one level further down. */
  within(name: string | number, check: () => void): void {
    this.path.push(name);
    check();
    this.path.pop();
  }

  add(rule: keyof typeof SCHEMA_RULES, message: string, { at = [], ...details }: ProblemDetails = {}): void {
    const usual: RuleFacts = SCHEMA_RULES[rule];
    this.problems.push({ rule, ...usual, message, ...details, field: [...this.path, ...at] });
  }
}

/** What a value is, in the words of JSON. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return `${typeof value === 'string' ? 'the string' : `the ${typeof value}`} ${shorten(JSON.stringify(value))}`;
}

/** A value as it stands in a message. */
export function printed(value: unknown): string {
  return shorten(JSON.stringify(value) ?? String(value));
}

/** `${NAME}`, which something fills in before it is applied: Flux, envsubst, or our own `resolve`. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && /\$\{[A-Za-z_]\w*(?:[:=?+-][^}]*)?\}/.test(value);
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
