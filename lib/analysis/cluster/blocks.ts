import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock, TerraformModule } from '../../artifact/read/model';
import { Reference, unknown, type Unknown, type Value } from '../../artifact/read/values';

interface BlockIndex {
  readonly byType: ReadonlyMap<string, readonly TerraformBlock[]>;
  readonly byAddress: ReadonlyMap<string, TerraformBlock>;
  readonly modules: ReadonlyMap<string, TerraformModule>;
}

const indexes = new WeakMap<Artifacts, BlockIndex>();

/** Resources of a type, without data sources. */
export function resources(artifacts: Artifacts, type: string): readonly TerraformBlock[] {
  return indexOf(artifacts).byType.get(type) ?? [];
}

/** The block that a reference leads to. */
export function blockOf(artifacts: Artifacts, reference: Reference): TerraformBlock | undefined {
  return indexOf(artifacts).byAddress.get(`${reference.module}\n${reference.address}`);
}

/** The block that an argument names: undefined where it is not set, unknown where the files don't have it. */
export function blockBehind(artifacts: Artifacts, value: Value | undefined): TerraformBlock | undefined | Unknown {
  if (value === undefined || value === null) return undefined;
  if (!(value instanceof Reference)) return unknown;
  // An argument that itself is a reference is followed to where it ends: a subnet's `virtual_network_name`.
  return blockOf(artifacts, value) ?? unknown;
}

/** Whether all of a block's module could be read: if not, what seems to be missing may be there. */
export function isComplete(artifacts: Artifacts, block: TerraformBlock): boolean {
  return indexOf(artifacts).modules.get(block.module)?.complete ?? false;
}

/** Whether something that belongs to a block is not there; unknown where part of the module could not be read. */
export function isMissing(artifacts: Artifacts, block: TerraformBlock, found: boolean | Unknown): boolean | Unknown {
  if (found === true) return false;
  return found === unknown || !isComplete(artifacts, block) ? unknown : true;
}

function indexOf(artifacts: Artifacts): BlockIndex {
  const found = indexes.get(artifacts);
  if (found) return found;
  const byType = new Map<string, TerraformBlock[]>();
  const byAddress = new Map<string, TerraformBlock>();
  for (const block of artifacts.modules.flatMap(({ blocks }) => blocks)) {
    const key = `${block.module}\n${block.address}`;
    if (!byAddress.has(key)) byAddress.set(key, block);
    if (block.mode !== 'resource') continue;
    const alike = byType.get(block.type);
    if (alike) alike.push(block);
    else byType.set(block.type, [block]);
  }
  const modules = new Map(artifacts.modules.map((module) => [module.folder, module] as const));
  const index = { byType, byAddress, modules };
  indexes.set(artifacts, index);
  return index;
}
