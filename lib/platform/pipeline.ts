import { compareFiles, type Difference } from '../artifact/compare';
import type { OutputFolders, RenderedFile } from '../artifact/files';
import { writeFiles, type WriteResult } from '../artifact/write';
import type { JudgedChange } from '../report/changes/verdict';
import type { Verdict } from '../report/verdict';
import type { WantedChecks } from '../report/wanted';
import type { AksApp } from './aks-app';
import type * as Gate from './gate';
import { render } from './render';
import type { WantedReport } from './report-file';

export interface SynthOptions {
  readonly folders: OutputFolders;
  /** Compares with what is on disk in place of writing. */
  readonly check: boolean;
  /** cdktf's own synth. */
  readonly renderTerraform: () => void;
  /** What the program says of how it is checked. */
  readonly checks: Partial<WantedChecks>;
  /** Objects that may lose their state, with the reason. */
  readonly accepted: ReadonlyMap<string, string>;
  /** A page that describes the platform. @default - none */
  readonly report?: WantedReport;
}

/** What one run rendered, and what it did to the disk or found there. */
export interface SynthResult {
  readonly files: readonly RenderedFile[];
  /** What was found in the files, accepted or not as bad as to fail. */
  readonly verdict: Verdict;
  /** What a deployment does to what the files on disk made; undefined when only checked. */
  readonly changes?: readonly JudgedChange[];
  /** Undefined when only checked. */
  readonly written?: WriteResult;
  /** Undefined when written. */
  readonly differences?: readonly Difference[];
}

/** Everything between `app.synth()` and files on disk, in order. */
export function synthesize(app: AksApp, options: SynthOptions): SynthResult {
  const { folders, checks, accepted } = options;
  const rendered = render(app, options.renderTerraform); // platform/render: both trees, in memory
  const { prove, foresee, findConfig, withReport } = gate();
  const config = findConfig(folders.program);
  const verdict = prove(rendered, folders, checks, config); // platform/prove: conformance and rules
  const { report } = options;
  const files = report ? withReport(rendered, report, { verdict, folders, config }) : rendered; // platform/report-file
  if (options.check) return { files, verdict, differences: compareFiles(files, folders) }; // artifact/compare
  const changes = foresee(files, folders, config, accepted); // platform/foresee: against what is on disk
  return { files, verdict, changes, written: writeFiles(files, folders) }; // artifact/write: atomic, owned
}

/** Loaded when a program is synthesized: one that only imports constructs does without. */
function gate(): typeof Gate {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./gate') as typeof Gate;
}
