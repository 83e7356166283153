import { blockBehind } from '../../analysis/cluster/blocks';
import { Fields, isSame } from '../../analysis/cluster/fields';
import { all, any, not } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster, type SampleCluster } from '../sample';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

function example(subnet: object): SampleCluster {
  return {
    cluster: {
      api_server_access_profile: { virtual_network_integration_enabled: true, subnet_id: '${azurerm_subnet.api.id}' },
    },
    system: { vnet_subnet_id: '${azurerm_subnet.nodes.id}' },
    more: {
      azurerm_subnet: { api: { name: 'api', ...subnet }, nodes: { name: 'nodes', address_prefixes: ['10.0.0.0/24'] } },
    },
  };
}

const DELEGATION = { name: 'aks', service_delegation: { name: 'Microsoft.ContainerService/managedClusters' } };

/** With VNet integration the API server stands in a subnet, which must be its own. */
export const vnetIntegration: Rule = {
  id: 'cluster/api-server-subnet',
  severity: 'error',
  what: 'puts its API server into a subnet that cannot take it',
  why: 'AKS refuses the cluster',
  fix: "Give it a subnet of /28 or larger of its own, delegated to 'Microsoft.ContainerService/managedClusters'",
  sources: ['Azure: API Server VNet Integration in AKS'],
  facts: ['API12'],
  examples: {
    ...clusterExamples({}, {}),
    failing: { 'cdk.tf.json': cluster(example({ address_prefixes: ['10.0.1.0/29'] })) },
    mended: { 'cdk.tf.json': cluster(example({ address_prefixes: ['10.0.1.0/28'], delegation: DELEGATION })) },
    unknown: {
      'cdk.tf.json': cluster({ ...example({}), more: {} }),
    },
  },
  check: eachCluster(({ fields, pools, at }, { artifacts }) => {
    const applies = all(
      isSame(fields.flag('api_server_access_profile', 'virtual_network_integration_enabled'), true),
      any(...pools.map(({ fields: pool }) => pool.raw('vnet_subnet_id') !== undefined)),
    );
    const place = at('api_server_access_profile', 'subnet_id');
    const subnet = blockBehind(artifacts, fields.raw('api_server_access_profile', 'subnet_id'));
    if (subnet === undefined || subnet === unknown) {
      const wrong = subnet === undefined ? true : unknown;
      return {
        applies,
        wrong,
        at: place,
        detail: 'has VNet integration in a network of yours without a subnet for its API server',
      };
    }
    const own = new Fields(subnet.arguments, subnet.body);
    const [prefix] =
      own.texts('address_prefixes') === unknown ? [] : ((own.texts('address_prefixes') ?? []) as readonly string[]);
    const delegated = own.text('delegation', 'service_delegation', 'name');
    return [
      {
        applies,
        wrong: not(isSame(delegated, 'Microsoft.ContainerService/managedClusters')),
        at: place,
        detail: `puts its API server into ${subnet.address}, which is not delegated to it`,
      },
      {
        applies,
        wrong: prefix === undefined ? unknown : Number(prefix.split('/')[1]) > 28,
        at: place,
        detail: `puts its API server into ${subnet.address}, which is smaller than /28`,
      },
      {
        applies,
        wrong: pools.some((pool) => pool.subnet === subnet),
        at: place,
        detail: `puts its API server into ${subnet.address}, where its nodes are`,
      },
    ];
  }),
};
