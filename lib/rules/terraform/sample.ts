import { type Blocks, terraform } from '../../artifact/sample';
import type { RuleExamples } from '../rule';

const FILE = 'cdk.tf.json';

/** A network `shop` with a subnet, and what an example adds or changes. */
export function network(subnet: Readonly<Record<string, unknown>>, more: Blocks = {}, sections: object = {}): string {
  return terraform(
    {
      azurerm_virtual_network: {
        shop: { name: 'shop', location: 'westeurope', resource_group_name: 'shop', address_space: ['10.0.0.0/16'] },
      },
      azurerm_subnet: {
        nodes: {
          name: 'nodes',
          resource_group_name: 'shop',
          virtual_network_name: '${azurerm_virtual_network.shop.name}',
          address_prefixes: ['10.0.0.0/20'],
          ...subnet,
        },
      },
      ...more,
    },
    { ...sections },
  );
}

/** Files without Terraform. */
export const NO_TERRAFORM = { 'shop.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n' };

export function terraformExamples(failing: string, mended: string, unknown?: string): RuleExamples {
  return {
    failing: { [FILE]: failing },
    mended: { [FILE]: mended },
    notApplicable: NO_TERRAFORM,
    ...(unknown === undefined ? {} : { unknown: { [FILE]: unknown } }),
  };
}
