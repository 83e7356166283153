import type { AksClusterProps } from '../../../lib/azure/cluster/aks-cluster-props';
import { MaintenanceWindow } from '../../../lib/azure/cluster/maintenance-window';
import { NetworkProfile } from '../../../lib/azure/cluster/network-profile';
import { Outbound } from '../../../lib/azure/cluster/outbound';
import type { NodePoolProps, SystemPoolProps } from '../../../lib/azure/cluster/pool-props';
import { RouteTable } from '../../../lib/azure/network/route-table';
import { VirtualNetwork } from '../../../lib/azure/network/virtual-network';
import { runChecks } from '../../../lib/core/checks';
import { Duration } from '../../../lib/core/duration';
import { formatProblem } from '../../../lib/core/errors';
import { Percent } from '../../../lib/core/percent';
import { Size } from '../../../lib/core/size';
import { type NetworkWorld, thrown } from '../network/world';
import { clusterWorld, SIZE, systemPool } from './world';

type Of = Partial<AksClusterProps> | ((world: NetworkWorld) => Partial<AksClusterProps>);

const apps: NodePoolProps = { vmSize: SIZE, scale: { min: 3, max: 30 } };
const system = (props: Partial<SystemPoolProps>): Of => ({ systemPool: { ...systemPool, ...props } });

describe('AksCluster refuses', () => {
  it.each<[string, Of, string]>([
    [
      'a zone that the region does not have',
      { zones: ['1', '4'] },
      "[prod/aks] 'zones' (4) is no zone of westeurope, which has 1, 2, 3. Write one of 1, 2, 3. (zone/unknown)",
    ],
    [
      'a zone named twice',
      { zones: ['1', '1'] },
      `[prod/aks] 'zones' (["1","1"]) names a zone twice. Name each once. (zone/twice)`,
    ],
    [
      'an unknown region',
      { location: 'westeurop' },
      "[prod/aks] 'location' (westeurop) is not a region of the public cloud. Did you mean 'westeurope'? (region/unknown)",
    ],
    [
      'another region than that of the network',
      { location: 'northeurope' },
      "[prod/aks] 'network' (prod-network) lies in westeurope, and the cluster in northeurope. A cluster and its network share a region. (cluster/other-region)",
    ],
    [
      'a version with a patch under the channel patch',
      { version: '1.35.2' },
      "[prod/aks] 'version' (1.35.2) names a patch, which the channel 'patch' moves by itself. Write 1.35, or pin the patch with upgrades: { channel: 'none' }. (version/exact-with-channel)",
    ],
    [
      'a version that is none',
      { version: 'latest' },
      "[prod/aks] 'version' (latest) is not a Kubernetes version. Write 1.35, or 1.35.2. (version/malformed)",
    ],
    [
      'another node image channel under the channel node-image',
      { upgrades: { channel: 'node-image', nodeImageChannel: 'None' } },
      "[prod/aks] 'upgrades.nodeImageChannel' (None) is not 'NodeImage', which the channel 'node-image' demands. Leave it out, or use the channel 'none' (UP04). (upgrade/node-image-channel)",
    ],
    [
      'a name that Azure refuses',
      { name: 'shop!' },
      "[prod/aks] 'name' (shop!) is not the name of an AKS cluster: 1 to 63 letters, digits, '_', '-', starting and ending with a letter or digit. Did you mean 'shop'? (name/azure)",
    ],
    [
      'an administrator that is no id',
      { admins: ['platform-team'] },
      "[prod/aks] 'admins' (platform-team) is not the id of an Entra group, which is a UUID. Write the object id, such as 00000000-0000-0000-0000-000000000000. (access/uuid)",
    ],
    [
      'ranges for the API server that are none, or say nothing',
      { authorizedIpRanges: ['10.0.0.0/8', '203.0.113.7/24', '0.0.0.0/0'] },
      [
        "[prod/aks] 'authorizedIpRanges[0]' (10.0.0.0/8) is a private range, and Azure sees only public addresses here. Write the address that traffic leaves your network by, or use a private endpoint. (network/private-range)",
        "[prod/aks] 'authorizedIpRanges[1]' (203.0.113.7/24) has bits set beyond its mask. Did you mean 203.0.113.0/24? (cidr/host-bits)",
        "[prod/aks] 'authorizedIpRanges' (0.0.0.0/0) is the whole internet. Name the ranges that you call from, or leave it out. (access/range)",
      ].join('\n'),
    ],
    [
      'more ranges for the API server than it takes',
      { authorizedIpRanges: Array.from({ length: 201 }, (_, index) => `203.0.113.${index}`) },
      "[prod/aks] 'authorizedIpRanges' (201) is above the 200 ranges that an API server takes. Merge ranges (API01). (access/too-many-ranges)",
    ],
    [
      'virtual nodes whose connector may not call the API server',
      {
        networkProfile: NetworkProfile.nodeSubnet({ policy: 'calico' }),
        virtualNodes: true,
        authorizedIpRanges: ['203.0.113.0/24'],
      },
      "[prod/aks] 'authorizedIpRanges' (203.0.113.0/24) keeps the connector of virtual nodes away from the API server. Leave it out, or do without virtual nodes (VN03). (virtual-nodes/authorized-ranges)",
    ],
    [
      'virtual nodes on an overlay',
      { virtualNodes: true },
      "[prod/aks] 'virtualNodes' (NetworkProfile.overlay({ policy: 'cilium' })) is a network profile that takes no virtual nodes: their pods need addresses of the network. Write networkProfile: NetworkProfile.nodeSubnet({ policy: 'calico' }) (VN02). (virtual-nodes/overlay)",
    ],
    [
      'a subnet for virtual nodes that is not delegated',
      ({ network }) => ({
        networkProfile: NetworkProfile.nodeSubnet(),
        virtualNodes: { subnet: network.addSubnet('burst'), maxPods: 0 },
      }),
      [
        "[prod/aks] 'virtualNodes.subnet' (burst) is not delegated to Microsoft.ContainerInstance/containerGroups. Add it with addSubnet(id, { delegation: 'Microsoft.ContainerInstance/containerGroups' }) (VN05). (virtual-nodes/delegation)",
        "[prod/aks] 'virtualNodes.maxPods' (0) is not a whole number from 1. Write 100. (virtual-nodes/max-pods)",
      ].join('\n'),
    ],
    [
      'a subnet of another network',
      ({ prod }) => ({
        subnet: new VirtualNetwork(prod, 'elsewhere', { addressSpace: '10.99.0.0/16' }).addSubnet('nodes'),
      }),
      "[prod/aks] 'subnet' (nodes) lies in the network 'prod-elsewhere', and 'network' is 'prod-network'. Pass a subnet of that network. (cluster/other-network)",
    ],
    [
      'user-defined routing without a route table',
      { networkProfile: NetworkProfile.overlay({ outbound: Outbound.userDefinedRouting() }) },
      "[prod/aks/system] 'subnet' (aks-nodes) has no route table, and the cluster goes out by user-defined routes. Pass a subnet made with addSubnet(id, { routeTable }) whose table sends 0.0.0.0/0 to an appliance (EG04). (outbound/route-table-missing)",
    ],
    [
      'user-defined routing without a default route',
      ({ prod, network }) => ({
        networkProfile: NetworkProfile.overlay({ outbound: Outbound.userDefinedRouting() }),
        subnet: network.addSubnet('nodes', {
          routeTable: new RouteTable(prod, 'routes', {
            routes: [{ name: 'home', prefix: '10.0.0.0/8', nextHop: '10.20.255.4' }],
          }),
        }),
      }),
      "[prod/aks/system] 'subnet' (nodes) has a route table without a route for 0.0.0.0/0, and the cluster goes out by user-defined routes. Add a route for 0.0.0.0/0 to an appliance or gateway (EG04). (outbound/default-route)",
    ],
    [
      'user-defined routing to the internet',
      ({ prod, network }) => ({
        networkProfile: NetworkProfile.overlay({ outbound: Outbound.userDefinedRouting() }),
        subnet: network.addSubnet('nodes', {
          routeTable: new RouteTable(prod, 'routes', {
            routes: [{ name: 'out', prefix: '0.0.0.0/0', nextHop: 'Internet' }],
          }),
        }),
      }),
      "[prod/aks/system] 'subnet' (nodes) sends 0.0.0.0/0 to 'Internet', which Azure refuses with user-defined routing. Add a route for 0.0.0.0/0 to an appliance or gateway (EG04). (outbound/default-route)",
    ],
    [
      'a NAT gateway that is not there',
      { networkProfile: NetworkProfile.overlay({ outbound: Outbound.natGateway() }) },
      "[prod/aks/system] 'subnet' (aks-nodes) has no NAT gateway, and the cluster goes out through one. Pass a subnet made with addSubnet(id, { natGateway }) (EG03). (outbound/nat-gateway-missing)",
    ],
    [
      'a name of a subnet that no label of an overlay node can hold',
      ({ network }) => ({ subnet: network.addSubnet('nodes', { name: 'n'.repeat(64) }) }),
      `[prod/aks/system] 'subnet' (${'n'.repeat(64)}) is the name of a subnet of 64 characters, and overlay networking takes 63. Shorten it (NET12). (network/name-length)`,
    ],
    [
      'a name of a subnet that is no label',
      ({ network }) => ({ subnet: network.addSubnet('nodes', { name: 'nodes_' }) }),
      "[prod/aks/system] 'subnet' (nodes_) is the name of a subnet, and overlay networking makes a label of it: letters, digits, '-', '_' and '.' between letters or digits. Rename it (NET12). (network/name-label)",
    ],
    [
      'a burstable system pool',
      system({ vmSize: 'Standard_B4ms' }),
      "[prod/aks/system] 'vmSize' (Standard_B4ms) is burstable (B-series), which Azure refuses for system pools. Take one such as Standard_D4ds_v5 (POOL02). (pool/system-burstable)",
    ],
    [
      'a system pool of one node',
      system({ scale: { count: 1 } }),
      "[prod/aks/system] 'scale.count' (1) is below the two nodes that a system pool must have. Write at least 2; 3 for production (POOL02). (pool/system-one-node)",
    ],
    [
      'a system pool that may shrink to one node',
      system({ scale: { min: 1, max: 3 } }),
      "[prod/aks/system] 'scale.min' (1) is below the two nodes that a system pool must have. Write at least 2; 3 for production (POOL02). (pool/system-one-node)",
    ],
    [
      'an unknown VM size',
      system({ vmSize: 'Standard_D4ds_v55' }),
      "[prod/aks/system] 'vmSize' (Standard_D4ds_v55) is not a VM size that is known here. Did you mean 'Standard_D4ds_v5'? (vm-size/unknown)",
    ],
    [
      'an interval of the image cleaner below a day',
      { imageCleanerInterval: Duration.hours(1) },
      "[prod/aks] 'imageCleanerInterval' (1h) is not between a day and 90 days. Write Duration.days(7) (ADD08). (addon/image-cleaner-interval)",
    ],
    [
      'secrets that are read anew all the time',
      { secretRotationInterval: Duration.zero },
      "[prod/aks] 'secretRotationInterval' (0s) is no time at all. Write Duration.minutes(2). (addon/secret-rotation)",
    ],
    [
      'what is no public key, without printing it',
      { linuxProfile: { sshPublicKey: '-----BEGIN OPENSSH PRIVATE KEY-----' } },
      "[prod/aks] 'linuxProfile.sshPublicKey' is not a public key in the form of OpenSSH. Write the content of a file such as ~/.ssh/id_ed25519.pub: 'ssh-ed25519 AAAA…'. (cluster/ssh-key)",
    ],
    [
      'a common name of an administrator',
      { windowsProfile: { adminUsername: 'Administrator' } },
      "[prod/aks] 'windowsProfile.adminUsername' (Administrator) is not the name of an administrator: a letter, then letters, digits, '-' and '_', at most 20, and no common one. Leave it out for 'azureuser'. (cluster/admin-name)",
    ],
    [
      'an impossible profile of the autoscaler',
      {
        autoscaler: {
          scaleDownUnneeded: Duration.seconds(90),
          maxUnreadyPercentage: Percent.of(101),
          maxUnreadyNodes: -1,
        },
      },
      [
        "[prod/aks] 'autoscaler.scaleDownUnneeded' (1m30s) is not a whole number of minutes. Write a multiple of one of these minutes. (duration/not-whole-minutes)",
        "[prod/aks] 'autoscaler.maxUnreadyPercentage' (101%) is above 100%. Write a share. (autoscaler/profile)",
        "[prod/aks] 'autoscaler.maxUnreadyNodes' (-1) is not a whole number from 0. Write a whole number. (autoscaler/profile)",
      ].join('\n'),
    ],
    [
      'policies that name hosts before they came',
      { version: '1.28', networkProfile: NetworkProfile.overlay({ security: true }) },
      "[prod/aks] 'networkProfile.security' (true) came with Kubernetes 1.29, and the cluster has 1.28. Use a newer version, or leave it out (DP15). (network/security-version)",
    ],
    [
      'windows without upgrades',
      {
        upgrades: {
          channel: 'none',
          nodeImageChannel: 'None',
          window: MaintenanceWindow.daily(),
          nodeImageWindow: MaintenanceWindow.daily(),
        },
      },
      [
        "[prod/aks] 'upgrades.window' is a window without upgrades: channel 'none' starts none. Leave it out, or choose a channel (UP10). (upgrade/window-without-channel)",
        "[prod/aks] 'upgrades.nodeImageWindow' is a window without upgrades: nodeImageChannel 'None' starts none. Leave it out, or choose a channel (UP10). (upgrade/window-without-channel)",
      ].join('\n'),
    ],
  ])('%s', (_, of, expected) => {
    expect(thrown(() => clusterWorld(of)).join('\n')).toContain(expected);
  });

  it('all of it at once, the system pool included', () => {
    expect(
      thrown(() =>
        clusterWorld({ version: '1.35.2', virtualNodes: true, systemPool: { vmSize: SIZE, scale: { count: 1 } } }),
      ),
    ).toEqual([
      expect.stringContaining('(virtual-nodes/overlay)'),
      expect.stringContaining('(version/exact-with-channel)'),
      expect.stringContaining('(pool/system-one-node)'),
    ]);
  });

  it('pools that a pod range or the ports of its addresses do not serve', () => {
    const { cluster } = clusterWorld({
      networkProfile: NetworkProfile.overlay({
        podCidr: '10.244.0.0/20',
        outbound: Outbound.loadBalancer({ portsPerNode: 4000 }),
      }),
    });
    expect(runChecks(cluster)).toEqual([]);
    cluster.addNodePool('apps', apps);
    expect(runChecks(cluster).map(formatProblem)).toEqual([
      "[prod/aks] 'networkProfile.podCidr' (10.244.0.0/20) serves 16 nodes at a /24 each, and pools reach 48 (pool 'system' (6 nodes + 2 surge) + pool 'apps' (30 nodes + 10 surge)). Write 10.244.0.0/18 or another range of that size, or lower maxima; changing it replaces a cluster that exists (NET08). (network/pod-cidr-too-small)",
      "[prod/aks] 'networkProfile.outbound' (4000) ports a node serve 16 nodes, and pools reach 48 (pool 'system' (6 nodes + 2 surge) + pool 'apps' (30 nodes + 10 surge)). Lower portsPerNode, or add addresses (EG15). (outbound/ports-too-many)",
    ]);
  });

  it('more nodes than its tier takes', () => {
    const networkProfile = NetworkProfile.overlay({ podCidr: '10.128.0.0/11' });
    const { cluster } = clusterWorld({ tier: 'Free', networkProfile });
    const upgrade = { maxSurge: 1 };
    for (const id of ['a', 'b']) cluster.addNodePool(id, { vmSize: SIZE, scale: { min: 0, max: 500 }, upgrade });
    expect(runChecks(cluster).map(formatProblem)).toEqual([
      "[prod/aks] 'nodePools' (1006) is the number of nodes that pools reach, above the 1000 of the tier 'Free'. Lower maxima, or use tier 'Standard' (UP17). (cluster/too-many-nodes)",
    ]);

    const standard = clusterWorld({ networkProfile }).cluster;
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) {
      standard.addNodePool(id, { vmSize: SIZE, scale: { min: 0, max: 900 }, upgrade });
    }
    expect(runChecks(standard).map(formatProblem)).toEqual([
      "[prod/aks] 'nodePools' (5406) is the number of nodes that pools reach, above the 5000 of the tier 'Standard'. Lower maxima, or make a second cluster (UP12). (cluster/too-many-nodes)",
    ]);
  });

  it('regions without identities, and knows nothing of zones outside the public cloud', () => {
    const government = { cloud: 'usgovernment', location: 'usgovvirginia' } as const;
    expect(clusterWorld({ zones: ['1', '2', '3'] }, government).cluster.cloud).toBe('usgovernment');
    expect(thrown(() => clusterWorld({}, { ...government, location: 'usgoviowa' }))).toEqual([
      "[prod/aks] 'location' (usgoviowa) takes no user-assigned identity for a cluster. Take another region, such as usgovvirginia (ID23). (cluster/identity-region)",
    ]);
  });

  it('people of another tenant, where roles of Azure decide', () => {
    const tenantId = '99999999-9999-9999-9999-999999999999';
    const own = { tenantId: '88888888-8888-8888-8888-888888888888' };
    expect(thrown(() => clusterWorld({ tenantId }, own))).toEqual([
      "[prod/aks] 'tenantId' (99999999-9999-9999-9999-999999999999) is another tenant than the subscription's (88888888-8888-8888-8888-888888888888), whose roles alone decide where azureRbac is on. Leave it out, or set azureRbac: false (ID22). (access/other-tenant)",
    ]);
    expect(thrown(() => clusterWorld({ tenantId, azureRbac: false }, own))).toEqual([]);
  });

  it('a group for its nodes that is too long, or that something else makes', () => {
    const long = clusterWorld({ nodeResourceGroupName: 'n'.repeat(81) });
    expect(runChecks(long.cluster).map(formatProblem)).toEqual([
      `[prod/aks] 'nodeResourceGroupName' (${'n'.repeat(79)}…) has 81 characters, and AKS takes 80. Shorten it, or leave it out (ID21). (cluster/node-group-length)`,
    ]);
    const { cluster } = clusterWorld({ nodeResourceGroupName: 'prod-rg' }, { resourceGroupName: 'prod-rg' });
    expect(runChecks(cluster).map(formatProblem)).toEqual([
      "[prod/aks] 'nodeResourceGroupName' (prod-rg) is the group that prod/resource-group makes, and AKS makes it itself. Name a group that nothing makes, or leave it out (ID21). (cluster/node-group-exists)",
    ]);
  });

  it('more pools than Azure takes', () => {
    const { cluster } = clusterWorld();
    const zones = ['1', '2', '3'];
    const one = { vmSize: SIZE, scale: { count: 3 }, zones, upgrade: { maxSurge: 1 } };
    for (let index = 0; index < 33; index += 1) cluster.addNodePool(`p${index}x`, one).perZone();
    expect(runChecks(cluster).map((problem) => problem.code)).toEqual([]);
    cluster.addNodePool('last', { ...one, scale: { count: 1 } });
    expect(runChecks(cluster).map(formatProblem)).toEqual([
      "[prod/aks] 'nodePools' (101) is above the 100 pools that a cluster may have. Merge pools. (cluster/too-many-pools)",
    ]);
  });
});

describe('A node pool is refused', () => {
  const worlds = {
    cilium: () => clusterWorld().cluster,
    calico: () => clusterWorld({ networkProfile: NetworkProfile.overlay({ policy: 'calico' }) }).cluster,
    azure: () => clusterWorld({ networkProfile: NetworkProfile.nodeSubnet({ policy: 'azure' }) }).cluster,
    newest: () => clusterWorld({ version: '1.37', networkProfile: NetworkProfile.overlay({ policy: 'none' }) }).cluster,
  };

  it.each<[string, Partial<NodePoolProps>, string]>([
    [
      'a minimum above the maximum',
      { scale: { min: 3, max: 2 } },
      "'scale.max' (2) is below 'scale.min' (3). Raise max or lower min. (pool/scale-range)",
    ],
    [
      'a fixed count with the autoscaler',
      { scale: { count: 3, min: 1, max: 3 } as never },
      "'scale.count' (3) is a fixed count, and 'min' and 'max' ask for the autoscaler. Keep { count } or { min, max }. (pool/scale-both)",
    ],
    [
      'half a scale',
      { scale: { min: 3 } as never },
      `'scale' ({"min":3}) says neither how many nodes there are nor between which bounds. Write { count: 3 } or { min: 3, max: 6 }. (pool/scale-missing)`,
    ],
    [
      'more nodes than a pool may have',
      { scale: { min: 0, max: 1001 } },
      "'scale.max' (1001) is not a whole number of nodes from 0 to 1000. Write a whole number in that range, or spread the nodes over more pools. (pool/scale-count)",
    ],
    [
      'a surge beyond what a pool may have',
      { scale: { min: 0, max: 800 } },
      "'upgrade.maxSurge' (33%) adds 264 nodes to 800, and a pool has at most 1000. Lower the surge or the maximum (POOL16). (pool/surge-limit)",
    ],
    [
      'no surge at all',
      { upgrade: { maxSurge: 0 } },
      "'upgrade.maxSurge' (0) is neither a whole number of nodes from 1 nor a share from 1% to 100%. Write Percent.of(33), or 1. (pool/surge)",
    ],
    [
      'a surge above all',
      { upgrade: { maxSurge: Percent.of(150) } },
      "'upgrade.maxSurge' (150%) is neither a whole number of nodes from 1 nor a share from 1% to 100%. Write Percent.of(33), or 1. (pool/surge)",
    ],
    [
      'too short a drain and too long a pause',
      { upgrade: { drainTimeout: Duration.minutes(1), nodeSoak: Duration.hours(1) } },
      [
        "[prod/aks/apps] 'upgrade.drainTimeout' (1m) is not between 5 and 1440 minutes. Write Duration.minutes(5). (pool/upgrade-minutes)",
        "[prod/aks/apps] 'upgrade.nodeSoak' (1h) is not between 0 and 30 minutes. Write Duration.minutes(30). (pool/upgrade-minutes)",
      ].join('\n'),
    ],
    [
      'a name that is too long',
      { name: 'applications1' },
      "'name' (applications1) has 13 characters; the name of a node pool for Linux has 1 to 12. Did you mean 'applications'? (name/azure)",
    ],
    [
      'a name in upper case',
      { name: 'Apps' },
      "'name' (Apps) is not the name of a node pool for Linux: 1 to 12 lower-case letters and digits, starting with a letter. Did you mean 'apps'? (name/azure)",
    ],
    [
      'the name of another pool',
      { name: 'system' },
      "'name' (system) is the name of the pool at prod/aks/system already. Give each pool of a cluster a name of its own. (pool/duplicate-name)",
    ],
    [
      'the name that another pool bears while it rotates',
      { name: 'tmpsystem' },
      "'name' (tmpsystem) is the name that the pool at prod/aks/system bears while it rotates. Give each pool of a cluster a name of its own. (pool/duplicate-name)",
    ],
    ['a burstable system pool', { mode: 'System', vmSize: 'Standard_B4ms' }, '(pool/system-burstable)'],
    [
      'a zone that the region does not have',
      { zones: ['7'] },
      "'zones' (7) is no zone of westeurope, which has 1, 2, 3. Write one of 1, 2, 3. (zone/unknown)",
    ],
    [
      'a size with one vCPU',
      { vmSize: 'Standard_DS1_v2' },
      "'vmSize' (Standard_DS1_v2) has one vCPU, and nodes of AKS need two. Take a larger one (POOL03). (pool/vm-too-small)",
    ],
    [
      'too many pods',
      { maxPods: 251 },
      "'maxPods' (251) is not a whole number from 10 to 250. Write 30, 110 or the like (NET21). (pool/max-pods)",
    ],
    [
      'too few pods',
      { maxPods: 10, scale: { count: 2 } },
      "'maxPods' (10) leaves room for 20 pods on 2 nodes, and a pool must offer 30. Raise maxPods or the number of nodes (NET22). (pool/too-few-pods)",
    ],
    [
      'ephemeral disks on stopped nodes',
      { osDiskType: 'Ephemeral', scaleDownMode: 'Deallocate' },
      "'scaleDownMode' (Deallocate) would lose disks of type 'Ephemeral'. Use 'Delete' (POOL11). (pool/ephemeral-deallocate)",
    ],
    [
      'Ultra disks without zones',
      { ultraSsd: true },
      "'ultraSsd' (true) needs a pool in zones. Set zones (VM02). (pool/ultra-without-zones)",
    ],
    [
      'a system disk that is too small',
      { osDiskSize: Size.gibibytes(20) },
      "'osDiskSize' (20Gi) is not between 30 and 2,048 GiB. Write Size.gibibytes(128). (pool/os-disk-size)",
    ],
    [
      'GPUs of AMD without knowing it',
      { vmSize: 'Standard_ND96isr_MI300X_v5' },
      "'vmSize' (Standard_ND96isr_MI300X_v5) has GPUs of AMD, for which AKS installs no driver and runs Ubuntu only. Use addGpuNodePool with driver: 'None' and osSku: 'Ubuntu' (VM16). (pool/amd-gpu)",
    ],
    [
      'a label of Kubernetes',
      { labels: { 'node-role.kubernetes.io/worker': 'true' } },
      "'labels' (node-role.kubernetes.io/worker) is a label that AKS or Kubernetes keeps to itself. Use a prefix of your own (POOL07). (pool/reserved-label)",
    ],
    ['a label of AKS', { labels: { 'kubernetes.azure.com/mode': 'user' } }, '(pool/reserved-label)'],
    ['the label of pools', { labels: { 'cdk-aks.dev/pool': 'x' } }, '(pool/reserved-label)'],
    ['a label out of syntax', { labels: { 'a b': 'x' } }, "'labels' (a b) is not a qualified name"],
    [
      'a taint without a value',
      { taints: [{ key: 'team', effect: 'NoSchedule' }] },
      "'taints' (team) has no value, which AKS demands of a taint. Write { key, value: 'true', effect }. (pool/taint-value)",
    ],
    [
      'a taint twice',
      {
        taints: [
          { key: 'team', value: 'a', effect: 'NoSchedule' },
          { key: 'team', value: 'b', effect: 'NoSchedule' },
        ],
      },
      "'taints' (team:NoSchedule) is there twice. Keep one. (pool/taint-twice)",
    ],
    [
      'an impossible kubelet',
      {
        kubeletConfig: {
          imageGcHighThreshold: Percent.of(101),
          imageGcLowThreshold: Percent.of(101),
          containerLogMaxFiles: 1,
          containerLogMaxSize: Size.kibibytes(1),
          cpuCfsQuotaPeriod: Duration.seconds(2),
          podMaxPids: 0,
        },
      },
      [
        "[prod/aks/apps] 'kubeletConfig.imageGcHighThreshold' (101%) is above 100%. Write a share of the disk. (pool/kubelet-config)",
        "[prod/aks/apps] 'kubeletConfig.imageGcLowThreshold' (101%) is above 100%. Write a share of the disk. (pool/kubelet-config)",
        "[prod/aks/apps] 'kubeletConfig.imageGcLowThreshold' (101%) is not below 'imageGcHighThreshold' (101%). Lower it. (pool/kubelet-config)",
        "[prod/aks/apps] 'kubeletConfig.containerLogMaxFiles' (1) is not a whole number from 2. Write 5. (pool/kubelet-config)",
        "[prod/aks/apps] 'kubeletConfig.containerLogMaxSize' (1Ki) is not a whole number of mebibytes. Write Size.mebibytes(50). (pool/kubelet-config)",
        "[prod/aks/apps] 'kubeletConfig.cpuCfsQuotaPeriod' (2s) is not between 1ms and 1s. Write Duration.millis(100). (pool/kubelet-config)",
        "[prod/aks/apps] 'kubeletConfig.podMaxPids' (0) is not a whole number from 1. Write 1024. (pool/kubelet-config)",
      ].join('\n'),
    ],
    [
      'an impossible Linux',
      {
        linuxOsConfig: {
          sysctls: { 'vm.swappiness': 101, 'kernel.panic': 1 } as never,
          localPortRange: [60_000, 40_000],
          swapFileSize: Size.kibibytes(1),
        },
      },
      [
        "[prod/aks/apps] 'linuxOsConfig.sysctls['vm.swappiness']' (101) is not a whole number from 0 to 100. Write one in that range. (pool/linux-os-config)",
        "[prod/aks/apps] 'linuxOsConfig.sysctls['kernel.panic']' (1) is no setting that AKS takes. See NodeSysctl for those it takes. (pool/linux-os-config)",
        "[prod/aks/apps] 'linuxOsConfig.localPortRange' ([60000,40000]) ends before it starts. Swap the ports. (pool/linux-os-config)",
        "[prod/aks/apps] 'linuxOsConfig.swapFileSize' (1Ki) is not a whole number of mebibytes. Write Size.gibibytes(1). (pool/linux-os-config)",
      ].join('\n'),
    ],
  ])('for %s', (_, props, expected) => {
    const cluster = worlds.cilium();
    expect(thrown(() => cluster.addNodePool('apps', { ...apps, ...props })).join('\n')).toContain(expected);
  });

  it('for an id that another part of the cluster has', () => {
    const cluster = worlds.cilium();
    cluster.addNodePool('apps', apps);
    expect(thrown(() => cluster.addNodePool('apps', { ...apps, name: 'other' }))).toEqual([
      "[prod/aks] 'id' (apps) is the id of prod/aks/apps already. Give each pool of a cluster an id of its own. (pool/duplicate-name)",
    ]);
    expect(thrown(() => cluster.addNodePool('identity', apps))).toEqual([
      expect.stringContaining('(pool/duplicate-name)'),
    ]);
  });

  it('for Windows with Cilium or with Azure Network Policy Manager, naming the profile to write', () => {
    const windows = { vmSize: SIZE, scale: { count: 2 } };
    expect(thrown(() => worlds.cilium().addWindowsNodePool('win', windows))).toEqual([
      "[prod/aks/win] 'networkProfile' (NetworkProfile.overlay({ policy: 'cilium' })) uses Cilium's data plane, which has no Windows nodes. Create the cluster with NetworkProfile.overlay({ policy: 'calico' }) (DP02). (pool/windows-policy)",
    ]);
    expect(thrown(() => worlds.azure().addWindowsNodePool('win', windows))).toEqual([
      "[prod/aks/win] 'networkProfile' (NetworkProfile.nodeSubnet({ policy: 'azure' })) uses Azure Network Policy Manager, which takes no new Windows nodes. Create the cluster with NetworkProfile.nodeSubnet({ policy: 'calico' }) (DP06). (pool/windows-policy)",
    ]);
  });

  it('for Windows as a system pool, on Arm, with a long name, or past its end', () => {
    const windows = { vmSize: SIZE, scale: { count: 2 } };
    expect(thrown(() => worlds.calico().addWindowsNodePool('win', { ...windows, mode: 'System' }))).toEqual([
      "[prod/aks/win] 'mode' (System) is for Linux nodes, and these are Windows. Use mode 'User' (WIN01). (pool/windows-system)",
    ]);
    expect(
      thrown(() => worlds.calico().addWindowsNodePool('win', { ...windows, vmSize: 'Standard_D4pds_v5' })),
    ).toEqual([
      "[prod/aks/win] 'vmSize' (Standard_D4pds_v5) is an Arm size, which runs no Windows. Take an x64 size (VM12). (pool/windows-arm)",
    ]);
    expect(thrown(() => worlds.calico().addWindowsNodePool('windows', windows))).toEqual([
      "[prod/aks/windows] 'name' (windows) has 7 characters; the name of a node pool for Windows has 1 to 6. Did you mean 'window'? (name/azure)",
    ]);
    expect(thrown(() => worlds.newest().addWindowsNodePool('win', windows))).toEqual([
      "[prod/aks/win] 'osSku' (Windows2022) ended with Kubernetes 1.36, and the cluster has 1.37. Take a newer Windows, or keep the cluster at an older version (WIN04). (pool/os-ended)",
    ]);
    expect(thrown(() => worlds.calico().addWindowsNodePool('win', { ...windows, osSku: 'Windows2019' }))).toEqual([
      expect.stringContaining('ended with Kubernetes 1.32'),
    ]);
    expect(thrown(() => worlds.newest().addNodePool('old', { ...apps, osSku: 'Ubuntu2204' }))).toEqual([
      "[prod/aks/old] 'osSku' (Ubuntu2204) ended with Kubernetes 1.36, and the cluster has 1.37. Write 'Ubuntu' (UP13). (pool/os-ended)",
    ]);
  });

  it('for spot as a system pool, with a surge, or at a price that is none', () => {
    const spot = { vmSize: SIZE, scale: { min: 2, max: 5 } };
    expect(
      thrown(() =>
        worlds
          .cilium()
          .addSpotNodePool('spot', { ...spot, mode: 'System', upgrade: { maxSurge: 1 }, maxPrice: 0.123456 }),
      ),
    ).toEqual([
      "[prod/aks/spot] 'upgrade.maxSurge' (1) is not for spot pools: Azure refuses to add nodes to them for an upgrade. Leave it out. (pool/spot-surge)",
      "[prod/aks/spot] 'maxPrice' (0.123456) is neither -1 nor a positive price with up to five decimals. Write -1 for the price on demand (POOL09). (pool/spot-price)",
      "[prod/aks/spot] 'mode' (System) is not for spot pools, whose nodes may vanish. Use mode 'User' (POOL08). (pool/spot-system)",
    ]);
    expect(thrown(() => worlds.cilium().addSpotNodePool('spot', { ...spot, upgrade: {} }))).toEqual([
      expect.stringContaining("'upgrade' is not for spot pools"),
    ]);
  });

  it('for GPUs that are not there or do not split', () => {
    const gpu = { vmSize: SIZE, scale: { min: 0, max: 5 }, gpuInstance: 'MIG1g' } as const;
    expect(thrown(() => worlds.cilium().addGpuNodePool('gpu', gpu))).toEqual([
      "[prod/aks/gpu] 'vmSize' (Standard_D4ds_v5) has no GPU. Take a size of the N family, or use addNodePool. (pool/no-gpu)",
      "[prod/aks/gpu] 'gpuInstance' (MIG1g) splits GPUs of A100, H100 and H200 sizes, and Standard_D4ds_v5 is none. Leave it out (VM15). (pool/gpu-instance)",
    ]);
  });

  it('for subnets that are delegated, elsewhere, or of no use under the profile', () => {
    const { prod, network, cluster } = clusterWorld();
    const delegated = network.addSubnet('api', { delegation: 'Microsoft.ContainerService/managedClusters' });
    const elsewhere = new VirtualNetwork(prod, 'elsewhere', { addressSpace: '10.99.0.0/16' }).addSubnet('nodes');
    expect(thrown(() => cluster.addNodePool('a', { ...apps, subnet: delegated }))).toEqual([
      "[prod/aks/a] 'subnet' (api) is delegated to Microsoft.ContainerService/managedClusters. Take a subnet of its own (NET14). (pool/subnet-delegated)",
    ]);
    expect(thrown(() => cluster.addNodePool('b', { ...apps, subnet: elsewhere }))).toEqual([
      "[prod/aks/b] 'subnet' (nodes) lies in the network 'prod-elsewhere', and the cluster in 'prod-network'. All pools of a cluster share one network (NET15). (pool/other-network)",
    ]);
    expect(thrown(() => cluster.addNodePool('c', { ...apps, podSubnet: network.addSubnet('pods') }))).toEqual([
      "[prod/aks/c] 'podSubnet' (pods) is of no use under NetworkProfile.overlay({ policy: 'cilium' }), where pods take no addresses of a subnet of their own. Leave it out, or create the cluster with NetworkProfile.podSubnet({ policy: 'cilium' }). (pool/pod-subnet)",
    ]);
    const own = clusterWorld({ networkProfile: NetworkProfile.podSubnet() });
    expect(thrown(() => own.cluster.addNodePool('d', { ...apps, podSubnet: own.cluster.subnet }))).toEqual([
      "[prod/aks/d] 'podSubnet' (aks-nodes) is the subnet of the nodes too. Give pods a subnet of their own. (pool/pod-subnet)",
    ]);
  });
});
