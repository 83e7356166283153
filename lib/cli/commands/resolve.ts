import type { Command } from 'commander';
import type { Terminal } from '../terminal';

/** `cdk-aks resolve` */
export function addResolve(program: Command, terminal: () => Terminal): void {
  program
    .command('resolve')
    .description('fill the late values of a folder of manifests from the outputs of Terraform')
    .argument('<folder>', 'manifests of one cluster, such as deploy/kubernetes/prod')
    .requiredOption('--outputs <file>', "output of 'terraform output -json'; - reads standard input")
    .option('--to <folder>', 'write the filled manifests there (default: print one YAML stream)')
    .addHelpText(
      'after',
      `
Examples:
  $ npx cdk-aks resolve deploy/kubernetes/prod --outputs tf-outputs.json | kubectl apply -f -
  $ terraform output -json | npx cdk-aks resolve deploy/kubernetes/prod --outputs - --to filled`,
    )
    .action(async (folder: string, options: { outputs: string; to?: string }) => {
      const { resolveFolder } = await import('../resolve.js');
      process.exitCode = resolveFolder(folder, options, terminal());
    });
}
