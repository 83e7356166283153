/*
 * What stands between rendered files and the disk. Loaded when a program is synthesized, not when it imports constructs;
 * the build makes one file of it and of all rules (scripts/bundle.mjs), since four hundred small ones take longer to
 * find than to run.
 */
import type { RenderedFile } from '../artifact/files';
import type * as ReportFile from './report-file';

export { findConfig } from '../config/find-config';
export { foresee } from './foresee';
export { prove } from './prove';

/** What draws and writes a page is read where a program wants one. */
export function withReport(...asked: Parameters<typeof ReportFile.withReport>): readonly RenderedFile[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require('./report-file') as typeof ReportFile).withReport(...asked);
}
