import { CdkAksError, InvalidValue, Problems } from '../core/errors';
import { checkImageVersion, checkRepositoryName } from '../core/image';

/** What an environment runs, by repository: `sha256:<64 hex>`, with a tag in front where people want to see one. */
export type ImageLock = ReadonlyMap<string, string>;

const ENVIRONMENT = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/;

/**
 * Name of the lock file of an environment: `images.prod.json`. One for each, so that a build for one of them changes
 * nothing of another.
 * @throws InvalidValue `images/environment` for what is no name of a file
 */
export function imageLockFile(environment: string): string {
  if (ENVIRONMENT.test(environment)) return `images.${environment}.json`;
  throw new InvalidValue({
    property: 'environment',
    value: environment,
    rule: 'is not the name of an environment: it becomes a part of the name of a file',
    fix: "Use letters, digits, '-', '_' and '.', such as prod",
    code: 'images/environment',
  });
}

/** The environment that a file of this name locks; undefined for any other file. */
export function environmentOf(fileName: string): string | undefined {
  return /^images\.(.+)\.json$/.exec(fileName)?.[1];
}

/**
 * @param file its name, for messages
 * @throws CdkAksError `images/lock-unreadable` for what is no lock at all; `image/repository`, `image/tag` and
 *   `images/digest` for entries that no registry knows, all of them together
 */
export function parseImageLock(text: string, file: string): ImageLock {
  const entries = entriesOf(text, file);
  const problems = new Problems();
  for (const [repository, version] of entries) {
    problems.attempt(file, () => checkEntry(repository, version));
  }
  problems.throwIfAny();
  return new Map(entries as [string, string][]);
}

/** Checks one entry. @throws CdkAksError `image/repository`, `image/tag`, `image/moving-tag`, `images/digest` */
export function checkEntry(repository: string, version: unknown): void {
  checkRepositoryName(repository);
  if (typeof version === 'string' && /^(?:[^@]+@)?sha256:[0-9a-f]{64}$/.test(version))
    return checkImageVersion(version);
  throw new InvalidValue({
    value: version,
    rule: `is what '${repository}' is locked to, and it has no digest: 'sha256:' and 64 lower-case hexadecimal digits`,
    fix: "Copy the digest whole, as the registry or the build shows it; a tag may stand in front: '1.4.2@sha256:…'",
    code: 'images/digest',
  });
}

/** Sorted by repository, so that a build changes a line and no order. */
export function printImageLock(lock: ImageLock): string {
  const sorted = [...lock].sort(([a], [b]) => (a < b ? -1 : 1));
  return `${JSON.stringify(Object.fromEntries(sorted), undefined, 2)}\n`;
}

function entriesOf(text: string, file: string): readonly [string, unknown][] {
  const refuse = (rule: string): CdkAksError =>
    new CdkAksError([
      {
        property: file,
        rule,
        fix: 'Restore the file from version control: it maps each repository to its digest',
        code: 'images/lock-unreadable',
      },
    ]);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw refuse(
      /^<{7} /m.test(text) ? 'holds a conflict of a merge' : 'is no whole JSON, as if its writing had been cut short',
    );
  }
  if (content === null || typeof content !== 'object' || Array.isArray(content)) throw refuse('is no JSON object');
  return Object.entries(content);
}
