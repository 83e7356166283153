import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { fixFiles } from '../../lib/fix/fix-files';
import type { FixOptions, FixResult } from '../../lib/fix/result';

/** Everything that fixing comes to, for files by path. */
export function fixing(files: Readonly<Record<string, string>>, options: FixOptions = {}): FixResult {
  const input = Object.entries(files).map(([path, content]) => ({ path, content }));
  return fixFiles(input, readArtifacts(input, options), options);
}

/** The text of one file after fixing; as it was where nothing changes. */
export function mended(text: string, beside: Readonly<Record<string, string>> = {}, options?: FixOptions): string {
  return fixing({ 'a.yaml': text, ...beside }, options).fixed.find(({ file }) => file === 'a.yaml')?.after ?? text;
}

/** Why the objects of one file are not fixed. */
export function whyNot(text: string, beside: Readonly<Record<string, string>> = {}): readonly string[] {
  return fixing({ 'a.yaml': text, ...beside }).notFixed.map(({ why }) => why);
}
