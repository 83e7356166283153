import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { load } from 'js-yaml';
import type { OutputFolders } from '../artifact/files';

const DEFAULT_TERRAFORM = 'deploy/terraform';
const DEFAULT_KUBERNETES = 'deploy/kubernetes';

/**
 * The folder of the running program: the nearest one above its main file that holds a `cdktf.json` or a `cdk8s.yaml`,
 * else the working directory. A program compiled into a build folder is found by the files of its project.
 */
export function programDirectory(mainFile: string | undefined = process.argv[1]): string {
  if (mainFile === undefined || mainFile.includes(`${'node_modules'}`)) return process.cwd();
  for (let folder = dirname(resolve(mainFile)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'cdktf.json')) || existsSync(join(folder, 'cdk8s.yaml'))) return folder;
    if (dirname(folder) === folder) return process.cwd();
  }
}

/** Where output goes: `CDKTF_OUTDIR` and `CDK8S_OUTDIR`, else what the program says, else the two config files, else `deploy/`. */
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
  return { terraform, kubernetes, program: directory };
}

function fromEnvironment(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : resolve(value);
}

function configured(directory: string, file: string): string | undefined {
  const path = join(directory, file);
  if (!existsSync(path)) return undefined;
  const config = load(readFileSync(path, 'utf8'));
  const output = (config as { output?: unknown } | undefined)?.output;
  return typeof output === 'string' ? output : undefined;
}
