import type { Demand } from '../scheduler/demand';
import type { Placed } from '../zones/outage';
import type { SimGroup } from '../zones/platform-nodes';

/** CPU in thousandths of a core, memory in bytes. */
export interface Room {
  readonly cpu: number;
  readonly memory: number;
}

/** What one pool holds when everything is placed. */
export interface PoolCapacity {
  readonly pool: string;
  readonly nodes: number;
  readonly minNodes: number;
  readonly maxNodes: number;
  readonly pods: number;
  /** What its nodes offer to pods, and what is asked for. */
  readonly offered: Room;
  readonly asked: Room;
  /** Of that, what daemon sets of the files ask for on every node. */
  readonly daemons: Room;
  /** What pods of the mix that runs there can't use: CPU beside full memory, and the other way round. */
  readonly stranded: Room;
  /** The most of both that one node still has: a larger pod waits. Undefined where no node is there. */
  readonly largestPod: Room | undefined;
  /** True where the autoscaler can add no node. */
  readonly isFull: boolean;
}

export interface Capacity {
  readonly pools: readonly PoolCapacity[];
  /** Workloads whose pods find no place, and how many of them. */
  readonly waiting: readonly { readonly workload: string; readonly pods: number }[];
}

/** How full a cluster is that was placed. */
export function capacityOf({ platform, simulation, sims }: Placed): Capacity {
  return {
    pools: platform.groups.filter(({ group }) => group.pool !== undefined).map((group) => capacityOfPool(group)),
    waiting: sims.flatMap(({ name }, owner) => {
      const { pending } = simulation.counted(owner);
      return pending > 0 ? [{ workload: name, pods: pending }] : [];
    }),
  };

  function capacityOfPool({ group, nodes, min }: SimGroup): PoolCapacity {
    const { cluster } = simulation;
    const there = nodes.filter((node) => cluster.on[node] === 1);
    const rooms = there.map((node) => {
      const offers = cluster.nodes[node]?.offers ?? { cpu: 0, memory: 0 };
      const asked = { cpu: cluster.used.cpu[node] ?? 0, memory: cluster.used.memory[node] ?? 0 };
      const daemons = cluster.podsOn(node).filter(({ pinned }) => pinned !== undefined);
      return {
        offered: { cpu: offers.cpu, memory: offers.memory },
        asked,
        free: { cpu: offers.cpu - asked.cpu, memory: offers.memory - asked.memory },
        daemons: sumOf(daemons.map(({ demand }) => asks(demand))),
        pods: cluster.podsOn(node).length,
      };
    });
    const asked = sumOf(rooms.map((room) => room.asked));
    const free = rooms.map((room) => room.free);
    const largest = free.reduce<Room | undefined>(
      (best, one) => (best === undefined || one.cpu > best.cpu ? one : best),
      undefined,
    );
    return {
      pool: group.name,
      nodes: there.length,
      minNodes: min,
      maxNodes: nodes.length,
      pods: rooms.reduce((sum, room) => sum + room.pods, 0),
      offered: sumOf(rooms.map((room) => room.offered)),
      asked,
      daemons: sumOf(rooms.map((room) => room.daemons)),
      stranded: sumOf(free.map((one) => strandedOf(one, asked))),
      largestPod: largest,
      isFull: there.length === nodes.length,
    };
  }
}

/**
 * What is left of a node that pods of a mix can't use: they take CPU and memory in the proportion of what runs already, so
 * that the one that ends first strands the rest of the other.
 */
export function strandedOf(free: Room, mix: Room): Room {
  if (mix.cpu <= 0 || mix.memory <= 0) return { cpu: 0, memory: 0 };
  const share = Math.max(0, Math.min(free.cpu / mix.cpu, free.memory / mix.memory));
  return { cpu: Math.round(free.cpu - share * mix.cpu), memory: Math.round(free.memory - share * mix.memory) };
}

function asks({ asks: { cpu, memory } }: Demand): Room {
  return { cpu, memory };
}

function sumOf(rooms: readonly Room[]): Room {
  return rooms.reduce<Room>((sum, one) => ({ cpu: sum.cpu + one.cpu, memory: sum.memory + one.memory }), {
    cpu: 0,
    memory: 0,
  });
}
