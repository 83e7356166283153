import { type Command, Option } from 'commander';
import type { ExplainCommand } from '../explain';
import type { Terminal } from '../terminal';

/** `cdk-aks explain` */
export function addExplain(program: Command, terminal: () => Terminal): void {
  program
    .command('explain')
    .description('tell a rule: what, why, how to mend it, with an example; or list the rules')
    .argument('[rule]', 'a rule, an area of rules, or a public check (default: list all rules)')
    .addOption(new Option('--format <format>', 'how to tell').choices(['text', 'markdown', 'json']).default('text'))
    .addHelpText(
      'after',
      `
Examples:
  $ npx cdk-aks explain
  $ npx cdk-aks explain zones
  $ npx cdk-aks explain zones/spread-not-enforced
  $ npx cdk-aks explain CKV_AZURE_170            # which rule answers a check of Checkov?`,
    )
    .action(async (rule: string | undefined, options: ExplainCommand) => {
      const { explain } = await import('../explain.js');
      process.exitCode = explain(rule, options, terminal());
    });
}
