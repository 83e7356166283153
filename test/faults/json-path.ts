/** JSON-like data, as it is parsed from a file. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };
export type Fields = { readonly [field: string]: Json };
type Key = string | number;

/** `spec.containers[cart].ports[0]`: in brackets an index, the name of an item, or a key that is no word. */
export function parsePath(path: string): readonly Key[] {
  return [...path.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([part, inside]) => {
    if (inside === undefined) return part;
    return /^\d+$/.test(inside) ? Number(inside) : inside;
  });
}

/**
 * A copy with one part changed.
 *
 * @param change gets undefined for a field that is not there, and gives undefined for one that is to go
 * @throws where what the part stands in is not there
 */
export function changed(value: Json, keys: readonly Key[], change: (part: Json | undefined) => Json | undefined): Json {
  const [key, ...rest] = keys;
  if (key === undefined) return change(value) as Json;
  const at = keyIn(value, key);
  const part = (value as Record<Key, Json>)[at];
  if (rest.length > 0 && part === undefined) throw new Error(`no '${key}' in ${JSON.stringify(value)}`);
  return withPart(value, at, rest.length === 0 ? change(part) : changed(part as Json, rest, change));
}

/** A copy with a value at a path of which parts may not be there yet. */
export function put(value: Json | undefined, [key, ...rest]: readonly string[], leaf: Json): Json {
  if (key === undefined) return leaf;
  const before = (value ?? {}) as Fields;
  return { ...before, [key]: put(before[key], rest, leaf) };
}

/** The fields by which people tell the items of a list apart. */
const NAMES = ['name', 'key', 'type', 'topologyKey', 'mountPath', 'location', 'secretName', 'kind', 'port'];

function keyIn(value: Json, key: Key): Key {
  if (!Array.isArray(value) || typeof key === 'number') return key;
  const isNamed = (item: Json): boolean => item === key || NAMES.some((name) => (item as Fields)[name] === key);
  const index = value.findIndex(isNamed);
  if (index < 0) throw new Error(`no item '${key}' in ${JSON.stringify(value)}`);
  return index;
}

function withPart(value: Json, at: Key, part: Json | undefined): Json {
  if (Array.isArray(value)) {
    return part === undefined ? value.toSpliced(at as number, 1) : value.toSpliced(at as number, 1, part);
  }
  const { [at]: before, ...others } = value as Record<Key, Json>;
  if (part !== undefined) return { ...(value as Fields), [at]: part };
  if (before === undefined) throw new Error(`nothing to remove at '${at}'`);
  return others;
}
