import { INDEX_FILE } from '../../artifact/index-file';
import { readArtifacts } from '../../artifact/read/artifacts';
import type { ClusterFolder } from '../../artifact/read/clusters';
import type { InputFile } from '../../artifact/read/model';
import { below, folderOf, nameOf, tidyPath } from '../../artifact/read/paths';

/** One environment of files that hold several: a stack, and what runs in its clusters. */
export interface Environment {
  /** Name of the stack; of a cluster or folder that has none. */
  readonly name: string;
  readonly clusters: readonly string[];
  /** Folders that hold it. */
  readonly folders: readonly string[];
}

/**
 * The environments of a set of files, by name.
 *
 * @param said folders of clusters that no index tells
 */
export function environmentsOf(
  files: readonly InputFile[],
  said: readonly ClusterFolder[] = [],
): readonly Environment[] {
  const { modules, clusters } = readArtifacts(
    files.filter(({ path }) => isTold(path)),
    { clusters: said },
  );
  const placed = clusters.filter(({ folder }) => folder !== undefined);
  const stacks = modules.map((module): Environment => {
    const own = placed.filter(({ block }) => block?.module === module.folder);
    const folders = [module.folder, ...own.map(({ folder }) => folder as string)];
    return { name: module.name, clusters: own.map(({ name }) => name), folders };
  });
  const others = placed
    .filter(({ name }) => !stacks.some((stack) => stack.clusters.includes(name)))
    .map(({ name, folder }): Environment => ({ name, clusters: [name], folders: [folder as string] }));
  return [...stacks, ...others].sort((x, y) => (x.name < y.name ? -1 : 1));
}

/**
 * The files of one environment: those of the stack of that name and of its clusters, or of the cluster of that name
 * and its stack; besides, whatever lies in a folder of that name. Undefined where there is none.
 */
export function filesOfEnvironment(
  files: readonly InputFile[],
  name: string,
  said: readonly ClusterFolder[] = [],
): readonly InputFile[] | undefined {
  const environments = environmentsOf(files, said);
  const own = environments.filter((one) => one.name === name);
  const chosen = own.length > 0 ? own : environments.filter(({ clusters }) => clusters.includes(name));
  const folders = chosen.flatMap((one) => one.folders);
  const isIn = (path: string): boolean =>
    folders.some((folder) => below(folder, path) !== undefined) || folderOf(path).split('/').includes(name);
  const found = files.filter(({ path }) => isIn(tidyPath(path)));
  return found.length === 0
    ? undefined
    : [...found, ...files.filter((file) => isIndex(file.path) && !found.includes(file))];
}

function isTold(path: string): boolean {
  return path.endsWith('.tf.json') || isIndex(path);
}

function isIndex(path: string): boolean {
  return nameOf(tidyPath(path)) === INDEX_FILE;
}
