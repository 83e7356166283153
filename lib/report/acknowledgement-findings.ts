import { closest } from '../core/suggest';
import { type Acknowledgement, printScope, takesIn } from '../artifact/acknowledgement';
import type { Finding } from '../artifact/finding';
import type { Artifacts } from '../artifact/read/artifacts';
import type { RuleResults } from '../rules/run';

/** What a run knows of the acknowledgements that it met. */
export interface AcknowledgementContext {
  readonly artifacts: Artifacts;
  /** Those that accepted a finding of this run. */
  readonly used: ReadonlySet<Acknowledgement>;
  readonly rules: RuleResults;
  /** Day of the run, as `2027-01-31`. @default - nothing expires: what is rendered must not depend on the day */
  readonly today?: string;
}

/** Acknowledgements that accept nothing, or nothing any more. */
export function acknowledgementFindings(
  acknowledgements: readonly Acknowledgement[],
  context: AcknowledgementContext,
): readonly Finding[] {
  return acknowledgements.flatMap((one) => {
    if (isExpired(one, context.today)) return [expired(one)];
    return context.used.has(one) || !isAsked(one, context) ? [] : [unused(one, context.rules.asked)];
  });
}

/** The day named is the first on which it no longer holds. */
export function isExpired({ until }: Acknowledgement, today: string | undefined): boolean {
  return until !== undefined && today !== undefined && today >= until;
}

/** Rules that other commands ask, or that are asked while a program is rendered. */
const ELSEWHERE = /^(?:change|parity|secret)\//;
const ALWAYS = /^(?:schema|policy|promise|read)\//;

/** Whether this run would have met what it accepts, were it there. */
function isAsked({ rule, scope }: Acknowledgement, { artifacts, rules }: AcknowledgementContext): boolean {
  if (ELSEWHERE.test(rule)) return false;
  const isKnown = rules.known.includes(rule) || ALWAYS.test(rule);
  if (isKnown && !ALWAYS.test(rule) && !rules.asked.includes(rule)) return false;
  if (rules.open.some((question) => question.rule === rule && takesIn(scope, question))) return false;
  return !('path' in scope) || isThere(scope.path, artifacts);
}

/** Whether what was rendered at a path is among the files, or would be: both halves are there. */
function isThere(path: string, artifacts: Artifacts): boolean {
  const isBelow = (one: { readonly path?: string | undefined }): boolean =>
    one.path !== undefined && takesIn({ path }, { object: '', file: '', path: one.path });
  if (artifacts.files.filter(({ holds }) => holds === 'index').length >= 2) return true;
  return artifacts.objects().some(isBelow) || artifacts.terraform().some(isBelow);
}

function unused(one: Acknowledgement, known: readonly string[]): Finding {
  const meant = known.includes(one.rule) ? undefined : closest(one.rule, known);
  return {
    rule: 'acknowledgement/unused',
    severity: 'warning',
    message: `accepts ${one.rule} at ${printScope(one.scope)}, and nothing of that is found`,
    why: 'what it was written for is mended or moved, and it would accept the next mistake of that kind',
    fix: meant === undefined ? 'Take it out' : `Take it out, or write '${meant}' if that was meant`,
    ...placeOf(one),
  };
}

function expired(one: Acknowledgement): Finding {
  return {
    rule: 'acknowledgement/expired',
    severity: 'warning',
    message: `accepted ${one.rule} at ${printScope(one.scope)} until ${one.until}: ${one.reason}`,
    why: 'the end was set so that somebody decides again',
    fix: 'Mend what it accepted, or renew it with a reason that holds today',
    ...placeOf(one),
  };
}

function placeOf({ scope, position }: Acknowledgement): Omit<Finding, 'rule' | 'severity' | 'message' | 'fix'> {
  const { file = '', line = 1, column = 1 } = position ?? {};
  const path = 'path' in scope ? { path: scope.path } : {};
  return { object: printScope(scope), file, line, column, ...path };
}
