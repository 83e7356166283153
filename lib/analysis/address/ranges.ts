import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { Cidr } from '../../core/cidr';
import { resources } from '../cluster/blocks';
import { Fields } from '../cluster/fields';
import { targetOf } from '../identity/identities';

/** IPv4 ranges of a list; what is none (IPv6, a slip) is another rule's. */
export function parseRanges(texts: readonly string[]): readonly Cidr[] {
  return texts.flatMap((text) => parseRange(text) ?? []);
}

export function parseRange(text: unknown): Cidr | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return Cidr.parse(text);
  } catch {
    return undefined;
  }
}

/** Ranges of a subnet. */
export function subnetRanges(block: TerraformBlock): readonly Cidr[] | Unknown {
  const texts = new Fields(block.arguments, block.body).texts('address_prefixes');
  return texts === unknown ? unknown : parseRanges(texts ?? []);
}

/** Address space of a network. */
export function networkSpace(block: TerraformBlock): readonly Cidr[] | Unknown {
  const texts = new Fields(block.arguments, block.body).texts('address_space');
  return texts === unknown ? unknown : parseRanges(texts ?? []);
}

/** The network that a subnet lies in, where the files have it. */
export function networkOf(subnet: TerraformBlock, artifacts: Artifacts): TerraformBlock | undefined {
  const found = targetOf(artifacts, subnet.arguments.virtual_network_name);
  return found?.type === 'azurerm_virtual_network' ? found : undefined;
}

/** The subnets of a network. */
export function subnetsOf(network: TerraformBlock, artifacts: Artifacts): readonly TerraformBlock[] {
  return resources(artifacts, 'azurerm_subnet').filter((subnet) => networkOf(subnet, artifacts) === network);
}
