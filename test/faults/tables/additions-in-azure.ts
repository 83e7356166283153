import type { Fields } from '../json-path';
import { cluster, network, pool, registry, systemPool, vault } from '../places';
import { addBlock, block, type Fault, together } from '../vocabulary';

const IN_GROUP = { location: 'westeurope', resource_group_name: '${azurerm_resource_group.resource-group.name}' };
const GROUP_ID = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/a/providers/';
const apps = pool('apps_1');
const NAT = addBlock('azurerm_nat_gateway.out', { ...IN_GROUP, name: 'out', sku_name: 'Standard', zones: ['1'] });
const NAT_FOR_NODES = addBlock('azurerm_subnet_nat_gateway_association.nodes', {
  subnet_id: '${azurerm_subnet.network_aks-nodes.id}',
  nat_gateway_id: '${azurerm_nat_gateway.out.id}',
});

/** Blocks and arguments that Tailwind Traders does not have, added and wrong at once. */
export const ADDITIONS_IN_AZURE: readonly Fault[] = [
  [
    'a range that may call the API server has host bits',
    cluster.set('api_server_access_profile', { authorized_ip_ranges: ['20.0.0.1/16'] }),
    'cluster/authorized-ranges',
  ],
  [
    'the disks are encrypted by a set of another region',
    together(
      cluster.set('disk_encryption_set_id', '${azurerm_disk_encryption_set.disks.id}'),
      addBlock('azurerm_disk_encryption_set.disks', {
        ...IN_GROUP,
        name: 'disks',
        location: 'northeurope',
        identity: { type: 'SystemAssigned' },
        key_vault_key_id: 'https://tailwind-prod-secrets.vault.azure.net/keys/disks/1',
      }),
    ),
    'cluster/disk-key-elsewhere',
  ],
  [
    'app routing has more zones than it takes',
    cluster.set('web_app_routing', {
      dns_zone_ids: [1, 2, 3, 4, 5, 6].map((n) => `${GROUP_ID}Microsoft.Network/dnsZones/zone${n}.com`),
    }),
    'cluster/app-routing-zones',
  ],
  [
    'app routing may not write its zone',
    together(
      cluster.set('web_app_routing', { dns_zone_ids: ['${azurerm_dns_zone.shop.id}'] }),
      addBlock('azurerm_dns_zone.shop', { name: 'tailwindtraders.com', resource_group_name: 'dns' }),
    ),
    'cluster/no-add-on-grant',
  ],
  [
    'the API server is in a network that is encrypted',
    together(
      cluster.set('api_server_access_profile', { virtual_network_integration_enabled: true }),
      block('azurerm_virtual_network.network').set('encryption', { enforcement: 'AllowUnencrypted' }),
    ),
    'cluster/encrypted-network',
  ],
  [
    'Flux is in a region that has no extensions',
    cluster.set('location', 'qatarcentral'),
    'cluster/extension-unsupported',
    'azurerm_kubernetes_cluster_extension.flux_extension',
  ],
  [
    'the cluster is in a region without identities',
    cluster.set('location', 'usgoviowa'),
    'cluster/feature-not-in-region',
  ],
  [
    'the nodes have an identity that the cluster may not give them',
    cluster.merge('', {
      identity: { type: 'SystemAssigned' },
      kubelet_identity: { user_assigned_identity_id: '${azurerm_user_assigned_identity.cart-identity.id}' },
    }),
    'cluster/identity-too-late',
  ],
  [
    'the control plane cannot reach the vault of its key',
    cluster.set('key_management_service', {
      key_vault_key_id: 'https://tailwind-prod-secrets.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef',
      key_vault_network_access: 'Private',
    }),
    'cluster/key-vault-unreachable',
  ],
  [
    'the cluster may not read the set that encrypts its disks',
    together(
      cluster.set('disk_encryption_set_id', '${azurerm_disk_encryption_set.disks.id}'),
      addBlock('azurerm_disk_encryption_set.disks', {
        name: 'disks',
        resource_group_name: '${azurerm_resource_group.resource-group.name}',
        location: 'westeurope',
        key_vault_key_id: 'https://tailwind-prod-secrets.vault.azure.net/keys/disks/0123456789abcdef0123456789abcdef',
        identity: [{ type: 'SystemAssigned' }],
      }),
    ),
    'cluster/no-creation-grant',
  ],
  [
    'the cluster may not use the key of its secrets',
    together(
      cluster.set('key_management_service', { key_vault_key_id: '${azurerm_key_vault_key.etcd.id}' }),
      addBlock('azurerm_key_vault_key.etcd', {
        name: 'etcd',
        key_vault_id: '${azurerm_key_vault.vault.id}',
        key_type: 'RSA',
        key_size: 3072,
        key_opts: ['decrypt', 'encrypt'],
      }),
    ),
    'cluster/no-key-grant',
  ],
  [
    'the cluster has two meshes',
    cluster.merge('', {
      open_service_mesh_enabled: true,
      service_mesh_profile: { mode: 'Istio', revisions: ['asm-1-29'] },
    }),
    'cluster/mesh',
  ],
  [
    'pods have addresses of the internet',
    network.merge('', { network_plugin_mode: 'overlay', pod_cidr: '20.0.0.0/16' }),
    'cluster/pod-range-public',
  ],
  [
    'pods have a range for too few nodes',
    network.merge('', { network_plugin_mode: 'overlay', pod_cidr: '10.244.0.0/20' }),
    'addresses/pod-range-too-small',
  ],
  [
    'kubenet has an identity that comes with the cluster',
    cluster.merge('', { identity: { type: 'SystemAssigned' }, network_profile: { network_plugin: 'kubenet' } }),
    'cluster/kubenet-identity',
  ],
  [
    'the cluster acts as a service principal',
    together(
      cluster.remove('identity'),
      cluster.set('service_principal', {
        client_id: '33333333-3333-3333-3333-333333333333',
        client_secret: '${var.secret}',
      }),
    ),
    'cluster/service-principal',
  ],
  [
    'Terraform talks to the API server of a private cluster',
    together(
      cluster.set('private_cluster_enabled', true),
      addBlock('provider.kubernetes', [{ host: '${azurerm_kubernetes_cluster.aks.kube_config[0].host}' }]),
    ),
    'delivery/private-cluster-pipeline',
  ],
  [
    'a public address is in no zone',
    addBlock('azurerm_public_ip.out', { ...IN_GROUP, name: 'out', allocation_method: 'Static', sku: 'Standard' }),
    'delivery/off-for-good',
  ],
  [
    'a pool wants its system on a disk that its size does not have',
    apps.merge('', { vm_size: 'Standard_D4s_v5', os_disk_type: 'Ephemeral' }),
    'pool/ephemeral-disk',
  ],
  [
    'a pool has ports of its nodes that its version does not have',
    apps.merge('', {
      orchestrator_version: '1.28',
      node_network_profile: { allowed_host_ports: [{ port_start: 80, port_end: 80, protocol: 'TCP' }] },
    }),
    'pool/network-needs-newer-kubernetes',
  ],
  [
    'a pool has a size that overlays do not take',
    together(apps.set('vm_size', 'Standard_DC4s_v2'), network.set('network_plugin_mode', 'overlay')),
    'pool/size-not-in-overlay',
  ],
  [
    'a pool has more nodes than public addresses',
    together(
      apps.merge('', {
        node_public_ip_enabled: true,
        node_public_ip_prefix_id: '${azurerm_public_ip_prefix.nodes.id}',
      }),
      addBlock('azurerm_public_ip_prefix.nodes', {
        ...IN_GROUP,
        name: 'nodes',
        prefix_length: 31,
        zones: ['1', '2', '3'],
      }),
    ),
    'pool/public-prefix-too-small',
  ],
  [
    'a pool takes nodes from a reservation that holds none',
    together(
      apps.set('capacity_reservation_group_id', '${azurerm_capacity_reservation_group.nodes.id}'),
      addBlock('azurerm_capacity_reservation_group.nodes', { ...IN_GROUP, name: 'nodes' }),
    ),
    'pool/empty-reservation',
  ],
  [
    'a pool of its own has one node',
    addBlock('azurerm_kubernetes_cluster_node_pool.batch', {
      name: 'batch',
      kubernetes_cluster_id: '${azurerm_kubernetes_cluster.aks.id}',
      vm_size: 'Standard_D4ds_v5',
      auto_scaling_enabled: true,
      min_count: 1,
      max_count: 4,
      temporary_name_for_rotation: 'tmpbatch',
      vnet_subnet_id: '${azurerm_subnet.network_aks-nodes.id}',
      zones: ['1', '2', '3'],
    }),
    'pool/too-few-nodes',
  ],
  [
    'a pool has addresses for its pods that its network does not use',
    together(
      apps.set('pod_subnet_id', '${azurerm_subnet.pods.id}'),
      network.set('network_plugin_mode', 'overlay'),
      addBlock('azurerm_subnet.pods', {
        name: 'pods',
        resource_group_name: IN_GROUP.resource_group_name,
        virtual_network_name: '${azurerm_virtual_network.network.name}',
        address_prefixes: ['10.50.32.0/20'],
      }),
    ),
    'pool/pod-subnet',
  ],
  [
    'no pool grows',
    together(
      systemPool.merge('', { auto_scaling_enabled: false, min_count: null, max_count: null }),
      ...['apps_1', 'apps_2', 'apps_3', 'win_1', 'win_2', 'win_3'].map((name) =>
        pool(name).merge('', { auto_scaling_enabled: false, min_count: null, max_count: null }),
      ),
    ),
    'pool/not-autoscaled',
  ],
  [
    'an isolated cluster starts from a registry that cannot give it its images',
    cluster.merge('', {
      bootstrap_profile: {
        artifact_source: 'Cache',
        container_registry_id: '${azurerm_container_registry.registry.id}',
      },
    }),
    'registry/not-fit-for-isolated-cluster',
  ],
  [
    'a closed registry lets its images out',
    registry.merge('', { public_network_access_enabled: false, retention_policy_in_days: 30 }),
    'registry/export-allowed',
  ],
  [
    'a second registry keeps every image',
    registry.copy((copy) => ({ ...(copy as Fields), name: 'tailwindtraderstest', retention_policy_in_days: 0 })),
    'registry/untagged-kept',
  ],
  [
    'a second registry answers the whole internet',
    registry.copy((copy) => ({ ...(copy as Fields), name: 'tailwindtraderstry', retention_policy_in_days: 90 })),
    'registry/open-network',
  ],
  [
    'nobody sees who reads a second vault',
    vault.copy((copy) => ({ ...(copy as Fields), name: 'tailwind-test-secrets' })),
    'vault/not-observed',
  ],
  [
    'a second vault answers the whole internet',
    vault.copy((copy) => ({
      ...(copy as Fields),
      name: 'tailwind-try-secrets',
      network_acls: { bypass: 'AzureServices', default_action: 'Allow' },
    })),
    'vault/open-network',
  ],
  [
    'one gateway in one zone is the way out of all',
    together(NAT, NAT_FOR_NODES, network.set('outbound_type', 'userAssignedNATGateway')),
    'zones/one-nat-gateway',
  ],
  [
    'one pool over all zones takes the place of three',
    together(
      apps.merge('', { zones: ['1', '2', '3'], max_count: 9, min_count: 3 }),
      pool('apps_2').drop(),
      pool('apps_3').drop(),
    ),
    'zones/one-pool-over-zones',
    'Deployment/shop/cart',
  ],
  [
    'metrics are collected, and nothing takes them anywhere',
    block('azurerm_monitor_data_collection_rule_association.aks_prometheus_association').drop(),
    'cluster/metrics-not-sent',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'what collects metrics lies where the cluster is, not where the workspace is',
    block('azurerm_monitor_workspace.metrics').set('location', 'northeurope'),
    'cluster/collection-elsewhere',
    'azurerm_monitor_data_collection_rule.aks_prometheus_rule',
  ],
  [
    'Grafana is linked to metrics that it may not read',
    block('azurerm_role_assignment.grafana_monitoring-data-reader-metrics').drop(),
    'identity/grafana-cannot-read',
    'azurerm_dashboard_grafana.grafana',
  ],
];
