import type { Assumptions } from './assumptions';
import { holds, type Node, type Nodes } from './nodes';
import type { Pod, Pods } from './pods';
import type { VirtualNodes } from './virtual-nodes';

/**
 * Places pods that wait: on a node with room, else in place of pods that only hold room, else on the virtual node. Only room
 * counts: spread over zones and affinities among pods do not.
 */
export class Scheduler {
  constructor(
    private readonly nodes: Nodes,
    private readonly virtual: VirtualNodes | undefined,
    private readonly assumptions: Assumptions,
    /** Those that hold room for others. */
    private readonly fillers: readonly Pods[],
  ) {}

  /** Places what it can of a group. Pods of a group are alike: where one finds no place the others don't. */
  place(group: Pods, second: number): void {
    for (let [pod] = group.waiting; pod !== undefined; [pod] = group.waiting) {
      const node = this.nodes.find(group.model.size, group.pools, second) ?? this.makeRoom(group, second);
      if (node) this.bind(pod, node, second);
      else if (!this.placeVirtually(pod, second)) return;
    }
  }

  /** Removes a pod and gives its room back. */
  remove(pod: Pod): void {
    pod.group.remove(pod);
    if (pod.isVirtual) this.virtual?.delete(pod.group.model.size);
  }

  private bind(pod: Pod, node: Node, second: number): void {
    const { group } = pod;
    const { size, startSeconds } = group.model;
    node.cpu -= size.cpu;
    node.memory -= size.memory;
    node.pods -= 1;
    node.running.add(pod);
    pod.node = node;
    pod.readyAt = second + startSeconds + (node.images.has(group.number) ? 0 : this.assumptions.imagePull);
    node.images.add(group.number);
    group.start(pod);
  }

  private placeVirtually(pod: Pod, second: number): boolean {
    const { size, onVirtualNodes, startSeconds } = pod.group.model;
    if (!this.virtual || !onVirtualNodes) return false;
    if (!this.virtual.takes(size, second)) {
      this.virtual.refused += 1;
      return false;
    }
    this.virtual.create(size, second);
    pod.isVirtual = true;
    pod.readyAt = second + this.assumptions.virtualStart + startSeconds;
    pod.group.start(pod);
    return true;
  }

  /** Evicts pods that only hold room, as many as it takes on one node. */
  private makeRoom(group: Pods, second: number): Node | undefined {
    if (this.fillers.includes(group)) return undefined;
    for (const node of this.nodes.all) {
      if (node.readyAt > second || !group.pools.has(node.pool)) continue;
      const evictable = [...node.running].filter((pod) => this.fillers.includes(pod.group));
      const room = { cpu: node.cpu, memory: node.memory, pods: node.pods };
      for (const [index, { group: filler }] of evictable.entries()) {
        room.cpu += filler.model.size.cpu;
        room.memory += filler.model.size.memory;
        room.pods += 1;
        if (!holds(room, group.model.size)) continue;
        for (const pod of evictable.slice(0, index + 1)) {
          pod.group.remove(pod);
          pod.group.create(second);
        }
        return node;
      }
    }
    return undefined;
  }
}
