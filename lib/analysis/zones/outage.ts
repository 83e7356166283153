import type { Artifacts } from '../../artifact/read/artifacts';
import { allowedDisruptions, budgetsByWorkload } from '../scaling/budgets';
import { replicasOf } from '../scaling/scalers';
import { AKS_DEFAULTS, type Demand } from '../scheduler/demand';
import { type SimNode, ZONE } from '../scheduler/node';
import { randomFrom } from '../scheduler/random';
import { type Counted, Simulation, type SimWorkload } from '../scheduler/simulation';
import { volumeRules } from '../scheduler/volumes';
import { simWorkloadOf } from '../scheduler/workloads';
import type { ClusterNodes } from '../scheduling/node-groups';
import type { Workload } from '../workload/workloads';
import type { World } from '../world';
import { grow } from './grow';
import { type Guarantee, guaranteeAfter } from './guarantee';
import { networkLosses } from './network';
import { type PlatformNodes, platformNodes, sureNodes } from './platform-nodes';
import { whyWaiting } from './words';

/** What goes dark. A drain is no loss: see `drain.ts`. */
export type Loss = { readonly zone: string } | { readonly node: string } | { readonly pool: string };
/** A region is lost with all of its clusters: see `region.ts`. */
export type AnyLoss = Loss | { readonly region: string };

/** What a loss leaves of one workload. */
export interface WorkloadOutage {
  /** `shop/Deployment/cart` */
  readonly workload: string;
  /** Pods that it wants. */
  readonly wanted: number;
  /** Pods that ran before. */
  readonly before: number;
  /** Pods that still run, before anybody reacts. */
  readonly atOnce: number;
  /** Pods that run once controllers, scheduler and autoscaler did what they can. */
  readonly recovered: number;
  /** Pods that run at once in the worst placement that its constraints allow, of pods that are placed afresh. */
  readonly guaranteed: number;
  /**
   * The same after its autoscaler went down from its most: no constraint chooses who goes, and nobody moves the rest. Left
   * out where the number of pods is fixed.
   */
  readonly afterScaleDown?: number;
  readonly why: readonly string[];
}

export interface Outage {
  readonly lost: AnyLoss;
  readonly workloads: readonly WorkloadOutage[];
  /** What of the network goes with it, in words. */
  readonly network: readonly string[];
  /** Numbers of the nodes that the autoscaler adds, in the nodes of the platform. */
  readonly added: readonly number[];
  /** What the files don't tell, and what was taken instead. */
  readonly unknown: readonly string[];
}

/** At how many replicas: as autoscalers keep at least, or at most. */
export type Level = 'min' | 'max';

export interface OutageOptions {
  readonly level?: Level;
  /** Of the choices between nodes that the scheduler likes the same. */
  readonly seed?: number;
}

/** A cluster with everything placed, ready to lose something. */
export interface Placed {
  readonly platform: PlatformNodes;
  readonly workloads: readonly Workload[];
  readonly sims: readonly SimWorkload[];
  readonly simulation: Simulation;
  readonly nodes: ClusterNodes;
  readonly world: World;
}

/** Replicas of a workload at a level; undefined for what runs to its end, which no outage is about. */
export function replicasAt(workload: Workload, level: Level, artifacts: Artifacts): number | undefined {
  if (workload.object.kind === 'DaemonSet') return 0;
  return replicasOf(workload, artifacts)?.[level];
}

/** Places everything that a cluster keeps running, with the nodes that its autoscaler needs for it. */
export function place(world: World, nodes: ClusterNodes, cluster: string, options: OutageOptions = {}): Placed {
  const { artifacts } = world;
  const { level = 'min', seed = 1 } = options;
  const kept = world.workloads
    .filter(({ object }) => object.cluster === cluster)
    .flatMap((workload) => {
      const replicas = replicasAt(workload, level, artifacts);
      return replicas === undefined ? [] : [{ workload, replicas }];
    });
  const sims = kept.map(({ workload, replicas }) =>
    simWorkloadOf(workload, artifacts, { replicas, defaults: AKS_DEFAULTS }),
  );
  const platform = platformNodes(nodes);
  const sure = sureNodes(platform);
  const budgets = budgetsByWorkload(world);
  const simulation: Simulation = new Simulation(platform.nodes, sims, {
    random: randomFrom(seed),
    volumes: volumeRules(artifacts, kept),
    isOn: (node) => sure.has(node),
    together: true,
    disruptions: ({ owner }) => {
      const workload = kept[owner]?.workload;
      const budget = workload && budgets.get(workload);
      if (!budget) return undefined;
      const { scheduled } = simulation.counted(owner);
      const wanted = sims[owner]?.replicas ?? 0;
      return Math.max(0, (allowedDisruptions(budget, wanted) ?? wanted) - (wanted - scheduled));
    },
  });
  simulation.start();
  grow(simulation, platform, () => true);
  return { platform, workloads: kept.map(({ workload }) => workload), sims, simulation, nodes, world };
}

/** Takes something away from a cluster that was placed. The cluster is another one afterwards. */
export function outageOf({ platform, sims, simulation, nodes, world, workloads }: Placed, lost: Loss): Outage {
  const isLost = lossOf(lost, platform);
  const before = sims.map((_, owner) => simulation.counted(owner));
  const running = before.map((_, owner) => lostPods(simulation, owner, isLost));
  simulation.cut(isLost);
  const atOnce = sims.map((_, owner) => simulation.counted(owner));
  const left = [...simulation.cluster.on];
  simulation.add([]);
  grow(simulation, platform, (node) => !isLost(platform.nodes[node] as SimNode));
  const added = [...simulation.cluster.on].flatMap((isOn, node) => (isOn === 1 && left[node] === 0 ? [node] : []));
  const sure = sureNodes(platform);
  const demands = sims.map((_, owner) => simulation.demandOf(owner));
  return {
    lost,
    added,
    network: 'zone' in lost ? networkLosses(nodes.view, lost.zone, world.artifacts) : [],
    unknown: platform.unknown,
    workloads: sims.map((sim, owner): WorkloadOutage => {
      const count = (of: readonly Counted[]): number => of[owner]?.scheduled ?? 0;
      const after = simulation.counted(owner);
      const guaranteeOf = (pods: number): Guarantee =>
        guaranteeAfter({
          demand: demands[owner] as Demand,
          tallies: simulation.cluster.talliesOf(demands[owner] as Demand),
          pods,
          nodes: platform.nodes,
          isSure: (node) => sure.has(node),
          isLost,
          others: demands,
        });
      const guarantee = guaranteeOf(count(before));
      const most = replicasOf(workloads[owner] as Workload, world.artifacts)?.max ?? 0;
      const there = most > count(before) ? most - guaranteeOf(most).ready : 0;
      const wanted = sim.kind === 'DaemonSet' ? count(before) : sim.replicas;
      const isDaemon = sim.kind === 'DaemonSet';
      return {
        workload: sim.name,
        wanted,
        before: count(before),
        atOnce: count(atOnce),
        recovered: after.scheduled,
        guaranteed: isDaemon ? count(atOnce) : guarantee.ready,
        ...(most > count(before) ? { afterScaleDown: count(before) - Math.min(count(before), there) } : {}),
        why: [
          ...(count(before) < wanted
            ? [`${wanted - count(before)} of ${wanted} had no place before: ${whyWaiting(simulation, owner)}`]
            : []),
          ...(running[owner] ? [`${running[owner]} of ${count(before)} ran there`] : []),
          ...(after.pending > 0
            ? [
                `${after.pending} ${after.pending === 1 ? 'finds' : 'find'} no place afterwards: ${whyWaiting(simulation, owner)}`,
              ]
            : []),
          ...(isDaemon || guarantee.ready === count(atOnce) ? [] : [guarantee.because]),
          ...(simulation.whyPending(owner).has('volume')
            ? ['a disk of its is there, and can be used nowhere else']
            : []),
        ],
      };
    }),
  };
}

function lostPods({ cluster }: Simulation, owner: number, isLost: (node: SimNode) => boolean): number {
  let count = 0;
  for (const pod of cluster.pods) {
    const node = pod.owner === owner ? cluster.nodeOf(pod) : undefined;
    if (node !== undefined && isLost(cluster.nodes[node] as SimNode)) count += 1;
  }
  return count;
}

/** Whether a node is part of what is lost. Zones are told as people do: `2`, or with the region. */
export function lossOf(lost: Loss, { groups, groupOf, nodes }: PlatformNodes): (node: SimNode) => boolean {
  if ('zone' in lost) {
    return ({ labels }) => labels[ZONE] === lost.zone || labels[ZONE]?.endsWith(`-${lost.zone}`) === true;
  }
  if ('node' in lost) return ({ name }) => name === lost.node;
  const numbers = new Map(nodes.map((node, index) => [node, index]));
  return (node) => groups[groupOf[numbers.get(node) ?? -1] ?? -1]?.group.name === lost.pool;
}
