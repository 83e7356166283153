import { vmSize } from '../../../core/vm-sizes';
import { quantityOf } from '../../scheduling/requests';
import type { Leaf } from '../compare';
import type { Field } from './field';

/** Arguments that say how many or how large. */
const ARGUMENTS = new Set([
  'capacity',
  'core_count',
  'cores',
  'cpu',
  'daily_data_cap_in_gb',
  'daily_quota_gb',
  'data_disk_size_gb',
  'disk_iops_read_only',
  'disk_iops_read_write',
  'disk_mbps_read_only',
  'disk_mbps_read_write',
  'disk_quota_mb',
  'disk_size_gb',
  'disk_size_in_gb',
  'elastic_instance_minimum',
  'instance_count',
  'instances',
  'iops',
  'managed_outbound_ip_count',
  'managed_outbound_ipv6_count',
  'max_capacity',
  'max_count',
  'max_node_count',
  'max_replicas',
  'max_size_gb',
  'max_size_bytes',
  'max_throughput',
  'maximum',
  'maximum_count',
  'maximum_elastic_worker_count',
  'maximum_instance_count',
  'maximum_instances',
  'maximum_throughput_units',
  'memory',
  'min_capacity',
  'min_count',
  'min_node_count',
  'min_replicas',
  'minimum',
  'minimum_count',
  'minimum_instances',
  'node_count',
  'os_disk_size_gb',
  'partition_count',
  'quota',
  'quota_in_gb',
  'replica_count',
  'replicas_per_master',
  'replicas_per_primary',
  'scale_units',
  'shard_count',
  'size_gb',
  'size_in_gb',
  'storage_mb',
  'storage_quota_in_gb',
  'storage_size_in_gb',
  'target_worker_count',
  'throughput',
  'vcores',
  'worker_count',
  'zone_balancing_count',
]);

/** Arguments that take the name of a machine's size. */
const MACHINES = new Set(['vm_size', 'size', 'virtual_machine_size', 'node_size', 'target_vm_size']);

/** Arguments that hold a tier, some with a size behind it: `S1`, `GP_Standard_D4s_v3`. */
const TIERS = new Set(['sku', 'sku_name', 'sku_size', 'compute_tier', 'storage_tier', 'performance_level']);

/** Fields of objects that say how many or how large. */
const FIELDS = new Set([
  'completions',
  'desiredReplicas',
  'idleReplicaCount',
  'maxReplicaCount',
  'maxReplicas',
  'minReplicaCount',
  'minReplicas',
  'parallelism',
  'replicaCount',
  'replicas',
  'sizeLimit',
  'storage',
  'storageSize',
]);

/** Fields that hold amounts by the name of a resource. */
const AMOUNTS = new Set([
  'capacity',
  'default',
  'defaultRequest',
  'hard',
  'limits',
  'max',
  'maxAllowed',
  'min',
  'minAllowed',
  'requests',
]);

const RESOURCE = /^(cpu|memory|storage|ephemeral-storage|pods|hugepages-\w+|[a-z0-9.-]+\/[\w.-]+)$/;

/** Sizes that have a default, or are the business of an autoscaler, where they are left out. */
const OPTIONAL = new Set(['node_count', 'replicas', 'minReplicas', 'minReplicaCount', 'idleReplicaCount']);

/** Whether two values differ in size alone. */
export function isSize({ a, b }: Leaf, field: Field): boolean {
  const name = field.names.at(-1) ?? '';
  if (a === undefined || b === undefined) return OPTIONAL.has(name) && isAmount(a ?? b);
  if (field.tool === 'kubernetes') return isSizeField(field) && isAmount(a) && isAmount(b);
  if (ARGUMENTS.has(name)) return isAmount(a) && isAmount(b);
  if (typeof a !== 'string' || typeof b !== 'string') return false;
  if (MACHINES.has(name)) return !areOtherMachines(a, b);
  return TIERS.has(name) && tierOf(a) === tierOf(b);
}

function isSizeField({ names, type }: Field): boolean {
  const [name = '', parent = ''] = [...names].reverse();
  if (FIELDS.has(name) || (type === 'ResourceQuota' && parent === 'hard')) return true;
  return AMOUNTS.has(parent) && RESOURCE.test(name);
}

function isAmount(value: unknown): boolean {
  return quantityOf(value) !== undefined;
}

/** Another processor takes other images, and a graphics card is no matter of size. */
function areOtherMachines(a: string, b: string): boolean {
  const [left, right] = [vmSize(a), vmSize(b)];
  if (!left || !right) return false;
  return left.architecture !== right.architecture || left.gpus > 0 !== right.gpus > 0;
}

/** A tier without the size that stands in it; a generation (`_v2`) is none. */
function tierOf(sku: string): string {
  const database = /^(B|GP|MO)_Standard_/.exec(sku)?.[1];
  return database ?? sku.replace(/(?<![vV\d])\d+/g, '#');
}
