import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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

/** The file is old or new at any moment, keeps its mode, and stays a link if it is one. */
export function replaceFile(path: string, text: string): void {
  const present = statSync(path, { throwIfNoEntry: false });
  const real = present ? realpathSync(path) : path;
  const temporary = join(dirname(real), `.${basename(real)}.cdk-aks.tmp`);
  try {
    writeFileSync(temporary, text, { mode: present?.mode });
    renameSync(temporary, real);
  } finally {
    if (statSync(temporary, { throwIfNoEntry: false })?.isFile()) rmSync(temporary);
  }
}
