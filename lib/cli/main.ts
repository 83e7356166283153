#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { readPackageVersion } from '../core/data-files';
import { CdkAksError } from '../core/errors';
import { SEVERITIES } from '../artifact/finding';
import { ENGINES } from '../analysis/reachability/engines';
import { FORMATS } from '../report/formats';
import type { CheckCommand } from './check';
import { compileLess } from './compile-less';
import type { DiffCommand } from './diff';
import type { ExplainCommand } from './explain';
import type { ImagesCommand } from './images';
import type { ParityCommand } from './parity';
import type { ReachCommand } from './reach';
import type { SynthCommand } from './synth';
import { type OutputOptions, Terminal } from './terminal';

const EXIT_CODES = `
Exit codes:
  0  done; with --check: nothing differs; with check: nothing found; with diff: nothing is lost or refused;
     with parity: all that differs is declared or accepted
  1  the program has errors, something differs, something was found, or a change is not accepted
  2  the command was used wrongly, or its input cannot be read`;

/** Builds the command line. Each command loads its own code, so that start-up stays short. */
function commandLine(): Command {
  const program = new Command('cdk-aks')
    .description('AKS platforms as typed code, proved before they are deployed')
    .version(readPackageVersion(), '-V, --version', 'print the version')
    .option('-q, --quiet', 'print problems only')
    .option('--json', 'print one JSON document')
    .addHelpText('after', EXIT_CODES)
    .exitOverride();

  program
    .command('synth')
    .description('run the program and write Terraform JSON and Kubernetes manifests')
    .option('--app <command>', "command that runs the program (default: 'app' of cdktf.json, else of cdk8s.yaml)")
    .option('--check', 'write nothing; fail with a diff if the files on disk are not what the program renders')
    .option('--acknowledge <object=reason>', 'accept that an object loses its state (may be repeated)', collect)
    .addHelpText(
      'after',
      `
Examples:
  $ npx cdk-aks synth
  $ npx cdk-aks synth --check            # in a pipeline: were the artifacts checked in?
  $ npx cdk-aks synth --app "npx tsx main.ts"`,
    )
    .action(async (options: SynthCommand) => {
      const { synth } = await import('./synth.js');
      process.exitCode = await synth(options, terminal(program));
    });

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
      const { resolveFolder } = await import('./resolve.js');
      process.exitCode = resolveFolder(folder, options, terminal(program));
    });

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
      const { check } = await import('./check.js');
      process.exitCode = check(folders, options, terminal(program));
    });

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
      const { diff } = await import('./diff.js');
      process.exitCode = diff(folders, options, terminal(program));
    });

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
      const { parity } = await import('./parity.js');
      process.exitCode = parity([a, b], options, terminal(program));
    });

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
      const { reach } = await import('./reach.js');
      process.exitCode = reach(folders, options, terminal(program));
    });

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
      const { explain } = await import('./explain.js');
      process.exitCode = explain(rule, options, terminal(program));
    });

  const images = program
    .command('images')
    .description('lock what each environment runs, in images.<environment>.json')
    .addHelpText(
      'after',
      `
Examples:
  $ npx cdk-aks images set prod shop/cart=sha256:… shop/web=2.1.0@sha256:…   # at the end of a build
  $ npx cdk-aks images set staging --add shop/orders=sha256:…                 # one that is new
  $ npx cdk-aks images list prod
  $ npx cdk-aks images remove prod shop/coupons`,
    );
  const inFolder = [
    '--in <folder>',
    'folder of the program (default: the nearest one with cdktf.json or cdk8s.yaml)',
  ] as const;
  images
    .command('set')
    .description('lock images to their digests')
    .argument('<environment>', 'such as prod, for images.prod.json')
    .argument('<image=digest...>', 'repository and digest, with a tag in front of it if you like')
    .option('--add', 'take images that are not in the lock yet, and begin one where there is none')
    .option(...inFolder)
    .action(async (environment: string, entries: string[], options: ImagesCommand) => {
      const { setImages } = await import('./images.js');
      process.exitCode = setImages(environment, entries, options, terminal(program));
    });
  images
    .command('list')
    .description('list what is locked')
    .argument('[environment]', 'such as prod (default: all)')
    .option(...inFolder)
    .action(async (environment: string | undefined, options: ImagesCommand) => {
      const { listImages } = await import('./images.js');
      process.exitCode = listImages(environment, options, terminal(program));
    });
  images
    .command('remove')
    .description('take images out of the lock')
    .argument('<environment>', 'such as prod, for images.prod.json')
    .argument('<image...>', 'repositories that nothing runs any more')
    .option(...inFolder)
    .action(async (environment: string, repositories: string[], options: ImagesCommand) => {
      const { removeImages } = await import('./images.js');
      process.exitCode = removeImages(environment, repositories, options, terminal(program));
    });
  return program;
}

/** Values of an option that may be repeated. */
function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function terminal(program: Command): Terminal {
  return new Terminal(program.opts<OutputOptions>());
}

/** Runs the command line. Never throws: whatever goes wrong becomes a message and an exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = commandLine();
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2; // commander has printed its message
    } else if (error instanceof CdkAksError) {
      terminal(program).problems(error.problems);
      process.exitCode = 2;
    } else {
      throw error;
    }
  }
}

if (require.main === module) {
  compileLess();
  void main(process.argv);
}
