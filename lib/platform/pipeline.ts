import type { OutputFolders, RenderedFile } from '../artifact/files';
import { writeFiles, type WriteResult } from '../artifact/write';
import type { AksApp } from './aks-app';
import { render } from './render';

export interface SynthOptions {
  readonly folders: OutputFolders;
  /** cdktf's own synth. */
  readonly renderTerraform: () => void;
}

/** What one run rendered and did to the disk. */
export interface SynthResult {
  readonly files: readonly RenderedFile[];
  readonly written: WriteResult;
}

/** Everything between `app.synth()` and files on disk, in order. */
export function synthesize(app: AksApp, options: SynthOptions): SynthResult {
  const files = render(app, options.renderTerraform); // platform/render: both trees, in memory
  const written = writeFiles(files, options.folders); // artifact/write: atomic, owned
  return { files, written };
}
