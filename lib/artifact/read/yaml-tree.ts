import { load, type State } from 'js-yaml';
import type { TreeEntry, TreeNode } from './tree';
import { KUBERNETES_SCALARS } from './yaml-scalars';

/** A node while it is read: its value tells which of its children are keys. */
interface OpenNode {
  start: number;
  value: unknown;
  children: OpenNode[];
}

/** Places of everything in a YAML document that was read before without error. */
export function readYamlTree(text: string): TreeNode {
  const root: OpenNode = { start: 0, value: undefined, children: [] };
  const stack: OpenNode[] = [root];
  const listener = (event: string, state: State): void => {
    if (event === 'open') {
      stack.push({ start: state.position, value: undefined, children: [] });
      return;
    }
    const node = stack.pop() as OpenNode;
    node.start = contentStart(text, node.start);
    node.value = state.result;
    const parent = stack.at(-1) as OpenNode;
    // The parser may try a place twice; what it read there first is gone.
    while ((parent.children.at(-1)?.start ?? -1) >= node.start) parent.children.pop();
    parent.children.push(node);
  };
  load(text, { schema: KUBERNETES_SCALARS, maxDepth: Infinity, listener } as Parameters<typeof load>[1]);
  return toTree(root.children[0] ?? root);
}

function toTree(node: OpenNode): TreeNode {
  const { start, value, children } = node;
  const only = children.length === 1 ? children[0] : undefined;
  // A collection in flow style, or a scalar, is first tried as the key of a block.
  if (only !== undefined && only.start === start && only.value === value) return toTree(only);
  if (Array.isArray(value)) return { start, items: itemsOf(value, node) };
  if (typeof value === 'object' && value !== null) return { start, entries: entriesOf(value, children) };
  return { start };
}

/** A dash with nothing behind it is an item without a place of its own. */
function itemsOf(list: readonly unknown[], { start, children }: OpenNode): readonly TreeNode[] {
  let next = 0;
  return list.map((item): TreeNode => {
    const child = children[next];
    if (child === undefined || child.value !== item) return { start: child?.start ?? start };
    next++;
    return toTree(child);
  });
}

/** Keys and values stand in turn, except that nothing at all may stand for null. */
function entriesOf(object: object, children: readonly OpenNode[]): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let index = 0; index < children.length; index++) {
    const { start, value: written } = children[index] as OpenNode;
    const key = String(written);
    const next = children[index + 1];
    const value: unknown = (object as Record<string, unknown>)[key];
    const hasValue = next !== undefined && (key === '<<' || next.value === value);
    entries.push({ key, start, ...(hasValue && { value: toTree(next) }) });
    if (hasValue) index++;
  }
  return entries;
}

/** Skips blanks, line breaks and comments, as the parser does before a value. */
function contentStart(text: string, from: number): number {
  const blank = /(?:[ \t\r\n]|(?<=[ \t\r\n]|^)#[^\n]*)*/y;
  blank.lastIndex = from;
  return from + (blank.exec(text)?.[0].length ?? 0);
}
