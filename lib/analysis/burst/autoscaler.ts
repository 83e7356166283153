import { randomFrom } from '../scheduler/random';
import type { Assumptions } from './assumptions';
import { countThatFit, holds, type Node, type Nodes } from './nodes';
import type { Pool, PodSize, Room } from './model';
import type { Pods } from './pods';

interface Pause {
  readonly until: number;
  readonly length: number;
}

/**
 * The cluster autoscaler: looks at what waits every few seconds, asks for nodes of one pool at a time, or of several alike, and
 * gives back what nobody needs. Cluster autoscaler: FAQ.
 */
export class Autoscaler {
  /** When the first node was asked for. */
  firstAskedAt: number | undefined;
  /** Pools that were at their most nodes while pods waited, and those that Azure had no nodes for. */
  readonly trouble = { full: new Set<string>(), refused: new Set<string>() };
  private lastAdd = Number.NEGATIVE_INFINITY;
  private readonly pauses = new Map<number, Pause>();
  private readonly random: () => number;

  constructor(
    private readonly nodes: Nodes,
    private readonly assumptions: Assumptions,
  ) {
    this.random = randomFrom(assumptions.seed);
  }

  scan(second: number, groups: readonly Pods[]): void {
    const coming = this.nodes.all.filter(({ readyAt }) => readyAt > second).map((node) => ({ ...node }));
    for (const group of groups) {
      const old = group.waiting.filter(({ createdAt }) => second - createdAt >= this.assumptions.newPodDelay);
      const left = fillComing(coming, group, old.length);
      if (left > 0) this.grow(second, group, left);
    }
    this.shrink(second);
  }

  private grow(second: number, group: Pods, pods: number): void {
    const options = group.model.pools.filter((pool) => this.mayGrow(pool, second, group.model.size));
    if (options.length === 0) {
      for (const pool of group.model.pools) {
        const { name, max } = this.poolOf(pool);
        if (this.nodes.countOf(pool) >= max) this.trouble.full.add(name);
      }
      return;
    }
    const best = this.choose(options, group.model.size, pods);
    const alike = this.assumptions.balance
      ? options.filter((pool) => isAlike(this.poolOf(pool), this.poolOf(best)))
      : [best];
    let needed = Math.ceil(pods / countThatFit(this.poolOf(best).room, group.model.size));
    while (needed > 0) {
      const open = alike.filter((pool) => this.mayGrow(pool, second, group.model.size));
      if (open.length === 0) return;
      const smallest = open.reduce((a, b) => (this.nodes.countOf(b) < this.nodes.countOf(a) ? b : a));
      if (!this.ask(smallest, second)) continue;
      needed -= 1;
    }
  }

  /** Whether Azure has a node; the pool pauses where it hasn't. */
  private ask(pool: number, second: number): boolean {
    const { name, obtainable, room } = this.poolOf(pool);
    if (this.nodes.countOf(pool) >= obtainable) {
      this.pause(pool, name, second);
      return false;
    }
    const { nodeProvisioning, mostProvisioning } = this.assumptions;
    if (nodeProvisioning > mostProvisioning) {
      this.pause(pool, name, second + mostProvisioning);
      return false;
    }
    this.nodes.add(pool, second + nodeProvisioning, room);
    this.firstAskedAt ??= second;
    this.lastAdd = second + nodeProvisioning;
    return true;
  }

  private pause(pool: number, name: string, second: number): void {
    const { firstBackoff, longestBackoff } = this.assumptions;
    const length = Math.min(longestBackoff, (this.pauses.get(pool)?.length ?? firstBackoff / 2) * 2);
    this.pauses.set(pool, { until: second + length, length });
    this.trouble.refused.add(name);
  }

  private mayGrow(pool: number, second: number, size: PodSize): boolean {
    const { max, autoscaled, room } = this.poolOf(pool);
    const pausedUntil = this.pauses.get(pool)?.until ?? Number.NEGATIVE_INFINITY;
    return autoscaled && this.nodes.countOf(pool) < max && second >= pausedUntil && holds(room, size);
  }

  private choose(options: readonly number[], size: PodSize, pods: number): number {
    const byMost = (value: (pool: Pool, at: number) => number): number =>
      options.reduce((a, b) => (value(this.poolOf(b), b) > value(this.poolOf(a), a) ? b : a));
    switch (this.assumptions.expander) {
      case 'most-pods':
        return byMost(({ room, max }, at) => Math.min(pods, countThatFit(room, size) * (max - this.nodes.countOf(at))));
      case 'least-waste':
        return byMost(({ room }) => (countThatFit(room, size) * size.cpu) / room.cpu);
      case 'priority':
        return options[0] as number;
      default:
        return options[Math.floor(this.random() * options.length)] as number;
    }
  }

  private shrink(second: number): void {
    const { unneededTime, delayAfterAdd } = this.assumptions;
    for (const node of [...this.nodes.all]) {
      if (!this.isUnneeded(node, second)) {
        node.unneededSince = undefined;
        continue;
      }
      node.unneededSince ??= second;
      const { autoscaled, min } = this.poolOf(node.pool);
      const isDue = second - node.unneededSince >= unneededTime && second - this.lastAdd >= delayAfterAdd;
      if (!autoscaled || !isDue || this.nodes.countOf(node.pool) <= min) continue;
      if (!this.fitElsewhere(node, second)) continue;
      this.nodes.remove(node);
      for (const pod of [...node.running]) {
        pod.group.remove(pod);
        pod.group.create(second);
      }
    }
  }

  /** Whether little runs on it. Pods of a job are left to end. */
  private isUnneeded(node: Node, second: number): boolean {
    if (node.readyAt > second || !node.removable) return false;
    if (node.running.size === 0) return true;
    const { room } = this.poolOf(node.pool);
    const used = Math.max(1 - node.cpu / room.cpu, 1 - node.memory / room.memory);
    return used < this.assumptions.utilizationThreshold && ![...node.running].some(({ group }) => group.isJob);
  }

  /** Whether all that runs on it has room on other nodes. */
  private fitElsewhere(node: Node, second: number): boolean {
    const left = new Map<Node, Room>();
    return [...node.running].every(({ group: { pools, model } }) => {
      for (const other of this.nodes.all) {
        const room = left.get(other) ?? other;
        if (other === node || other.readyAt > second || !pools.has(other.pool) || !holds(room, model.size)) continue;
        const { cpu, memory } = model.size;
        left.set(other, { cpu: room.cpu - cpu, memory: room.memory - memory, pods: room.pods - 1 });
        return true;
      }
      return false;
    });
  }

  private poolOf(pool: number): Pool {
    return this.nodes.pools[pool] as Pool;
  }
}

/** Pods that find no room on nodes that are on their way. */
function fillComing(coming: readonly Node[], { model, pools }: Pods, count: number): number {
  let left = count;
  for (const node of coming) {
    while (left > 0 && pools.has(node.pool) && holds(node, model.size)) {
      node.cpu -= model.size.cpu;
      node.memory -= model.size.memory;
      node.pods -= 1;
      left -= 1;
    }
  }
  return left;
}

function isAlike({ room: a }: { readonly room: Room }, { room: b }: { readonly room: Room }): boolean {
  return a.cpu === b.cpu && a.memory === b.memory;
}
