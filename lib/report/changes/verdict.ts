import type { Cause, Change } from '../../analysis/change/change';
import type { Diff } from '../../analysis/change/diff';
import { type Acknowledgement, acknowledgementOf } from '../../artifact/acknowledgement';
import { statedIn } from '../../artifact/acknowledgements';
import { parseField } from '../../artifact/field-path';
import { withoutSecretTexts } from '../../analysis/secrets/hide';
import { changeRule } from './rules';

/** A change, and whether somebody has to accept it, or has. */
export interface JudgedChange extends Change {
  /** Why it was accepted; undefined where nobody did. */
  readonly reason?: string;
  /** True for what loses state and nobody accepted, and for what cannot be deployed. */
  readonly fails: boolean;
}

/** What is accepted outside the files. */
export interface AcceptedChanges {
  /** Objects accepted on the command line, with the reason. */
  readonly said: ReadonlyMap<string, string>;
  /** Those of a config file. @default - none */
  readonly acknowledgements?: readonly Acknowledgement[];
}

/**
 * Which changes may go through. What goes down with an object is accepted with it. No secret is in the answer.
 */
export function judgeChanges({ changes, after }: Diff, accepted: AcceptedChanges): readonly JudgedChange[] {
  const { said } = accepted;
  const stated = [...statedIn(after).all, ...(accepted.acknowledgements ?? [])];
  const reasons = new Map<string, string>();
  for (const change of changes) {
    const reason = said.get(change.object) ?? reasonOf(change, stated);
    if (reason !== undefined) reasons.set(change.object, reason);
  }
  return changes.map((change): JudgedChange => {
    const causes = [change.object, ...change.through];
    const cause = causes.find((object) => reasons.has(object));
    const reason = cause === undefined ? undefined : reasons.get(cause);
    const stops = change.action === 'refused' || change.stops === true;
    const fails = (stops && !said.has(change.object)) || (change.losesState && reason === undefined);
    return {
      ...change,
      because: change.because.map(withoutSecrets),
      ...(reason === undefined ? {} : { reason }),
      fails,
    };
  });
}

/** A cause whose values may be printed. */
function withoutSecrets({ attribute, from, to }: Cause): Cause {
  const name = String(parseField(attribute).findLast((step) => typeof step === 'string') ?? attribute);
  return { attribute, from: withoutSecretTexts(from, name), to: withoutSecretTexts(to, name) };
}

function reasonOf(
  { action, losesState, object, path }: Change,
  acknowledgements: readonly Acknowledgement[],
): string | undefined {
  if (!losesState && action !== 'replace' && action !== 'destroy') return undefined;
  return acknowledgementOf({ rule: changeRule(action), object, file: '', path }, acknowledgements)?.reason;
}
