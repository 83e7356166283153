import { type Command, Option } from 'commander';
import { DEFAULT_ASSUMPTIONS } from '../../analysis/burst/assumptions';
import type { BurstCommand } from '../burst';
import type { Terminal } from '../terminal';
import { collect } from './collect';

/** `cdk-aks simulate burst` */
export function addBurst(simulate: Command, terminal: () => Terminal): void {
  simulate
    .command('burst')
    .description('tell whether a burst of work is absorbed: backlog, pods and nodes over time')
    .argument('[folders...]', 'folders or files with Terraform JSON and manifests')
    .requiredOption('--workload <name>', 'what the work comes to: shop/orders, orders, shop/Deployment/orders')
    .option('--arrivals <rate>', 'what comes in: 8/s, 10000/min, or a number for so many at once')
    .option('--arrivals-csv <file>', 'what came in, as it was recorded: lines of seconds,count')
    .option('--for <time>', 'how long it comes in, such as 10m (default: 10m)')
    .option('--base <rate>', 'what comes in besides, before it and after it too')
    .addOption(
      new Option('--shape <shape>', 'steady, or rising to its rate and falling again').choices(['steady', 'spike']),
    )
    .option('--rate <rate>', "what a pod does, such as 5/s (default: annotation 'cdk-aks.dev/rate')")
    .option('--buffer <n>', 'most messages that wait; more are lost')
    .option('--expire <time>', 'how long a message waits before it is lost, such as 5m')
    .option('--spare-nodes <n>', 'nodes that stand ready besides those that are needed')
    .option('--compare <variants>', 'show side by side: virtual-nodes, cron, spare')
    .option('--at <time>', "when the burst starts, for 'cron' triggers: 2027-01-04T09:00:00Z")
    .option(
      '--assume <name=value>',
      'a clock or limit that the files do not tell, such as nodeProvisioning=5m (may be repeated)',
      collect,
    )
    .option('--obtainable <pool=n>', 'nodes that Azure has for a pool (may be repeated)', collect)
    .option('--cluster <name=folder>', 'which folder belongs to which cluster (may be repeated)', collect)
    .addOption(new Option('--format <format>', 'how to tell').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
What is assumed where nothing else is said, times in seconds:
${assumed()}
The exit code is 1 where work is lost or left over.

Examples:
  $ npx cdk-aks simulate burst deploy --workload shop/orders --arrivals 10000/min --for 10m --rate 5/s
  $ npx cdk-aks simulate burst deploy --workload orders --arrivals 10000/min --compare virtual-nodes,cron,spare
  $ npx cdk-aks simulate burst deploy --workload orders --arrivals 300 --assume nodeProvisioning=5m
  $ npx cdk-aks simulate burst deploy --workload orders --arrivals-csv monday.csv --format json`,
    )
    .action(async (folders: string[], options: BurstCommand) => {
      const { burst } = await import('../burst.js');
      process.exitCode = burst(folders, options, terminal());
    });
}

/** Names and defaults, some on a line. */
function assumed(): string {
  const pairs = Object.entries(DEFAULT_ASSUMPTIONS).map(([name, value]) => `${name}=${value}`);
  return pairs.reduce((text, pair, index) => `${text}${index % ON_A_LINE === 0 ? '\n  ' : ' '}${pair}`, '').slice(1);
}

const ON_A_LINE = 5;
