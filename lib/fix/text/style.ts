import { isMap, isScalar, isSeq, type Document, type Node, visit } from 'yaml';

/** How a text is laid out, so that what is added looks like what is there. */
export interface Style {
  /** A line break as the text has them. */
  readonly newLine: string;
  /** Spaces or a tab by which a level is indented. */
  readonly indent: string;
  /** Whether the dashes of a list stand deeper than the name of the list. */
  readonly indentedLists: boolean;
  readonly isJson: boolean;
  /** Whether lists of scalars stand on one line, in JSON whose objects have lines of their own. */
  readonly shortLists: boolean;
}

/** The layout of a document, by the first place that tells; else as we write ourselves. */
export function styleOf(text: string, document: Document, isJson: boolean): Style {
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  if (isJson)
    return {
      newLine,
      indent: /\n([ \t]+)/.exec(text)?.[1] ?? '  ',
      indentedLists: true,
      isJson,
      shortLists: /\[[^\n[\]]+\]/.test(text),
    };
  let indent: string | undefined;
  let indentedLists: boolean | undefined;
  visit(document, {
    Pair(_, { key, value }) {
      if (indent !== undefined && indentedLists !== undefined) return visit.BREAK;
      const [above, first] = [columnOf(text, key), columnOf(text, firstOf(value))];
      if (above === undefined || first === undefined) return undefined;
      if (isSeq(value)) indentedLists ??= dashColumn(text, firstOf(value) as Node) > above;
      else if (first > above) indent ??= ' '.repeat(first - above);
      return undefined;
    },
  });
  return { newLine, indent: indent ?? '  ', indentedLists: indentedLists ?? true, isJson, shortLists: true };
}

/** The first thing in a collection in block style. */
function firstOf(value: unknown): unknown {
  if (isMap(value) && !value.flow) return value.items[0]?.key;
  if (isSeq(value) && !value.flow) return value.items[0];
  return undefined;
}

function columnOf(text: string, node: unknown): number | undefined {
  if (!isScalar(node) && !isMap(node) && !isSeq(node)) return undefined;
  return node.range ? node.range[0] - lineStart(text, node.range[0]) : undefined;
}

function dashColumn(text: string, item: Node): number {
  const start = item.range?.[0] ?? 0;
  return text.slice(lineStart(text, start)).search(/-/);
}

/** Offset of the line that an offset stands in. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset behind the line break of that line, or of the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}
