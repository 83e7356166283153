import type { ClusterState, DemandTallies, SimPod, Tally } from './state';
import { HOSTNAME } from './node';

const MOST = 100;

/** Weights of the default profile of kube-scheduler. Kubernetes: "Scheduler Configuration", `default-plugins`. */
const WEIGHTS = { taints: 3, nodeAffinity: 2, spread: 2, podAffinity: 2, fit: 1, balance: 1 } as const;

/** How much the scheduler likes each of the nodes that a pod may go to: the largest score wins. */
export function scores(state: ClusterState, pod: SimPod, feasible: readonly number[]): Float64Array {
  const total = new Float64Array(feasible.length);
  const add = (weight: number, values: ArrayLike<number>): void => {
    for (let at = 0; at < total.length; at += 1) total[at] = (total[at] ?? 0) + weight * (values[at] ?? 0);
  };
  const { demand } = pod;
  const tallies = state.talliesOf(demand);
  const nodeAt = (at: number) => state.nodes[feasible[at] ?? -1];
  const each = (value: (at: number) => number): Float64Array => Float64Array.from(feasible, (_, at) => value(at));

  const hasAdvice = feasible.some((node) =>
    state.nodes[node]?.taints.some(({ effect }) => effect === 'PreferNoSchedule'),
  );
  if (hasAdvice) {
    add(
      WEIGHTS.taints,
      normalized(
        each((at) => {
          const node = nodeAt(at);
          return node ? demand.dislikes(node) : 0;
        }),
        true,
      ),
    );
  }
  add(
    WEIGHTS.nodeAffinity,
    normalized(
      each((at) => {
        const node = nodeAt(at);
        return node ? demand.prefers(node) : 0;
      }),
      false,
    ),
  );
  if (tallies.soft.length > 0) add(WEIGHTS.spread, spreadScores(pod, tallies, feasible));
  add(WEIGHTS.podAffinity, podAffinityScores(state, pod, tallies, feasible));
  add(WEIGHTS.fit, fitScores(state, pod, feasible));
  add(WEIGHTS.balance, balanceScores(state, pod, feasible));
  return total;
}

function normalized(values: Float64Array, reverse: boolean): Float64Array {
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return values.fill(reverse ? MOST : 0);
  return values.map((value) => {
    const share = Math.trunc((MOST * value) / most);
    return reverse ? MOST - share : share;
  });
}

/** Soft spread: fewer pods of the sort in the domain are better, the more so the more domains there are. */
function spreadScores(pod: SimPod, { soft }: DemandTallies, feasible: readonly number[]): Float64Array {
  const { isDefaultSpread, softSpread } = pod.demand;
  const isIgnored = (node: number): boolean =>
    !isDefaultSpread && soft.some(({ domainOf }) => (domainOf[node] ?? -1) < 0);
  const rated = feasible.filter((node) => !isIgnored(node));
  const weights = soft.map((tally) => {
    const size = tally.key === HOSTNAME ? rated.length : new Set(rated.map((node) => tally.domainOf[node])).size;
    return Math.log(size + 2);
  });
  const raw = Float64Array.from(feasible, (node) => {
    if (isIgnored(node)) return -1;
    let score = 0;
    soft.forEach((tally, index) => {
      const domain = tally.domainOf[node] ?? -1;
      if (domain < 0) return;
      score += (tally.pods[domain] ?? 0) * (weights[index] ?? 0) + ((softSpread[index]?.maxSkew ?? 1) - 1);
    });
    return Math.round(score);
  });
  const known = raw.filter((score) => score >= 0);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return raw.map((score) => {
    if (score < 0) return 0;
    return most === 0 ? MOST : Math.trunc((MOST * (most + least - score)) / most);
  });
}

/** Preferred affinity of the pod, and what pods that are there already want or prefer of such as it. */
function podAffinityScores(
  { carried }: ClusterState,
  { demand }: SimPod,
  { preferred }: DemandTallies,
  feasible: readonly number[],
): ArrayLike<number> {
  const wanted: { readonly tally: Tally; readonly weight: number }[] = preferred.map((tally, index) => ({
    tally,
    weight: demand.preferredPods[index]?.weight ?? 0,
  }));
  for (const { weight, term, tally } of carried) {
    if (weight !== 0 && term.means(demand.labels, demand.namespace)) wanted.push({ tally, weight });
  }
  if (wanted.length === 0) return [];
  const raw = Float64Array.from(feasible, (node) =>
    wanted.reduce((sum, { tally, weight }) => sum + weight * (tally.pods[tally.domainOf[node] ?? -1] ?? 0), 0),
  );
  const [least, most] = [Math.min(...raw), Math.max(...raw)];
  return most === least ? [] : raw.map((value) => Math.trunc((MOST * (value - least)) / (most - least)));
}

/** The more of a node is left, the better (LeastAllocated). */
function fitScores({ nodes, scored }: ClusterState, { demand }: SimPod, feasible: readonly number[]): Float64Array {
  return Float64Array.from(feasible, (node) => {
    const offers = nodes[node]?.offers;
    if (!offers) return 0;
    const left = (offered: number, asked: number): number =>
      asked > offered ? 0 : Math.trunc(((offered - asked) * MOST) / offered);
    const parts = [
      [offers.cpu, (scored.cpu[node] ?? 0) + demand.scored.cpu],
      [offers.memory, (scored.memory[node] ?? 0) + demand.scored.memory],
    ] as const;
    const rated = parts.filter(([offered]) => offered > 0);
    const sum = rated.reduce((all, [offered, asked]) => all + left(offered, asked), 0);
    return rated.length === 0 ? 0 : Math.trunc(sum / rated.length);
  });
}

/** The more alike the shares of CPU and memory that are taken, the better. A pod that asks for nothing is not rated. */
function balanceScores({ nodes, used }: ClusterState, { demand }: SimPod, feasible: readonly number[]): Float64Array {
  const { asks } = demand;
  if (asks.cpu === 0 && asks.memory === 0) return new Float64Array(feasible.length);
  return Float64Array.from(feasible, (node) => {
    const offers = nodes[node]?.offers;
    if (!offers) return 0;
    const shares = [
      [offers.cpu, (used.cpu[node] ?? 0) + asks.cpu],
      [offers.memory, (used.memory[node] ?? 0) + asks.memory],
    ] as const;
    const [first, second] = shares
      .filter(([offered]) => offered > 0)
      .map(([offered, taken]) => Math.min(1, taken / offered));
    const apart = first !== undefined && second !== undefined ? Math.abs(first - second) / 2 : 0;
    return Math.trunc((1 - apart) * MOST);
  });
}
