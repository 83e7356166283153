import { Filters, type Reason } from './filter';
import { type Disruptions, preemptFor } from './preempt';
import { scores } from './score';
import type { ClusterState, SimPod } from './state';

/** What became of pods that waited. */
export interface Settled {
  readonly pending: readonly SimPod[];
  /** Pods that were evicted for others, in order; their controllers make new ones. */
  readonly evicted: readonly SimPod[];
}

/** A pod that preempts again and again gains nothing: the scheduler's own loops end by chance, this one by count. */
const MOST_PREEMPTIONS_EACH = 8;

/**
 * Places pods one by one, the most important first, then the oldest, until nothing more fits; for what does not fit, less
 * important ones are evicted. As kube-scheduler does with its default profile.
 *
 * @param random chooses among nodes that are liked the same
 */
export function settle(
  state: ClusterState,
  waiting: readonly SimPod[],
  random: () => number,
  disruptions: Disruptions = () => undefined,
): Settled {
  let queue = [...waiting].sort(byUrgency);
  const evicted: SimPod[] = [];
  const attempts = new Map<SimPod, number>();
  for (let moved = true; moved && queue.length > 0;) {
    moved = false;
    const left: SimPod[] = [];
    // Pods of a demand that found no place find none either until something changes.
    const hopeless = new Set<SimPod['demand']>();
    for (const pod of queue) {
      const isAlike = pod.claims.length === 0 && pod.pinned === undefined;
      if (isAlike && hopeless.has(pod.demand)) {
        left.push(pod);
        continue;
      }
      const node = placeFor(state, pod, random);
      if (node !== undefined) {
        state.bind(pod, node);
        hopeless.clear();
        moved = true;
        continue;
      }
      const tries = attempts.get(pod) ?? 0;
      const preemption = tries < MOST_PREEMPTIONS_EACH ? preemptFor(state, pod, disruptions) : undefined;
      if (preemption) {
        attempts.set(pod, tries + 1);
        for (const victim of preemption.victims) {
          state.remove(victim);
          evicted.push(victim);
        }
        state.bind(pod, preemption.node);
        hopeless.clear();
        moved = true;
        continue;
      }
      if (isAlike) hopeless.add(pod.demand);
      left.push(pod);
    }
    queue = left;
  }
  return { pending: queue, evicted };
}

/** Of the nodes that a pod may go to, one that is liked best; undefined where there is none. */
export function placeFor(state: ClusterState, pod: SimPod, random: () => number): number | undefined {
  const filters = new Filters(state, pod);
  const feasible: number[] = [];
  state.on.forEach((isOn, node) => {
    if (isOn === 0) return;
    if (filters.reason(node) === undefined) feasible.push(node);
  });
  if (feasible.length <= 1) return feasible[0];
  const liked = scores(state, pod, feasible);
  let [best, ties] = [0, 1];
  for (let at = 1; at < feasible.length; at += 1) {
    const difference = (liked[at] ?? 0) - (liked[best] ?? 0);
    if (difference > 0) [best, ties] = [at, 1];
    else if (difference === 0) {
      ties += 1;
      if (random() * ties < 1) best = at;
    }
  }
  return feasible[best];
}

/** Why a pod has no place: how many nodes each reason keeps it from. */
export function whyPending(state: ClusterState, pod: SimPod): ReadonlyMap<Reason, number> {
  const filters = new Filters(state, pod);
  const found = new Map<Reason, number>();
  state.on.forEach((isOn, node) => {
    if (isOn === 0) return;
    const reason = filters.reason(node);
    if (reason !== undefined) found.set(reason, (found.get(reason) ?? 0) + 1);
  });
  return found;
}

function byUrgency(a: SimPod, b: SimPod): number {
  return b.demand.priority - a.demand.priority || a.born - b.born;
}
