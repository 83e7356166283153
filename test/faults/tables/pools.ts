import { pool, systemPool } from '../places';
import { type Fault } from '../vocabulary';

const AT_CLUSTER = 'azurerm_kubernetes_cluster.aks';
const apps = pool('apps_1');
const windows = pool('win_1');

/** Node pools: size, scale, upgrades, names, Windows and spot. */
export const POOLS: readonly Fault[] = [
  ['a pool has fewer nodes at most than at least', apps.set('max_count', 0), 'pool/scale-range'],
  ['a pool has more nodes at least than at most', apps.set('min_count', 5), 'pool/scale-range'],
  ['a pool has more nodes than Azure gives', apps.set('max_count', 1000), 'pool/scale-range'],
  ['a pool that does not scale has limits', apps.set('auto_scaling_enabled', false), 'pool/scale-range'],
  ['a pool scales without limits', apps.remove('max_count'), 'pool/scale-range'],
  [
    'the argument of old turns the autoscaler on',
    apps.rename('auto_scaling_enabled', 'enable_auto_scaling'),
    'schema/unknown-field',
  ],
  ['a pool has fewer pods than AKS takes', apps.set('max_pods', 5), 'pool/max-pods'],
  ['a pool has more pods than AKS takes', apps.set('max_pods', 300), 'pool/max-pods'],
  ['a pool has no room for surge', apps.set('upgrade_settings.max_surge', '0'), 'pool/upgrade-settings'],
  [
    'a pool waits for days to be drained',
    apps.set('upgrade_settings.drain_timeout_in_minutes', 4000),
    'pool/upgrade-settings',
  ],
  ['a pool soaks for hours', apps.set('upgrade_settings.node_soak_duration_in_minutes', 120), 'schema/range'],
  [
    'a pool does with nodes what is none',
    apps.set('upgrade_settings.undrainable_node_behavior', 'Skip'),
    'schema/enum',
  ],
  [
    'a pool has the name of another',
    apps.set('name', 'apps2'),
    'pool/name-twice',
    'azurerm_kubernetes_cluster_node_pool.aks_apps_2',
  ],
  [
    'a pool rotates under the name of another',
    apps.set('temporary_name_for_rotation', 'tmpapps2'),
    'pool/name-twice',
    'azurerm_kubernetes_cluster_node_pool.aks_apps_2',
  ],
  ['a pool has no name to rotate under', apps.remove('temporary_name_for_rotation'), 'pool/no-rotation-name'],
  [
    'the system pool has no name to rotate under',
    systemPool.remove('temporary_name_for_rotation'),
    'pool/no-rotation-name',
    AT_CLUSTER,
  ],
  ['a pool has a name with a hyphen', apps.set('name', 'apps-1'), 'pool/name'],
  ['a Windows pool has a name that is too long', windows.set('name', 'windows1'), 'pool/name'],
  [
    'a Windows pool rotates under a name that is too long',
    windows.set('temporary_name_for_rotation', 'tmpwindows'),
    'pool/name',
  ],
  ['a Windows pool is of ARM', windows.set('vm_size', 'Standard_D4pds_v5'), 'pool/size-does-not-take'],
  [
    'the system pool is of the B series',
    systemPool.set('vm_size', 'Standard_B2s'),
    'pool/system-pool-shape',
    AT_CLUSTER,
  ],
  [
    'the system pool has one node',
    systemPool.merge('', { min_count: 1, node_count: 1 }),
    'pool/system-pool-shape',
    AT_CLUSTER,
  ],
  [
    'the system pool takes any workload',
    systemPool.set('only_critical_addons_enabled', false),
    'pool/system-pool-open',
    AT_CLUSTER,
  ],
  ['the system pool has few pods', systemPool.set('max_pods', 10), 'pool/system-pool-shape', AT_CLUSTER],
  ['the system pool runs Windows', systemPool.set('os_sku', 'Windows2022'), 'pool/os-not-for-version', AT_CLUSTER],
  [
    'a pool keeps stopped nodes whose disks do not last',
    apps.merge('', { os_disk_type: 'Ephemeral', scale_down_mode: 'Deallocate' }),
    'pool/combination',
  ],
  ['a pool has a system that has gone', windows.set('os_sku', 'Windows2019'), 'pool/os-not-for-version'],
  ['a pool has a version of its system that goes', apps.set('os_sku', 'Ubuntu2204'), 'pool/os-retires'],
  ['a pool has the system of another', apps.set('os_sku', 'Windows2022'), 'pool/os-not-for-version'],
  ['a pool is of a system that is none', apps.set('os_type', 'linux'), 'schema/enum'],
  [
    'a pool asks for FIPS where no image has it',
    apps.merge('', { fips_enabled: true, os_sku: 'Ubuntu2404' }),
    'pool/fips-unsupported',
  ],
  ['a pool runs another version than its cluster', apps.set('orchestrator_version', '1.36'), 'pool/version-skew'],
  ['a pool is left behind by versions', apps.set('orchestrator_version', '1.31'), 'pool/version-skew'],
  ['a pool gives every node a public address', apps.set('node_public_ip_enabled', true), 'pool/public-nodes'],
  [
    'a pool is in a subnet that is given away',
    apps.set('vnet_subnet_id', '${azurerm_subnet.network_gateway.id}'),
    'pool/subnet-unfit',
  ],
  [
    'a pool is in a subnet that is not there',
    apps.set('vnet_subnet_id', '${azurerm_subnet.network_nodes.id}'),
    'schema/reference',
  ],
  ['a pool is in no subnet', apps.remove('vnet_subnet_id'), 'pool/subnet-unfit'],
  ['a pool sets a label of AKS', apps.set('node_labels[kubernetes.azure.com/mode]', 'user'), 'pool/reserved-label'],
  [
    'a pool sets a taint of AKS',
    apps.set('node_taints', ['kubernetes.azure.com/mode=gateway:NoSchedule']),
    'pool/reserved-label',
  ],
  [
    'a pool of spot nodes keeps the price of none',
    apps.merge('', { priority: 'Spot', spot_max_price: 0, eviction_policy: 'Delete' }),
    'pool/spot-settings',
  ],
  ['a regular pool is evicted', apps.set('eviction_policy', 'Delete'), 'pool/spot-settings'],
  [
    'a Windows pool has no network out of its own',
    windows.set('windows_profile.outbound_nat_enabled', false),
    'pool/windows-needs',
  ],
  [
    'a Windows pool is tuned as Linux is',
    windows.set('linux_os_config', { swap_file_size_mb: 1024 }),
    'pool/windows-unsupported',
  ],
  ['a Windows pool has too many pods', windows.set('max_pods', 200), 'pool/max-pods'],
  ['no pool has a machine that grows', apps.set('mode', 'System'), 'pool/system-pool-open'],
  ['a pool is of a mode that is none', apps.set('mode', 'Users'), 'schema/enum'],
  ['a pool is of an availability set', systemPool.set('type', 'AvailabilitySet'), 'pool/availability-set', AT_CLUSTER],
  [
    'a pool is of another cluster',
    apps.set('kubernetes_cluster_id', '${azurerm_kubernetes_cluster.dev.id}'),
    'schema/reference',
  ],
  [
    'the pools of the services are closer than zones',
    apps.merge('', {
      proximity_placement_group_id:
        '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/a/providers/Microsoft.Compute/proximityPlacementGroups/a',
      zones: ['1', '2'],
    }),
    'pool/combination',
  ],
  ['a pool has more pods than its siblings', apps.set('max_pods', 250), 'pool/siblings-differ'],
  ['a pool is of ARM, which its siblings are not', apps.set('vm_size', 'Standard_D4pds_v5'), 'pool/siblings-differ'],
  ['a pool has a smaller size than its siblings', apps.set('vm_size', 'Standard_D2ds_v5'), 'pool/siblings-differ'],
  [
    'the services run on spot nodes',
    apps.merge('', { priority: 'Spot', eviction_policy: 'Delete', spot_max_price: -1 }),
    'pool/siblings-differ',
  ],
];
