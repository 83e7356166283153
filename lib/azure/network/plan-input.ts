import type { Cidr } from '../../core/cidr';
import type { Problem } from '../../core/errors';

/** A range and what messages call it: `the service range of cluster 'aks'`. */
export interface NamedRange {
  readonly range: Cidr;
  readonly what: string;
}

/** One subnet as the plan sees it. */
export interface SubnetNeed {
  /** Key in the plan. */
  readonly path: string;
  /** For messages. */
  readonly name: string;
  /** The range that the program gives it. */
  readonly pinned?: Cidr;
  /** The range that an earlier plan gave it. */
  readonly recorded?: Cidr;
  /** Addresses needed today, without Azure's own. */
  readonly needed: number;
  /** Who needs how many, as a sentence: `pool 'apps' needs (30 nodes + 10 surge) x 31 = 1,240`. */
  readonly arithmetic: string;
  /** What would make the need smaller, as ends of a sentence. */
  readonly waysOut: readonly string[];
  /** The smallest subnet that will do. */
  readonly largestPrefixLength: number;
  /** Who asks for that smallest subnet, as a sentence without its object: `Azure wants for AzureFirewallSubnet`. */
  readonly smallestAskedBy: string;
  /** Plans for twice the need. */
  readonly headroom: boolean;
}

export interface PlanInput {
  readonly space: readonly Cidr[];
  /** Ranges beside the network that it may not overlap: services and pods of its clusters. */
  readonly reserved: readonly NamedRange[];
  /** Ranges of what is connected to the network: neither it nor what is reserved may overlap them. */
  readonly connected: readonly NamedRange[];
  /** Ranges inside the network that others use. */
  readonly taken: readonly NamedRange[];
  /** In the order of their declaration. */
  readonly subnets: readonly SubnetNeed[];
}

export interface Plan {
  /** By path; a subnet for which no range is left is missing. */
  readonly prefixes: ReadonlyMap<string, Cidr>;
  readonly problems: readonly Problem[];
}
