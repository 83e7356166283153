import type { Artifacts } from '../../artifact/read/artifacts';
import type { FieldPath } from '../../artifact/field-path';
import type { TerraformBlock } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { blockBehind, isComplete, resources } from './blocks';
import { Fields, type Maybe, or } from './fields';
import { defaultPool, poolsOfBlock, type PoolView } from './pools';

/** How pods and nodes get their addresses. */
export interface NetworkView {
  /** `azure`, `kubenet`, `none`; unknown also where nothing is written, as Azure's own choice has changed. */
  readonly plugin: Maybe<string>;
  readonly mode: Maybe<string>;
  readonly dataPlane: string | Unknown;
  readonly policy: Maybe<string>;
  readonly outboundType: string | Unknown;
  readonly ipVersions: readonly string[] | Unknown;
  /** What the pods' addresses are: out of a range of their own, the nodes' subnet or a subnet of their own. */
  readonly model: 'overlay' | 'kubenet' | 'none' | 'node-subnet' | 'pod-subnet' | Unknown;
}

/** One AKS cluster, with Azure's defaults filled in; what the files do not tell is unknown. */
export interface ClusterView {
  readonly block: TerraformBlock;
  readonly fields: Fields;
  readonly name: string | Unknown;
  readonly location: string | Unknown;
  /** As written: `1.35` or `1.35.2`. */
  readonly kubernetesVersion: Maybe<string>;
  readonly skuTier: string | Unknown;
  readonly network: NetworkView;
  /** The default pool and every other one that the files have. */
  readonly pools: readonly PoolView[];
  /** False where the files may hold a pool that could not be matched to its cluster. */
  readonly allPools: boolean;
  /** Where a field stands in the block's body. */
  readonly at: (...names: (string | number)[]) => FieldPath;
}

const views = new WeakMap<Artifacts, readonly ClusterView[]>();

/** Every cluster that the files make. Worked out once for each set of artifacts. */
export function clustersOf(artifacts: Artifacts): readonly ClusterView[] {
  let found = views.get(artifacts);
  if (found === undefined) {
    found = resources(artifacts, 'azurerm_kubernetes_cluster').flatMap((block) => clustersOfBlock(artifacts, block));
    views.set(artifacts, found);
  }
  return found;
}

/** Pools whose cluster is not in the files, or not told. */
export function strayPools(artifacts: Artifacts): readonly PoolView[] {
  const blocks = resources(artifacts, 'azurerm_kubernetes_cluster_node_pool').filter(
    (block) => clusterOfPool(artifacts, block) === unknown,
  );
  return blocks.flatMap((block) => poolsOfBlock(artifacts, block));
}

/** The view of a cluster's block; of several instances, the first. */
export function clusterOf(artifacts: Artifacts, block: TerraformBlock | undefined): ClusterView | undefined {
  return clustersOf(artifacts).find((view) => view.block === block);
}

function clustersOfBlock(artifacts: Artifacts, block: TerraformBlock): readonly ClusterView[] {
  const each = block.instances === unknown ? [block] : block.instances;
  return each.map((one) => viewOf(artifacts, block, new Fields(one.arguments, block.body)));
}

function viewOf(artifacts: Artifacts, block: TerraformBlock, fields: Fields): ClusterView {
  const first = defaultPool(artifacts, block, fields);
  const others = resources(artifacts, 'azurerm_kubernetes_cluster_node_pool');
  const owners = others.map((pool) => clusterOfPool(artifacts, pool));
  const own = others.filter((_, index) => owners[index] === block);
  const pools = [...(first === unknown ? [] : first), ...own.flatMap((pool) => poolsOfBlock(artifacts, pool))];
  const isOpen = others.some((pool, index) => owners[index] === unknown && pool.module === block.module);
  return {
    block,
    fields,
    name: or(fields.text('name'), unknown),
    location: or(fields.text('location'), unknown),
    kubernetesVersion: fields.text('kubernetes_version'),
    skuTier: or(fields.text('sku_tier'), 'Free'),
    network: networkOf(fields, pools),
    pools,
    allPools:
      isComplete(artifacts, block) &&
      first !== unknown &&
      !isOpen &&
      own.every(({ instances }) => instances !== unknown),
    at: (...names) => fields.path(...names),
  };
}

function networkOf(fields: Fields, pools: readonly PoolView[]): NetworkView {
  const text = (name: string): Maybe<string> => fields.text('network_profile', name);
  const plugin = text('network_plugin');
  const mode = text('network_plugin_mode');
  return {
    plugin,
    mode,
    dataPlane: or(text('network_data_plane'), 'azure'),
    policy: text('network_policy'),
    outboundType: or(text('outbound_type'), 'loadBalancer'),
    ipVersions: or(fields.texts('network_profile', 'ip_versions'), ['IPv4']),
    model: modelOf(plugin, mode, pools),
  };
}

function modelOf(plugin: Maybe<string>, mode: Maybe<string>, pools: readonly PoolView[]): NetworkView['model'] {
  if (plugin === 'kubenet' || plugin === 'none') return plugin;
  if (plugin !== 'azure' || mode === unknown) return unknown;
  if (mode === 'overlay') return 'overlay';
  const set = pools.map(({ fields }) => fields.has('pod_subnet_id'));
  if (set.includes(true)) return 'pod-subnet';
  return set.includes(unknown) ? unknown : 'node-subnet';
}

/** Block of a pool's cluster; unknown where the files don't tell or don't have it. */
function clusterOfPool(artifacts: Artifacts, pool: TerraformBlock): TerraformBlock | Unknown {
  const block = blockBehind(artifacts, pool.arguments.kubernetes_cluster_id);
  return block !== undefined &&
    block !== unknown &&
    block.type === 'azurerm_kubernetes_cluster' &&
    block.mode === 'resource'
    ? block
    : unknown;
}
