import type { Connections } from './connections';

/** Something that connects to workloads or is connected to. */
export interface IConnectable {
  readonly connections: Connections;
}
