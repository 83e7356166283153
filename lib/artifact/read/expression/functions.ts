import { LARGEST_VALUE } from '../limits';
import type { Value } from '../values';

/** A value that is known. */
export type Plain = Exclude<Value, symbol>;
type Run = (...args: Plain[]) => Value | undefined;

const isList = (value: Plain | undefined): value is readonly Value[] => Array.isArray(value);
const isMap = (value: Plain | undefined): value is { readonly [name: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const asText = (value: Value | undefined): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

/** Terraform's functions whose result depends on nothing but their arguments; others make an expression unknown. */
export const FUNCTIONS: Readonly<Record<string, Run>> = {
  tostring: asText,
  tonumber: (value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  },
  tobool: (value) =>
    typeof value === 'boolean' ? value : value === 'true' ? true : value === 'false' ? false : undefined,
  tolist: (value) => (isList(value) ? value : undefined),
  tomap: (value) => (isMap(value) ? value : undefined),
  toset: (value) => {
    const texts = isList(value) ? value.map(asText) : [undefined];
    // A set has one order: that of its values.
    return texts.every((text) => text !== undefined) ? [...new Set(texts)].sort() : undefined;
  },
  concat: (...lists) =>
    lists.every(isList) && lists.reduce((sum, { length }) => sum + length, 0) <= LARGEST_VALUE
      ? lists.flat(1)
      : undefined,
  merge: (...maps) => (maps.every(isMap) ? (Object.assign({}, ...maps) as Value) : undefined),
  join: (separator, list) => {
    const texts = isList(list) ? list.map(asText) : [undefined];
    return typeof separator === 'string' && texts.every((text) => text !== undefined)
      ? texts.join(separator)
      : undefined;
  },
  length: (value) =>
    isList(value)
      ? value.length
      : isMap(value)
        ? Object.keys(value).length
        : typeof value === 'string'
          ? [...value].length
          : undefined,
  keys: (value) => (isMap(value) ? Object.keys(value).sort() : undefined),
  values: (value) =>
    isMap(value)
      ? Object.keys(value)
          .sort()
          .map((key) => value[key] as Value)
      : undefined,
  lower: (text) => (typeof text === 'string' ? text.toLowerCase() : undefined),
  upper: (text) => (typeof text === 'string' ? text.toUpperCase() : undefined),
  trimspace: (text) => (typeof text === 'string' ? text.trim() : undefined),
  element: (list, index) =>
    isList(list) && list.length > 0 && typeof index === 'number' && index >= 0
      ? list[Math.floor(index) % list.length]
      : undefined,
  lookup: (map, key, otherwise) =>
    isMap(map) && typeof key === 'string' ? (Object.hasOwn(map, key) ? map[key] : otherwise) : undefined,
};
