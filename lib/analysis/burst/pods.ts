import type { Node } from './nodes';
import type { PodGroup } from './model';

type Phase = 'pending' | 'starting' | 'ready';

export interface Pod {
  readonly group: Pods;
  readonly createdAt: number;
  phase: Phase;
  /** Where it runs; undefined while it is pending and on the virtual node. */
  node: Node | undefined;
  isVirtual: boolean;
  /** When it is ready, once it has a place. */
  readyAt: number;
  isGone: boolean;
}

/** The pods of one group, by phase. */
export class Pods {
  readonly pending: Pod[] = [];
  readonly starting: Pod[] = [];
  readonly ready: Pod[] = [];
  readonly pools: ReadonlySet<number>;

  constructor(
    readonly model: PodGroup,
    /** Number of the group: images are told apart by it. */
    readonly number: number,
    /** True for pods that end by themselves. */
    readonly isJob = false,
  ) {
    this.pools = new Set(model.pools);
  }

  get count(): number {
    return this.pending.length + this.starting.length + this.ready.length;
  }

  /** Pods that the scheduler and the autoscaler see: of a StatefulSet the next one, once all before it are ready. */
  get waiting(): readonly Pod[] {
    if (!this.model.inOrder) return this.pending;
    return this.starting.length > 0 ? [] : this.pending.slice(0, 1);
  }

  create(second: number): Pod {
    const pod: Pod = {
      group: this,
      createdAt: second,
      phase: 'pending',
      node: undefined,
      isVirtual: false,
      readyAt: Infinity,
      isGone: false,
    };
    this.pending.push(pod);
    return pod;
  }

  /** Moves a pod that has a place now. */
  start(pod: Pod): void {
    this.pending.splice(this.pending.indexOf(pod), 1);
    pod.phase = 'starting';
    this.starting.push(pod);
  }

  /** Pods whose time has come are ready. Returns them. */
  becomeReady(second: number): readonly Pod[] {
    if (this.starting.length === 0) return [];
    const due = this.starting.filter(({ readyAt }) => readyAt <= second);
    if (due.length === 0) return due;
    const left = this.starting.filter(({ readyAt }) => readyAt > second);
    this.starting.splice(0, this.starting.length, ...left);
    for (const pod of due) pod.phase = 'ready';
    this.ready.push(...due);
    return due;
  }

  /** Which pod goes first: without a place, then not ready, then the youngest. Kubernetes: "ReplicaSet", scaling down. */
  victim(): Pod | undefined {
    return this.pending.at(-1) ?? this.starting.at(-1) ?? this.ready.at(-1);
  }

  remove(pod: Pod): void {
    const list = this[pod.phase];
    list.splice(list.lastIndexOf(pod), 1);
    pod.isGone = true;
    const { node } = pod;
    if (!node) return;
    node.running.delete(pod);
    node.cpu += this.model.size.cpu;
    node.memory += this.model.size.memory;
    node.pods += 1;
  }
}
