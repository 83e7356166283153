import { type Attribute, type Attributes } from './provider-schema';
import { isBlockList, sameElement } from './set-elements';
import { type Block, isConfigurable, type Value } from './values';

/**
 * Arguments that differ, as a reader names them: `block.0.argument`; a set, a map, a list of plain values and a list
 * of blocks whose length changes are named as a whole.
 */
export function changedPaths(attributes: Attributes, prior: Block, planned: Block, prefix = ''): readonly string[] {
  return Object.entries(attributes)
    .flatMap(([name, attribute]) =>
      isConfigurable(attribute)
        ? attributePaths(attribute, prior[name] ?? null, planned[name] ?? null, `${prefix}${name}`)
        : [],
    )
    .sort();
}

function attributePaths(attribute: Attribute, o: Value, n: Value, path: string): readonly string[] {
  if (sameElement(attribute, o, n)) return [];
  const { block } = attribute;
  if (attribute.type !== 'list' || !block || !isBlockList(o) || !isBlockList(n) || o.length !== n.length) return [path];
  return o.flatMap((item, index) => changedPaths(block, item, n[index]!, `${path}.${index}.`));
}
