import type { FieldPath } from '../field-path';

/** Offsets of a value and of everything in it. */
export interface TreeNode {
  readonly start: number;
  readonly entries?: readonly TreeEntry[];
  readonly items?: readonly TreeNode[];
}

export interface TreeEntry {
  readonly key: string;
  readonly start: number;
  /** Left out where the key has no value at all. */
  readonly value?: TreeNode;
}

/** Offset of the field: of its key where it has one, of the nearest thing above where it is missing. */
export function offsetOf(root: TreeNode, path: FieldPath): number {
  let node: TreeNode | undefined = root;
  let offset = root.start;
  for (const part of path) {
    if (node === undefined) break;
    if (typeof part === 'number') {
      // A single block of Terraform may stand without its list.
      node = node.items ? node.items[part] : part === 0 ? node : undefined;
      offset = node?.start ?? offset;
    } else {
      const entry: TreeEntry | undefined = node.entries?.findLast(({ key }) => key === part);
      offset = entry?.start ?? offset;
      node = entry?.value;
    }
  }
  return offset;
}
