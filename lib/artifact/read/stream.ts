import { readSync } from 'node:fs';
import { STREAM } from './artifacts';
import type { Collected } from './folder';
import { LARGEST_FILE } from './limits';
import { tooLarge } from './text';

/** Everything that comes through standard input, up to the bound of one file. */
export function collectStream(descriptor = 0): Collected {
  const parts: Buffer[] = [];
  let length = 0;
  while (length <= LARGEST_FILE) {
    const part = Buffer.allocUnsafe(64 * 1024);
    const read = readSome(descriptor, part);
    if (read === 0) return { files: [{ path: STREAM, content: Buffer.concat(parts) }], diagnostics: [] };
    parts.push(part.subarray(0, read));
    length += read;
  }
  return { files: [], diagnostics: [tooLarge(length).in(STREAM)] };
}

function readSome(descriptor: number, part: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, part, 0, part.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      // Nothing there yet: wait a little for whoever writes.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}
