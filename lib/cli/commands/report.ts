import { type Command, Option } from 'commander';
import { REPORT_FORMATS } from '../../report/page/formats';
import type { ReportCommand } from '../report';
import type { Terminal } from '../terminal';
import { collect } from './collect';

/** `cdk-aks report` */
export function addReport(program: Command, terminal: () => Terminal): void {
  program
    .command('report')
    .description('draw and describe a platform from its files, on one page that needs no network')
    .argument('[folders...]', 'folders or files; - or nothing reads manifests from standard input')
    .addOption(new Option('--format <format>', 'what to write').choices(Object.keys(REPORT_FORMATS)).default('html'))
    .option(
      '--output <file>',
      'file to write; - prints it (default: report.html, topology.svg, topology.mermaid, report.md)',
    )
    .option('--against <ref-or-folder>', 'tell what changes since a branch, tag or commit, or compared with a folder')
    .option('--cluster <name=folder>', 'which folder belongs to which cluster (may be repeated)', collect)
    .option('--profile <profile>', 'which rules are asked: recommended, strict, azure-safeguards or pss-restricted')
    .addHelpText(
      'after',
      `
Examples:
  $ npx cdk-aks report deploy
  $ npx cdk-aks report deploy --output docs/platform.html
  $ npx cdk-aks report deploy --format mermaid                  # a picture that GitHub draws
  $ npx cdk-aks report deploy --format markdown --against origin/main --output -   # for a pull request`,
    )
    .action(async (folders: string[], options: ReportCommand) => {
      const { report } = await import('../report.js');
      process.exitCode = report(folders, options, terminal());
    });
}
