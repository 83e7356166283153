import type { Action } from '../../analysis/change/change';
import { changeRule } from './rules';
import type { JudgedChange } from './verdict';

/** Worst first. */
export const ACTIONS: readonly Action[] = ['refused', 'destroy', 'replace', 'move', 'rotate', 'update', 'create'];

const LONGEST_VALUE = 80;

/** A value on one line, shortened, without characters that a terminal would obey. */
export function printValue(value: unknown): string {
  const text = (JSON.stringify(value) ?? 'null').replace(/[\u007f-\u009f\u2028\u2029]/g, ' ');
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

/** Changes in the order of a report; those that only go down with another are told together. */
export interface Told {
  readonly changes: readonly JudgedChange[];
  /** By what they go down with: how many objects of which kinds. */
  readonly takenDown: readonly TakenDown[];
}

export interface TakenDown {
  readonly cause: string;
  readonly action: Action;
  readonly count: number;
  /** `12 Deployment, 3 Service` */
  readonly kinds: string;
  readonly fails: boolean;
}

export function toTell(changes: readonly JudgedChange[]): Told {
  const isFollower = (change: JudgedChange): boolean =>
    change.through.length > 0 && change.because.length === 0 && change.object.includes('/');
  const groups = new Map<string, JudgedChange[]>();
  for (const change of changes.filter(isFollower)) {
    const key = `${change.through.at(-1)} ${change.action}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  const own = changes.filter((change) => !isFollower(change));
  return {
    changes: [...own].sort((a, b) => ACTIONS.indexOf(a.action) - ACTIONS.indexOf(b.action)),
    takenDown: [...groups.values()].map((group) => ({
      cause: group[0]?.through.at(-1) ?? '',
      action: group[0]?.action ?? 'destroy',
      count: group.length,
      kinds: countKinds(group),
      fails: group.some(({ fails }) => fails),
    })),
  };
}

function countKinds(changes: readonly JudgedChange[]): string {
  const counts = new Map<string, number>();
  for (const { object } of changes) {
    const kind = /(?:^|\/)([A-Z][A-Za-z0-9]*)\//.exec(object)?.[1] ?? object;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}

/** `1 replace, 2 update` */
export function countActions(changes: readonly JudgedChange[]): string {
  const counts = ACTIONS.map((action) => [changes.filter((one) => one.action === action).length, action] as const);
  const said = counts.filter(([count]) => count > 0).map(([count, action]) => `${count} ${action}`);
  return said.length === 0 ? 'no changes' : said.join(', ');
}

/** The block that Terraform needs to see a rename. */
export function movedBlock({ from, to }: { readonly from: string; readonly to: string }): readonly string[] {
  return ['moved {', `  from = ${from}`, `  to   = ${to}`, '}'];
}

/** What somebody has to do about a change that fails. */
export function wayOut(change: JudgedChange): string {
  if (change.action === 'refused' || change.stops) return 'Mend it: it cannot be deployed like this';
  if (change.moved) return 'Add the moved block, or accept the loss with --acknowledge';
  return `It loses state: take the change back, or acknowledge '${changeRule(change.action)}' with a reason`;
}
