/** Which items of two lists stand for each other, by their places. */
export interface PairedItems {
  readonly pairs: readonly (readonly [a: number, b: number])[];
  readonly onlyA: readonly number[];
  readonly onlyB: readonly number[];
  /** By what they were paired, with the places in front; undefined where by nothing but their content. */
  readonly keyOf: ((item: unknown) => string) | undefined;
}

type Item = Readonly<Record<string, unknown>>;

/** How much two items differ: fields that do, of how many there are. */
export interface Distance {
  readonly differing: number;
  readonly of: number;
}

/** Larger lists without keys are paired by place. */
const MOST_COMPARED = 2_500;

/** Ports are numbers: a service that listens elsewhere still has one port. */
const NUMBERS = new Set(['port', 'containerPort']);

/**
 * Pairs items by the first key that all of them have and that tells them apart; else those that are most alike. Names
 * of the two environments stand for each other.
 */
export function pairItems(
  as: readonly Item[],
  bs: readonly Item[],
  keys: readonly (readonly string[])[],
  same: (a: string, b: string) => boolean,
  distance: (a: number, b: number) => Distance,
): PairedItems {
  const names = keys.find((fields) => [as, bs].every((items) => isUnique(items, fields)));
  if (!names) return as.length * bs.length > MOST_COMPARED ? byPlace(as, bs) : byContent(as, bs, distance);
  const keyOf = (item: unknown): string => names.map((name) => String((item as Item)[name] ?? '')).join(' ');
  const [keysA, keysB] = [as.map(keyOf), bs.map(keyOf)];
  const left = new Set(keysA.keys());
  const free = new Set(keysB.keys());
  const pairs: (readonly [number, number])[] = [];
  const take = (a: number, b: number): void => {
    left.delete(a);
    free.delete(b);
    pairs.push([a, b]);
  };
  const places = new Map(keysB.map((key, place) => [key, place]));
  keysA.forEach((key, a) => {
    const b = places.get(key);
    if (b !== undefined) take(a, b);
  });
  for (const a of left) {
    const b = [...free].find((place) => same(keysA[a] as string, keysB[place] as string));
    if (b !== undefined) take(a, b);
  }
  const [[onlyA, ...moreA], [onlyB, ...moreB]] = [[...left], [...free]];
  const isMoved = onlyA !== undefined && onlyB !== undefined && moreA.length + moreB.length === 0;
  if (isMoved && NUMBERS.has(names[0] as string)) take(onlyA, onlyB);
  return { pairs: pairs.sort(([a], [b]) => a - b), onlyA: [...left], onlyB: [...free], keyOf };
}

/** The first of the fields has to be set, and all together to tell the items apart. */
function isUnique(items: readonly Item[], fields: readonly string[]): boolean {
  const isSet = (item: Item): boolean => ['string', 'number'].includes(typeof item[fields[0] as string]);
  const keys = new Set(items.map((item) => fields.map((name) => String(item[name] ?? '')).join(' ')));
  return keys.size === items.length && items.every(isSet);
}

function byPlace(as: readonly Item[], bs: readonly Item[]): PairedItems {
  const count = Math.min(as.length, bs.length);
  return {
    pairs: Array.from({ length: count }, (_, place) => [place, place] as const),
    onlyA: [...as.keys()].slice(count),
    onlyB: [...bs.keys()].slice(count),
    keyOf: undefined,
  };
}

/** The most alike first; what differs in more than half of its fields is something else. */
function byContent(
  as: readonly Item[],
  bs: readonly Item[],
  distance: (a: number, b: number) => Distance,
): PairedItems {
  const isOne = as.length === 1 && bs.length === 1;
  const candidates = as.flatMap((_, a) =>
    bs.flatMap((__, b) => {
      const { differing, of } = distance(a, b);
      return isOne || differing * 2 <= of ? [{ a, b, differing }] : [];
    }),
  );
  candidates.sort((x, y) => x.differing - y.differing || x.a + x.b - (y.a + y.b));
  const [left, free] = [new Set(as.keys()), new Set(bs.keys())];
  const pairs: (readonly [number, number])[] = [];
  for (const { a, b } of candidates) {
    if (!left.has(a) || !free.has(b)) continue;
    left.delete(a);
    free.delete(b);
    pairs.push([a, b]);
  }
  return { pairs: pairs.sort(([a], [b]) => a - b), onlyA: [...left], onlyB: [...free], keyOf: undefined };
}
