import { type Command, Option } from 'commander';
import { ENGINES } from '../../analysis/reachability/engines';
import type { ReachCommand } from '../reach';
import type { Terminal } from '../terminal';
import { collect } from './collect';

/** `cdk-aks reach` */
export function addReach(program: Command, terminal: () => Terminal): void {
  program
    .command('reach')
    .description('tell who reaches whom: what network policies allow between workloads, and with the outside')
    .argument('[folders...]', 'folders or files; - or nothing reads manifests from standard input')
    .option(
      '--from <end>',
      'a workload (shop/Deployment/web, shop/web, web), a namespace (shop/), addresses, or outside',
    )
    .option('--to <end>', 'the other end, in the same words')
    .option('--port <port>', 'a port by number, or with its protocol: UDP/53')
    .option('--against <folder>', 'tell what opens and closes, compared with another folder')
    .addOption(
      new Option('--engine <engine>', 'what enforces policies (default: what each cluster runs)').choices(ENGINES),
    )
    .option('--cluster <name=folder>', 'which folder belongs to which cluster (may be repeated)', collect)
    .addOption(new Option('--format <format>', 'how to tell').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
Asked for two ends, it tells the policies and rules that allow the call, or those that close it. With a port too, the
exit code is 0 where it is open and 1 where it is closed.

Examples:
  $ npx cdk-aks reach deploy
  $ npx cdk-aks reach deploy --from web --to payments --port 8080
  $ npx cdk-aks reach deploy --from outside --to shop/
  $ npx cdk-aks reach deploy --against ../main/deploy       # what does this change open?`,
    )
    .action(async (folders: string[], options: ReachCommand) => {
      const { reach } = await import('../reach.js');
      process.exitCode = reach(folders, options, terminal());
    });
}
