import { isUtf8 } from 'node:buffer';
import { lineAndColumn, Unreadable } from './diagnose';
import { LARGEST_FILE } from './limits';

const BYTE_ORDER_MARK = '\uFEFF';
const REPLACED = '\uFFFD';

/**
 * The text of a file.
 * @throws Unreadable for a file that is too large, is no UTF-8, or holds NUL bytes
 */
export function textOfFile(content: string | Uint8Array): string {
  const size = typeof content === 'string' ? content.length : content.byteLength;
  if (size > LARGEST_FILE) throw tooLarge(size);
  const text = typeof content === 'string' ? content : decode(content);
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const { line, column } = lineAndColumn(text, nul);
    throw new Unreadable('read/nul', 'holds a NUL byte', 'Save it as plain text in UTF-8', line, column);
  }
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

export function tooLarge(bytes: number): Unreadable {
  const mebibytes = (bytes / 1024 / 1024).toFixed(0);
  return new Unreadable(
    'read/too-large',
    `has ${mebibytes} MiB, above the ${LARGEST_FILE / 1024 / 1024} MiB that are read`,
    'Split it, or check the folder without it',
  );
}

function decode(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (isUtf8(bytes)) return text;
  const { line, column } = lineAndColumn(text, firstReplaced(text, bytes));
  throw new Unreadable('read/encoding', 'is not UTF-8 here', 'Save it as UTF-8', line, column);
}

/** A replacement character may also stand in the file itself, as its three bytes. */
function firstReplaced(text: string, bytes: Uint8Array): number {
  let offset = 0;
  let byte = 0;
  for (let next = text.indexOf(REPLACED); next >= 0; next = text.indexOf(REPLACED, offset)) {
    byte += Buffer.byteLength(text.slice(offset, next));
    if (bytes[byte] !== 0xef || bytes[byte + 1] !== 0xbf || bytes[byte + 2] !== 0xbd) return next;
    offset = next + 1;
    byte += 3;
  }
  return offset;
}
