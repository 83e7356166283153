import { resourceChange, type ResourceChange } from '../../../lib/analysis/change/resource-change';

type Config = Readonly<Record<string, unknown>>;
type Row = readonly [path: string, from: unknown, to: unknown, around?: Config];

const CLUSTER = 'azurerm_kubernetes_cluster';
const POOL = 'azurerm_kubernetes_cluster_node_pool';
const id = (type: string, name: string): string =>
  `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/${type}/${name}`;

const cluster: Config = {
  name: 'aks',
  location: 'westeurope',
  resource_group_name: 'rg',
  dns_prefix: 'aks',
  identity: [{ type: 'SystemAssigned' }],
  default_node_pool: [
    {
      name: 'system',
      vm_size: 'Standard_D4ds_v5',
      node_count: 3,
      temporary_name_for_rotation: 'rotating',
      upgrade_settings: [{ max_surge: '10%' }],
    },
  ],
  network_profile: [{ network_plugin: 'azure', network_plugin_mode: 'overlay' }],
};
const pool: Config = {
  name: 'apps',
  kubernetes_cluster_id: id('Microsoft.ContainerService/managedClusters', 'aks'),
  vm_size: 'Standard_D4ds_v5',
  node_count: 3,
  temporary_name_for_rotation: 'rotating',
  upgrade_settings: [{ max_surge: '10%' }],
};

/** The configuration with one argument set, or taken out where the value is undefined. */
function having(config: Config, path: string, value: unknown): Config {
  const copy = structuredClone(config) as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop() as string;
  let block = copy;
  for (const step of steps) {
    const list = (block[step] ??= [{}]) as Record<string, unknown>[];
    block = list[0] as Record<string, unknown>;
  }
  if (value === undefined) delete block[last];
  else block[last] = value;
  return copy;
}

function changeOf(type: string, base: Config, [path, from, to, around = {}]: Row, version: string): ResourceChange {
  const needed = version.startsWith('5.') ? { node_provisioning_profile: [{ mode: 'Manual' }] } : {};
  const whole = { ...base, ...needed, ...around };
  return resourceChange(type, having(whole, path, from), having(whole, path, to), { providerVersion: version });
}

function actionOf(type: string, base: Config, row: Row, version = '4.55.0'): string {
  return changeOf(type, base, row, version).action;
}

/** Rows under a title, for `it.each`. */
function named(rows: readonly Row[]): [title: string, row: Row][] {
  return rows.map((row) => [`${row[0]} (${JSON.stringify(row[1])} to ${JSON.stringify(row[2])})`, row]);
}

const GUIDS = ['11111111-1111-1111-1111-111111111111', '22222222-2222-2222-2222-222222222222'] as const;
const identities = ['a', 'b'].map((name) => id('Microsoft.ManagedIdentity/userAssignedIdentities', name));
const kubelet = {
  kubelet_identity: [{ client_id: GUIDS[0], object_id: GUIDS[0], user_assigned_identity_id: identities[0] }],
  identity: [{ type: 'UserAssigned', identity_ids: [identities[0]] }],
};
const linux = { linux_profile: [{ admin_username: 'azureuser', ssh_key: [{ key_data: 'ssh-rsa AAAA a@b' }] }] };
const windows = { windows_profile: [{ admin_username: 'azureuser', admin_password: 'P@ssw0rd-abcdefgh1' }] };
const privateCluster = { private_cluster_enabled: true, private_dns_zone_id: 'System' };
const none = undefined;
const azureOnly = { network_profile: [{ network_plugin: 'azure' }] };
const servicePrincipal = { identity: none, service_principal: [{ client_id: GUIDS[0], client_secret: 'made up' }] };
const gmsa = [{ dns_server: 'a', root_domain: 'b' }];
const vaultKey = 'https://vault.vault.azure.net/keys/etcd/';

const CLUSTER_ALWAYS: readonly Row[] = [
  ['name', 'aks', 'other'],
  ['location', 'westeurope', 'northeurope'],
  ['resource_group_name', 'rg', 'other'],
  ['edge_zone', none, 'microsoftlosangeles1'],
  ['node_resource_group', 'nodes', 'others'],
  ['dns_prefix', 'aks', 'other'],
  ['dns_prefix_private_cluster', 'aks', 'other', { ...privateCluster, dns_prefix: undefined }],
  ['disk_encryption_set_id', none, id('Microsoft.Compute/diskEncryptionSets', 'set')],
  ['private_cluster_enabled', false, true],
  ['private_dns_zone_id', 'System', 'None', { private_cluster_enabled: true }],
  ['role_based_access_control_enabled', true, false],
  ['kubelet_identity.client_id', GUIDS[0], GUIDS[1], kubelet],
  ['kubelet_identity.object_id', GUIDS[0], GUIDS[1], kubelet],
  ['kubelet_identity.user_assigned_identity_id', identities[0], identities[1], kubelet],
  ['linux_profile.admin_username', 'azureuser', 'other', linux],
  ['linux_profile.ssh_key.key_data', 'ssh-rsa AAAA a@b', 'ssh-rsa BBBB a@b', linux],
  ['linux_profile.ssh_key', [{ key_data: 'ssh-rsa AAAA a@b' }], [{ key_data: 'ssh-rsa BBBB a@b' }], linux],
  ['windows_profile.admin_username', 'azureuser', 'other', windows],
  ['network_profile', [{ network_plugin: 'azure', network_data_plane: 'cilium' }], none],
  ['network_profile.network_mode', none, 'transparent', { network_profile: [{ network_plugin: 'azure' }] }],
  ['network_profile.dns_service_ip', '10.0.0.10', '10.0.0.11'],
  ['network_profile.service_cidr', '10.0.0.0/16', '10.1.0.0/16'],
  ['network_profile.service_cidrs', ['10.0.0.0/16'], ['10.1.0.0/16']],
  ['network_profile.load_balancer_sku', 'standard', 'basic'],
  ['network_profile.ip_versions', ['IPv4'], ['IPv4', 'IPv6']],
  [
    'network_profile.load_balancer_profile',
    none,
    [{ managed_outbound_ip_count: 2 }],
    { network_profile: [{ network_plugin: 'azure', outbound_type: 'userDefinedRouting' }] },
  ],
  ['network_profile.nat_gateway_profile', none, [{ managed_outbound_ip_count: 2 }]],
  ['default_node_pool.type', 'AvailabilitySet', 'VirtualMachineScaleSets'],
  [
    'default_node_pool.node_public_ip_prefix_id',
    none,
    id('Microsoft.Network/publicIPPrefixes', 'p'),
    having(cluster, 'default_node_pool.node_public_ip_enabled', true),
  ],
  ['default_node_pool.capacity_reservation_group_id', none, id('Microsoft.Compute/capacityReservationGroups', 'g')],
  ['default_node_pool.gpu_instance', none, 'MIG1g'],
  ['default_node_pool.gpu_driver', 'Install', 'None'],
  ['default_node_pool.host_group_id', none, id('Microsoft.Compute/hostGroups', 'g')],
  ['default_node_pool.proximity_placement_group_id', none, id('Microsoft.Compute/proximityPlacementGroups', 'g')],
  [
    'default_node_pool.node_network_profile',
    [{ node_public_ip_tags: { a: '1' } }],
    [{ node_public_ip_tags: { a: '2' } }],
  ],
];

const CLUSTER_CONDITIONS: readonly Row[] = [
  ['default_node_pool.name', 'system', 'other'],
  ['default_node_pool.upgrade_settings.drain_timeout_in_minutes', 30, none],
  ['default_node_pool.upgrade_settings.undrainable_node_behavior', 'Cordon', none],
  [
    'api_server_access_profile.subnet_id',
    id('Microsoft.Network/virtualNetworks/v/subnets', 's'),
    none,
    { api_server_access_profile: [{ virtual_network_integration_enabled: true }] },
  ],
  ['windows_profile.gmsa', gmsa, none, windows],
  ['windows_profile.gmsa', gmsa, [{ dns_server: '', root_domain: 'b' }], windows],
  ['windows_profile.gmsa', gmsa, [{ dns_server: 'a', root_domain: '' }], windows],
  ['service_principal.client_id', 'msi', GUIDS[0], servicePrincipal],
  ['network_profile.network_plugin_mode', 'overlay', none],
  ['network_profile.network_policy', 'azure', 'calico'],
  ['network_profile.network_policy', 'calico', 'azure'],
  ['network_profile.pod_cidr', '10.244.0.0/16', '10.245.0.0/16'],
  ['network_profile.pod_cidrs', ['10.244.0.0/16'], ['10.245.0.0/16']],
];

const ROTATING: readonly Row[] = [
  ['vm_size', 'Standard_D4ds_v5', 'Standard_D8ds_v5'],
  ['zones', none, ['1', '2']],
  ['vnet_subnet_id', none, id('Microsoft.Network/virtualNetworks/v/subnets', 's')],
  ['pod_subnet_id', none, id('Microsoft.Network/virtualNetworks/v/subnets', 's')],
  ['max_pods', 30, 50],
  ['os_disk_size_gb', 128, 256],
  ['os_disk_type', 'Managed', 'Ephemeral'],
  ['kubelet_disk_type', 'OS', 'Temporary'],
  ['kubelet_config', none, [{ cpu_manager_policy: 'static' }]],
  ['linux_os_config', none, [{ swap_file_size_mb: 1024 }]],
  ['fips_enabled', false, true],
  ['host_encryption_enabled', false, true],
  ['node_public_ip_enabled', false, true],
  ['snapshot_id', none, id('Microsoft.ContainerService/snapshots', 's')],
  ['ultra_ssd_enabled', false, true],
];

const POOL_REPLACED: readonly Row[] = [
  ['name', 'apps', 'other'],
  ['kubernetes_cluster_id', pool['kubernetes_cluster_id'], id('Microsoft.ContainerService/managedClusters', 'b')],
  ['host_group_id', none, id('Microsoft.Compute/hostGroups', 'g')],
  ['capacity_reservation_group_id', none, id('Microsoft.Compute/capacityReservationGroups', 'g')],
  ['eviction_policy', 'Delete', 'Deallocate', { priority: 'Spot' }],
  ['gpu_instance', none, 'MIG1g'],
  ['gpu_driver', 'Install', 'None'],
  ['node_public_ip_prefix_id', none, id('Microsoft.Network/publicIPPrefixes', 'p'), { node_public_ip_enabled: true }],
  ['os_type', 'Linux', 'Windows'],
  ['priority', 'Regular', 'Spot'],
  ['proximity_placement_group_id', none, id('Microsoft.Compute/proximityPlacementGroups', 'g')],
  ['spot_max_price', -1, 0.5, { priority: 'Spot' }],
  ['windows_profile.outbound_nat_enabled', true, false, { os_type: 'Windows', os_sku: 'Windows2022' }],
  ['windows_profile', none, [{ outbound_nat_enabled: false }], { os_type: 'Windows', os_sku: 'Windows2022' }],
  ['node_network_profile', [{ node_public_ip_tags: { a: '1' } }], [{ node_public_ip_tags: { a: '2' } }]],
  ['os_sku', 'Ubuntu', 'Windows2022'],
  ['os_sku', 'Windows2019', 'Windows2022', { os_type: 'Windows' }],
  ['upgrade_settings.drain_timeout_in_minutes', 30, none],
  ['upgrade_settings.undrainable_node_behavior', 'Schedule', none],
];

const workspaces = ['a', 'b'].map((name) => id('Microsoft.OperationalInsights/workspaces', name));
const scaledPool = { name: 'system', vm_size: 'Standard_D4ds_v5', auto_scaling_enabled: true };

const IN_PLACE: readonly Row[] = [
  ['default_node_pool.node_count', 3, 5],
  ['default_node_pool.node_labels', { a: '1' }, { a: '2' }],
  ['tags', none, { team: 'shop' }],
  ['kubernetes_version', '1.34', '1.35'],
  ['default_node_pool.upgrade_settings.max_surge', '10%', '33%'],
  ['network_profile.outbound_type', 'loadBalancer', 'userDefinedRouting'],
  ['identity', [{ type: 'SystemAssigned' }], [{ type: 'UserAssigned', identity_ids: [identities[0]] }]],
  ['sku_tier', 'Free', 'Standard'],
  ['automatic_upgrade_channel', 'patch', 'stable'],
  ['node_os_upgrade_channel', 'NodeImage', 'SecurityPatch'],
  ['maintenance_window', none, [{ allowed: [{ day: 'Sunday', hours: [2] }] }]],
  ['local_account_disabled', false, true],
  ['azure_policy_enabled', false, true],
  ['service_mesh_profile', none, [{ mode: 'Istio', revisions: ['asm-1-25'] }]],
  ['workload_autoscaler_profile', none, [{ keda_enabled: true }]],
  ['storage_profile', none, [{ blob_driver_enabled: true }]],
  ['api_server_access_profile', none, [{ authorized_ip_ranges: ['203.0.113.0/24'] }]],
  ['default_node_pool.min_count', 3, 4, { default_node_pool: [{ ...scaledPool, max_count: 6 }] }],
  ['default_node_pool.orchestrator_version', '1.34', '1.35'],
  ['maintenance_window_auto_upgrade', none, [{ frequency: 'Weekly', interval: 1, duration: 4, day_of_week: 'Sunday' }]],
  ['maintenance_window_node_os', none, [{ frequency: 'Weekly', interval: 1, duration: 4, day_of_week: 'Sunday' }]],
  [
    'azure_active_directory_role_based_access_control',
    [{ admin_group_object_ids: [GUIDS[0]] }],
    [{ admin_group_object_ids: [GUIDS[1]], azure_rbac_enabled: true }],
  ],
  ['microsoft_defender', none, [{ log_analytics_workspace_id: workspaces[0] }]],
  ['microsoft_defender.log_analytics_workspace_id', workspaces[0], workspaces[1]],
  ['microsoft_defender', [{ log_analytics_workspace_id: workspaces[0] }], none],
  ['key_management_service', none, [{ key_vault_key_id: `${vaultKey}1` }]],
  ['key_management_service.key_vault_key_id', `${vaultKey}1`, `${vaultKey}2`],
  [
    'key_management_service.key_vault_network_access',
    'Public',
    'Private',
    { key_management_service: [{ key_vault_key_id: `${vaultKey}1` }] },
  ],
  ['key_management_service', [{ key_vault_key_id: `${vaultKey}1` }], none],
  ['oms_agent', none, [{ log_analytics_workspace_id: workspaces[0] }]],
  ['key_vault_secrets_provider', none, [{ secret_rotation_enabled: true }]],
  ['workload_autoscaler_profile.vertical_pod_autoscaler_enabled', false, true],
  ['network_profile.load_balancer_profile', [{ managed_outbound_ip_count: 1 }], [{ managed_outbound_ip_count: 2 }]],
  [
    'network_profile.nat_gateway_profile.managed_outbound_ip_count',
    1,
    2,
    { network_profile: [{ network_plugin: 'azure', outbound_type: 'managedNATGateway' }] },
  ],
  ['network_profile.network_plugin_mode', none, 'overlay', azureOnly],
  ['service_principal.client_id', GUIDS[0], GUIDS[1], servicePrincipal],
  ['network_profile.network_policy', none, 'calico'],
  ['default_node_pool.os_sku', 'Ubuntu', 'AzureLinux'],
];

describe('what azurerm makes of a cluster', () => {
  it.each(named(CLUSTER_ALWAYS))('replaces it for another %s', (_, row) => {
    const change = changeOf(CLUSTER, cluster, row, '4.55.0');
    expect([change.action, change.refusal]).toEqual(['replace', undefined]);
    expect(change.replacePaths.join()).toContain(row[0].split('.')[0]);
  });

  it.each(named(CLUSTER_CONDITIONS))('replaces it for %s', (_, row) => {
    expect(actionOf(CLUSTER, cluster, row)).toBe('replace');
  });

  it('replaces it for a service principal in the place of an identity', () => {
    const after = { ...cluster, identity: undefined, service_principal: [{ client_id: GUIDS[0], client_secret: 's' }] };
    expect(resourceChange(CLUSTER, cluster, after)).toMatchObject({
      action: 'replace',
      replacePaths: ['service_principal.0.client_id'],
    });
  });

  it('keeps it where a failed rotation left the default pool under its temporary name', () => {
    const before = having(cluster, 'default_node_pool.name', 'rotating');
    expect(resourceChange(CLUSTER, before, cluster).action).toBe('rotate');
  });

  it.each(named(IN_PLACE))('updates %s in place', (_, row) => {
    expect(actionOf(CLUSTER, cluster, row)).toBe('update');
  });

  it('sees no change where a load balancer profile or a private DNS zone is taken out', () => {
    const profile = [{ managed_outbound_ip_count: 2 }];
    expect(actionOf(CLUSTER, cluster, ['network_profile.load_balancer_profile', profile, none])).toBe('none');
    const zone = id('Microsoft.Network/privateDnsZones', 'privatelink.westeurope.azmk8s.io');
    expect(actionOf(CLUSTER, { ...cluster, private_cluster_enabled: true }, ['private_dns_zone_id', zone, none])).toBe(
      'none',
    );
  });

  it('refuses to unset the upgrade override', () => {
    const override = [{ force_upgrade_enabled: true, effective_until: '2030-01-01T00:00:00Z' }];
    expect(changeOf(CLUSTER, cluster, ['upgrade_override', override, none], '4.55.0').refusal).toMatchObject({
      code: 'upgrade-override-cannot-be-unset',
      stage: 'apply',
    });
  });

  it.each<readonly [string, Row, string, string]>([
    ['azure to Cilium', ['network_profile.network_data_plane', 'azure', 'cilium'], '4.57.0', '4.58.0'],
    ['the policy engine of azure to Cilium', ['network_profile.network_policy', 'azure', 'cilium'], '4.57.0', '4.58.0'],
    ['Calico to Cilium', ['network_profile.network_policy', 'calico', 'cilium'], '4.58.0', '4.59.0'],
    [
      'kubenet to overlay',
      ['network_profile', [{ network_plugin: 'kubenet' }], cluster['network_profile']],
      '4.65.0',
      '4.66.0',
    ],
  ])('moves from %s in place since the later release', (_, row, before, since) => {
    expect([before, since].map((version) => actionOf(CLUSTER, cluster, row, version))).toEqual(['replace', 'update']);
    expect(actionOf(CLUSTER, cluster, row, '5.2.0')).toBe('update');
  });

  it('replaces it since 4.68 where the OIDC issuer is switched off', () => {
    const row: Row = ['oidc_issuer_enabled', true, false];
    expect(['4.55.0', '4.67.0', '4.68.0', '5.2.0'].map((version) => actionOf(CLUSTER, cluster, row, version))).toEqual([
      'update',
      'update',
      'replace',
      'replace',
    ]);
  });

  it('still replaces it for any other plugin, and away from Cilium', () => {
    const rows: readonly Row[] = [
      ['network_profile.network_plugin', 'azure', 'none', { network_profile: [{ network_plugin: 'azure' }] }],
      ['network_profile.network_data_plane', 'cilium', 'azure'],
    ];
    for (const row of rows) expect(actionOf(CLUSTER, cluster, row, '5.2.0')).toBe('replace');
  });
});

describe('what azurerm makes of a node pool', () => {
  it.each(named(ROTATING))('rotates it for another %s, in the cluster as well', (_, [path, from, to]) => {
    expect(actionOf(POOL, pool, [path, from, to])).toBe('rotate');
    expect(actionOf(CLUSTER, cluster, [`default_node_pool.${path}`, from, to])).toBe('rotate');
  });

  it.each(named(ROTATING))('stops midway for another %s without a temporary name', (_, [path, from, to]) => {
    const change = changeOf(POOL, having(pool, 'temporary_name_for_rotation', none), [path, from, to], '4.55.0');
    expect(change.refusal).toMatchObject({ code: 'temporary-name-needed', stage: 'apply', attribute: path });
  });

  it.each(
    named([
      ['default_node_pool.only_critical_addons_enabled', false, true],
      ['default_node_pool.os_sku', 'Ubuntu', 'Windows2022'],
      ['default_node_pool.os_sku', 'Windows2022', 'AzureLinux'],
    ]),
  )('rotates the default pool alone for another %s', (_, row) => {
    expect(actionOf(CLUSTER, cluster, row)).toBe('rotate');
    const bare = having(cluster, 'default_node_pool.temporary_name_for_rotation', none);
    expect(changeOf(CLUSTER, bare, row, '4.55.0').refusal).toMatchObject({
      code: 'temporary-name-needed',
      stage: 'apply',
      attribute: `default_node_pool.0.${row[0].slice('default_node_pool.'.length)}`,
    });
  });

  it.each(named(POOL_REPLACED))('replaces it for another %s', (_, row) => {
    expect(actionOf(POOL, pool, row)).toBe('replace');
  });

  it.each(
    named([
      ['node_count', 3, 5],
      ['node_labels', { a: '1' }, { a: '2' }],
      ['node_taints', none, ['a=b:NoSchedule']],
      ['mode', 'User', 'System'],
      ['orchestrator_version', '1.34', '1.35'],
      ['os_sku', 'Ubuntu', 'AzureLinux'],
      ['os_sku', 'AzureLinux', 'AzureLinux3'],
      ['min_count', 3, 4, { node_count: none, auto_scaling_enabled: true, max_count: 6 }],
      ['tags', none, { team: 'shop' }],
      ['upgrade_settings.max_surge', '10%', '33%'],
      ['workload_runtime', none, 'OCIContainer'],
    ]),
  )('updates %s in place', (_, row) => {
    expect(actionOf(POOL, pool, row)).toBe('update');
  });
});
