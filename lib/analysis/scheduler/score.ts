import { HOSTNAME } from './node';
import type { ClusterState, DemandTallies, SimPod, Tally } from './state';

const MOST = 100;

/** Weights of the default profile of kube-scheduler. Kubernetes: "Scheduler Configuration", `default-plugins`. */
const WEIGHTS = { taints: 3, nodeAffinity: 2, spread: 2, podAffinity: 2 } as const;

/** How much the scheduler likes each of the nodes that a pod may go to: the largest score wins. */
export function scores(state: ClusterState, pod: SimPod, feasible: readonly number[]): Float64Array {
  const { demand } = pod;
  const tallies = state.talliesOf(demand);
  const total = roomScores(state, pod, feasible);
  const add = (weight: number, values: Float64Array): void => {
    for (let at = 0; at < total.length; at += 1) total[at] = (total[at] ?? 0) + weight * (values[at] ?? 0);
  };
  if (state.hasAdvice) add(WEIGHTS.taints, normalized(rated(state, feasible, demand.dislikes), true));
  if (demand.hasPreference) add(WEIGHTS.nodeAffinity, normalized(rated(state, feasible, demand.prefers), false));
  if (tallies.soft.length > 0) add(WEIGHTS.spread, spreadScores(pod, tallies, feasible));
  const wanted = wantedPods(state, pod, tallies);
  if (wanted.length > 0) add(WEIGHTS.podAffinity, podAffinityScores(wanted, feasible));
  return total;
}

function rated({ nodes }: ClusterState, feasible: readonly number[], rate: SimPod['demand']['prefers']): Float64Array {
  return Float64Array.from(feasible, (node) => {
    const at = nodes[node];
    return at ? rate(at) : 0;
  });
}

function normalized(values: Float64Array, reverse: boolean): Float64Array {
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return values.fill(reverse ? MOST : 0);
  return values.map((value) => {
    const share = Math.trunc((MOST * value) / most);
    return reverse ? MOST - share : share;
  });
}

/**
 * The more of a node is left the better (LeastAllocated), and the more alike the shares of CPU and memory that are taken
 * (BalancedAllocation, for pods that ask for anything).
 */
function roomScores(state: ClusterState, { demand }: SimPod, feasible: readonly number[]): Float64Array {
  const { asks, scored } = demand;
  const { used, offered } = state;
  const isRated = asks.cpu > 0 || asks.memory > 0;
  const total = new Float64Array(feasible.length);
  for (let at = 0; at < feasible.length; at += 1) {
    const node = feasible[at] ?? -1;
    const [cpu, memory] = [offered.cpu[node] ?? 0, offered.memory[node] ?? 0];
    const left = share(cpu, (state.scored.cpu[node] ?? 0) + scored.cpu);
    const leftMemory = share(memory, (state.scored.memory[node] ?? 0) + scored.memory);
    const kinds = (cpu > 0 ? 1 : 0) + (memory > 0 ? 1 : 0);
    const fit = kinds === 0 ? 0 : Math.trunc((left + leftMemory) / kinds);
    if (!isRated) {
      total[at] = fit;
      continue;
    }
    const apart =
      kinds < 2
        ? 0
        : Math.abs(
            Math.min(1, ((used.cpu[node] ?? 0) + asks.cpu) / cpu) -
              Math.min(1, ((used.memory[node] ?? 0) + asks.memory) / memory),
          ) / 2;
    total[at] = fit + Math.trunc((1 - apart) * MOST);
  }
  return total;
}

function share(offered: number, asked: number): number {
  return offered === 0 || asked > offered ? 0 : Math.trunc(((offered - asked) * MOST) / offered);
}

/** Soft spread: fewer pods of the sort in the domain are better, the more so the more domains there are. */
function spreadScores(pod: SimPod, { soft, unrated }: DemandTallies, feasible: readonly number[]): Float64Array {
  const { softSpread } = pod.demand;
  const weights = soft.map((tally) => Math.log(domainsAmong(tally, unrated, feasible) + 2));
  const raw = new Float64Array(feasible.length);
  let [least, most] = [Infinity, -Infinity];
  for (let at = 0; at < feasible.length; at += 1) {
    const node = feasible[at] ?? -1;
    if (unrated[node] === 1) {
      raw[at] = -1;
      continue;
    }
    let score = 0;
    for (let index = 0; index < soft.length; index += 1) {
      const tally = soft[index];
      const domain = tally?.domainOf[node] ?? -1;
      if (domain < 0) continue;
      score += (tally?.pods[domain] ?? 0) * (weights[index] ?? 0) + ((softSpread[index]?.maxSkew ?? 1) - 1);
    }
    const rounded = Math.round(score);
    raw[at] = rounded;
    least = Math.min(least, rounded);
    most = Math.max(most, rounded);
  }
  for (let at = 0; at < raw.length; at += 1) {
    const score = raw[at] ?? -1;
    raw[at] = score < 0 ? 0 : most === 0 ? MOST : Math.trunc((MOST * (most + least - score)) / most);
  }
  return raw;
}

function domainsAmong({ key, domainOf, nodes }: Tally, unrated: Uint8Array, feasible: readonly number[]): number {
  const seen = new Uint8Array(key === HOSTNAME ? 0 : nodes.length);
  let count = 0;
  for (const node of feasible) {
    if (unrated[node] === 1) continue;
    const domain = domainOf[node] ?? -1;
    if (key !== HOSTNAME && (domain < 0 || seen[domain] === 1)) continue;
    if (key !== HOSTNAME) seen[domain] = 1;
    count += 1;
  }
  return count;
}

interface Wanted {
  readonly tally: Tally;
  readonly weight: number;
}

/** Preferred affinity of the pod, and what pods that are there already want or prefer of such as it. */
function wantedPods({ carried }: ClusterState, { demand }: SimPod, { preferred }: DemandTallies): readonly Wanted[] {
  const own = preferred.map((tally, index) => ({ tally, weight: demand.preferredPods[index]?.weight ?? 0 }));
  const ofOthers = carried.filter(({ weight, term }) => weight !== 0 && term.means(demand.labels, demand.namespace));
  return [...own, ...ofOthers];
}

function podAffinityScores(wanted: readonly Wanted[], feasible: readonly number[]): Float64Array {
  const raw = Float64Array.from(feasible, (node) =>
    wanted.reduce((sum, { tally, weight }) => sum + weight * (tally.pods[tally.domainOf[node] ?? -1] ?? 0), 0),
  );
  const least = raw.reduce((a, b) => Math.min(a, b), Infinity);
  const most = raw.reduce((a, b) => Math.max(a, b), -Infinity);
  if (most === least) return raw.fill(0);
  return raw.map((value) => Math.trunc((MOST * (value - least)) / (most - least)));
}
