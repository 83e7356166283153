import { cluster, pool, systemPool } from '../places';
import type { Fault } from '../vocabulary';

const AT_CLUSTER = 'azurerm_kubernetes_cluster.aks';
const apps = pool('apps_1');
const upgrades = cluster.at('maintenance_window_auto_upgrade');
const images = cluster.at('maintenance_window_node_os');
const ranges = (...list: readonly string[]) => cluster.set('api_server_access_profile', { authorized_ip_ranges: list });

/** What the provider takes as text and AKS does not: labels, taints, sizes, windows, durations and counts. */
export const NODES: readonly Fault[] = [
  ['a pool starts with more nodes than it may have', apps.set('node_count', 9), 'pool/scale-range'],
  [
    'a pool starts with fewer nodes than it must have',
    apps.merge('', { min_count: 2, node_count: 1 }),
    'pool/scale-range',
  ],
  [
    'the system pool starts with more nodes than it may have',
    systemPool.set('node_count', 9),
    'pool/scale-range',
    AT_CLUSTER,
  ],
  ['a label of a pool holds a blank', apps.set('node_labels.team', 'shop & co'), 'pool/label-syntax'],
  ['the name of a label of a pool has two slashes', apps.set('node_labels[team/a/b]', 'shop'), 'pool/label-syntax'],
  ['a label of a pool is too long', apps.set('node_labels.team', 'x'.repeat(64)), 'pool/label-syntax'],
  ['a taint has no effect', apps.set('node_taints', ['team=shop']), 'pool/label-syntax'],
  ['a taint has an effect that is none', apps.set('node_taints', ['team=shop:NoScheduling']), 'pool/label-syntax'],
  ['a taint has its effect in small letters', apps.set('node_taints', ['team=shop:noschedule']), 'pool/label-syntax'],
  ['the value of a taint holds a blank', apps.set('node_taints', ['team=the shop:NoSchedule']), 'pool/label-syntax'],
  [
    'two taints have one key',
    apps.set('node_taints', ['team=shop:NoSchedule', 'team=data:NoSchedule']),
    'pool/label-syntax',
  ],
  ['a size lacks its underscore', apps.set('vm_size', 'Standard_D4dsv5'), 'pool/unknown-size'],
  ['a size has a letter twice', apps.set('vm_size', 'Standard_D4dds_v5'), 'pool/unknown-size'],
  ['a size has its letters in another order', apps.set('vm_size', 'Standard_D4sd_v5'), 'pool/unknown-size'],
  ['a size is written without its tier', systemPool.set('vm_size', 'D4ds_v5'), 'pool/unknown-size', AT_CLUSTER],
  ['a pool has a disk that its image does not fit on', apps.set('os_disk_size_gb', 20), 'pool/os-disk-too-small'],
  [
    'a pool of spot nodes surges',
    apps.merge('', { priority: 'Spot', eviction_policy: 'Delete' }),
    'pool/spot-settings',
  ],
  ['the surge of a pool has a blank', apps.set('upgrade_settings.max_surge', '33 %'), 'pool/upgrade-settings'],
  [
    'a pool may lose all of its nodes at once',
    apps.set('upgrade_settings', { max_unavailable: '100%' }),
    'pool/upgrade-settings',
  ],
  [
    'the cluster writes its patch beside the channel of patches',
    cluster.set('kubernetes_version', '1.35.1'),
    'cluster/version-beside-channel',
  ],
  [
    'a pool writes its patch beside the channel of patches',
    apps.set('orchestrator_version', '1.35.1'),
    'cluster/version-beside-channel',
    AT_CLUSTER,
  ],
  [
    'the channel moves the minor version that is written out',
    cluster.set('automatic_upgrade_channel', 'rapid'),
    'cluster/version-beside-channel',
  ],
  ['the window for upgrades has no day', upgrades.remove('day_of_week'), 'cluster/maintenance-window'],
  ['the window for images has no day', images.remove('day_of_week'), 'cluster/maintenance-window'],
  ['the window of a month has no week', upgrades.set('frequency', 'RelativeMonthly'), 'cluster/maintenance-window'],
  ['the window of a month has no day', upgrades.set('frequency', 'AbsoluteMonthly'), 'cluster/maintenance-window'],
  ['the window starts at an hour that is none', upgrades.set('start_time', '25:00'), 'cluster/maintenance-window'],
  ['the window is in a time zone', upgrades.set('utc_offset', 'Europe/Berlin'), 'cluster/maintenance-window'],
  ['the window never comes', upgrades.set('interval', 0), 'cluster/maintenance-window'],
  [
    'the autoscaler looks every 10 of nothing',
    cluster.set('auto_scaler_profile.scan_interval', '10'),
    'cluster/autoscaler-profile',
  ],
  [
    'the autoscaler keeps nodes that are used by half, in percent',
    cluster.set('auto_scaler_profile.scale_down_utilization_threshold', '50'),
    'cluster/autoscaler-profile',
  ],
  [
    'the autoscaler chooses pools by what is none',
    cluster.set('auto_scaler_profile.expander', 'cheapest'),
    'schema/enum',
  ],
  ['private addresses may call the API server', ranges('10.0.0.0/8'), 'cluster/authorized-ranges'],
  ['everybody may call the API server', ranges('0.0.0.0/0'), 'cluster/authorized-ranges'],
  ['a name may call the API server', ranges('office.contoso.com'), 'cluster/authorized-ranges'],
];
