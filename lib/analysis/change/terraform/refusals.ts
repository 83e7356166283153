import { valueAt } from './paths';
import { type Attribute, type Attributes } from './provider-schema';
import { isBlockList } from './set-elements';
import { type Block, isConfigurable, type Value } from './values';

/** Why the provider does not take a configuration, before it plans anything. */
export interface SchemaRefusal {
  readonly code: string;
  readonly attribute: string;
  readonly message: string;
}

/**
 * What the provider's schema refuses in a configuration. An expression counts as given, and its value as good.
 * Source: terraform-plugin-sdk `schemaMap.Validate`.
 */
export function refusalsOf(attributes: Attributes, config: Block): readonly SchemaRefusal[] {
  return blockRefusals(attributes, config, '', (path) => isGiven(valueAt(config, path)));
}

type Given = (path: string) => boolean;

/** A block that nobody wrote is an empty list for the provider, and counts for nothing. */
function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
}

function blockRefusals(attributes: Attributes, block: Block, prefix: string, given: Given): readonly SchemaRefusal[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const path = `${prefix}${name}`;
    const value = block[name] ?? null;
    if (!isConfigurable(attribute)) return [];
    const refusal = refusalOf(attribute, value, path, given);
    if (refusal) return [refusal];
    const inner = attribute.block;
    if (!inner || !isBlockList(value)) return [];
    return value.flatMap((item, index) => blockRefusals(inner, item, `${path}.${index}.`, given));
  });
}

/** The first thing wrong with one argument, in the SDK's order. */
function refusalOf(attribute: Attribute, value: Value, path: string, given: Given): SchemaRefusal | undefined {
  const refuse = (code: string, message: string): SchemaRefusal => ({ code, attribute: path, message });
  const among = (others: readonly string[]): readonly string[] => [...new Set([...others, path])].sort();
  if (attribute.exactlyOneOf) {
    const all = among(attribute.exactlyOneOf);
    const set = all.filter(given);
    if (set.length === 0) return refuse('one-of-several-needed', `one of ${all.join(', ')} is needed`);
    if (set.length > 1) return refuse('conflicting-arguments', `only one of ${set.join(', ')} can be set`);
  }
  if (attribute.atLeastOneOf && !among(attribute.atLeastOneOf).some(given)) {
    return refuse('one-of-several-needed', `one of ${among(attribute.atLeastOneOf).join(', ')} is needed`);
  }
  if (value === null) {
    return attribute.required ? refuse('required-argument-missing', `${path} is needed`) : undefined;
  }
  const missing = attribute.requiredWith?.filter((other) => !given(other)) ?? [];
  if (missing.length > 0) return refuse('argument-needs-others', `${path} needs ${missing.join(', ')}`);
  const conflict = attribute.conflictsWith?.find(given);
  if (conflict !== undefined) return refuse('conflicting-arguments', `${path} does not go with ${conflict}`);
  return limitRefusal(attribute, value, path, refuse);
}

function limitRefusal(
  attribute: Attribute,
  value: Value,
  path: string,
  refuse: (code: string, message: string) => SchemaRefusal,
): SchemaRefusal | undefined {
  if (Array.isArray(value)) {
    const { length } = value as readonly Value[];
    const { minItems = 0, maxItems = Infinity } = attribute;
    if (length > maxItems) return refuse('too-many-items', `${path} takes at most ${maxItems}, not ${length}`);
    if (length < minItems) return refuse('too-few-items', `${path} takes at least ${minItems}, not ${length}`);
    return undefined;
  }
  if (!isAmong(attribute.enum, value)) return refuse('value-not-allowed', `${path} cannot be ${String(value)}`);
  const [min, max] = attribute.range ?? [null, null];
  if (typeof value !== 'number') return undefined;
  if (min !== null && value < min) return refuse('value-out-of-range', `${path} (${value}) is below ${min}`);
  if (max !== null && value > max) return refuse('value-out-of-range', `${path} (${value}) is above ${max}`);
  return undefined;
}

/** Choices that other values may join: a name, a group's id. Source: azurerm, `validation.Any` of its schemas. */
const OPEN_CHOICES = ['$superuser', '$Default', '*'];

/** Whether a value is one of the closed choice, in any case, as some arguments take theirs; expressions always are. */
function isAmong(choices: readonly unknown[] | undefined, value: Value): boolean {
  if (!choices || typeof value !== 'string' || value.includes('${')) return true;
  if (value.startsWith('/')) return true; // `System`, `None` or the id of a resource
  if (choices.length === 1 && OPEN_CHOICES.includes(String(choices[0]))) return true;
  return choices.some((choice) => String(choice).toLowerCase() === value.toLowerCase());
}
