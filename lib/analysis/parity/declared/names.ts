import type { Field } from './field';

/** Arguments that hold the name of the resource itself or of another one, beside `name`. */
const ARGUMENTS = new Set([
  'account_name',
  'cluster_name',
  'computer_name',
  'computer_name_prefix',
  'custom_subdomain_name',
  'display_name',
  'dns_name_label',
  'dns_prefix',
  'dns_prefix_private_cluster',
  'domain_name_label',
  'friendly_name',
  'key_vault_name',
  'namespace_name',
  'node_resource_group',
  'registry_name',
  'resource_group_name',
  'server_name',
  'storage_account_name',
  'temporary_name_for_rotation',
  'virtual_network_name',
  'workspace_name',
]);

/** Types whose name says what they are: a setting of a server, a provider of Azure, a zone of private links. */
const TELLING =
  /_configuration$|^azurerm_(resource_provider_registration|app_configuration_\w+|private_dns_zone|kubernetes_cluster_extension)$/;
const OWN_NAME = /^azurerm_kubernetes_flux_configuration$/;

/** Blocks that stand alone, and whose name is as free as that of the resource. */
const NAMED_BLOCKS = new Set([
  'default_node_pool',
  'ip_configuration',
  'private_service_connection',
  'private_dns_zone_group',
]);

/** Whether a field holds the name of a thing, which each environment may choose. */
export function isNameField({ tool, type, names }: Field): boolean {
  const [first = '', second = ''] = names;
  if (tool === 'kubernetes') return first === 'metadata' && ['name', 'namespace', 'generateName'].includes(second);
  if (ARGUMENTS.has(names.at(-1) ?? '')) return true;
  if (names.length === 2 && second === 'name') return NAMED_BLOCKS.has(first);
  return names.length === 1 && first === 'name' && hasFreeName(type);
}

/** Whether a resource may have whatever name. */
export function hasFreeName(type: string): boolean {
  return OWN_NAME.test(type) || !TELLING.test(type);
}
