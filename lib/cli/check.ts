import { writeFileSync } from 'node:fs';
import colors from 'picocolors';
import { type Artifacts, readArtifacts } from '../artifact/read/artifacts';
import { findConfig } from '../config/find-config';
import { renderBaseline } from '../report/baseline';
import { print } from '../report/format';
import type { Format } from '../report/formats';
import { summaryText } from '../report/text';
import { failing, judge, type Verdict } from '../report/verdict';
import { wantedChecks } from '../report/wanted';
import { collect, mustHoldAnything } from './check-input';
import { type CheckFlags, settingsOf } from './check-settings';
import type { Terminal } from './terminal';

export interface CheckCommand extends CheckFlags {
  readonly format: Format;
  /** File that all findings go to, as known from now on. */
  readonly writeBaseline?: string;
}

/** Checks folders or standard input and tells what was found. Returns the exit code. */
export function check(folders: readonly string[], command: CheckCommand, terminal: Terminal): number {
  const settings = settingsOf(command, findConfig('.'));
  const { files, diagnostics } = collect(folders, settings.clusters);
  const artifacts = readArtifacts(files, { diagnostics, clusters: settings.clusters });
  const broken = artifacts.diagnostics.filter(({ severity }) => severity === 'error');
  if (broken.length === 0) mustHoldAnything(artifacts, folders);

  const { profile, failOn } = wantedChecks(settings, artifacts);
  const verdict = judge(artifacts, { ...settings, profile });
  if (command.writeBaseline !== undefined) writeBaseline(command.writeBaseline, verdict, terminal);
  else tell(verdict, artifacts, command, terminal);
  if (broken.length > 0) {
    terminal.warn(`not all could be read: ${broken.map(({ file, line }) => `${file}:${line}`).join(', ')}`);
    return 2;
  }
  return command.writeBaseline === undefined && failing(verdict, failOn).length > 0 ? 1 : 0;
}

function tell(verdict: Verdict, artifacts: Artifacts, command: CheckCommand, terminal: Terminal): void {
  const paint = colors.createColors(process.stdout.isTTY === true && colors.isColorSupported);
  const text = print(terminal.wantsJson ? 'json' : command.format, verdict, artifacts, paint);
  if (text !== '') terminal.print(text);
  if (command.format !== 'json') terminal.info(summaryText(verdict.summary));
}

/** Everything that is found today is known from now on; what is acknowledged needs no entry. */
function writeBaseline(file: string, { findings }: Verdict, terminal: Terminal): void {
  const known = findings.filter(({ acknowledged }) => !acknowledged);
  writeFileSync(file, renderBaseline(known));
  terminal.info(`${known.length} findings are known from now on: check with --baseline ${file}`);
}
