import { isMissing, resources } from '../../analysis/cluster/blocks';
import { holds, not } from '../../analysis/cluster/truth';
import { Reference } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { terraform } from '../sample';
import { resourceExamples } from '../cluster/examples';
import { eachBlock } from '../cluster/judge';

/** Subnets whose service takes no group of yours. */
const WITHOUT = /^(AzureFirewallSubnet|AzureFirewallManagementSubnet|GatewaySubnet|RouteServerSubnet)$/;
const SUBNET = {
  name: 'nodes',
  virtual_network_name: 'shop',
  resource_group_name: 'shop',
  address_prefixes: ['10.0.0.0/24'],
};

/** Without a group nothing stands between a subnet and the rest of the network. */
export const subnetWithoutGroup: Rule = {
  id: 'network/subnet-without-group',
  severity: 'note',
  what: 'has no network security group',
  why: 'everything in the virtual network and its peers reaches every port in it',
  fix: 'Add azurerm_subnet_network_security_group_association',
  sources: [
    'Azure: Azure network security groups overview',
    'APRL: All Subnets should have a Network Security Group associated',
  ],
  covers: ['checkov/CKV2_AZURE_31', 'aprl/f0bf9ae6'],
  examples: {
    ...resourceExamples('azurerm_subnet', SUBNET, {}, {}),
    mended: {
      'cdk.tf.json': terraform({
        azurerm_subnet: { nodes: SUBNET },
        azurerm_subnet_network_security_group_association: {
          nodes: {
            subnet_id: '${azurerm_subnet.nodes.id}',
            network_security_group_id: '${azurerm_network_security_group.nodes.id}',
          },
        },
      }),
    },
    notApplicable: {
      'cdk.tf.json': terraform({ azurerm_subnet: { firewall: { ...SUBNET, name: 'AzureFirewallSubnet' } } }),
    },
  },
  check: eachBlock('azurerm_subnet', (fields, block, { artifacts }) => {
    const has = resources(artifacts, 'azurerm_subnet_network_security_group_association').some(
      ({ arguments: association, module }) => {
        const id = association.subnet_id;
        return module === block.module && id instanceof Reference && id.address === block.address;
      },
    );
    return {
      // A delegated subnet holds nothing but its service, which has its own rules.
      applies: not(holds(fields.text('name'), (name) => WITHOUT.test(name) || fields.has('delegation') === true)),
      wrong: isMissing(artifacts, block, has),
      because: 'part of its module could not be read',
      at: fields.path('name'),
    };
  }),
};
