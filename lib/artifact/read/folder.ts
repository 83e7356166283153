import { closeSync, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { Unreadable } from './diagnose';
import { DEEPEST_FOLDER, LARGEST_FILE, MOST_FILES } from './limits';
import type { Diagnostic, InputFile } from './model';
import { tooLarge } from './text';

/** What was found in a folder, and what of it could not be read. */
export interface Collected {
  readonly files: readonly InputFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Folders of tools: what lies there is a copy of something, or none of the project's. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['.git', '.idea', '.terraform', '.vscode', 'node_modules']);
const READ_FILES = /(\.(ya?ml|json|tf)|^Kustomization|^\.terraform\.lock\.hcl)$/;

/**
 * Every file below the given folders that may hold artifacts. Single files may be given too.
 *
 * @param told how paths are told: by default as they are given, so that people find them from where they stand
 */
export function collectFiles(roots: readonly string[], told: (path: string) => string = toldPath): Collected {
  const collector = new Collector(told);
  for (const root of roots) collector.collect(root);
  return collector;
}

/** Relative to where people stand, if it is below; else as they wrote it. */
export function toldPath(path: string): string {
  const below = relative('.', path);
  const told = below.startsWith('..') && isAbsolute(path) ? path : below;
  return told.split(sep).join('/') || '.';
}

/** Where a folder lies below the one that was given. */
interface Place {
  /** Its real path: nothing outside it is read. */
  readonly root: string;
  readonly depth: number;
}

class Collector implements Collected {
  readonly files: InputFile[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** Real paths, so that folders that overlap are read once. */
  private readonly seen = new Set<string>();

  constructor(private readonly told: (path: string) => string) {}

  collect(root: string): void {
    const real = realpathSync(root);
    if (statSync(real).isDirectory()) this.folder(root, real, { root: real, depth: 0 });
    else this.file(root, real);
  }

  /** @param real where the folder lies: below it nothing has to be followed but links */
  private folder(folder: string, real: string, { root, depth }: Place): void {
    if (depth > DEEPEST_FOLDER) {
      this.refuse(folder, new Unreadable('read/too-deep', 'lies too many folders deep', 'Name a folder further down'));
      return;
    }
    const entries = this.trying(folder, () => readdirSync(folder, { withFileTypes: true })) ?? [];
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink()) this.link(path, root);
      else if (entry.isDirectory()) {
        const place = { root, depth: depth + 1 };
        if (!SKIPPED_FOLDERS.has(entry.name)) this.folder(path, join(real, entry.name), place);
      } else if (READ_FILES.test(entry.name)) this.file(path, join(real, entry.name));
    }
  }

  /** Outside the folder may lie anything. What a link inside leads to is read where it lies. */
  private link(path: string, root: string): void {
    const target = this.trying(path, () => realpathSync(path));
    if (target === undefined) return;
    const isFolder = statSync(target).isDirectory();
    if (!isFolder && !READ_FILES.test(path)) return;
    if (target !== root && !target.startsWith(root + sep)) {
      const problem = 'is a link out of the folder, and is not followed';
      this.refuse(path, new Unreadable('read/link', problem, 'Check its target by itself'));
    } else if (path.endsWith('.tf.json') && !isFolder) {
      this.read(path); // part of the module here too
    }
  }

  private file(path: string, real: string): void {
    if (this.seen.has(real)) return;
    this.seen.add(real);
    if (this.seen.size <= MOST_FILES) this.read(path);
    else if (this.seen.size === MOST_FILES + 1) {
      this.refuse(
        path,
        new Unreadable('read/too-many', `comes after ${MOST_FILES} other files`, 'Check fewer at once'),
      );
    }
  }

  private read(path: string): void {
    const content = this.trying(path, () => readBounded(path));
    if (content !== undefined) this.files.push({ path: this.told(path), content });
  }

  private trying<T>(path: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      this.refuse(path, error instanceof Unreadable ? error : unreadable(error));
      return undefined;
    }
  }

  private refuse(path: string, problem: Unreadable): void {
    this.diagnostics.push(problem.in(this.told(path)));
  }
}

function unreadable(error: unknown): Unreadable {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reasons: Readonly<Record<string, string>> = {
    EACCES: 'may not be read by you',
    ELOOP: 'is a link that leads to itself',
    ENOENT: 'is a link to nothing',
    ENXIO: 'is no regular file',
  };
  return new Unreadable('read/file', reasons[code] ?? `can't be read (${code})`, 'Mend or remove it');
}

/** A pipe or a device would never end. */
function readBounded(path: string): Uint8Array {
  if (!statSync(path).isFile()) throw unreadable({ code: 'ENXIO' });
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size > LARGEST_FILE) throw tooLarge(size);
    const buffer = Buffer.allocUnsafe(size);
    let length = 0;
    for (let read = -1; length < size && read !== 0; length += read)
      read = readSync(file, buffer, length, size - length, null);
    return buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
}
