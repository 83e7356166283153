import type { Condition } from './alternatives';
import { TYPE_CHECKS } from './checks/table';
import { deprecatedFields } from './deprecations';
import type { Report } from '../report';

/*
 * The compact grammar of data/schemas (its README explains the forms). Built-in kinds write types as strings
 * (`[@core.v1.Container]`), custom resources as nested objects; `resolveForm` brings both into one shape.
 */

export type Scalar =
  'string' | 'boolean' | 'number' | 'int32' | 'int64' | 'byte' | 'date-time' | 'quantity' | 'int-or-string' | 'any';

interface Common {
  readonly nullable?: boolean;
  readonly default?: unknown;
  /** What a value must meet besides. */
  readonly condition?: Condition;
}

export interface ObjectForm extends Common {
  readonly fields: Readonly<Record<string, Form>>;
  readonly required?: readonly string[];
  /** Fields that are not named are accepted. */
  readonly open?: boolean;
  /** A whole Kubernetes object: it has `apiVersion`, `kind` and `metadata` of its own. */
  readonly embedded?: boolean;
  readonly oneOfRequired?: readonly (readonly string[])[];
  readonly anyOfRequired?: readonly (readonly string[])[];
  /** What replaces a field, by its name. */
  readonly deprecated?: Readonly<Record<string, string>>;
  /** What the API server checks beyond names and types. */
  readonly check?: (value: Record<string, unknown>, report: Report) => void;
}

export interface ListForm extends Common {
  readonly list: Form;
  readonly keys?: readonly string[];
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface MapForm extends Common {
  readonly map: Form;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

export interface ScalarForm extends Common {
  readonly type: Scalar;
  readonly enum?: readonly (string | number | boolean)[];
  readonly min?: number;
  readonly max?: number;
  readonly exclusiveMin?: boolean;
  readonly exclusiveMax?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** The pattern comes with the files, and not with us. */
  readonly foreign?: boolean;
}

export type StructuredForm = ObjectForm | ListForm | MapForm | ScalarForm;
export type Form = string | StructuredForm;

/** A built-in type: fields, or `any` for what the API leaves free. */
export interface NamedType {
  readonly any?: boolean;
  readonly fields?: ObjectForm['fields'];
  readonly required?: readonly string[];
  readonly listKeys?: Readonly<Record<string, readonly string[]>>;
}

export interface KubernetesSchema {
  readonly minor: string;
  readonly kinds: Readonly<Record<string, { readonly type: string; readonly namespaced?: boolean }>>;
  readonly types: Readonly<Record<string, NamedType>>;
  /** Closed sets of values, by `core.v1.Container.imagePullPolicy`. */
  readonly enums: Readonly<Record<string, readonly string[]>>;
  /** Ranges of numbers, by `core.v1.ContainerPort.containerPort`. */
  readonly limits: Readonly<Record<string, { readonly min: number; readonly max?: number }>>;
}

export interface CustomResource {
  readonly group: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly versions: Readonly<
    Record<string, { readonly storage: boolean; readonly deprecated: boolean; readonly schema: ObjectForm }>
  >;
}

/** Types are few and looked up for every value: each is resolved once per schema. */
const resolvedForms = new WeakMap<KubernetesSchema, Map<string, StructuredForm>>();

/** @throws Error for a form that the schema does not define: the data would be broken, not the checked object */
export function resolveForm(form: Form, schema: KubernetesSchema): StructuredForm {
  if (typeof form !== 'string') return form;
  let known = resolvedForms.get(schema);
  if (known === undefined) resolvedForms.set(schema, (known = new Map()));
  let resolved = known.get(form);
  if (resolved === undefined) known.set(form, (resolved = structure(form, schema)));
  return resolved;
}

function structure(form: string, schema: KubernetesSchema): StructuredForm {
  if (form.startsWith('[')) return { list: form.slice(1, -1) };
  if (form.startsWith('{')) return { map: form.slice(1, -1) };
  return form.startsWith('@') ? structureType(form.slice(1), schema) : { type: form as Scalar };
}

function structureType(name: string, schema: KubernetesSchema): StructuredForm {
  const type = schema.types[name];
  if (type === undefined) throw new Error(`the schema of Kubernetes ${schema.minor} has no type '${name}'`);
  if (type.any || type.fields === undefined) return { type: 'any' };
  const fields = Object.entries(type.fields).map(([field, form]): [string, Form] => {
    const values = schema.enums[`${name}.${field}`];
    const limits = schema.limits[`${name}.${field}`];
    if (typeof form === 'string' && limits) return [field, { type: form as Scalar, ...limits }];
    if (form === 'string' && values) return [field, { type: 'string', enum: values }];
    const keys = type.listKeys?.[field];
    if (typeof form !== 'string' || !form.startsWith('[')) return [field, form];
    const item = form.slice(1, -1);
    return [field, { list: values ? { type: 'string', enum: values } : item, ...(keys && { keys }) }];
  });
  const deprecated = deprecatedFields(name);
  const check = TYPE_CHECKS[name];
  return {
    fields: Object.fromEntries(fields),
    required: type.required,
    ...(deprecated && { deprecated }),
    ...(check && { check }),
  };
}
