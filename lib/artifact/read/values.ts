import type { FieldPath } from '../field-path';

/** What the files don't say: a value only Azure knows, an input, an expression that is not followed. */
export const unknown: unique symbol = Symbol('unknown');
export type Unknown = typeof unknown;

/** What an argument comes to. */
export type Value =
  string | number | boolean | null | Unknown | Reference | readonly Value[] | { readonly [name: string]: Value };

/** An expression that is nothing but a reference: `${azurerm_subnet.nodes.id}`. */
export class Reference {
  /** @param value what the attribute is set to, where the files tell; else unknown */
  constructor(
    /** Block it leads to: `azurerm_subnet.nodes`. */
    readonly address: string,
    /** Folder of the module that holds the block. */
    readonly module: string,
    /** Attribute behind the block: `['identity', 0, 'principal_id']`. */
    readonly attribute: FieldPath,
    readonly value: Value,
  ) {
    Object.freeze(this);
  }

  toString(): string {
    const steps = this.attribute.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`));
    return `\${${this.address}${steps.join('')}}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** The value itself where it is known, that of a reference's attribute included; else unknown. */
export function known(value: Value | undefined): Exclude<Value, Reference> | undefined {
  return value instanceof Reference ? known(value.value) : value;
}

/** The text of a value that is known to be one; undefined for anything else. */
export function textOf(value: Value | undefined): string | undefined {
  const plain = known(value);
  return typeof plain === 'string' ? plain : undefined;
}

/** Nested blocks, which Terraform JSON writes as one object or as a list; unknown where their number is. */
export function blocksOf(value: Value | undefined): readonly { readonly [name: string]: Value }[] | Unknown {
  const plain = known(value);
  if (plain === undefined || plain === null) return [];
  if (Array.isArray(plain)) {
    const items = (plain as readonly Value[]).map(known);
    return items.every(isFields) ? items : unknown;
  }
  return isFields(plain) ? [plain] : unknown;
}

function isFields(value: unknown): value is { readonly [name: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Reference);
}
