import type { FieldPath } from '../../../artifact/field-path';
import { quantityOf } from '../../scheduling/requests';
import { DEFAULTS } from './defaults';

/** One field that differs between two versions of an object. */
export interface FieldChange {
  readonly path: FieldPath;
  readonly from: unknown;
  readonly to: unknown;
}

/** By what items of a list are told apart, the first that all of them have. Kubernetes: merge keys of its types. */
export const ITEM_KEYS: readonly (readonly string[])[] = [
  ['name'],
  ['mountPath'],
  ['devicePath'],
  ['containerPort', 'protocol'],
  ['port', 'protocol'],
  ['ip'],
];

/** Fields that the API server keeps for itself, or that nobody writes on purpose. */
const SERVER_FIELDS = new Set([
  'status',
  'metadata.creationTimestamp',
  'metadata.managedFields',
  'metadata.uid',
  'metadata.resourceVersion',
  'metadata.generation',
]);

/**
 * The fields that differ, as deep as both sides have the same shape. Quantities compare by amount, and a default that
 * is written out is no change.
 */
export function changedFields(before: unknown, after: unknown): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  compare(before, after, [], changes);
  return changes;
}

function compare(o: unknown, n: unknown, path: FieldPath, changes: FieldChange[]): void {
  if (Object.is(o, n) || isServerField(path) || (isEmpty(o, path) && isEmpty(n, path))) return;
  if (Array.isArray(o) && Array.isArray(n)) compareLists(o, n, path, changes);
  else if (isObject(o) && isObject(n)) {
    for (const name of new Set([...Object.keys(o), ...Object.keys(n)]))
      compare(o[name], n[name], [...path, name], changes);
  } else if (!sameField(o, n, path)) changes.push({ path, from: o ?? null, to: n ?? null });
}

/** Whether the API server keeps a field for itself. */
export function isServerField(path: FieldPath): boolean {
  return SERVER_FIELDS.has(path.join('.'));
}

/** Whether two values of a field come to the same: both left out, a default written out, one amount in two spellings. */
export function sameField(o: unknown, n: unknown, path: FieldPath): boolean {
  const [isUnset, isUnsetThen] = [isEmpty(o, path), isEmpty(n, path)];
  return (isUnset && isUnsetThen) || sameLeaf(o, n, path) || isAllDefault(o ?? n, path, isUnset || isUnsetThen);
}

function compareLists(o: readonly unknown[], n: readonly unknown[], path: FieldPath, changes: FieldChange[]): void {
  const keyOf = itemKey([...o, ...n]);
  const keys = [o.map(keyOf), n.map(keyOf)] as const;
  const isKeyed = keys.every((list) => new Set(list).size === list.length && !list.includes(undefined));
  if (isKeyed && o.length > 0 && n.length > 0) {
    const common = keys[1].filter((key) => keys[0].includes(key));
    n.forEach((item, index) => compare(o[keys[0].indexOf(keys[1][index])], item, [...path, index], changes));
    o.forEach((item, index) => {
      if (!keys[1].includes(keys[0][index])) changes.push({ path: [...path, index], from: item, to: null });
    });
    const order = keys[0].filter((key) => common.includes(key));
    if (order.join('\n') !== common.join('\n')) changes.push({ path, from: keys[0], to: keys[1] });
  } else if (o.length === n.length && o.every(isObject) && n.every(isObject)) {
    o.forEach((item, index) => compare(item, n[index], [...path, index], changes));
  } else if (JSON.stringify(o) !== JSON.stringify(n)) {
    changes.push({ path, from: o, to: n });
  }
}

function itemKey(items: readonly unknown[]): (item: unknown) => string | undefined {
  const names = ITEM_KEYS.find(([first]) =>
    items.every((item) => isObject(item) && item[first as string] !== undefined),
  );
  if (!names) return () => undefined;
  return (item) => names.map((name) => String((item as Json)[name] ?? '')).join(' ');
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Maps that are the same empty and left out; elsewhere `{}` may mean something: `emptyDir`, a selector of all. */
const PLAIN_MAPS = new Set([
  'labels',
  'annotations',
  'nodeSelector',
  'matchLabels',
  'data',
  'stringData',
  'binaryData',
]);

function isEmpty(value: unknown, path: FieldPath): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0 && PLAIN_MAPS.has(String(path.at(-1)));
}

function sameLeaf(o: unknown, n: unknown, path: FieldPath): boolean {
  const fallback = defaultAt(path);
  const [from, to] = [o ?? fallback, n ?? fallback];
  if (from === to) return true;
  if (JSON.stringify(from) === JSON.stringify(to)) return true;
  return isQuantity(path) && sameAmount(from, to);
}

/** A block that is left out on one side, and on the other writes out nothing but defaults. */
function isAllDefault(block: unknown, path: FieldPath, isOneSided: boolean): boolean {
  if (!isOneSided || !isObject(block)) return false;
  const entries = Object.entries(block);
  return (
    entries.length > 0 &&
    entries.every(([name, value]) => {
      const at = [...path, name];
      const fallback = defaultAt(at);
      return isObject(value) ? isAllDefault(value, at, true) : fallback !== undefined && value === fallback;
    })
  );
}

/** The default of a field of the pod spec, or of the kinds around it; undefined where it has none. */
function defaultAt(path: FieldPath): unknown {
  const names = path.filter((step) => typeof step === 'string');
  for (let length = Math.min(names.length, 4); length > 0; length--) {
    const found = DEFAULTS.get(names.slice(-length).join('.'));
    if (found !== undefined) return found;
  }
  return undefined;
}

const QUANTITIES =
  /(^|\.)(requests|limits|hard|capacity|overhead|podFixed|default|defaultRequest|max|min)\.[^.]+$|(^|\.)(sizeLimit|averageValue|divisor)$/;

function isQuantity(path: FieldPath): boolean {
  return QUANTITIES.test(path.join('.'));
}

function sameAmount(a: unknown, b: unknown): boolean {
  const [left, right] = [quantityOf(a), quantityOf(b)];
  return left !== undefined && right !== undefined && left.compare(right) === 0;
}
