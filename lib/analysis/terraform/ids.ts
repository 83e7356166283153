/** What an argument that holds an id of Azure leads to. */
export interface IdTarget {
  /** Types whose `id` it takes; those that begin with one of them and an underscore have the same id. */
  readonly types: readonly string[];
  /** Type of the resource in its id: `Microsoft.Network/virtualNetworks/subnets`. */
  readonly resource: string;
  /** Texts that it takes besides. */
  readonly words?: readonly string[];
}

const target = (resource: string, ...types: readonly string[]): IdTarget => ({ types, resource });
const SUBNET = target('Microsoft.Network/virtualNetworks/subnets', 'azurerm_subnet');
const NETWORK = target('Microsoft.Network/virtualNetworks', 'azurerm_virtual_network');
const IDENTITY = target('Microsoft.ManagedIdentity/userAssignedIdentities', 'azurerm_user_assigned_identity');
const CLUSTER = target('Microsoft.ContainerService/managedClusters', 'azurerm_kubernetes_cluster');

/** Arguments that mean the same wherever they stand. Terraform: documentation of each resource of azurerm. */
const BY_NAME: Readonly<Record<string, IdTarget>> = {
  application_load_balancer_id: target(
    'Microsoft.ServiceNetworking/trafficControllers',
    'azurerm_application_load_balancer',
  ),
  capacity_reservation_group_id: target(
    'Microsoft.Compute/capacityReservationGroups',
    'azurerm_capacity_reservation_group',
  ),
  container_registry_id: target('Microsoft.ContainerRegistry/registries', 'azurerm_container_registry'),
  data_collection_rule_id: target('Microsoft.Insights/dataCollectionRules', 'azurerm_monitor_data_collection_rule'),
  disk_encryption_set_id: target('Microsoft.Compute/diskEncryptionSets', 'azurerm_disk_encryption_set'),
  identity_ids: IDENTITY,
  kubernetes_cluster_id: CLUSTER,
  log_analytics_workspace_id: target('Microsoft.OperationalInsights/workspaces', 'azurerm_log_analytics_workspace'),
  nat_gateway_id: target('Microsoft.Network/natGateways', 'azurerm_nat_gateway'),
  network_security_group_id: target('Microsoft.Network/networkSecurityGroups', 'azurerm_network_security_group'),
  node_public_ip_prefix_id: target('Microsoft.Network/publicIPPrefixes', 'azurerm_public_ip_prefix'),
  pod_subnet_id: SUBNET,
  private_dns_zone_ids: target('Microsoft.Network/privateDnsZones', 'azurerm_private_dns_zone'),
  proximity_placement_group_id: target(
    'Microsoft.Compute/proximityPlacementGroups',
    'azurerm_proximity_placement_group',
  ),
  remote_virtual_network_id: NETWORK,
  route_table_id: target('Microsoft.Network/routeTables', 'azurerm_route_table'),
  subnet_id: SUBNET,
  user_assigned_identity_id: IDENTITY,
  virtual_network_id: NETWORK,
  vnet_subnet_id: SUBNET,
};

/** Arguments whose name means other things elsewhere. */
const BY_TYPE: Readonly<Record<string, IdTarget>> = {
  'azurerm_federated_identity_credential.parent_id': IDENTITY,
  'azurerm_kubernetes_cluster.private_dns_zone_id': {
    ...target('Microsoft.Network/privateDnsZones', 'azurerm_private_dns_zone'),
    words: ['System', 'None'],
  },
  'azurerm_kubernetes_cluster_extension.cluster_id': CLUSTER,
  'azurerm_kubernetes_flux_configuration.cluster_id': CLUSTER,
};

/** What an argument of a resource takes, where that is known. */
export function idTarget(type: string, argument: string): IdTarget | undefined {
  return BY_TYPE[`${type}.${argument}`] ?? (Object.hasOwn(BY_NAME, argument) ? BY_NAME[argument] : undefined);
}

/** The id of a resource, with words for what differs: `/subscriptions/<id>/resourceGroups/<group>/providers/…`. */
export function idShape({ resource }: IdTarget): string {
  const [namespace, ...types] = resource.split('/');
  const parts = types.map((type) => `${type}/<name>`).join('/');
  return `/subscriptions/<id>/resourceGroups/<group>/providers/${namespace}/${parts}`;
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** Whether a text is an id of the right type, in the spelling that the provider takes: it minds case. */
export function isIdOf({ resource }: IdTarget, text: string): boolean {
  const [start, subscriptions, subscription, ...rest] = text.split('/');
  if (start !== '' || subscriptions !== 'subscriptions' || !isGuid(subscription ?? '')) return false;
  const [groups, group, providers, ...path] = rest;
  if (groups !== 'resourceGroups' || !group || providers !== 'providers') return false;
  const [namespace, ...types] = resource.split('/');
  const [its, ...steps] = path;
  const names = steps.filter((_, index) => index % 2 === 1);
  const kinds = steps.filter((_, index) => index % 2 === 0);
  return (
    its === namespace && kinds.join('/') === types.join('/') && names.length === kinds.length && !names.includes('')
  );
}
