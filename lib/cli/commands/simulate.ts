import { type Command, Option } from 'commander';
import type { OutageCommand } from '../outage';
import type { Terminal } from '../terminal';
import { collect } from './collect';
import { addBurst } from './simulate-burst';

/** `cdk-aks simulate` */
export function addSimulate(program: Command, terminal: () => Terminal): void {
  const simulate = program
    .command('simulate')
    .description('play through what may happen: what is left of each workload, and why');
  addOutage(simulate, terminal);
  addBurst(simulate, terminal);
}

function addOutage(simulate: Command, terminal: () => Terminal): void {
  simulate
    .command('outage')
    .description('take a zone, a node, a pool or a region away, or drain a pool for an upgrade')
    .argument('[folders...]', 'Terraform JSON and manifests; - or nothing reads standard input')
    .option('--zone <zone>', 'a zone, such as 2')
    .option('--node [name]', 'a node, such as apps-0 (default: the one that runs most pods)')
    .option('--pool <name>', 'a node pool')
    .option('--region <name>', 'a region with all of its clusters')
    .option('--drain <pool>', 'empty the nodes of a pool one by one, as an upgrade does')
    .addOption(
      new Option('--at <replicas>', 'with what autoscalers keep at least or at most')
        .choices(['min', 'max'])
        .default('min'),
    )
    .option('--seed <number>', 'choose otherwise among nodes that are as good')
    .option('--cluster <name=folder>', 'which folder belongs to which cluster (may be repeated)', collect)
    .addOption(new Option('--format <format>', 'how to tell').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
Pods are placed as kube-scheduler places them, on the nodes that pools have at least and those that the autoscaler adds.
'at once' is what runs when it goes dark, 'recovered' what runs once everything reacted, 'guaranteed' what runs at once in
the worst placement that the constraints of a workload allow. The exit code is 1 where a drain stops.

Examples:
  $ npx cdk-aks simulate outage deploy --zone 2
  $ npx cdk-aks simulate outage deploy --node --at max
  $ npx cdk-aks simulate outage deploy --drain apps          # which budget stops the upgrade?
  $ npx cdk-aks simulate outage deploy --zone 1 --format json`,
    )
    .action(async (folders: string[], options: OutageCommand) => {
      const { outage } = await import('../outage.js');
      process.exitCode = outage(folders, options, terminal());
    });
}
