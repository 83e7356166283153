import { type Command, Option } from 'commander';
import { SEVERITIES } from '../../artifact/finding';
import { FORMATS } from '../../report/formats';
import type { CheckCommand } from '../check';
import type { Terminal } from '../terminal';
import { collect } from './collect';

/** `cdk-aks check` */
export function addCheck(program: Command, terminal: () => Terminal): void {
  program
    .command('check')
    .description('check Terraform JSON and manifests, whoever wrote them')
    .argument('[folders...]', 'folders or files; - or nothing reads manifests from standard input')
    .option('--cluster <name=folder>', 'which folder belongs to which cluster (may be repeated)', collect)
    .option('--provider <version>', 'check with this version of azurerm (default: what the files ask for)')
    .option('--kubernetes-version <version>', 'check with this Kubernetes (default: what each cluster runs)')
    .option('--profile <profile>', 'which rules are asked: recommended, strict, azure-safeguards or pss-restricted')
    .addOption(new Option('--format <format>', 'how to tell').choices(FORMATS).default('text'))
    .option('--output <file>', 'write the report to a file in that format, and print text')
    .addOption(new Option('--fail-on <severity>', 'what makes the exit code 1 (default: error)').choices(SEVERITIES))
    .option('--baseline <file>', 'what was found before does not count')
    .option('--fix', 'mend what is mechanical in files that nobody generates, and show the diff')
    .option('--dry-run', 'with --fix: show the diff and write nothing')
    .addOption(
      new Option('--write-baseline <file>', 'write what is found to a file for --baseline').conflicts('output'),
    )
    .option('--today <date>', 'day on which acknowledgements are judged (default: today)')
    .addHelpText(
      'after',
      `
Examples:
  $ npx cdk-aks check deploy
  $ npx cdk-aks check deploy --kubernetes-version 1.36     # what would an upgrade refuse?
  $ npx cdk-aks check infra --cluster prod=manifests/prod --fail-on warning
  $ npx cdk-aks check deploy --profile strict --baseline known.json
  $ npx cdk-aks check manifests --fix --dry-run            # what could be mended by a machine?
  $ npx cdk-aks check deploy --format sarif --output check.sarif   # for code scanning; the log has text
  $ helm template ./chart | npx cdk-aks check -`,
    )
    .action(async (folders: string[], options: CheckCommand) => {
      const { check } = await import('../check.js');
      process.exitCode = check(folders, options, terminal());
    });
}
