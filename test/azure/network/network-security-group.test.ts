import { NetworkSecurityGroup } from '../../../lib/azure/network/network-security-group';
import type { SecurityRule } from '../../../lib/azure/network/contracts';
import { terraform } from '../../support/terraform';
import { networkWorld, plainEnvironment, refused, resolved, thrown } from './world';

const RULE: SecurityRule = { direction: 'inbound', access: 'allow', priority: 200, from: 'Internet' };

describe('NetworkSecurityGroup', () => {
  it('renders a resource for each rule', () => {
    const prod = plainEnvironment();
    const group = new NetworkSecurityGroup(prod, 'edge', {
      tags: { team: 'net' },
      rules: {
        https: { ...RULE, protocol: 'tcp', to: '10.20.0.0/24', ports: [443], description: 'shop' },
      },
    });
    group.addRule('no-metadata', {
      direction: 'outbound',
      access: 'deny',
      priority: 200,
      from: ['10.20.0.0/24', '10.20.4.7'],
      to: ['169.254.169.254', '10.30.0.0/16'],
      protocol: 'udp',
      ports: [53, '8000-8080'],
    });
    const rendered = terraform(prod);

    expect(rendered.only('azurerm_network_security_group')).toEqual({
      name: 'prod-edge',
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      location: 'westeurope',
      tags: { team: 'net' },
    });
    expect(rendered.all('azurerm_network_security_rule')).toEqual({
      edge_https: {
        name: 'https',
        resource_group_name: '${azurerm_resource_group.resource-group.name}',
        network_security_group_name: '${azurerm_network_security_group.edge.name}',
        direction: 'Inbound',
        access: 'Allow',
        priority: 200,
        protocol: 'Tcp',
        source_port_range: '*',
        source_address_prefix: 'Internet',
        destination_address_prefix: '10.20.0.0/24',
        destination_port_range: '443',
        description: 'shop',
      },
      'edge_no-metadata': {
        name: 'no-metadata',
        resource_group_name: '${azurerm_resource_group.resource-group.name}',
        network_security_group_name: '${azurerm_network_security_group.edge.name}',
        direction: 'Outbound',
        access: 'Deny',
        priority: 200,
        protocol: 'Udp',
        source_port_range: '*',
        source_address_prefixes: ['10.20.0.0/24', '10.20.4.7'],
        destination_address_prefixes: ['169.254.169.254', '10.30.0.0/16'],
        destination_port_ranges: ['53', '8000-8080'],
      },
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('takes the planned range of a subnet as an end', () => {
    const { network, render } = networkWorld();
    const gateway = network.addSubnet('gateway');
    network.addSubnet('nodes').securityGroup?.addRule('gateway', { ...RULE, from: gateway.prefix });
    expect(render().only('azurerm_network_security_rule')).toMatchObject({
      source_address_prefix: '10.20.0.0/24',
      destination_address_prefix: '*',
      destination_port_range: '*',
      protocol: '*',
    });
  });

  it('can be overridden with a reason', () => {
    const prod = plainEnvironment();
    const group = new NetworkSecurityGroup(prod, 'edge');
    group.override('timeouts.create', '1h', { reason: 'a policy of the platform team is slow' });
    expect(terraform(prod).only('azurerm_network_security_group')).toMatchObject({ timeouts: { create: '1h' } });
  });

  it.each<[string, Partial<SecurityRule>, string]>([
    [
      'a priority out of range',
      { priority: 99 },
      "'rule.priority' (99) is not a whole number from 100 to 4096. Write one such as 200. (security-rule/priority)",
    ],
    ['no end', { from: [] }, "'from' is empty. Write '*' for everywhere. (security-rule/address)"],
    [
      'a malformed range',
      { to: '10.20.0.0/33' },
      "'to' (10.20.0.0/33) has a mask above 32 (33). Write a mask from 0 to 32, such as 10.20.0.0/24. (cidr/mask)",
    ],
    [
      'an end out of form',
      { from: 'the internet' },
      "'from' (the internet) is neither a range, an address, a service tag nor '*'. Write one such as 10.20.0.0/16 or Internet. (security-rule/address)",
    ],
    [
      'a service tag in a list',
      { from: ['10.20.0.0/16', 'AzureCloud.westeurope'] },
      "'from' (AzureCloud.westeurope) stands in a list, which holds ranges and addresses only. Give it a rule of its own. (security-rule/address)",
    ],
    ['no port', { ports: [] }, "'ports' is empty. Leave it out for all ports. (security-rule/ports)"],
    [
      'a port out of range',
      { ports: [443, 65_536] },
      "'ports' (65536) is neither a port nor a range of ports. Write one such as 443 or '8000-8080'. (security-rule/ports)",
    ],
    [
      'a range of ports that runs backwards',
      { ports: ['8080-8000'] },
      "'ports' (8080-8000) is neither a port nor a range of ports. Write one such as 443 or '8000-8080'. (security-rule/ports)",
    ],
    [
      'a port of ICMP',
      { protocol: 'icmp', ports: [8] },
      "'ports' ([8]) is set for ICMP, which has no ports. Leave it out. (security-rule/ports)",
    ],
    [
      'a long description',
      { description: 'x'.repeat(141) },
      `'description' (${'x'.repeat(79)}…) has 141 characters, above 140. Shorten it. (security-rule/description)`,
    ],
  ])('refuses %s', (_, rule, message) => {
    const group = new NetworkSecurityGroup(plainEnvironment(), 'edge');
    expect(thrown(() => group.addRule('rule', { ...RULE, ...rule }))).toEqual([`[prod/edge] ${message}`]);
  });

  it('refuses a second rule of one name or priority, and takes the same priority in the other direction', () => {
    const group = new NetworkSecurityGroup(plainEnvironment(), 'edge', { rules: { https: RULE } });
    group.addRule('out', { ...RULE, direction: 'outbound' });
    expect(thrown(() => group.addRule('HTTPS', RULE))).toEqual([
      "[prod/edge] 'name' (HTTPS) is the name of another rule of the group. Give each rule a name of its own. (security-rule/duplicate-name)",
      "[prod/edge] 'HTTPS.priority' (200) is also that of the inbound rule 'https'. Give each rule of a direction a number of its own. (security-rule/priority-taken)",
    ]);
  });

  it('refuses names out of form', () => {
    const prod = plainEnvironment();
    const group = new NetworkSecurityGroup(prod, 'edge');
    expect(() => group.addRule('allow https', RULE)).toThrow('(name/azure)');
    expect(() => new NetworkSecurityGroup(prod, 'other', { name: '-' })).toThrow('(name/azure)');
  });

  it('adds rules to a group that exists already', () => {
    const prod = plainEnvironment();
    const group = NetworkSecurityGroup.fromName(prod, 'brought', {
      name: 'hub-nsg',
      resourceGroupName: 'connectivity',
    });
    group.addRule('https', RULE);
    const rendered = terraform(prod);
    expect(resolved(prod, group.securityGroupId)).toBe('${data.azurerm_network_security_group.brought.id}');
    expect(rendered.only('azurerm_network_security_rule')).toMatchObject({
      network_security_group_name: 'hub-nsg',
      resource_group_name: 'connectivity',
    });
    expect(refused(rendered)).toEqual([]);
  });
});
