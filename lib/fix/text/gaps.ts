import type { Comment } from './comments';
import type { Line } from './print';
import { lineEnd, lineStart, type Style } from './style';

/** A piece of the text and what to write in its place. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A place in a collection in block style where entries go, come, or are written anew. */
export interface Gap {
  readonly start: number;
  readonly end: number;
  readonly column: number;
  readonly lines: readonly Line[];
  /** What stands before it on its line, such as a dash, stays. */
  readonly isInline: boolean;
  /** What stands behind it needs a line of its own, with the indentation of the column. */
  readonly isFollowed: boolean;
  /** Comments of what goes. */
  readonly comments: readonly Comment[];
  /** Comments on the lines above what goes; they go along if what they speak of turns up elsewhere. */
  readonly above: readonly Comment[];
}

/**
 * The text of each gap. A comment is never lost: it follows the value that it speaks of, or else stays where that was.
 */
export function fillGaps(text: string, gaps: readonly Gap[], style: Style): readonly Splice[] {
  const loose = new Set(gaps.flatMap(({ comments, above }) => [...above, ...comments]));
  const filled = gaps.map((gap) => ({
    gap,
    lines: gap.lines.flatMap((line) => withComments(line, gap.column, loose)),
  }));
  return filled.map(({ gap, lines }) => {
    const left = gap.comments.filter((comment) => loose.has(comment));
    const goesAlong = gap.above.length > 0 && gap.above.every((comment) => !loose.has(comment));
    const start = goesAlong ? lineStart(text, (gap.above[0] as Comment).offset) : gap.start;
    const all = [...left.map((comment) => ' '.repeat(gap.column) + comment.text), ...lines];
    return { start, end: gap.end, text: layOut(text, { ...gap, start }, all, style) };
  });
}

function withComments({ text, scalar }: Line, column: number, loose: Set<Comment>): readonly string[] {
  const mine = scalar === undefined ? [] : [...loose].filter((comment) => comment.scalar === scalar);
  for (const comment of mine) loose.delete(comment);
  const indent = /^ */.exec(text)?.[0] ?? ' '.repeat(column);
  const above = mine.filter(({ isBeside }) => !isBeside).map((comment) => indent + comment.text);
  const beside = mine.filter(({ isBeside }) => isBeside).map((comment) => ` ${comment.text}`);
  return [...above, text + beside.join('')];
}

function layOut(text: string, gap: Gap, lines: readonly string[], { newLine }: Style): string {
  if (lines.length === 0) return '';
  const joined = lines.join(newLine);
  const body = gap.isInline ? joined.slice(gap.column) : joined;
  if (gap.isFollowed) return body + newLine + ' '.repeat(gap.column);
  const isAtStart = gap.isInline || gap.start === 0 || text[gap.start - 1] === '\n';
  // The last line of a text may have no end.
  if (!isAtStart) return newLine + body;
  return gap.end === text.length && gap.end > gap.start && text.at(-1) !== '\n' ? body : body + newLine;
}

/** The comments that fill the lines right above an offset, at the same column. */
export function commentsAbove(text: string, offset: number, comments: readonly Comment[]): readonly Comment[] {
  const found: Comment[] = [];
  let start = lineStart(text, offset);
  const column = offset - start;
  for (;;) {
    const comment = comments.find((one) => !one.isBeside && lineEnd(text, one.offset) === start);
    if (comment === undefined || comment.offset - lineStart(text, comment.offset) !== column) return found;
    found.unshift(comment);
    start = lineStart(text, comment.offset);
  }
}

/** @returns undefined where two of them overlap */
export function applySplices(text: string, splices: readonly Splice[]): string | undefined {
  const sorted = [...splices].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let position = 0;
  for (const splice of sorted) {
    if (splice.start < position) return undefined;
    result += text.slice(position, splice.start) + splice.text;
    position = splice.end;
  }
  return result + text.slice(position);
}
