import type { Attribute, Attributes } from './provider-schema';

/** What Azure filled in where the program left an argument to it: some value that nobody wrote down. */
export const AZURES_CHOICE = Symbol("Azure's choice");

/** A value of the state: scalars, lists and sets as arrays, blocks as objects; null where there is none. */
export type Value = string | number | boolean | null | typeof AZURES_CHOICE | readonly Value[] | Block;
export interface Block {
  readonly [name: string]: Value;
}

export function isBlock(value: unknown): value is Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Arguments that the program can set; the others are only read. */
export function isConfigurable(attribute: Attribute): boolean {
  return attribute.required === true || attribute.optional === true;
}

/**
 * One value in its one spelling: Terraform JSON takes "2" for 2, "true" for true, and an object for a block that
 * stands alone.
 */
export function normalize(attribute: Attribute, raw: unknown): Value {
  if (raw === undefined || raw === null) return null;
  if (raw === AZURES_CHOICE) return AZURES_CHOICE;
  if (attribute.block) return normalizeBlocks(attribute, attribute.block, raw);
  if (attribute.type === 'map') {
    if (!isBlock(raw)) return normalizeScalar('string', raw);
    const entries = Object.entries(raw).filter(([, value]) => value !== null);
    return Object.fromEntries(entries.map(([key, value]) => [key, normalizeScalar(elementType(attribute), value)]));
  }
  if (attribute.type === 'list' || attribute.type === 'set') {
    if (!Array.isArray(raw)) return normalizeScalar('string', raw); // an expression that yields the whole list
    const values = raw.map((item) => normalizeScalar(elementType(attribute), item));
    return attribute.type === 'set' ? withoutDoubles(values) : values;
  }
  return normalizeScalar(attribute.type, raw);
}

function normalizeBlocks(attribute: Attribute, attributes: Attributes, raw: unknown): Value {
  if (typeof raw === 'string') return raw; // an expression, where the block may be set as an attribute
  const items: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  const blocks = items.map((item) => normalizeBlock(attributes, isBlock(item) ? item : {}));
  if (blocks.length === 0 && attribute.configMode !== 'attr') return null;
  return attribute.type === 'set' ? withoutDoubles(blocks) : blocks;
}

function withoutDoubles<T extends Value>(values: readonly T[]): readonly T[] {
  if (values.length < 2) return values;
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = JSON.stringify(value);
    const fresh = !seen.has(key);
    seen.add(key);
    return fresh;
  });
}

/** A block with every argument of its schema, unset ones as null. */
export function normalizeBlock(attributes: Attributes, raw: Readonly<Record<string, unknown>>): Block {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [name, normalize(attribute, raw[name])]),
  );
}

function elementType(attribute: Attribute): string {
  return attribute.elem?.type ?? 'string';
}

function normalizeScalar(type: string, raw: unknown): Value {
  if (raw === null || raw === undefined) return null;
  if (typeof raw === 'string') {
    if (type === 'bool' && (raw === 'true' || raw === 'false')) return raw === 'true';
    if ((type === 'int' || type === 'float') && raw.trim() !== '' && Number.isFinite(Number(raw))) return Number(raw);
    return raw;
  }
  if (typeof raw === 'number' || typeof raw === 'boolean') return type === 'string' ? String(raw) : raw;
  if (Array.isArray(raw)) return raw.map((item) => normalizeScalar(type, item));
  return normalizeMap(raw as Readonly<Record<string, unknown>>);
}

function normalizeMap(raw: Readonly<Record<string, unknown>>): Block {
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, normalizeScalar('any', value)]));
}

/** Terraform's plugin SDK takes an unset scalar for its zero value: `false`, `0` and `""` are no change. */
export function isZero(value: Value | undefined): boolean {
  return value === undefined || value === null || value === false || value === 0 || value === '';
}

export function sameScalar(a: Value | undefined, b: Value | undefined): boolean {
  return a === b || (isZero(a) && isZero(b));
}
