/** An argument that the provider renamed, and the first version that takes the new name. */
export interface Rename {
  readonly type: string;
  /** `default_node_pool.enable_auto_scaling` */
  readonly from: string;
  readonly to: string;
  readonly since: readonly [number, number, number];
  /**
   * How the value turns into that of the new argument.
   * @default - it is the same value
   */
  readonly as?: 'list' | 'opposite';
}

const V4 = [4, 0, 0] as const;
const V5 = [5, 0, 0] as const;

/**
 * Arguments that say under their new name what they said under the old one. A deprecated argument that was merely replaced
 * by another, as names by ids, is none of them. Source: azurerm, "4.0 Upgrade Guide" and "5.0 Upgrade Guide"; that both
 * are of one type is held against the provider's schemas by the tests.
 */
export const RENAMES: readonly Rename[] = [
  ...renames('azurerm_kubernetes_cluster', V4, {
    automatic_channel_upgrade: 'automatic_upgrade_channel',
    node_os_channel_upgrade: 'node_os_upgrade_channel',
    'default_node_pool.enable_auto_scaling': 'default_node_pool.auto_scaling_enabled',
    'default_node_pool.enable_host_encryption': 'default_node_pool.host_encryption_enabled',
    'default_node_pool.enable_node_public_ip': 'default_node_pool.node_public_ip_enabled',
    'network_profile.ebpf_data_plane': 'network_profile.network_data_plane',
    api_server_authorized_ip_ranges: 'api_server_access_profile.authorized_ip_ranges',
  }),
  ...renames(
    'azurerm_kubernetes_cluster',
    V4,
    { 'web_app_routing.dns_zone_id': 'web_app_routing.dns_zone_ids' },
    'list',
  ),
  ...renames('azurerm_kubernetes_cluster', [4, 55, 0], {
    'default_node_pool.linux_os_config.transparent_huge_page_enabled':
      'default_node_pool.linux_os_config.transparent_huge_page',
  }),
  ...renames('azurerm_kubernetes_cluster', [4, 73, 0], {
    'default_node_pool.kubelet_config.container_log_max_line':
      'default_node_pool.kubelet_config.container_log_max_files',
  }),
  ...renames('azurerm_kubernetes_cluster_node_pool', V4, {
    enable_auto_scaling: 'auto_scaling_enabled',
    enable_host_encryption: 'host_encryption_enabled',
    enable_node_public_ip: 'node_public_ip_enabled',
  }),
  ...renames('azurerm_kubernetes_cluster_node_pool', [4, 55, 0], {
    'linux_os_config.transparent_huge_page_enabled': 'linux_os_config.transparent_huge_page',
  }),
  ...renames('azurerm_kubernetes_cluster_node_pool', [4, 73, 0], {
    'kubelet_config.container_log_max_line': 'kubelet_config.container_log_max_files',
  }),
  ...renames('azurerm_key_vault', [4, 55, 0], { enable_rbac_authorization: 'rbac_authorization_enabled' }),
  ...renames('azurerm_federated_identity_credential', [4, 73, 0], { parent_id: 'user_assigned_identity_id' }),
  ...renames('azurerm_storage_account', V4, { enable_https_traffic_only: 'https_traffic_only_enabled' }),
  ...renames('azurerm_cosmosdb_account', V4, {
    enable_automatic_failover: 'automatic_failover_enabled',
    enable_free_tier: 'free_tier_enabled',
    enable_multiple_write_locations: 'multiple_write_locations_enabled',
  }),
  ...renames(
    'azurerm_cosmosdb_account',
    V5,
    { local_authentication_disabled: 'local_authentication_enabled' },
    'opposite',
  ),
  ...renames('azurerm_redis_cache', V4, { enable_non_ssl_port: 'non_ssl_port_enabled' }),
  ...['azurerm_servicebus_queue', 'azurerm_servicebus_topic'].flatMap((type) =>
    renames(type, V4, {
      enable_batched_operations: 'batched_operations_enabled',
      enable_express: 'express_enabled',
      enable_partitioning: 'partitioning_enabled',
    }),
  ),
  ...renames('azurerm_servicebus_subscription', V4, { enable_batched_operations: 'batched_operations_enabled' }),
  ...renames('azurerm_eventgrid_system_topic', [4, 55, 0], { source_arm_resource_id: 'source_resource_id' }),
  ...renames('azurerm_network_interface', V4, {
    enable_accelerated_networking: 'accelerated_networking_enabled',
    enable_ip_forwarding: 'ip_forwarding_enabled',
  }),
  ...renames('azurerm_route_table', V4, { disable_bgp_route_propagation: 'bgp_route_propagation_enabled' }, 'opposite'),
  ...['azurerm_lb_rule', 'azurerm_lb_nat_rule'].flatMap((type) =>
    renames(type, [4, 55, 0], { enable_floating_ip: 'floating_ip_enabled', enable_tcp_reset: 'tcp_reset_enabled' }),
  ),
  ...renames('azurerm_lb_outbound_rule', [4, 55, 0], { enable_tcp_reset: 'tcp_reset_enabled' }),
  ...renames('azurerm_application_gateway', [4, 73, 0], {
    enable_http2: 'http2_enabled',
    'ssl_profile.verify_client_cert_issuer_dn': 'ssl_profile.verify_client_certificate_issuer_dn',
  }),
  ...renames('azurerm_private_link_service', [4, 73, 0], { enable_proxy_protocol: 'proxy_protocol_enabled' }),
  ...['azurerm_virtual_network_gateway', 'azurerm_virtual_network_gateway_connection'].flatMap((type) =>
    renames(type, [4, 73, 0], { enable_bgp: 'bgp_enabled' }),
  ),
  ...renames('azurerm_express_route_connection', [4, 73, 0], { enable_internet_security: 'internet_security_enabled' }),
  ...renames('azurerm_network_watcher_flow_log', [4, 55, 0], { network_security_group_id: 'target_resource_id' }),
  ...renames('azurerm_log_analytics_linked_storage_account', [4, 55, 0], { workspace_resource_id: 'workspace_id' }),
  ...renames(
    'azurerm_log_analytics_workspace',
    [4, 55, 0],
    { local_authentication_disabled: 'local_authentication_enabled' },
    'opposite',
  ),
  ...renames(
    'azurerm_application_insights',
    V5,
    {
      daily_data_cap_notifications_disabled: 'daily_data_cap_notifications_enabled',
      disable_ip_masking: 'ip_masking_enabled',
      local_authentication_disabled: 'local_authentication_enabled',
    },
    'opposite',
  ),
  ...renames('azurerm_windows_virtual_machine', [4, 55, 0], { enable_automatic_updates: 'automatic_updates_enabled' }),
];

function renames(
  type: string,
  since: Rename['since'],
  names: Readonly<Record<string, string>>,
  as?: Rename['as'],
): readonly Rename[] {
  return Object.entries(names).map(([from, to]) => ({ type, from, to, since, ...(as && { as }) }));
}
