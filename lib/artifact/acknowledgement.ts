import type { Finding } from './finding';
import type { Position } from './read/model';

/** A finding that a team accepts on purpose, wherever that is written. */
export interface Acknowledgement {
  readonly rule: string;
  /** Why the risk is taken. */
  readonly reason: string;
  /** ISO date from which it no longer holds. @default - for good */
  readonly until?: string;
  /** What it accepts. */
  readonly scope: AcknowledgementScope;
  readonly from: 'program' | 'annotation' | 'config' | 'command line';
  /** Where it is written, as far as that is a file of the artifacts. */
  readonly position?: Position;
}

export type AcknowledgementScope =
  /** A construct and everything below it; empty for the whole program. */
  | { readonly path: string }
  /** Objects by name; `*` stands for any text. With a file, only the object that stands there. */
  | { readonly object: string; readonly file?: string };

/** The first acknowledgement that accepts a finding. */
export function acknowledgementOf(
  finding: Pick<Finding, 'rule' | 'object' | 'file' | 'path'>,
  acknowledgements: readonly Acknowledgement[],
): Acknowledgement | undefined {
  return acknowledgements.find((one) => accepts(one.rule, finding.rule) && takesIn(one.scope, finding));
}

/** Synth tells every secret as `secret/literal`; who accepts one there accepts it wherever rules find it again. */
function accepts(accepted: string, rule: string): boolean {
  return accepted === rule || (accepted === 'secret/literal' && /^secrets\/in-|^schema\/sensitive-literal$/.test(rule));
}

/** Whether a scope takes in an object. */
export function takesIn(
  scope: AcknowledgementScope,
  { object, file, path }: { readonly object: string; readonly file: string; readonly path?: string },
): boolean {
  if ('path' in scope) {
    return path !== undefined && (scope.path === '' || path === scope.path || path.startsWith(`${scope.path}/`));
  }
  // What changes has no file of its own: it may be in none any more.
  return (scope.file === undefined || file === '' || scope.file === file) && matches(scope.object, object);
}

/** `*` stands for any text. Without backtracking: a pattern comes from files of anybody. */
function matches(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  const last = rest.pop() as string;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}

/** What an acknowledgement speaks of, for reports: `prod/aks`, `apps/v1/Deployment/shop/*`. */
export function printScope(scope: AcknowledgementScope): string {
  if (!('path' in scope)) return scope.object;
  return scope.path === '' ? 'the whole program' : scope.path;
}

/** Whether a text is a day of the calendar, as `2027-01-31`. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
