import { PublicIp, type PublicIpProps } from '../../../lib/azure/network/public-ip';
import { PublicIpPrefix, type PublicIpPrefixProps } from '../../../lib/azure/network/public-ip-prefix';
import { Duration } from '../../../lib/core/duration';
import { terraform } from '../../support/terraform';
import { plainEnvironment, refused, resolved, thrown } from './world';

const GROUP = '${azurerm_resource_group.resource-group.name}';

describe('PublicIp', () => {
  it('is an address of the tier Standard, from a prefix, with a name', () => {
    const prod = plainEnvironment();
    const prefix = new PublicIpPrefix(prod, 'out', { prefixLength: 30, zones: ['1', '2', '3'] });
    const ip = new PublicIp(prod, 'ip', { prefix, domainNameLabel: 'contoso-shop', zones: ['1', '2', '3'] });
    const rendered = terraform(prod);
    expect(rendered.only('azurerm_public_ip')).toEqual({
      name: 'prod-ip',
      resource_group_name: GROUP,
      location: 'westeurope',
      sku: 'Standard',
      allocation_method: 'Static',
      zones: ['1', '2', '3'],
      public_ip_prefix_id: '${azurerm_public_ip_prefix.out.id}',
      domain_name_label: 'contoso-shop',
      idle_timeout_in_minutes: 4,
      tags: {},
    });
    expect(rendered.only('azurerm_public_ip_prefix')).toEqual({
      name: 'prod-out',
      resource_group_name: GROUP,
      location: 'westeurope',
      sku: 'Standard',
      prefix_length: 30,
      zones: ['1', '2', '3'],
      tags: {},
    });
    expect([resolved(prod, ip.ipAddress), resolved(prod, prefix.ipPrefix)]).toEqual([
      '${azurerm_public_ip.ip.ip_address}',
      '${azurerm_public_ip_prefix.out.ip_prefix}',
    ]);
    expect(refused(rendered)).toEqual([]);
  });

  it('uses what exists already', () => {
    const prod = plainEnvironment();
    const ip = PublicIp.fromName(prod, 'ip', { name: 'out' });
    const prefix = PublicIpPrefix.fromName(prod, 'prefix', { name: 'outs', resourceGroupName: 'shared' });
    expect([resolved(prod, ip.publicIpId), resolved(prod, prefix.publicIpPrefixId)]).toEqual([
      '${data.azurerm_public_ip.ip.id}',
      '${data.azurerm_public_ip_prefix.prefix.id}',
    ]);
    expect(refused(terraform(prod))).toEqual([]);
  });

  it('can be overridden with a reason', () => {
    const prod = plainEnvironment();
    new PublicIp(prod, 'ip').override('ddos_protection_mode', 'Enabled', { reason: 'a target' });
    new PublicIpPrefix(prod, 'out').override('sku_tier', 'Global', { reason: 'anycast' });
    expect(terraform(prod).only('azurerm_public_ip')).toMatchObject({ ddos_protection_mode: 'Enabled' });
    expect(terraform(prod).only('azurerm_public_ip_prefix')).toMatchObject({ sku_tier: 'Global', prefix_length: 28 });
  });

  it.each<[string, PublicIpProps, string]>([
    [
      'a name that no host has',
      { domainNameLabel: 'Shop' },
      "'domainNameLabel' (Shop) is not 3 to 63 lower-case letters, digits and '-', starting with a letter and ending with a letter or digit. Write one such as contoso-shop. (public-ip/domain-name-label)",
    ],
    [
      'a long timeout',
      { idleTimeout: Duration.minutes(31) },
      "'idleTimeout' (31m) is not between 4 and 30 minutes. Write Duration.minutes(4). (public-ip/idle-timeout)",
    ],
    [
      'a zone that the region does not have',
      { zones: ['4'] },
      "'zones' (4) is no zone of westeurope, which has 1, 2, 3. Write one of them, such as 1. (zone/not-in-region)",
    ],
    ['a zone twice', { zones: ['1', '1'] }, "'zones' (1) stands there twice. Leave it out. (zone/twice)"],
    [
      'zones where there are none',
      { zones: ['1'], location: 'westcentralus' },
      "'zones' (1) is no zone of westcentralus, which has none. Write zones: []. (zone/not-in-region)",
    ],
  ])('refuses %s', (_, props, message) => {
    expect(thrown(() => new PublicIp(plainEnvironment(), 'ip', props))).toEqual([`[prod/ip] ${message}`]);
  });

  it.each<[PublicIpPrefixProps, string]>([
    [
      { prefixLength: 23 },
      "'prefixLength' (23) is not a whole number from 24 to 31. Write 28 for 16 addresses. (public-ip/prefix-length)",
    ],
  ])('refuses a prefix that Azure does not give', (props, message) => {
    expect(thrown(() => new PublicIpPrefix(plainEnvironment(), 'out', props))).toEqual([`[prod/out] ${message}`]);
  });
});
