import { compareFiles, type Difference } from '../artifact/compare';
import type { OutputFolders, RenderedFile } from '../artifact/files';
import { writeFiles, type WriteResult } from '../artifact/write';
import type { AksApp } from './aks-app';
import { render } from './render';

export interface SynthOptions {
  readonly folders: OutputFolders;
  /** Compares with what is on disk in place of writing. */
  readonly check: boolean;
  /** cdktf's own synth. */
  readonly renderTerraform: () => void;
}

/** What one run rendered, and what it did to the disk or found there. */
export interface SynthResult {
  readonly files: readonly RenderedFile[];
  /** Undefined when only checked. */
  readonly written?: WriteResult;
  /** Undefined when written. */
  readonly differences?: readonly Difference[];
}

/** Everything between `app.synth()` and files on disk, in order. */
export function synthesize(app: AksApp, options: SynthOptions): SynthResult {
  const files = render(app, options.renderTerraform); // platform/render: both trees, in memory
  if (options.check) return { files, differences: compareFiles(files, options.folders) }; // artifact/compare
  return { files, written: writeFiles(files, options.folders) }; // artifact/write: atomic, owned
}
