import { isObject, type Report, typeName } from '../report';
import { meantName } from '../suggest';
import { checkCondition } from './alternatives';
import {
  type Form,
  type KubernetesSchema,
  type ListForm,
  type MapForm,
  type ObjectForm,
  resolveForm,
  type StructuredForm,
} from './grammar';
import { checkScalar } from './scalars';

/** Walks a value along its form and reports every difference. */
export function walk(value: unknown, form: Form, schema: KubernetesSchema, report: Report): void {
  const resolved = resolveForm(form, schema);
  if (value === null && resolved.nullable) return;
  if ('fields' in resolved) walkObject(value, resolved, schema, report);
  else if ('list' in resolved) walkList(value, resolved, schema, report);
  else if ('map' in resolved) walkMap(value, resolved, schema, report);
  else checkScalar(value, resolved, report);
  if (resolved.condition) checkCondition(withDefaults(value, resolved, schema), resolved.condition, report);
}

/** As the API server has it when it comes to conditions. */
function withDefaults(value: unknown, form: StructuredForm, schema: KubernetesSchema): unknown {
  if (!('fields' in form) || !isObject(value)) return value;
  const defaults = Object.entries(form.fields).map(([name, field]) => [name, resolveForm(field, schema).default]);
  const set = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries([...defaults.filter(([, field]) => field !== undefined), ...set]);
}

function walkObject(value: unknown, form: ObjectForm, schema: KubernetesSchema, report: Report): void {
  if (!isObject(value)) {
    report.add('schema/type', `is ${typeName(value)} but must be an object`);
    return;
  }
  if (form.embedded) checkEmbedded(value, report);
  for (const name of Object.keys(value)) {
    const item = value[name];
    const known = Object.hasOwn(form.fields, name) ? form.fields[name] : undefined;
    if (known === undefined) {
      const isOwn = form.embedded && ['apiVersion', 'kind', 'metadata'].includes(name);
      if (!form.open && !isOwn) addUnknown(name, form, report);
    } else if (!isAbsent(item, known, schema)) {
      report.enter(name);
      if (form.deprecated?.[name] !== undefined) {
        report.add('schema/deprecated', 'is deprecated', { fix: form.deprecated[name] });
      }
      walk(item, known, schema, report);
      report.leave();
    }
  }
  checkRequired(value, form, schema, report);
  form.check?.(value, report);
}

function addUnknown(name: string, form: ObjectForm, report: Report): void {
  const meant = meantName(name, Object.keys(form.fields));
  report.add('schema/unknown-field', `unknown field${meant === undefined ? '' : `, did you mean '${meant}'?`}`, {
    at: [name],
    ...(meant !== undefined && { fix: `Write '${meant}'` }),
  });
}

/** The API server drops a null where the field is not nullable: writing one is leaving the field out. */
function isAbsent(value: unknown, form: Form, schema: KubernetesSchema): boolean {
  return value === undefined || (value === null && !resolveForm(form, schema).nullable);
}

function checkRequired(
  value: Record<string, unknown>,
  form: ObjectForm,
  schema: KubernetesSchema,
  report: Report,
): void {
  if (!form.required && !form.oneOfRequired && !form.anyOfRequired) return;
  const isSet = (name: string): boolean => {
    const field = form.fields[name];
    // What has a default is there before the API server looks for what is required.
    if (field !== undefined && resolveForm(field, schema).default !== undefined) return true;
    return Object.hasOwn(value, name) && (field === undefined || !isAbsent(value[name], field, schema));
  };
  for (const name of form.required ?? []) {
    if (!isSet(name)) report.add('schema/required', 'is required', { at: [name] });
  }
  const print = (sets: readonly (readonly string[])[]): string => sets.map((set) => set.join(' and ')).join('; or ');
  const complete = (sets: readonly (readonly string[])[]): number => sets.filter((set) => set.every(isSet)).length;
  if (form.oneOfRequired && complete(form.oneOfRequired) !== 1) {
    report.add('schema/one-of', `needs exactly one of: ${print(form.oneOfRequired)}`);
  }
  if (form.anyOfRequired && complete(form.anyOfRequired) === 0) {
    report.add('schema/any-of', `needs at least one of: ${print(form.anyOfRequired)}`);
  }
}

function checkEmbedded(value: Record<string, unknown>, report: Report): void {
  for (const name of ['apiVersion', 'kind']) {
    if (typeof value[name] !== 'string')
      report.add('schema/required', 'is required in an embedded object', { at: [name] });
  }
}

function walkList(value: unknown, form: ListForm, schema: KubernetesSchema, report: Report): void {
  if (!Array.isArray(value)) {
    report.add('schema/type', `is ${typeName(value)} but must be a list`);
    return;
  }
  checkCount(value.length, form.minItems, form.maxItems, 'items', report);
  for (let index = 0; index < value.length; index++) {
    report.enter(index);
    walk(value[index], form.list, schema, report);
    report.leave();
  }
  if (form.keys) checkKeys(value, form.keys, form.list, schema, report);
}

function checkCount(count: number, min = 0, max = Infinity, noun: string, report: Report): void {
  if (count < min) report.add('schema/count', `has ${count} ${noun} but needs ${min}`);
  if (count > max) report.add('schema/count', `has ${count} ${noun} but may have ${max}`);
}

function checkKeys(
  items: readonly unknown[],
  keys: readonly string[],
  form: Form,
  schema: KubernetesSchema,
  report: Report,
): void {
  if (items.length < 2) return;
  const firstAt = new Map<string, number>();
  items.forEach((item, index) => {
    if (!isObject(item)) return;
    const key = JSON.stringify(keys.map((name) => item[name] ?? defaultOf(name, form, schema)));
    const first = firstAt.get(key);
    if (first === undefined) firstAt.set(key, index);
    else report.add('schema/duplicate', `has the same ${keys.join(' and ')} as item ${first}`, { at: [index] });
  });
}

/** Keys that are left out count as their default; built-in schemas carry none, and there only `protocol` has one. */
function defaultOf(name: string, form: Form, schema: KubernetesSchema): unknown {
  const item = resolveForm(form, schema);
  const field = 'fields' in item ? item.fields[name] : undefined;
  const written = field === undefined ? undefined : resolveForm(field, schema).default;
  return written ?? (name === 'protocol' ? 'TCP' : null);
}

function walkMap(value: unknown, form: MapForm, schema: KubernetesSchema, report: Report): void {
  if (!isObject(value)) {
    report.add('schema/type', `is ${typeName(value)} but must be an object`);
    return;
  }
  const names = Object.keys(value);
  checkCount(names.length, form.minProperties, form.maxProperties, 'entries', report);
  for (const name of names) {
    report.enter(name);
    walk(value[name], form.map, schema, report);
    report.leave();
  }
}
