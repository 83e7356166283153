import type { Acknowledgement } from '../artifact/acknowledgement';
import type { OpenQuestion } from '../rules/run';
import type { JudgedFinding } from './verdict';

/** Items of one key, in the order in which each key is met first. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

/** Findings of one object in one file. */
export function byObject(findings: readonly JudgedFinding[]): readonly (readonly JudgedFinding[])[] {
  return grouped(findings, ({ object, file }) => `${object}\n${file}`);
}

/** A question that several objects leave open. */
export interface OpenGroup extends OpenQuestion {
  /** Objects besides the one that is named. */
  readonly others: number;
}

/** Open questions by what the files do not tell. */
export function byQuestion(open: readonly OpenQuestion[]): readonly OpenGroup[] {
  return grouped(open, ({ rule, because }) => `${rule}\n${because}`).map((group) => {
    return { ...(group[0] as OpenQuestion), others: group.length - 1 };
  });
}

/** What was accepted on purpose. */
export interface Accepted {
  readonly object: string;
  readonly rule: string;
  /** With its end, where it has one. */
  readonly reason: string;
}

export function accepted(findings: readonly JudgedFinding[]): readonly Accepted[] {
  return findings.flatMap(({ object, rule, acknowledgement }) => {
    return acknowledgement === undefined ? [] : [{ object, rule, reason: reasonText(acknowledgement) }];
  });
}

/** Why something was accepted, with the end where there is one. */
export function reasonText({ reason, until }: Acknowledgement): string {
  return until === undefined ? reason : `${reason} (until ${until})`;
}
