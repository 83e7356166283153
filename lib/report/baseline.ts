import type { Finding } from '../artifact/finding';
import { CdkAksError } from '../core/errors';

/** What was found before somebody began to look: only what is new fails. Lines are left out, since they move. */
export interface BaselineEntry {
  readonly rule: string;
  readonly object: string;
  readonly message: string;
  /** How often the three stand together. */
  readonly count: number;
}

type Known = Pick<Finding, 'rule' | 'object' | 'message'>;

const FORMAT = 1;

/** The baseline of what was found, as a file: sorted, an entry a line, so that its own changes can be reviewed. */
export function renderBaseline(findings: readonly Known[]): string {
  const entries = new Map<string, BaselineEntry>();
  for (const { rule, object, message } of findings) {
    const key = keyOf({ rule, object, message });
    entries.set(key, { rule, object, message, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  const lines = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => `    ${JSON.stringify(entry)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "format": ${FORMAT},\n  "findings": ${list}\n}\n`;
}

/** @throws CdkAksError `baseline/unreadable` for a text that no run wrote */
export function parseBaseline(text: string, file: string): readonly BaselineEntry[] {
  const { format, findings } = parse(text, file);
  if (format !== FORMAT || !Array.isArray(findings) || !findings.every(isEntry)) {
    throw unreadable(file, 'is no baseline that cdk-aks wrote');
  }
  return findings;
}

/** Whether each finding was there before; one that is there more often now is new the last times. */
export function isKnownBy(baseline: readonly BaselineEntry[]): (finding: Known) => boolean {
  const left = new Map(baseline.map((entry) => [keyOf(entry), entry.count]));
  return (finding) => {
    const key = keyOf(finding);
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count > 0;
  };
}

function keyOf({ rule, object, message }: Known): string {
  return JSON.stringify([rule, object, message]);
}

function parse(text: string, file: string): { readonly format?: unknown; readonly findings?: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    throw unreadable(file, 'is no JSON');
  }
}

function isEntry(value: unknown): value is BaselineEntry {
  if (typeof value !== 'object' || value === null) return false;
  const entry = value as Partial<Record<keyof BaselineEntry, unknown>>;
  const texts = [entry.rule, entry.object, entry.message];
  return texts.every((text) => typeof text === 'string') && Number.isInteger(entry.count);
}

function unreadable(file: string, rule: string): CdkAksError {
  const fix = 'Write it anew with cdk-aks check --write-baseline FILE';
  return new CdkAksError([{ property: 'baseline', value: file, rule, fix, code: 'baseline/unreadable' }]);
}
