import type { Demand } from './demand';
import type { ClusterState, DemandTallies, SimPod, Tally } from './state';

/** Why a pod can't go to a node. `node` and the first ones after it can't change by other pods leaving. */
export const REASONS = [
  'selector',
  'taint',
  'cordoned',
  'volume',
  'spread-key',
  'cpu',
  'memory',
  'resource',
  'pods',
  'host-port',
  'spread',
  'anti-affinity',
  'affinity',
] as const;
export type Reason = (typeof REASONS)[number];

/** Reasons that no preemption takes away. */
const FIXED: ReadonlySet<Reason> = new Set(['selector', 'taint', 'cordoned', 'volume', 'spread-key', 'affinity']);

export function isFixed(reason: Reason): boolean {
  return FIXED.has(reason);
}

/** Filters of kube-scheduler for one pod, prepared once for all nodes. */
export class Filters {
  private readonly tallies: DemandTallies;
  private readonly demand: Demand;
  private readonly lowest: readonly number[];
  private readonly against: readonly Tally[];
  private readonly isFirst: boolean;
  /** Whether the pod counts for its own constraints. */
  private readonly counts: readonly number[];

  constructor(
    private readonly state: ClusterState,
    private readonly pod: SimPod,
  ) {
    this.demand = pod.demand;
    this.tallies = state.talliesOf(pod.demand);
    this.lowest = this.tallies.hard.map((tally, index) => {
      let [lowest, domains] = [Infinity, 0];
      tally.nodes.forEach((nodes, domain) => {
        if (nodes === 0) return;
        domains += 1;
        lowest = Math.min(lowest, tally.pods[domain] ?? 0);
      });
      return domains === 0 || domains < (this.demand.hardSpread[index]?.minDomains ?? 1) ? 0 : lowest;
    });
    this.counts = this.demand.hardSpread.map(({ counts }) => (counts(this.demand.labels) ? 1 : 0));
    this.against = state.carried
      .filter(({ weight, term }) => weight === 0 && term.means(this.demand.labels, this.demand.namespace))
      .map(({ tally }) => tally);
    // The first of pods that want to be together has nobody to be with.
    this.isFirst =
      this.tallies.affinity.every((tally) => tally.pods.every((count) => count === 0)) &&
      this.demand.affinity.every(({ means }) => means(this.demand.labels, this.demand.namespace));
  }

  /** Undefined where the pod may go to the node. */
  reason(node: number): Reason | undefined {
    if (this.pod.pinned !== undefined && this.state.nodes[node]?.name !== this.pod.pinned) return 'selector';
    if (this.state.cordoned.has(node)) return 'cordoned';
    if (this.tallies.allowed[node] !== 1) return this.whyNotAllowed(node);
    return this.volumes(node) ?? this.resources(node) ?? this.spread(node) ?? this.podAffinity(node);
  }

  private whyNotAllowed(node: number): Reason {
    const at = this.state.nodes[node];
    return at && this.demand.selects(at) ? 'taint' : 'selector';
  }

  private volumes(node: number): Reason | undefined {
    const at = this.state.nodes[node];
    if (this.pod.claims.length === 0 || !at) return undefined;
    return this.pod.claims.every((claim) => this.state.volumes.get(claim)?.allows(at) ?? true) ? undefined : 'volume';
  }

  private resources(node: number): Reason | undefined {
    const { used, offered } = this.state;
    const { asks, hostPorts } = this.demand;
    if ((used.pods[node] ?? 0) + 1 > (offered.pods[node] ?? 0)) return 'pods';
    if (asks.cpu > 0 && (used.cpu[node] ?? 0) + asks.cpu > (offered.cpu[node] ?? 0)) return 'cpu';
    if (asks.memory > 0 && (used.memory[node] ?? 0) + asks.memory > (offered.memory[node] ?? 0)) return 'memory';
    if (asks.others.size === 0 && hostPorts.length === 0) return undefined;
    return this.rareResources(node);
  }

  private rareResources(node: number): Reason | undefined {
    const { asks, hostPorts } = this.demand;
    const offers = this.state.nodes[node]?.offers.others;
    for (const [name, amount] of asks.others) {
      const taken = this.state.podsOn(node).reduce((sum, { demand }) => sum + (demand.asks.others.get(name) ?? 0), 0);
      const offered = offers?.get(name) ?? (name === 'ephemeral-storage' ? Infinity : 0);
      if (taken + amount > offered) return 'resource';
    }
    if (hostPorts.length === 0) return undefined;
    const taken = new Set(this.state.podsOn(node).flatMap(({ demand }) => demand.hostPorts));
    return hostPorts.some((port) => taken.has(port)) ? 'host-port' : undefined;
  }

  /** What topology spread alone says to a node. */
  spread(node: number): Reason | undefined {
    const { hard } = this.tallies;
    for (let index = 0; index < hard.length; index += 1) {
      const tally = hard[index];
      const constraint = this.demand.hardSpread[index];
      if (!tally || !constraint) continue;
      const domain = tally.domainOf[node] ?? -1;
      if (domain < 0) return 'spread-key';
      const skew = (tally.pods[domain] ?? 0) + (this.counts[index] ?? 0) - (this.lowest[index] ?? 0);
      if (skew > constraint.maxSkew) return 'spread';
    }
    return undefined;
  }

  private podAffinity(node: number): Reason | undefined {
    const hasPods = ({ domainOf, pods }: Tally): boolean => (pods[domainOf[node] ?? -1] ?? 0) > 0;
    const { affinity, antiAffinity } = this.tallies;
    if (this.against.length + antiAffinity.length + affinity.length === 0) return undefined;
    if (this.against.some(hasPods) || antiAffinity.some(hasPods)) return 'anti-affinity';
    if (affinity.length === 0) return undefined;
    if (affinity.some(({ domainOf }) => (domainOf[node] ?? -1) < 0)) return 'affinity';
    return this.isFirst || affinity.every(hasPods) ? undefined : 'affinity';
  }
}
