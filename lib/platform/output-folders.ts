import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { load, YAMLException } from 'js-yaml';
import type { OutputFolders } from '../artifact/files';
import { CdkAksError } from '../core/errors';

const DEFAULT_TERRAFORM = 'deploy/terraform';
const DEFAULT_KUBERNETES = 'deploy/kubernetes';

/**
 * The folder of the running program: the nearest one above its main file that holds a `cdktf.json` or a `cdk8s.yaml`,
 * else the working directory. A program compiled into a build folder is found by the files of its project.
 */
export function programDirectory(mainFile: string | undefined = process.argv[1]): string {
  if (mainFile === undefined || mainFile.includes('node_modules')) return process.cwd();
  for (let folder = dirname(resolve(mainFile)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'cdktf.json')) || existsSync(join(folder, 'cdk8s.yaml'))) return folder;
    if (dirname(folder) === folder) return process.cwd();
  }
}

/**
 * Where output goes: `CDKTF_OUTDIR` and `CDK8S_OUTDIR`, else what the program says, else the two config files, else `deploy/`.
 * @throws CdkAksError `output/same-folder` for one folder for both
 */
export function outputFolders(
  directory: string,
  props: { readonly terraform?: string; readonly kubernetes?: string },
  environment: NodeJS.ProcessEnv = process.env,
): OutputFolders {
  // The command lines of cdktf and cdk8s set these relative to where they run, which is where we run too.
  const terraform =
    fromEnvironment(environment.CDKTF_OUTDIR) ??
    resolve(directory, props.terraform ?? configured(directory, 'cdktf.json') ?? DEFAULT_TERRAFORM);
  const kubernetes =
    fromEnvironment(environment.CDK8S_OUTDIR) ??
    resolve(directory, props.kubernetes ?? configured(directory, 'cdk8s.yaml') ?? DEFAULT_KUBERNETES);
  if (terraform === kubernetes) {
    throw new CdkAksError([
      {
        path: 'app',
        property: 'kubernetesOutput',
        value: kubernetes,
        rule: 'is the folder of the Terraform output too, and each has an index of the files that it owns',
        fix: 'Give each a folder of its own, such as deploy/terraform and deploy/kubernetes',
        code: 'output/same-folder',
      },
    ]);
  }
  return { terraform, kubernetes, program: directory };
}

/**
 * The program's folder as Terraform sees it when it runs in a stack's folder: `../../../..` for `deploy/terraform`. As
 * configured, not as the environment says, so that the output does not depend on where it goes.
 */
export function programFromStack(directory: string, props: { readonly terraform?: string }): string {
  const { terraform } = outputFolders(directory, props, {});
  return relative(join(terraform, 'stacks', 'any'), resolve(directory))
    .split(sep)
    .join('/');
}

function fromEnvironment(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : resolve(value);
}

/** Context that `cdktf` hands to a program from its `cdktf.json`: however a program is run, it sees the same. */
export function configuredContext(directory: string): Readonly<Record<string, unknown>> {
  const { context } = readConfig(directory, 'cdktf.json');
  return context !== null && typeof context === 'object' ? (context as Readonly<Record<string, unknown>>) : {};
}

function configured(directory: string, file: string): string | undefined {
  const { output } = readConfig(directory, file);
  return typeof output === 'string' ? output : undefined;
}

/** @throws CdkAksError `app/config` for a file that is no JSON or YAML */
function readConfig(directory: string, file: string): Readonly<Record<string, unknown>> {
  const path = join(directory, file);
  if (!existsSync(path)) return {};
  try {
    const config = load(readFileSync(path, 'utf8'));
    return config !== null && typeof config === 'object' ? (config as Readonly<Record<string, unknown>>) : {};
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new CdkAksError([
      {
        property: file,
        rule: `cannot be read: ${error.reason} in line ${error.mark.line + 1}`,
        fix: 'Mend the file',
        code: 'app/config',
      },
    ]);
  }
}
