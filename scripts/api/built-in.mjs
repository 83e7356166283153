import { compare, minorNumber } from './schemas.mjs';
import { fileName, listOf, literal, manifestOrder, mapOf, namespaceName, scalarType } from './print.mjs';

/**
 * The built-in kinds of all minors as one model: a type or field of any supported minor is there, in the form of the
 * newest minor that has it, with a note where not every minor does.
 */
export function builtInModel(minors, enums) {
  const newest = minorNumber(minors[0]);
  const oldest = minorNumber(minors.at(-1));
  const types = uniteTypes(minors);
  const kinds = uniteKinds(minors, types);
  const kindOfType = new Map(kinds.map((kind) => [kind.typeName, kind]));
  const files = new Map();
  for (const name of reachable(types, kinds)) {
    const { group, type } = split(name);
    const file = fileName(group);
    if (!files.has(file)) files.set(file, { imports: new Set(), declarations: [] });
    const model = files.get(file);
    model.declarations.push(
      declaration(type, types.get(name), kindOfType, { file, model, newest, oldest, enums, self: name }),
    );
  }
  return { files, kinds: kinds.map(({ apiVersion, kind, file, type }) => ({ apiVersion, kind, file, type })) };
}

function uniteTypes(minors) {
  const types = new Map();
  for (const schema of minors) {
    for (const [name, type] of Object.entries(schema.types)) {
      const united = types.get(name) ?? { any: type.any === true, fields: new Map(), minors: [] };
      united.minors.push(minorNumber(schema));
      for (const [field, form] of Object.entries(type.fields ?? {})) {
        const known = united.fields.get(field) ?? { form, minors: [], required: true };
        known.minors.push(minorNumber(schema));
        known.required &&= (type.required ?? []).includes(field);
        united.fields.set(field, known);
      }
      types.set(name, united);
    }
  }
  return types;
}

/** Kinds that are written in manifests: neither lists nor what only the API itself answers with. */
function uniteKinds(minors, types) {
  const kinds = new Map();
  for (const schema of minors) {
    for (const [key, { type: typeName }] of Object.entries(schema.kinds)) {
      const [apiVersion, kind] = key.split(' ');
      const { group, type } = split(typeName);
      const isList = kind.endsWith('List') && types.get(typeName).fields.has('items');
      if (kinds.has(key) || isList || group === 'meta.v1') continue;
      kinds.set(key, { apiVersion, kind, typeName, type, file: fileName(group) });
    }
  }
  return [...kinds.values()];
}

function reachable(types, kinds) {
  const found = new Set();
  const visit = (name) => {
    if (found.has(name)) return;
    found.add(name);
    for (const [field, { form }] of types.get(name).fields) {
      if (field === 'status' && kinds.some((kind) => kind.typeName === name)) continue;
      const reference = /@([\w.]+)/.exec(form);
      if (reference) visit(reference[1]);
    }
  };
  for (const { typeName } of kinds) visit(typeName);
  return [...found].sort(compare);
}

function declaration(name, type, kindOfType, context) {
  const kind = kindOfType.get(context.self);
  const doc = availability(type.minors, context);
  if (type.any) return { name, doc, alias: 'unknown' };
  const fields = manifestOrder([...type.fields.keys()])
    .filter((field) => !(kind && field === 'status'))
    .map((field) => {
      if (kind && field === 'apiVersion') return { name: field, type: literal(kind.apiVersion), optional: false };
      if (kind && field === 'kind') return { name: field, type: literal(kind.kind), optional: false };
      const { form, required, minors } = type.fields.get(field);
      const always = minors.length === type.minors.length;
      return {
        name: field,
        type: printForm(withValues(form, context.enums[`${context.self}.${field}`]), kindOfType, context),
        optional: !required || !always,
        doc: always ? undefined : availability(minors, context),
      };
    });
  return { name, doc, fields };
}

/** `string` or `[string]` of a field with a closed set of values, as a union of literals. */
function withValues(form, values) {
  return values ? form.replace('string', values.map(literal).join(' | ')) : form;
}

function printForm(form, kindOfType, context) {
  if (form.startsWith('[')) return listOf(printForm(form.slice(1, -1), kindOfType, context));
  if (form.startsWith('{')) return mapOf(printForm(form.slice(1, -1), kindOfType, context));
  if (form.startsWith("'")) return form;
  if (!form.startsWith('@')) return scalarType(form);
  const { group, type } = split(form.slice(1));
  const file = fileName(group);
  if (file !== context.file) context.model.imports.add(file);
  const name = file === context.file ? type : `${namespaceName(file)}.${type}`;
  // An object inside another (a claim template) may leave out what it is.
  return kindOfType.has(form.slice(1))
    ? `Omit<${name}, 'apiVersion' | 'kind'> & Partial<Pick<${name}, 'apiVersion' | 'kind'>>`
    : name;
}

function availability(minors, { newest, oldest }) {
  const first = Math.min(...minors);
  const last = Math.max(...minors);
  if (first === oldest && last === newest) return undefined;
  if (last === newest) return `Kubernetes 1.${first} and later.`;
  if (first === oldest) return `Kubernetes 1.${last} and earlier.`;
  return first === last ? `Kubernetes 1.${first} only.` : `Kubernetes 1.${first} to 1.${last}.`;
}

function split(name) {
  const dot = name.lastIndexOf('.');
  return { group: name.slice(0, dot), type: name.slice(dot + 1) };
}
