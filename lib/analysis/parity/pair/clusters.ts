import type { Artifacts } from '../../../artifact/read/artifacts';
import type { Cluster, KubernetesObject, TerraformBlock } from '../../../artifact/read/model';
import type { Vocabulary } from '../names/vocabulary';
import type { Paired } from './named';

/** What is applied to one cluster; to an unknown one where the files don't tell. */
export interface ClusterObjects {
  readonly name: string;
  readonly cluster: Cluster | undefined;
  readonly objects: readonly KubernetesObject[];
}

/** Pairs the clusters of two environments by their blocks, by name, then by what they hold. */
export function pairClusters(
  a: Artifacts,
  b: Artifacts,
  blocks: ReadonlyMap<TerraformBlock, TerraformBlock>,
  vocabulary: Vocabulary,
): Paired<ClusterObjects> {
  const [as, bs] = [clustersOf(a), clustersOf(b)];
  const [left, free] = [new Set(as), new Set(bs)];
  const pairs: (readonly [ClusterObjects, ClusterObjects])[] = [];
  const takeWhere = (isSame: (one: ClusterObjects, other: ClusterObjects) => boolean): void => {
    for (const one of [...left]) {
      const other = [...free].find((candidate) => isSame(one, candidate));
      if (!other) continue;
      left.delete(one);
      free.delete(other);
      pairs.push([one, other]);
      vocabulary.learnEnvironment(one.name, other.name);
    }
  };
  takeWhere(({ cluster }, other) => {
    const block = cluster?.block && blocks.get(cluster.block);
    return block !== undefined && block === other.cluster?.block;
  });
  takeWhere((one, other) => one.name === other.name);
  takeWhere((one, other) => vocabulary.same(one.name, other.name));
  if (left.size === 1 && free.size === 1) takeWhere(() => true);
  else takeWhere((one, other) => commonObjects(one, other) * 2 > Math.min(one.objects.length, other.objects.length));
  return { pairs, onlyA: [...left], onlyB: [...free] };
}

function clustersOf(artifacts: Artifacts): readonly ClusterObjects[] {
  const byName = new Map<string, KubernetesObject[]>();
  for (const object of artifacts.objects()) {
    const name = object.cluster ?? '';
    const some = byName.get(name);
    if (some) some.push(object);
    else byName.set(name, [object]);
  }
  return [...byName].map(([name, objects]) => ({
    name,
    cluster: artifacts.clusters.find((cluster) => cluster.name === name),
    objects,
  }));
}

function commonObjects(a: ClusterObjects, b: ClusterObjects): number {
  const ids = new Set(b.objects.map(({ id }) => id));
  return a.objects.filter(({ id }) => ids.has(id)).length;
}
