import { isMissing, resources } from '../../analysis/cluster/blocks';
import { Fields, isSame } from '../../analysis/cluster/fields';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { Reference } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { terraform } from '../sample';
import { resourceExamples } from '../cluster/examples';
import { eachBlock } from '../cluster/judge';

const REGISTRY = {
  name: 'contoso',
  sku: 'Premium',
  location: 'westeurope',
  resource_group_name: 'shop',
  public_network_access_enabled: false,
};

/** A door that is closed for everybody. */
export const closedWithoutEndpoint: Rule = {
  id: 'registry/closed-without-endpoint',
  severity: 'warning',
  what: 'is closed to the internet and has no private endpoint in these files',
  why: 'no node can pull an image',
  fix: "Add azurerm_private_endpoint for the subresource 'registry' in the network of the cluster, or in one that is peered with it",
  sources: [
    'Azure: Connect privately to an Azure container registry using Azure Private Link',
    'Azure: Create a private AKS cluster',
  ],
  facts: ['API23'],
  examples: {
    ...resourceExamples('azurerm_container_registry', REGISTRY, {}, {}),
    mended: {
      'cdk.tf.json': terraform({
        azurerm_container_registry: { shop: REGISTRY },
        azurerm_private_endpoint: {
          registry: {
            name: 'registry',
            location: 'westeurope',
            resource_group_name: 'shop',
            subnet_id: '${azurerm_subnet.nodes.id}',
            private_service_connection: {
              name: 'registry',
              is_manual_connection: false,
              private_connection_resource_id: '${azurerm_container_registry.shop.id}',
              subresource_names: ['registry'],
            },
          },
        },
      }),
    },
  },
  check: eachBlock('azurerm_container_registry', (fields, block, { artifacts }) => ({
    applies: isSame(fields.flag('public_network_access_enabled'), false),
    wrong: isMissing(artifacts, block, hasEndpoint(artifacts, block)),
    because: 'part of its module could not be read',
    at: fields.path('public_network_access_enabled'),
  })),
};

function hasEndpoint(artifacts: Artifacts, { address, module }: TerraformBlock): boolean {
  return resources(artifacts, 'azurerm_private_endpoint').some((endpoint) => {
    const fields = new Fields(endpoint.arguments, endpoint.body);
    const id = fields.raw('private_service_connection', 'private_connection_resource_id');
    return id instanceof Reference && id.address === address && id.module === module;
  });
}
