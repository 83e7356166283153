import { DedicatedHostGroup } from '@cdktf/provider-azurerm/lib/dedicated-host-group';
import type { AksClusterProps } from '../../../lib/azure/cluster/aks-cluster-props';
import { NetworkProfile } from '../../../lib/azure/cluster/network-profile';
import type { NodePoolProps } from '../../../lib/azure/cluster/pool-props';
import { Percent } from '../../../lib/core/percent';
import { refused, thrown } from '../network/world';
import { clusterWorld, ruleErrors, SIZE, systemPool } from './world';

const apps: NodePoolProps = { vmSize: SIZE, scale: { min: 3, max: 9 } };
const COMPUTE =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/capacity/providers/Microsoft.Compute';
const NETWORK = COMPUTE.replace('Compute', 'Network');
const proxy = { httpProxy: { http: 'http://proxy.contoso.com:3128/' } };
const calico = { networkProfile: NetworkProfile.overlay({ policy: 'calico' }) };

describe('NodePool', () => {
  it('takes nodes from reservations and hosts, whose group its cluster may change before', () => {
    const { cluster, render } = clusterWorld({
      systemPool: { ...systemPool, hostGroupId: `${COMPUTE}/hostGroups/hosts` },
    });
    cluster.addNodePool('apps', {
      ...apps,
      capacityReservationGroupId: `${COMPUTE}/capacityReservationGroups/apps`,
      snapshotId: `${COMPUTE.replace('Compute', 'ContainerService')}/snapshots/golden`,
    });
    const rendered = render();
    expect(rendered.only('azurerm_kubernetes_cluster')).toMatchObject({
      default_node_pool: { host_group_id: `${COMPUTE}/hostGroups/hosts` },
      depends_on: expect.arrayContaining(['azurerm_role_assignment.aks_contributor-group-of-hosts']) as unknown,
    });
    expect(rendered.all('azurerm_kubernetes_cluster_node_pool').aks_apps).toMatchObject({
      capacity_reservation_group_id: `${COMPUTE}/capacityReservationGroups/apps`,
      snapshot_id: `${COMPUTE.replace('Compute', 'ContainerService')}/snapshots/golden`,
      depends_on: ['azurerm_role_assignment.aks_contributor-group-of-hosts'],
    });
    expect(rendered.all('azurerm_role_assignment')).toMatchObject({
      'aks_contributor-group-of-hosts': {
        role_definition_name: 'Contributor',
        scope: COMPUTE.split('/').slice(0, 5).join('/'),
        principal_id: '${azurerm_user_assigned_identity.aks_identity.principal_id}',
      },
    });
    expect(refused(rendered)).toEqual([]);
    expect(ruleErrors(rendered)).toEqual([]);
  });

  it('finds the group of what is made in the same program', () => {
    const { cluster, prod, render } = clusterWorld();
    const hosts = new DedicatedHostGroup(prod, 'hosts', {
      name: 'hosts',
      location: 'westeurope',
      resourceGroupName: 'capacity',
      platformFaultDomainCount: 1,
    });
    cluster.addNodePool('apps', { ...apps, hostGroupId: hosts.id });
    expect(render().all('azurerm_role_assignment')['aks_contributor-group-of-hosts']).toMatchObject({
      scope: '${join("/", slice(split("/", azurerm_dedicated_host_group.hosts.id), 0, 5))}',
    });
  });

  it('has public addresses, open ports and certified cryptography where they are asked for', () => {
    const { cluster, render, pools } = clusterWorld();
    cluster.addNodePool('edge', {
      ...apps,
      osSku: 'AzureLinux',
      fips: true,
      publicIps: {
        prefixId: `${NETWORK}/publicIPPrefixes/edge`,
        prefixLength: 28,
        tags: { RoutingPreference: 'Internet' },
      },
      hostPorts: [{ from: 443 }, { from: 7000, to: 7100, protocol: 'UDP' }],
      applicationSecurityGroupIds: [`${NETWORK}/applicationSecurityGroups/edge`],
    });
    expect(pools().aks_edge).toMatchObject({
      fips_enabled: true,
      node_public_ip_enabled: true,
      node_public_ip_prefix_id: `${NETWORK}/publicIPPrefixes/edge`,
      node_network_profile: {
        allowed_host_ports: [
          { port_start: 443, port_end: 443, protocol: 'TCP' },
          { port_start: 7000, port_end: 7100, protocol: 'UDP' },
        ],
        application_security_group_ids: [`${NETWORK}/applicationSecurityGroups/edge`],
        node_public_ip_tags: { RoutingPreference: 'Internet' },
      },
    });
    expect(refused(render())).toEqual([]);
  });

  it('may miss nodes during an upgrade, or stand close together', () => {
    const { cluster, pools, render } = clusterWorld({ zones: ['1', '2', '3'] });
    cluster.addNodePool('apps', {
      ...apps,
      zones: ['2'],
      proximityPlacementGroupId: `${COMPUTE}/proximityPlacementGroups/close`,
      upgrade: { maxUnavailable: Percent.of(10) },
    });
    const { upgrade_settings } = pools().aks_apps as { upgrade_settings: object };
    expect(upgrade_settings).toMatchObject({ max_unavailable: '10%' });
    expect(upgrade_settings).not.toHaveProperty('max_surge');
    expect(refused(render())).toEqual([]);
  });

  it.each<[string, Partial<NodePoolProps>, Partial<AksClusterProps>, string]>([
    [
      'several zones of nodes that stand close together',
      { proximityPlacementGroupId: 'close', zones: ['1', '2'] },
      {},
      `[prod/aks/apps] 'proximityPlacementGroupId' (["1","2"]) keeps nodes close together, and the pool has several zones. Give the pool one zone, and each zone a group of its own (POOL12). (pool/proximity-zones)`,
    ],
    [
      'too many nodes in an extended zone',
      { scale: { min: 3, max: 101 } },
      { edgeZone: 'microsoftlosangeles1' },
      "[prod/aks/apps] 'scale.max' (101) is above the 100 nodes that a pool may have in an extended zone. Lower it, or add pools (POOL20). (pool/edge-zone-nodes)",
    ],
    [
      'a local disk that the size does not have',
      { vmSize: 'Standard_D4s_v5', osDiskType: 'Ephemeral' },
      {},
      "[prod/aks/apps] 'osDiskType' (Ephemeral) needs a local disk, and Standard_D4s_v5 has none. Take a size such as Standard_D8ds_v5, or 'Managed' (VM03). (pool/ephemeral-size)",
    ],
    [
      'open ports before they came',
      { hostPorts: [{ from: 80 }] },
      { version: '1.28' },
      "[prod/aks/apps] 'hostPorts' came with Kubernetes 1.29, and the cluster has 1.28. Use a newer version, or leave it out (EG26). (pool/node-network-version)",
    ],
    [
      'security groups of applications before they came',
      { applicationSecurityGroupIds: ['web'] },
      { version: '1.28' },
      "[prod/aks/apps] 'applicationSecurityGroupIds' came with Kubernetes 1.29, and the cluster has 1.28. Use a newer version, or leave it out (EG26). (pool/node-network-version)",
    ],
    [
      'Arm nodes that Defender does not watch yet',
      { vmSize: 'Standard_D4ps_v5' },
      { version: '1.28', defender: true, logAnalytics: true },
      "[prod/aks/apps] 'vmSize' (Standard_D4ps_v5) is an Arm size, which Defender watches from Kubernetes 1.29 on, and the cluster has 1.28. Use a newer version, an x64 size, or do without Defender (VM12). (pool/defender-arm)",
    ],
    [
      'ports that are none',
      { hostPorts: [{ from: 90, to: 80 }] },
      {},
      "[prod/aks/apps] 'hostPorts[0]' (90-80) is no range of ports from 1 to 65535. Write { from: 8080, to: 8090 }. (pool/host-ports)",
    ],
    [
      'certified cryptography on a confidential size',
      { fips: true, vmSize: 'Standard_DC4as_v5' },
      {},
      "[prod/aks/apps] 'fips' (true) has no image for confidential sizes, and Standard_DC4as_v5 is one. Leave it out, or take another size (VM08). (pool/fips-size)",
    ],
    [
      'certified cryptography with Ubuntu on Arm',
      { fips: true, vmSize: 'Standard_D4ps_v5' },
      {},
      "[prod/aks/apps] 'fips' (true) has no image of Ubuntu for Arm sizes, and Standard_D4ps_v5 is one. Write osSku: 'AzureLinux' (VM08). (pool/fips-size)",
    ],
    [
      'a confidential size with an image that has none',
      { vmSize: 'Standard_DC4as_v5', osSku: 'Ubuntu2204' },
      {},
      "[prod/aks/apps] 'vmSize' (Standard_DC4as_v5) is confidential, and there is no image of Ubuntu2204 for it. Write osSku: 'Ubuntu' or 'AzureLinux' (VM10). (pool/confidential-image)",
    ],
    [
      'Ubuntu 22.04 under long-term support',
      { osSku: 'Ubuntu2204' },
      { tier: 'Premium' },
      "[prod/aks/apps] 'osSku' (Ubuntu2204) is Ubuntu 22.04 with Kubernetes 1.35, which long-term support takes no longer from 1.33 on. Write 'AzureLinux', or 'Ubuntu' with Kubernetes 1.35 (UP15). (pool/long-term-ubuntu)",
    ],
    [
      'a prefix that does not hold its nodes',
      { publicIps: { prefixId: 'p', prefixLength: 29 } },
      {},
      "[prod/aks/apps] 'publicIps.prefixLength' (29) holds 8 addresses, and the pool has 9 nodes and 3 more during an upgrade. Take a prefix of /28, or lower the maximum: it can't be changed later (EG25). (pool/public-prefix)",
    ],
    [
      'a prefix that is none',
      { publicIps: { prefixLength: 16 } },
      {},
      "[prod/aks/apps] 'publicIps.prefixLength' (16) is not the length of a public prefix, 24 to 31. Write 28, which holds 16 nodes. (pool/public-prefix-length)",
    ],
    [
      'missing nodes of a system pool, and beside a surge',
      { mode: 'System', upgrade: { maxSurge: 1, maxUnavailable: 0 } },
      {},
      [
        "[prod/aks/apps] 'upgrade.maxUnavailable' (0) is neither a whole number of nodes from 1 nor a share from 1% to 100%. Write Percent.of(10), or 1. (pool/unavailable)",
        "[prod/aks/apps] 'upgrade.maxUnavailable' (0) excludes 'upgrade.maxSurge', which is given too. Keep one of them (UP11). (pool/unavailable-and-surge)",
        "[prod/aks/apps] 'upgrade.maxUnavailable' (0) is not for system pools, which must keep their nodes. Write maxSurge in its place (UP11). (pool/unavailable-system)",
      ].join('\n'),
    ],
  ])('refuses %s', (_, props, cluster, expected) => {
    const world = clusterWorld({ ...cluster, systemPool: { ...systemPool, osSku: 'AzureLinux' } });
    expect(thrown(() => world.cluster.addNodePool('apps', { ...apps, ...props })).join('\n')).toContain(expected);
  });

  it('refuses Windows nodes behind a proxy, or on a confidential size', () => {
    const { cluster } = clusterWorld({ ...proxy, ...calico });
    expect(
      thrown(() => cluster.addWindowsNodePool('win', { vmSize: 'Standard_DC4as_v5', scale: { count: 2 } })),
    ).toEqual([
      "[prod/aks/win] 'httpProxy' of the cluster takes no Windows nodes. Do without the proxy, or without Windows (EG24). (pool/windows-proxy)",
      "[prod/aks/win] 'vmSize' (Standard_DC4as_v5) is confidential, and there is no image of Windows2022 for it. Take another size (VM10). (pool/confidential-image)",
    ]);
  });
});
