import { type Problem, type Problems } from '../../core/errors';
import type { ManifestFolder } from '../../core/join';
import { deriveName } from '../../core/names';

/** One part of a repository that Flux applies, after the parts it depends on. */
export interface FluxKustomization {
  /** 1 to 30 lower-case letters, digits and `-`. */
  readonly name: string;
  /** Folder in the repository, such as `./extra/dashboards`. */
  readonly path: string;
  /**
   * Names of parts that must be applied and healthy first.
   * @default - none
   */
  readonly dependsOn?: readonly string[];
  /**
   * Fills in the values that only Azure knows, where the folder writes `${NAME}`. Flux then reads every `$` of the folder:
   * what is to stay a dollar before a brace is written twice.
   * @default false
   */
  readonly substitute?: boolean;
}

/** How each part is kept in line. Seconds. */
export interface KustomizationTimes {
  readonly sync: number;
  readonly retry: number;
  readonly timeout: number;
}

/** The part that holds what is cluster-wide: definitions, operators, storage classes. */
const INFRASTRUCTURE = 'infrastructure';
const CLUSTER_WIDE = '_cluster';

/**
 * A part for each folder of a cluster: first the cluster-wide objects, then other infrastructure, then the namespaces.
 *
 * @param root folder of the cluster in the repository: `./deploy/kubernetes/prod`
 */
export function kustomizationsOf(folders: readonly ManifestFolder[], root: string): readonly FluxKustomization[] {
  const clusterWide = folders.filter(({ name }) => name === CLUSTER_WIDE).map(({ name }) => partName(name));
  const infrastructure = folders.filter((folder) => folder.infrastructure).map(({ name }) => partName(name));
  return folders.map((folder) => {
    const name = partName(folder.name);
    const before = folder.infrastructure ? clusterWide.filter((other) => other !== name) : infrastructure;
    return { name, path: `${root}/${folder.name}`, dependsOn: before, substitute: true };
  });
}

function partName(folder: string): string {
  if (folder === CLUSTER_WIDE) return INFRASTRUCTURE;
  return deriveName('fluxKustomization', folder === INFRASTRUCTURE ? ['namespace', folder] : [folder]);
}

/** Adds to `problems`: `flux/nothing-to-apply`, `flux/kustomization-name`, `flux/kustomization-twice`, `flux/depends-on`. */
export function checkKustomizations(parts: readonly FluxKustomization[], problems: Problems): void {
  if (parts.length === 0) {
    problems.add({
      property: 'cluster',
      rule: 'has no manifests, and a Flux configuration needs something to apply',
      fix: 'Put a namespace below cluster.kubernetes, or leave the FluxConfiguration out',
      code: 'flux/nothing-to-apply',
    });
  }
  const names = parts.map(({ name }) => name);
  parts.forEach((part, index) => {
    if (names.indexOf(part.name) !== index) problems.add(twice(part));
    for (const other of part.dependsOn ?? []) {
      if (names.includes(other) && other !== part.name) continue;
      problems.add({
        property: `kustomizations.${part.name}.dependsOn`,
        value: other,
        rule: 'is not the name of another part',
        fix: `Write one of ${[...new Set(names)].filter((name) => name !== part.name).join(', ')}`,
        code: 'flux/depends-on',
      });
    }
  });
}

function twice({ name, path }: FluxKustomization): Problem {
  return {
    property: 'kustomizations',
    value: name,
    rule: `is the name of two parts, one of them ${path}`,
    fix: 'Rename the namespace or the part',
    code: 'flux/kustomization-twice',
  };
}

/** As azurerm takes them in JSON: blocks are objects in lists, names have underscores. */
export function kustomizationBlocks(
  parts: readonly FluxKustomization[],
  times: KustomizationTimes,
  substitute: Readonly<Record<string, string>>,
): readonly Readonly<Record<string, unknown>>[] {
  const filled = Object.keys(substitute).length > 0;
  return parts.map(({ name, path, dependsOn = [], substitute: wanted = false }) => ({
    name,
    path,
    ...(dependsOn.length > 0 ? { depends_on: [...dependsOn] } : {}),
    garbage_collection_enabled: true,
    // Jobs ask for it by themselves; everything else would be deleted and made again where a patch fails.
    recreating_enabled: false,
    wait: true,
    sync_interval_in_seconds: times.sync,
    retry_interval_in_seconds: times.retry,
    timeout_in_seconds: times.timeout,
    ...(filled && wanted ? { post_build: [{ substitute: { ...substitute } }] } : {}),
  }));
}
