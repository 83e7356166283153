import { AksCluster, Environment, NetworkProfile, Outbound, VirtualNetwork } from '../../lib';
import { calico, pool, refuses, SIZE, systemPool } from './world';

refuses('a program with a bad network', [
  [
    'a malformed range',
    ({ prod }) => new VirtualNetwork(prod, 'hub', { addressSpace: '10.20.0/16' }),
    "[prod/hub] 'addressSpace' (10.20.0/16) is not an IPv4 range. Write an address and a mask, such as 10.20.0.0/16. (cidr/malformed)",
  ],
  [
    'a range with bits beyond its mask',
    ({ prod }) => new VirtualNetwork(prod, 'hub', { addressSpace: '10.20.0.1/16' }),
    "[prod/hub] 'addressSpace' (10.20.0.1/16) has bits set beyond its mask. Did you mean 10.20.0.0/16? (cidr/host-bits)",
  ],
  [
    'a malformed prefix of a subnet',
    ({ network }) => network.addSubnet('a', { prefix: '10.20.256.0/24' }),
    "[prod/network/a] 'prefix' (10.20.256.0/24) has an octet above 255 (256). Write four numbers from 0 to 255, such as 10.0.0.0. (ipv4/octet)",
  ],
  [
    'overlapping ranges of one network',
    ({ prod }) => new VirtualNetwork(prod, 'hub', { addressSpace: ['10.20.0.0/16', '10.20.4.0/24'] }),
    "[prod/hub] 'addressSpace' (10.20.4.0/24) overlaps 10.20.0.0/16 of the same network. Keep one of the two. (address/space-overlap)",
  ],
  [
    'overlapping subnets',
    ({ network }) => {
      network.addSubnet('a', { prefix: '10.20.0.0/23' });
      network.addSubnet('b', { prefix: '10.20.1.0/24' });
    },
    "[prod/network] subnet 'a' 10.20.0.0/23 overlaps subnet 'b' 10.20.1.0/24. Give one of them another range. (address/overlap)",
  ],
  [
    'a subnet outside of its network',
    ({ network }) => network.addSubnet('a', { prefix: '10.21.0.0/24' }),
    "[prod/network] subnet 'a' 10.21.0.0/24 lies outside the address space 10.20.0.0/16. Give it a range inside, or add a range to addressSpace. (address/outside-space)",
  ],
  [
    'a service range that overlaps the network',
    (program) => program.newCluster({ networkProfile: NetworkProfile.overlay({ serviceCidr: '10.20.0.0/16' }) }),
    "[prod/network] the service range of cluster 'prod-aks' 10.20.0.0/16 overlaps the address space 10.20.0.0/16. Choose a range that nothing connected to the network uses. (address/reserved-overlap)",
  ],
  [
    'a pod range that overlaps the service range',
    (program) => program.newCluster({ networkProfile: NetworkProfile.overlay({ podCidr: '172.16.0.0/16' }) }),
    "'podCidr' (172.16.0.0/16) overlaps 'serviceCidr' (172.16.0.0/16). Move one of them. (network/overlap)",
  ],
  [
    'a subnet that is too small for all nodes at the most',
    (program) => {
      const subnet = program.network.addSubnet('nodes', { prefix: '10.20.0.0/28' });
      program.newCluster({ subnet, networkProfile: calico });
    },
    "[prod/network] subnet 'nodes' 10.20.0.0/28 holds 11 addresses; cluster 'prod-aks' needs pool 'system' (6 nodes + 2 surge + 6 rotating) x 31 = 434. Give it 10.20.0.0/23 or more, lower the largest number of nodes, lower maxPods (30), or use overlay networking. (address/subnet-too-small)",
  ],
  [
    'a recorded prefix that is outgrown',
    (program) => {
      program.recorded({ 'prod/network/aks-nodes': '10.20.0.0/28' });
      program.newCluster().addNodePool('apps', { vmSize: SIZE, scale: { min: 3, max: 30 } });
    },
    "[prod/network] subnet 'aks-nodes' is recorded as 10.20.0.0/28, which holds 11 addresses; cluster 'prod-aks' needs pool 'system' (6 nodes + 2 surge) + pool 'apps' (30 nodes + 10 surge + 30 rotating) = 78; a recorded range never changes, because Azure refuses to move a subnet in use. Put what is new into a subnet of its own or lower the largest number of nodes. (address/recorded-outgrown)",
  ],
  [
    'a prefix that is given another range than the recorded one',
    (program) => {
      program.recorded({ 'prod/network/a': '10.20.0.0/24' });
      program.network.addSubnet('a', { prefix: '10.20.8.0/24' });
    },
    "[prod/network] subnet 'a' is given 10.20.8.0/24, but it is recorded as 10.20.0.0/24 in addresses.lock.json, and Azure refuses to move a subnet in use. Give it 10.20.0.0/24, or, if nothing is in it yet, remove its entry from addresses.lock.json. (address/pin-moves-recorded)",
  ],
  [
    'a service range that AKS keeps to itself',
    (program) => program.newCluster({ networkProfile: NetworkProfile.overlay({ serviceCidr: '192.0.2.0/24' }) }),
    "'serviceCidr' (192.0.2.0/24) overlaps 192.0.2.0/24, which AKS keeps to itself. Write another range, such as 172.16.0.0/16. (network/reserved-range)",
  ],
  [
    'a DNS address outside of the service range',
    () => NetworkProfile.overlay({ serviceCidr: '10.0.0.0/16', dnsServiceIp: '10.1.0.10' }),
    "'dnsServiceIp' (10.1.0.10) lies outside 'serviceCidr' (10.0.0.0/16). Write 10.0.0.10. (network/dns-outside)",
  ],
  [
    'a DNS address that is the first of the service range',
    () => NetworkProfile.overlay({ serviceCidr: '10.0.0.0/16', dnsServiceIp: '10.0.0.1' }),
    "'dnsServiceIp' (10.0.0.1) is the first address of 'serviceCidr' (10.0.0.0/16), which is the API server's. Write 10.0.0.10. (network/dns-first)",
  ],
  [
    'a zone that the region does not have',
    (program) => program.newCluster({ zones: ['1', '4'] }),
    "[prod/aks] 'zones' (4) is no zone of westeurope, which has 1, 2, 3. Write one of 1, 2, 3. (zone/unknown)",
  ],
  [
    'a zone of a pool that the region does not have',
    ({ cluster }) => cluster.addNodePool('more', { ...pool, zones: ['a'] }),
    "[prod/aks/more] 'zones' (a) is no zone of westeurope, which has 1, 2, 3. Write one of 1, 2, 3. (zone/unknown)",
  ],
  [
    'zones in a region that has none',
    ({ app }) => {
      const dev = new Environment(app, 'dev', { location: 'westus' });
      const network = new VirtualNetwork(dev, 'network', { addressSpace: '10.0.0.0/16' });
      new AksCluster(dev, 'aks', { version: '1.35', network, zones: ['1'], systemPool });
    },
    "[dev/aks] 'zones' (1) is no zone of westus, which has none. Leave zones out, or take another region. (zone/unknown)",
  ],
  [
    'an unknown region',
    ({ app }) => new Environment(app, 'dev', { location: 'westeuropa' }),
    "[dev] 'location' (westeuropa) is not a region of the public cloud. Did you mean 'westeurope'? (region/unknown)",
  ],
  [
    'an unknown VM size',
    ({ cluster }) => cluster.addNodePool('more', { ...pool, vmSize: 'Standard_D4ds_v55' }),
    "[prod/aks/more] 'vmSize' (Standard_D4ds_v55) is not a VM size that is known here. Did you mean 'Standard_D4ds_v5'? (vm-size/unknown)",
  ],
  [
    'user-defined routing without a route table',
    (program) =>
      program.newCluster({ networkProfile: NetworkProfile.overlay({ outbound: Outbound.userDefinedRouting() }) }),
    "[prod/aks/system] 'subnet' (aks-nodes) has no route table, and the cluster goes out by user-defined routes. Pass a subnet made with addSubnet(id, { routeTable }) whose table sends 0.0.0.0/0 to an appliance (EG04). (outbound/route-table-missing)",
  ],
]);
