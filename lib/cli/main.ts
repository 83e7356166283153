#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { readPackageVersion } from '../core/data-files';
import { CdkAksError } from '../core/errors';
import { addCapacity } from './commands/capacity';
import { addCheck } from './commands/check';
import { addDiff } from './commands/diff';
import { addExplain } from './commands/explain';
import { addImages } from './commands/images';
import { addParity } from './commands/parity';
import { addReach } from './commands/reach';
import { addReport } from './commands/report';
import { addResolve } from './commands/resolve';
import { addSimulate } from './commands/simulate';
import { addSynth } from './commands/synth';
import { compileLess } from './compile-less';
import { type OutputOptions, Terminal } from './terminal';

/** In the order of the help. */
const COMMANDS = [
  addSynth,
  addResolve,
  addCheck,
  addDiff,
  addParity,
  addReach,
  addSimulate,
  addCapacity,
  addReport,
  addExplain,
  addImages,
];

const EXIT_CODES = `
Exit codes:
  0  done; with --check: nothing differs; with check: nothing found; with diff: nothing is lost or refused;
     with parity: all that differs is declared or accepted
  1  the program has errors, something differs, something was found, or a change is not accepted
  2  the command was used wrongly, or its input cannot be read`;

/** Builds the command line. Each command loads its own code, so that start-up stays short. */
function commandLine(): Command {
  const program = new Command('cdk-aks')
    .description('AKS platforms as typed code, proved before they are deployed')
    .version(readPackageVersion(), '-V, --version', 'print the version')
    .option('-q, --quiet', 'print problems only')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXIT_CODES)
    .exitOverride();

  for (const add of COMMANDS) add(program, () => terminal(program));
  return program;
}

function terminal(program: Command): Terminal {
  return new Terminal(program.opts<OutputOptions>());
}

/** Runs the command line. Never throws: whatever goes wrong becomes a message and an exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = commandLine();
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2; // commander has printed its message
    } else if (error instanceof CdkAksError) {
      terminal(program).problems(error.problems);
      process.exitCode = 2;
    } else {
      throw error;
    }
  }
}

/** Ends quietly where the reader of a pipe has had enough: `cdk-aks explain | head`. */
function stopWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
}

if (require.main === module) {
  process.stdout.on('error', stopWithReader);
  compileLess();
  void main(process.argv);
}
