import type { Artifacts } from '../artifact/read/artifacts';
import type { FieldPath } from '../artifact/field-path';
import type { Cluster, KubernetesObject, TerraformBlock } from '../artifact/read/model';
import { unknown, type Unknown } from '../artifact/read/values';
import { resources } from './cluster/blocks';
import { Fields } from './cluster/fields';
import { targetOf } from './identity/identities';
import { asBody } from './workload/workloads';

/** One folder that Flux applies to a cluster. */
export interface FluxFolder {
  readonly block: TerraformBlock;
  readonly field: FieldPath;
  readonly name: string;
  /** Folder below the cluster's own, empty for all of it; unknown where its path does not lead through that. */
  readonly folder: string | Unknown;
  /** Names that it fills in; undefined where it substitutes nothing. */
  readonly names: ReadonlySet<string> | undefined | Unknown;
}

/** A cluster and what Flux applies to it. */
export interface FluxOfCluster {
  readonly cluster: Cluster;
  readonly folders: readonly FluxFolder[] | Unknown;
}

/** What Flux applies to each cluster, by the cluster's name. */
export function fluxByCluster(artifacts: Artifacts): ReadonlyMap<string, FluxOfCluster> {
  return new Map<string, FluxOfCluster>(
    artifacts.clusters.map((cluster) => [cluster.name, { cluster, folders: fluxFolders(cluster, artifacts) }]),
  );
}

/** What Flux applies to a cluster; unknown where the files don't tell. */
function fluxFolders(cluster: Cluster, artifacts: Artifacts): readonly FluxFolder[] | Unknown {
  const folders: FluxFolder[] = [];
  for (const block of resources(artifacts, 'azurerm_kubernetes_flux_configuration')) {
    if (targetOf(artifacts, block.arguments.cluster_id) !== cluster.block) continue;
    const kustomizations = new Fields(block.arguments, block.body).blocks('kustomizations');
    if (kustomizations === unknown) return unknown;
    for (const one of kustomizations) {
      folders.push({
        block,
        field: one.path('path'),
        name: String(one.text('name')),
        folder: folderOf(one.text('path'), cluster.name),
        names: namesOf(one),
      });
    }
  }
  return folders;
}

/** The folders that hold an object, as far as their paths tell; those of unknown path included. */
export function foldersThatHold(
  object: KubernetesObject,
  cluster: Cluster,
  all: readonly FluxFolder[],
): readonly FluxFolder[] {
  const path = pathBelow(object, cluster);
  return all.filter(
    ({ folder }) => folder === unknown || path === undefined || folder === '' || path.startsWith(`${folder}/`),
  );
}

/** Path of an object's file below the cluster's own folder; undefined where the cluster has none. */
export function pathBelow({ source }: KubernetesObject, { folder }: Cluster): string | undefined {
  return folder !== undefined && source.file.startsWith(`${folder}/`)
    ? source.file.slice(folder.length + 1)
    : undefined;
}

function folderOf(path: string | undefined | Unknown, cluster: string): string | Unknown {
  if (typeof path !== 'string') return unknown;
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  const at = steps.lastIndexOf(cluster);
  return at < 0 ? unknown : steps.slice(at + 1).join('/');
}

function namesOf(fields: Fields): FluxFolder['names'] {
  if (fields.has('post_build') === false) return undefined;
  // Values of a ConfigMap or Secret are in the cluster alone.
  if (fields.has('post_build', 'substitute_from') !== false) return unknown;
  const values = fields.value('post_build', 'substitute');
  return values === unknown ? unknown : new Set(Object.keys(asBody(values) ?? {}));
}
