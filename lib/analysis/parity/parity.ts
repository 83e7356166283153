import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock, TerraformModule } from '../../artifact/read/model';
import type { Difference } from './difference';
import { compareClusters } from './kubernetes';
import type { Learned } from './learn';
import { Vocabulary } from './names/vocabulary';
import { type ClusterObjects, pairClusters } from './pair/clusters';
import { pairModules } from './pair/modules';
import { compareSettings } from './settings';
import { compareBlocks, type ModulePair, pairBlocks } from './terraform';
import { tellMissing } from './told';

export interface ParityOptions {
  /**
   * Names of the first environment and those of the second that stand for them.
   * @default - what the files tell: names of stacks, clusters, resource groups, and of all that is paired
   */
  readonly names?: readonly (readonly [a: string, b: string])[];
}

/** Two environments, compared. */
export interface Parity {
  /** Every difference, declared ones included, by object and attribute. */
  readonly differences: readonly Difference[];
  /** What could not be told, as sentences without their full stop. */
  readonly notes: readonly string[];
}

/** In what two environments differ, and what of it is declared: sizes, names, addresses, digests, secrets, places. */
export function parityOf(a: Artifacts, b: Artifacts, { names = [] }: ParityOptions = {}): Parity {
  const learned: Learned = { vocabulary: new Vocabulary(), addresses: new Set(), places: new Set() };
  const { vocabulary } = learned;
  for (const [one, other] of names) {
    vocabulary.learn(one, other);
    vocabulary.learnEnvironment(one, other);
  }
  const artifacts = [a, b] as const;
  const modules = pairModules(a, b, vocabulary);
  const blocks = modules.pairs.map(([one, other]) => pairBlocks(one, other, learned));
  const counterparts = new Map(blocks.flatMap(({ pairs }) => pairs.map((pair) => [...pair] as const)));
  const clusters = pairClusters(a, b, counterparts as ReadonlyMap<TerraformBlock, TerraformBlock>, vocabulary);
  const notes: string[] = [];

  const found: Placed[] = modules.pairs.flatMap(([one, other], place) => {
    const pair: ModulePair = { a: one, b: other, artifacts };
    // What was learnt since may pair more.
    const compared = compareBlocks(pair, pairBlocks(one, other, learned), learned);
    const all = [...compared, ...compareSettings(pair, learned)];
    notes.push(...unknownOf(all, pair));
    return all
      .filter((one) => !isUnknown(one, pair))
      .map((difference) => ({ difference, place: one.name, pair: place }));
  });
  clusters.pairs.forEach((pair, place) => {
    for (const difference of compareClusters(pair, artifacts, learned)) {
      found.push({ difference, place: pair[0].name, pair: modules.pairs.length + place });
    }
  });
  const alone = [
    ...modules.onlyA.map((one) => aloneModule('a', one, a)),
    ...modules.onlyB.map((one) => aloneModule('b', one, b)),
    ...clusters.onlyA.flatMap((one) => aloneCluster('a', one, a)),
    ...clusters.onlyB.flatMap((one) => aloneCluster('b', one, b)),
  ];
  return { differences: [...withPlaces(found), ...alone].sort(byObject), notes };
}

interface Placed {
  readonly difference: Difference;
  /** Stack or cluster. */
  readonly place: string;
  /** Which of the paired stacks and clusters. */
  readonly pair: number;
}

/** Names the stack or cluster of objects that differ in several of them. */
function withPlaces(found: readonly Placed[]): readonly Difference[] {
  const pairs = new Map<string, Set<number>>();
  for (const { difference, pair } of found) {
    pairs.set(difference.object, (pairs.get(difference.object) ?? new Set()).add(pair));
  }
  return found.map(({ difference, place }) => {
    const isShared = (pairs.get(difference.object)?.size ?? 0) > 1;
    return isShared && place !== '' ? { ...difference, place } : difference;
  });
}

/** A part of the module that could not be read may hold what seems to be missing. */
function isUnknown({ attribute, spotA, spotB }: Difference, { a, b }: ModulePair): boolean {
  return attribute === '' && ((spotA === undefined && !a.complete) || (spotB === undefined && !b.complete));
}

function unknownOf(all: readonly Difference[], pair: ModulePair): readonly string[] {
  const count = all.filter((one) => isUnknown(one, pair)).length;
  if (count === 0) return [];
  const side = pair.a.complete ? pair.b : pair.a;
  return [`${count} that ${side.folder} lacks may stand in what of it cannot be read`];
}

function aloneModule(side: 'a' | 'b', module: TerraformModule, artifacts: Artifacts): Difference {
  const source = { file: module.files[0] ?? module.folder, document: 0, at: [] };
  const count = `${module.blocks.length} Terraform blocks`;
  return tellMissing(side, { id: module.name, artifacts, source, path: undefined }, count);
}

function aloneCluster(side: 'a' | 'b', { name, objects }: ClusterObjects, artifacts: Artifacts): readonly Difference[] {
  if (name === '') {
    return objects.map((object) => tellMissing(side, { ...object, artifacts }));
  }
  const [first] = objects;
  if (!first) return [];
  return [
    tellMissing(side, { id: name, artifacts, source: first.source, path: undefined }, `${objects.length} objects`),
  ];
}

function byObject(a: Difference, b: Difference): number {
  return (
    compareText(a.place ?? '', b.place ?? '') ||
    compareText(a.object, b.object) ||
    compareText(a.attribute, b.attribute)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
