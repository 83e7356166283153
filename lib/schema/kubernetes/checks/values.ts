import { isObject } from '../../report';

/** The objects of a list; whatever else stands there is told by its type. */
export function objects(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Each object of a list with its index. */
export function indexed(value: unknown): readonly (readonly [number, Record<string, unknown>])[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) => (isObject(item) ? [[index, item] as const] : []));
}

/** Entries of a map; none where it is something else. */
export function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return isObject(value) ? Object.entries(value) : [];
}

export function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Which of the named fields are set. */
export function setFields(value: Record<string, unknown>, names: readonly string[]): readonly string[] {
  return names.filter((name) => isSet(value[name]));
}
