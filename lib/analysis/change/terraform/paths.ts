import { type Attribute, type Attributes } from './provider-schema';
import { type Block, isBlock, type Value } from './values';

/** The value at a path such as `network_profile.0.pod_cidr`; undefined where the path leads nowhere. */
export function valueAt(root: Value | undefined, path: string): Value | undefined {
  let value: Value | undefined = root;
  for (const step of path.split('.')) {
    if (Array.isArray(value)) value = (value as readonly Value[])[Number(step)];
    else if (isBlock(value)) value = value[step];
    else return undefined;
  }
  return value;
}

/** The argument that a path names, indices or not. */
export function attributeAt(attributes: Attributes, path: string): Attribute | undefined {
  let inner: Attributes | undefined = attributes;
  let attribute: Attribute | undefined;
  for (const step of path.split('.')) {
    if (/^\d+$/.test(step)) continue;
    attribute = inner?.[step];
    inner = attribute?.block;
  }
  return attribute;
}

/** The same resource with another value at one path; a path that leads nowhere changes nothing. */
export function withValue(root: Block, path: string, value: Value): Block {
  return replaceIn(root, path.split('.'), value) as Block;
}

function replaceIn(node: Value | undefined, [step, ...rest]: readonly string[], value: Value): Value {
  if (step === undefined) return value;
  if (Array.isArray(node)) {
    return (node as readonly Value[]).map((item, index) =>
      index === Number(step) ? replaceIn(item, rest, value) : item,
    );
  }
  return isBlock(node) ? { ...node, [step]: replaceIn(node[step], rest, value) } : (node ?? null);
}
