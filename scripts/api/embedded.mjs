import { compare } from './schemas.mjs';
import { fileName, namespaceName } from './print.mjs';

/** Groups whose types other projects embed in their own resources: a pod template, a job, a label selector. */
const EMBEDDABLE = /^(apps|autoscaling|batch|core|meta)\.v\d+\.\w+$/;

/** Below this many characters of shape, equality is chance: `{ name }` is no reference of ours. */
const SHORTEST_SHAPE = 60;

/**
 * Finds the built-in type that an object of a custom resource repeats field by field, in any minor.
 * A ScaledJob's `jobTargetRef` is then `batchV1.JobSpec`: what builds one builds the other.
 */
export function embeddedTypes(minors) {
  const byShape = new Map();
  for (const schema of minors) {
    const shapes = shapesOf(schema);
    for (const name of Object.keys(schema.types).sort(compare)) {
      if (!EMBEDDABLE.test(name)) continue;
      const shape = shapes(name);
      if (shape.length < SHORTEST_SHAPE) continue;
      byShape.set(shape, (byShape.get(shape) ?? new Set()).add(name));
    }
  }
  return (form) => {
    const names = [...(byShape.get(shapeOfCustom(form)) ?? [])];
    if (names.length !== 1) return undefined; // two types of one shape: either name could mislead
    const dot = names[0].lastIndexOf('.');
    const file = fileName(names[0].slice(0, dot));
    return { file, type: `${namespaceName(file)}.${names[0].slice(dot + 1)}` };
  };
}

/** A built-in type written out to its scalars. */
function shapesOf(schema) {
  const known = new Map();
  const ofType = (name) => {
    if (!known.has(name)) {
      known.set(name, '(recursive)');
      const { fields = {}, required = [], any } = schema.types[name];
      known.set(name, any ? 'any' : shape(Object.entries(fields), required, ofForm));
    }
    return known.get(name);
  };
  const ofForm = (form) => {
    if (form.startsWith('[')) return `[${ofForm(form.slice(1, -1))}]`;
    if (form.startsWith('{')) return `{${ofForm(form.slice(1, -1))}}`;
    if (form === '@meta.v1.ObjectMeta') return 'metadata';
    if (form.startsWith('@')) return ofType(form.slice(1));
    return form === 'quantity' ? 'int-or-string' : form;
  };
  return ofType;
}

function shapeOfCustom(form) {
  if (typeof form === 'string') return form;
  if (form.list) return `[${shapeOfCustom(form.list)}]`;
  if (form.map) return `{${shapeOfCustom(form.map)}}`;
  if (form.fields && !form.open) return shape(Object.entries(form.fields), form.required ?? [], shapeOfCustom);
  return form.enum ? `enum ${form.enum.join()}` : form.type;
}

function shape(fields, required, print) {
  const parts = fields.map(
    ([name, form]) =>
      `${name}${required.includes(name) ? '!' : ''}:${isMetadata(name, form) ? 'metadata' : print(form)}`,
  );
  return `(${parts.sort(compare).join()})`;
}

/** Custom resources shorten the metadata that they embed, or leave it free. */
function isMetadata(name, form) {
  if (name !== 'metadata') return false;
  if (typeof form === 'string') return form === 'any';
  const short = ['annotations', 'creationTimestamp', 'finalizers', 'generateName', 'labels', 'name', 'namespace'];
  return (
    form.type === 'any' ||
    (form.fields !== undefined && Object.keys(form.fields).every((field) => short.includes(field)))
  );
}
