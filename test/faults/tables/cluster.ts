import { cluster, network } from '../places';
import { block, type Fault, together } from '../vocabulary';

/** The cluster: access, network, upgrades, tier and add-ons. */
export const CLUSTER: readonly Fault[] = [
  ['the cluster keeps its local accounts', cluster.set('local_account_disabled', false), 'cluster/local-accounts'],
  ['the cluster says nothing of local accounts', cluster.remove('local_account_disabled'), 'cluster/local-accounts'],
  [
    'nobody can sign in',
    cluster.remove('azure_active_directory_role_based_access_control'),
    'cluster/nobody-can-sign-in',
  ],
  [
    'Azure does not decide what people may do',
    cluster.set('azure_active_directory_role_based_access_control.azure_rbac_enabled', false),
    'cluster/no-entra',
  ],
  [
    'people sign in from a tenant that is written out',
    cluster.set('azure_active_directory_role_based_access_control.tenant_id', '44444444-4444-4444-4444-444444444444'),
    'cluster/roles-of-another-tenant',
  ],
  ['the cluster has no roles', cluster.set('role_based_access_control_enabled', false), 'cluster/no-rbac'],
  ['the cluster has no promised uptime', cluster.set('sku_tier', 'Free'), 'cluster/no-uptime-promise'],
  ['the cluster says nothing of its tier', cluster.remove('sku_tier'), 'cluster/no-uptime-promise'],
  [
    'the cluster pays for support that it does not have',
    cluster.set('support_plan', 'AKSLongTermSupport'),
    'cluster/tier-does-not-include',
  ],
  ['the Premium tier has no long-term support', cluster.set('sku_tier', 'Premium'), 'cluster/tier-does-not-include'],
  ['the tier of the cluster is none', cluster.set('sku_tier', 'Paid'), 'schema/enum'],
  [
    'the free tier is asked what it costs',
    cluster.merge('', { sku_tier: 'Free', cost_analysis_enabled: true }),
    'cluster/tier-does-not-include',
  ],
  ['the cluster is never upgraded', cluster.remove('automatic_upgrade_channel'), 'cluster/no-upgrade-channel'],
  ['the nodes are never upgraded', cluster.set('node_os_upgrade_channel', 'None'), 'cluster/no-upgrade-channel'],
  [
    'the nodes are patched where Windows is not',
    cluster.set('node_os_upgrade_channel', 'SecurityPatch'),
    'cluster/upgrade-channels-clash',
  ],
  [
    'nodes are upgraded in two ways',
    cluster.merge('', { automatic_upgrade_channel: 'node-image', node_os_upgrade_channel: 'SecurityPatch' }),
    'cluster/upgrade-channels-clash',
  ],
  ['the upgrade channel is none', cluster.set('automatic_upgrade_channel', 'patches'), 'schema/enum'],
  [
    'the cluster is upgraded at any hour',
    cluster.remove('maintenance_window_auto_upgrade'),
    'cluster/no-maintenance-window',
  ],
  ['the nodes are upgraded at any hour', cluster.remove('maintenance_window_node_os'), 'cluster/no-maintenance-window'],
  [
    'the maintenance window is too short',
    cluster.set('maintenance_window_auto_upgrade.duration', 2),
    'cluster/maintenance-window',
  ],
  [
    'the maintenance window has a day that is none',
    cluster.set('maintenance_window_auto_upgrade.day_of_week', 'Sun'),
    'schema/enum',
  ],
  ['the version of Kubernetes has gone', cluster.set('kubernetes_version', '1.30'), 'cluster/unsupported-version'],
  [
    'the version of Kubernetes is old and needs long-term support',
    cluster.set('kubernetes_version', '1.32'),
    'cluster/unsupported-version',
  ],
  [
    'the pools are ahead of the cluster',
    cluster.set('kubernetes_version', '1.34'),
    'pool/version-skew',
    'azurerm_kubernetes_cluster_node_pool.aks_apps_1',
  ],
  [
    'the range of services is in the network',
    network.merge('', { service_cidr: '10.50.0.0/16', dns_service_ip: '10.50.0.10' }),
    'addresses/ranges-overlap',
  ],
  [
    'the range of services is one that AKS keeps',
    network.merge('', { service_cidr: '172.30.0.0/16', dns_service_ip: '172.30.0.10' }),
    'addresses/ranges-overlap',
  ],
  [
    'the range of services is too large',
    network.merge('', { service_cidr: '172.0.0.0/8', dns_service_ip: '172.0.0.10' }),
    'addresses/ranges-overlap',
  ],
  [
    'the address of DNS is outside of its range',
    network.set('dns_service_ip', '172.17.0.10'),
    'addresses/dns-outside-services',
  ],
  [
    'the address of DNS is that of the API server',
    network.set('dns_service_ip', '172.16.0.1'),
    'addresses/dns-outside-services',
  ],
  [
    'the pods have a range that their network does not use',
    network.set('pod_cidr', '10.244.0.0/16'),
    'cluster/network-combination',
  ],
  [
    'the pods are in an overlay beside virtual nodes',
    network.set('network_plugin_mode', 'overlay'),
    'cluster/virtual-nodes-unsupported',
  ],
  ['the cluster uses kubenet', network.set('network_plugin', 'kubenet'), 'cluster/kubenet'],
  [
    'the data plane is Cilium and the policies are Calico',
    network.set('network_data_plane', 'cilium'),
    'cluster/network-combination',
  ],
  [
    'Cilium enforces policies that it does not run',
    network.set('network_policy', 'cilium'),
    'cluster/network-combination',
  ],
  ['the load balancer is basic', network.set('load_balancer_sku', 'basic'), 'cluster/basic-load-balancer'],
  [
    'the load balancer has more ports than addresses',
    network.set('load_balancer_profile.outbound_ports_allocated', 8192),
    'cluster/load-balancer-profile',
  ],
  [
    'traffic leaves by a route that is not there',
    network.merge('', { outbound_type: 'userDefinedRouting' }),
    'cluster/no-way-out',
  ],
  [
    'traffic leaves by a gateway that is not there',
    network.set('outbound_type', 'userAssignedNATGateway'),
    'cluster/no-way-out',
  ],
  [
    'traffic leaves by a gateway of AKS in a network of yours',
    network.set('outbound_type', 'managedNATGateway'),
    'cluster/outbound-combination',
  ],
  [
    'the cluster has IPv6 that its network has not',
    network.set('ip_versions', ['IPv4', 'IPv6']),
    'cluster/dual-stack-unsupported',
  ],
  [
    'Cilium guards a cluster without it',
    network.set('advanced_networking', { security_enabled: true, observability_enabled: true }),
    'cluster/cilium-feature-without-cilium',
  ],
  [
    'virtual nodes have a subnet that is not there',
    cluster.set('aci_connector_linux.subnet_name', 'virtual-nodes'),
    'cluster/virtual-nodes-subnet',
  ],
  [
    'virtual nodes are in the subnet of nodes',
    cluster.set('aci_connector_linux.subnet_name', 'aks-nodes'),
    'cluster/virtual-nodes-subnet',
  ],
  [
    'virtual nodes are beside authorized ranges',
    cluster.set('api_server_access_profile', { authorized_ip_ranges: ['20.0.0.0/16'] }),
    'cluster/virtual-nodes-unsupported',
  ],
  [
    'KEDA was turned off',
    cluster.set('workload_autoscaler_profile.keda_enabled', false),
    'delivery/add-on-missing',
    'ScaledObject/shop/product',
  ],
  [
    'the cluster sends its logs nowhere',
    together(cluster.remove('oms_agent'), cluster.remove('monitor_metrics')),
    'cluster/not-observed',
  ],
  [
    'the cluster uses HTTP application routing',
    cluster.set('http_application_routing_enabled', true),
    'cluster/retired-add-on',
  ],
  ['the cluster has the mesh of old', cluster.set('open_service_mesh_enabled', true), 'cluster/retired-add-on'],
  [
    'the images of nodes are never cleaned up',
    cluster.remove('image_cleaner_interval_hours'),
    'cluster/image-cleaner-interval',
  ],
  ['the images of nodes are cleaned up every hour', cluster.set('image_cleaner_interval_hours', 1), 'schema/range'],
  ['the cluster has a name that Azure does not take', cluster.set('name', 'tailwind-prod-aks-'), 'cluster/name'],
  ['the cluster has no prefix for its name', cluster.remove('dns_prefix'), 'schema/one-of'],
  [
    'the cluster is in another region than its network',
    cluster.set('location', 'northeurope'),
    'cluster/network-elsewhere',
  ],
  [
    'the cluster puts its nodes where the network is',
    cluster.set('node_resource_group', '${azurerm_resource_group.resource-group.name}'),
    'cluster/node-resource-group-exists',
  ],
  ['two tags of the cluster differ in case alone', cluster.set('tags.Environment', 'prod'), 'cluster/tags'],
  [
    'the private cluster has no zone',
    cluster.merge('', { private_cluster_enabled: true, private_dns_zone_id: 'None' }),
    'cluster/private-zone',
  ],
  [
    'the private cluster has a zone for another region',
    cluster.merge('', {
      private_cluster_enabled: true,
      private_dns_zone_id:
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.northeurope.azmk8s.io',
    }),
    'cluster/private-zone',
  ],
  [
    'the proxy has a password',
    cluster.set('http_proxy_config', { http_proxy: 'http://user:secret@proxy:3128', https_proxy: 'http://proxy:3128' }),
    'cluster/http-proxy',
  ],
  [
    'nodes come from anywhere beside Windows',
    cluster.set('node_provisioning_profile', { mode: 'Auto' }),
    'cluster/auto-provisioning-unsupported',
  ],
  [
    'the cluster has two subnets for its API server',
    cluster.set('api_server_access_profile', {
      virtual_network_integration_enabled: true,
      subnet_id: '${azurerm_subnet.network_gateway.id}',
    }),
    'cluster/api-server-subnet',
  ],
  [
    'the argument of old turns Azure AD on',
    cluster.rename('azure_active_directory_role_based_access_control', 'azure_active_directory'),
    'schema/unknown-field',
  ],
  [
    'a block of the cluster is given twice',
    cluster.set('network_profile', [{ network_plugin: 'azure' }, { network_plugin: 'azure' }]),
    'schema/count',
  ],
  [
    'the log of the cluster goes to a workspace that is not there',
    cluster.set('oms_agent.log_analytics_workspace_id', '${azurerm_log_analytics_workspace.logs.id}'),
    'schema/reference',
  ],
  [
    'logs are kept for a day',
    block('azurerm_log_analytics_workspace.aks_logs_workspace').set('retention_in_days', 1),
    'schema/range',
  ],
  [
    'virtual nodes were turned off',
    cluster.remove('aci_connector_linux'),
    'virtual-nodes/no-add-on',
    'Deployment/shop/product',
  ],
];
