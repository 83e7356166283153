import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { providerSchema } from '../../../lib/schema/data';
import { type Attributes, isReadOnly } from '../../../lib/schema/terraform/grammar';
import { LEFT_OUT } from './left-out';

/** Where a program says what an argument becomes: file and prop, or why no prop changes it by itself. */
type Place = readonly [file: string, prop: string] | string;

const PLACEMENT = 'cluster/pool-placement-props.ts';
const PROFILE = 'cluster/network-profile.ts';
const POOL: Readonly<Record<string, Place>> = {
  capacity_reservation_group_id: [PLACEMENT, 'capacityReservationGroupId'],
  host_group_id: [PLACEMENT, 'hostGroupId'],
  'node_network_profile.node_public_ip_tags': [PLACEMENT, 'tags'],
  node_public_ip_prefix_id: [PLACEMENT, 'prefixId'],
  proximity_placement_group_id: [PLACEMENT, 'proximityPlacementGroupId'],
};
const METHOD = 'the method that adds the pool says it';

const PLACES: Readonly<Record<'cluster' | 'pool', Readonly<Record<string, Place>>>> = {
  cluster: {
    ...Object.fromEntries(Object.entries(POOL).map(([name, place]) => [`default_node_pool.${name}`, place])),
    'default_node_pool.type': 'always a scale set',
    disk_encryption_set_id: ['cluster/encryption.ts', 'diskEncryptionSetId'],
    dns_prefix: ['cluster/aks-cluster-props.ts', 'dnsPrefix'],
    dns_prefix_private_cluster: ['cluster/api-server.ts', 'subdomain'],
    edge_zone: ['cluster/aks-cluster-props.ts', 'edgeZone'],
    'kubelet_identity.client_id': ['cluster/aks-cluster-props.ts', 'kubeletIdentity'],
    'kubelet_identity.object_id': ['cluster/aks-cluster-props.ts', 'kubeletIdentity'],
    'kubelet_identity.user_assigned_identity_id': ['cluster/aks-cluster-props.ts', 'kubeletIdentity'],
    'linux_profile.admin_username': ['cluster/os-profiles.ts', 'adminUsername'],
    'linux_profile.ssh_key.key_data': ['cluster/os-profiles.ts', 'sshPublicKey'],
    location: ['place.ts', 'location'],
    name: ['cluster/aks-cluster-props.ts', 'name'],
    network_profile: ['cluster/aks-cluster-props.ts', 'networkProfile'],
    'network_profile.dns_service_ip': [PROFILE, 'dnsServiceIp'],
    'network_profile.ip_versions': 'always IPv4',
    'network_profile.load_balancer_profile': ['cluster/aks-cluster-props.ts', 'networkProfile'],
    'network_profile.load_balancer_sku': 'always the standard one',
    'network_profile.network_plugin': 'always azure',
    'network_profile.pod_cidr': [PROFILE, 'podCidr'],
    'network_profile.service_cidr': [PROFILE, 'serviceCidr'],
    node_resource_group: ['cluster/aks-cluster-props.ts', 'nodeResourceGroupName'],
    private_cluster_enabled: ['cluster/aks-cluster-props.ts', 'apiServer'],
    private_dns_zone_id: ['cluster/api-server.ts', 'dns'],
    resource_group_name: 'a resource is moved by giving it another place as a whole',
    role_based_access_control_enabled: 'always on',
    'windows_profile.admin_username': ['cluster/os-profiles.ts', 'adminUsername'],
  },
  pool: {
    ...POOL,
    eviction_policy: ['cluster/pool-props.ts', 'evictionPolicy'],
    gpu_driver: ['cluster/pool-props.ts', 'driver'],
    gpu_instance: ['cluster/pool-props.ts', 'gpuInstance'],
    kubernetes_cluster_id: METHOD,
    name: ['cluster/pool-props.ts', 'name'],
    os_type: METHOD,
    priority: METHOD,
    spot_max_price: ['cluster/pool-props.ts', 'maxPrice'],
    windows_profile: ['cluster/pool-props.ts', 'outboundNat'],
    'windows_profile.outbound_nat_enabled': ['cluster/pool-props.ts', 'outboundNat'],
  },
};

describe('what azurerm 4.55 replaces a resource for', () => {
  it.each([
    ['cluster', 'azurerm_kubernetes_cluster'],
    ['pool', 'azurerm_kubernetes_cluster_node_pool'],
  ] as const)('is a prop of the %s that is told as fixed at creation', (kind, type) => {
    const { attributes } = providerSchema('4.55.0').resources[type] as { attributes: Attributes };
    const left = Object.keys(LEFT_OUT[kind]);
    const fixed = [...replacing(attributes)].filter(
      (path) => !left.some((one) => path === one || path.startsWith(`${one}.`)),
    );
    expect(Object.keys(PLACES[kind]).sort()).toEqual(fixed.sort());
    const places = Object.values(PLACES[kind]).filter((place) => typeof place !== 'string');
    expect(places.filter(([file, prop]) => !isTagged(file, prop))).toEqual([]);
  });
});

function* replacing(attributes: Attributes, prefix = ''): Iterable<string> {
  for (const [name, attribute] of Object.entries(attributes)) {
    if (isReadOnly(attribute) || attribute.deprecated === true) continue;
    if ((attribute as { forceNew?: boolean }).forceNew === true) yield `${prefix}${name}`;
    if (attribute.block) yield* replacing(attribute.block, `${prefix}${name}.`);
  }
}

/** Whether a prop of that name in a file carries the tag in the comment before it. */
function isTagged(file: string, prop: string): boolean {
  const text = readFileSync(join(__dirname, '../../../lib/azure', file), 'utf8');
  const comments = [...text.matchAll(new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s+readonly ${prop}\\??:`, 'g'))];
  return comments.some(([, comment]) => comment?.includes('@creation'));
}
