import { cluster, pool, registry, subnet, vault, vaultGrant } from '../places';
import { addBlock, block, type Fault } from '../vocabulary';

const gateway = subnet('gateway');
const apps = pool('apps_1');
const NOWHERE = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers';
const count = (items: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: items }, (_, index) => [`tag-${index}`, 'value']));

/** Expressions, references, ids and declarations: what Terraform reads before it asks its provider. */
export const EXPRESSIONS: readonly Fault[] = [
  [
    'an expression is never closed',
    gateway.set('virtual_network_name', '${azurerm_virtual_network.network.name'),
    'terraform/expression-malformed',
  ],
  ['a call is never closed', vault.set('name', '${lower("SECRETS"}'), 'terraform/expression-malformed'],
  ['an expression says nothing', vault.set('tags.owner', '${}'), 'terraform/expression-malformed'],
  [
    'a text within an expression is never closed',
    vault.set('tags.owner', '${lower("shop)}'),
    'terraform/expression-malformed',
  ],
  [
    'a list is closed by another bracket',
    vault.set('tags.owner', '${join(",", ["a", "b")])}'),
    'terraform/expression-malformed',
  ],
  ['a function is none of Terraform', vault.set('name', '${lowercase("SECRETS")}'), 'terraform/unknown-function'],
  ['a function is misspelt', vault.set('tags.owner', '${jsonencod({ team = "shop" })}'), 'terraform/unknown-function'],
  [
    'a function within a text is misspelt',
    vault.set('tags.owner', 'team-${join("-", ["${uppr("a")}", "b"])}'),
    'terraform/unknown-function',
  ],
  ['a block refers to itself', vault.set('tags.place', '${azurerm_key_vault.vault.location}'), 'terraform/cycle'],
  ['a block depends on itself', vault.append('depends_on', 'azurerm_key_vault.vault'), 'terraform/cycle'],
  [
    'two blocks need each other',
    vault.append('depends_on', 'azurerm_monitor_diagnostic_setting.vault_audit'),
    'terraform/cycle',
  ],
  [
    'the identity of the cluster is tagged with its cluster',
    block('azurerm_user_assigned_identity.aks_identity').set('tags.cluster', '${azurerm_kubernetes_cluster.aks.name}'),
    'terraform/cycle',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'two local values need each other',
    addBlock('locals', { one: '${local.other}', other: '${local.one}' }),
    'terraform/cycle',
    'local.one',
  ],
  [
    'one network is taken for a list',
    gateway.set('virtual_network_name', '${azurerm_virtual_network.network[0].name}'),
    'terraform/instance-key',
  ],
  [
    'a counted registry is taken for one',
    registry.set('count', 1),
    'terraform/instance-key',
    'azurerm_role_assignment.aks_pull-tailwindtradersprod',
  ],
  [
    'a dependency is written as an expression',
    cluster.append('depends_on', '${azurerm_subnet.network_gateway}'),
    'terraform/meta-argument',
  ],
  [
    'a dependency names an attribute',
    cluster.append('depends_on', 'azurerm_subnet.network_gateway.id'),
    'terraform/meta-argument',
  ],
  [
    'a dependency is the name that Azure has',
    cluster.append('depends_on', 'network_gateway'),
    'terraform/meta-argument',
  ],
  ['dependencies are a text', cluster.set('depends_on', 'azurerm_subnet.network_gateway'), 'terraform/meta-argument'],
  ['what is ignored is a text', apps.set('lifecycle.ignore_changes', 'node_count'), 'terraform/meta-argument'],
  ['what is ignored is misspelt', apps.set('lifecycle.ignore_changes', ['nodes_count']), 'schema/reference'],
  [
    'what is ignored is written as an expression',
    apps.set('lifecycle.ignore_changes', ['${node_count}']),
    'schema/reference',
  ],
  [
    'a setting of the lifecycle is misspelt',
    apps.rename('lifecycle.ignore_changes', 'ignore_change'),
    'schema/unknown-field',
  ],
  ['a registry is made for each of a list', registry.set('for_each', ['a', 'b']), 'terraform/meta-argument'],
  ['a vault is named by what it is not made for', vault.set('name', '${each.key}'), 'terraform/meta-argument'],
  ['a vault is numbered and not counted', vault.set('name', 'secrets-${count.index}'), 'terraform/meta-argument'],
  [
    'a vault is made in a subscription that is not configured',
    vault.set('provider', 'azurerm.hub'),
    'terraform/meta-argument',
  ],
  [
    'a pool names its subnet',
    apps.set('vnet_subnet_id', '${azurerm_subnet.network_aks-nodes.name}'),
    'terraform/wrong-id',
  ],
  [
    'a pool is in a network instead of its subnet',
    apps.set('vnet_subnet_id', '${azurerm_virtual_network.network.id}'),
    'terraform/wrong-id',
  ],
  [
    'a pool names its cluster',
    apps.set('kubernetes_cluster_id', '${azurerm_kubernetes_cluster.aks.name}'),
    'terraform/wrong-id',
  ],
  [
    'a subnet has the id of its network for a name',
    gateway.set('virtual_network_name', '${azurerm_virtual_network.network.id}'),
    'terraform/wrong-id',
  ],
  [
    'a vault has the id of its group for a name',
    vault.set('resource_group_name', '${azurerm_resource_group.resource-group.id}'),
    'terraform/wrong-id',
  ],
  [
    'logs go to the GUID of their workspace',
    cluster.set(
      'oms_agent.log_analytics_workspace_id',
      '${azurerm_log_analytics_workspace.aks_logs_workspace.workspace_id}',
    ),
    'terraform/wrong-id',
  ],
  [
    'the cluster has the principal of its identity',
    cluster.set('identity.identity_ids', ['${azurerm_user_assigned_identity.aks_identity.principal_id}']),
    'terraform/wrong-id',
  ],
  [
    'a role goes to the id of an identity',
    vaultGrant('cart').set('principal_id', '${azurerm_user_assigned_identity.cart-identity.id}'),
    'terraform/wrong-id',
  ],
  [
    'a role goes to the client of an identity',
    vaultGrant('cart').set('principal_id', '${azurerm_user_assigned_identity.cart-identity.client_id}'),
    'terraform/wrong-id',
  ],
  [
    'a role is on the address of a vault',
    vaultGrant('cart').set('scope', '${azurerm_key_vault.vault.vault_uri}'),
    'terraform/wrong-id',
  ],
  [
    'an id leads to the network',
    apps.set('vnet_subnet_id', `${NOWHERE}/Microsoft.Network/virtualNetworks/shop`),
    'terraform/wrong-id',
  ],
  [
    'an id is spelt in small letters',
    apps.set('vnet_subnet_id', `${NOWHERE.toLowerCase()}/Microsoft.Network/virtualNetworks/shop/subnets/nodes`),
    'terraform/wrong-id',
  ],
  [
    'an id begins without a slash',
    apps.set('vnet_subnet_id', `${NOWHERE.slice(1)}/Microsoft.Network/virtualNetworks/shop/subnets/nodes`),
    'terraform/wrong-id',
  ],
  ['a workspace is named', cluster.set('oms_agent.log_analytics_workspace_id', 'shop-logs'), 'terraform/wrong-id'],
  [
    'a group of administrators is named',
    cluster.set('azure_active_directory_role_based_access_control.admin_group_object_ids', ['platform-team']),
    'terraform/not-a-guid',
  ],
  ['a tenant is its domain', vault.set('tenant_id', 'contoso.onmicrosoft.com'), 'terraform/not-a-guid'],
  ['a role goes to a name', vaultGrant('cart').set('principal_id', 'cart'), 'terraform/not-a-guid'],
  ['a vault is declared under two names', vault.copy((copy) => copy), 'terraform/declared-twice'],
  ['a grant is given twice', vaultGrant('cart').copy((copy) => copy), 'terraform/declared-twice'],
  [
    'a network is declared under two names',
    block('azurerm_virtual_network.network').copy((copy) => copy),
    'terraform/declared-twice',
  ],
  ['the region is misspelt', cluster.set('location', 'westeuropa'), 'terraform/unknown-region'],
  ['the region has a hyphen', vault.set('location', 'west-europe'), 'terraform/unknown-region'],
  ['the region is written as people say it', registry.set('location', 'West Europ'), 'terraform/unknown-region'],
  ['a resource has more tags than Azure takes', vault.set('tags', count(51)), 'terraform/tags'],
  ['a tag is too long', vault.set('tags.application', 'x'.repeat(257)), 'terraform/tags'],
  ['the name of a tag is a path', vault.set('tags', { 'team/shop': 'yes' }), 'terraform/tags'],
  ['a variable is never used', addBlock('variable.region', { type: 'string' }), 'terraform/unused', 'var.region'],
  ['a local value is never used', addBlock('locals', { region: 'westeurope' }), 'terraform/unused', 'local.region'],
  [
    'a variable is of a type that is none',
    block('variable.aks_windows_admin_password').set('type', 'strng'),
    'terraform/declaration',
    'var.aks_windows_admin_password',
  ],
  [
    'a number has a text by default',
    addBlock('variable.nodes', { type: 'number', default: 'three' }),
    'terraform/declaration',
    'var.nodes',
  ],
  ['an output has no value', addBlock('output.PLACE', { description: 'where it is' }), 'terraform/declaration'],
  [
    'an output shows a sensitive variable',
    addBlock('output.PASSWORD', { value: '${var.aks_windows_admin_password}' }),
    'terraform/declaration',
  ],
  [
    'nobody configures the provider',
    block('provider').remove('azurerm'),
    'terraform/provider-not-configured',
    'data.azurerm_client_config.client',
  ],
];
