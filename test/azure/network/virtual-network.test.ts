import { App, TerraformStack } from 'cdktf';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Environment } from '../../../lib/azure/environment';
import { nodeDemand, type PoolSize } from '../../../lib/azure/network/demand';
import { VirtualNetwork } from '../../../lib/azure/network/virtual-network';
import { plainApp, terraform } from '../../support/terraform';
import { emptyFolder, smallApp } from '../../support/world';
import { demand, networkWorld, plainEnvironment, refused, resolved, thrown } from './world';

describe('VirtualNetwork', () => {
  it('renders one network and a resource for each subnet', () => {
    const { network, render } = networkWorld(
      { dnsServers: ['10.20.0.4'], tags: { team: 'net' } },
      { environment: { tags: { stage: 'prod' } } },
    );
    network.addSubnet('nodes', { prefix: '10.20.0.0/22' });
    network.addSubnet('jumpbox', { prefix: '10.20.4.0/28', name: 'jump-box' });
    const rendered = render();

    expect(rendered.only('azurerm_virtual_network')).toEqual({
      name: 'prod-network',
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      location: 'westeurope',
      address_space: ['10.20.0.0/16'],
      dns_servers: ['10.20.0.4'],
      tags: { stage: 'prod', team: 'net' },
    });
    expect(rendered.all('azurerm_subnet')).toMatchObject({
      network_nodes: {
        name: 'nodes',
        virtual_network_name: '${azurerm_virtual_network.network.name}',
        address_prefixes: ['10.20.0.0/22'],
      },
      network_jumpbox: { name: 'jump-box', address_prefixes: ['10.20.4.0/28'] },
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('plans subnets once the whole program has run, in the order of declaration', () => {
    const { network, render } = networkWorld();
    const nodes = network.addSubnet('nodes');
    const endpoints = network.addSubnet('endpoints');
    const pools: PoolSize[] = [{ name: 'apps', max: 30, surge: '33%', maxPods: 30, rotates: true }];
    nodes.addDemand(demand(0, { addresses: () => nodeDemand({ pools, mode: 'node-subnet' }).addresses }));
    endpoints.addDemand(demand(5));
    pools.push({ name: 'batch', max: 100, surge: 1, maxPods: 30, rotates: false });

    const subnets = render().all('azurerm_subnet');
    // (30 + 10 + 30) x 31 + 101 x 31 = 5,301; twice that and five are 10,607.
    expect(subnets.network_nodes).toMatchObject({ address_prefixes: ['10.20.0.0/18'] });
    expect(subnets.network_endpoints).toMatchObject({ address_prefixes: ['10.20.64.0/28'] });
  });

  it('shows its subnets, and a copy only', () => {
    const { network } = networkWorld();
    const nodes = network.addSubnet('nodes');
    (network.subnets as unknown[]).push('more');
    expect(network.subnets).toEqual([nodes]);
  });

  it('takes the given name, group and region', () => {
    const stack = new TerraformStack(plainApp(), 'prod');
    const network = new VirtualNetwork(stack, 'network', {
      addressSpace: ['10.20.0.0/16', '10.40.0.0/16'],
      name: 'hub',
      resourceGroupName: 'net',
      location: 'northeurope',
    });
    expect([network.networkName, network.resourceGroupName, network.location]).toEqual(['hub', 'net', 'northeurope']);
    expect(network.addressSpace).toEqual(['10.20.0.0/16', '10.40.0.0/16']);
    expect(terraform(stack).only('azurerm_virtual_network')).toMatchObject({ name: 'hub', resource_group_name: 'net' });
  });

  it('can be overridden with a reason', () => {
    const { network, render } = networkWorld();
    network.override('flow_timeout_in_minutes', 10, { reason: 'the firewall drops idle flows after ten minutes' });
    expect(render().only('azurerm_virtual_network')).toMatchObject({ flow_timeout_in_minutes: 10 });
  });

  it.each<[string, string | readonly string[], string]>([
    ['none', [], "'addressSpace' holds no range. Give the network one, such as 10.20.0.0/16. (address/space-empty)"],
    [
      'a malformed range',
      '10.20.0.1/16',
      "'addressSpace' (10.20.0.1/16) has bits set beyond its mask. Did you mean 10.20.0.0/16? (cidr/host-bits)",
    ],
    [
      'more than a /8',
      '10.0.0.0/7',
      "'addressSpace' (10.0.0.0/7) is larger than a /8, the largest network that Azure has. Write a part of it, such as 10.0.0.0/8. (address/space-too-large)",
    ],
    [
      'less than a /29',
      '10.20.0.0/30',
      "'addressSpace' (10.20.0.0/30) is smaller than a /29, the smallest subnet that Azure has. Give the network a larger range, such as 10.20.0.0/16. (address/space-too-small)",
    ],
    [
      'a range of AKS',
      '172.16.0.0/12',
      "'addressSpace' (172.16.0.0/12) overlaps 172.30.0.0/16, which AKS keeps to itself. Use another private range, such as 10.20.0.0/16. (address/reserved-by-aks)",
    ],
    [
      'multicast',
      '224.1.0.0/16',
      "'addressSpace' (224.1.0.0/16) overlaps 224.0.0.0/4, which Azure gives to no network (multicast). Use a private range, such as 10.20.0.0/16. (address/never-in-a-network)",
    ],
    [
      'overlapping ranges',
      ['10.20.0.0/16', '10.20.8.0/24'],
      "'addressSpace' (10.20.8.0/24) overlaps 10.20.0.0/16 of the same network. Keep one of the two. (address/space-overlap)",
    ],
  ])('refuses as its space %s', (_, addressSpace, message) => {
    expect(() => networkWorld({ addressSpace })).toThrow(`[prod/network] ${message}`);
  });

  it('tells all that is wrong with its props at once', () => {
    const together = thrown(() =>
      networkWorld({
        name: '-net',
        addressSpace: '10.20.0.0',
        dnsServers: ['dns.contoso.com'],
        reservedRanges: ['10.300.0.0/16'],
        takenPrefixes: ['10.20.1.0/16'],
      }),
    );
    expect(together).toEqual([
      expect.stringMatching(/^\[prod\/network\] 'name' \(-net\) .* \(name\/azure\)$/),
      "[prod/network] 'addressSpace' (10.20.0.0) CIDR mask is missing. Did you mean 10.20.0.0/24? (cidr/mask-missing)",
      "[prod/network] 'reservedRanges' (10.300.0.0/16) has an octet above 255 (300). Write four numbers from 0 to 255, such as 10.0.0.0. (ipv4/octet)",
      "[prod/network] 'takenPrefixes' (10.20.1.0/16) has bits set beyond its mask. Did you mean 10.20.0.0/16? (cidr/host-bits)",
      "[prod/network] 'dnsServers' (dns.contoso.com) is not an IPv4 address. Write one such as 10.20.0.4. (network/dns-server)",
    ]);
  });
});

describe('The plan of a network', () => {
  const lockOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'addresses.lock.json'), 'utf8')) as unknown;

  it('is recorded by construct path and moves nothing in the next run, whatever is added before it', () => {
    const directory = emptyFolder();
    const first = networkWorld({}, { directory });
    first.network.addSubnet('nodes').addDemand(demand(100));
    first.network.addSubnet('pinned', { prefix: '10.20.8.0/24' });
    first.app.synth();
    expect(lockOf(directory)).toEqual({
      format: 1,
      subnets: { 'prod/network/nodes': '10.20.0.0/24', 'prod/network/pinned': '10.20.8.0/24' },
    });

    const second = networkWorld({}, { directory });
    second.network.addSubnet('gateway').addDemand(demand(1000));
    second.network.addSubnet('pinned');
    const nodes = second.network.addSubnet('nodes');
    nodes.addDemand(demand(100));
    nodes.addDemand(demand(90, { user: "pool 'batch'" }));
    second.app.synth();
    expect(lockOf(directory)).toEqual({
      format: 1,
      subnets: {
        'prod/network/gateway': '10.20.16.0/21',
        'prod/network/nodes': '10.20.0.0/24',
        'prod/network/pinned': '10.20.8.0/24',
      },
    });
  });

  it('is told with the arithmetic where a recorded range is outgrown, and nothing is written', () => {
    const directory = emptyFolder();
    writeFileSync(
      join(directory, 'addresses.lock.json'),
      JSON.stringify({ format: 1, subnets: { 'prod/network/nodes': '10.20.0.0/24' } }),
    );
    const { app, network } = networkWorld({}, { directory });
    const pools: PoolSize[] = [{ name: 'apps', max: 30, surge: '33%', maxPods: 30, rotates: true }];
    const needed = () => nodeDemand({ pools, mode: 'node-subnet' });
    network.addSubnet('nodes').addDemand({
      user: "cluster 'aks'",
      addresses: () => needed().addresses,
      arithmetic: () => needed().arithmetic,
      waysOut: () => needed().waysOut,
    });

    expect(() => app.synth()).toThrow(
      "[prod/network] subnet 'nodes' is recorded as 10.20.0.0/24, which holds 251 addresses; " +
        "cluster 'aks' needs pool 'apps' (30 nodes + 10 surge + 30 rotating) x 31 = 2,170; " +
        'a recorded range never changes, because Azure refuses to move a subnet in use. ' +
        'Put what is new into a subnet of its own, lower the largest number of nodes, lower maxPods (30), or use overlay networking. (address/recorded-outgrown)',
    );
    expect(existsSync(join(directory, 'deploy'))).toBe(false);
  });

  it('adds up all users of a subnet', () => {
    const { app, network } = networkWorld();
    const nodes = network.addSubnet('nodes', { prefix: '10.20.0.0/28', otherAddresses: 3 });
    nodes.addDemand(demand(0, { user: 'nobody' }));
    nodes.addDemand(demand(10));
    expect(() => app.synth()).toThrow(
      "subnet 'nodes' 10.20.0.0/28 holds 11 addresses; what lives there outside this program needs 3; pool 'apps' needs 10; 13 together. " +
        'Give it 10.20.0.0/27 or more or put less into it. (address/subnet-too-small)',
    );
  });

  it('tells overlaps with what clusters reserve, once for each', () => {
    const { app, network } = networkWorld({ reservedRanges: ['10.244.0.0/16'] });
    network.addSubnet('nodes', { prefix: '10.20.0.0/24' });
    network.reserve('10.20.128.0/20', "the service range of cluster 'aks'");
    network.reserve('10.20.128.0/20', "the service range of cluster 'aks'");
    network.reserve('10.244.0.0/16', "the pod range of cluster 'aks'");
    network.reserve('172.16.0.0/33', "the service range of cluster 'other'");
    expect(() => app.synth()).toThrow(
      [
        "[prod/network] 'reserve' (172.16.0.0/33) has a mask above 32 (33). Write a mask from 0 to 32, such as 172.16.0.0/24. (cidr/mask)",
        "[prod/network] the service range of cluster 'aks' 10.20.128.0/20 overlaps the address space 10.20.0.0/16. Choose a range that nothing connected to the network uses. (address/reserved-overlap)",
        "[prod/network] the pod range of cluster 'aks' 10.244.0.0/16 overlaps the reserved range 10.244.0.0/16. Choose a range that nothing connected to the network uses. (address/reserved-overlap)",
      ].join('\n'),
    );
  });

  it('lets two clusters use one pod range', () => {
    const { network, render } = networkWorld();
    network.reserve('10.244.0.0/16', "the pod range of cluster 'a'");
    network.reserve('10.244.0.0/16', "the pod range of cluster 'b'");
    network.addSubnet('nodes');
    expect(() => render()).not.toThrow();
  });

  it('leaves free what others use', () => {
    const { network, render } = networkWorld({ takenPrefixes: ['10.20.0.0/20'] });
    network.addSubnet('nodes');
    expect(render().only('azurerm_subnet')).toMatchObject({ address_prefixes: ['10.20.16.0/24'] });
  });

  it('keeps what was read early, and tells when it is outgrown by what comes after', () => {
    const { network, prod, render } = networkWorld();
    const nodes = network.addSubnet('nodes');
    nodes.addDemand(demand(100));
    expect(resolved(prod, nodes.prefix)).toBe('10.20.0.0/24');
    network.addSubnet('large', { largestPrefixLength: 20 });
    nodes.addDemand(demand(100));
    expect(render().all('azurerm_subnet')).toMatchObject({
      network_nodes: { address_prefixes: ['10.20.0.0/24'] },
      network_large: { address_prefixes: ['10.20.16.0/20'] },
    });
    nodes.addDemand(demand(100));
    expect(() => resolved(prod, nodes.prefix)).toThrow('(address/recorded-outgrown)');
  });

  it('refuses a need that is no whole number', () => {
    const { app, network } = networkWorld();
    network.addSubnet('nodes').addDemand(demand(1.5));
    expect(() => app.synth()).toThrow(
      "[prod/network] 'addresses' (1.5) of pool 'apps' is not a whole number from 0. Round it up. (address/demand)",
    );
  });

  it('refuses a lock file that someone broke', () => {
    const directory = emptyFolder();
    writeFileSync(
      join(directory, 'addresses.lock.json'),
      JSON.stringify({ format: 1, subnets: { 'prod/network/nodes': '10.20.0.1/24' } }),
    );
    const { app, network } = networkWorld({}, { directory });
    network.addSubnet('nodes');
    expect(() => app.synth()).toThrow(
      "[prod/network] 'addresses.lock.json: prod/network/nodes' (10.20.0.1/24) has bits set beyond its mask. Did you mean 10.20.0.0/24? (cidr/host-bits)",
    );
  });
});

describe('A network in an App that keeps no plan', () => {
  it('takes given prefixes', () => {
    const prod = plainEnvironment();
    const network = new VirtualNetwork(prod, 'network', { addressSpace: '10.20.0.0/16' });
    const subnet = network.addSubnet('nodes', { prefix: '10.20.0.0/24' });
    expect(subnet.prefix).toBe('10.20.0.0/24');
    expect(terraform(prod).only('azurerm_subnet')).toMatchObject({ address_prefixes: ['10.20.0.0/24'] });
  });

  it('says what to do about a planned one', () => {
    const app = new App({ outdir: emptyFolder(), stackTraces: false });
    const prod = new Environment(app, 'prod', { location: 'westeurope' });
    const network = new VirtualNetwork(prod, 'network', { addressSpace: '10.20.0.0/16' });
    const subnet = network.addSubnet('nodes');
    const message =
      "[prod/network] subnet 'nodes' has no prefix, and a planned one must be kept in addresses.lock.json, which only an AksApp does. " +
      "Give it a prefix: addSubnet('nodes', { prefix: '10.20.0.0/24' }), or create the program with `new AksApp()` in place of `new App()`. (address/lock-needs-app)";
    expect(() => resolved(prod, subnet.prefix)).toThrow(message);
    expect(() => app.synth()).toThrow(message);
  });
});

describe('A network that exists already', () => {
  const brought = (props: Partial<Parameters<typeof VirtualNetwork.fromName>[2]> = {}) => {
    const app = smallApp();
    const prod = new Environment(app, 'prod', { location: 'westeurope' });
    const network = VirtualNetwork.fromName(prod, 'hub', { name: 'hub', resourceGroupName: 'connectivity', ...props });
    return { app, prod, network };
  };

  it('is read, and takes planned subnets beside those of others', () => {
    const { prod, network } = brought({ addressSpace: '10.10.0.0/16', takenPrefixes: ['10.10.0.0/24'] });
    network.addSubnet('nodes').addDemand(demand(100));
    const rendered = terraform(prod);

    expect(rendered.data('azurerm_virtual_network')).toEqual({
      hub: { name: 'hub', resource_group_name: 'connectivity' },
    });
    expect(rendered.all('azurerm_virtual_network')).toEqual({});
    expect(rendered.only('azurerm_subnet')).toMatchObject({
      resource_group_name: 'connectivity',
      virtual_network_name: 'hub',
      address_prefixes: ['10.10.1.0/24'],
    });
    expect(rendered.only('azurerm_network_security_group')).toMatchObject({
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
    });
    expect(resolved(prod, network.networkId)).toBe('${data.azurerm_virtual_network.hub.id}');
    expect(refused(rendered)).toEqual([]);
  });

  it('takes subnets with a prefix where its ranges were not told, and no others', () => {
    const { app, network } = brought();
    expect(network.addressSpace).toEqual([]);
    network.addSubnet('nodes', { prefix: '10.10.4.0/24' });
    network.addSubnet('more');
    expect(() => app.synth()).toThrow(
      "[prod/hub] subnet 'more' has no prefix, and the ranges of the network were not told. " +
        'Tell addressSpace and takenPrefixes of the network, or give the subnet a prefix. (address/space-unknown)',
    );
  });

  it('may not overlap what clusters reserve', () => {
    const { app, network } = brought({ addressSpace: '10.10.0.0/16', reservedRanges: ['192.168.0.0/16'] });
    network.reserve('192.168.0.0/20', "the pod range of cluster 'aks'");
    expect(() => app.synth()).toThrow(
      "the pod range of cluster 'aks' 192.168.0.0/20 overlaps the reserved range 192.168.0.0/16",
    );
  });

  it('is refused with a wrong name or range', () => {
    expect(thrown(() => brought({ name: 'h', addressSpace: '10.10.0.0/33' }))).toEqual([
      expect.stringMatching(/^\[prod\/hub\] 'name' \(h\) .* \(name\/azure\)$/),
      "[prod/hub] 'addressSpace' (10.10.0.0/33) has a mask above 32 (33). Write a mask from 0 to 32, such as 10.10.0.0/24. (cidr/mask)",
    ]);
  });
});
