import type { AksClusterProps } from '../../../lib/azure/cluster/aks-cluster-props';
import type { AksCluster } from '../../../lib/azure/cluster/aks-cluster';
import { ApiServer, ApiServerDns } from '../../../lib/azure/cluster/api-server';
import { Bootstrap } from '../../../lib/azure/cluster/bootstrap';
import { SYSCTLS } from '../../../lib/azure/cluster/linux-os-config';
import { MaintenanceWindow } from '../../../lib/azure/cluster/maintenance-window';
import { NetworkProfile } from '../../../lib/azure/cluster/network-profile';
import { Outbound } from '../../../lib/azure/cluster/outbound';
import type { LinuxNodePoolProps } from '../../../lib/azure/cluster/pool-props';
import { PrivateDnsZone } from '../../../lib/azure/network/private-dns-zone';
import { ContainerRegistry } from '../../../lib/azure/registry/container-registry';
import { Duration } from '../../../lib/core/duration';
import { Percent } from '../../../lib/core/percent';
import { Size } from '../../../lib/core/size';
import { providerSchema } from '../../../lib/schema/data';
import { type Attributes, isReadOnly } from '../../../lib/schema/terraform/grammar';
import { type NetworkWorld, refused } from '../network/world';
import { LEFT_OUT } from './left-out';
import { clusterWorld, SIZE, systemPool } from './world';

type Of = (world: NetworkWorld) => Partial<AksClusterProps>;

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers';
const KUBELET = {
  identityId: `${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/kubelet`,
  clientId: '22222222-2222-2222-2222-222222222222',
  principalId: '33333333-3333-3333-3333-333333333333',
};
const BLACKOUT = { start: '2026-12-19T00:00:00Z', end: '2027-01-04T00:00:00Z' };
const DAYS = [{ start: '2026-12-19', end: '2027-01-04' }];

/** Everything that a pool of Linux takes. */
const whole = {
  labels: { team: 'shop' },
  zones: ['1'],
  osDiskSize: Size.gibibytes(64),
  kubeletDiskType: 'OS',
  hostEncryption: true,
  ultraSsd: true,
  fips: true,
  osSku: 'AzureLinux',
  proximityPlacementGroupId: `${GROUP}/Microsoft.Compute/proximityPlacementGroups/close`,
  capacityReservationGroupId: `${GROUP}/Microsoft.Compute/capacityReservationGroups/reserved`,
  hostGroupId: `${GROUP}/Microsoft.Compute/hostGroups/hosts`,
  snapshotId: `${GROUP}/Microsoft.ContainerService/snapshots/golden`,
  publicIps: {
    prefixId: `${GROUP}/Microsoft.Network/publicIPPrefixes/nodes`,
    tags: { RoutingPreference: 'Internet' },
  },
  hostPorts: [{ from: 443 }],
  applicationSecurityGroupIds: [`${GROUP}/Microsoft.Network/applicationSecurityGroups/nodes`],
  kubeletConfig: {
    cpuManagerPolicy: 'static',
    cpuCfsQuota: true,
    cpuCfsQuotaPeriod: Duration.millis(50),
    imageGcHighThreshold: Percent.of(80),
    imageGcLowThreshold: Percent.of(60),
    topologyManagerPolicy: 'best-effort',
    allowedUnsafeSysctls: ['net.core.somaxconn'],
    containerLogMaxSize: Size.mebibytes(50),
    containerLogMaxFiles: 5,
    podMaxPids: 1000,
  },
  linuxOsConfig: {
    sysctls: Object.fromEntries(Object.entries(SYSCTLS).map(([name, [, least]]) => [name, least])),
    localPortRange: [1024, 60999],
    tcpTwReuse: true,
    transparentHugePage: 'always',
    transparentHugePageDefrag: 'always',
    swapFileSize: Size.mebibytes(512),
  },
} as const satisfies Partial<LinuxNodePoolProps>;

/** Clusters that together have everything, since much of it excludes the rest. */
const CLUSTERS: readonly Of[] = [
  ({ prod, network }) => ({
    apiServer: ApiServer.private({
      dns: ApiServerDns.zone(new PrivateDnsZone(prod, 'dns', { name: 'private.westeurope.azmk8s.io' }), {
        subdomain: 'shop',
      }),
      vnetIntegration: {
        subnet: network.addSubnet('api', { delegation: 'Microsoft.ContainerService/managedClusters' }),
      },
    }),
    tier: 'Premium',
    costAnalysis: true,
    nodeResourceGroupName: 'shop-nodes',
    systemPool: { ...systemPool, ...whole },
    etcdEncryption: {
      keyId: `https://contoso.vault.azure.net/keys/etcd/${'0'.repeat(32)}`,
      vaultId: `${GROUP}/Microsoft.KeyVault/vaults/contoso`,
    },
    diskEncryptionSetId: `${GROUP}/Microsoft.Compute/diskEncryptionSets/disks`,
    logAnalytics: true,
    defender: true,
    metrics: true,
    aiToolchainOperator: true,
    sgxQuoteHelper: true,
    edgeZone: 'microsoftlosangeles1',
    httpProxy: { http: 'http://proxy:3128/', https: 'http://proxy:3128/', trustedCa: true },
    trustedCertificates: ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'],
    kubeletIdentity: KUBELET,
    bootstrap: Bootstrap.registry(new ContainerRegistry(prod, 'registry', { name: 'contosocache' })),
    serviceMesh: {
      revisions: ['asm-1-29'],
      certificateAuthority: {
        vaultId: `${GROUP}/Microsoft.KeyVault/vaults/contoso`,
        rootCertificate: 'root-cert',
        certificate: 'ca-cert',
        certificateChain: 'cert-chain',
        key: 'ca-key',
      },
    },
    appRouting: true,
    autoscaler: { skipNodesWithLocalStorage: false },
    networkProfile: NetworkProfile.podSubnet({ observability: true, security: true }),
    linuxProfile: { sshPublicKey: 'ssh-ed25519 AAAA' },
    upgrades: {
      window: MaintenanceWindow.monthlyOn({ week: 'Last', day: 'Sunday', blackouts: DAYS }),
      nodeImageWindow: MaintenanceWindow.monthlyOn({ week: 'Last', day: 'Sunday', blackouts: DAYS }),
      releases: { allowed: [{ day: 'Sunday', hours: [1] }], blackouts: [BLACKOUT] },
      forced: { enabled: true, until: '2026-12-01T00:00:00Z' },
    },
  }),
  () => ({
    authorizedIpRanges: ['203.0.113.0/24'],
    windowsProfile: { hybridBenefit: true, gmsa: { dnsServer: '10.0.0.4', rootDomain: 'contoso.com' } },
    networkProfile: NetworkProfile.overlay({
      policy: 'calico',
      outbound: Outbound.loadBalancer({ ipAddressIds: [`${GROUP}/Microsoft.Network/publicIPAddresses/out`] }),
    }),
    upgrades: {
      window: MaintenanceWindow.monthly({ dayOfMonth: 1 }),
      nodeImageWindow: MaintenanceWindow.monthly({ dayOfMonth: 1 }),
    },
  }),
  () => ({
    networkProfile: NetworkProfile.nodeSubnet({
      outbound: Outbound.loadBalancer({ ipPrefixIds: [`${GROUP}/Microsoft.Network/publicIPPrefixes/out`] }),
    }),
    virtualNodes: true,
  }),
];

describe('every argument of azurerm 4.55', () => {
  const rendered = CLUSTERS.map((of) => {
    const world = clusterWorld(of);
    addPools(world.cluster);
    return world.render();
  });

  it('is accepted where it is set', () => {
    expect(rendered.flatMap((stack) => refused(stack))).toEqual([]);
  });

  it.each([
    ['cluster', 'azurerm_kubernetes_cluster'],
    ['pool', 'azurerm_kubernetes_cluster_node_pool'],
  ] as const)('of a %s is set by props, deprecated, or left to overrides for a reason', (kind, type) => {
    const { attributes } = providerSchema('4.55.0').resources[type] as { attributes: Attributes };
    const set = new Set(
      rendered.flatMap((stack) => Object.values(stack.all(type)).flatMap((body) => [...paths(body)])),
    );
    const all = [...argumentsOf(attributes)];
    const reasons = Object.keys(LEFT_OUT[kind]);
    const isLeftOut = (path: string): boolean => reasons.some((one) => path === one || path.startsWith(`${one}.`));

    expect(all.filter((path) => !set.has(path) && !isLeftOut(path))).toEqual([]);
    expect(reasons.filter((path) => set.has(path) || !all.includes(path))).toEqual([]);
  });
});

function addPools(cluster: AksCluster): void {
  const { policy, mode } = cluster.networkProfile;
  const scale = { min: 2, max: 6 };
  const { zones: _, ...free } = whole;
  cluster.addNodePool('apps', { vmSize: SIZE, scale, ...free, zones: ['1'], upgrade: { maxUnavailable: 1 } });
  if (mode !== 'overlay') return;
  cluster.addSpotNodePool('spot', { vmSize: SIZE, scale });
  cluster.addGpuNodePool('gpu', { vmSize: 'Standard_ND96asr_v4', scale: { min: 0, max: 2 }, gpuInstance: 'MIG1g' });
  if (policy === 'calico') cluster.addWindowsNodePool('win', { vmSize: SIZE, scale });
}

/** Paths of what may be written, deprecated arguments left out, `a.b` for those of blocks. */
function* argumentsOf(attributes: Attributes, prefix = ''): Iterable<string> {
  for (const [name, attribute] of Object.entries(attributes)) {
    if (isReadOnly(attribute) || attribute.deprecated === true) continue;
    yield `${prefix}${name}`;
    if (attribute.block) yield* argumentsOf(attribute.block, `${prefix}${name}.`);
  }
}

/** Paths of what is written. */
function* paths(value: unknown, prefix = ''): Iterable<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* paths(item, prefix);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      yield `${prefix}${name}`;
      yield* paths(item, `${prefix}${name}.`);
    }
  }
}
