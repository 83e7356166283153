import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { load } from 'js-yaml';
import { CdkAksError, type Problem } from '../core/errors';
import { type RunReport, runEnvironment } from '../platform/run-report';
import { countActions } from '../report/changes/words';
import type { JudgedChange } from '../report/changes/verdict';
import { plain } from '../report/plain';
import type { Summary } from '../report/verdict';
import { acceptedChanges } from './accepted-changes';
import type { Terminal } from './terminal';

export interface SynthCommand {
  readonly app?: string;
  readonly check?: boolean;
  /** `OBJECT=REASON` */
  readonly acknowledge?: readonly string[];
}

/** What is wrong with files that the program reads, and not with the program. */
const OF_INPUT: ReadonlySet<string> = new Set([
  'address/lock-unreadable',
  'app/config',
  'images/digest',
  'images/lock-unreadable',
  'images/no-lock',
  'images/not-locked',
  'images/unknown-service',
]);

/** One line of the report file: an App's result, or the problems that stopped the program. */
type ReportLine = Partial<RunReport> & { readonly problems?: readonly Problem[] };

/** Runs the program in a process of its own and tells what it did. Returns the exit code. */
export async function synth(command: SynthCommand, terminal: Terminal): Promise<number> {
  const app = command.app ?? configuredApp();
  const accepted = acceptedChanges(command.acknowledge);
  const folder = mkdtempSync(join(tmpdir(), 'cdk-aks-run-'));
  try {
    const reportFile = join(folder, 'report.jsonl');
    terminal.info(`running ${app}`);
    const exitCode = await run(app, runEnvironment(reportFile, { check: command.check === true, accepted }));
    const lines = existsSync(reportFile) ? readFileSync(reportFile, 'utf8').trim().split('\n') : [];
    return tell(
      lines.map((line) => JSON.parse(line) as ReportLine),
      exitCode,
      command,
      terminal,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function configuredApp(): string {
  for (const file of ['cdktf.json', 'cdk8s.yaml']) {
    if (!existsSync(file)) continue;
    const app = (load(readFileSync(file, 'utf8')) as { app?: unknown } | undefined)?.app;
    if (typeof app === 'string' && app !== '') return app;
  }
  throw new CdkAksError([
    {
      rule: "there is no 'app' in a cdktf.json or cdk8s.yaml of this folder",
      fix: 'Run in the folder of the program, or say how to run it with --app "npx tsx main.ts"',
      code: 'cli/no-app',
    },
  ]);
}

/** The program's own output goes to standard error, so that standard output holds our result alone. */
function run(app: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn(app, {
    shell: true,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...environment },
  });
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code) => done(code ?? 1));
  });
}

function tell(lines: readonly ReportLine[], exitCode: number, command: SynthCommand, terminal: Terminal): number {
  const problems = lines.flatMap((line) => line.problems ?? []);
  if (problems.length > 0) {
    terminal.problems(problems);
    return problems.every(({ code }) => OF_INPUT.has(code)) ? 2 : 1;
  }
  if (exitCode !== 0) {
    terminal.warn(`the program ended with exit code ${exitCode}`);
    return 1;
  }
  if (lines.length === 0) {
    throw new CdkAksError([
      {
        rule: 'the program ran and synthesized no AksApp',
        fix: 'End it with `app.synth()` on an AksApp',
        code: 'cli/no-synth',
      },
    ]);
  }
  return command.check ? tellDifferences(lines, terminal) : tellWritten(lines, terminal);
}

function tellDifferences(lines: readonly ReportLine[], terminal: Terminal): number {
  const differences = lines.flatMap((line) => line.differences ?? []);
  if (terminal.wantsJson) terminal.json({ differences });
  else for (const { diff, path, kind } of differences) terminal.diff(diff === '' ? `${kind}: ${path}` : diff);
  if (differences.length === 0) terminal.info('the files on disk are what the program renders');
  else terminal.info(`${differences.length} files differ; run 'cdk-aks synth' and check the result in`);
  return differences.length === 0 ? 0 : 1;
}

function tellWritten(lines: readonly ReportLine[], terminal: Terminal): number {
  const written = lines.flatMap((line) => line.written?.written ?? []).map(short);
  const removed = lines.flatMap((line) => line.written?.removed ?? []).map(short);
  const kept = lines.flatMap((line) => line.written?.kept ?? []).map(short);
  const unchanged = lines.reduce((sum, line) => sum + (line.written?.unchanged ?? 0), 0);
  const changes = lines.flatMap((line) => line.changes ?? []);
  const found = lines.flatMap(({ summary }) => summary ?? []);
  if (terminal.wantsJson) terminal.json({ written, removed, kept, unchanged, changes, found });
  for (const path of written) terminal.info(`wrote ${path}`);
  for (const path of removed) terminal.info(`removed ${path}`);
  for (const path of kept) terminal.warn(`${path} is rendered no longer, and was changed since: kept`);
  terminal.info(`${written.length} files written, ${unchanged} unchanged, ${removed.length} removed`);
  tellChanges(changes, terminal);
  for (const summary of found) tellFound(summary, terminal);
  return 0;
}

/** What a reviewer must know of; creations and updates are only counted. */
function tellChanges(changes: readonly JudgedChange[], terminal: Terminal): void {
  if (changes.length === 0) return;
  for (const { action, object, reason } of changes) {
    if (action === 'create' || action === 'update') continue;
    terminal.info(plain(`${action} ${object}${reason === undefined ? '' : `, accepted: ${reason}`}`));
  }
  terminal.info(`a deployment comes to: ${countActions(changes)} ('cdk-aks diff' tells them)`);
}

function tellFound({ errors, warnings, notes }: Summary, terminal: Terminal): void {
  const counts = Object.entries({ error: errors, warning: warnings, note: notes }).filter(([, count]) => count > 0);
  if (counts.length === 0) return;
  const text = counts.map(([noun, count]) => `${count} ${noun}${count === 1 ? '' : 's'}`).join(', ');
  terminal.info(`${text} found ('cdk-aks check' tells them)`);
}

function short(path: string): string {
  return relative(resolve('.'), path) || path;
}
