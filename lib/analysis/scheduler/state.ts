import type { Demand, PodTerm, SpreadDemand } from './demand';
import { type SimNode } from './node';

/** A pod that waits or runs. */
export interface SimPod {
  readonly name: string;
  readonly demand: Demand;
  /** Number of its workload among those that are simulated. */
  readonly owner: number;
  /** Number in a StatefulSet. */
  readonly ordinal?: number;
  /** The only node that it may go to: of a DaemonSet. */
  readonly pinned?: string;
  /** Volumes by name, in the order of the pod. */
  readonly claims: readonly string[];
  /** Order of creation. */
  readonly born: number;
}

/** Where a volume can be used: undefined where nobody has used it yet, and it can be made anywhere. */
export interface VolumeRule {
  readonly allows: (node: SimNode) => boolean;
  /** What it allows once a pod on this node uses it first. */
  readonly boundBy?: (node: SimNode) => VolumeRule;
}

/** Pods of one sort, counted by the value of a node label. */
export interface Tally {
  readonly key: string;
  readonly matches: (demand: Demand) => boolean;
  /** Nodes that count. */
  readonly eligible: Uint8Array;
  /** For each node, the number of its domain; -1 where it lacks the label. */
  readonly domainOf: Int32Array;
  /** Pods by domain. */
  readonly pods: Int32Array;
  /** Eligible nodes by domain: one without any is none. */
  readonly nodes: Int32Array;
}

/** The sorts of pods that a demand counts, or is counted against. */
export interface DemandTallies {
  readonly hard: readonly Tally[];
  readonly soft: readonly Tally[];
  readonly affinity: readonly Tally[];
  readonly antiAffinity: readonly Tally[];
  readonly preferred: readonly Tally[];
  /** Nodes that selector and taints allow. */
  readonly allowed: Uint8Array;
  /** Nodes that lack a label of its own soft spread, which are liked least. */
  readonly unrated: Uint8Array;
}

/** Terms of pods that are there already against or for a pod that comes. */
export interface Carrier {
  readonly term: PodTerm;
  /** 0 for a required term against it. */
  readonly weight: number;
  readonly tally: Tally;
}

const HARD_AFFINITY_WEIGHT = 1;

/**
 * Nodes with the pods that run on them. What filters and scores ask is counted when a pod or a node comes or goes. Nodes that
 * may come are there from the start, and are switched on and off.
 */
export class ClusterState {
  /** 1 for nodes that are there. */
  readonly on: Uint8Array;
  /** Nodes that take no more pods. */
  readonly cordoned = new Set<number>();
  readonly used: { readonly cpu: Float64Array; readonly memory: Float64Array; readonly pods: Int32Array };
  readonly scored: { readonly cpu: Float64Array; readonly memory: Float64Array };
  readonly offered: { readonly cpu: Float64Array; readonly memory: Float64Array; readonly pods: Float64Array };
  /** True where a node has a taint that only advises against it. */
  readonly hasAdvice: boolean;
  private readonly running: SimPod[][];
  private readonly placed = new Map<SimPod, number>();
  private readonly tallies = new Map<Demand, DemandTallies>();
  private readonly carriers: Carrier[] = [];
  private readonly all: Tally[] = [];
  private readonly matching = new Map<Demand, Tally[]>();
  private readonly domains = new Map<string, { readonly of: Int32Array; readonly count: number }>();

  /**
   * @param nodes those that are there and those that may come; all are on
   * @param demands of every pod that may come
   */
  constructor(
    readonly nodes: readonly SimNode[],
    readonly demands: readonly Demand[],
    readonly volumes: Map<string, VolumeRule> = new Map(),
  ) {
    const size = nodes.length;
    this.on = new Uint8Array(size).fill(1);
    this.used = { cpu: new Float64Array(size), memory: new Float64Array(size), pods: new Int32Array(size) };
    this.scored = { cpu: new Float64Array(size), memory: new Float64Array(size) };
    this.offered = {
      cpu: Float64Array.from(nodes, ({ offers }) => offers.cpu),
      memory: Float64Array.from(nodes, ({ offers }) => offers.memory),
      pods: Float64Array.from(nodes, ({ pods }) => pods),
    };
    this.hasAdvice = nodes.some(({ taints }) => taints.some(({ effect }) => effect === 'PreferNoSchedule'));
    this.running = nodes.map(() => []);
    for (const demand of demands) this.register(demand);
    for (const demand of demands) {
      this.matching.set(
        demand,
        this.all.filter((tally) => tally.matches(demand)),
      );
    }
  }

  talliesOf(demand: Demand): DemandTallies {
    const found = this.tallies.get(demand);
    if (!found) throw new Error(`'${demand.name}' is not among the demands of this cluster`);
    return found;
  }

  /** Terms of pods that may be there already. */
  get carried(): readonly Carrier[] {
    return this.carriers;
  }

  podsOn(node: number): readonly SimPod[] {
    return this.running[node] ?? [];
  }

  nodeOf(pod: SimPod): number | undefined {
    return this.placed.get(pod);
  }

  get pods(): Iterable<SimPod> {
    return this.placed.keys();
  }

  /** A node comes. */
  switchOn(node: number): void {
    if (this.on[node] === 1) return;
    this.on[node] = 1;
    this.countNode(node, 1);
  }

  /** A node goes. Returns the pods that ran there. */
  switchOff(node: number): readonly SimPod[] {
    if (this.on[node] === 0) return [];
    const lost = [...this.podsOn(node)];
    for (const pod of lost) this.remove(pod);
    this.on[node] = 0;
    this.countNode(node, -1);
    return lost;
  }

  bind(pod: SimPod, node: number): void {
    this.count(pod, node, 1);
    this.running[node]?.push(pod);
    this.placed.set(pod, node);
    const at = this.nodes[node];
    for (const claim of pod.claims) {
      const rule = this.volumes.get(claim);
      if (rule?.boundBy && at) this.volumes.set(claim, rule.boundBy(at));
    }
  }

  remove(pod: SimPod): void {
    const node = this.placed.get(pod);
    if (node === undefined) return;
    this.count(pod, node, -1);
    const list = this.running[node];
    list?.splice(list.indexOf(pod), 1);
    this.placed.delete(pod);
  }

  private countNode(node: number, by: 1 | -1): void {
    for (const { domainOf, eligible, nodes } of this.all) {
      const domain = domainOf[node] ?? -1;
      if (domain >= 0 && eligible[node] === 1) nodes[domain] = (nodes[domain] ?? 0) + by;
    }
  }

  private count({ demand }: SimPod, node: number, by: 1 | -1): void {
    const add = (amounts: Float64Array | Int32Array, amount: number): void => {
      amounts[node] = (amounts[node] ?? 0) + by * amount;
    };
    add(this.used.cpu, demand.asks.cpu);
    add(this.used.memory, demand.asks.memory);
    add(this.used.pods, 1);
    add(this.scored.cpu, demand.scored.cpu);
    add(this.scored.memory, demand.scored.memory);
    for (const { domainOf, eligible, pods } of this.matching.get(demand) ?? []) {
      const domain = domainOf[node] ?? -1;
      if (domain >= 0 && eligible[node] === 1) pods[domain] = (pods[domain] ?? 0) + by;
    }
  }

  private register(demand: Demand): void {
    const everywhere = new Uint8Array(this.nodes.length).fill(1);
    const { namesNodes } = demand;
    const allowed = this.mask((node) => demand.selects(node) && demand.tolerates(node), namesNodes);
    const keys = demand.hardSpread.map(({ key }) => key);
    const softKeys = demand.softSpread.map(({ key }) => key);
    const needsAll = !demand.isDefaultSpread;
    const spread = (one: SpreadDemand, all: readonly string[], strict: boolean): Tally =>
      this.tally(
        one.key,
        (other) => other.namespace === demand.namespace && one.counts(other.labels),
        this.mask(
          (node) =>
            (!strict || all.every((key) => node.labels[key] !== undefined)) &&
            (!one.honorsAffinity || demand.selects(node)) &&
            (!one.honorsTaints || demand.tolerates(node)),
          namesNodes,
        ),
      );
    const term = ({ key, means }: PodTerm): Tally =>
      this.tally(key, (other) => means(other.labels, other.namespace), everywhere);
    this.tallies.set(demand, {
      hard: demand.hardSpread.map((one) => spread(one, keys, true)),
      soft: demand.softSpread.map((one) => spread(one, softKeys, needsAll)),
      // A pod counts for affinity where it meets all terms at once.
      affinity: demand.affinity.map(({ key }) =>
        this.tally(
          key,
          (other) => demand.affinity.every(({ means }) => means(other.labels, other.namespace)),
          everywhere,
        ),
      ),
      antiAffinity: demand.antiAffinity.map(term),
      preferred: demand.preferredPods.map((one) => term(one.term)),
      allowed,
      unrated: this.mask((node) => needsAll && softKeys.some((key) => node.labels[key] === undefined), false),
    });
    const carry = (one: PodTerm, weight: number): void => {
      this.carriers.push({
        term: one,
        weight,
        tally: this.tally(one.key, (other) => other === demand, everywhere),
      });
    };
    for (const one of demand.antiAffinity) carry(one, 0);
    for (const one of demand.affinity) carry(one, HARD_AFFINITY_WEIGHT);
    for (const { term: one, weight } of demand.preferredPods) carry(one, weight);
  }

  /** @param byName true where nodes of one sort may differ */
  private mask(holds: (node: SimNode) => boolean, byName: boolean): Uint8Array {
    const known = new Map<string, number>();
    return Uint8Array.from(this.nodes, (node) => {
      if (byName || node.sort === undefined) return holds(node) ? 1 : 0;
      let found = known.get(node.sort);
      if (found === undefined) known.set(node.sort, (found = holds(node) ? 1 : 0));
      return found;
    });
  }

  private tally(key: string, matches: Tally['matches'], eligible: Uint8Array): Tally {
    const { of, count } = this.domainsOf(key);
    const nodes = new Int32Array(count);
    of.forEach((domain, node) => {
      if (domain >= 0 && eligible[node] === 1 && this.on[node] === 1) nodes[domain] = (nodes[domain] ?? 0) + 1;
    });
    const tally = { key, matches, eligible, domainOf: of, pods: new Int32Array(count), nodes };
    this.all.push(tally);
    return tally;
  }

  private domainsOf(key: string): { readonly of: Int32Array; readonly count: number } {
    let found = this.domains.get(key);
    if (!found) {
      const numbers = new Map<string, number>();
      const of = Int32Array.from(this.nodes, ({ labels }) => {
        const value = labels[key];
        if (value === undefined) return -1;
        const number = numbers.get(value) ?? numbers.size;
        numbers.set(value, number);
        return number;
      });
      this.domains.set(key, (found = { of, count: numbers.size }));
    }
    return found;
  }
}
