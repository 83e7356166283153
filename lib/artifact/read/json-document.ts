import { lineAndColumn, Unreadable } from './diagnose';
import { endOfString, type JsonFault, readJsonTree } from './json-tree';
import { measure, reservedKey, tooDeep } from './measure';

/**
 * The frozen value of a JSON text.
 * @throws Unreadable with line and column for anything that is no JSON, or has a key twice
 */
export function readJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw faultIn(text);
  }
  try {
    const { keys } = measure(value);
    // Of a key that stands twice the first is gone: the text then has more keys than the value.
    if (keys !== countKeys(text)) throw faultIn(text);
  } catch (error) {
    // The tree knows the line; only what it doesn't look for is told without.
    throw error instanceof Unreadable ? (faultOrNone(text) ?? error) : error;
  }
  return value;
}

function countKeys(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start >= 0;) {
    let next = endOfString(text, start) ?? text.length;
    start = text.indexOf('"', next);
    while (isSpace(text.charCodeAt(next))) next++;
    if (text[next] === ':') count++;
  }
  return count;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function faultIn(text: string): Unreadable {
  return faultOrNone(text) ?? new Unreadable('read/json', 'is no JSON', 'Write it again');
}

function faultOrNone(text: string): Unreadable | undefined {
  const { fault } = readJsonTree(text);
  return fault && toUnreadable(fault, text);
}

function toUnreadable({ kind, detail, offset }: JsonFault, text: string): Unreadable {
  const { line, column } = lineAndColumn(text, offset);
  switch (kind) {
    case 'duplicate-key':
      return new Unreadable(
        'read/duplicate-key',
        `the key '${detail}' stands twice`,
        'Remove one of the two',
        line,
        column,
      );
    case 'reserved-key':
      return reservedKey(line, column);
    case 'too-deep':
      return tooDeep(line, column);
    case 'syntax':
      return new Unreadable('read/json', `is no JSON: it ${detail}`, 'Mend the file, or write it again', line, column);
  }
}
