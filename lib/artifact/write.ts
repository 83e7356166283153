import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { CdkAksError, type Problem } from '../core/errors';
import type { OutputFolders, OutputRoot, RenderedFile } from './files';
import { digest, INDEX_FILE, parseIndex } from './index-file';

/** What a run did to the disk. Paths are absolute. */
export interface WriteResult {
  readonly written: readonly string[];
  readonly unchanged: number;
  readonly removed: readonly string[];
  /** Files of an earlier run that somebody changed since: kept, and told. */
  readonly kept: readonly string[];
}

/** Lists what a run is about to write, so that the next one knows what a killed one left. */
const JOURNAL = '.cdk-aks.writing';
const TEMPORARY = '.cdk-aks.tmp';

/**
 * Writes a program's output. Each file is old or new at any moment, the indexes go last, and what an earlier run
 * wrote and nobody changed since is removed when it is no longer rendered.
 *
 * @throws CdkAksError `output/outside` for a path that leaves its folder; `output/foreign-file` where a file of
 * somebody else is in the way. Nothing is written then.
 */
export function writeFiles(files: readonly RenderedFile[], folders: OutputFolders): WriteResult {
  const roots = [...new Set(files.map((file) => file.root))];
  const owned = new Map(roots.map((root) => [root, ownedPaths(folders[root])]));
  refuse(files, folders, owned);

  const indexes = files.filter((file) => file.path === INDEX_FILE);
  const others = files.filter((file) => file.path !== INDEX_FILE);
  // Lock files first: what was planned must be known to the next run before anything that was made of it.
  const ordered = [...others].sort((a, b) => Number(b.root === 'program') - Number(a.root === 'program'));
  const changed = ordered.filter((file) => !isOnDisk(target(file, folders), file));
  for (const root of roots.filter((root) => root !== 'program')) {
    const paths = changed.filter((file) => file.root === root).map((file) => file.path);
    if (paths.length > 0) replaceFile(join(folders[root], JOURNAL), `${paths.join('\n')}\n`);
  }
  for (const file of changed) replaceFile(target(file, folders), file.content, file.executable);

  const stale = roots.filter((root) => root !== 'program').map((root) => removeStale(root, files, folders));
  const changedIndexes = indexes.filter((file) => !isOnDisk(target(file, folders), file));
  for (const file of changedIndexes) replaceFile(target(file, folders), file.content);
  for (const root of roots) removeLeftovers(folders[root], owned.get(root)?.journal ?? new Set());

  const written = [...changed, ...changedIndexes].map((file) => target(file, folders));
  return {
    written,
    unchanged: files.length - written.length,
    removed: stale.flatMap((s) => s.removed),
    kept: stale.flatMap((s) => s.kept),
  };
}

/** Ends the run: no journal, and no temporary file that a killed run left. */
function removeLeftovers(folder: string, journal: ReadonlySet<string>): void {
  for (const path of [...journal, INDEX_FILE, JOURNAL]) rmSync(join(folder, `${path}${TEMPORARY}`), { force: true });
  rmSync(join(folder, JOURNAL), { force: true });
}

/** Digests of the files that earlier runs wrote, and the paths that a killed run may have written. */
interface Owned {
  readonly digests: ReadonlyMap<string, string>;
  readonly journal: ReadonlySet<string>;
}

function ownedPaths(folder: string): Owned {
  const index = parseIndex(readText(join(folder, INDEX_FILE)) ?? '');
  const journal = (readText(join(folder, JOURNAL)) ?? '')
    .split('\n')
    .filter((line) => line !== '' && !line.includes('..') && !line.startsWith('/'));
  return { digests: new Map(Object.entries(index?.files ?? {})), journal: new Set(journal) };
}

function refuse(files: readonly RenderedFile[], folders: OutputFolders, owned: ReadonlyMap<OutputRoot, Owned>): void {
  const problems: Problem[] = [];
  for (const file of files) {
    const path = target(file, folders);
    const below = relative(folders[file.root], path);
    if (below === '' || below === '..' || below.startsWith(`..${sep}`) || resolve(below) === below) {
      problems.push({
        property: 'path',
        value: file.path,
        rule: 'leaves the output folder',
        fix: 'Rename the construct so that its file stays below its folder',
        code: 'output/outside',
      });
      continue;
    }
    const { digests, journal } = owned.get(file.root) ?? { digests: new Map(), journal: new Set() };
    const ours =
      file.root === 'program' || file.path === INDEX_FILE || digests.has(file.path) || journal.has(file.path);
    if (!ours && existsSync(path) && !holds(path, file.content)) {
      problems.push({
        property: 'path',
        value: file.path,
        rule: 'exists already and no earlier run wrote it',
        fix: 'Move the file away, or choose another output folder',
        code: 'output/foreign-file',
      });
    }
  }
  if (problems.length > 0) throw new CdkAksError(problems);
}

/** Files of earlier runs that this run does not render, by whether somebody changed them since. */
export function findStale(
  root: OutputRoot,
  files: readonly RenderedFile[],
  folders: OutputFolders,
): { readonly unchanged: readonly string[]; readonly changed: readonly string[] } {
  const rendered = new Set(files.filter((file) => file.root === root).map((file) => file.path));
  const unchanged: string[] = [];
  const changed: string[] = [];
  for (const [path, recorded] of ownedPaths(folders[root]).digests) {
    const absolute = resolve(folders[root], path);
    if (rendered.has(path) || !absolute.startsWith(resolve(folders[root]) + sep)) continue;
    const content = readBytes(absolute);
    if (content !== undefined) (digest(content) === recorded ? unchanged : changed).push(path);
  }
  return { unchanged, changed };
}

function removeStale(root: OutputRoot, files: readonly RenderedFile[], folders: OutputFolders) {
  const stale = findStale(root, files, folders);
  for (const path of stale.unchanged) {
    const absolute = join(folders[root], path);
    rmSync(absolute);
    removeEmptyFolders(dirname(absolute), folders[root]);
  }
  const absolute = (path: string) => join(folders[root], path);
  return { removed: stale.unchanged.map(absolute), kept: stale.changed.map(absolute) };
}

function removeEmptyFolders(folder: string, top: string): void {
  if (folder === top || !folder.startsWith(top) || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeEmptyFolders(dirname(folder), top);
}

function target(file: RenderedFile, folders: OutputFolders): string {
  return resolve(folders[file.root], file.path);
}

function isOnDisk(path: string, { content, executable }: RenderedFile): boolean {
  return holds(path, content) && (!executable || isExecutable(path));
}

function holds(path: string, content: string | Buffer): boolean {
  const present = readBytes(path);
  return present !== undefined && present.equals(Buffer.from(content as string));
}

/** Windows knows no such thing. */
function isExecutable(path: string): boolean {
  return process.platform === 'win32' || (statSync(path).mode & 0o100) !== 0;
}

/** A rename within one folder is atomic: readers see the old file or the new one. */
function replaceFile(path: string, content: string | Buffer, executable = false): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}${TEMPORARY}`;
  // One that a killed run left keeps its mode when it is written again.
  rmSync(temporary, { force: true });
  writeFileSync(temporary, content, { mode: executable ? 0o777 : 0o666 });
  renameSync(temporary, path);
}

function readBytes(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

function readText(path: string): string | undefined {
  return readBytes(path)?.toString('utf8');
}
