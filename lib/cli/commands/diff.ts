import { type Command, Option } from 'commander';
import type { DiffCommand } from '../diff';
import type { Terminal } from '../terminal';
import { collect } from './collect';

/** `cdk-aks diff` */
export function addDiff(program: Command, terminal: () => Terminal): void {
  program
    .command('diff')
    .description('tell what a deployment updates, rotates, replaces and destroys, before terraform plan can')
    .argument('[folders...]', 'OLD and NEW; with --against the folders to compare (default: the output folders)')
    .option('--against <ref>', 'compare with what is checked in at a branch, tag or commit')
    .addOption(new Option('--format <format>', 'how to tell').choices(['text', 'markdown', 'json']).default('text'))
    .option('--acknowledge <object=reason>', 'accept that an object loses its state (may be repeated)', collect)
    .addHelpText(
      'after',
      `
Names are Terraform addresses and 'apiVersion/Kind/namespace/name'; the stack or cluster stands in front of
those that several of them have. What loses state fails, unless the program acknowledges 'change/replace' or
'change/destroy' with a reason, or --acknowledge does.

Examples:
  $ npx cdk-aks diff --against origin/main
  $ npx cdk-aks diff --against v1.4.0 deploy --format markdown   # for a pull request
  $ npx cdk-aks diff old/deploy new/deploy --acknowledge 'azurerm_subnet.nodes=moves to a larger range'`,
    )
    .action(async (folders: string[], options: DiffCommand) => {
      const { diff } = await import('../diff.js');
      process.exitCode = diff(folders, options, terminal());
    });
}
