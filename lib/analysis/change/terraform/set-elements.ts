import { type Attribute, type Attributes } from './provider-schema';
import { type Block, isBlock, isConfigurable, isZero, sameScalar, type Value } from './values';

/** What stands for an element of a set where the provider hashes less than the whole, as comparable text. */
export type ElementIdentity = (element: Value) => string;

/** The items of a list or set; none for null; undefined for Azure's choice and for expressions. */
export function listOf(value: Value): readonly Value[] | undefined {
  if (value === null) return [];
  return Array.isArray(value) ? (value as readonly Value[]) : undefined;
}

export function isBlockList(value: Value | undefined): value is readonly Block[] {
  return Array.isArray(value) && value.every(isBlock);
}

/**
 * Pairs each block of a set with the one that the resource has already: an argument that the program leaves to
 * Azure agrees with whatever is there. Source: terraform `objchange.setElementCompareValue`.
 */
export function takeFromPrior(
  attributes: Attributes,
  prior: readonly Block[],
  items: readonly Block[],
): readonly { readonly old: Block | undefined; readonly item: Block }[] {
  const free = [...prior];
  return items.map((item) => {
    const at = free.findIndex((old) => sameBlock(attributes, old, item, true));
    return { old: at < 0 ? undefined : free.splice(at, 1)[0], item };
  });
}

/** Elements of each side that the other lacks. */
export function unpairedElements(
  attribute: Attribute,
  before: readonly Value[],
  after: readonly Value[],
  identity?: ElementIdentity,
): { readonly gone: readonly Value[]; readonly come: readonly Value[] } {
  const gone = [...before];
  const come = after.filter((item) => {
    const at = gone.findIndex((other) =>
      identity ? identity(other) === identity(item) : sameItem(attribute, other, item, false),
    );
    if (at >= 0) gone.splice(at, 1);
    return at < 0;
  });
  return { gone, come };
}

/** Equal values of one argument: a list by its places, a set and a map whatever their order. */
export function sameElement(attribute: Attribute, a: Value, b: Value, unsetAgrees = false): boolean {
  if (a === b) return true;
  if (attribute.type === 'map') return sameMap(a, b);
  if (attribute.type !== 'list' && attribute.type !== 'set') return sameScalar(a, b);
  const [left, right] = [listOf(a), listOf(b)];
  if (left === undefined || right === undefined || left.length !== right.length) return false;
  if (attribute.type === 'list') return left.every((item, i) => sameItem(attribute, item, right[i]!, unsetAgrees));
  const free = [...left];
  return right.every((item) => {
    const at = free.findIndex((other) => sameItem(attribute, other, item, unsetAgrees));
    if (at >= 0) free.splice(at, 1);
    return at >= 0;
  });
}

function sameItem(attribute: Attribute, a: Value, b: Value, unsetAgrees: boolean): boolean {
  if (!attribute.block) return sameScalar(a, b) || (Array.isArray(a) && JSON.stringify(a) === JSON.stringify(b));
  return isBlock(a) && isBlock(b) && sameBlock(attribute.block, a, b, unsetAgrees);
}

function sameBlock(attributes: Attributes, a: Block, b: Block, unsetAgrees: boolean): boolean {
  return Object.entries(attributes).every(([name, attribute]) => {
    if (!isConfigurable(attribute)) return true;
    const value = b[name] ?? (attribute.default as Value | undefined) ?? null;
    if (unsetAgrees && value === null && attribute.computed) return true;
    return sameElement(attribute, a[name] ?? null, value, unsetAgrees);
  });
}

function sameMap(a: Value, b: Value): boolean {
  const [left, right] = [a ?? {}, b ?? {}];
  if (!isBlock(left) || !isBlock(right)) return isZero(a) && isZero(b);
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => left[key] === right[key]);
}
