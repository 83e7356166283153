import { existsSync } from 'node:fs';
import { basename, relative, sep } from 'node:path';
import { type Diff, diffFiles } from '../analysis/change/diff';
import { type Collected, collectFiles, toldPath } from '../artifact/read/folder';
import type { Diagnostic } from '../artifact/read/model';
import { CdkAksError, type Problem } from '../core/errors';
import { outputFolders } from '../platform/output-folders';
import { mustExist, mustHoldArtifacts } from './artifact-files';
import { badUse } from './bad-use';
import { filesAt } from './git-files';

/** What is compared. */
export interface Sides {
  readonly old: Collected;
  readonly next: Collected;
}

export function twoFolders(folders: readonly string[]): Sides {
  if (folders.length !== 2) {
    throw badUse({
      property: 'path',
      value: folders.join(' '),
      rule: folders.length < 2 ? 'names no two folders' : 'names more than two folders',
      fix: 'Write cdk-aks diff OLD NEW, or cdk-aks diff --against REF',
    });
  }
  mustExist(folders);
  const [old, next] = folders.map((root) => collectFiles([root], (path) => pathBelow(root, path))) as [
    Collected,
    Collected,
  ];
  mustHoldArtifacts(folders[0] as string, old.files);
  mustHoldArtifacts(folders[1] as string, next.files);
  return { old, next };
}

/** Single files are compared whatever their names are. */
function pathBelow(root: string, path: string): string {
  const below = relative(root, path).split(sep).join('/');
  return below === '' ? basename(path).replace(/^.*?((\.tf)?\.\w+)$/, 'file$1') : below;
}

export function againstGit(folders: readonly string[], reference: string): Sides {
  const { terraform, kubernetes } = outputFolders('.', {});
  const named = folders.length > 0 ? folders : [terraform, kubernetes].filter((folder) => existsSync(folder));
  if (named.length === 0) {
    throw badUse({
      property: 'path',
      value: [terraform, kubernetes].map(toldPath).join(' '),
      rule: 'does not exist',
      fix: 'Synthesize the program first, or name the folder that holds what is deployed',
    });
  }
  mustExist(named);
  const next = collectFiles(named);
  mustHoldArtifacts(named.map(toldPath).join(' '), next.files);
  // What was not there yet is all created.
  return { old: { files: filesAt(reference, named), diagnostics: [] }, next };
}

/** What can't be read can't be compared. */
function problemOf(side: 'old' | 'new', { file, line, message, fix, rule }: Diagnostic): Problem {
  return { path: `${side}: ${file}:${line}`, rule: message, fix, code: rule };
}

/** @throws CdkAksError with everything of both sides that can't be read, since it can't be compared */
export function compare({ old, next }: Sides): Diff {
  const result = diffFiles(old.files, next.files);
  const broken = ({ severity }: Diagnostic): boolean => severity === 'error';
  const unread = [
    ...old.diagnostics.filter(broken).map((diagnostic) => problemOf('old', diagnostic)),
    ...next.diagnostics.filter(broken).map((diagnostic) => problemOf('new', diagnostic)),
    ...result.unread.map(({ side, diagnostic }) => problemOf(side, diagnostic)),
  ];
  if (unread.length > 0) throw new CdkAksError(unread);
  return result;
}
