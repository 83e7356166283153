import { isNode, isScalar, type Node, visit } from 'yaml';
import { lineEnd, lineStart } from './style';

/** A comment of the text, and the scalar that it speaks of. */
export interface Comment {
  readonly offset: number;
  /** With its `#`. */
  readonly text: string;
  /** True for one behind a value, false for one on a line of its own. */
  readonly isBeside: boolean;
  readonly scalar: string | undefined;
}

/**
 * Every comment in a document, in order.
 * @param inOtherWords what says the same now, by what is written
 */
export function commentsIn(
  text: string,
  root: Node,
  inOtherWords: Readonly<Record<string, string>> = {},
): readonly Comment[] {
  if (!text.includes('#')) return [];
  const words = new Map(Object.entries(inOtherWords));
  const scalars = scalarsIn(root).map((one) => ({ ...one, value: words.get(one.value) ?? one.value }));
  return tokensOf(root.srcToken).map(({ offset, source }) => {
    const start = lineStart(text, offset);
    const isBeside = text.slice(start, offset).trim() !== '';
    const scalar = isBeside
      ? scalars.findLast((one) => one.end <= offset && one.end > start)
      : scalars.find((one) => one.start > offset);
    // Above a value there may be a comment; what is further away speaks of something else.
    const isNear = isBeside || (scalar !== undefined && standsBelow(text, offset, scalar.start));
    return { offset, text: source, isBeside, scalar: isNear ? scalar?.value : undefined };
  });
}

function standsBelow(text: string, comment: number, scalar: number): boolean {
  const between = text.slice(lineEnd(text, comment), lineStart(text, scalar));
  return between.split('\n').every((line) => /^\s*(#.*)?$/.test(line));
}

interface Token {
  readonly offset: number;
  readonly source: string;
}

/** Where the parser keeps the parts of a token, comments among them. */
const PARTS = ['start', 'props', 'key', 'sep', 'value', 'items', 'end'] as const;

function tokensOf(token: unknown): readonly Token[] {
  const found: Token[] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (Array.isArray(part)) part.forEach(visit);
    else if ((part as { type?: unknown }).type === 'comment') found.push(part as Token);
    else for (const name of PARTS) visit((part as Partial<Record<(typeof PARTS)[number], unknown>>)[name]);
  };
  visit(token);
  return found.sort((a, b) => a.offset - b.offset);
}

interface PlacedScalar {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** Values, not names, by their place. */
function scalarsIn(root: Node): readonly PlacedScalar[] {
  const found: PlacedScalar[] = [];
  visit(root, {
    Scalar(key, { range, value }) {
      if (key !== 'key' && range) found.push({ start: range[0], end: range[1], value: String(value) });
    },
  });
  return found;
}

/** Where the content of a node ends: behind its last value, before any comment. */
export function contentEnd(node: unknown, otherwise: number): number {
  if (!isNode(node) || !node.range) return otherwise;
  if (isScalar(node) || !('items' in node) || ('flow' in node && node.flow)) return Math.max(node.range[1], otherwise);
  const last: unknown = (node.items as readonly unknown[]).at(-1);
  const isPair = typeof last === 'object' && last !== null && 'key' in last;
  if (!isPair) return contentEnd(last, otherwise);
  const { key, value } = last as { key: unknown; value: unknown };
  return contentEnd(value, contentEnd(key, otherwise));
}
