import type { Severity } from '../artifact/finding';
import type { Artifacts } from '../artifact/read/artifacts';
import type { Verdict } from './verdict';

/** A verdict, and what a format needs to tell it. */
export interface Report {
  readonly verdict: Verdict;
  readonly artifacts: Artifacts;
  /** What makes the check fail. */
  readonly failOn: Severity;
  /** Folder of the repository that files are told from: `infra/prod`; empty at its root. */
  readonly home: string;
}
