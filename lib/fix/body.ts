import type { FieldPath } from '../artifact/field-path';
import type { Body } from '../artifact/read/model';

/* Bodies are frozen: each of these makes a new one. The order of fields tells where a new one is written. */

/** The body with what stands at a path made anew; the same body where the path leads nowhere. */
export function updateAt<T>(value: T, [first, ...others]: FieldPath, change: (part: unknown) => unknown): T {
  if (first === undefined) return change(value) as T;
  if (Array.isArray(value)) {
    const items = value as readonly unknown[];
    return items.map((item, index) => (index === first ? updateAt(item, others, change) : item)) as T;
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, first)) return value;
  const part = (value as Body)[first];
  return { ...value, [first]: updateAt(part, others, change) };
}

export function renameKey(map: Body, from: string, to: string): Body {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key === from ? to : key, value]));
}

/** The map with one of its fields replaced by others, in its place. */
export function replaceKey(map: Body, key: string, by: Body): Body {
  return Object.fromEntries(Object.entries(map).flatMap((entry) => (entry[0] === key ? Object.entries(by) : [entry])));
}

export function withoutKeys(map: Body, ...keys: readonly string[]): Body {
  return Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)));
}

/** The map with one more field: before the first of the others that is there, else at the end. One that is null is set. */
export function withKey(map: Body, key: string, value: unknown, ...before: readonly string[]): Body {
  if (key in map) return { ...map, [key]: value };
  const keys = Object.keys(map);
  const place = keys.findIndex((one) => before.includes(one));
  const entries = Object.entries(map);
  entries.splice(place < 0 ? entries.length : place, 0, [key, value]);
  return Object.fromEntries(entries);
}

/** The body without one of its annotations, and without the field `annotations` when that was the last. */
export function withoutAnnotation(metadata: Body, key: string): Body {
  const annotations = withoutKeys(metadata.annotations as Body, key);
  return Object.keys(annotations).length === 0 ? withoutKeys(metadata, 'annotations') : { ...metadata, annotations };
}
