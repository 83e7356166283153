import { cluster, pool, registry, vault } from '../places';
import { addBlock, block, type Fault, typed } from '../vocabulary';
import { TERRAFORM } from '../output';

/** What Terraform itself and its provider refuse: names, types, references, blocks and versions. */
export const TERRAFORM_FAULTS: readonly Fault[] = [
  ['an argument of the cluster is misspelt', cluster.rename('dns_prefix', 'dnsprefix'), 'schema/unknown-field'],
  [
    'an argument of a block of the cluster is misspelt',
    cluster.rename('network_profile.network_plugin', 'network_pluggin'),
    'schema/unknown-field',
  ],
  [
    'a block of the cluster is misspelt',
    cluster.rename('default_node_pool', 'default_nodepool'),
    'schema/unknown-field',
  ],
  ['a required argument is missing', registry.remove('location'), 'schema/required'],
  ['the resource group of the vault is missing', vault.remove('resource_group_name'), 'schema/required'],
  ['a flag is a text', cluster.set('oidc_issuer_enabled', 'yes'), 'schema/type'],
  ['a number is a text', pool('apps_1').set('max_count', 'three'), 'schema/type'],
  ['a list is a text', pool('apps_1').set('zones', '1'), 'schema/type'],
  ['a map is a list', vault.set('tags', ['application']), 'schema/type'],
  ['a block is a text', cluster.set('identity', 'UserAssigned'), 'schema/type'],
  ['a value that Azure makes is written out', cluster.set('fqdn', 'tailwind.azmk8s.io'), 'schema/read-only'],
  [
    'a resource is misspelt',
    block('azurerm_subnet.network_gateway').set('virtual_network_name', '${azurerm_virtual_network.netwrok.name}'),
    'schema/reference',
  ],
  [
    'an attribute is misspelt',
    block('azurerm_subnet.network_gateway').set('resource_group_name', '${azurerm_resource_group.resource-group.nam}'),
    'schema/reference',
  ],
  [
    'a type of resource is misspelt',
    block('azurerm_subnet.network_gateway').set('virtual_network_name', '${azurerm_virtual_netwrok.network.name}'),
    'schema/reference',
  ],
  ['a variable is not there', cluster.set('kubernetes_version', '${var.kubernetes_version}'), 'schema/reference'],
  ['a local value is not there', cluster.set('location', '${local.location}'), 'schema/reference'],
  [
    'a data source is not there',
    vault.set('tenant_id', '${data.azurerm_client_config.current.tenant_id}'),
    'schema/reference',
  ],
  ['a dependency is not there', cluster.append('depends_on', 'azurerm_subnet.nodes'), 'schema/reference'],
  ['a resource of a type that is none', addBlock('azurerm_kubernetes.aks', { name: 'aks' }), 'schema/unknown-kind'],
  [
    'a resource is made for each and counted',
    registry.merge('', { count: 1, for_each: { a: 'b' } }),
    'schema/conflict',
  ],
  ['the provider has no features', block('provider.azurerm').set('', [{}]), 'schema/required', 'provider.azurerm'],
  [
    'a feature of the provider is misspelt',
    block('provider.azurerm').set('[0].features[0].keyvault', []),
    'schema/unknown-field',
    'provider.azurerm',
  ],
  [
    'the provider was brought to its next major version',
    block('terraform.required_providers').set('azurerm.version', '~> 5.2'),
    'schema/unknown-field',
    'azurerm_container_registry.registry',
  ],
  ['a tag is a list', vault.set('tags.application', ['tailwind']), 'schema/type'],
  [
    'a resource stands twice',
    typed(TERRAFORM, '"azurerm_key_vault": {', '"azurerm_key_vault": {},\n"azurerm_key_vault": {'),
    'read/duplicate-key',
  ],
];
