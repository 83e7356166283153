import { isMissing, resources } from '../../analysis/cluster/blocks';
import { Fields, isSame } from '../../analysis/cluster/fields';
import { hasRole } from '../../analysis/cluster/grants';
import { not } from '../../analysis/cluster/truth';
import { type Reference, unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster, type SampleCluster } from '../sample';
import { NO_CLUSTER } from './examples';
import { eachCluster } from './judge';

const DELEGATION = { name: 'aci', service_delegation: { name: 'Microsoft.ContainerInstance/containerGroups' } };
const GRANT = {
  azurerm_role_assignment: {
    connector: {
      principal_id: '${azurerm_kubernetes_cluster.aks.aci_connector_linux[0].connector_identity[0].object_id}',
      role_definition_name: 'Network Contributor',
      scope: '${azurerm_subnet.virtual.id}',
    },
  },
};

function example(subnet: object, more: SampleCluster['more'] = GRANT, name = 'virtual-nodes'): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      cluster: { aci_connector_linux: { subnet_name: name }, network_profile: { network_plugin: 'azure' } },
      system: { vnet_subnet_id: '${azurerm_subnet.nodes.id}' },
      more: { azurerm_subnet: { nodes: { name: 'nodes' }, virtual: { name: 'virtual-nodes', ...subnet } }, ...more },
    }),
  };
}

/** Container instances want a subnet to themselves, and a connector that may put them there. */
export const virtualNodesSubnet: Rule = {
  id: 'cluster/virtual-nodes-subnet',
  severity: 'error',
  what: 'has virtual nodes in a subnet that they cannot use',
  why: 'pods on virtual nodes never start',
  fix: "Name a subnet of the cluster's network that is delegated to Microsoft.ContainerInstance/containerGroups, and grant Network Contributor on it to connector_identity",
  sources: ['Azure: Use virtual nodes with AKS'],
  facts: ['VN05'],
  examples: {
    failing: example({}),
    mended: example({ delegation: DELEGATION }),
    notApplicable: NO_CLUSTER,
    unknown: example({ delegation: DELEGATION }, GRANT, '${var.subnet}'),
  },
  check: eachCluster(({ fields, block, pools, at }, { artifacts }) => {
    const applies = fields.has('aci_connector_linux');
    const place = at('aci_connector_linux', 'subnet_name');
    const name = fields.text('aci_connector_linux', 'subnet_name');
    const isBrought = pools.some(({ subnet }) => typeof subnet === 'object' && subnet.mode === 'resource');
    // The network may be of another stack: that of the pools is the cluster's.
    const modules = [block.module, ...pools.flatMap(({ subnet }) => (typeof subnet === 'object' ? subnet.module : []))];
    const subnets = resources(artifacts, 'azurerm_subnet').filter(({ module }) => modules.includes(module));
    const found = subnets.find((subnet) => new Fields(subnet.arguments, subnet.body).text('name') === name);
    if (typeof name !== 'string' || found === undefined) {
      const because = 'the subnet of its virtual nodes is not in these files';
      // A network that is read from elsewhere may have the subnet.
      const isTold = typeof name === 'string' && isBrought;
      const wrong = isTold ? isMissing(artifacts, block, false) : name === undefined ? false : unknown;
      return { applies, wrong, at: place, because, detail: 'has virtual nodes in a subnet that nothing makes' };
    }
    const isConnector = (principal: Reference): boolean =>
      principal.address === block.address &&
      principal.module === block.module &&
      principal.attribute.includes('aci_connector_linux');
    const delegated = new Fields(found.arguments, found.body).text('delegation', 'service_delegation', 'name');
    const has = hasRole(artifacts, isConnector, [found], ['Network Contributor', 'Contributor', 'Owner']);
    return [
      {
        applies,
        wrong: not(isSame(delegated, 'Microsoft.ContainerInstance/containerGroups')),
        at: place,
        detail: `has virtual nodes in ${found.address}, which is not delegated to them`,
      },
      {
        applies,
        wrong: isMissing(artifacts, block, has),
        at: place,
        detail: `has virtual nodes in ${found.address}, which their connector may not join`,
      },
    ];
  }),
};
