import { type World, worldOf } from '../analysis/world';
import { readArtifacts } from '../artifact/read/artifacts';
import { findConfig } from '../config/find-config';
import { CdkAksError } from '../core/errors';
import { collect, mustHoldAnything } from './check-input';
import { settingsOf } from './check-settings';

/**
 * Reads folders for an analysis.
 *
 * @param cluster `NAME=FOLDER`
 * @throws CdkAksError where there is nothing to read, or part of it cannot be read: an analysis of half is none
 */
export function readWorld(folders: readonly string[], cluster: readonly string[] | undefined): World {
  const { clusters } = settingsOf({ cluster }, findConfig('.'));
  const { files, diagnostics } = collect(folders, clusters);
  const artifacts = readArtifacts(files, { clusters, diagnostics });
  mustHoldAnything(artifacts, folders);
  const broken = artifacts.diagnostics.filter(({ severity }) => severity === 'error');
  if (broken.length > 0) {
    throw new CdkAksError(
      broken.map(({ file, line, message, fix, rule }) => ({ path: `${file}:${line}`, rule: message, fix, code: rule })),
    );
  }
  return worldOf(artifacts);
}
