import { NatGateway, type NatGatewayProps } from '../../../lib/azure/network/nat-gateway';
import { Environment } from '../../../lib/azure/environment';
import { Duration } from '../../../lib/core/duration';
import { plainApp, terraform } from '../../support/terraform';
import { plainEnvironment, refused, resolved, thrown } from './world';

describe('NatGateway', () => {
  it('renders a gateway with one address and writes its defaults', () => {
    const prod = plainEnvironment();
    const gateway = new NatGateway(prod, 'nat', { tags: { team: 'net' } });
    const rendered = terraform(prod);

    const place = {
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      location: 'westeurope',
      tags: { team: 'net' },
    };
    expect(rendered.only('azurerm_nat_gateway')).toEqual({
      ...place,
      name: 'prod-nat',
      sku_name: 'Standard',
      idle_timeout_in_minutes: 4,
    });
    expect(rendered.all('azurerm_public_ip')).toEqual({
      'nat_ip-1': { ...place, name: 'prod-nat-ip-1', sku: 'Standard', allocation_method: 'Static' },
    });
    expect(rendered.all('azurerm_nat_gateway_public_ip_association')).toEqual({
      'nat_ip-1-association': {
        nat_gateway_id: '${azurerm_nat_gateway.nat.id}',
        public_ip_address_id: '${azurerm_public_ip.nat_ip-1.id}',
      },
    });
    expect(gateway.publicIpAddresses.map((ip) => resolved(prod, ip))).toEqual([
      '${azurerm_public_ip.nat_ip-1.ip_address}',
    ]);
    expect(refused(rendered)).toEqual([]);
  });

  it('puts the addresses into the zone of the gateway, and keeps them when one is added', () => {
    const addresses = [1, 2].map((publicIpCount) => {
      const prod = plainEnvironment();
      new NatGateway(prod, 'nat', { zone: '2', publicIpCount, idleTimeout: Duration.minutes(10), name: 'way-out' });
      const rendered = terraform(prod);
      expect(rendered.only('azurerm_nat_gateway')).toMatchObject({ zones: ['2'], idle_timeout_in_minutes: 10 });
      return rendered.all('azurerm_public_ip');
    });
    expect(addresses[1]).toMatchObject({ ...addresses[0], 'nat_ip-2': { name: 'way-out-ip-2', zones: ['2'] } });
  });

  it('makes one for each zone on request', () => {
    const prod = plainEnvironment();
    const gateways = NatGateway.perZone(prod, 'nat', { zones: ['1', '2', '3'] });
    const rendered = terraform(prod);
    expect(gateways.map(({ zone, natGatewayName }) => [zone, natGatewayName])).toEqual([
      ['1', 'prod-nat-1'],
      ['2', 'prod-nat-2'],
      ['3', 'prod-nat-3'],
    ]);
    expect(Object.keys(rendered.all('azurerm_public_ip'))).toEqual(['nat-1_ip-1', 'nat-2_ip-1', 'nat-3_ip-1']);
    expect(refused(rendered)).toEqual([]);
  });

  it('can be overridden with a reason', () => {
    const prod = plainEnvironment();
    new NatGateway(prod, 'nat').override('timeouts.create', '1h', { reason: 'a policy is slow' });
    expect(terraform(prod).only('azurerm_nat_gateway')).toMatchObject({ timeouts: { create: '1h' } });
  });

  it.each<[string, NatGatewayProps, string]>([
    [
      'no address',
      { publicIpCount: 0 },
      "'publicIpCount' (0) is not a whole number from 1 to 16. Write 1 to 16. (nat-gateway/public-ip-count)",
    ],
    [
      'more than 16',
      { publicIpCount: 17 },
      "'publicIpCount' (17) is not a whole number from 1 to 16. Write 1 to 16. (nat-gateway/public-ip-count)",
    ],
    [
      'a short timeout',
      { idleTimeout: Duration.minutes(3) },
      "'idleTimeout' (3m) is not between 4 and 120 minutes. Write Duration.minutes(4). (nat-gateway/idle-timeout)",
    ],
    [
      'a zone that the region does not have',
      { zone: '4' },
      "'zone' (4) is no zone of westeurope, which has 1, 2, 3. Write one of them, such as 1. (zone/not-in-region)",
    ],
  ])('refuses %s', (_, props, message) => {
    expect(thrown(() => new NatGateway(plainEnvironment(), 'nat', props))).toEqual([`[prod/nat] ${message}`]);
  });

  it('refuses a zone in a region without zones', () => {
    const prod = new Environment(plainApp(), 'prod', { location: 'westus' });
    expect(thrown(() => new NatGateway(prod, 'nat', { zone: '1' }))).toEqual([
      "[prod/nat] 'zone' (1) is no zone of westus, which has none. Leave it out. (zone/not-in-region)",
    ]);
  });

  it('can be one that exists already', () => {
    const prod = plainEnvironment();
    const gateway = NatGateway.fromName(prod, 'brought', {
      name: 'hub-nat',
      resourceGroupName: 'connectivity',
      zone: '1',
    });
    expect(gateway).toMatchObject({ zone: '1', dependencies: [] });
    expect(resolved(prod, gateway.natGatewayId)).toBe('${data.azurerm_nat_gateway.brought.id}');
    expect(terraform(prod).data('azurerm_nat_gateway')).toEqual({
      brought: { name: 'hub-nat', resource_group_name: 'connectivity' },
    });
  });
});
