import { Unreadable } from './diagnose';
import { DEEPEST_NESTING, LARGEST_EXPANSION } from './limits';

/** What a look at every value of a document finds. */
export interface Measured {
  /** Own keys of all objects. */
  readonly keys: number;
  /** All values, those that aliases repeat counted as often as they are repeated. */
  readonly size: number;
}

/**
 * Looks at every value of a parsed document once and freezes it, so that whatever walks it later ends in bounded time.
 *
 * @throws Unreadable for nesting that is too deep, aliases that multiply or contain themselves, keys that are objects,
 * and `__proto__` as key
 */
export function measure(document: unknown): Measured {
  const sizes = new Map<object, number>();
  let keys = 0;
  let repeated = false;

  const visit = (value: unknown, depth: number): number => {
    if (value === null || typeof value !== 'object') return 1;
    if (depth > DEEPEST_NESTING) throw tooDeep();
    const before = sizes.get(value);
    if (before !== undefined) {
      if (before < 0) throw new Unreadable('read/cycle', 'holds an alias of a value within itself', 'Write it out');
      repeated = true;
      return before;
    }
    sizes.set(value, -1);
    let size = 1;
    if (Array.isArray(value)) {
      for (const item of value) size += visit(item, depth + 1);
    } else {
      for (const key of Object.keys(value)) {
        if (key === '__proto__') throw reservedKey();
        if (key === '[object Object]')
          throw new Unreadable('read/complex-key', 'has an object as a key', 'Quote the key');
        keys++;
        size += visit((value as Record<string, unknown>)[key], depth + 1);
      }
    }
    sizes.set(value, size);
    Object.freeze(value);
    return size;
  };

  const size = visit(document, 0);
  if (repeated && size > LARGEST_EXPANSION) {
    throw new Unreadable(
      'read/expansion',
      `grows to ${size} values when its aliases are expanded, above ${LARGEST_EXPANSION}`,
      'Write the repeated parts out, or split the document',
    );
  }
  return { keys, size };
}

export function tooDeep(line?: number, column?: number): Unreadable {
  const rule = `nests objects and lists more than ${DEEPEST_NESTING} levels deep`;
  return new Unreadable('read/too-deep', rule, 'Flatten it; no API takes that', line, column);
}

export function reservedKey(line?: number, column?: number): Unreadable {
  const rule = "has the key '__proto__', which programs may take for something else than data";
  return new Unreadable('read/reserved-key', rule, 'Rename the key', line, column);
}
