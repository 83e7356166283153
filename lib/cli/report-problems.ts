/**
 * Loaded into the program that `cdk-aks synth` runs: an error of ours becomes a line of the report in place of a stack
 * trace; any other error is the program's own and is printed as Node prints it.
 */
import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';

process.on('uncaughtException', (error: Error & { problems?: unknown }) => {
  const report = process.env.CDK_AKS_REPORT;
  if (Array.isArray(error.problems) && report)
    appendFileSync(report, `${JSON.stringify({ problems: error.problems })}\n`);
  else process.stderr.write(`${inspect(error)}\n`);
  process.exit(1);
});
