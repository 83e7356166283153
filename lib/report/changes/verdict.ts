import type { Change } from '../../analysis/change/change';
import type { Diff } from '../../analysis/change/diff';
import { acknowledgementOf } from '../../artifact/acknowledged';
import type { Acknowledgement } from '../../core/join';

/** A change, and whether somebody has to accept it, or has. */
export interface JudgedChange extends Change {
  /** Why it was accepted; undefined where nobody did. */
  readonly reason?: string;
  /** True for what loses state and nobody accepted, and for what cannot be deployed. */
  readonly fails: boolean;
}

/** Ids under which a program or an annotation accepts what loses state. */
export const CHANGE_RULES = { replace: 'change/replace', destroy: 'change/destroy' } as const;

/**
 * Which changes may go through. What goes down with an object is accepted with it.
 *
 * @param said objects accepted on the command line, with the reason
 */
export function judgeChanges({ changes, after }: Diff, said: ReadonlyMap<string, string>): readonly JudgedChange[] {
  const reasons = new Map<string, string>();
  for (const change of changes) {
    const reason = said.get(change.object) ?? reasonOf(change, after.acknowledgements);
    if (reason !== undefined) reasons.set(change.object, reason);
  }
  return changes.map((change): JudgedChange => {
    const causes = [change.object, ...change.through];
    const accepted = causes.find((object) => reasons.has(object));
    const reason = accepted === undefined ? undefined : reasons.get(accepted);
    const stops = change.action === 'refused' || change.stops === true;
    const fails = (stops && !said.has(change.object)) || (change.losesState && reason === undefined);
    return { ...change, ...(reason === undefined ? {} : { reason }), fails };
  });
}

function reasonOf(
  { action, losesState, object, path }: Change,
  acknowledgements: readonly Acknowledgement[],
): string | undefined {
  if (path === undefined || (!losesState && action !== 'replace' && action !== 'destroy')) return undefined;
  const rule = action === 'destroy' ? CHANGE_RULES.destroy : CHANGE_RULES.replace;
  const finding = {
    rule,
    severity: 'error',
    message: '',
    fix: '',
    object,
    file: '',
    line: 1,
    column: 1,
    path,
  } as const;
  return acknowledgementOf(finding, acknowledgements)?.reason;
}
