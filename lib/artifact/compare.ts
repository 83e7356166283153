import type * as Diff from 'diff';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputFolders, OutputRoot, RenderedFile } from './files';
import { INDEX_FILE } from './index-file';
import { findStale } from './write';

/** How one checked-in file differs from what the program renders. */
export interface Difference {
  readonly root: OutputRoot;
  readonly path: string;
  readonly kind: 'changed' | 'missing' | 'stale';
  /** Unified diff from the file on disk to the rendered one; empty for what is not text. */
  readonly diff: string;
}

/** What writing would change. Nothing is written. */
export function compareFiles(files: readonly RenderedFile[], folders: OutputFolders): readonly Difference[] {
  const rendered = files.flatMap((file) => compareFile(file, folders));
  const roots = [...new Set(files.map((file) => file.root))].filter((root) => root !== 'program');
  const stale = roots.flatMap((root) => {
    const { unchanged, changed } = findStale(root, files, folders);
    return [...unchanged, ...changed].map((path): Difference => {
      const before = readFileSync(join(folders[root], path), 'utf8');
      return { root, path, kind: 'stale', diff: unified(path, before, '') };
    });
  });
  // The index changes with every other file: told last, since it explains nothing.
  return [...rendered, ...stale].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
}

function rank({ path }: Difference): number {
  return path === INDEX_FILE ? 1 : 0;
}

function compareFile(file: RenderedFile, folders: OutputFolders): Difference[] {
  const path = join(folders[file.root], file.path);
  const after = Buffer.from(file.content as string);
  const missing = !existsSync(path);
  const before = missing ? Buffer.alloc(0) : readFileSync(path);
  if (!missing && before.equals(after)) return [];
  const isText = typeof file.content === 'string';
  const diff = isText ? unified(file.path, before.toString('utf8'), file.content) : '';
  return [{ root: file.root, path: file.path, kind: missing ? 'missing' : 'changed', diff }];
}

/** Unified diff of one file's texts. */
export function unified(
  path: string,
  before: string,
  after: string,
  titles: readonly [before: string, after: string] = ['on disk', 'rendered'],
): string {
  // Loaded only to tell a difference: a plain synth has none.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { createTwoFilesPatch } = require('diff') as typeof Diff;
  return createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, ...titles, { context: 3 });
}
