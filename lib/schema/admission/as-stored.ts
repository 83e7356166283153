import { Quantity } from '../../core/quantity';
import { fromJson } from '../cel/json';
import { AnyFields, type Key, type Value } from '../cel/values';
import { kubernetesEncoding } from '../data';
import { type Form, type KubernetesSchema, type ObjectForm, resolveForm } from '../kubernetes/grammar';
import { isObject } from '../report';
import { defaultsOf } from './defaults';

/**
 * An object as policies see it: with the defaults of its type or definition, with quantities in the form that is stored,
 * and without the empty fields that the API server leaves out. Worked out as far as it is looked at.
 *
 * @param form as its kind has it
 */
export function asStored(body: unknown, form: Form, schema: KubernetesSchema): Value {
  return valueOf(body, form, '', schema);
}

/** @param parent type of what the value stands in */
function valueOf(value: unknown, form: Form, parent: string, schema: KubernetesSchema): Value {
  if (typeof value !== 'object' || value === null) return isQuantity(form) ? quantity(value) : fromJson(value);
  const resolved = resolveForm(form, schema);
  if (Array.isArray(value)) {
    return 'list' in resolved ? value.map((item) => valueOf(item, resolved.list, parent, schema)) : fromJson(value);
  }
  const body = value as Body;
  if ('map' in resolved) return new StoredFields(body, () => resolved.map, {}, parent, schema);
  if (!('fields' in resolved)) return fromJson(body);
  const { fields } = resolved;
  const formOf = (name: string): Form => (Object.hasOwn(fields, name) ? (fields[name] as Form) : 'any');
  if (typeof form !== 'string') return new StoredFields(body, formOf, defaultsIn(fields), '', schema);
  const type = form.slice(1);
  const { omitted = [], structs = [] } = kubernetesEncoding()[type] ?? {};
  const added: Record<string, unknown> = { ...defaultsOf(type, body, parent) };
  for (const name of structs) added[name] ??= {};
  return new StoredFields(body, formOf, added, type, schema, omitted);
}

type Body = Readonly<Record<string, unknown>>;

/** The fields of an object, each worked out when it is asked for: most never are. */
class StoredFields extends AnyFields {
  private readonly known: Record<string, Value> = Object.create(null) as Record<string, Value>;

  /** @param added what is there though nobody wrote it */
  constructor(
    private readonly body: Body,
    private readonly formOf: (name: string) => Form,
    private readonly added: Body,
    private readonly type: string,
    private readonly schema: KubernetesSchema,
    private readonly omitted: readonly string[] = [],
  ) {
    super();
  }

  get(name: Key): Value | undefined {
    if (typeof name !== 'string') return undefined;
    let value = this.known[name];
    if (value === undefined) {
      const item = this.item(name);
      if (item === undefined) return undefined;
      this.known[name] = value = valueOf(item, this.formOf(name), this.type, this.schema);
    }
    return value;
  }

  override has(name: Key): boolean {
    return typeof name === 'string' && this.item(name) !== undefined;
  }

  *keys(): MapIterator<Key> {
    for (const name of Object.keys(this.body)) if (this.written(name) !== undefined) yield name;
    for (const name of Object.keys(this.added)) if (this.written(name) === undefined) yield name;
  }

  private item(name: string): unknown {
    return this.written(name) ?? (Object.hasOwn(this.added, name) ? this.added[name] : undefined);
  }

  private written(name: string): unknown {
    const item = Object.hasOwn(this.body, name) ? this.body[name] : undefined;
    if (item === null || item === undefined) return undefined;
    return isEmpty(item) && this.omitted.includes(name) ? undefined : item;
  }
}

const defaultsByFields = new WeakMap<ObjectForm['fields'], Body>();

/** Defaults of a custom resource. */
function defaultsIn(fields: ObjectForm['fields']): Body {
  let known = defaultsByFields.get(fields);
  if (known === undefined) {
    const defaults = Object.entries(fields).flatMap(([name, form]) =>
      typeof form !== 'string' && form.default !== undefined ? [[name, form.default] as const] : [],
    );
    defaultsByFields.set(fields, (known = Object.fromEntries(defaults)));
  }
  return known;
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.keys(value).length === 0;
  return value === '' || value === 0 || value === false;
}

function isQuantity(form: Form): boolean {
  return typeof form === 'string' ? form === 'quantity' : 'type' in form && form.type === 'quantity';
}

/** Few are different, and most are read many times. */
const stored = new Map<string, Value>();
const MOST_KEPT = 10_000;

function quantity(written: unknown): Value {
  const text = String(written);
  let value = stored.get(text);
  if (value === undefined) {
    value = readQuantity(text, written);
    if (stored.size < MOST_KEPT) stored.set(text, value);
  }
  return value;
}

function readQuantity(text: string, written: unknown): Value {
  try {
    return Quantity.parse(text).toString();
  } catch {
    return fromJson(written);
  }
}
