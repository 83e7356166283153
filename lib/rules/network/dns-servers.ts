import { holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { resourceExamples } from '../cluster/examples';
import { eachBlock } from '../cluster/judge';

const NETWORK = { name: 'shop', location: 'westeurope', resource_group_name: 'shop', address_space: ['10.0.0.0/16'] };

/** Nodes that cannot resolve names cannot even register. */
export const dnsServers: Rule = {
  id: 'network/one-dns-server',
  severity: 'warning',
  what: 'has a single DNS server of its own',
  why: 'when it is restarted no node resolves its API server, its registry or anything else',
  fix: "Name two, or leave dns_servers out to use Azure's own; yours must forward to 168.63.129.16",
  sources: ['Azure: Name resolution for resources in Azure virtual networks', 'Azure: Create a private AKS cluster'],
  covers: ['checkov/CKV_AZURE_182'],
  facts: ['NET31'],
  examples: resourceExamples(
    'azurerm_virtual_network',
    NETWORK,
    { dns_servers: ['10.0.0.4'] },
    { dns_servers: ['10.0.0.4', '10.0.0.5'] },
    { dns_servers: '${var.dns}' },
  ),
  check: eachBlock('azurerm_virtual_network', (fields) => ({
    wrong: holds(fields.texts('dns_servers'), (servers) => servers.length === 1),
    at: fields.path('dns_servers'),
  })),
};

const DYNAMIC = { name: 'one', private_ip_address_allocation: 'Dynamic' };

/** A machine with an address of its own on the internet. */
export const publicInterface: Rule = {
  id: 'network/public-interface',
  severity: 'warning',
  what: 'has a public address of its own',
  why: 'the machine behind it is one group rule away from the internet',
  fix: 'Use a load balancer, a gateway or Azure Bastion in front of it',
  sources: ['Azure: Public IP addresses in Azure'],
  covers: ['checkov/CKV_AZURE_119', 'trivy/AZU-0076'],
  examples: resourceExamples(
    'azurerm_network_interface',
    { name: 'jump', location: 'westeurope', resource_group_name: 'shop' },
    { ip_configuration: { ...DYNAMIC, public_ip_address_id: '${azurerm_public_ip.jump.id}' } },
    { ip_configuration: { ...DYNAMIC, subnet_id: '${azurerm_subnet.jump.id}' } },
    { ip_configuration: '${var.addresses}' },
  ),
  check: eachBlock('azurerm_network_interface', (fields) => ({
    wrong: holds(fields.blocks('ip_configuration'), (all) =>
      all.some((one) => one.raw('public_ip_address_id') !== undefined),
    ),
    at: fields.path('ip_configuration'),
  })),
};
