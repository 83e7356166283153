import { clusterNodes, type ClusterNodes } from '../analysis/scheduling/node-groups';
import { type World, worldOf } from '../analysis/world';
import { readArtifacts } from '../artifact/read/artifacts';
import { findConfig } from '../config/find-config';
import { CdkAksError } from '../core/errors';
import { badUse } from './bad-use';
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

/** The clusters whose pools the files have, by name. @throws CdkAksError `cli/bad-use` where there is none */
export function clustersWithPools(
  world: World,
  folders: readonly string[],
): readonly (readonly [string, ClusterNodes])[] {
  const clusters = [...clusterNodes(world.artifacts)].filter(([, nodes]) => nodes.groups.length > 0);
  if (clusters.length > 0) return clusters;
  throw badUse({
    property: 'path',
    value: folders.join(' '),
    rule: 'holds no cluster with pools',
    fix: 'Name the folder of its Terraform JSON beside that of the manifests',
  });
}
