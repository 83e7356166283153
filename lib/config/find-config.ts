import { load, YAMLException } from 'js-yaml';
import { type LoaderSync, lilconfigSync } from 'lilconfig';
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { CdkAksError } from '../core/errors';
import type { Config } from './config';
import { parseConfig } from './parse-config';
import { repositoryOf } from './repository';

/** Nothing of these is executed: whoever checks a folder need not trust it. */
const PLACES = [
  'cdk-aks.config.yaml',
  'cdk-aks.config.yml',
  'cdk-aks.config.json',
  '.cdk-aksrc.yaml',
  '.cdk-aksrc.yml',
  '.cdk-aksrc.json',
  '.cdk-aksrc',
  'package.json',
];

/** JSON is YAML, and an editor's last comma no reason to fail. */
const readYaml: LoaderSync = (_, content) => load(content);

/**
 * The config of a repository: `cdk-aks.config.yaml` or another name that tools know, or the field `cdk-aks` of
 * `package.json`, in a folder or the nearest above it, up to the root of the repository.
 *
 * @throws CdkAksError `config/…` with everything that is wrong in it
 */
export function findConfig(directory: string): Config | undefined {
  const loaders = { '.yaml': readYaml, '.yml': readYaml, '.json': readYaml, noExt: readYaml };
  const finder = lilconfigSync('cdk-aks', { searchPlaces: PLACES, stopDir: repositoryOf(directory), loaders });
  try {
    const found = finder.search(directory);
    return found && !found.isEmpty ? parseConfig(found.config, found.filepath, told(found.filepath)) : undefined;
  } catch (error) {
    if (error instanceof YAMLException) {
      throw unreadable(`cannot be read: ${error.reason} in line ${(error.mark?.line ?? 0) + 1}`, directory);
    }
    throw error;
  }
}

function told(path: string): string {
  return (relative('.', path) || path).split(sep).join('/');
}

function unreadable(rule: string, directory: string): CdkAksError {
  const file = PLACES.find((place) => existsSync(join(directory, place))) ?? 'the config file';
  return new CdkAksError([{ property: file, rule, fix: 'Mend the file', code: 'config/unreadable' }]);
}
