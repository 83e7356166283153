import { resources } from '../../analysis/cluster/blocks';
import { Fields } from '../../analysis/cluster/fields';
import { holds } from '../../analysis/cluster/truth';
import { Reference } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster } from '../sample';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

const GROUP = { azurerm_resource_group: { nodes: { name: 'shop-nodes', location: 'westeurope' } } };

/** AKS makes the group of its nodes itself. */
export const nodeResourceGroup: Rule = {
  id: 'cluster/node-resource-group-exists',
  severity: 'error',
  what: 'puts its nodes into a resource group that exists already',
  why: 'AKS refuses the cluster, and the name cannot be changed later',
  fix: 'Name a group that nothing makes, of at most 80 characters, or leave node_resource_group out',
  sources: ['Azure: Frequently asked questions about AKS'],
  facts: ['ID21'],
  examples: {
    ...clusterExamples(
      { cluster: { node_resource_group: 'shop-nodes' } },
      { cluster: { node_resource_group: 'shop-nodes' } },
      {
        notApplicable: {},
        unknown: { cluster: { node_resource_group: '${var.group}' } },
      },
    ),
    failing: {
      'cdk.tf.json': cluster({ cluster: { node_resource_group: '${azurerm_resource_group.nodes.name}' }, more: GROUP }),
    },
  },
  check: eachCluster(({ fields, at }, { artifacts }) => {
    const names = resources(artifacts, 'azurerm_resource_group').map((group) =>
      new Fields(group.arguments, group.body).text('name'),
    );
    const raw = fields.raw('node_resource_group');
    const isGroup = raw instanceof Reference && raw.address.startsWith('azurerm_resource_group.');
    return {
      applies: raw !== undefined,
      wrong: isGroup || holds(fields.text('node_resource_group'), (name) => name.length > 80 || names.includes(name)),
      at: at('node_resource_group'),
    };
  }),
};
