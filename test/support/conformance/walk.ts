import { type Form, type KubernetesSchema, type ListForm, type MapForm, type ObjectForm, resolveForm } from './grammar';
import { didYouMean, isObject, joinField, type Report, typeName } from './problem';
import { checkScalar } from './scalars';

/** Walks a value along its form and reports every difference. */
export function walk(value: unknown, form: Form, at: string, schema: KubernetesSchema, report: Report): void {
  const resolved = resolveForm(form, schema);
  if (value === null && resolved.nullable) return;
  if ('fields' in resolved) walkObject(value, resolved, at, schema, report);
  else if ('list' in resolved) walkList(value, resolved, at, schema, report);
  else if ('map' in resolved) walkMap(value, resolved, at, schema, report);
  else checkScalar(value, resolved, at, report);
}

function walkObject(value: unknown, form: ObjectForm, at: string, schema: KubernetesSchema, report: Report): void {
  if (!isObject(value)) {
    report.add(at, 'schema/type', `is ${typeName(value)} but must be an object`);
    return;
  }
  if (form.embedded) checkEmbedded(value, at, report);
  for (const [name, item] of Object.entries(value)) {
    const known = Object.hasOwn(form.fields, name) ? form.fields[name] : undefined;
    if (known === undefined) {
      const isOwn = form.embedded && ['apiVersion', 'kind', 'metadata'].includes(name);
      if (form.open || isOwn) continue;
      report.add(
        joinField(at, name),
        'schema/unknown-field',
        `unknown field${didYouMean(name, Object.keys(form.fields))}`,
      );
    } else if (!isAbsent(item, known, schema)) {
      walk(item, known, joinField(at, name), schema, report);
    }
  }
  checkRequired(value, form, at, schema, report);
}

/** The API server drops a null where the field is not nullable: writing one is leaving the field out. */
function isAbsent(value: unknown, form: Form, schema: KubernetesSchema): boolean {
  return value === undefined || (value === null && !resolveForm(form, schema).nullable);
}

function checkRequired(
  value: Record<string, unknown>,
  form: ObjectForm,
  at: string,
  schema: KubernetesSchema,
  report: Report,
): void {
  const isSet = (name: string): boolean => {
    const field = form.fields[name];
    // What has a default is there before the API server looks for what is required.
    if (field !== undefined && resolveForm(field, schema).default !== undefined) return true;
    return Object.hasOwn(value, name) && (field === undefined || !isAbsent(value[name], field, schema));
  };
  for (const name of form.required ?? []) {
    if (!isSet(name)) report.add(joinField(at, name), 'schema/required', 'is required');
  }
  const print = (sets: readonly (readonly string[])[]): string => sets.map((set) => set.join(' and ')).join('; or ');
  const complete = (sets: readonly (readonly string[])[]): number => sets.filter((set) => set.every(isSet)).length;
  if (form.oneOfRequired && complete(form.oneOfRequired) !== 1) {
    report.add(at, 'schema/one-of', `needs exactly one of: ${print(form.oneOfRequired)}`);
  }
  if (form.anyOfRequired && complete(form.anyOfRequired) === 0) {
    report.add(at, 'schema/any-of', `needs at least one of: ${print(form.anyOfRequired)}`);
  }
}

function checkEmbedded(value: Record<string, unknown>, at: string, report: Report): void {
  for (const name of ['apiVersion', 'kind']) {
    if (typeof value[name] !== 'string')
      report.add(joinField(at, name), 'schema/required', 'is required in an embedded object');
  }
}

function walkList(value: unknown, form: ListForm, at: string, schema: KubernetesSchema, report: Report): void {
  if (!Array.isArray(value)) {
    report.add(at, 'schema/type', `is ${typeName(value)} but must be a list`);
    return;
  }
  checkCount(value.length, form.minItems, form.maxItems, 'items', at, report);
  value.forEach((item, index) => walk(item, form.list, joinField(at, index), schema, report));
  if (form.keys) checkKeys(value, form.keys, form.list, at, schema, report);
}

function checkCount(
  count: number,
  min: number | undefined,
  max: number | undefined,
  noun: string,
  at: string,
  report: Report,
): void {
  if (min !== undefined && count < min) report.add(at, 'schema/count', `has ${count} ${noun} but needs ${min}`);
  if (max !== undefined && count > max) report.add(at, 'schema/count', `has ${count} ${noun} but may have ${max}`);
}

function checkKeys(
  items: readonly unknown[],
  keys: readonly string[],
  form: Form,
  at: string,
  schema: KubernetesSchema,
  report: Report,
): void {
  const firstAt = new Map<string, number>();
  items.forEach((item, index) => {
    if (!isObject(item)) return;
    const key = JSON.stringify(keys.map((name) => item[name] ?? defaultOf(name, form, schema)));
    const first = firstAt.get(key);
    if (first === undefined) firstAt.set(key, index);
    else report.add(joinField(at, index), 'schema/duplicate', `has the same ${keys.join(' and ')} as item ${first}`);
  });
}

/** Keys that are left out count as their default; built-in schemas carry none, and there only `protocol` has one. */
function defaultOf(name: string, form: Form, schema: KubernetesSchema): unknown {
  const item = resolveForm(form, schema);
  const field = 'fields' in item ? item.fields[name] : undefined;
  const written = field === undefined ? undefined : resolveForm(field, schema).default;
  return written ?? (name === 'protocol' ? 'TCP' : null);
}

function walkMap(value: unknown, form: MapForm, at: string, schema: KubernetesSchema, report: Report): void {
  if (!isObject(value)) {
    report.add(at, 'schema/type', `is ${typeName(value)} but must be an object`);
    return;
  }
  checkCount(Object.keys(value).length, form.minProperties, form.maxProperties, 'entries', at, report);
  for (const [name, item] of Object.entries(value)) walk(item, form.map, joinField(at, name), schema, report);
}
