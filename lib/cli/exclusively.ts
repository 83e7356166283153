import { mkdirSync, rmdirSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { badUse } from './bad-use';

const WAIT_MS = 50;
const LONGEST_WAIT_MS = 10_000;

/**
 * Works on a file alone, for as long as it takes: builds of several services may end at once, and each must read what the
 * one before has written.
 *
 * @throws CdkAksError `cli/bad-use` where the folder can't be written
 */
export function exclusively<T>(path: string, work: () => T): T {
  const lock = `${path}.lock`;
  for (let waited = 0; !taken(lock); waited += WAIT_MS) {
    // One that a killed run left.
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > LONGEST_WAIT_MS || waited > 2 * LONGEST_WAIT_MS) release(lock);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
  }
  try {
    return work();
  } finally {
    release(lock);
  }
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw badUse({
      property: basename(lock),
      rule: `cannot be made (${code})`,
      fix: 'Name the folder of the program with --in, and make it writable',
    });
  }
}

function release(lock: string): void {
  try {
    rmdirSync(lock);
  } catch {
    // Gone already.
  }
}
