import { isObject, isPlaceholder } from '../report';
import { parseTimestamp, parseDuration } from './time';
import { type Key, markUnordered, Unknown, type Value } from './values';

/** JSON without a schema: whole numbers are `int`, late values are unknown. */
export function fromJson(value: unknown): Value {
  if (typeof value === 'string') return fromText(value);
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value === 'boolean' || value === null || value === undefined) return value ?? null;
  if (Array.isArray(value)) return value.map(fromJson);
  return new Map<Key, Value>(Object.entries(value as object).map(([name, item]) => [name, fromJson(item)]));
}

function fromText(text: string): Value {
  return text.includes('${') && isPlaceholder(text) ? new Unknown(`the late value in ${JSON.stringify(text)}`) : text;
}

/** The schema of a `CustomResourceDefinition`, as it is written. */
export type Schema = Readonly<Record<string, unknown>>;

const TEXT: Schema = { type: 'string' };

/** What expressions see of any object, whatever its schema says. */
const WHOLE: Schema = {
  apiVersion: TEXT,
  kind: TEXT,
  metadata: { type: 'object', properties: { name: TEXT, generateName: TEXT } },
};

/** Fields of an object, with those that every whole object has. */
export function propertiesOf(schema: Schema, isWhole: boolean): Schema | undefined {
  const written = isObject(schema.properties) ? schema.properties : undefined;
  return isWhole ? { ...written, ...WHOLE } : written;
}

/**
 * A value as expressions see it: defaults filled in, of the types that the schema says, and only the fields that it
 * describes. Undefined for what they can't see. Kubernetes: `UnstructuredToVal`.
 */
export function fromStructural(value: unknown, schema: Schema, isWhole = false): Value | undefined {
  if (value === null) return schema.nullable === true ? null : undefined;
  if (schema['x-kubernetes-int-or-string'] === true) return fromJson(value);
  const embedded = isWhole || schema['x-kubernetes-embedded-resource'] === true;
  switch (schema.type) {
    case 'object':
      return isObject(value) ? fieldsOf(value, schema, embedded) : undefined;
    case 'array':
      return Array.isArray(value) && isObject(schema.items) ? listOf(value, schema, schema.items) : undefined;
    case 'integer':
      return typeof value === 'number' ? BigInt(Math.trunc(value)) : undefined;
    case 'number':
    case 'boolean':
      return value as number;
    case 'string':
      return typeof value === 'string' ? textOf(value, schema.format) : undefined;
    default:
      return undefined;
  }
}

function fieldsOf(body: Record<string, unknown>, schema: Schema, isWhole: boolean): Value {
  const fields = new Map<Key, Value>();
  const properties = propertiesOf(schema, isWhole);
  const others = schema.additionalProperties;
  if (properties !== undefined) {
    for (const [name, property] of Object.entries(properties)) {
      const item = isObject(property) ? fromStructural(filled(body, name, property), property) : undefined;
      // A field that is null counts as left out.
      if (item !== undefined && item !== null) for (const key of spellings(name)) fields.set(key, item);
    }
  } else if (isObject(others)) {
    for (const [name, item] of Object.entries(body)) {
      const seen = fromStructural(item, others);
      if (seen !== undefined) fields.set(name, seen);
    }
  }
  return fields;
}

/** A field, or its default where it is left out. */
export function filled(body: Readonly<Record<string, unknown>>, name: string, schema: Schema): unknown {
  const written = Object.hasOwn(body, name) ? body[name] : undefined;
  const isAbsent = written === undefined || (written === null && schema.nullable !== true);
  return isAbsent ? (schema.default ?? null) : written;
}

function listOf(items: readonly unknown[], schema: Schema, item: Schema): Value {
  const list = items.flatMap((one) => fromStructural(one, item) ?? []) as Value[];
  const keys = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] === 'set') markUnordered(list, 'set');
  if (schema['x-kubernetes-list-type'] === 'map' && Array.isArray(keys)) {
    markUnordered(
      list,
      keys.map((key) => spellings(String(key))[0] ?? String(key)),
    );
  }
  return list;
}

function textOf(text: string, format: unknown): Value | undefined {
  if (isPlaceholder(text)) return fromText(text);
  try {
    switch (format) {
      case 'duration':
        return parseDuration(text);
      case 'date':
        return parseTimestamp(`${text}T00:00:00Z`);
      case 'date-time':
        return parseTimestamp(text);
      case 'byte':
        return Buffer.from(text, 'base64');
      default:
        return text;
    }
  } catch {
    return new Unknown(`${JSON.stringify(text)}, which is no ${String(format)}`);
  }
}

const RESERVED = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);
const SYMBOLS: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** How expressions may call a field, if at all. Kubernetes: "Validation rules", escaping. */
function spellings(name: string): readonly string[] {
  if (RESERVED.has(name)) return [`__${name}__`, name];
  if (!/^[A-Za-z_./-][A-Za-z0-9_./-]*$/.test(name)) return [];
  return [name.replace(/__|[./-]/g, (symbol) => SYMBOLS[symbol] as string)];
}
