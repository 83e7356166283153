import { load, YAMLException } from 'js-yaml';
import { type LoaderSync, lilconfigSync } from 'lilconfig';
import { relative } from 'node:path';
import { toldPath } from '../artifact/read/folder';
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
const readYaml: LoaderSync = (path, content) => {
  try {
    return load(content);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const rule = `cannot be read: ${error.reason} in line ${(error.mark?.line ?? 0) + 1}`;
    throw new CdkAksError([{ property: told(path), rule, fix: 'Mend the file', code: 'config/unreadable' }]);
  }
};

/**
 * The config of a repository: `cdk-aks.config.yaml` or another name that tools know, or the field `cdk-aks` of
 * `package.json`, in a folder or the nearest above it, up to the root of the repository.
 *
 * @throws CdkAksError `config/…` with the file and everything that is wrong in it
 */
export function findConfig(directory: string): Config | undefined {
  const loaders = { '.yaml': readYaml, '.yml': readYaml, '.json': readYaml, noExt: readYaml };
  const finder = lilconfigSync('cdk-aks', { searchPlaces: PLACES, stopDir: repositoryOf(directory), loaders });
  const found = finder.search(directory);
  return found && !found.isEmpty ? parseConfig(found.config, found.filepath, told(found.filepath)) : undefined;
}

/** From where people stand, also where it lies above: what a report says is the same on every machine. */
function told(path: string): string {
  return toldPath(relative('.', path));
}
