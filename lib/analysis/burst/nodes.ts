import type { Pod } from './pods';
import type { Pool, PodSize, Room } from './model';

/** One node, from the autoscaler's wish on. */
export interface Node {
  /** Number of its pool. */
  readonly pool: number;
  readonly readyAt: number;
  cpu: number;
  memory: number;
  /** How many more pods it takes. */
  pods: number;
  readonly running: Set<Pod>;
  /** Groups whose image it has. */
  readonly images: Set<number>;
  /** False for one that holds what is always there: the autoscaler can't empty it. */
  readonly removable: boolean;
  /** Since when nobody needs it. */
  unneededSince: number | undefined;
}

/** The nodes of all pools. */
export class Nodes {
  readonly all: Node[] = [];
  private readonly counts: number[];

  constructor(readonly pools: readonly Pool[]) {
    this.counts = pools.map(() => 0);
    pools.forEach(({ nodes, room }, pool) => {
      for (const left of nodes) this.add(pool, Number.NEGATIVE_INFINITY, left, isSameRoom(left, room));
    });
  }

  /** Nodes of a pool, those that boot included. */
  countOf(pool: number): number {
    return this.counts[pool] as number;
  }

  add(pool: number, readyAt: number, { cpu, memory, pods }: Room, removable = true): Node {
    const node: Node = {
      pool,
      readyAt,
      cpu,
      memory,
      pods,
      running: new Set(),
      images: new Set(),
      removable,
      unneededSince: undefined,
    };
    this.all.push(node);
    this.counts[pool] = this.countOf(pool) + 1;
    return node;
  }

  remove(node: Node): void {
    this.all.splice(this.all.indexOf(node), 1);
    this.counts[node.pool] = this.countOf(node.pool) - 1;
  }

  readyAt(second: number): number {
    return this.all.reduce((count, { readyAt }) => count + (readyAt <= second ? 1 : 0), 0);
  }

  /** The node with most room among those that take the pod, as the scheduler prefers them; undefined where none does. */
  find(size: PodSize, pools: ReadonlySet<number>, second: number): Node | undefined {
    let best: Node | undefined;
    for (const node of this.all) {
      if (node.readyAt > second || !pools.has(node.pool) || !holds(node, size)) continue;
      if (best === undefined || node.cpu > best.cpu) best = node;
    }
    return best;
  }
}

/** Whether there is room for one more pod. */
export function holds(room: Room, { cpu, memory }: PodSize): boolean {
  return room.pods >= 1 && room.cpu >= cpu && room.memory >= memory;
}

/** Pods of a size for which there is room. */
export function countThatFit(room: Room, { cpu, memory }: PodSize): number {
  const by = (offer: number, asked: number): number => (asked === 0 ? Infinity : Math.floor(offer / asked));
  return Math.max(0, Math.min(room.pods, by(room.cpu, cpu), by(room.memory, memory)));
}

function isSameRoom(a: Room, b: Room): boolean {
  return a.cpu === b.cpu && a.memory === b.memory && a.pods === b.pods;
}
