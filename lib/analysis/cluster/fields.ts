import type { FieldPath } from '../../artifact/field-path';
import type { Body } from '../../artifact/read/model';
import { known, Reference, unknown, type Unknown, type Value } from '../../artifact/read/values';

/** A value that is set, not set, or set to what the files do not tell. */
export type Maybe<T> = T | undefined | Unknown;

/** Names of nested blocks, from the top down; a block that Terraform takes once needs no index. */
export type Names = readonly (string | number)[];

const OF_ANOTHER = /^\$\{(?!var\.|local\.|each\.|count\.|[a-z_]+\()[\w.[\]"*-]+\}$/;

/** Arguments of a block or nested block, with what is written in them looked up by path. */
export class Fields {
  /**
   * @param values the arguments as evaluated
   * @param body the block as it is written, to say where a field stands
   * @param at place of these arguments in the body
   */
  constructor(
    readonly values: Readonly<Record<string, Value>>,
    private readonly body: Body,
    private readonly at: FieldPath = [],
  ) {}

  /** What is set, references included; undefined where nothing or null is. */
  raw(...names: Names): Value | undefined {
    let value: Value | undefined = this.values;
    for (const name of names) {
      if (typeof name === 'string') value = onlyOne(value);
      const plain: Value | undefined = known(value);
      if (plain === unknown) return unknown;
      if (typeof plain !== 'object' || plain === null) return undefined;
      value = (plain as Readonly<Record<string | number, Value>>)[name];
    }
    return value === null ? undefined : value;
  }

  /** What is set, with references followed. */
  value(...names: Names): Exclude<Value, Reference | null> | undefined {
    return known(this.raw(...names)) ?? undefined;
  }

  text(...names: Names): Maybe<string> {
    const value = this.value(...names);
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return typeof value === 'string' || value === undefined ? value : unknown;
  }

  /** A number, also where Terraform has it as text. */
  number(...names: Names): Maybe<number> {
    const value = this.value(...names);
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (number === undefined) return undefined;
    return typeof number === 'number' && Number.isFinite(number) ? number : unknown;
  }

  /** A truth value, also where Terraform has it as text. */
  flag(...names: Names): Maybe<boolean> {
    const value = this.value(...names);
    if (value === 'true' || value === 'false') return value === 'true';
    return typeof value === 'boolean' || value === undefined ? value : unknown;
  }

  /** Texts of a list; unknown where any is. An unset list is undefined. */
  texts(...names: Names): Maybe<readonly string[]> {
    const value = this.value(...names);
    if (value === undefined || value === unknown) return value;
    const items = ([value].flat() as readonly Value[]).map((item) => known(item));
    const texts = items.flatMap((item) => (typeof item === 'string' || typeof item === 'number' ? [String(item)] : []));
    return texts.length === items.length ? texts : unknown;
  }

  /** Whether something is set: a block, a list with items, a value. Unknown where an expression may be null. */
  has(...names: Names): boolean | Unknown {
    const value = this.value(...names);
    // What another resource will have is not null: `${azurerm_subnet.nodes.id}`.
    if (value === unknown) return OF_ANOTHER.test(String(this.written(...names))) ? true : unknown;
    if (Array.isArray(value)) return value.length > 0;
    return value !== undefined && value !== '';
  }

  /** What stands there before it is evaluated. */
  private written(...names: Names): unknown {
    const path = this.path(...names);
    return path.at(-1) === names.at(-1) ? path.reduce<unknown>(stepInto, this.body) : undefined;
  }

  /** The blocks of a name; none where it is not set. */
  blocks(...names: Names): readonly Fields[] | Unknown {
    const value = this.value(...names);
    if (value === undefined) return [];
    if (value === unknown) return unknown;
    const isList = Array.isArray(value);
    const path = this.path(...names);
    const items = ([value].flat() as readonly Value[]).map((item) => known(item));
    if (!items.every(isFields)) return unknown;
    return items.map((item, index) => new Fields(item, this.body, isList ? [...path, index] : path));
  }

  /** Where a field stands in the body; for what is not there, the deepest part that is. */
  path(...names: Names): FieldPath {
    const path: (string | number)[] = [...this.at];
    let here = path.reduce<unknown>(stepInto, this.body);
    for (const name of names) {
      if (typeof name === 'string' && Array.isArray(here)) {
        if (here.length === 0) return path;
        here = here[0];
        path.push(0);
      }
      here = stepInto(here, name);
      if (here === undefined) return path;
      path.push(name);
    }
    return path;
  }
}

function stepInto(value: unknown, name: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[name];
}

function onlyOne(value: Value | undefined): Value | undefined {
  const plain = known(value);
  return Array.isArray(plain) ? (plain as readonly Value[])[0] : plain;
}

function isFields(value: unknown): value is Readonly<Record<string, Value>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Reference);
}

/** True where it is, false where it certainly is not, unknown where the files don't tell. */
export function isSame<T>(value: Maybe<T>, ...wanted: readonly T[]): boolean | Unknown {
  if (value === unknown) return unknown;
  return value !== undefined && wanted.includes(value as T);
}

/** A value with its default. */
export function or<T>(value: Maybe<T>, fallback: T | Unknown): T | Unknown {
  return value === undefined ? fallback : value;
}
