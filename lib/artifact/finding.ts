/** How bad a finding is: refused or broken, risky, worth knowing. */
export type Severity = 'error' | 'warning' | 'note';

/** Worst first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

/** One thing wrong with the artifacts. */
export interface Finding {
  /** Id of the rule in words: `schema/unknown-field`, `zones/spread-not-enforced`. */
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, as a sentence without its full stop; the field comes first where there is one. */
  readonly message: string;
  /** What may happen because of it. */
  readonly why?: string;
  /** What to do, as a sentence without its full stop. */
  readonly fix: string;
  /** `apps/v1/Deployment/shop/cart`, `azurerm_subnet.nodes`, or the file where neither can be told. */
  readonly object: string;
  /** As the reader was given it. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1. */
  readonly column: number;
  /** Construct that rendered the object, where the artifacts tell. */
  readonly path?: string;
}

/** Order of reports: by file, from top to bottom, then by rule. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
