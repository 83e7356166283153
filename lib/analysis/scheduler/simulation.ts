import type { Demand } from './demand';
import type { Reason } from './filter';
import { type SimNode, zoneOf } from './node';
import { type Disruptions } from './preempt';
import { settle, whyPending } from './schedule';
import { ClusterState, type SimPod, type VolumeRule } from './state';

/** Something that keeps a number of pods. */
export interface SimWorkload {
  readonly name: string;
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Pod' | 'Job';
  /** Of a DaemonSet the nodes decide. */
  readonly replicas: number;
  /** Of one revision of its template. */
  readonly demand: (revision: number) => Demand;
  /** Names of the volumes that each pod of a StatefulSet has for itself, or that all share. */
  readonly claims: (ordinal: number) => readonly string[];
  /** A StatefulSet that waits with each pod for the ones before it. */
  readonly ordered: boolean;
  /** Of a rollout. */
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/** Pods of a workload. */
export interface Counted {
  readonly scheduled: number;
  readonly pending: number;
  /** Scheduled ones by zone; those on nodes without zone under the empty text. */
  readonly perZone: ReadonlyMap<string, number>;
}

export interface SimulationOptions {
  readonly random: () => number;
  readonly volumes?: ReadonlyMap<string, VolumeRule>;
  readonly disruptions?: Disruptions;
  /** True where all workloads start at once; else each settles before the next. */
  readonly together?: boolean;
  /** Whether a node is there at the start. @default - all are */
  readonly isOn?: (node: number) => boolean;
}

/** Evictions for each other could go on for ever: after so many rounds what is, is. */
const MOST_ROUNDS = 20;

/** A cluster with its controllers and its scheduler: what runs where, and what comes of it when nodes go. */
export class Simulation {
  private readonly state: ClusterState;
  /** By workload. */
  private readonly pods: SimPod[][];
  private born = 0;
  /** Replicas wanted of each revision, by workload. */
  private readonly revisions: { readonly revision: number; wanted: number }[][];
  private readonly demands: readonly Demand[];
  private readonly known = new Map<string, Demand>();
  private readonly volumes: Map<string, VolumeRule>;

  /**
   * @param nodes those that are there, and those that `isOn` tells may come
   * @param rollouts how many rollouts there may be of each workload, since all demands are counted from the start
   */
  constructor(
    nodes: readonly SimNode[],
    private readonly workloads: readonly SimWorkload[],
    private readonly options: SimulationOptions,
    rollouts = 0,
  ) {
    this.volumes = new Map(options.volumes);
    this.demands = workloads.flatMap((workload, owner) =>
      Array.from({ length: rollouts + 1 }, (_, revision) => this.revisionOf(owner, revision, workload)),
    );
    this.pods = workloads.map(() => []);
    this.revisions = workloads.map(({ replicas }) => [{ revision: 0, wanted: replicas }]);
    this.state = new ClusterState(nodes, this.demands, this.volumes);
    const { isOn } = options;
    if (isOn) nodes.forEach((_, at) => !isOn(at) && this.state.switchOff(at));
  }

  /** Starts everything. */
  start(): void {
    if (this.options.together) this.run();
    else this.workloads.forEach((_, owner) => this.run(owner + 1));
  }

  /** Takes nodes away, and everything on them; then controllers make what is missing. */
  lose(isLost: (node: SimNode) => boolean): void {
    this.cut(isLost);
    this.run();
  }

  /** Takes nodes away, and lets nobody react. */
  cut(isLost: (node: SimNode) => boolean): void {
    const lost = new Set<SimPod>();
    this.state.nodes.forEach((node, at) => {
      if (this.state.on[at] === 1 && isLost(node)) for (const pod of this.state.switchOff(at)) lost.add(pod);
    });
    this.forget(lost);
  }

  /** Adds nodes of those that may come, and lets controllers and scheduler use them. */
  add(nodes: readonly number[]): void {
    for (const node of nodes) this.state.switchOn(node);
    this.run();
  }

  /** Takes no more pods to a node; what runs there stays. */
  cordon(node: number): void {
    this.state.cordoned.add(node);
  }

  /** Takes a pod from its node; its controller makes another one. */
  evict(pod: SimPod): void {
    this.state.remove(pod);
    this.forget(new Set([pod]));
    this.run();
  }

  /** Changes the template of a Deployment, as far as surge and room let it go. */
  rollout(owner: number): void {
    const workload = this.workloads[owner];
    const list = this.revisions[owner];
    if (!workload || !list) return;
    const next = { revision: (list.at(-1)?.revision ?? 0) + 1, wanted: 0 };
    list.push(next);
    for (let moved = true; moved;) {
      moved = false;
      const total = list.reduce((sum, { wanted }) => sum + wanted, 0);
      const more = Math.min(workload.replicas + workload.maxSurge - total, workload.replicas - next.wanted);
      if (more > 0) {
        next.wanted += more;
        this.run();
        moved = true;
      }
      moved = this.scaleDownOld(owner, workload, list) || moved;
    }
  }

  counted(owner: number): Counted {
    const perZone = new Map<string, number>();
    let [scheduled, pending] = [0, 0];
    for (const pod of this.podsOf(owner)) {
      const node = this.state.nodeOf(pod);
      const at = node === undefined ? undefined : this.state.nodes[node];
      if (!at) {
        pending += 1;
        continue;
      }
      scheduled += 1;
      const zone = zoneOf(at) ?? '';
      perZone.set(zone, (perZone.get(zone) ?? 0) + 1);
    }
    return { scheduled, pending, perZone };
  }

  /** What runs and what waits now. */
  get cluster(): ClusterState {
    return this.state;
  }

  /** What the pods of a workload ask, before any rollout. */
  demandOf(owner: number): Demand {
    return this.revisionOf(owner, 0, this.workloads[owner] as SimWorkload);
  }

  podsOf(owner: number): readonly SimPod[] {
    return this.pods[owner] ?? [];
  }

  get waiting(): readonly SimPod[] {
    return this.pods.flatMap((own) => own.filter((pod) => this.state.nodeOf(pod) === undefined));
  }

  /** Why pods of a workload wait: how many nodes each reason keeps them from. */
  whyPending(owner: number): ReadonlyMap<Reason, number> {
    const pod = this.podsOf(owner).find((one) => this.state.nodeOf(one) === undefined);
    return pod ? whyPending(this.state, pod) : new Map();
  }

  private forget(gone: ReadonlySet<SimPod>): void {
    for (const owner of new Set([...gone].map((pod) => pod.owner))) {
      this.pods[owner] = this.podsOf(owner).filter((pod) => !gone.has(pod));
    }
  }

  /** Controllers and scheduler in turn, until both have nothing to do. */
  private run(owners = this.workloads.length): void {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const made = this.control(owners);
      for (const pod of made) this.pods[pod.owner]?.push(pod);
      const before = this.waiting;
      const { pending, evicted } = settle(this.state, before, this.options.random, this.options.disruptions);
      this.forget(new Set(evicted));
      const isStill = pending.length === before.length && evicted.length === 0;
      if (made.length === 0 && isStill) return;
    }
  }

  /** Pods that controllers make now. */
  private control(owners: number): readonly SimPod[] {
    return this.workloads.slice(0, owners).flatMap((workload, owner) => {
      if (workload.kind === 'DaemonSet') return this.controlDaemons(workload, owner);
      if (workload.kind === 'StatefulSet') return this.controlOrdered(workload, owner);
      return (this.revisions[owner] ?? []).flatMap(({ revision, wanted }) => {
        const demand = this.revisionOf(owner, revision, workload);
        const own = this.podsOf(owner).filter((pod) => pod.demand === demand).length;
        return Array.from({ length: Math.max(0, wanted - own) }, () => this.make(workload, owner, demand));
      });
    });
  }

  private controlDaemons(workload: SimWorkload, owner: number): readonly SimPod[] {
    const demand = this.revisionOf(owner, 0, workload);
    const has = new Set(this.podsOf(owner).map(({ pinned }) => pinned));
    return this.state.nodes
      .filter((_, at) => this.state.on[at] === 1)
      .filter((node) => !has.has(node.name) && demand.selects(node) && demand.tolerates(node))
      .map((node) => ({ ...this.make(workload, owner, demand), pinned: node.name }));
  }

  private controlOrdered(workload: SimWorkload, owner: number): readonly SimPod[] {
    const demand = this.revisionOf(owner, 0, workload);
    const own = new Map(this.podsOf(owner).map((pod) => [pod.ordinal, pod]));
    const made: SimPod[] = [];
    for (let ordinal = 0; ordinal < workload.replicas; ordinal += 1) {
      const pod = own.get(ordinal);
      if (!pod) {
        made.push(this.make(workload, owner, demand, ordinal));
        if (workload.ordered) return made;
      } else if (workload.ordered && this.state.nodeOf(pod) === undefined) return made;
    }
    return made;
  }

  private make(workload: SimWorkload, owner: number, demand: Demand, ordinal?: number): SimPod {
    this.born += 1;
    return {
      name: `${workload.name}-${ordinal ?? this.born}`,
      demand,
      owner,
      ...(ordinal === undefined ? {} : { ordinal }),
      claims: workload.claims(ordinal ?? 0),
      born: this.born,
    };
  }

  /** Old pods go while enough are ready, those that wait first. Returns whether any went. */
  private scaleDownOld(owner: number, workload: SimWorkload, list: { revision: number; wanted: number }[]): boolean {
    const newest = this.revisionOf(owner, list.at(-1)?.revision ?? 0, workload);
    const own = this.podsOf(owner);
    const isReady = (pod: SimPod): boolean => this.state.nodeOf(pod) !== undefined;
    const least = workload.replicas - workload.maxUnavailable;
    let ready = own.filter(isReady).length;
    let went = false;
    const old = own.filter(({ demand }) => demand !== newest);
    const newUnready = own.filter((pod) => pod.demand === newest && !isReady(pod)).length;
    let most = own.length - least - newUnready;
    for (const pod of [...old].sort((a, b) => Number(isReady(a)) - Number(isReady(b)))) {
      if (most <= 0 || (isReady(pod) && ready <= least)) break;
      const entry = list.find(({ revision }) => this.revisionOf(owner, revision, workload) === pod.demand);
      if (!entry) continue;
      if (isReady(pod)) ready -= 1;
      entry.wanted -= 1;
      most -= 1;
      this.state.remove(pod);
      this.forget(new Set([pod]));
      went = true;
    }
    if (went) this.run();
    return went;
  }

  private revisionOf(owner: number, revision: number, workload: SimWorkload): Demand {
    const key = `${owner}/${revision}`;
    let demand = this.known.get(key);
    if (!demand) this.known.set(key, (demand = workload.demand(revision)));
    return demand;
  }
}
