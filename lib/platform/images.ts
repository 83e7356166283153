import type { Construct, IConstruct } from 'constructs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ImageLock, imageLockFile, parseImageLock } from '../artifact/image-lock';
import { addCheck } from '../core/checks';
import type { Image, IRegistry } from '../core/contracts';
import { CdkAksError, Problems } from '../core/errors';
import { joinOf } from '../core/join';
import { mark } from '../core/marks';
import { didYouMean } from '../core/suggest';
import { programDirectory } from './output-folders';

/** A lock as one program uses it: what it has asked for, from wherever. */
interface UsedLock {
  readonly lock: ImageLock;
  readonly asked: Set<string>;
}

/** Stands in for a digest that the lock lacks, until the program has run and all that are missing are told together. */
const NOT_LOCKED = `sha256:${'0'.repeat(64)}`;

/** On the root of a program, by environment. */
const LOCKS = Symbol.for('cdk-aks.image-locks');

/**
 * Which image of each service an environment runs: read from a file that builds change with `cdk-aks images set`, so
 * that a release is a line of a diff and no change of the program.
 *
 * @example
 * const images = Images.fromLock(prod, 'prod', registry);
 * new Microservice(shop, 'cart', { image: images.of('shop/cart'), … });
 */
export class Images {
  /**
   * The images of `images.<environment>.json` beside the program: `{ "shop/cart": "sha256:…" }`.
   *
   * @param scope what errors name, such as the `Environment`
   * @param environment `prod` reads `images.prod.json`
   * @throws CdkAksError for a lock that is missing (images/no-lock) or can't be read (images/lock-unreadable), for
   *   entries that are no images (image/repository, images/digest), and for an environment that is no part of a file's
   *   name (images/environment)
   */
  static fromLock(scope: Construct, environment: string, registry: IRegistry): Images {
    const problems = new Problems(scope);
    const used = problems.attempt(undefined, () => usedLock(scope, environment));
    problems.throwIfAny();
    const { lock, asked } = used as UsedLock;
    return new Images((repository) => {
      asked.add(repository);
      return registry.image(repository, lock.get(repository) ?? NOT_LOCKED);
    });
  }

  /**
   * All images of one build, by its tag: for an environment where nobody is hurt by a tag that moves.
   * @param tag such as `2026.11.2`; never `latest`
   */
  static ofBuild(tag: string, registry: IRegistry): Images {
    return new Images((repository) => registry.image(repository, tag));
  }

  /** The image of a repository. One that the lock doesn't have is told when the program has run (images/not-locked). */
  of(repository: string): Image {
    return this.find(repository);
  }

  private constructor(private readonly find: (repository: string) => Image) {}
}

/** Read once, however many copies of an application ask. */
function usedLock(scope: Construct, environment: string): UsedLock {
  const root = scope.node.root as IConstruct & { [LOCKS]?: Map<string, UsedLock> };
  if (!root[LOCKS]) mark(root, LOCKS, new Map());
  const locks = root[LOCKS] as Map<string, UsedLock>;
  const present = locks.get(environment);
  if (present) return present;
  const used = { lock: readLock(scope, environment), asked: new Set<string>() };
  locks.set(environment, used);
  addCheck(scope, (problems) => checkUse(environment, used, problems));
  return used;
}

function readLock(scope: Construct, environment: string): ImageLock {
  const file = imageLockFile(environment);
  const folder = joinOf(scope)?.directory ?? programDirectory();
  return parseImageLock(readText(join(folder, file), file, environment), file);
}

function readText(path: string, file: string, environment: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new CdkAksError([
      {
        property: file,
        rule: "is missing in the program's folder",
        fix: `Write it with 'npx cdk-aks images set ${environment} --add shop/cart=sha256:…' and check it in`,
        code: 'images/no-lock',
      },
    ]);
  }
}

/** What is run and not locked, and what is locked and never run: a name that somebody mistook, or a service that is gone. */
function checkUse(environment: string, { lock, asked }: UsedLock, problems: Problems): void {
  const file = imageLockFile(environment);
  const missing = [...asked].filter((repository) => !lock.has(repository));
  const unused = [...lock.keys()].filter((repository) => !asked.has(repository));
  for (const repository of missing) {
    problems.add({
      property: file,
      value: repository,
      rule: 'is run, and not locked',
      fix:
        didYouMean(repository, unused).trim() ||
        `Add it with 'npx cdk-aks images set ${environment} --add ${repository}=sha256:…'`,
      code: 'images/not-locked',
    });
  }
  for (const repository of unused) {
    problems.add({
      property: file,
      value: repository,
      rule: 'is locked, and nothing of the program runs it',
      fix:
        didYouMean(repository, missing).trim() ||
        `Remove it with 'npx cdk-aks images remove ${environment} ${repository}'`,
      code: 'images/unknown-service',
    });
  }
}
