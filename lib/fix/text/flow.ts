import type { Splice } from './gaps';
import type { Run } from './plan';
import type { FlowStyle } from './print';
import { lineStart, type Style } from './style';

/** An entry or item of a collection in flow style, as in JSON. */
export interface FlowEntry {
  readonly start: number;
  readonly end: number;
  /** What stands between its name and its value. */
  readonly colon?: string;
}

/** How a collection is set, by its first entries. */
export function flowStyleOf(text: string, start: number, entries: readonly FlowEntry[], style: Style): FlowStyle {
  const { isJson, newLine, indent, shortLists } = style;
  const [first, second] = entries;
  if (first === undefined) return { pad: ' ', colon: ': ', comma: ', ', isJson };
  const colon = first.colon !== undefined && /^: *$/.test(first.colon) ? first.colon : ': ';
  const opening = text.slice(start + 1, first.start);
  if (opening.includes('\n')) {
    const column = text.slice(lineStart(text, first.start), first.start);
    return { pad: '', colon, comma: ', ', isJson, lines: { newLine, column, indent, shortLists } };
  }
  const between = second && text.slice(first.end, second.start);
  const comma = between !== undefined && /^, *$/.test(between) ? between : colon === ':' ? ',' : ', ';
  return { pad: /^ *$/.test(opening) ? opening : '', colon, comma, isJson };
}

export function flowSplices<T>(
  entries: readonly FlowEntry[],
  runs: readonly Run<T>[],
  print: (added: T) => string,
  { comma, lines }: FlowStyle,
): readonly Splice[] {
  const between = lines ? `,${lines.newLine}${lines.column}` : comma;
  return runs.map(({ from, to, added }): Splice => {
    const printed = added.map(print).join(between);
    const [first, last, before, behind] = [entries[from], entries[to - 1], entries[from - 1], entries[to]];
    if (from < to && first && last) {
      if (printed !== '') return { start: first.start, end: last.end, text: printed };
      if (before) return { start: before.end, end: last.end, text: '' };
      return { start: first.start, end: behind?.start ?? last.end, text: '' };
    }
    if (before) return { start: before.end, end: before.end, text: between + printed };
    const start = first?.start ?? 0;
    return { start, end: start, text: printed + between };
  });
}
