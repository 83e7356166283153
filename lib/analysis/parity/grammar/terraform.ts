import { behaviourOf } from '../../change/azurerm';
import { attributeAt } from '../../change/terraform/paths';
import type { Attribute, Attributes } from '../../change/terraform/provider-schema';
import { isBlockList, listOf, sameElement } from '../../change/terraform/set-elements';
import {
  AZURES_CHOICE,
  type Block,
  isConfigurable,
  isZero,
  sameScalar,
  type Value,
} from '../../change/terraform/values';
import type { Grammar } from '../compare';

/** By what nested blocks are told apart. */
const KEYS: readonly (readonly string[])[] = [
  ['name'],
  ['location'],
  ['category'],
  ['category_group'],
  ['key'],
  ['priority'],
];

/** How the values of a type compare whose arguments the provider's schema tells. */
export function resourceGrammar(type: string, attributes: Attributes): Grammar {
  const { suppresses } = behaviourOf(type);
  const alike = (path: string, from: Value, to: Value): boolean =>
    suppresses({ path, from, to, proposed: () => undefined });
  return {
    skips: () => false,
    same(a, b, at) {
      const path = at.join('.');
      const attribute = path === '' ? undefined : attributeAt(attributes, path);
      if (!attribute) return false;
      if (!isConfigurable(attribute)) return true;
      const [left, right] = [(a ?? null) as Value, (b ?? null) as Value];
      if (isUnset(left) && isUnset(right)) return true;
      if (isUnset(left) || isUnset(right)) return isNothingNew(attribute, isUnset(left) ? right : left);
      return sameElement(attribute, left, right) || alike(path, left, right) || alike(path, right, left);
    },
    isAbsent: isUnset,
    isOrdered: (at) => {
      const attribute = attributeAt(attributes, at.join('.'));
      return attribute?.type === 'list' && attribute.block === undefined;
    },
    // What stands alone is itself, whatever its name is.
    keys: (at) => (attributeAt(attributes, at.join('.'))?.maxItems === 1 ? [] : KEYS),
  };
}

/** How anything else of Terraform compares: as it is written. */
export const plainGrammar: Grammar = {
  skips: (path) => path.at(-1) === '//',
  same: (a, b) => (isUnset(a) && isUnset(b)) || isSameText(a, b) || JSON.stringify(a) === JSON.stringify(b),
  isAbsent: isUnset,
  isOrdered: () => true,
  keys: () => KEYS,
};

function isUnset(value: unknown): boolean {
  return (
    value === undefined || value === null || value === AZURES_CHOICE || (Array.isArray(value) && value.length === 0)
  );
}

/** Terraform JSON takes "2" for 2 and "true" for true. */
function isSameText(a: unknown, b: unknown): boolean {
  const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
  return isScalar(a) && isScalar(b) && String(a) === String(b);
}

/** Whether what one side writes out is what Azure does where the other side leaves it out. */
function isNothingNew(attribute: Attribute, written: Value): boolean {
  const { block } = attribute;
  if (!block) return isZero(written) && sameScalar(written, null) && !attribute.computed;
  // Without `computed` the block alone says something: an add-on is on.
  return attribute.computed === true && isBlockList(written) && written.every((item) => isAllDefault(block, item));
}

function isAllDefault(attributes: Attributes, item: Block): boolean {
  return Object.entries(attributes).every(([name, attribute]) => {
    const value = item[name] ?? null;
    if (!isConfigurable(attribute) || isUnset(value)) return true;
    if (attribute.default !== undefined) return value === attribute.default;
    return attribute.block ? listOf(value)?.length === 0 : isZero(value);
  });
}
