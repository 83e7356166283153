import type { Demand } from '../scheduler/demand';
import { HOSTNAME, type SimNode, ZONE } from '../scheduler/node';
import type { DemandTallies } from '../scheduler/state';

/** Pods that are ready right after a loss, in the worst placement that the constraints allow. */
export interface Guarantee {
  readonly ready: number;
  /** What the bound comes from, in words. */
  readonly because: string;
}

export interface GuaranteeInput {
  readonly demand: Demand;
  readonly tallies: DemandTallies;
  /** Pods that run before. */
  readonly pods: number;
  /** Every node that there may be. */
  readonly nodes: readonly SimNode[];
  /** Whether a node is always there: a zone without such a node may be missing when pods are placed. */
  readonly isSure: (node: number) => boolean;
  readonly isLost: (node: SimNode) => boolean;
  /** Demands of all workloads, whose pods a constraint may count too. */
  readonly others: readonly Demand[];
}

/**
 * A bound that no placement breaks: as many pods as the constraints allow are where it goes dark. Kubernetes: "Pod Topology
 * Spread Constraints", `maxSkew`; only a fresh placement is looked at, since nothing keeps the spread after a scale-down.
 */
export function guaranteeAfter(input: GuaranteeInput): Guarantee {
  const { demand, pods, nodes, isLost, tallies } = input;
  const landable = nodes.flatMap((_, at) => (tallies.allowed[at] === 1 ? [at] : []));
  const lost = landable.filter((at) => isLost(nodes[at] as SimNode));
  if (lost.length === 0) return { ready: pods, because: 'none of its pods can be there' };
  if (lost.length === landable.length) return { ready: 0, because: 'all nodes that take it are lost' };
  const bounds = [
    { most: pods, because: 'no constraint keeps all of its pods from being there' },
    { most: roomOf(demand, lost, nodes), because: 'nodes there take no more' },
    ...spreadBounds(input, lost),
    ...apartBounds(input, lost),
  ];
  const tightest = bounds.reduce((a, b) => (b.most < a.most ? b : a));
  const most = Math.min(pods, tightest.most);
  return { ready: pods - most, because: `at most ${most} of ${pods} may be there: ${tightest.because}` };
}

function roomOf(demand: Demand, at: readonly number[], nodes: readonly SimNode[]): number {
  const { asks } = demand;
  return at.reduce((sum, node) => {
    const { offers, pods } = nodes[node] as SimNode;
    const fits = [
      pods,
      ...(asks.cpu > 0 ? [Math.floor(offers.cpu / asks.cpu)] : []),
      ...(asks.memory > 0 ? [Math.floor(offers.memory / asks.memory)] : []),
    ];
    return sum + Math.min(...fits);
  }, 0);
}

interface Bound {
  readonly most: number;
  readonly because: string;
}

/** What hard spread over zones, or over hosts, lets be in what is lost. */
function spreadBounds(input: GuaranteeInput, lost: readonly number[]): readonly Bound[] {
  const { demand, nodes, others, tallies } = input;
  return demand.hardSpread.flatMap((constraint, index): readonly Bound[] => {
    const { key, maxSkew, counts, minDomains } = constraint;
    const tally = tallies.hard[index];
    if (!tally || !counts(demand.labels) || (key !== ZONE && key !== HOSTNAME)) return [];
    // Pods of others that are counted too may stand where these do not.
    if (others.some((other) => other !== demand && other.namespace === demand.namespace && counts(other.labels)))
      return [];
    const lostDomains = new Set(lost.map((at) => tally.domainOf[at] ?? -1).filter((domain) => domain >= 0));
    const present = new Set(lostDomains);
    const usable = new Set<number>();
    nodes.forEach((_, at) => {
      const domain = tally.domainOf[at] ?? -1;
      if (domain < 0) return;
      if (tally.eligible[at] === 1 && input.isSure(at)) present.add(domain);
      if (tallies.allowed[at] === 1) usable.add(domain);
    });
    const most = mostInDomains({
      pods: input.pods,
      skew: maxSkew,
      lost: lostDomains.size,
      domains: present.size,
      // A domain that takes no pod stays empty for ever, and so do missing ones that are asked for.
      isHeldBack: present.size < minDomains || [...present].some((one) => !usable.has(one)),
    });
    const what = key === ZONE ? 'zones' : 'nodes';
    return [{ most, because: `it is spread over ${present.size} ${what} with maxSkew ${maxSkew}` }];
  });
}

/**
 * The most pods in some of the domains. A domain has at most `skew` more than the emptiest one, and the emptiest has no more
 * than its share of what is not in those domains.
 */
export function mostInDomains(input: {
  readonly pods: number;
  readonly skew: number;
  readonly lost: number;
  readonly domains: number;
  readonly isHeldBack: boolean;
}): number {
  const { pods, skew, lost, domains, isHeldBack } = input;
  const others = domains - lost;
  if (isHeldBack) return Math.min(pods, lost * skew);
  if (others <= 0) return pods;
  let most = 0;
  for (let inLost = 0; inLost <= pods; inLost += 1) {
    const emptiest = Math.floor((pods - inLost) / others);
    if (inLost <= lost * (emptiest + skew)) most = inLost;
  }
  return most;
}

/** What required anti-affinity to its own pods lets be there. */
function apartBounds({ demand, nodes }: GuaranteeInput, lost: readonly number[]): readonly Bound[] {
  return demand.antiAffinity.flatMap(({ key, means }): readonly Bound[] => {
    if (!means(demand.labels, demand.namespace)) return [];
    const values = lost.map((at) => (nodes[at] as SimNode).labels[key]);
    // A node without the label holds as many as it likes.
    if (values.some((value) => value === undefined)) return [];
    const what = key === ZONE ? 'zone' : key === HOSTNAME ? 'node' : key;
    return [{ most: new Set(values).size, because: `no two of its pods share a ${what}` }];
  });
}
