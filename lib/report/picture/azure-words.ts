import type { PoolView } from '../../analysis/cluster/pools';
import type { TerraformBlock } from '../../artifact/read/model';
import { textOf, unknown, type Unknown } from '../../artifact/read/values';

/** `azurerm_user_assigned_identity` as people say it: `User assigned identity`. */
export function typeText(type: string): string {
  const words = type.replace(/^[a-z0-9]+_/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The name in Azure where the files tell it, else that of the block. */
export function nameOfBlock(block: TerraformBlock): string {
  return textOf(block.arguments.name) ?? block.name;
}

/** `3`, `3–30`, `?` */
export function countText(min: number | Unknown, max: number | Unknown): string {
  const print = (count: number | Unknown): string => (count === unknown ? '?' : String(count));
  return min === max ? print(min) : `${print(min)}–${print(max)}`;
}

export function poolName({ name, block }: PoolView): string {
  return name === unknown ? block.name : name;
}

/** `zones 1, 2, 3`; `no zone` */
export function zonesText(zones: PoolView['zones']): string {
  if (zones === unknown) return 'zones not told';
  if (zones.length === 0) return 'no zone';
  return `${zones.length === 1 ? 'zone' : 'zones'} ${zones.join(', ')}`;
}

/** `3–30 × Standard_D8ds_v5` */
export function nodesText(pool: PoolView): string {
  const size = typeof pool.vmSize === 'string' ? pool.vmSize : 'size not told';
  return `${countText(pool.min, pool.max)} × ${size}`;
}
