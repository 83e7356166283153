import type { IConstruct } from 'constructs';

/** A service of Azure outside the cluster that workloads call: a store, a queue, a vault. */
export interface IAzureService extends IConstruct {
  /** What messages call it: `service bus 'contoso-orders'`. */
  readonly description: string;
  /** TCP ports that it answers on. */
  readonly ports: readonly number[];
  /**
   * Ranges of the subnets that hold its private endpoints, literal once rendered; empty where it is reached over the
   * internet. Complete once the program has run.
   */
  readonly privateRanges: readonly string[];
}
