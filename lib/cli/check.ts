import { relative, resolve, sep } from 'node:path';
import colors from 'picocolors';
import { type Artifacts, readArtifacts } from '../artifact/read/artifacts';
import type { InputFile } from '../artifact/read/model';
import { findConfig } from '../config/find-config';
import { repositoryOf } from '../config/repository';
import { renderBaseline } from '../report/baseline';
import { print } from '../report/format';
import type { Format } from '../report/formats';
import type { Report } from '../report/report';
import { summaryText } from '../report/summary-text';
import { failing, judge, type Verdict } from '../report/verdict';
import { wantedChecks } from '../report/wanted';
import { badUse } from './bad-use';
import { collect, mustHoldAnything } from './check-input';
import { type CheckFlags, settingsOf } from './check-settings';
import type * as Fix from './fix';
import { askGator } from './gator';
import type { Terminal } from './terminal';
import { writeFileOf } from './write-file';

export interface CheckCommand extends CheckFlags {
  readonly format: Format;
  /** File that the report goes to; text is printed then. */
  readonly output?: string;
  /** File that all findings go to, as known from now on. */
  readonly writeBaseline?: string;
  /** Mends what is mechanical before anything is told. */
  readonly fix?: boolean;
  /** With `fix`: shows what would be written. */
  readonly dryRun?: boolean;
}

/** Checks folders or standard input and tells what was found. Returns the exit code. */
export function check(folders: readonly string[], command: CheckCommand, terminal: Terminal): number {
  const settings = settingsOf(command, findConfig('.'));
  if (command.dryRun && !command.fix) throw badUse(DRY_ALONE);
  const { files, diagnostics } = collect(folders, settings.clusters);
  const read = (from: readonly InputFile[]): Artifacts =>
    readArtifacts(from, { diagnostics, clusters: settings.clusters });
  let artifacts = read(files);
  const broken = artifacts.diagnostics.filter(({ severity }) => severity === 'error');
  if (broken.length === 0) mustHoldAnything(artifacts, folders);

  const { profile, failOn } = wantedChecks(settings, artifacts);
  const asked = { ...settings, profile, gatekeeper: askGator };
  let verdict = judge(artifacts, asked);
  if (command.fix && broken.length === 0) {
    const showDiff = toldFormat(command, terminal) === 'text';
    const how = { ...settings, diagnostics, dryRun: command.dryRun, showDiff };
    const fixed = loadFix().fix(files, artifacts, verdict.findings, how, terminal);
    if (fixed) artifacts = read(fixed);
    if (fixed) verdict = judge(artifacts, asked);
  }
  if (command.writeBaseline !== undefined) writeBaseline(command.writeBaseline, verdict, terminal);
  else tell({ verdict, artifacts, failOn, home: folderInRepository() }, command, terminal);
  if (broken.length > 0) {
    const places = broken.map(({ file, line }) => `${file}:${line}`).join(', ');
    terminal.warn(`not all could be read${command.fix ? ', so that nothing is fixed' : ''}: ${places}`);
    return 2;
  }
  return command.writeBaseline === undefined && failing(verdict, failOn).length > 0 ? 1 : 0;
}

const DRY_ALONE = {
  property: '--dry-run',
  rule: 'says nothing without --fix',
  fix: 'Write check --fix --dry-run, or leave it out: a check writes nothing',
};

/** With it comes an editor of YAML, which no other check needs. */
function loadFix(): typeof Fix {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require('./fix') as typeof Fix;
}

/** What goes to standard output. */
function toldFormat({ format, output }: CheckCommand, terminal: Terminal): Format {
  if (terminal.wantsJson) return 'json';
  return output === undefined ? format : 'text';
}

function tell(report: Report, command: CheckCommand, terminal: Terminal): void {
  const { format, output } = command;
  if (output !== undefined) {
    writeFileOf('--output', output, print(format === 'text' && terminal.wantsJson ? 'json' : format, report));
  }
  const told = toldFormat(command, terminal);
  const text = print(told, report, colors.createColors(process.stdout.isTTY === true && colors.isColorSupported));
  if (text !== '') terminal.print(text);
  // What is for programs has the summary in it.
  if (told === 'json' || told === 'github') return;
  terminal.info(`${told === 'text' && text !== '' ? '\n' : ''}${summaryText(report.verdict.summary)}`);
}

/** Where people stand in their repository; empty at its root, and where there is none. */
function folderInRepository(): string {
  return relative(repositoryOf('.'), resolve('.')).split(sep).join('/');
}

/** Everything that is found today is known from now on; what is acknowledged needs no entry. */
function writeBaseline(file: string, { findings }: Verdict, terminal: Terminal): void {
  const known = findings.filter(({ acknowledged }) => !acknowledged);
  writeFileOf('--write-baseline', file, renderBaseline(known));
  terminal.info(`known from now on: ${known.length}; check with --baseline ${file}`);
}
