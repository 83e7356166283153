import { isDeepStrictEqual } from 'node:util';
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Body } from '../../artifact/read/model';
import { isBody } from '../../artifact/read/terraform-module';
import { readDocuments } from '../../artifact/read/yaml-document';
import { type Comment, commentsIn, contentEnd } from './comments';
import { type FlowEntry, flowSplices, flowStyleOf } from './flow';
import { applySplices, commentsAbove, fillGaps, type Gap, type Splice } from './gaps';
import { type Plan, planList, planMap, runsOf } from './plan';
import { type Line, printEntry, printFlow, printFlowEntry, printItem, printScalar } from './print';
import { lineEnd, lineStart, type Style, styleOf } from './style';

/**
 * Writes a changed value into the text that it was read from: one document of YAML, or JSON. What does not change stays
 * byte for byte, and so do comments, quotes and order.
 *
 * @param inOtherWords values by what says the same in their place, so that comments follow them
 * @returns undefined where the change can't be written in place, as with fields that an anchor shares with others
 */
export function rewrite(
  text: string,
  before: unknown,
  after: unknown,
  inOtherWords: Readonly<Record<string, string>> = {},
): string | undefined {
  const isJson = /^\s*[{[]/.test(text) && isJsonText(text);
  const document = parseDocument(text, {
    schema: 'failsafe',
    keepSourceTokens: true,
    merge: false,
    logLevel: 'silent',
  });
  const root = document.contents;
  if (document.errors.length > 0 || root === null) return undefined;
  const writer = new Writer(text, commentsIn(text, root, inOtherWords), styleOf(text, document, isJson));
  if (!writer.write(root, before, after)) return undefined;
  const written = applySplices(text, writer.splices);
  return written !== undefined && readsAs(written, after) ? written : undefined;
}

/** Whatever was written: what is read again is what was meant. */
function readsAs(text: string, value: unknown): boolean {
  let isGood = true;
  const documents = readDocuments(text, () => (isGood = false));
  return isGood && documents.length === 1 && isDeepStrictEqual(documents[0]?.value, value);
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** An entry or item in block style. */
interface BlockEntry {
  readonly start: number;
  /** Behind the line break of its last line. */
  readonly end: number;
}

class Writer {
  private readonly pieces: Splice[] = [];
  private readonly gaps: Gap[] = [];

  constructor(
    private readonly text: string,
    private readonly comments: readonly Comment[],
    private readonly style: Style,
  ) {}

  get splices(): readonly Splice[] {
    return [...this.pieces, ...fillGaps(this.text, this.gaps, this.style)];
  }

  /** False where that can't be done. */
  write(node: unknown, before: unknown, after: unknown, inFlow = false): boolean {
    if (isDeepStrictEqual(before, after)) return true;
    // What it stands for is written where the anchor is; whether that is right for both is seen in the end.
    if (isAlias(node)) return true;
    if (isMap(node) && isBody(before) && isBody(after)) return this.map(node, before, after);
    if (isSeq(node) && Array.isArray(before) && Array.isArray(after)) return this.list(node, before, after);
    if (!isScalar(node) || !node.range) return false;
    const [start, end] = node.range;
    this.pieces.push({ start, end, text: printScalar(after, node.type, this.style.isJson, inFlow) });
    return true;
  }

  private map(node: YAMLMap, before: Body, after: Body): boolean {
    const pairs = node.items as readonly Pair<Node, Node | null>[];
    const keys = pairs.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
    const anew = keys.filter((key, index) => key in after && isAnew(pairs[index]?.value, before[key], after[key]));
    const plan = planMap(keys, before, after, new Set(anew));
    if (plan === undefined) return false;
    for (const [index, name] of plan.renamed) {
      const key = pairs[index]?.key;
      if (!isScalar(key) || !key.range) return false;
      const [start, end] = key.range;
      this.pieces.push({ start, end, text: printScalar(name, key.type, this.style.isJson, true) });
    }
    const stays = keys.every(
      (key, index) =>
        !plan.kept[index] ||
        plan.renamed.has(index) ||
        this.write(pairs[index]?.value, before[key], after[key], node.flow),
    );
    if (!stays) return false;
    const places = pairs.map(({ key, value }) => {
      const start = key.range?.[0] ?? 0;
      return { start, end: contentEnd(value, key.range?.[1] ?? start), colon: this.colonOf(key, value) };
    });
    if (node.flow) {
      return this.flow(node, places, plan, (key, flow) => printFlowEntry(key, after[key], flow));
    }
    return this.block(places, plan, (key, column) => printEntry(key, after[key], column, this.style));
  }

  private list(node: YAMLSeq, before: readonly unknown[], after: readonly unknown[]): boolean {
    const items = node.items as readonly Node[];
    const plan = planList(before, after, (place, item) => isAnew(items[place], before[place], item));
    for (const [place, item] of plan.changed)
      if (!this.write(items[place], before[place], item, node.flow)) return false;
    if (node.flow) {
      const places = items.map(({ range }) => ({ start: range?.[0] ?? 0, end: range?.[1] ?? 0 }));
      return this.flow(node, places, plan, printFlow);
    }
    const dashes = dashesOf(node);
    if (dashes.length !== items.length) return false;
    const places = items.map((item, index) => {
      const start = dashes[index] as number;
      return { start, end: contentEnd(item, start + 1) };
    });
    return this.block(places, plan, (item, column) => printItem(item, column, this.style));
  }

  private flow<T>(
    node: YAMLMap | YAMLSeq,
    entries: readonly FlowEntry[],
    plan: Plan<T>,
    print: (added: T, flow: ReturnType<typeof flowStyleOf>) => string,
  ): boolean {
    const flow = flowStyleOf(this.text, node.range?.[0] ?? 0, entries, this.style);
    const splices = flowSplices(entries, runsOf(plan), (added) => print(added, flow), flow);
    const isCommented = splices.some(({ start, end }) => this.commentsWithin(start, end).length > 0);
    this.pieces.push(...splices);
    return !isCommented;
  }

  private block<T>(
    places: readonly { readonly start: number; readonly end: number }[],
    plan: Plan<T>,
    print: (added: T, column: number) => readonly Line[],
  ): boolean {
    const entries = places.map(({ start, end }): BlockEntry => ({ start, end: this.endOfLine(end) }));
    const first = entries[0];
    if (first === undefined) return false;
    const column = first.start - lineStart(this.text, first.start);
    for (const { from, to, added } of runsOf(plan)) {
      const lines = added.flatMap((one) => print(one, column));
      if (lines.length === 0 && from === 0 && to === entries.length) return false;
      this.gaps.push(
        from < to ? this.replaced(entries, from, to, column, lines) : this.inserted(entries, from, column, lines),
      );
    }
    return true;
  }

  private replaced(
    entries: readonly BlockEntry[],
    from: number,
    to: number,
    column: number,
    lines: readonly Line[],
  ): Gap {
    const [first, last] = [entries[from] as BlockEntry, entries[to - 1] as BlockEntry];
    const isInline = !this.isFirstOnLine(first.start);
    const start = isInline ? first.start : lineStart(this.text, first.start);
    const isFollowed = isInline && lines.length === 0;
    const end = isFollowed ? last.end + (/^[ \t]*/.exec(this.text.slice(last.end))?.[0].length ?? 0) : last.end;
    const comments = this.commentsWithin(start, last.end);
    const above = isInline || lines.length > 0 ? [] : commentsAbove(this.text, first.start, this.comments);
    return { start, end, column, lines, isInline, isFollowed, comments, above };
  }

  private inserted(entries: readonly BlockEntry[], at: number, column: number, lines: readonly Line[]): Gap {
    const plain = { column, lines, comments: [], above: [] };
    const before = entries[at - 1];
    if (before) return { ...plain, start: before.end, end: before.end, isInline: false, isFollowed: false };
    const { start } = entries[0] as BlockEntry;
    if (!this.isFirstOnLine(start)) return { ...plain, start, end: start, isInline: true, isFollowed: true };
    const top = commentsAbove(this.text, start, this.comments)[0]?.offset ?? start;
    const place = lineStart(this.text, top);
    return { ...plain, start: place, end: place, isInline: false, isFollowed: false };
  }

  /** Block scalars end with their line; all else has its line break behind it, and maybe a comment. */
  private endOfLine(end: number): number {
    return this.text[end - 1] === '\n' ? end : lineEnd(this.text, end);
  }

  private isFirstOnLine(offset: number): boolean {
    return this.text.slice(lineStart(this.text, offset), offset).trim() === '';
  }

  private commentsWithin(start: number, end: number): readonly Comment[] {
    return this.comments.filter(({ offset }) => offset >= start && offset < end);
  }

  /** What stands between a name and its value. */
  private colonOf({ range }: Node, value: Node | null): string {
    return range && value?.range ? this.text.slice(range[1], value.range[0]) : '';
  }
}

/** Whether a value can't be changed where it stands, since it becomes one of another kind. */
function isAnew(node: unknown, before: unknown, after: unknown): boolean {
  if (isDeepStrictEqual(before, after) || isAlias(node)) return false;
  if (isMap(node)) return !isBody(after) || Object.keys(after).length === 0 || node.items.length === 0;
  if (isSeq(node)) return !Array.isArray(after) || after.length === 0 || node.items.length === 0;
  const isPlaced = isScalar(node) && node.range !== undefined && node.range !== null && node.range[1] > node.range[0];
  const isText = isPlaced && !String(node.type).startsWith('BLOCK');
  return !isText || (typeof after === 'object' && after !== null) || String(after).includes('\n');
}

/** Offsets of the dashes of a list in block style. */
function dashesOf({ srcToken }: YAMLSeq): readonly number[] {
  if (srcToken?.type !== 'block-seq') return [];
  return srcToken.items.flatMap(({ start }) => {
    const dash = start.find(({ type }) => type === 'seq-item-ind');
    return dash ? [dash.offset] : [];
  });
}
