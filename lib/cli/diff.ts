import colors from 'picocolors';
import { findConfig } from '../config/find-config';
import { changesJson } from '../report/changes/json';
import { changesMarkdown } from '../report/changes/markdown';
import { changesText } from '../report/changes/text';
import { judgeChanges, type JudgedChange } from '../report/changes/verdict';
import { countActions } from '../report/changes/words';
import { acceptedChanges } from './accepted-changes';
import { badUse } from './bad-use';
import { againstGit, compare, twoFolders } from './diff-sides';
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

function checkAcknowledged(said: ReadonlyMap<string, string>, changes: readonly JudgedChange[]): void {
  const unused = [...said.keys()].filter((object) => !changes.some((change) => change.object === object));
  if (unused.length === 0) return;
  const rule = 'names an object that does not change';
  const fix = 'Take it out, or write the name as the diff tells it';
  throw badUse(...unused.map((value) => ({ property: '--acknowledge', value, rule, fix })));
}
