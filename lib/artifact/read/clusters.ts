import type { IndexFile } from '../index-file';
import type { Cluster, TerraformBlock, TerraformModule } from './model';
import { below, joinPath } from './paths';
import { textOf, unknown } from './values';

/** An index that lies beside the folders of its clusters. */
export interface FoundIndex {
  readonly folder: string;
  readonly index: IndexFile;
}

/** Said on the command line: this folder holds the manifests of that cluster. */
export interface ClusterFolder {
  /** Azure name, or name or address of its Terraform block. */
  readonly name: string;
  readonly folder: string;
}

const CLUSTER_TYPE = 'azurerm_kubernetes_cluster';

/** The clusters of the files: what is said wins over our index, and that over Terraform alone. */
export function findClusters(
  modules: readonly TerraformModule[],
  indexes: readonly FoundIndex[],
  said: readonly ClusterFolder[],
): readonly Cluster[] {
  const blocks = modules.flatMap((module) =>
    module.blocks.filter((one) => one.type === CLUSTER_TYPE && one.mode === 'resource'),
  );
  const clusters: Cluster[] = said.map(({ name, folder }) => {
    const block = blocks.find((one) => [nameOf(one), one.name, one.address].includes(name));
    return toCluster(block, { name: block ? nameOf(block) : name, folder });
  });
  for (const { folder, index } of indexes) {
    for (const [name, entry] of Object.entries(index.clusters ?? {})) {
      if (clusters.some((cluster) => cluster.name === name)) continue;
      const module = modules.find((one) => entry.terraform.startsWith(`${one.name}/`));
      const block = module?.blocks.find((one) => entry.terraform === `${module.name}/${one.address}`);
      const { kubernetesVersion, late, substituted } = entry;
      clusters.push(toCluster(block, { name, folder: joinPath(folder, name), kubernetesVersion, late, substituted }));
    }
  }
  const others = blocks.filter((block) => !clusters.some((cluster) => cluster.block === block));
  clusters.push(...others.map((block) => toCluster(block, { name: nameOf(block) })));
  return Object.freeze(clusters);
}

/** The cluster whose folder holds the file; the only one, where its folder is not known. */
export function clusterOf(file: string, clusters: readonly Cluster[]): string | undefined {
  const holders = clusters.filter(({ folder }) => folder !== undefined && below(folder, file) !== undefined);
  const nearest = holders.sort((a, b) => (b.folder as string).length - (a.folder as string).length)[0];
  if (nearest) return nearest.name;
  const [only, ...others] = clusters;
  return only !== undefined && others.length === 0 && only.folder === undefined ? only.name : undefined;
}

function toCluster(block: TerraformBlock | undefined, facts: Partial<Cluster> & { readonly name: string }): Cluster {
  const version = (block && textOf(block.arguments.kubernetes_version)) ?? facts.kubernetesVersion;
  return Object.freeze({
    folder: undefined,
    late: {},
    substituted: false,
    ...facts,
    block,
    kubernetesVersion: typeof version === 'string' && version !== '' ? version : unknown,
  });
}

function nameOf(block: TerraformBlock): string {
  return textOf(block.arguments.name) ?? block.name;
}
