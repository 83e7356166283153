import { Filters } from '../scheduler/filter';
import type { Simulation } from '../scheduler/simulation';
import type { SimPod } from '../scheduler/state';
import type { PlatformNodes } from './platform-nodes';

/** Rounds of the autoscaler; each adds nodes in proportion to what waits. */
const MOST_ROUNDS = 200;

/**
 * What the cluster autoscaler does about pods that wait: adds nodes to pools whose new nodes would take them, up to their
 * most. Inside a pool of several zones nobody chooses the zone: the one with the fewest nodes gets the next.
 *
 * @param canCome whether a node may still come; none of a lost zone does
 */
export function grow(simulation: Simulation, platform: PlatformNodes, canCome: (node: number) => boolean): void {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const waiting = simulation.waiting;
    if (waiting.length === 0) return;
    const added = nextNodes(simulation, platform, waiting, canCome);
    if (added.length === 0) return;
    simulation.add(added);
    if (simulation.waiting.length >= waiting.length) {
      // Nodes that help nobody would be taken away again.
      return;
    }
  }
}

function nextNodes(
  simulation: Simulation,
  platform: PlatformNodes,
  waiting: readonly SimPod[],
  canCome: (node: number) => boolean,
): readonly number[] {
  const { cluster } = simulation;
  const asked = new Set<SimPod['demand']>();
  const added = new Set<number>();
  for (const pod of waiting) {
    if (asked.has(pod.demand) && pod.claims.length === 0) continue;
    asked.add(pod.demand);
    const alike = waiting.filter(({ demand }) => demand === pod.demand).length;
    for (const node of candidates(simulation, platform, canCome, added)) {
      cluster.switchOn(node);
      const fits = new Filters(cluster, pod).reason(node) === undefined;
      cluster.switchOff(node);
      if (!fits) continue;
      const group = platform.groups[platform.groupOf[node] ?? -1];
      const more = Math.max(1, Math.floor(alike / podsPerNode(simulation, pod, node) / 2));
      const free = (group?.nodes ?? []).filter((one) => cluster.on[one] === 0 && canCome(one) && !added.has(one));
      added.add(node);
      for (const one of free.slice(0, more - 1)) added.add(one);
      break;
    }
  }
  return [...added];
}

/** The next node of each pool: in the zone that has fewest, of the pool that has fewest first. */
function candidates(
  { cluster }: Simulation,
  { groups, nodes }: PlatformNodes,
  canCome: (node: number) => boolean,
  taken: ReadonlySet<number>,
): readonly number[] {
  const isThere = (node: number): boolean => cluster.on[node] === 1 || taken.has(node);
  return groups
    .flatMap((group) => {
      const free = group.nodes.filter((node) => !isThere(node) && canCome(node));
      const inZone = (node: number): number =>
        group.nodes.filter((one) => isThere(one) && nodes[one]?.sort === nodes[node]?.sort).length;
      const [next] = firstOfEach(free, (node) => nodes[node]?.sort ?? '')
        .map((node) => ({ node, count: inZone(node) }))
        .sort((a, b) => a.count - b.count);
      return next ? [{ node: next.node, size: group.nodes.filter(isThere).length }] : [];
    })
    .sort((a, b) => a.size - b.size)
    .map(({ node }) => node);
}

function firstOfEach(nodes: readonly number[], keyOf: (node: number) => string): readonly number[] {
  const first = new Map<string, number>();
  for (const node of nodes) if (!first.has(keyOf(node))) first.set(keyOf(node), node);
  return [...first.values()];
}

function podsPerNode({ cluster }: Simulation, { demand }: SimPod, node: number): number {
  const at = cluster.nodes[node];
  if (!at) return 1;
  const { asks } = demand;
  const by = [
    at.pods,
    ...(asks.cpu > 0 ? [Math.floor(at.offers.cpu / asks.cpu)] : []),
    ...(asks.memory > 0 ? [Math.floor(at.offers.memory / asks.memory)] : []),
  ];
  return Math.max(1, Math.min(...by));
}
