import type { Command } from 'commander';
import type { SynthCommand } from '../synth';
import type { Terminal } from '../terminal';
import { collect } from './collect';

/** `cdk-aks synth` */
export function addSynth(program: Command, terminal: () => Terminal): void {
  program
    .command('synth')
    .description('run the program and write Terraform JSON and Kubernetes manifests')
    .option('--app <command>', "command that runs the program (default: 'app' of cdktf.json, else of cdk8s.yaml)")
    .option('--check', 'write nothing; fail with a diff if the files on disk are not what the program renders')
    .option('--acknowledge <object=reason>', 'accept that an object loses its state (may be repeated)', collect)
    .addHelpText(
      'after',
      `
Examples:
  $ npx cdk-aks synth
  $ npx cdk-aks synth --check            # in a pipeline: were the artifacts checked in?
  $ npx cdk-aks synth --app "npx tsx main.ts"`,
    )
    .action(async (options: SynthCommand) => {
      const { synth } = await import('../synth.js');
      process.exitCode = await synth(options, terminal());
    });
}
