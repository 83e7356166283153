import { compare } from './schemas.mjs';
import { fileName, listOf, literal, manifestOrder, mapOf, pascal, scalarType } from './print.mjs';

/**
 * Custom resources, one file per group. A kind has the form of its newest version; other versions of the same form are
 * accepted as its `apiVersion`, other forms get a name of their own (`SubscriptionV1alpha1`), deprecated ones none.
 */
export function customModel(definitions, embedded) {
  const files = new Map();
  const kinds = [];
  for (const definition of definitions) {
    const file = fileName(definition.group);
    if (!files.has(file)) files.set(file, { imports: new Set(['meta-v1']), declarations: [] });
    for (const { type, versions, schema } of forms(definition)) {
      const context = { declarations: [], names: new Map(), imports: files.get(file).imports, embedded };
      files.get(file).declarations.push(...kindDeclarations(type, definition, versions, schema, context));
      for (const version of versions) {
        kinds.push({ apiVersion: `${definition.group}/${version}`, kind: definition.kind, file, type });
      }
    }
  }
  for (const { declarations } of files.values()) shareEqualSpecs(declarations);
  return { files, kinds };
}

function forms({ kind, versions }) {
  const found = [];
  for (const version of Object.keys(versions).sort(newestFirst)) {
    if (versions[version].deprecated) continue;
    const { status, ...fields } = versions[version].schema.fields;
    const schema = { ...versions[version].schema, fields };
    const same = found.find((form) => JSON.stringify(form.schema) === JSON.stringify(schema));
    if (same) same.versions.push(version);
    else found.push({ type: found.length === 0 ? kind : kind + pascal(version), versions: [version], schema });
  }
  return found;
}

/** Kubernetes' own order of versions: stable before beta before alpha, then the higher number. */
function newestFirst(a, b) {
  const parts = (version) => {
    const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
    return [{ alpha: 0, beta: 1 }[stage] ?? 2, Number(major), Number(minor ?? 0)];
  };
  const [left, right] = [parts(a), parts(b)];
  return right[0] - left[0] || right[1] - left[1] || right[2] - left[2];
}

function kindDeclarations(type, { group, kind }, versions, schema, context) {
  const required = new Set(schema.required ?? []);
  const own = Object.keys(schema.fields).filter((field) => !['apiVersion', 'kind', 'metadata'].includes(field));
  const fields = manifestOrder(['apiVersion', 'kind', 'metadata', ...own]).map((field) => {
    if (field === 'apiVersion') {
      return {
        name: field,
        type: versions.map((version) => literal(`${group}/${version}`)).join(' | '),
        optional: false,
      };
    }
    if (field === 'kind') return { name: field, type: literal(kind), optional: false };
    if (field === 'metadata') return { name: field, type: 'metaV1.ObjectMeta', optional: true };
    return property(field, schema.fields[field], required.has(field), type, context);
  });
  return [{ name: type, fields, top: true }, ...context.declarations];
}

function property(name, form, required, owner, context) {
  return {
    name,
    type: printForm(form, owner + pascal(name), context),
    // What has a default may be left out even where it is required: the API server fills it in first.
    optional: !required || form.default !== undefined,
    doc: limits(form),
  };
}

function printForm(form, name, context) {
  if (typeof form === 'string') return scalarType(form);
  const type = printShape(form, name, context);
  return form.nullable && type !== 'unknown' ? `${type} | null` : type;
}

function printShape(form, name, context) {
  if (form.list) return listOf(printForm(form.list, singular(name), context));
  if (form.map) return mapOf(printForm(form.map, singular(name), context));
  if (form.enum) return form.enum.map(literal).join(' | ');
  if (form.fields) return nested(form, name, context);
  return scalarType(form.type);
}

/** The name of a nested object's interface: one per form, called after the first place that has it. */
function nested(form, name, context) {
  if (Object.keys(form.fields).length === 0) return form.open ? mapOf('unknown') : mapOf('never');
  const builtIn = context.embedded(form);
  if (builtIn) {
    context.imports.add(builtIn.file);
    return builtIn.type;
  }
  const { declarations, names } = context;
  const key = JSON.stringify([form.fields, form.required, form.open]);
  const known = names.get(key);
  if (known) return known;
  let free = name;
  for (let count = 2; [...names.values()].includes(free); count++) free = `${name}${count}`;
  names.set(key, free);
  const declaration = { name: free, doc: alternatives(form), fields: [], open: form.open };
  declarations.push(declaration);
  const required = new Set(form.required ?? []);
  for (const field of Object.keys(form.fields).sort(compare)) {
    declaration.fields.push(property(field, form.fields[field], required.has(field), free, context));
  }
  return free;
}

function singular(name) {
  if (/(ss|us|is)$/i.test(name)) return name;
  if (name.endsWith('ies')) return `${name.slice(0, -3)}y`;
  if (/(ch|sh|x|ss)es$/.test(name)) return name.slice(0, -2);
  return name.endsWith('s') ? name.slice(0, -1) : name;
}

function limits(form) {
  if (typeof form === 'string') return undefined;
  const notes = [];
  if (form.min !== undefined || form.max !== undefined) notes.push(range(form.min, form.max));
  if (form.minItems || form.maxItems !== undefined) notes.push(`${range(form.minItems, form.maxItems)} items`);
  if (['string', 'number', 'boolean'].includes(typeof form.default))
    notes.push(`default ${JSON.stringify(form.default)}`);
  // A default that holds the end of a comment would end ours.
  return notes.length === 0 ? undefined : notes.join(', ').replaceAll('*/', '* /');
}

function range(min, max) {
  if (max === undefined) return `at least ${min}`;
  return min === undefined ? `at most ${max}` : `${min} to ${max}`;
}

function alternatives({ oneOfRequired, anyOfRequired }) {
  const print = (sets) => sets.map((set) => set.join(' and ')).join('; or ');
  if (oneOfRequired) return `Exactly one of: ${print(oneOfRequired)}.`;
  return anyOfRequired ? `At least one of: ${print(anyOfRequired)}.` : undefined;
}

/** Kinds of one group often share their whole spec: ClusterIssuerSpec becomes an alias of IssuerSpec. */
function shareEqualSpecs(declarations) {
  const shortestFirst = (a, b) => a.length - b.length || compare(a, b);
  const specs = declarations
    .filter(({ top }) => top)
    .map(({ name }) => name)
    .sort(shortestFirst);
  const text = (name) => {
    const of = declarations.filter((entry) => entry.name.startsWith(`${name}Spec`));
    return JSON.stringify(of).replaceAll(`"${name}Spec`, '"Spec').replaceAll(`${name}Spec`, 'Spec');
  };
  const seen = new Map();
  for (const name of specs) {
    if (!declarations.some((entry) => entry.name === `${name}Spec`)) continue;
    const key = text(name);
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, name);
      continue;
    }
    for (let index = declarations.length - 1; index >= 0; index--) {
      if (declarations[index].name.startsWith(`${name}Spec`)) declarations.splice(index, 1);
    }
    declarations.push({ name: `${name}Spec`, alias: `${first}Spec` });
  }
}
