import { writtenSecrets } from '../analysis/secrets/written';
import { unified } from '../artifact/compare';
import type { Artifacts } from '../artifact/read/artifacts';
import type { InputFile } from '../artifact/read/model';
import { tidyPath } from '../artifact/read/paths';
import { CdkAksError } from '../core/errors';
import { fixFiles } from '../fix/fix-files';
import type { FixedFile, FixOptions, FixResult } from '../fix/result';
import type { JudgedFinding } from '../report/verdict';
import type { Terminal } from './terminal';
import { replaceFile } from './write-file';

export interface FixCommand extends Omit<FixOptions, 'isAccepted'> {
  /** Nothing is written. */
  readonly dryRun?: boolean;
  /** Whether standard output is for the diff: no other format is told there. */
  readonly showDiff: boolean;
}

/**
 * Fixes what is mechanical, and shows it. What was accepted on purpose stays.
 *
 * @param findings what was found in the files
 * @returns the files as they are now; undefined where nothing was written
 * @throws CdkAksError `cli/cannot-write` for each file that can't be written; the others are
 */
export function fix(
  files: readonly InputFile[],
  artifacts: Artifacts,
  findings: readonly JudgedFinding[],
  { dryRun = false, showDiff, ...options }: FixCommand,
  terminal: Terminal,
): readonly InputFile[] | undefined {
  const accepted = new Set(findings.filter(({ acknowledged }) => acknowledged).map(keyOf));
  const result = fixFiles(files, artifacts, { ...options, isAccepted: (place) => accepted.has(keyOf(place)) });
  const secrets = writtenSecrets(artifacts);
  if (showDiff) {
    for (const { file, before, after } of result.fixed) terminal.diff(secrets(file).hide(diffOf(file, before, after)));
  }
  if (!dryRun) writeAll(result.fixed);
  tell(result, dryRun, terminal);
  if (dryRun || result.fixed.length === 0) return undefined;
  const contents = new Map(result.fixed.map(({ file, after }) => [file, after]));
  return files.map((file) => ({ ...file, content: contents.get(tidyPath(file.path)) ?? file.content }));
}

function keyOf({
  rule,
  object,
  file,
}: {
  readonly rule: string;
  readonly object: string;
  readonly file: string;
}): string {
  return [rule, object, file].join('\n');
}

function diffOf(file: string, before: string, after: string): string {
  return unified(file.replace(/^\//, ''), before, after, ['before', 'fixed']);
}

function tell({ fixed, skipped, notFixed }: FixResult, dryRun: boolean, terminal: Terminal): void {
  for (const { file, fixes } of fixed) {
    for (const { object, what, rule } of fixes) terminal.info(`${file}: ${object}: ${what} (${rule})`);
  }
  for (const { file, object, why, rule } of notFixed) terminal.info(`not fixed: ${file}: ${object}: ${why} (${rule})`);
  for (const line of skippedLines(skipped)) terminal.info(line);
  const count = fixed.reduce((sum, { fixes }) => sum + fixes.length, 0);
  const [things, places] = [
    `${count} ${count === 1 ? 'thing' : 'things'}`,
    `${fixed.length} ${fixed.length === 1 ? 'file' : 'files'}`,
  ];
  if (count === 0) terminal.info('there is nothing that could be fixed mechanically');
  else
    terminal.info(
      dryRun ? `would fix ${things} in ${places}; run it without --dry-run` : `fixed ${things} in ${places}`,
    );
}

/** A chart has many files that are left for one reason. */
function skippedLines(skipped: FixResult['skipped']): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { file, why } of skipped) byReason.set(why, [...(byReason.get(why) ?? []), file]);
  return [...byReason].map(([why, files]) => {
    const others = files.length > 3 ? ` and ${files.length - 3} more` : '';
    return `left alone, since it ${why}: ${files.slice(0, 3).join(', ')}${others}`;
  });
}

function writeAll(fixed: readonly FixedFile[]): void {
  const problems = fixed.flatMap(({ file, after }) => {
    try {
      replaceFile(file, after);
      return [];
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      const rule = `can't be written (${code})`;
      return [
        { property: 'path', value: file, rule, fix: 'Make the file and its folder writable', code: 'cli/cannot-write' },
      ];
    }
  });
  if (problems.length > 0) throw new CdkAksError(problems);
}
