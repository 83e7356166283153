import type { Cause } from './resource-change';

export type { Cause };

export type Action = 'create' | 'update' | 'rotate' | 'replace' | 'destroy' | 'move' | 'refused';

/** What happens to one object of Azure or Kubernetes when the new files are deployed over the old ones. */
export interface Change {
  /** `azurerm_subnet.nodes`, `apps/v1/Deployment/shop/cart`; with its stack or cluster in front where several have it. */
  readonly object: string;
  readonly action: Action;
  /** Arguments or fields that make it so. */
  readonly because: readonly Cause[];
  /** Objects by whose replacement or removal this one is reached, the first cause in front. */
  readonly through: readonly string[];
  /** What else there is to know, as sentences without their full stop. */
  readonly notes: readonly string[];
  /** Folder of the stack, or name of the cluster. */
  readonly place?: string;
  /** Construct that renders it, where the files tell. */
  readonly path?: string;
  /** True where the action loses what the object keeps, and somebody has to accept that. */
  readonly losesState: boolean;
  /** True where Azure is known to refuse what the provider would try. */
  readonly stops?: boolean;
  readonly rotation?: Rotation;
  /** The block that turns removal and creation into a move. */
  readonly moved?: { readonly from: string; readonly to: string; readonly declared: boolean };
  /** Whether pods restart because of it; left out for what makes no pods. */
  readonly restartsPods?: boolean;
}

/** Nodes of a pool that are made anew beside the old ones, in a temporary pool. */
export interface Rotation {
  readonly pool: string;
  /** Nodes that move, at the most; undefined where the files don't tell. */
  readonly nodes?: number;
  /** Addresses that the temporary pool needs in the nodes' subnet. */
  readonly addresses?: number;
  readonly subnet?: string;
}
