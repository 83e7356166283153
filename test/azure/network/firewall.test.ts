import { AksCluster } from '../../../lib/azure/cluster/aks-cluster';
import { Outbound } from '../../../lib/azure/cluster/outbound';
import { NetworkProfile } from '../../../lib/azure/cluster/network-profile';
import { Environment } from '../../../lib/azure/environment';
import { FluxConfiguration } from '../../../lib/azure/deliver/flux-configuration';
import { GitCredentials } from '../../../lib/azure/deliver/git-credentials';
import { Firewall } from '../../../lib/azure/network/firewall';
import type { FirewallProps } from '../../../lib/azure/network/firewall-props';
import { PrivateDnsZones } from '../../../lib/azure/network/private-dns-zones';
import { PrivateEndpoint } from '../../../lib/azure/network/private-endpoint';
import { Subnet } from '../../../lib/azure/network/subnet';
import { VirtualNetwork } from '../../../lib/azure/network/virtual-network';
import { ContainerRegistry } from '../../../lib/azure/registry/container-registry';
import { runChecks } from '../../../lib/core/checks';
import { formatProblem } from '../../../lib/core/errors';
import { terraform } from '../../support/terraform';
import { ADMINS, systemPool } from '../cluster/world';
import { networkWorld, refused, thrown } from './world';

function world(props: Partial<FirewallProps> = {}) {
  const made = networkWorld();
  const firewall = new Firewall(made.prod, 'firewall', { network: made.network, ...props });
  return { ...made, firewall };
}

/** A cluster in a network of its own, all of whose traffic leaves through the firewall. */
function behind(props: Partial<FirewallProps> = {}) {
  const made = world(props);
  const spoke = new VirtualNetwork(made.prod, 'spoke', { addressSpace: '10.30.0.0/16' });
  made.network.peerWith(spoke);
  const routeTable = made.firewall.createRouteTable(made.prod, 'routes');
  const subnet = spoke.addSubnet('nodes', { routeTable });
  const cluster = new AksCluster(made.prod, 'aks', {
    version: '1.35',
    network: spoke,
    subnet,
    admins: [ADMINS],
    systemPool,
    networkProfile: NetworkProfile.overlay({ policy: 'calico', outbound: Outbound.userDefinedRouting() }),
  });
  made.firewall.allowCluster(cluster);
  made.firewall.allowCluster(cluster);
  return { ...made, spoke, subnet, cluster };
}

interface Group {
  readonly application_rule_collection?: readonly { readonly rule: readonly Readonly<Record<string, unknown>>[] }[];
}

function hostsOf(body: unknown): Readonly<Record<string, unknown>> {
  const rules = ((body as Group).application_rule_collection ?? []).flatMap(({ rule }) => rule);
  return Object.fromEntries(rules.map(({ name, destination_fqdns: hosts }) => [String(name), hosts]));
}

describe('Firewall', () => {
  it('stands in a /26 of its name, over all zones, with a policy that answers DNS', () => {
    const { render } = world();
    const rendered = render();
    const place = { resource_group_name: '${azurerm_resource_group.resource-group.name}', location: 'westeurope' };
    expect(rendered.only('azurerm_firewall')).toEqual({
      ...place,
      name: 'prod-firewall',
      sku_name: 'AZFW_VNet',
      sku_tier: 'Standard',
      firewall_policy_id: '${azurerm_firewall_policy.firewall_policy.id}',
      zones: ['1', '2', '3'],
      ip_configuration: [
        {
          name: 'ip-1',
          public_ip_address_id: '${azurerm_public_ip.firewall_ip.id}',
          subnet_id: '${azurerm_subnet.network_firewall.id}',
        },
      ],
      tags: {},
    });
    expect(rendered.only('azurerm_firewall_policy')).toEqual({
      ...place,
      name: 'prod-firewall-policy',
      sku: 'Standard',
      threat_intelligence_mode: 'Alert',
      dns: { proxy_enabled: true },
      tags: {},
    });
    expect(rendered.only('azurerm_subnet')).toMatchObject({
      name: 'AzureFirewallSubnet',
      address_prefixes: ['10.20.0.0/26'],
    });
    expect(rendered.only('azurerm_public_ip')).toMatchObject({ zones: ['1', '2', '3'], sku: 'Standard' });
    expect(refused(rendered)).toEqual([]);
  });

  it('allows what a cluster calls because of what it uses, from the subnets of its nodes', () => {
    const { firewall, cluster, render } = behind();
    cluster.addWindowsNodePool('win', { vmSize: 'Standard_D4ds_v5', scale: { min: 1, max: 3 } });
    cluster.override('azure_policy_enabled', true, { reason: 'until there is a prop' });
    cluster.override('microsoft_defender', { log_analytics_workspace_id: 'x' }, { reason: 'until there is a prop' });
    expect(firewall.dnsProxy).toBe(true);
    const rendered = render();
    const group = rendered.all('azurerm_firewall_policy_rule_collection_group')['firewall_aks-prod-aks'];
    expect(group).toMatchObject({ name: 'aks-prod-aks', priority: 200 });
    expect(group).not.toHaveProperty('network_rule_collection');
    const [base] = (group as Group).application_rule_collection?.[0]?.rule ?? [];
    expect(base).toEqual({
      name: 'aks',
      source_addresses: [expect.stringMatching(/^10\.30\./)],
      destination_fqdn_tags: ['AzureKubernetesService'],
      protocols: [
        { type: 'Http', port: 80 },
        { type: 'Https', port: 443 },
      ],
    });
    expect(hostsOf(group)).toMatchObject({
      'azure-policy': ['data.policy.core.windows.net', 'store.policy.core.windows.net'],
      defender: ['*.cloud.defender.microsoft.com', '*.ods.opinsights.azure.com', '*.oms.opinsights.azure.com'],
      'key-vault-secrets': ['*.vault.azure.net'],
      windows: ['onegetcdn.azureedge.net', 'go.microsoft.com'],
      'windows-http': ['*.mp.microsoft.com', 'www.msftconnecttest.com', 'ctldl.windowsupdate.com'],
    });
    expect(hostsOf(group)).not.toHaveProperty('gpu');
    expect(refused(rendered)).toEqual([]);
  });

  it('reads channels of node images, extensions and GPUs from what is rendered', () => {
    const { prod, cluster, render } = behind();
    cluster.override('node_os_upgrade_channel', 'SecurityPatch', { reason: 'a test' });
    cluster.addGpuNodePool('gpu', { vmSize: 'Standard_NC24ads_A100_v4', scale: { min: 1, max: 2 } });
    const hosts = () => hostsOf(render().all('azurerm_firewall_policy_rule_collection_group')['firewall_aks-prod-aks']);
    expect(Object.keys(hosts())).not.toContain('extensions');
    new FluxConfiguration(prod, 'flux', {
      cluster,
      url: 'https://github.com/contoso/shop',
      credentials: GitCredentials.https(),
    });
    const found = hosts();
    expect(found.gpu).toEqual(['nvidia.github.io', 'us.download.nvidia.com', 'download.docker.com']);
    expect(found.extensions).toContain('westeurope.dp.kubernetesconfiguration.azure.com');
    cluster.override('default_node_pool.os_sku', 'Ubuntu', { reason: 'a test' });
    expect(hosts()['ubuntu-security-patches']).toEqual(['snapshot.ubuntu.com']);
    cluster.override('node_os_upgrade_channel', 'Unmanaged', { reason: 'a test' });
    expect(hosts()['ubuntu-unattended-upgrades-http']).toContain('security.ubuntu.com');
  });

  it('sends everything of a subnet through itself, and has the cluster wait for its rules', () => {
    const { render } = behind();
    const rendered = render();
    expect(rendered.only('azurerm_route_table')).toMatchObject({ bgp_route_propagation_enabled: false });
    expect(Object.values(rendered.all('azurerm_route'))).toEqual([
      expect.objectContaining({
        address_prefix: '0.0.0.0/0',
        next_hop_type: 'VirtualAppliance',
        next_hop_in_ip_address: '${azurerm_firewall.firewall.ip_configuration[0].private_ip_address}',
      }),
      expect.objectContaining({
        address_prefix: '${azurerm_public_ip.firewall_ip.ip_address}/32',
        next_hop_type: 'Internet',
      }),
    ]);
    expect(rendered.only('azurerm_kubernetes_cluster')).toMatchObject({
      network_profile: { outbound_type: 'userDefinedRouting' },
      depends_on: expect.arrayContaining([
        'azurerm_route.routes_default',
        'azurerm_firewall.firewall',
        'azurerm_firewall_policy_rule_collection_group.firewall_aks-prod-aks',
      ]) as unknown,
    });
  });

  it('allows registries that have no private endpoint, DNS servers, and needs that are told', () => {
    const { prod, network, firewall, spoke, render } = behind();
    const open = new ContainerRegistry(prod, 'open', { name: 'contosoopen' });
    const closed = new ContainerRegistry(prod, 'closed', { name: 'contosoclosed' });
    const subnet = Subnet.forPrivateEndpoints(network);
    new PrivateEndpoint(prod, 'endpoint', { target: closed, subnet, dns: new PrivateDnsZones(prod, 'dns') });
    const other = AksCluster.fromName(prod, 'other', {
      name: 'other',
      resourceGroupName: 'other',
      version: '1.35',
      policy: 'cilium',
      serviceCidr: '172.16.0.0/16',
      dnsServiceIp: '172.16.0.10',
      nodeCidrs: ['10.60.0.0/24'],
    });
    firewall.allowCluster(other, {
      registries: [open, closed],
      needs: ['extensions', 'azure-monitor', 'ubuntu-security-patches', 'ubuntu-unattended-upgrades', 'gpu'],
      covered: ['gpu'],
      dnsServers: ['10.0.0.4'],
    });
    expect(spoke.networkName).toBe('prod-spoke');
    const group = render().all('azurerm_firewall_policy_rule_collection_group')['firewall_aks-other'];
    expect(group).toMatchObject({
      priority: 201,
      network_rule_collection: [
        {
          name: 'network',
          priority: 100,
          action: 'Allow',
          rule: [
            {
              name: 'dns',
              source_addresses: ['10.60.0.0/24'],
              destination_addresses: ['10.0.0.4'],
              destination_ports: ['53'],
              protocols: ['UDP', 'TCP'],
            },
          ],
        },
      ],
    });
    const hosts = hostsOf(group);
    expect(hosts).toMatchObject({
      'registry-contosoopen': ['contosoopen.azurecr.io', '*.blob.core.windows.net'],
      'ubuntu-security-patches': ['snapshot.ubuntu.com'],
      'ubuntu-unattended-upgrades-http': ['security.ubuntu.com', 'azure.archive.ubuntu.com', 'changelogs.ubuntu.com'],
    });
    expect(hosts.extensions).toContain('westeurope.dp.kubernetesconfiguration.azure.com');
    expect(hosts['azure-monitor']).toContain('westeurope.handler.control.monitor.azure.com');
    expect(hosts['azure-monitor']).toContain('*.westeurope-1.handler.control.monitor.azure.com');
    expect(Object.keys(hosts)).not.toContain('registry-contosoclosed');
    expect(Object.keys(hosts)).not.toContain('gpu');
  });

  it('takes rules of the program, in one group', () => {
    const { firewall, render } = world();
    firewall.addApplicationRule('payments', {
      from: ['10.30.0.0/16'],
      to: ['api.contoso.com', '*.contoso.com'],
      httpsPorts: [443, 8443],
      httpPorts: [80],
    });
    firewall.addNetworkRule('time', { from: ['*'], toHosts: ['ntp.ubuntu.com'], ports: [123], protocols: ['UDP'] });
    firewall.addNetworkRule('branch', {
      from: ['10.30.0.0/16'],
      to: ['10.99.0.4', 'AzureMonitor'],
      ports: ['8000-8080'],
    });
    const rendered = render();
    expect(rendered.only('azurerm_firewall_policy_rule_collection_group')).toEqual({
      name: 'own-rules',
      firewall_policy_id: '${azurerm_firewall_policy.firewall_policy.id}',
      priority: 500,
      application_rule_collection: [
        {
          name: 'application',
          priority: 200,
          action: 'Allow',
          rule: [
            {
              name: 'payments',
              source_addresses: ['10.30.0.0/16'],
              destination_fqdns: ['api.contoso.com', '*.contoso.com'],
              protocols: [
                { type: 'Https', port: 443 },
                { type: 'Https', port: 8443 },
                { type: 'Http', port: 80 },
              ],
            },
          ],
        },
      ],
      network_rule_collection: [
        {
          name: 'network',
          priority: 100,
          action: 'Allow',
          rule: [
            {
              name: 'time',
              source_addresses: ['*'],
              destination_fqdns: ['ntp.ubuntu.com'],
              destination_ports: ['123'],
              protocols: ['UDP'],
            },
            {
              name: 'branch',
              source_addresses: ['10.30.0.0/16'],
              destination_addresses: ['10.99.0.4', 'AzureMonitor'],
              destination_ports: ['8000-8080'],
              protocols: ['TCP'],
            },
          ],
        },
      ],
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('serves DNS to a network of another stack from there, so that a spoke depends on the hub only', () => {
    const { app, prod, firewall } = world();
    const spoke = new Environment(app, 'spoke', { location: 'westeurope' });
    const far = new VirtualNetwork(spoke, 'network', { addressSpace: '10.30.0.0/16' });
    firewall.serveDns(far);
    firewall.serveDns(far);
    expect(terraform(prod).all('azurerm_virtual_network_dns_servers')).toEqual({});
    expect(terraform(spoke).all('azurerm_virtual_network_dns_servers')).toMatchObject({
      'network_dns-prod-firewall': { virtual_network_id: '${azurerm_virtual_network.network.id}' },
    });
  });

  it('serves DNS to networks, looks for attacks in Premium, and is overridden with a reason', () => {
    const { firewall, network, render } = world({ tier: 'Premium', dnsServers: ['10.0.0.4'], zones: [] });
    firewall.serveDns(network);
    firewall.serveDns(network);
    firewall.override('private_ip_ranges', ['IANAPrivateRanges'], { reason: 'no translation inside' });
    const rendered = render();
    expect(rendered.only('azurerm_virtual_network_dns_servers')).toEqual({
      virtual_network_id: '${azurerm_virtual_network.network.id}',
      dns_servers: ['${azurerm_firewall.firewall.ip_configuration[0].private_ip_address}'],
    });
    expect(rendered.only('azurerm_firewall_policy')).toMatchObject({
      sku: 'Premium',
      intrusion_detection: { mode: 'Alert' },
      dns: { proxy_enabled: true, servers: ['10.0.0.4'] },
    });
    expect(rendered.only('azurerm_firewall')).toMatchObject({ private_ip_ranges: ['IANAPrivateRanges'] });
    expect(rendered.only('azurerm_firewall')).not.toHaveProperty('zones');
    expect(refused(rendered)).toEqual([]);
  });

  it('uses a firewall that exists already, for its routes', () => {
    const { prod, render } = networkWorld();
    Firewall.fromName(prod, 'hub', { name: 'hub', resourceGroupName: 'hub' }).createRouteTable(prod, 'routes', {
      routes: [{ name: 'home', prefix: '10.0.0.0/8', nextHop: 'VirtualNetworkGateway' }],
    });
    const rendered = render();
    expect(Object.keys(rendered.all('azurerm_route'))).toEqual(['routes_home', 'routes_default']);
    expect(rendered.all('azurerm_route').routes_default).toMatchObject({
      next_hop_in_ip_address: '${data.azurerm_firewall.hub.ip_configuration[0].private_ip_address}',
    });
    expect(refused(rendered)).toEqual([]);
  });

  it.each<[string, Partial<FirewallProps>, readonly string[]]>([
    [
      'the tier Basic',
      { tier: 'Basic' as never },
      [
        "'tier' (Basic) is no tier of a firewall in front of clusters. Write 'Standard' or 'Premium'; Basic resolves no hosts for network rules. (firewall/tier)",
      ],
    ],
    [
      'what only Premium has',
      { intrusionDetection: 'Deny' },
      [
        "'intrusionDetection' (Deny) needs the tier Premium, and this firewall is Standard. Set tier: 'Premium', or leave it out. (firewall/needs-premium)",
      ],
    ],
    [
      'no place',
      { network: undefined, publicIps: [], dnsServers: ['dns'], zones: ['4'] },
      [
        "'zones' (4) is no zone of westeurope, which has 1, 2, 3. Write one of them, such as 1. (zone/not-in-region)",
        "'network' is missing, and so is subnet. Give one of the two. (firewall/subnet)",
        "'publicIps' is empty. Name one, or leave it out. (firewall/public-ips)",
        "'dnsServers' (dns) is not an IPv4 address. Write one such as 10.20.0.4. (network/dns-server)",
      ],
    ],
  ])('refuses %s', (_, props, messages) => {
    expect(thrown(() => world(props))).toEqual(messages.map((message) => `[prod/firewall] ${message}`));
  });

  it('refuses a subnet of another name, and one besides a network', () => {
    const { prod, network } = networkWorld();
    const subnet = network.addSubnet('fw');
    expect(thrown(() => new Firewall(prod, 'firewall', { network, subnet }))).toEqual([
      "[prod/firewall] 'network' is given together with subnet. Give one of the two. (firewall/subnet)",
      "[prod/firewall] 'subnet' (fw) is not named 'AzureFirewallSubnet', and Azure puts a firewall into no other. Leave subnet out and give network, or pass Subnet.forFirewall(network). (firewall/subnet)",
    ]);
  });

  it('refuses rules that Azure would refuse', () => {
    const { firewall } = world({ dnsProxy: false });
    firewall.addApplicationRule('a', { from: ['*'], to: ['*'] });
    expect(
      thrown(() =>
        firewall.addApplicationRule('a', { from: [], to: ['https://x.com/'], httpsPorts: [70_000], httpPorts: [] }),
      ),
    ).toEqual([
      "[prod/firewall] 'name' (a) is the name of another rule of this firewall. Give each rule a name of its own. (firewall/rule-twice)",
      "[prod/firewall] 'a.from' is empty. Name at least one. (firewall/rule-empty)",
      "[prod/firewall] 'a.to' (https://x.com/) is not the name of a host. Write one such as 'api.contoso.com' or '*.contoso.com', without scheme and path. (firewall/host)",
      "[prod/firewall] 'a.ports' (70000) is neither a port nor a range of ports. Write one such as 443 or '8000-8080'. (firewall/port)",
    ]);
    expect(
      thrown(() => firewall.addNetworkRule('b', { from: ['10.0.0.1/8'], toHosts: ['ntp.ubuntu.com'], ports: ['x'] })),
    ).toEqual([
      "[prod/firewall] 'b.from' (10.0.0.1/8) has bits set beyond its mask. Did you mean 10.0.0.0/8? (cidr/host-bits)",
      "[prod/firewall] 'b.toHosts' names hosts, which a firewall without DNS proxy can not resolve. Leave dnsProxy of the firewall on, or name addresses. (firewall/hosts-need-dns)",
      "[prod/firewall] 'b.ports' (x) is neither a port nor a range of ports. Write one such as 443 or '8000-8080'. (firewall/port)",
    ]);
    expect(thrown(() => firewall.addNetworkRule('c', { from: ['*'], ports: [] }))).toEqual([
      "[prod/firewall] 'c.to' is empty. Name at least one. (firewall/rule-empty)",
      "[prod/firewall] 'c.ports' is empty. Name at least one. (firewall/rule-empty)",
    ]);
    const { network } = firewall.subnet;
    expect(thrown(() => firewall.serveDns(network))).toEqual([
      "[prod/firewall] 'dnsProxy' (false) is off, so that the firewall answers no names. Leave dnsProxy on. (firewall/no-dns-proxy)",
    ]);
  });

  it('says so where it does not know the ranges of a cluster', () => {
    const { prod, firewall } = world();
    const existing = { name: 'other', version: '1.35', policy: 'cilium', serviceCidr: '172.16.0.0/16' } as const;
    firewall.allowCluster(AksCluster.fromName(prod, 'other', { ...existing, dnsServiceIp: '172.16.0.10' }));
    expect(runChecks(firewall).map(formatProblem)).toEqual([
      "[prod/firewall] 'allowCluster' (other) tells no range of its nodes, so that no rule could hold for it. Give nodeCidrs where it is brought. (firewall/sources-unknown)",
    ]);
  });

  it('says which needs it has no hosts for, outside the public cloud', () => {
    const { prod, network } = networkWorld({}, { environment: { location: 'chinanorth3', cloud: 'china' } });
    const firewall = new Firewall(prod, 'firewall', { network });
    const cluster = new AksCluster(prod, 'aks', { version: '1.35', network, admins: [ADMINS], systemPool });
    firewall.allowCluster(cluster, { needs: ['azure-policy', 'defender'], covered: ['defender'], dnsServers: ['x'] });
    expect(runChecks(firewall).map(formatProblem)).toEqual([
      "[prod/firewall] 'allowCluster' (prod-aks) needs hosts for azure-policy, which Azure names for the public cloud only, and this is 'china'. Allow them with addApplicationRule, and name the needs in covered. (firewall/needs-unknown)",
      "[prod/firewall] 'dnsServers' (x) is not an IPv4 address. Write one such as 10.20.0.4. (network/dns-server)",
    ]);
  });
});
