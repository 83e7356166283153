import { spawnSync } from 'node:child_process';
import { relative, resolve, sep } from 'node:path';
import { LARGEST_FILE } from '../artifact/read/limits';
import type { InputFile } from '../artifact/read/model';
import { CdkAksError } from '../core/errors';

const READ_FILES = /(\.(ya?ml|json|tf)|(^|\/)Kustomization|(^|\/)\.terraform\.lock\.hcl)$/;
const REGULAR_FILE = /^100\d{3}$/;
const MOST_OUTPUT = 2 ** 30;

/**
 * The files below these folders as they are checked in, by path relative to where people stand. The working tree stays
 * as it is. Links and submodules are left out.
 *
 * @throws CdkAksError `cli/git` for a reference that does not exist, or outside of a repository
 */
export function filesAt(reference: string, folders: readonly string[]): readonly InputFile[] {
  const top = git(['rev-parse', '--show-toplevel'], {
    rule: 'is no part of a git repository',
    value: resolve('.'),
    fix: 'Run in the repository that the artifacts are checked in to, or compare two folders',
  })
    .toString('utf8')
    .trim();
  const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${reference}^{commit}`], {
    property: '--against',
    value: reference,
    rule: 'is no reference that git knows',
    fix: 'Name a branch, tag or commit, such as origin/main; fetch it first where it is missing',
  })
    .toString('utf8')
    .trim();
  const wanted = folders.map((folder) => relative(top, resolve(folder)).split(sep).join('/'));
  const entries = git(['ls-tree', '-r', '-l', '-z', '--full-tree', commit], UNREADABLE)
    .toString('utf8')
    .split('\0')
    .flatMap((line) => entryOf(line))
    .filter(({ path }) => READ_FILES.test(path) && wanted.some((folder) => isBelow(folder, path)));
  const contents = readBlobs(entries.map(({ blob }) => blob));
  return entries.map(({ path }, index) => ({
    path: relative('.', resolve(top, path)).split(sep).join('/'),
    content: contents[index] as Buffer,
  }));
}

interface Entry {
  readonly blob: string;
  readonly path: string;
}

function entryOf(line: string): readonly Entry[] {
  const [, mode = '', blob = '', size = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+) +(\S+)\t(.*)$/s.exec(line) ?? [];
  return REGULAR_FILE.test(mode) && Number(size) <= LARGEST_FILE ? [{ blob, path }] : [];
}

function isBelow(folder: string, path: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** One process for all: `<blob> blob <size>`, a line end, the content, a line end. */
function readBlobs(blobs: readonly string[]): readonly Buffer[] {
  if (blobs.length === 0) return [];
  const output = git(['cat-file', '--batch'], UNREADABLE, blobs.join('\n'));
  const contents: Buffer[] = [];
  for (let at = 0; contents.length < blobs.length;) {
    const end = output.indexOf('\n', at);
    const size = Number(output.toString('utf8', at, end).split(' ')[2]);
    contents.push(output.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return contents;
}

interface Failure {
  readonly property?: string;
  readonly value?: string;
  readonly rule: string;
  readonly fix: string;
}

const UNREADABLE: Failure = { rule: 'git cannot read the commit', fix: 'Fetch it: a shallow clone may lack it' };

function git(args: readonly string[], failure: Failure, input = ''): Buffer {
  const { status, stdout, error } = spawnSync('git', args, { input, maxBuffer: MOST_OUTPUT });
  if (error && (error as NodeJS.ErrnoException).code === 'ENOENT') {
    throw new CdkAksError([
      { rule: 'git is not installed', fix: 'Install it, or compare two folders', code: 'cli/git' },
    ]);
  }
  if (status !== 0) throw new CdkAksError([{ ...failure, code: 'cli/git' }]);
  return stdout;
}
