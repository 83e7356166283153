import { unknown } from '../../artifact/read/values';
import type { KubernetesObject } from '../../artifact/read/model';
import { allowedDisruptions, budgetsByWorkload } from '../scaling/budgets';
import type { SimPod } from '../scheduler/state';
import { grow } from './grow';
import type { Placed } from './outage';

/** What an upgrade of a pool does to one workload while its nodes are drained one after the other. */
export interface WorkloadDrain {
  readonly workload: string;
  readonly before: number;
  /** The fewest pods that were ready at a time. */
  readonly fewest: number;
  readonly after: number;
  readonly why: readonly string[];
}

export interface Drain {
  readonly pool: string;
  /** Nodes that could not be emptied: the upgrade stops at the first of them. */
  readonly blocked: readonly { readonly node: string; readonly workload: string; readonly budget: string }[];
  /** Nodes that come first, to make room. */
  readonly surge: number;
  readonly workloads: readonly WorkloadDrain[];
  readonly unknown: readonly string[];
}

/**
 * Empties the nodes of a pool one by one, as an upgrade does: extra nodes come first, pods are evicted as far as their budgets
 * allow, and each eviction waits for what was evicted before. Azure: "Upgrade an AKS cluster", node surge and drain.
 */
export function drainOf({ platform, sims, simulation, workloads, world }: Placed, pool: string): Drain {
  const group = platform.groups.find((one) => one.group.name === pool);
  const counted = sims.map((_, owner) => simulation.counted(owner).scheduled);
  const fewest = [...counted];
  const blocked: Drain['blocked'][number][] = [];
  const budgets = budgetsByWorkload(world);
  const nodes = (group?.nodes ?? []).filter((node) => simulation.cluster.on[node] === 1);
  const spare = (group?.nodes ?? []).filter((node) => simulation.cluster.on[node] === 0);
  const surge = Math.min(
    surgeOf(group?.group.pool?.fields.text('upgrade_settings', 'max_surge'), nodes.length),
    spare.length,
  );
  simulation.add(spare.slice(0, surge));
  for (const node of nodes) {
    const stuck = emptied(node);
    if (stuck) {
      blocked.push(stuck);
      break;
    }
  }
  return {
    pool,
    blocked,
    surge,
    unknown: platform.unknown,
    workloads: sims.map(({ name }, owner) => {
      const before = counted[owner] ?? 0;
      const after = simulation.counted(owner).scheduled;
      return {
        workload: name,
        before,
        fewest: fewest[owner] ?? 0,
        after,
        why: [
          ...blocked.filter(({ workload }) => workload === name).map(({ budget }) => `${budget} lets no pod of it go`),
          ...(after < before ? [`${before - after} find no place`] : []),
        ],
      };
    }),
  };

  /** Evicts what runs on a node, and takes the node away. Returns what stops it. */
  function emptied(node: number): Drain['blocked'][number] | undefined {
    const { cluster } = simulation;
    const name = cluster.nodes[node]?.name ?? '';
    const daemons = (pod: SimPod): boolean => pod.pinned !== undefined;
    simulation.cordon(node);
    for (let rounds = cluster.podsOn(node).length; rounds > 0; rounds -= 1) {
      const pods = cluster.podsOn(node).filter((pod) => !daemons(pod));
      if (pods.length === 0) break;
      const free = pods.find((pod) => mayGo(pod));
      if (!free) {
        const [pod] = pods as [SimPod];
        const budget = budgetOf(pod);
        return {
          node: name,
          workload: sims[pod.owner]?.name ?? '',
          budget: budget ? `PodDisruptionBudget ${budget.name}` : '',
        };
      }
      // It is away until the new one runs.
      fewest[free.owner] = Math.min(fewest[free.owner] ?? 0, simulation.counted(free.owner).scheduled - 1);
      simulation.evict(free);
      grow(simulation, platform, (one) => one !== node);
      note();
    }
    simulation.lose((one) => one.name === name);
    note();
    return undefined;
  }

  function mayGo(pod: SimPod): boolean {
    const budget = budgetOf(pod);
    if (!budget) return true;
    const { scheduled } = simulation.counted(pod.owner);
    const wanted = sims[pod.owner]?.replicas ?? 0;
    return (allowedDisruptions(budget, wanted) ?? wanted) - (wanted - scheduled) > 0;
  }

  function budgetOf(pod: SimPod): KubernetesObject | undefined {
    const workload = workloads[pod.owner];
    return workload && budgets.get(workload);
  }

  function note(): void {
    sims.forEach((_, owner) => {
      fewest[owner] = Math.min(fewest[owner] ?? 0, simulation.counted(owner).scheduled);
    });
  }
}

/** `33%` or a number; one node where nothing is written, as AKS has it. */
function surgeOf(text: unknown, nodes: number): number {
  if (text === unknown || typeof text !== 'string') return 1;
  const percent = /^(\d+)%$/.exec(text)?.[1];
  return percent === undefined ? Number(text) || 1 : Math.ceil((Number(percent) * nodes) / 100);
}
