import fc from 'fast-check';
import { NetworkProfile } from '../../../lib/azure/cluster/network-profile';
import { Outbound } from '../../../lib/azure/cluster/outbound';
import { Cidr } from '../../../lib/core/cidr';
import { Duration } from '../../../lib/core/duration';
import { thrown } from '../network/world';

describe('NetworkProfile', () => {
  it('is an overlay with Cilium unless told otherwise', () => {
    expect(NetworkProfile.overlay()).toMatchObject({
      policy: 'cilium',
      podCidr: '10.244.0.0/16',
      serviceCidr: '172.16.0.0/16',
      dnsServiceIp: '172.16.0.10',
      defaultMaxPods: 110,
    });
  });

  it('prints as a program writes it', () => {
    expect(
      [NetworkProfile.overlay(), NetworkProfile.nodeSubnet({ policy: 'calico' }), NetworkProfile.podSubnet()].map(
        (profile) => profile.expression,
      ),
    ).toEqual([
      "NetworkProfile.overlay({ policy: 'cilium' })",
      "NetworkProfile.nodeSubnet({ policy: 'calico' })",
      "NetworkProfile.podSubnet({ policy: 'cilium' })",
    ]);
  });

  it('gives fewer pods to a node whose subnet they share', () => {
    expect(NetworkProfile.nodeSubnet().defaultMaxPods).toBe(30);
    expect(NetworkProfile.nodeSubnet()).not.toHaveProperty('podCidr', expect.anything());
  });

  it.each([
    [
      { serviceCidr: '10.0.0.0/12' },
      "'serviceCidr' (10.0.0.0/12) is not smaller than a /12. Write 10.0.0.0/16. (network/service-cidr-size)",
    ],
    [
      { serviceCidr: '10.0.0.0/29' },
      "'serviceCidr' (10.0.0.0/29) has no tenth address for DNS. Give it a larger range, or set dnsServiceIp. (network/service-cidr-size)",
    ],
    [
      { serviceCidr: '172.31.0.0/16' },
      "'serviceCidr' (172.31.0.0/16) overlaps 172.31.0.0/16, which AKS keeps to itself. Write another range, such as 172.16.0.0/16. (network/reserved-range)",
    ],
    [{ serviceCidr: '10.0.0.0' }, "'serviceCidr' (10.0.0.0) CIDR mask is missing. Did you mean 10.0.0.0/24?"],
    [
      { policy: 'calico' as const, security: true },
      "'security' (true) needs the data plane of Cilium, and the policy is 'calico'. Write policy: 'cilium', or leave it out (DP15). (network/security-without-cilium)",
    ],
    [
      { dnsServiceIp: '10.0.0.10' },
      "'dnsServiceIp' (10.0.0.10) lies outside 'serviceCidr' (172.16.0.0/16). Write 172.16.0.10. (network/dns-outside)",
    ],
    [
      { dnsServiceIp: '172.16.0.0' },
      "'dnsServiceIp' (172.16.0.0) is the first address of 'serviceCidr' (172.16.0.0/16), which is the API server's. Write 172.16.0.10. (network/dns-first)",
    ],
    [
      { podCidr: '172.30.0.0/16' },
      "'podCidr' (172.30.0.0/16) overlaps 172.30.0.0/16, which AKS keeps to itself. Write another range, such as 10.244.0.0/16. (network/reserved-range)",
    ],
    [
      { podCidr: '20.0.0.0/16' },
      "'podCidr' (20.0.0.0/16) is neither private (RFC 1918) nor shared address space (RFC 6598), which Azure does not support for pods. Write a range such as 10.244.0.0/16. (network/pod-cidr-public)",
    ],
    [
      { podCidr: '10.244.0.0/25' },
      "'podCidr' (10.244.0.0/25) holds no /24, and every node takes one. Write 10.244.0.0/16, which serves 256 nodes. (network/pod-cidr-size)",
    ],
    [
      { podCidr: '172.16.0.0/14' },
      "'podCidr' (172.16.0.0/14) overlaps 'serviceCidr' (172.16.0.0/16). Move one of them. (network/overlap)",
    ],
  ])('refuses %j', (props, expected) => {
    expect(thrown(() => NetworkProfile.overlay(props)).join('\n')).toContain(expected);
  });

  it('tells everything that is wrong at once', () => {
    expect(
      thrown(() => NetworkProfile.overlay({ serviceCidr: '172.30.0.0/16', podCidr: '10.244.0.0/25' })),
    ).toHaveLength(2);
  });

  it('takes shared address space, and a DNS address anywhere but first', () => {
    expect(NetworkProfile.overlay({ podCidr: '100.64.0.0/16', dnsServiceIp: '172.16.255.255' })).toMatchObject({
      podCidr: '100.64.0.0/16',
      dnsServiceIp: '172.16.255.255',
    });
  });

  it('finds the DNS address in any range of services that it takes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 13, max: 28 }), (octet, length) => {
        const range = Cidr.of(`10.${octet}.0.0`, length);
        const profile = NetworkProfile.nodeSubnet({ serviceCidr: `${range}` });
        expect(range.contains(profile.dnsServiceIp)).toBe(true);
        expect(profile.dnsServiceIp).not.toBe(range.first);
      }),
    );
  });
});

describe('Outbound', () => {
  it('counts the nodes that its ports serve', () => {
    expect(Outbound.loadBalancer().mostNodes).toBeUndefined();
    expect(Outbound.loadBalancer({ managedIps: 2, portsPerNode: 1024 }).mostNodes).toBe(125);
    expect(Outbound.loadBalancer({ ipAddressIds: ['/a', '/b'], portsPerNode: 64_000 }).mostNodes).toBe(2);
    expect(Outbound.loadBalancer({ ipPrefixIds: ['/p'], portsPerNode: 1024 }).mostNodes).toBeUndefined();
    expect(Outbound.natGateway().mostNodes).toBeUndefined();
  });

  it.each([
    [
      { managedIps: 1, ipAddressIds: ['/a'] },
      "'outbound' (managedIps, ipAddressIds) are several kinds of address, and the load balancer takes one. Keep one of them. (outbound/addresses)",
    ],
    [
      { ipAddressIds: ['/subscriptions/s/resourceGroups/MC_shop_aks_westeurope/providers/p/publicIPAddresses/k8s'] },
      "'ipAddressIds' (k8s) was made by AKS, which takes none of its own addresses back. Name one that you made (EG18). (outbound/address-of-aks)",
    ],
    [{ ipPrefixIds: [] }, "'ipPrefixIds' is empty. Name one, or leave it out. (outbound/addresses)"],
    [
      { managedIps: 101 },
      "'managedIps' (101) is not a whole number from 1 to 100. Write 1 to 100. (outbound/addresses)",
    ],
    [
      { portsPerNode: 1001 },
      "'portsPerNode' (1001) is not a multiple of 8 from 0 to 64000. Did you mean 1000? (outbound/ports)",
    ],
    [
      { idleTimeout: Duration.minutes(2) },
      "'idleTimeout' (2m) is not between 4 and 100 minutes. Write Duration.minutes(30). (outbound/idle-timeout)",
    ],
  ])('refuses %j', (props, expected) => {
    expect(thrown(() => Outbound.loadBalancer(props))).toEqual([expected]);
  });
});
