import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffFiles } from '../analysis/change/diff';
import type { OutputFolders, OutputRoot, RenderedFile } from '../artifact/files';
import { INDEX_FILE, parseIndex } from '../artifact/index-file';
import type { InputFile } from '../artifact/read/model';
import type { Config } from '../config/config';
import { type Problem, SynthFailed } from '../core/errors';
import { judgeChanges, type JudgedChange } from '../report/changes/verdict';
import { printValue, wayOut } from '../report/changes/words';
import { artifactFiles, toldRoot } from './prove';

/**
 * What a deployment of the rendered files does to what the files on disk made. Nothing where none are there yet.
 *
 * @param said objects that the command line accepts, with the reason
 * @throws SynthFailed with every change that loses state and nobody accepted, or that cannot be deployed
 */
export function foresee(
  files: readonly RenderedFile[],
  folders: OutputFolders,
  config: Config | undefined,
  said: ReadonlyMap<string, string>,
): readonly JudgedChange[] {
  const before = (['terraform', 'kubernetes'] as const).flatMap((root) => ownedFiles(root, folders));
  if (before.length === 0) return [];
  const after = artifactFiles(files, folders);
  const changes = judgeChanges(diffFiles(before, after), { said, acknowledgements: config?.acknowledgements });
  const failing = changes.filter(({ fails }) => fails);
  // What only goes down with something else is told by its number.
  const causes = failing.filter(
    ({ through }) => !through.some((name) => failing.some(({ object }) => object === name)),
  );
  if (failing.length > 0) throw new SynthFailed(causes.map((change) => problemOf(change, failing)));
  return changes;
}

/** What an earlier run wrote and is still there, by the index. */
function ownedFiles(root: OutputRoot, folders: OutputFolders): readonly InputFile[] {
  const read = (path: string): readonly InputFile[] => {
    const file = join(folders[root], path);
    return existsSync(file) ? [{ path: `${toldRoot(root, folders)}/${path}`, content: readFileSync(file) }] : [];
  };
  const [index] = read(INDEX_FILE);
  const owned = index && parseIndex(Buffer.from(index.content).toString('utf8'));
  return index && owned ? [index, ...Object.keys(owned.files).flatMap(read)] : [];
}

function problemOf(change: JudgedChange, failing: readonly JudgedChange[]): Problem {
  const { action, object, because, path, notes } = change;
  const causes = because.map(({ attribute, from, to }) => `${attribute} from ${printValue(from)} to ${printValue(to)}`);
  const followers = failing.filter(({ through }) => through.includes(object)).length;
  const rest = [
    ...causes,
    ...notes,
    ...(followers === 0 ? [] : [`${followers} more ${followers === 1 ? 'goes' : 'go'} down with it`]),
  ];
  const sentence = action === 'refused' ? 'the change would be refused' : `would be ${PAST[action] ?? `${action}d`}`;
  return {
    path: path ?? object,
    rule: `${object} ${sentence}${rest.length === 0 ? '' : `: ${rest.join('; ')}`}`,
    fix: wayOut(change),
    code: `change/${action}`,
  };
}

const PAST: Readonly<Record<string, string>> = {
  destroy: 'destroyed',
  replace: 'replaced',
  move: 'destroyed and made anew under another name',
};
