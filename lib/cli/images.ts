import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  checkEntry,
  environmentOf,
  type ImageLock,
  imageLockFile,
  parseImageLock,
  printImageLock,
} from '../artifact/image-lock';
import { CdkAksError, InvalidValue, Problems } from '../core/errors';
import { didYouMean } from '../core/suggest';
import { programDirectory } from '../platform/output-folders';
import { badUse } from './bad-use';
import { exclusively } from './exclusively';
import type { Terminal } from './terminal';
import { replaceFile } from './write-file';

export interface ImagesCommand {
  /** Folder of the program; found from here if left out. */
  readonly in?: string;
  /** Takes images that the lock doesn't have yet. */
  readonly add?: boolean;
}

/** Locks images of an environment to digests. Returns the exit code. */
export function setImages(
  environment: string,
  entries: readonly string[],
  command: ImagesCommand,
  terminal: Terminal,
): number {
  const wanted = parseEntries(entries);
  return change(environment, command, terminal, (lock, file) => {
    const problems = new Problems();
    for (const repository of wanted.keys()) {
      if (!lock.has(repository) && !command.add)
        problems.attempt(undefined, () => refuseUnknown(repository, lock, file));
    }
    problems.throwIfAny();
    return new Map([...lock, ...wanted]);
  });
}

/** Takes images out of the lock of an environment. Returns the exit code. */
export function removeImages(
  environment: string,
  repositories: readonly string[],
  command: ImagesCommand,
  terminal: Terminal,
): number {
  return change(environment, command, terminal, (lock, file) => {
    const problems = new Problems();
    for (const repository of repositories.filter((one) => !lock.has(one))) {
      problems.attempt(undefined, () => refuseUnknown(repository, lock, file, 'List them with cdk-aks images list'));
    }
    problems.throwIfAny();
    return new Map([...lock].filter(([repository]) => !repositories.includes(repository)));
  });
}

/** Lists what is locked, of one environment or all. Returns the exit code. */
export function listImages(environment: string | undefined, command: ImagesCommand, terminal: Terminal): number {
  const folder = folderOf(command);
  const environments = environment === undefined ? environmentsIn(folder) : [environment];
  const locks = environments.map((name) => [name, readLock(folder, imageLockFile(name), name)] as const);
  if (terminal.wantsJson) {
    terminal.json({ environments: Object.fromEntries(locks.map(([name, lock]) => [name, Object.fromEntries(lock)])) });
    return 0;
  }
  const width = Math.max(0, ...locks.flatMap(([, lock]) => [...lock.keys()].map(({ length }) => length)));
  const lines = locks.flatMap(([name, lock]) => [
    name,
    ...[...lock].map(([repository, version]) => `  ${repository.padEnd(width)}  ${version}`),
  ]);
  if (lines.length > 0) terminal.print(lines.join('\n'));
  return 0;
}

/** `shop/cart=sha256:…`, several of them. */
function parseEntries(entries: readonly string[]): ReadonlyMap<string, string> {
  const problems = new Problems();
  const wanted = new Map<string, string>();
  for (const entry of entries) {
    const at = entry.indexOf('=');
    const [repository, version] = [entry.slice(0, at), entry.slice(at + 1)];
    if (at < 1) {
      problems.attempt(undefined, () => {
        throw badUse({
          property: 'image',
          value: entry,
          rule: 'names no digest',
          fix: 'Write the repository and its digest, such as shop/cart=sha256:…',
        });
      });
      continue;
    }
    if ((wanted.get(repository) ?? version) !== version) {
      problems.attempt(undefined, () => {
        throw badUse({ property: 'image', value: repository, rule: 'is given twice', fix: 'Give it once' });
      });
    }
    problems.attempt('image', () => checkEntry(repository, version));
    wanted.set(repository, version);
  }
  problems.throwIfAny();
  return wanted;
}

function change(
  environment: string,
  command: ImagesCommand,
  terminal: Terminal,
  work: (lock: ImageLock, file: string) => ImageLock,
): number {
  const folder = folderOf(command);
  const file = imageLockFile(environment);
  const path = join(folder, file);
  return exclusively(path, () => {
    const before =
      command.add && !statSync(path, { throwIfNoEntry: false }) ? new Map() : readLock(folder, file, environment);
    const after = work(before, file);
    const text = printImageLock(after);
    if (text !== (before.size === 0 ? '' : readFileSync(path, 'utf8'))) write(path, file, text);
    tell(file, before, after, terminal);
    return 0;
  });
}

function tell(file: string, before: ImageLock, after: ImageLock, terminal: Terminal): void {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changes = names
    .map((image) => ({ image, from: before.get(image), to: after.get(image) }))
    .filter(({ from, to }) => from !== to);
  if (terminal.wantsJson) terminal.json({ file, changes });
  for (const { image, from, to } of changes) {
    terminal.info(`${image}: ${from ?? 'not locked'} -> ${to ?? 'not locked'}`);
  }
  terminal.info(changes.length === 0 ? `${file} says so already` : `wrote ${file}; 'cdk-aks synth' renders it`);
}

function write(path: string, file: string, text: string): void {
  try {
    replaceFile(path, text);
  } catch (error) {
    throw badUse({
      property: file,
      rule: `cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
      fix: 'Make the file and its folder writable',
    });
  }
}

function readLock(folder: string, file: string, environment: string): ImageLock {
  let text: string;
  try {
    text = readFileSync(join(folder, file), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT')
      throw badUse({ property: file, rule: `cannot be read (${code})`, fix: 'Name another folder with --in' });
    const known = environmentsIn(folder);
    const near = didYouMean(environment, known).trim();
    throw new CdkAksError([
      {
        property: file,
        rule: 'is missing in the folder of the program',
        fix:
          near ||
          `Begin it with 'cdk-aks images set ${environment} --add shop/cart=sha256:…', or name the folder with --in`,
        code: 'images/no-lock',
      },
    ]);
  }
  return parseImageLock(text, file);
}

function refuseUnknown(repository: string, lock: ImageLock, file: string, otherwise = 'Add it with --add'): never {
  throw new InvalidValue({
    property: file,
    value: repository,
    rule: 'is not in it',
    fix: didYouMean(repository, lock.keys()).trim() || otherwise,
    code: 'images/unknown-service',
  });
}

function folderOf(command: ImagesCommand): string {
  return command.in === undefined ? programDirectory(join(process.cwd(), 'main')) : resolve(command.in);
}

function environmentsIn(folder: string): readonly string[] {
  const files = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
  return files.flatMap((file) => environmentOf(file) ?? []).sort();
}
