import type { FieldPath } from '../../artifact/field-path';
import { behaviourOf, codeOf } from '../change/azurerm';
import { plain } from '../change/resource-change';
import { createdFrom } from '../change/terraform/created';
import { attributeAt } from '../change/terraform/paths';
import type { Attributes } from '../change/terraform/provider-schema';
import { type Block, isBlock, normalizeBlock, type Value } from '../change/terraform/values';
import type { Field } from './declared/field';
import { withoutSecrets } from './declared/secrets';

type Json = Readonly<Record<string, unknown>>;

/** What a resource is once it is created: its arguments, the defaults, and what Azure is known to fill in. */
export function stateOf(type: string, attributes: Attributes, args: Json): Block {
  const config = normalizeBlock(attributes, args);
  return createdFrom(attributes, config, behaviourOf(type), codeOf(type).fills?.(config));
}

/** Arguments that the schema at hand does not know, where they stand: those of a newer provider. */
export function strangersOf(attributes: Attributes, args: unknown): unknown {
  if (Array.isArray(args)) {
    const items = args.map((item: unknown) => strangersOf(attributes, item));
    return items.some((item) => item !== undefined) ? items.map((item) => item ?? {}) : undefined;
  }
  if (!isBlock(args)) return undefined;
  const found = Object.entries(args).flatMap(([name, value]) => {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (!attribute) return [[name, value] as const];
    const inner = attribute.block ? strangersOf(attribute.block, value) : undefined;
    return inner === undefined ? [] : [[name, inner] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** A field of a resource, with what the schema says of it. */
export function fieldOf(
  type: string,
  path: FieldPath,
  item: string | undefined,
  attributes: Attributes | undefined,
): Field {
  const attribute = attributes && attributeAt(attributes, path.join('.'));
  return { tool: 'terraform', type, names: path.filter((step) => typeof step === 'string'), item, attribute };
}

/** A value as a report can print it: without what is not set, and without secrets. */
export function printArgument(
  value: unknown,
  path: FieldPath,
  item: string | undefined,
  { type, attributes }: { readonly type: string; readonly attributes: Attributes | undefined },
): unknown {
  const field = fieldOf(type, path, item, attributes);
  return withoutSecrets(field.attribute ? plain(value as Value, field.attribute) : value, field);
}
