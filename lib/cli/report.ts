import { statSync } from 'node:fs';
import { type Artifacts, readArtifacts } from '../artifact/read/artifacts';
import { toldPath } from '../artifact/read/folder';
import { findConfig } from '../config/find-config';
import { CdkAksError } from '../core/errors';
import { judgeChanges } from '../report/changes/verdict';
import { REPORT_FORMATS, type ReportFormat } from '../report/page/formats';
import { type PlatformChanges, platformReport, type PlatformReport } from '../report/page/platform';
import { printReport } from '../report/page/print';
import { judge } from '../report/verdict';
import { countsText } from '../report/summary-text';
import { wantedChecks } from '../report/wanted';
import { collect, mustHoldAnything } from './check-input';
import { type CheckFlags, settingsOf } from './check-settings';
import { againstGit, compare, twoFolders } from './diff-sides';
import type { Terminal } from './terminal';
import { writeFileOf } from './write-file';

export interface ReportCommand extends Pick<CheckFlags, 'cluster' | 'profile'> {
  readonly format: ReportFormat;
  /** File that the report goes to; - prints it. */
  readonly output?: string;
  /** Branch, tag, commit or folder: what it was before. */
  readonly against?: string;
}

/** Writes a report of a platform from its files. Returns the exit code: a report tells, it does not judge. */
export function report(folders: readonly string[], command: ReportCommand, terminal: Terminal): number {
  const platform = read(folders, command);
  const { format } = command;
  const output = command.output ?? REPORT_FORMATS[format];
  const text = printReport(platform, format);
  if (output === '-') terminal.print(text);
  else {
    writeFileOf('--output', output, text);
    terminal.info(`${toldPath(output)}: ${countsText(platform.verdict.summary)}`);
  }
  return 0;
}

function read(folders: readonly string[], command: ReportCommand): PlatformReport {
  const settings = settingsOf(command, findConfig('.'));
  const { files, diagnostics } = collect(folders, settings.clusters);
  const artifacts = readArtifacts(files, { clusters: settings.clusters, diagnostics });
  mustHoldAnything(artifacts, folders);
  mustBeRead(artifacts);
  const { profile, failOn } = wantedChecks(settings, artifacts);
  // Without a day: the same files give the same report tomorrow.
  const verdict = judge(artifacts, { ...settings, profile, today: undefined });
  return platformReport(artifacts, verdict, failOn, changesSince(folders, command.against));
}

/** What a deployment does to what was there before; undefined where nobody asks. */
function changesSince(folders: readonly string[], since: string | undefined): PlatformChanges | undefined {
  if (since === undefined) return undefined;
  const isFolder = statSync(since, { throwIfNoEntry: false })?.isDirectory() === true;
  const sides = isFolder ? twoFolders([since, ...folders]) : againstGit(folders, since);
  const accepted = { said: new Map<string, string>(), acknowledgements: findConfig('.')?.acknowledgements };
  return { since: isFolder ? toldPath(since) : since, all: judgeChanges(compare(sides), accepted) };
}

/** A report of half of the files would tell of a platform that is not there. */
function mustBeRead({ diagnostics }: Artifacts): void {
  const broken = diagnostics.filter(({ severity }) => severity === 'error');
  if (broken.length === 0) return;
  throw new CdkAksError(
    broken.map(({ file, line, message, fix, rule }) => ({ path: `${file}:${line}`, rule: message, fix, code: rule })),
  );
}
