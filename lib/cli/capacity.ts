import colors from 'picocolors';
import { clusterCapacity } from '../analysis/capacity/cluster-capacity';
import { capacityJson, capacityText } from '../report/simulate/capacity';
import { clustersWithPools, readWorld } from './read-world';
import type { Terminal } from './terminal';

export interface CapacityCommand {
  /** `NAME=FOLDER` */
  readonly cluster?: readonly string[];
  readonly format: 'text' | 'json';
}

/** Tells how full pools and subnets are, and what machines cost. Returns the exit code. */
export function capacity(folders: readonly string[], command: CapacityCommand, terminal: Terminal): number {
  const world = readWorld(folders, command.cluster);
  const clusters = clustersWithPools(world, folders);
  const found = clusters.map(([cluster, nodes]) => clusterCapacity(world, nodes, cluster));
  if (command.format === 'json' || terminal.wantsJson) terminal.json(capacityJson(found));
  else {
    const paint = colors.createColors(process.stdout.isTTY === true && colors.isColorSupported);
    terminal.print(capacityText(found, paint));
  }
  return 0;
}
