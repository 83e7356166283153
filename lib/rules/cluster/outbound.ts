import { isSame } from '../../analysis/cluster/fields';
import { all, any, holds, not } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

const OWN = { vnet_subnet_id: '${azurerm_subnet.nodes.id}' };

/** Each way out of the cluster wants its own kind of network. */
export const outbound: Rule = {
  id: 'cluster/outbound-combination',
  severity: 'error',
  what: 'has an outbound type that does not fit its network',
  why: 'AKS refuses the cluster, or its nodes never register',
  fix: 'Choose the outbound type that fits: loadBalancer anywhere, managedNATGateway without a subnet of yours, userAssignedNATGateway and userDefinedRouting with one',
  sources: [
    'Azure: Customize cluster egress with outbound types in AKS',
    'Azure: Create a Managed or User-Assigned NAT Gateway for your AKS Cluster',
    'Azure: Network isolated AKS clusters',
  ],
  facts: ['EG01', 'EG02', 'EG03', 'EG04', 'EG06', 'EG11', 'EG27'],
  examples: clusterExamples(
    { cluster: { network_profile: { network_plugin: 'azure', outbound_type: 'managedNATGateway' } }, system: OWN },
    { cluster: { network_profile: { network_plugin: 'azure', outbound_type: 'userAssignedNATGateway' } }, system: OWN },
    {
      notApplicable: { cluster: { network_profile: { network_plugin: 'azure', outbound_type: 'loadBalancer' } } },
      unknown: {
        cluster: { network_profile: { network_plugin: 'azure', outbound_type: '${var.outbound}' } },
        system: OWN,
      },
    },
  ),
  check: eachCluster(({ fields, network, pools, at }) => {
    const place = at('network_profile', 'outbound_type');
    const is = (...types: readonly string[]): ReturnType<typeof isSame> => isSame(network.outboundType, ...types);
    const other = not(is('loadBalancer'));
    const brought = any(...pools.map(({ fields: pool }) => (pool.raw('vnet_subnet_id') === undefined ? false : true)));
    const isolated = is('none', 'block');
    const count = fields.number('network_profile', 'nat_gateway_profile', 'managed_outbound_ip_count');
    return [
      {
        applies: other,
        wrong: all(is('managedNATGateway'), brought),
        at: place,
        detail: 'asks AKS for a NAT gateway in a subnet that is yours',
        fix: "Put your own gateway at the subnet and use 'userAssignedNATGateway'",
      },
      {
        applies: other,
        wrong: all(is('userAssignedNATGateway', 'userDefinedRouting'), not(brought)),
        at: place,
        detail: 'leaves through a gateway or route table of yours from a network that AKS makes',
        fix: 'Give the default pool a vnet_subnet_id',
      },
      {
        applies: other,
        wrong: all(is('userAssignedNATGateway'), isSame(network.plugin, 'kubenet')),
        at: place,
        severity: 'warning',
        detail: 'leaves kubenet through a NAT gateway of yours, which is documented for Azure CNI alone',
      },
      {
        applies: other,
        wrong: isSame(fields.text('network_profile', 'load_balancer_sku'), 'basic'),
        at: at('network_profile', 'load_balancer_sku'),
        detail: 'sets an outbound type beside a basic load balancer, which takes none',
      },
      {
        applies: other,
        wrong: all(isolated, not(isSame(fields.text('bootstrap_profile', 'artifact_source'), 'Cache'))),
        at: place,
        detail: 'has no way out, and starts its nodes from images that it then cannot reach',
        fix: "Set bootstrap_profile.artifact_source to 'Cache'",
      },
      {
        applies: other,
        wrong: all(isolated, isSame(network.plugin, 'kubenet')),
        at: at('network_profile', 'network_plugin'),
        severity: 'warning',
        detail: 'is isolated from the internet on kubenet, which is not supported',
      },
      {
        applies: other,
        wrong: all(isolated, isSame(fields.text('node_os_upgrade_channel'), 'SecurityPatch', 'Unmanaged')),
        at: at('node_os_upgrade_channel'),
        severity: 'warning',
        detail: 'is isolated from the internet and patches its nodes from there',
        fix: "Set node_os_upgrade_channel to 'NodeImage' or 'None'",
      },
      {
        applies: other,
        wrong: holds(count, (number) => number < 1 || number > 16),
        at: at('network_profile', 'nat_gateway_profile', 'managed_outbound_ip_count'),
        detail: 'asks its NAT gateway for a number of addresses outside 1 to 16',
        because:
          network.outboundType === unknown
            ? 'its outbound type is not in these files'
            : 'the number of addresses is not in these files',
      },
    ];
  }),
};
