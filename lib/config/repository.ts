import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Nearest folder above that is a repository; without one the folder itself, so that no stranger's file is taken. */
export function repositoryOf(directory: string): string {
  for (let folder = resolve(directory); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return resolve(directory);
  }
}
