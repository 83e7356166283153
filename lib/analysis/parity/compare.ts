import type { FieldPath } from '../../artifact/field-path';
import type { Category, FieldDifference } from './difference';
import { type Distance, pairItems } from './pair/items';

/** What has to be known of one kind of files to compare them. */
export interface Grammar {
  /** Fields that nobody deploys. */
  skips(path: FieldPath): boolean;
  /** Whether two values come to the same, whatever stands for what: a default that is written out, both left out. */
  same(a: unknown, b: unknown, path: FieldPath): boolean;
  isAbsent(value: unknown): boolean;
  /** Whether the order of a list says something. */
  isOrdered(path: FieldPath): boolean;
  /** By what items of a list are told apart, best first. */
  keys(path: FieldPath): readonly (readonly string[])[];
}

/** A field that differs, as it is put to whoever knows what is declared. */
export interface Leaf {
  /** In the first environment where it is there. */
  readonly path: FieldPath;
  /** Undefined where it is missing. */
  readonly a: unknown;
  readonly b: unknown;
  readonly item: string | undefined;
}

export interface Judges {
  /** Whether two texts are the same but for names. */
  readonly sameName: (a: string, b: string) => boolean;
  /** What the difference is declared to be. */
  readonly categoryOf: (leaf: Leaf, isOrdered: boolean) => Category | undefined;
}

/** Of more keys, those that are written alike are paired. */
const MOST_RENAMED = 200;

type Json = Readonly<Record<string, unknown>>;
type Paths = readonly [a: FieldPath, b: FieldPath];

/** Every field in which two trees differ, as deep as both have the same shape. */
export function compareTrees(a: unknown, b: unknown, grammar: Grammar, judges: Judges): readonly FieldDifference[] {
  return new TreeComparison(grammar, judges).compare(a, b, [[], []], undefined);
}

class TreeComparison {
  constructor(
    private readonly grammar: Grammar,
    private readonly judges: Judges,
  ) {}

  compare(a: unknown, b: unknown, at: Paths, item: string | undefined): readonly FieldDifference[] {
    const { grammar } = this;
    const [path] = at;
    if (Object.is(a, b) || grammar.skips(path)) return [];
    if (isObject(a) && isObject(b)) return this.fields(a, b, at, item);
    if (grammar.same(a, b, path)) return [];
    // Terraform writes a block that stands alone with or without its list.
    if (isBlocks(a) && isObject(b)) return this.compare(a[0], b, [[...at[0], 0], at[1]], item);
    if (isObject(a) && isBlocks(b)) return this.compare(a, b[0], [at[0], [...at[1], 0]], item);
    if (isItems(a) && isItems(b)) return this.items(a, b, at, item);
    const leaf = { path, a: grammar.isAbsent(a) ? undefined : a, b: grammar.isAbsent(b) ? undefined : b, item };
    const isOrdered = Array.isArray(a) && Array.isArray(b) && grammar.isOrdered(path);
    return [{ at, a: leaf.a, b: leaf.b, item, category: this.judges.categoryOf(leaf, isOrdered) }];
  }

  private fields(a: Json, b: Json, at: Paths, item: string | undefined): readonly FieldDifference[] {
    const onlyB = new Set(Object.keys(b).filter((name) => !Object.hasOwn(a, name)));
    const found: FieldDifference[] = [];
    const isFew = onlyB.size <= MOST_RENAMED;
    for (const name of Object.keys(a)) {
      const isAlike = (one: string): boolean => isFew && this.judges.sameName(name, one);
      const other = Object.hasOwn(b, name) ? name : [...onlyB].find(isAlike);
      if (other !== undefined) onlyB.delete(other);
      const paths = [
        [...at[0], name],
        [...at[1], other ?? name],
      ] as const;
      found.push(...this.compare(a[name], other === undefined ? undefined : b[other], paths, item));
    }
    for (const name of onlyB) {
      found.push(
        ...this.compare(
          undefined,
          b[name],
          [
            [...at[0], name],
            [...at[1], name],
          ],
          item,
        ),
      );
    }
    return found;
  }

  private items(
    a: readonly Json[],
    b: readonly Json[],
    at: Paths,
    item: string | undefined,
  ): readonly FieldDifference[] {
    const below = (i: number, j: number): Paths => [
      [...at[0], i],
      [...at[1], j],
    ];
    const distance = (i: number, j: number): Distance => ({
      differing: this.compare(a[i], b[j], below(i, j), item)
        .filter(({ category }) => category === undefined)
        .reduce((sum, one) => sum + Math.max(leavesOf(one.a), leavesOf(one.b)), 0),
      of: Math.max(leavesOf(a[i]), leavesOf(b[j])),
    });
    const keys = this.grammar.keys(at[0]);
    const { pairs, onlyA, onlyB, keyOf } = pairItems(a, b, keys, this.judges.sameName, distance);
    const named = (one: unknown): string | undefined => keyOf?.(one) ?? item;
    const found = pairs.flatMap(([i, j]) => this.compare(a[i], b[j], below(i, j), named(a[i])));
    for (const i of onlyA) found.push(...this.compare(a[i], undefined, [[...at[0], i], at[1]], named(a[i])));
    for (const j of onlyB) found.push(...this.compare(undefined, b[j], [at[0], [...at[1], j]], named(b[j])));
    const isMoved = this.grammar.isOrdered(at[0]) && pairs.some(([, j], place) => j < (pairs[place - 1]?.[1] ?? 0));
    if (isMoved && keyOf) {
      found.push({ at, a: a.map(keyOf), b: b.map(keyOf), item, category: undefined });
    }
    return found;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isItems(value: unknown): value is readonly Json[] {
  return Array.isArray(value) && value.length > 0 && value.every(isObject);
}

function isBlocks(value: unknown): value is readonly [Json] {
  return isItems(value) && value.length === 1;
}

function leavesOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return value === undefined ? 0 : 1;
  return Math.max(
    1,
    Object.values(value).reduce<number>((sum, inner) => sum + leavesOf(inner), 0),
  );
}
