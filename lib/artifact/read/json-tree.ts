import { DEEPEST_NESTING } from './limits';
import type { TreeEntry, TreeNode } from './tree';

/** Why a text is no JSON, or no JSON that two readers would read alike. */
export interface JsonFault {
  readonly offset: number;
  readonly kind: 'syntax' | 'duplicate-key' | 'reserved-key' | 'too-deep';
  /** What was expected, or the key. */
  readonly detail: string;
}

class Fault extends Error {
  constructor(readonly fault: JsonFault) {
    super(fault.detail);
  }
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Offset behind the string that starts here; undefined where it never ends. No expression: strings may be huge. */
export function endOfString(text: string, start: number): number | undefined {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let backslash = quote - 1;
    while (text[backslash] === '\\') backslash--;
    if ((quote - backslash) % 2 === 1) return quote + 1;
  }
  return undefined;
}

/**
 * Reads JSON (RFC 8259) for places alone: `JSON.parse` is faster for values, but tells neither where a field stands
 * nor that a key stands twice.
 */
export function readJsonTree(text: string): { readonly root?: TreeNode; readonly fault?: JsonFault } {
  let position = 0;

  const fail = (kind: JsonFault['kind'], detail: string, offset = position): never => {
    throw new Fault({ kind, detail, offset });
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) position += found.length;
    return found;
  };
  const takeMark = (mark: string): boolean => {
    take(SPACE);
    if (text[position] !== mark) return false;
    position++;
    return true;
  };
  const expect = (mark: string, instead: string): void => {
    if (!takeMark(mark)) fail('syntax', position >= text.length ? 'ends in the middle' : instead);
  };

  /** The text of a string as written, quotes included. */
  const takeString = (): string | undefined => {
    if (text[position] !== '"') return undefined;
    const end = endOfString(text, position) ?? fail('syntax', 'ends in the middle', text.length);
    const written = text.slice(position, end);
    if (!isString(written)) fail('syntax', 'has a string with a line break or an escape that JSON does not know');
    position = end;
    return written;
  };

  const readObject = (depth: number): readonly TreeEntry[] => {
    const entries: TreeEntry[] = [];
    const keys = new Set<string>();
    if (takeMark('}')) return entries;
    do {
      take(SPACE);
      const start = position;
      const written = takeString() ?? fail('syntax', atEnd() ? 'ends in the middle' : 'needs a key in double quotes');
      const key = JSON.parse(written) as string;
      if (keys.has(key)) fail('duplicate-key', key, start);
      if (key === '__proto__') fail('reserved-key', key, start);
      keys.add(key);
      expect(':', "needs ':' after the key");
      entries.push({ key, start, value: readValue(depth + 1) });
    } while (takeMark(','));
    expect('}', "needs ',' or '}'");
    return entries;
  };
  const readList = (depth: number): readonly TreeNode[] => {
    const items: TreeNode[] = [];
    if (takeMark(']')) return items;
    do items.push(readValue(depth + 1));
    while (takeMark(','));
    expect(']', "needs ',' or ']'");
    return items;
  };
  const atEnd = (): boolean => position >= text.length;
  const readValue = (depth: number): TreeNode => {
    take(SPACE);
    const start = position;
    if (depth > DEEPEST_NESTING) fail('too-deep', '');
    if (takeMark('{')) return { start, entries: readObject(depth) };
    if (takeMark('[')) return { start, items: readList(depth) };
    if (takeString() === undefined && take(SCALAR) === undefined) {
      fail('syntax', atEnd() ? 'ends in the middle' : 'needs a value');
    }
    return { start };
  };

  try {
    const root = readValue(0);
    take(SPACE);
    if (!atEnd()) fail('syntax', 'has more text behind its end');
    return { root };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault };
    throw error;
  }
}

function isString(written: string): boolean {
  try {
    JSON.parse(written);
    return true;
  } catch {
    return false;
  }
}
