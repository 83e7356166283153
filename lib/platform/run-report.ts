import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { CdkAksError } from '../core/errors';
import type { SynthResult } from './pipeline';

/** Set by `cdk-aks synth`: where a program tells, one JSON line an App, what it did. */
const REPORT_FILE = 'CDK_AKS_REPORT';
/** Set by `cdk-aks synth --check`: compare, write nothing. */
const CHECK = 'CDK_AKS_CHECK';

/** What the command line learns of one App. */
export interface RunReport {
  readonly files: number;
  readonly written?: SynthResult['written'];
  readonly differences?: SynthResult['differences'];
}

export function isCheckRun(): boolean {
  return process.env[CHECK] === '1';
}

export function reportRun(result: SynthResult): void {
  const file = process.env[REPORT_FILE];
  if (file === undefined || file === '') return;
  const report: RunReport = { files: result.files.length, written: result.written, differences: result.differences };
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
export function runEnvironment(reportFile: string, check: boolean): Readonly<Record<string, string>> {
  return { [REPORT_FILE]: reportFile, [CHECK]: check ? '1' : '0' };
}
