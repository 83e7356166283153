import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { toldPath } from '../artifact/read/folder';
import { badUse } from './bad-use';

/** Writes the file that a flag names. @throws CdkAksError `cli/bad-use` where that can't be done */
export function writeFileOf(flag: string, file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const folder = dirname(file);
    const rule = `cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
    const fix = existsSync(folder) ? 'Name a file that you may write' : `Make the folder ${toldPath(folder)} first`;
    throw badUse({ property: flag, value: toldPath(file), rule, fix });
  }
}
