#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { CdkAksError } from '../core/errors';
import { type OutputOptions, Terminal } from './terminal';

const EXIT_CODES = `
Exit codes:
  0  done; with --check: nothing differs
  1  the program has errors, or something differs
  2  the command was used wrongly, or its input cannot be read`;

/** Builds the command line. Each command loads its own code, so that start-up stays short. */
function commandLine(): Command {
  const program = new Command('cdk-aks')
    .description('AKS platforms as typed code, proved before they are deployed')
    .option('-q, --quiet', 'print problems only')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXIT_CODES)
    .exitOverride();

  program
    .command('synth')
    .description('run the program and write Terraform JSON and Kubernetes manifests')
    .option('--app <command>', "command that runs the program (default: 'app' of cdktf.json, else of cdk8s.yaml)")
    .option('--check', 'write nothing; fail with a diff if the files on disk are not what the program renders')
    .addHelpText(
      'after',
      `
Examples:
  $ npx cdk-aks synth
  $ npx cdk-aks synth --check            # in a pipeline: were the artifacts checked in?
  $ npx cdk-aks synth --app "npx tsx main.ts"`,
    )
    .action(async (options: { app?: string; check?: boolean }) => {
      const { synth } = await import('./synth.js');
      process.exitCode = await synth(options, terminal(program));
    });

  program
    .command('resolve')
    .description('fill the late values of a folder of manifests from the outputs of Terraform')
    .argument('<folder>', 'manifests of one cluster, such as deploy/kubernetes/prod')
    .requiredOption('--outputs <file>', "output of 'terraform output -json'; - reads standard input")
    .option('--to <folder>', 'write the filled manifests there (default: print one YAML stream)')
    .addHelpText(
      'after',
      `
Examples:
  $ npx cdk-aks resolve deploy/kubernetes/prod --outputs tf-outputs.json | kubectl apply -f -
  $ terraform output -json | npx cdk-aks resolve deploy/kubernetes/prod --outputs - --to filled`,
    )
    .action(async (folder: string, options: { outputs: string; to?: string }) => {
      const { resolveFolder } = await import('./resolve.js');
      process.exitCode = resolveFolder(folder, options, terminal(program));
    });
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

if (require.main === module) void main(process.argv);
