import { type Command, Option } from 'commander';
import type { ParityCommand } from '../parity';
import type { Terminal } from '../terminal';
import { collect } from './collect';

/** `cdk-aks parity` */
export function addParity(program: Command, terminal: () => Terminal): void {
  program
    .command('parity')
    .description(
      'list in what two environments differ that is no declared size, name, address, digest, secret or place',
    )
    .argument('<a>', 'an environment: its folder, or its name')
    .argument('<b>', 'the other one')
    .option(
      '--in <folder>',
      'where environments are found by name (may be repeated; default: the output folders)',
      collect,
    )
    .option('--map <a=b>', 'a name of the one and what stands for it in the other (may be repeated)', collect)
    .option('--all', 'list what is declared too')
    .addOption(new Option('--format <format>', 'how to tell').choices(['text', 'markdown', 'json']).default('text'))
    .addHelpText(
      'after',
      `
An environment that lies in several folders is written with commas between them. By name it is a stack with its
clusters, a cluster with its stack, or what lies in folders of that name. What is meant to differ is accepted by
app.acknowledge(construct, 'parity/differs', 'why').

Examples:
  $ npx cdk-aks parity staging prod                        # two stacks of one program
  $ npx cdk-aks parity ../shop-staging/deploy ../shop-prod/deploy --format markdown
  $ npx cdk-aks parity overlays/test overlays/live --map sandbox=contoso
  $ npx cdk-aks parity infra/dev,k8s/dev infra/prod,k8s/prod --all`,
    )
    .action(async (a: string, b: string, options: ParityCommand) => {
      const { parity } = await import('../parity.js');
      process.exitCode = parity([a, b], options, terminal());
    });
}
