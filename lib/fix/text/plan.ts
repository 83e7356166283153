import { isDeepStrictEqual } from 'node:util';
import type { Body } from '../../artifact/read/model';

/** What becomes of the entries of a collection as they stand in the text, and what is put between them. */
export interface Plan<T> {
  /** Entries that stay, by their place in the text. */
  readonly kept: readonly boolean[];
  /** New entries, by the place of the entry they stand before; one list more than there are entries. */
  readonly added: readonly (readonly T[])[];
}

export interface MapPlan extends Plan<string> {
  /** New name of a kept entry, by its place. */
  readonly renamed: ReadonlyMap<number, string>;
}

/**
 * How the entries of a map turn into those of another. An entry whose name alone differs is renamed; a new one stands
 * behind the one that is before it in the new map.
 *
 * @param keys as they stand in the text
 * @param anew entries that can't be changed where they stand, and are written again
 * @returns undefined where a name to remove does not stand in the text, as with `<<`
 */
export function planMap(
  keys: readonly string[],
  before: Body,
  after: Body,
  anew: ReadonlySet<string>,
): MapPlan | undefined {
  const removed = Object.keys(before).filter((key) => !(key in after));
  if (removed.some((key) => !keys.includes(key))) return undefined;
  const origin = new Map<string, string>();
  for (const key of Object.keys(after)) {
    if (key in before) continue;
    const old = removed.find((one) => isDeepStrictEqual(before[one], after[key]));
    if (old === undefined) continue;
    origin.set(key, old);
    removed.splice(removed.indexOf(old), 1);
  }
  const added: string[][] = [...keys, ''].map(() => []);
  let slot = 0;
  for (const key of Object.keys(after)) {
    const place = keys.indexOf(origin.get(key) ?? key);
    const stays = (origin.has(key) || key in before) && !anew.has(key);
    if (!stays) (added[slot] as string[]).push(key);
    else if (place >= 0) slot = place + 1;
  }
  return {
    kept: keys.map((key) => !removed.includes(key) && !anew.has(key)),
    added,
    renamed: new Map([...origin].map(([key, old]) => [keys.indexOf(old), key])),
  };
}

export interface ListPlan extends Plan<unknown> {
  /** Kept items that change, with what they turn into. */
  readonly changed: ReadonlyMap<number, unknown>;
}

/**
 * How the items of a list turn into those of another: what both begin and end with stays; between, one item turns into
 * the one at its place.
 *
 * @param anew whether an item can't be changed where it stands, and is written again
 */
export function planList(
  before: readonly unknown[],
  after: readonly unknown[],
  anew: (place: number, item: unknown) => boolean,
): ListPlan {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isDeepStrictEqual(before[start], after[start])) start++;
  let end = 0;
  while (end < shorter - start && isDeepStrictEqual(before.at(-1 - end), after.at(-1 - end))) end++;

  const kept = before.map(() => true);
  const added: unknown[][] = [...before, undefined].map(() => []);
  const changed = new Map<number, unknown>();
  for (let place = start; place < Math.max(before.length, after.length) - end; place++) {
    const [goes, comes] = [place < before.length - end, place < after.length - end];
    if (goes && comes && !anew(place, after[place])) {
      changed.set(place, after[place]);
      continue;
    }
    if (goes) kept[place] = false;
    if (comes) (added[Math.min(place, before.length - end)] as unknown[]).push(after[place]);
  }
  return { kept, added, changed };
}

/** Neighbours that go, with all that comes in their place. */
export interface Run<T> {
  /** First entry that goes, and the one behind the last; equal where something is only added. */
  readonly from: number;
  readonly to: number;
  readonly added: readonly T[];
}

export function runsOf<T>({ kept, added }: Plan<T>): readonly Run<T>[] {
  const runs: Run<T>[] = [];
  for (let from = 0; from <= kept.length; from++) {
    let to = from;
    const comes = [...(added[from] as readonly T[])];
    while (to < kept.length && !kept[to]) {
      to++;
      // What stands before an entry that stays, behind one that goes, takes the place of that one.
      comes.push(...(added[to] as readonly T[]));
    }
    if (to > from || comes.length > 0) runs.push({ from, to, added: comes });
    from = to;
  }
  return runs;
}
