import { Quantity } from '../../core/quantity';
import type { Address, AddressRange } from './addresses';
import type { Semver } from './semver';
import type { Url } from './url';

/** Whatever an expression of the Common Expression Language may hold, as this evaluator keeps it. */
export type Value =
  | null
  | boolean
  /** `int` of CEL: 64 bits with a sign. */
  | bigint
  /** `double` of CEL. */
  | number
  | string
  | Uint8Array
  | List
  | Fields
  | Uint
  | Timestamp
  | Duration
  | Optional
  | Type
  | Quantity
  | Address
  | AddressRange
  | Url
  | Semver
  | NamedFormat
  | Lazy
  | Unknown;

// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- an alias may not refer to itself
export interface List extends ReadonlyArray<Value> {}

/** `map` of CEL, and objects alike. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- an alias may not refer to itself
export interface Fields extends ReadonlyMap<Key, Value> {}

/** A `uint` counts as the `int` of the same amount. */
export type Key = string | bigint | boolean;

/** Names of types as `type(x)` gives them. */
export type Kind =
  | 'null_type'
  | 'bool'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'list'
  | 'map'
  | 'google.protobuf.Timestamp'
  | 'google.protobuf.Duration'
  | 'optional_type'
  | 'type'
  | 'kubernetes.Quantity'
  | 'net.IP'
  | 'net.CIDR'
  | 'kubernetes.URL'
  | 'kubernetes.Semver'
  | 'kubernetes.NamedFormat'
  | 'unknown';

export class Uint {
  readonly kind = 'uint';
  constructor(readonly amount: bigint) {}
}

export class Timestamp {
  readonly kind = 'google.protobuf.Timestamp';
  /** @param nanos since 1970 */
  constructor(readonly nanos: bigint) {}
}

export class Duration {
  readonly kind = 'google.protobuf.Duration';
  constructor(readonly nanos: bigint) {}
}

export class Type {
  readonly kind = 'type';
  constructor(readonly name: string) {}
}

export class Optional {
  static readonly none = new Optional(undefined);
  readonly kind = 'optional_type';
  constructor(readonly value: Value | undefined) {}
}

/** A form that Kubernetes knows by name: `format.dns1123Label()`. */
export class NamedFormat {
  readonly kind = 'kubernetes.NamedFormat';
  /** @param problem what is wrong with a text, if anything */
  constructor(
    readonly name: string,
    readonly problem: (text: string) => string | undefined,
  ) {}
}

/** What these files don't tell: a late value, or who sends the request. */
export class Unknown {
  readonly kind = 'unknown';
  /** @param reason as the rest of a sentence that begins with 'depends on' */
  constructor(readonly reason: string) {}
}

/** Fields that are worked out when they are asked for: the variables of a policy. */
export class Lazy {
  readonly kind = 'map';
  constructor(readonly get: (name: string) => Value | undefined) {}
}

/** Fields that need not all be there at once. */
export abstract class AnyFields implements Fields {
  readonly kind = 'map';

  abstract get(name: Key): Value | undefined;
  abstract keys(): MapIterator<Key>;

  has(name: Key): boolean {
    return this.get(name) !== undefined;
  }

  get size(): number {
    return [...this.keys()].length;
  }

  *entries(): MapIterator<[Key, Value]> {
    for (const name of this.keys()) yield [name, this.get(name) as Value];
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }

  forEach(each: (value: Value, name: Key, fields: Fields) => void): void {
    for (const [name, value] of this.entries()) each(value, name, this);
  }
}

export function kindOf(value: Value): Kind {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'bigint':
      return 'int';
    case 'number':
      return 'double';
    case 'boolean':
      return 'bool';
    default:
      return kindOfObject(value);
  }
}

function kindOfObject(value: Exclude<Value, string | bigint | number | boolean>): Kind {
  if (value === null) return 'null_type';
  if (isList(value)) return 'list';
  if (value instanceof Map) return 'map';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof Quantity) return 'kubernetes.Quantity';
  return (value as { readonly kind: Kind }).kind;
}

export function isList(value: Value): value is List {
  return Array.isArray(value);
}

export function isFields(value: Value): value is Fields {
  return value instanceof Map || value instanceof AnyFields;
}

/** Lists whose order counts for nothing: sets, and lists of objects that keys tell apart. */
const unordered = new WeakMap<object, 'set' | readonly string[]>();

/** @param by `set`, or the fields that tell the items apart */
export function markUnordered(list: List, by: 'set' | readonly string[]): void {
  unordered.set(list, by);
}

export function orderOf(list: List): 'set' | readonly string[] | undefined {
  return unordered.get(list);
}
