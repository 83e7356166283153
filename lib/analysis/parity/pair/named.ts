import type { Vocabulary } from '../names/vocabulary';

/** Things of two environments that stand for each other, and those that have no counterpart. */
export interface Paired<T> {
  readonly pairs: readonly (readonly [a: T, b: T])[];
  readonly onlyA: readonly T[];
  readonly onlyB: readonly T[];
}

/** Something with a name, as it is paired. */
export interface Named<T> {
  readonly item: T;
  /** Only things of one kind are paired. */
  readonly kind: string;
  readonly name: string;
}

/** More of one kind without counterpart are not all compared with each other. */
const MOST_COMPARED = 250_000;

/**
 * Pairs things of one kind: by equal names, by names that differ as those of the environments do, and those that are
 * the only ones of their kind. What the pairs tell of names helps to pair the rest.
 */
export function pairNamed<T>(
  as: readonly Named<T>[],
  bs: readonly Named<T>[],
  vocabulary: Vocabulary,
  learn: (a: T, b: T) => void,
): Paired<T> {
  const pairs: (readonly [T, T])[] = [];
  const left = byKind(as);
  const right = byKind(bs);
  const singles = [...left.keys()].filter((kind) => left.get(kind)?.size === 1 && right.get(kind)?.size === 1);
  const take = (kind: string, a: Named<T>, b: Named<T>): void => {
    left.get(kind)?.delete(a);
    right.get(kind)?.delete(b);
    pairs.push([a.item, b.item]);
    learn(a.item, b.item);
  };
  for (const [kind, some] of left) {
    const others = new Map([...(right.get(kind) ?? [])].map((one) => [one.name, one]));
    for (const a of [...some]) {
      const b = others.get(a.name);
      if (b && right.get(kind)?.has(b)) take(kind, a, b);
    }
  }
  const pairAlike = (): void => {
    for (const [kind, some] of left) {
      const others = right.get(kind) ?? new Set();
      const byKey = new Map([...others].map((one) => [vocabulary.key('b', plainName(one.name)), one]));
      const isFew = some.size * others.size <= MOST_COMPARED;
      for (const a of [...some]) {
        const likely = byKey.get(vocabulary.key('a', plainName(a.name)));
        const candidates = [...(likely && others.has(likely) ? [likely] : []), ...(isFew ? others : [])];
        const b = candidates.find((one) => vocabulary.same(plainName(a.name), plainName(one.name)));
        if (b) take(kind, a, b);
      }
    }
  };
  settle(vocabulary, pairAlike);
  for (const kind of singles) {
    const [[a], [b]] = [[...(left.get(kind) ?? [])], [...(right.get(kind) ?? [])]];
    if (a && b) take(kind, a, b);
  }
  settle(vocabulary, pairAlike);
  return { pairs, onlyA: rest(as, left), onlyB: rest(bs, right) };
}

/** Again as long as names are learnt. */
function settle(vocabulary: Vocabulary, pair: () => void): void {
  for (let before = -1; before !== vocabulary.size;) {
    before = vocabulary.size;
    pair();
  }
}

/** kustomize puts a hash of the content behind names, in letters that make no words. */
function plainName(name: string): string {
  return name.replace(/-[2456789bcdfghkmt]{10}$/, '');
}

function byKind<T>(items: readonly Named<T>[]): ReadonlyMap<string, Set<Named<T>>> {
  const found = new Map<string, Set<Named<T>>>();
  for (const item of items) {
    const some = found.get(item.kind);
    if (some) some.add(item);
    else found.set(item.kind, new Set([item]));
  }
  return found;
}

function rest<T>(items: readonly Named<T>[], left: ReadonlyMap<string, ReadonlySet<Named<T>>>): readonly T[] {
  return items.filter((one) => left.get(one.kind)?.has(one)).map(({ item }) => item);
}
