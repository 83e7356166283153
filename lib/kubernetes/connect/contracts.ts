import type { IConstruct } from 'constructs';
import type { Connections } from './connections';

/** Something that connects to workloads or is connected to. */
export interface IConnectable {
  readonly connections: Connections;
}

/** A Kubernetes namespace of this program: a Chart that is marked as one. */
export interface INamespace extends IConstruct {
  readonly namespaceName: string;
}
