import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock, TerraformModule } from '../../artifact/read/model';
import { unknown } from '../../artifact/read/values';
import { providerVersionOf } from '../change/provider-version';
import { AS_WRITTEN, plainArguments, type Resource } from '../change/resources';
import { type Attributes, attributesOf } from '../change/terraform/provider-schema';
import { compareTrees, type Judges } from './compare';
import { categoryOf } from './declared/category';
import type { Declared } from './declared/field';
import type { Difference, FieldDifference } from './difference';
import { plainGrammar, resourceGrammar } from './grammar/terraform';
import { learnBlocks } from './learn';
import { type Named, pairNamed, type Paired } from './pair/named';
import { fieldOf, printArgument, stateOf, strangersOf } from './state';
import { tellFields, tellMissing, type Told } from './told';

export type BlockPairs = Paired<TerraformBlock>;

/** Pairs the resources and data sources of two modules, and learns what they tell of names. */
export function pairBlocks(
  a: TerraformModule,
  b: TerraformModule,
  learned: Parameters<typeof learnBlocks>[2],
): BlockPairs {
  return pairNamed(a.blocks.map(toNamed), b.blocks.map(toNamed), learned.vocabulary, (one, other) =>
    learnBlocks(one, other, learned),
  );
}

function toNamed(block: TerraformBlock): Named<TerraformBlock> {
  return { item: block, kind: `${block.mode} ${block.type}`, name: block.name };
}

/** Two modules that stand for each other, with the files they are in. */
export interface ModulePair {
  readonly a: TerraformModule;
  readonly b: TerraformModule;
  readonly artifacts: readonly [Artifacts, Artifacts];
}

/** What has to be known to compare the resources of two modules. */
interface Scene {
  readonly modules: ModulePair;
  readonly declared: Declared;
  readonly providerVersion: string;
  /** Addresses of all that is paired, of either side. */
  readonly common: ReadonlySet<string>;
}

/** Compares the resources and data sources of two modules. */
export function compareBlocks(modules: ModulePair, paired: BlockPairs, declared: Declared): readonly Difference[] {
  const { pairs, onlyA, onlyB } = paired;
  const common = new Set(pairs.flat().map(({ address }) => address));
  const providerVersion = [providerVersionOf(modules.a), providerVersionOf(modules.b)].sort().at(-1) as string;
  const scene: Scene = { modules, declared, providerVersion, common };
  const missing = (side: 'a' | 'b', block: TerraformBlock): readonly Difference[] =>
    instancesOf(block).length === 0 ? [] : [tellMissing(side, toldOf(block, block.address, modules, side))];
  return [
    ...pairs.flatMap(([a, b]) => compareInstances(a, b, scene)),
    ...onlyA.flatMap((block) => missing('a', block)),
    ...onlyB.flatMap((block) => missing('b', block)),
  ];
}

function compareInstances(a: TerraformBlock, b: TerraformBlock, scene: Scene): readonly Difference[] {
  const { modules, declared } = scene;
  const schema = { type: a.type, attributes: schemaOf(a, scene) };
  const [as, bs] = [instancesOf(a), instancesOf(b)];
  const told = (resource: Resource, side: 'a' | 'b'): Told => toldOf(resource.block, resource.address, modules, side);
  const named = (all: readonly Instance[]): readonly Named<Instance>[] =>
    all.map((item) => ({ item, kind: '', name: String(item.key ?? 0) }));
  const paired = pairNamed(named(as), named(bs), declared.vocabulary, () => undefined);
  const found = paired.pairs.flatMap(([one, other]) =>
    tellFields(told(one, 'a'), told(other, 'b'), compareResources(one, other, scene), {
      format: (path) => path.join('.'),
      print: (value, path, item) => printArgument(value, path, item, schema),
    }),
  );
  const isCounted = [as, bs].every((all) => all.length > 0 && all.every(({ key }) => typeof key !== 'string'));
  if (isCounted && as.length !== bs.length) {
    return [
      ...found,
      ...tellFields(toldOf(a, a.address, modules, 'a'), toldOf(b, b.address, modules, 'b'), countOf(as, bs), {
        format: (path) => path.join('.'),
        print: (value) => value,
      }),
    ];
  }
  return [
    ...found,
    ...paired.onlyA.map((one) => tellMissing('a', told(one, 'a'))),
    ...paired.onlyB.map((one) => tellMissing('b', told(one, 'b'))),
  ];
}

/** More of the same are a matter of size. */
function countOf(as: readonly Instance[], bs: readonly Instance[]): readonly FieldDifference[] {
  return [{ at: [['count'], ['count']], a: as.length, b: bs.length, item: undefined, category: 'size' }];
}

interface Instance extends Resource {
  readonly key: string | number | undefined;
}

/** Those of an unknown number as one. */
function instancesOf(block: TerraformBlock): readonly Instance[] {
  const { address, instances } = block;
  if (instances === unknown) return [{ address, block, arguments: block.arguments, key: undefined }];
  return instances.map(({ key, arguments: values }) => {
    const place = key === undefined ? '' : typeof key === 'number' ? `[${key}]` : `["${key}"]`;
    return { address: `${address}${place}`, block, arguments: values, key };
  });
}

function compareResources(a: Resource, b: Resource, scene: Scene): readonly FieldDifference[] {
  const { type } = a.block;
  const { declared, common } = scene;
  const [left, right] = [plainArguments(a, AS_WRITTEN), plainArguments(b, AS_WRITTEN)];
  const attributes = schemaOf(a.block, scene);
  const judges: Judges = {
    sameName: (x, y) => declared.vocabulary.same(x, y),
    categoryOf: (leaf, isOrdered) =>
      categoryOf(leaf, isOrdered, fieldOf(type, leaf.path, leaf.item, attributes), declared),
  };
  const plainly = (x: unknown, y: unknown): readonly FieldDifference[] => compareTrees(x, y, plainGrammar, judges);
  const own = plainly(ownArguments(a, common), ownArguments(b, common));
  if (!attributes) return [...plainly(left, right), ...own];
  const [stateA, stateB] = [stateOf(type, attributes, left), stateOf(type, attributes, right)];
  return [
    ...compareTrees(stateA, stateB, resourceGrammar(type, attributes), judges),
    ...plainly(strangersOf(attributes, left), strangersOf(attributes, right)),
    ...own,
  ];
}

/** Data sources have schemas of their own, which are not at hand. */
function schemaOf({ type, mode }: TerraformBlock, { providerVersion }: Scene): Attributes | undefined {
  return mode === 'resource' ? attributesOf(type, providerVersion) : undefined;
}

/** Arguments of Terraform itself; without an order after what only one side has, which is told by itself. */
function ownArguments({ block }: Resource, common: ReadonlySet<string>): object {
  const { lifecycle, provider, depends_on: after, count, for_each: each } = block.body;
  const order = Array.isArray(after) ? after.filter((one) => common.has(String(one))).sort() : after;
  return { lifecycle, provider, depends_on: order, ...(block.instances === unknown ? { count, for_each: each } : {}) };
}

function toldOf(block: TerraformBlock, id: string, { artifacts }: ModulePair, side: 'a' | 'b'): Told {
  return { id, artifacts: artifacts[side === 'a' ? 0 : 1], source: block.source, path: block.path };
}
