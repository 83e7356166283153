import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import colors from 'picocolors';
import { environmentsOf, filesOfEnvironment } from '../analysis/parity/environment';
import { parityOf } from '../analysis/parity/parity';
import { INDEX_FILE } from '../artifact/index-file';
import { type Artifacts, readArtifacts } from '../artifact/read/artifacts';
import type { ClusterFolder } from '../artifact/read/clusters';
import { type Collected, collectFiles, toldPath } from '../artifact/read/folder';
import { nameOf, tidyPath } from '../artifact/read/paths';
import type { Config } from '../config/config';
import { findConfig } from '../config/find-config';
import { CdkAksError, type Problem } from '../core/errors';
import { outputFolders } from '../platform/output-folders';
import { parityJson } from '../report/parity/json';
import { parityMarkdown } from '../report/parity/markdown';
import { parityText } from '../report/parity/text';
import { judgeParity, type ParityReport } from '../report/parity/verdict';
import { countDifferences } from '../report/parity/words';
import { mustExist, mustHoldArtifacts } from './artifact-files';
import { badUse } from './bad-use';
import { parsePair } from './pair';
import type { Terminal } from './terminal';

export interface ParityCommand {
  /** Where environments are found by name. */
  readonly in?: readonly string[];
  /** `A=B` */
  readonly map?: readonly string[];
  readonly all?: boolean;
  readonly format: 'text' | 'markdown' | 'json';
}

/** Tells in what two environments differ that is not declared. Returns the exit code. */
export function parity(sides: readonly [string, string], command: ParityCommand, terminal: Terminal): number {
  const names = (command.map ?? []).map(parseNames);
  const config = findConfig('.');
  const clusters = clustersOf(config);
  const [a, b] = collectSides(sides, command, clusters);
  const read = ({ files, diagnostics }: Collected): Artifacts => readArtifacts(files, { diagnostics, clusters });
  const artifacts = [read(a), read(b)] as const;
  const unread = artifacts.flatMap((one, side) => unreadOf(sides[side as 0 | 1], one));
  if (unread.length > 0) throw new CdkAksError([...new Map(unread.map((one) => [JSON.stringify(one), one])).values()]);

  const { differences, notes } = parityOf(...artifacts, { names: [...names, ...folderNames(sides)] });
  const report: ParityReport = {
    ...judgeParity(differences, artifacts, config?.acknowledgements),
    labels: labelsOf(sides),
    notes,
  };
  tell(report, command, terminal);
  return report.differences.some(({ reason }) => reason === undefined) ? 1 : 0;
}

/** What the two are called in a report: as short as tells them apart. */
function labelsOf(sides: readonly [string, string]): readonly [string, string] {
  const paths = sides.map((side) => toldPath(side.split(',')[0] ?? side));
  const found = [paths.map(nameOf), paths].find(([a, b]) => a !== b) ?? ['A', 'B'];
  return found as [string, string];
}

function tell(report: ParityReport, { format, all = false }: ParityCommand, terminal: Terminal): void {
  if (format === 'json' || terminal.wantsJson) {
    terminal.json(parityJson(report, all));
    return;
  }
  if (format === 'markdown') {
    terminal.print(parityMarkdown(report, all));
    return;
  }
  const paint = colors.createColors(process.stdout.isTTY === true && colors.isColorSupported);
  const text = parityText(report, all, paint);
  if (text !== '') terminal.print(text);
  for (const note of report.notes) terminal.warn(note);
  terminal.info(countDifferences(report, all));
}

/** A folder is what it holds; any other word is an environment in the folders at hand. */
function collectSides(
  sides: readonly [string, string],
  command: ParityCommand,
  clusters: readonly ClusterFolder[],
): readonly [Collected, Collected] {
  const [a, b] = sides.map((side) => ({ side, folders: command.in ? undefined : foldersOf(side) })) as [Side, Side];
  const isNamed = a.folders === undefined || b.folders === undefined;
  const pool = isNamed ? collectPool(sides, command) : { files: [], diagnostics: [] };
  return [collectSide(a, pool, clusters), collectSide(b, pool, clusters)];
}

interface Side {
  readonly side: string;
  /** Undefined where it is a name. */
  readonly folders: readonly string[] | undefined;
}

/** Undefined where none of it is there: then it is a name. */
function foldersOf(side: string): readonly string[] | undefined {
  if (existsSync(side)) return [side];
  const folders = side.split(',').filter((folder) => folder !== '');
  return folders.some((folder) => existsSync(folder)) || /[/\\]/.test(side) ? folders : undefined;
}

function collectPool(sides: readonly [string, string], command: ParityCommand): Collected {
  if (command.in) mustExist(command.in);
  const { terraform, kubernetes } = outputFolders('.', {});
  const folders = command.in ?? [terraform, kubernetes].filter((folder) => existsSync(folder));
  if (folders.length > 0) return collectFiles(folders);
  const rule = 'does not exist, and there are no output folders to find an environment of that name in';
  const fix = 'Name a folder, or where environments are with --in';
  const named = sides.filter((side) => foldersOf(side) === undefined);
  throw badUse(...named.map((value) => ({ property: 'path', value, rule, fix })));
}

function collectSide({ side, folders }: Side, pool: Collected, clusters: readonly ClusterFolder[]): Collected {
  if (folders) {
    mustExist(folders);
    const { files, diagnostics } = collectFiles(folders);
    mustHoldArtifacts(side, files);
    const above = collectFiles(folders.flatMap(indexesAbove)).files;
    return { files: [...files, ...above.filter(({ path }) => !files.some((file) => file.path === path))], diagnostics };
  }
  const files = filesOfEnvironment(pool.files, side, clusters);
  if (files) {
    mustHoldArtifacts(side, files);
    return { files, diagnostics: pool.diagnostics };
  }
  const known = environmentsOf(pool.files, clusters).flatMap(({ name, clusters }) => [name, ...clusters]);
  throw badUse({
    property: 'path',
    value: side,
    rule: 'does not exist, and is no environment in the folders at hand',
    fix: known.length > 0 ? `Name a folder, or one of ${[...new Set(known)].join(', ')}` : 'Name a folder',
  });
}

/** Folders of clusters that a config file tells. */
function clustersOf(config: Config | undefined): readonly ClusterFolder[] {
  return Object.entries(config?.clusters ?? {}).map(([name, folder]) => ({ name, folder: tidyPath(toldPath(folder)) }));
}

/** The folder of one stack or cluster: what the program says of it is in an index above. */
function indexesAbove(folder: string): readonly string[] {
  return [dirname(folder), dirname(dirname(folder))]
    .map((above) => join(above, INDEX_FILE))
    .filter((path) => existsSync(path));
}

/** What can't be read can't be compared. */
function unreadOf(side: string, { diagnostics }: Artifacts): readonly Problem[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, message, fix, rule }) => ({
      path: `${side}: ${file}:${line}`,
      rule: message,
      fix,
      code: rule,
    }));
}

type Names = readonly [a: string, b: string];

/** Environments are called by their folders too. */
function folderNames([a, b]: readonly [string, string]): readonly Names[] {
  return a === b ? [] : [[nameOf(toldPath(a)), nameOf(toldPath(b))]];
}

function parseNames(text: string): Names {
  return parsePair(text, /^([^=\s]+)=([^=\s]+)$/, { property: '--map', form: 'A=B', fix: 'Write --map staging=prod' });
}
