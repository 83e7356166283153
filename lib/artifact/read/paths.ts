import { posix } from 'node:path';

/** `deploy/terraform/stacks/prod` of `deploy/terraform/stacks/prod/cdk.tf.json`; `.` for a file beside us. */
export function folderOf(path: string): string {
  return posix.dirname(path);
}

export function nameOf(path: string): string {
  return posix.basename(path);
}

/** The path as it is told: `/` between parts, no `./` in front, no `..` inside. */
export function tidyPath(path: string): string {
  return posix.normalize(path.replaceAll('\\', '/'));
}

/** Path below a folder; undefined where it is not below it. */
export function below(folder: string, path: string): string | undefined {
  if (folder === '.' || folder === '') return path.startsWith('../') || path.startsWith('/') ? undefined : path;
  const prefix = folder.endsWith('/') ? folder : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

export function joinPath(...parts: readonly string[]): string {
  return posix.join(...parts);
}
