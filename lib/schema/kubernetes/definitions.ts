import { isObject } from '../report';
import { conditionOf } from './alternatives';
import type { CustomResource, Form, ObjectForm, Scalar, ScalarForm } from './grammar';

/** Levels of a definition's schema that are followed; below, everything is accepted. */
const DEEPEST = 100;

/** The custom resource that a `CustomResourceDefinition` makes; undefined where the definition itself is broken. */
export function definedResource(body: Record<string, unknown>): CustomResource | undefined {
  const spec = isObject(body.spec) ? body.spec : {};
  const names = isObject(spec.names) ? spec.names : {};
  if (typeof spec.group !== 'string' || typeof names.kind !== 'string' || !Array.isArray(spec.versions))
    return undefined;
  const versions = spec.versions.filter(isObject).filter((version) => version.served !== false);
  return {
    group: spec.group,
    kind: names.kind,
    namespaced: spec.scope !== 'Cluster',
    versions: Object.fromEntries(
      versions.map((version) => {
        const schema = isObject(version.schema) ? version.schema.openAPIV3Schema : undefined;
        const form = toForm(schema, 0);
        const whole: ObjectForm = typeof form === 'object' && 'fields' in form ? form : { fields: {}, open: true };
        return [
          String(version.name),
          { storage: version.storage === true, deprecated: version.deprecated === true, schema: whole },
        ];
      }),
    ),
  };
}

/** The constraints that a `ConstraintTemplate` of Gatekeeper makes; undefined where the template itself is broken. */
export function templatedConstraint(body: Record<string, unknown>): CustomResource | undefined {
  const spec = isObject(body.spec) && isObject(body.spec.crd) ? body.spec.crd.spec : undefined;
  if (!isObject(spec) || !isObject(spec.names) || typeof spec.names.kind !== 'string') return undefined;
  const parameters = toForm(isObject(spec.validation) ? spec.validation.openAPIV3Schema : undefined, 0);
  const schema: ObjectForm = { fields: { spec: { fields: { parameters }, open: true } }, open: true };
  const version = { storage: true, deprecated: false, schema };
  const group = 'constraints.gatekeeper.sh';
  return { group, kind: spec.names.kind, namespaced: false, versions: { v1beta1: version, v1: version } };
}

/** A structural schema (Kubernetes: "Specifying a structural schema") in the grammar of ours. */
function toForm(schema: unknown, depth: number): Form {
  if (!isObject(schema) || depth > DEEPEST) return 'any';
  const condition = conditionOf(schema, toldElsewhere(schema));
  const common = {
    ...(condition && { condition }),
    ...(schema.nullable === true && { nullable: true }),
    ...(schema.default !== undefined && { default: schema.default }),
  };
  if (schema['x-kubernetes-int-or-string'] === true) return { ...common, ...limitsOf(schema), type: 'int-or-string' };
  if (schema.type === 'array') {
    const keys = schema['x-kubernetes-list-map-keys'];
    return {
      ...common,
      list: toForm(schema.items, depth + 1),
      ...(schema['x-kubernetes-list-type'] === 'map' && Array.isArray(keys) && { keys: keys.map(String) }),
      ...numbers(schema, { minItems: 'minItems', maxItems: 'maxItems' }),
    };
  }
  if (schema.type === 'object' || isObject(schema.properties)) return { ...common, ...toObject(schema, depth) };
  const type = scalarOf(schema);
  if (type === undefined) return condition ? { ...common, type: 'any' } : 'any';
  return { ...common, type, ...limitsOf(schema) };
}

/** Alternatives that the grammar has words of its own for, or that say nothing new. */
function toldElsewhere(schema: Record<string, unknown>): readonly string[] {
  if (schema['x-kubernetes-int-or-string'] === true) return ['anyOf', 'allOf'];
  const isObjectForm = isObject(schema.properties);
  return [
    ...(isObjectForm && Object.keys(requiredSets(schema.oneOf, 'oneOfRequired')).length > 0 ? ['oneOf'] : []),
    ...(isObjectForm && Object.keys(requiredSets(schema.anyOf, 'anyOfRequired')).length > 0 ? ['anyOf'] : []),
  ];
}

function toObject(schema: Record<string, unknown>, depth: number): Form & object {
  const isOpen = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const others = schema.additionalProperties;
  if (!isObject(schema.properties) && others !== undefined && others !== false) {
    const limits = numbers(schema, { minProperties: 'minProperties', maxProperties: 'maxProperties' });
    return { map: others === true ? 'any' : toForm(others, depth + 1), ...limits };
  }
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  return {
    fields: Object.fromEntries(properties.map(([name, property]) => [name, toForm(property, depth + 1)])),
    required,
    ...((isOpen || others === true) && { open: true }),
    ...(schema['x-kubernetes-embedded-resource'] === true && { embedded: true }),
    ...requiredSets(schema.oneOf, 'oneOfRequired'),
    ...requiredSets(schema.anyOf, 'anyOfRequired'),
  };
}

/** Alternatives that say no more than which fields must be there. */
function requiredSets(alternatives: unknown, name: 'oneOfRequired' | 'anyOfRequired'): Partial<ObjectForm> {
  if (!Array.isArray(alternatives) || alternatives.length === 0) return {};
  const sets = alternatives.map((one: unknown) =>
    isObject(one) && Object.keys(one).join() === 'required' && Array.isArray(one.required)
      ? one.required.map(String)
      : [],
  );
  return sets.every((set) => set.length > 0) ? { [name]: sets } : {};
}

function scalarOf({ type, format }: Record<string, unknown>): Scalar | undefined {
  switch (type) {
    case 'string':
      return format === 'byte' || format === 'date-time' ? format : 'string';
    case 'integer':
      return format === 'int32' ? 'int32' : 'int64';
    case 'number':
    case 'boolean':
      return type;
    default:
      return undefined;
  }
}

function limitsOf(schema: Record<string, unknown>): Partial<ScalarForm> {
  return {
    ...(Array.isArray(schema.enum) && { enum: schema.enum as (string | number)[] }),
    ...(typeof schema.pattern === 'string' && { pattern: schema.pattern, foreign: true }),
    ...(schema.exclusiveMinimum === true && { exclusiveMin: true }),
    ...(schema.exclusiveMaximum === true && { exclusiveMax: true }),
    ...numbers(schema, { minimum: 'min', maximum: 'max', minLength: 'minLength', maxLength: 'maxLength' }),
  };
}

function numbers(schema: Record<string, unknown>, names: Readonly<Record<string, string>>): Record<string, number> {
  const pairs = Object.entries(names).map(([from, to]) => [to, schema[from]] as const);
  return Object.fromEntries(pairs.filter((pair): pair is [string, number] => typeof pair[1] === 'number'));
}
