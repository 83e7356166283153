import { existsSync } from 'node:fs';
import { basename, relative, sep } from 'node:path';
import colors from 'picocolors';
import { type Diff, diffFiles } from '../analysis/change/diff';
import { type Collected, collectFiles, toldPath } from '../artifact/read/folder';
import type { Diagnostic } from '../artifact/read/model';
import { findConfig } from '../config/find-config';
import { CdkAksError, type Problem } from '../core/errors';
import { outputFolders } from '../platform/output-folders';
import { changesJson } from '../report/changes/json';
import { changesMarkdown } from '../report/changes/markdown';
import { changesText } from '../report/changes/text';
import { judgeChanges, type JudgedChange } from '../report/changes/verdict';
import { countActions } from '../report/changes/words';
import { acceptedChanges } from './accepted-changes';
import { mustExist, mustHoldArtifacts } from './artifact-files';
import { badUse } from './bad-use';
import { filesAt } from './git-files';
import type { Terminal } from './terminal';

export interface DiffCommand {
  /** Branch, tag or commit. */
  readonly against?: string;
  readonly format: 'text' | 'markdown' | 'json';
  /** `OBJECT=REASON` */
  readonly acknowledge?: readonly string[];
}

/** Tells what a deployment of the new files does to what the old ones made. Returns the exit code. */
export function diff(folders: readonly string[], command: DiffCommand, terminal: Terminal): number {
  const said = acceptedChanges(command.acknowledge);
  const result = compare(command.against === undefined ? twoFolders(folders) : againstGit(folders, command.against));
  const changes = judgeChanges(result, { said, acknowledgements: findConfig('.')?.acknowledgements });
  checkAcknowledged(said, changes);
  tell(changes, command, terminal);
  return changes.some(({ fails }) => fails) ? 1 : 0;
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

function tell(changes: readonly JudgedChange[], { format }: DiffCommand, terminal: Terminal): void {
  if (format === 'json' || terminal.wantsJson) {
    terminal.json(changesJson(changes));
    return;
  }
  if (format === 'markdown') {
    terminal.print(changesMarkdown(changes));
    return;
  }
  const paint = colors.createColors(process.stdout.isTTY === true && colors.isColorSupported);
  const text = changesText(changes, paint);
  if (text !== '') terminal.print(text);
  const failing = changes.filter(({ fails }) => fails).length;
  terminal.info(`${countActions(changes)}${failing > 0 ? `; ${failing} not accepted` : ''}`);
}

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

function checkAcknowledged(said: ReadonlyMap<string, string>, changes: readonly JudgedChange[]): void {
  const unused = [...said.keys()].filter((object) => !changes.some((change) => change.object === object));
  if (unused.length === 0) return;
  const rule = 'names an object that does not change';
  const fix = 'Take it out, or write the name as the diff tells it';
  throw badUse(...unused.map((value) => ({ property: '--acknowledge', value, rule, fix })));
}
