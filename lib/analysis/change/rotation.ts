import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { unknown } from '../../artifact/read/values';
import { poolDemand, subnetDemand } from '../address/demand';
import { clustersOf, type ClusterView } from '../cluster/clusters';
import type { PoolView } from '../cluster/pools';
import type { Rotation } from './change';

/** What the rotation of a pool takes: its nodes are made a second time before the first are taken away. */
export function rotationOf(block: TerraformBlock, artifacts: Artifacts): Rotation {
  const found = poolOf(block, artifacts);
  if (!found) return { pool: block.name };
  const { pool, cluster } = found;
  const demand = poolDemand(pool, cluster);
  const subnet = typeof pool.subnet === 'object' ? pool.subnet.address : undefined;
  const name = typeof pool.name === 'string' && pool.name !== '' ? pool.name : block.name;
  if (demand === unknown) return { pool: name, ...(typeof pool.max === 'number' ? { nodes: pool.max } : {}), subnet };
  const addresses = subnetDemand([{ ...demand, surge: 0 }], cluster.network.model);
  return { pool: name, nodes: demand.nodes, addresses, subnet };
}

function poolOf(
  block: TerraformBlock,
  artifacts: Artifacts,
): { readonly pool: PoolView; readonly cluster: ClusterView } | undefined {
  for (const cluster of clustersOf(artifacts)) {
    const pool = cluster.pools.find((one) => one.block === block && (one.isDefault || block !== cluster.block));
    if (pool) return { pool, cluster };
  }
  return undefined;
}

/** `up to 30 nodes of pool 'apps' move to a temporary pool and back, which takes 930 addresses of azurerm_subnet.apps` */
export function rotationNote({ pool, nodes, addresses, subnet }: Rotation): string {
  const moving =
    nodes === undefined ? `the nodes of pool '${pool}' move` : `up to ${nodes} nodes of pool '${pool}' move`;
  const room =
    addresses === undefined ? '' : `, which takes ${addresses} further addresses${subnet ? ` of ${subnet}` : ''}`;
  return `${moving} to a temporary pool and back${room}`;
}
