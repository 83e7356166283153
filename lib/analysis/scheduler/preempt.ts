import { Filters, isFixed } from './filter';
import type { ClusterState, SimPod } from './state';

/** Pods that leave a node so that another one fits. */
export interface Preemption {
  readonly node: number;
  readonly victims: readonly SimPod[];
}

/** How many disruptions a pod's budgets allow; undefined where it has none. */
export type Disruptions = (pod: SimPod) => number | undefined;

/**
 * The pods of lower priority that the scheduler would evict for a pod, the least harmful choice of all nodes. Undefined where
 * nothing helps. Kubernetes: "Pod Priority and Preemption".
 */
export function preemptFor(state: ClusterState, pod: SimPod, disruptions: Disruptions): Preemption | undefined {
  if (!pod.demand.preempts) return undefined;
  const filters = new Filters(state, pod);
  let best: (Preemption & { readonly harm: readonly number[] }) | undefined;
  state.on.forEach((isOn, node) => {
    if (isOn === 0) return;
    const reason = filters.reason(node);
    if (reason === undefined || isFixed(reason)) return;
    const found = victimsOn(state, pod, node, disruptions);
    if (found && (best === undefined || isLess(found.harm, best.harm))) best = found;
  });
  return best && { node: best.node, victims: best.victims };
}

function victimsOn(
  state: ClusterState,
  pod: SimPod,
  node: number,
  disruptions: Disruptions,
): (Preemption & { readonly harm: readonly number[] }) | undefined {
  const lower = state.podsOn(node).filter(({ demand }) => demand.priority < pod.demand.priority);
  if (lower.length === 0) return undefined;
  for (const one of lower) state.remove(one);
  const fits = (): boolean => new Filters(state, pod).reason(node) === undefined;
  const victims: SimPod[] = [];
  let violations = 0;
  const isPossible = fits();
  const { violating, others } = byBudget(lower, disruptions);
  if (isPossible) {
    // Those that budgets protect are spared first, then the most important.
    for (const [group, isViolation] of [
      [violating, true],
      [others, false],
    ] as const) {
      for (const one of group) {
        state.bind(one, node);
        if (fits()) continue;
        state.remove(one);
        victims.push(one);
        if (isViolation) violations += 1;
      }
    }
  }
  const bound = new Set(state.podsOn(node));
  for (const one of lower) if (!bound.has(one)) state.bind(one, node);
  if (!isPossible || victims.length === 0) return undefined;
  const priorities = victims.map(({ demand }) => demand.priority);
  const highest = Math.max(...priorities);
  // The scheduler prefers the node whose most important victim started last.
  const started = Math.min(...victims.filter(({ demand }) => demand.priority === highest).map(({ born }) => born));
  const sum = priorities.reduce((all, one) => all + one + 2 ** 31, 0);
  return { node, victims, harm: [violations, highest, sum, victims.length, -started] };
}

function byBudget(pods: readonly SimPod[], disruptions: Disruptions) {
  const left = new Map<number, number>();
  const violating: SimPod[] = [];
  const others: SimPod[] = [];
  for (const pod of [...pods].sort(byImportance)) {
    const allowed = left.get(pod.owner) ?? disruptions(pod);
    if (allowed === undefined) others.push(pod);
    else {
      (allowed > 0 ? others : violating).push(pod);
      left.set(pod.owner, allowed - 1);
    }
  }
  return { violating, others };
}

function byImportance(a: SimPod, b: SimPod): number {
  return b.demand.priority - a.demand.priority || a.born - b.born;
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}
