import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { CdkAksError } from '../core/errors';
import type { SynthResult } from './pipeline';

/** Set by `cdk-aks synth`: where a program tells, one JSON line an App, what it did. */
const REPORT_FILE = 'CDK_AKS_REPORT';
/** Set by `cdk-aks synth --check`: compare, write nothing. */
const CHECK = 'CDK_AKS_CHECK';

/** Set by `cdk-aks synth --acknowledge`: objects that may lose their state, with the reason, as JSON. */
const ACCEPTED = 'CDK_AKS_ACKNOWLEDGE';

/** What the command line learns of one App. */
export interface RunReport {
  readonly files: number;
  readonly summary: SynthResult['verdict']['summary'];
  readonly changes?: SynthResult['changes'];
  readonly written?: SynthResult['written'];
  readonly differences?: SynthResult['differences'];
}

export function isCheckRun(): boolean {
  return process.env[CHECK] === '1';
}

export function acceptedChanges(): ReadonlyMap<string, string> {
  const text = process.env[ACCEPTED];
  return new Map(text === undefined || text === '' ? [] : (JSON.parse(text) as [string, string][]));
}

export function reportRun(result: SynthResult): void {
  const file = process.env[REPORT_FILE];
  if (file === undefined || file === '') return;
  const { files, verdict, changes, written, differences } = result;
  const report: RunReport = { files: files.length, summary: verdict.summary, changes, written, differences };
  appendFileSync(file, `${JSON.stringify(report)}\n`);
}

let listening = false;

/**
 * Under the command line, an error of ours that the program does not catch becomes a line of the report in place of a
 * stack trace; any other error is the program's own and is printed as Node prints it.
 */
export function reportUncaughtProblems(): void {
  const file = process.env[REPORT_FILE];
  if (listening || file === undefined || file === '') return;
  listening = true;
  process.on('uncaughtException', (error) => {
    if (error instanceof CdkAksError) appendFileSync(file, `${JSON.stringify({ problems: error.problems })}\n`);
    else process.stderr.write(`${inspect(error)}\n`);
    process.exit(1);
  });
}

/** The environment in which the command line runs a program. */
export function runEnvironment(
  reportFile: string,
  options: { readonly check: boolean; readonly accepted: ReadonlyMap<string, string> },
): Readonly<Record<string, string>> {
  const accepted = JSON.stringify([...options.accepted]);
  return { [REPORT_FILE]: reportFile, [CHECK]: options.check ? '1' : '0', [ACCEPTED]: accepted };
}
