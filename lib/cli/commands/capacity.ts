import { type Command, Option } from 'commander';
import type { CapacityCommand } from '../capacity';
import type { Terminal } from '../terminal';
import { collect } from './collect';

/** `cdk-aks capacity` */
export function addCapacity(program: Command, terminal: () => Terminal): void {
  program
    .command('capacity')
    .description('tell how full pools and subnets are at their least and most, and what the machines cost')
    .argument('[folders...]', 'Terraform JSON and manifests; - or nothing reads standard input')
    .option('--cluster <name=folder>', 'which folder belongs to which cluster (may be repeated)', collect)
    .addOption(new Option('--format <format>', 'how to tell').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
Examples:
  $ npx cdk-aks capacity deploy
  $ npx cdk-aks capacity deploy --format json`,
    )
    .action(async (folders: string[], options: CapacityCommand) => {
      const { capacity } = await import('../capacity.js');
      process.exitCode = capacity(folders, options, terminal());
    });
}
