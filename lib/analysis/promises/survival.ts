import type { SurvivalRecord } from '../../core/promises';
import type { Artifacts } from '../../artifact/read/artifacts';
import { replicasOf } from '../scaling/scalers';
import { AKS_DEFAULTS, type Demand } from '../scheduler/demand';
import { HOSTNAME, type SimNode, ZONE } from '../scheduler/node';
import { ClusterState } from '../scheduler/state';
import { simWorkloadOf } from '../scheduler/workloads';
import { clusterNodes } from '../scheduling/node-groups';
import type { Workload } from '../workload/workloads';
import type { World } from '../world';
import { guaranteeAfter } from '../zones/guarantee';
import { platformNodes, type PlatformNodes, sureNodes } from '../zones/platform-nodes';

/** What breaks a promise to survive; undefined where that can't be told, and why. */
export type Survival = { readonly broken: readonly string[] } | { readonly notKnown: string };

/**
 * Whether enough of a workload runs right after any zone, or any node, goes dark: at every number of replicas from the fewest
 * to the most, in the worst fresh placement that its constraints allow.
 */
export function brokenSurvival({ loss, percent, atLeast }: SurvivalRecord, workload: Workload, world: World): Survival {
  const { object } = workload;
  const nodes = object.cluster === undefined ? undefined : clusterNodes(world.artifacts).get(object.cluster);
  if (!nodes || nodes.groups.length === 0) return { notKnown: 'the pools of its cluster are not in these files' };
  if (nodes.open) return { notKnown: 'its cluster may have nodes that these files do not tell of' };
  const replicas = replicasOf(workload, world.artifacts);
  if (!replicas) return { notKnown: `a ${object.kind} has no number of replicas` };
  const platform = platformNodes(nodes);
  const demands = demandsBeside(workload, world);
  const [own] = demands as [Demand];
  const tallies = new ClusterState(platform.nodes, [own]).talliesOf(own);
  const sure = sureNodes(platform);
  const broken = lossesOf(loss, platform).flatMap(({ name, isLost }) => {
    for (let pods = Math.max(1, replicas.min); pods <= replicas.max; pods += 1) {
      const { ready, because } = guaranteeAfter({
        demand: own,
        tallies,
        pods,
        nodes: platform.nodes,
        isSure: (node) => sure.has(node),
        isLost,
        others: demands,
      });
      const promised = Math.max(Math.floor((percent * pods) / 100), Math.min(atLeast, pods));
      if (ready < promised)
        return [`keeps ${ready} of ${pods} when ${name} goes dark, and ${promised} are promised: ${because}`];
    }
    return [];
  });
  return { broken };
}

interface NamedLoss {
  readonly name: string;
  readonly isLost: (node: SimNode) => boolean;
}

/** Each zone; or one node of each sort, since the others are like it. */
function lossesOf(loss: SurvivalRecord['loss'], { nodes }: PlatformNodes): readonly NamedLoss[] {
  if (loss === 'zone') {
    const zones = [...new Set(nodes.flatMap(({ labels }) => labels[ZONE] ?? []))].sort();
    return zones.map((zone) => ({ name: `zone ${zone}`, isLost: ({ labels }) => labels[ZONE] === zone }));
  }
  const sorts = new Map(nodes.map((node) => [node.sort, node]));
  return [...sorts.values()].map(({ name, labels }) => ({
    name: `node ${name}`,
    isLost: (node) => node.labels[HOSTNAME] === labels[HOSTNAME],
  }));
}

/** What the workload asks, and then the others of its namespace: a constraint may count their pods too. */
function demandsBeside(workload: Workload, world: World): readonly Demand[] {
  const beside = world.workloads.filter(
    (other) =>
      other !== workload && other.namespace === workload.namespace && other.object.cluster === workload.object.cluster,
  );
  return [workload, ...beside].map((one) => demandIn(one, world.artifacts));
}

function demandIn(workload: Workload, artifacts: Artifacts): Demand {
  return simWorkloadOf(workload, artifacts, { replicas: 1, defaults: AKS_DEFAULTS }).demand(0);
}
