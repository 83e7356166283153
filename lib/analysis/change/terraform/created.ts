import { type Behaviour, type ValueChange } from './plan';
import { valueAt } from './paths';
import { type Attribute, type Attributes } from './provider-schema';
import { isBlockList } from './set-elements';
import { AZURES_CHOICE, type Block, isConfigurable, normalize, type Value } from './values';

/** Values that Azure is known to fill in where the program leaves them out, by path such as `sku.0.capacity`. */
export type Fills = Readonly<Record<string, unknown>>;

/** The state that a configuration leaves behind once it was created: its values, the defaults, Azure's choices. */
export function createdFrom(attributes: Attributes, config: Block, behaviour: Behaviour, fills: Fills = {}): Block {
  const create = (inner: Attributes, block: Block, prefix: string): Block =>
    Object.fromEntries(
      Object.entries(inner).map(([name, attribute]) => [
        name,
        createValue(attribute, block[name] ?? null, `${prefix}${name}`),
      ]),
    );
  const createValue = (attribute: Attribute, value: Value, path: string): Value => {
    const { block } = attribute;
    if (attribute.writeOnly) return null;
    const given: Value = value ?? unset(attribute, path, fills);
    if (block && isBlockList(given)) return given.map((item, index) => create(block, item, `${path}.${index}.`));
    // What is suppressed when it is created never reaches the state.
    const change: ValueChange = { path, from: null, to: given, proposed: (other: string) => valueAt(config, other) };
    return given !== null && given !== AZURES_CHOICE && behaviour.suppresses(change) ? null : given;
  };
  return create(attributes, config, '');
}

function unset(attribute: Attribute, path: string, fills: Fills): Value {
  if (attribute.default !== undefined) return attribute.default as Value;
  if (!attribute.computed) return null;
  const fill = fills[path.replace(/\.\d+\./g, '.0.')];
  if (fill !== undefined) return normalize(attribute, fill);
  // A block that nobody wrote is taken for empty, a flag for off; any other value is whatever Azure chose.
  if (!isConfigurable(attribute)) return AZURES_CHOICE;
  if (attribute.block) return null;
  return attribute.type === 'bool' ? false : AZURES_CHOICE;
}
