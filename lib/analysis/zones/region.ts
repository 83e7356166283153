import type { Outage, Placed } from './outage';

interface ClusterPlaced {
  readonly cluster: string;
  readonly placed: Placed;
}

/** What is left of every cluster when a region goes dark: nothing of those in it, and nobody brings it back. */
export function regionOutage(
  clusters: readonly ClusterPlaced[],
  region: string,
): readonly { readonly cluster: string; readonly outage: Outage }[] {
  const isLost = ({ placed }: ClusterPlaced): boolean => placed.nodes.location === region;
  const elsewhere = new Map<string, string[]>();
  for (const one of clusters) {
    if (isLost(one)) continue;
    for (const { name } of one.placed.sims) elsewhere.set(name, [...(elsewhere.get(name) ?? []), one.cluster]);
  }
  return clusters.map((one) => ({
    cluster: one.cluster,
    outage: {
      lost: { region },
      added: [],
      network: [],
      unknown: one.placed.platform.unknown,
      workloads: one.placed.sims.map(({ name, replicas }, owner) => {
        const before = one.placed.simulation.counted(owner).scheduled;
        const left = isLost(one) ? 0 : before;
        const others = elsewhere.get(name) ?? [];
        const why = others.length > 0 ? `runs in ${others.join(', ')} too` : 'runs in no other region';
        return {
          workload: name,
          wanted: replicas,
          before,
          atOnce: left,
          recovered: left,
          guaranteed: left,
          why: isLost(one) ? [why] : [],
        };
      }),
    },
  }));
}
