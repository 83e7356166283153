import type { FieldPath } from '../field-path';
import { readJsonTree } from './json-tree';
import type { Position, Source } from './model';
import { offsetOf, type TreeNode } from './tree';
import type { YamlChunk } from './yaml-stream';
import { readYamlTree } from './yaml-tree';

/** One file's text, and where its documents start. */
export interface FileText {
  readonly text: string;
  readonly chunks: readonly YamlChunk[];
}

/** A longer document is told by its first line alone: finding a field in it takes too long. */
const LONGEST_SEARCHED = 4 * 1024 * 1024;

/** Remembered trees; the findings of one object come one after the other. */
const MOST_TREES = 64;

/** The texts that artifacts were read from, for the places of findings. */
export class Texts {
  private readonly trees = new Map<YamlChunk, TreeNode>();
  private readonly lineStarts = new Map<string, readonly number[]>();

  constructor(private readonly files: ReadonlyMap<string, FileText>) {}

  position({ file, document, at }: Source, field: FieldPath): Position {
    const found = this.files.get(file);
    const chunk = found?.chunks[document];
    if (found === undefined || chunk === undefined) return { file, line: 1, column: 1 };
    const offset = chunk.offset + offsetOf(this.treeOf(chunk), [...at, ...field]);
    return { file, ...this.lineAndColumn(file, found.text, offset) };
  }

  lines(file: string, from: number, to: number): readonly string[] {
    const text = this.files.get(file)?.text;
    if (text === undefined) return [];
    const starts = this.startsOf(file, text);
    const last = Math.min(to, starts.length);
    const lines: string[] = [];
    for (let line = Math.max(1, from); line <= last; line++) {
      const content = text.slice(starts[line - 1], starts[line] ?? text.length).replace(/\r?\n$/, '');
      if (line < starts.length || content !== '') lines.push(content);
    }
    return lines;
  }

  private treeOf(chunk: YamlChunk): TreeNode {
    const before = this.trees.get(chunk);
    if (before) return before;
    if (this.trees.size >= MOST_TREES) this.trees.clear();
    const tree = chunk.text.length > LONGEST_SEARCHED ? { start: 0 } : readTree(chunk.text);
    this.trees.set(chunk, tree);
    return tree;
  }

  private lineAndColumn(
    file: string,
    text: string,
    offset: number,
  ): { readonly line: number; readonly column: number } {
    const starts = this.startsOf(file, text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 };
  }

  private startsOf(file: string, text: string): readonly number[] {
    const before = this.lineStarts.get(file);
    if (before) return before;
    const starts = [0];
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    this.lineStarts.set(file, starts);
    return starts;
  }
}

function readTree(text: string): TreeNode {
  const { root } = /^\s*[{[]/.test(text) ? readJsonTree(text) : {};
  if (root) return root;
  try {
    return readYamlTree(text);
  } catch {
    return { start: 0 }; // read before without error, but in a form whose places can't be told
  }
}
