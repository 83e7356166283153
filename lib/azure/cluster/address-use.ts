import type { ISubnet } from '../network/contracts';
import { type AddressMode, nodeDemand, podDemand, type PoolSize } from '../network/demand';

/** A pool as the address plan sees it; its sizes are asked for once the program has run. */
export interface AddressUser {
  readonly subnet: ISubnet;
  readonly podSubnet?: ISubnet;
  readonly sizes: () => readonly PoolSize[];
}

/**
 * The addresses that a cluster needs, by subnet. One demand for each subnet, not for each pool: only one pool of a cluster
 * rotates at a time.
 */
export class AddressUse {
  private readonly users: AddressUser[] = [];
  private readonly known = new Set<string>();

  constructor(
    private readonly clusterName: string,
    private readonly mode: AddressMode,
  ) {}

  add(user: AddressUser): void {
    this.users.push(user);
    this.demand('nodes', user.subnet, () =>
      nodeDemand({ pools: this.sizesIn('subnet', user.subnet), mode: this.mode }),
    );
    const { podSubnet } = user;
    if (podSubnet) this.demand('pods', podSubnet, () => podDemand({ pools: this.sizesIn('podSubnet', podSubnet) }));
  }

  /** Sizes of all pools. */
  get sizes(): readonly PoolSize[] {
    return this.users.flatMap((user) => user.sizes());
  }

  /** The subnets that hold nodes, or pods apart from nodes, each once. */
  subnets(kind: 'subnet' | 'podSubnet'): readonly ISubnet[] {
    return [...new Set(this.users.map((user) => user[kind]))].filter((subnet) => subnet !== undefined);
  }

  private demand(what: 'nodes' | 'pods', subnet: ISubnet, demand: () => ReturnType<typeof nodeDemand>): void {
    const key = `${what} ${subnet.node.path}`;
    if (this.known.has(key)) return;
    this.known.add(key);
    subnet.addDemand({
      user: `cluster '${this.clusterName}'`,
      addresses: () => demand().addresses,
      arithmetic: () => demand().arithmetic,
      waysOut: () => demand().waysOut,
    });
  }

  private sizesIn(kind: 'subnet' | 'podSubnet', subnet: ISubnet): readonly PoolSize[] {
    return this.users.filter((user) => user[kind] === subnet).flatMap((user) => user.sizes());
  }
}
