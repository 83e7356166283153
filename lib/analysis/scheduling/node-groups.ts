import type { Artifacts } from '../../artifact/read/artifacts';
import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject, TerraformBlock } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import type { Taint } from '../../core/contracts';
import { clusterOf, type ClusterView } from '../cluster/clusters';
import type { PoolView } from '../cluster/pools';
import { objectIndex } from '../objects';
import { asBody } from '../workload/workloads';

/** Nodes that are alike: a node pool, or virtual nodes. */
export interface NodeGroup {
  readonly name: string;
  /** Block that makes it. */
  readonly block: TerraformBlock;
  /** Where it stands in the block. */
  readonly field: FieldPath;
  /** Undefined for virtual nodes. */
  readonly pool: PoolView | undefined;
  /** True for virtual nodes of a chart, which run nearly all that a pod may say. */
  readonly byChart?: boolean;
  readonly os: 'linux' | 'windows' | Unknown;
  /** Empty where its nodes are in no zone. */
  readonly zones: readonly string[] | Unknown;
  /** Labels of the nodes as far as they are known; the zone is not among them. */
  readonly labels: Readonly<Record<string, string>> | Unknown;
  readonly taints: readonly Taint[] | Unknown;
}

/** What the nodes of a cluster are. */
export interface ClusterNodes {
  readonly view: ClusterView;
  /** Region; undefined where it is not known. */
  readonly location: string | undefined;
  readonly groups: readonly NodeGroup[];
  /** True where nodes of other kinds may come: node auto-provisioning, pools of other files. */
  readonly open: boolean;
}

const cache = new WeakMap<Artifacts, ReadonlyMap<string, ClusterNodes>>();

/** The nodes that an object's pods may land on; undefined where the files don't have its cluster. */
export function nodesFor(object: KubernetesObject, artifacts: Artifacts): ClusterNodes | undefined {
  return object.cluster === undefined ? undefined : clusterNodes(artifacts).get(object.cluster);
}

/** Nodes of every cluster whose block is in the files, by the cluster's name. */
export function clusterNodes(artifacts: Artifacts): ReadonlyMap<string, ClusterNodes> {
  let found = cache.get(artifacts);
  if (!found) {
    found = new Map(
      artifacts.clusters.flatMap(({ name, block }) => {
        const view = clusterOf(artifacts, block);
        return view ? [[name, nodesOf(view, hasOtherVirtualNodes(name, artifacts))] as const] : [];
      }),
    );
    cache.set(artifacts, found);
  }
  return found;
}

/** The region as it stands in node labels: `West Europe` is `westeurope`. */
export function plainLocation(location: string): string {
  return location.toLowerCase().replaceAll(' ', '');
}

/**
 * Whether a chart brings virtual nodes that no block of Terraform shows.
 * microsoft/virtualnodesOnAzureContainerInstances.
 */
function hasOtherVirtualNodes(cluster: string, artifacts: Artifacts): boolean {
  return objectIndex(artifacts)
    .ofKind('HelmRelease')
    .some(({ cluster: at, body }) => {
      const chart = asBody(asBody(asBody(body.spec)?.chart)?.spec)?.chart;
      return at === cluster && chart === 'virtualnode';
    });
}

function nodesOf(view: ClusterView, others: boolean): ClusterNodes {
  const groups = view.pools.map(groupOf);
  const hasVirtualNodes = view.fields.has('aci_connector_linux');
  if (hasVirtualNodes === true) groups.push(virtualNode(view));
  if (others) groups.push(containerInstances(view));
  const provisioning = view.fields.text('node_provisioning_profile', 'mode');
  return {
    view,
    location: view.location === unknown ? undefined : plainLocation(view.location),
    groups,
    open: !view.allPools || hasVirtualNodes === unknown || (provisioning !== undefined && provisioning !== 'Manual'),
  };
}

function groupOf(pool: PoolView): NodeGroup {
  return {
    name: pool.name === unknown ? pool.block.name : pool.name,
    block: pool.block,
    field: pool.at(),
    pool,
    os: pool.os === unknown ? unknown : pool.os === 'Windows' ? 'windows' : 'linux',
    zones: pool.zones,
    labels: pool.labels === unknown ? unknown : withOldNames(pool.labels, pool),
    taints: pool.taints,
  };
}

/** Labels of old names and roles that AKS sets besides. Azure: "Use labels in an AKS cluster". */
function withOldNames(
  labels: Readonly<Record<string, string>>,
  { machine }: PoolView,
): Readonly<Record<string, string>> {
  const all: Record<string, string> = {
    'kubernetes.azure.com/role': 'agent',
    'kubernetes.io/role': 'agent',
    ...labels,
  };
  for (const name of ['os', 'arch']) {
    const value = labels[`kubernetes.io/${name}`];
    if (value !== undefined) all[`beta.kubernetes.io/${name}`] = value;
  }
  const size = labels['node.kubernetes.io/instance-type'];
  if (size !== undefined) all['beta.kubernetes.io/instance-type'] = size;
  if (machine !== unknown && machine.gpus > 0) all['kubernetes.azure.com/accelerator'] = 'nvidia';
  return all;
}

/** Azure: "Create and configure an AKS cluster to use virtual nodes". */
function virtualNode(view: ClusterView): NodeGroup {
  return {
    name: 'virtual nodes',
    block: view.block,
    field: view.at('aci_connector_linux'),
    pool: undefined,
    os: 'linux',
    zones: [],
    labels: {
      type: 'virtual-kubelet',
      'kubernetes.io/os': 'linux',
      'beta.kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'kubernetes.io/role': 'agent',
      'kubernetes.azure.com/role': 'agent',
    },
    taints: [{ key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule' }],
  };
}

/** microsoft/virtualnodesOnAzureContainerInstances: "Deploy your first pod to a virtual node". */
function containerInstances(view: ClusterView): NodeGroup {
  return {
    name: 'virtual nodes on Azure Container Instances',
    block: view.block,
    field: [],
    pool: undefined,
    byChart: true,
    os: 'linux',
    zones: [],
    labels: { virtualization: 'virtualnode2', 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' },
    taints: [{ key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule' }],
  };
}
