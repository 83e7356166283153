import { blockBehind, isMissing } from '../../analysis/cluster/blocks';
import { Fields } from '../../analysis/cluster/fields';
import { hasRole } from '../../analysis/cluster/grants';
import { not } from '../../analysis/cluster/truth';
import type { FieldPath } from '../../artifact/field-path';
import type { TerraformBlock } from '../../artifact/read/model';
import { type Reference, unknown, type Unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster, type SampleCluster } from '../sample';
import { NO_CLUSTER } from './examples';
import { identityOf, isServicePrincipal, isUserAssigned } from './identity-view';
import { eachCluster, type Judgement } from './judge';

const IDENTITY = { identity: { type: 'UserAssigned', identity_ids: ['${azurerm_user_assigned_identity.aks.id}'] } };

function example(more: SampleCluster['more'], subnet = '${azurerm_subnet.nodes.id}'): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      cluster: IDENTITY,
      system: { vnet_subnet_id: subnet },
      more: {
        azurerm_user_assigned_identity: { aks: { name: 'aks' } },
        azurerm_subnet: { nodes: { name: 'nodes' } },
        ...more,
      },
    }),
  };
}

const GRANT = {
  azurerm_role_assignment: {
    network: {
      principal_id: '${azurerm_user_assigned_identity.aks.principal_id}',
      role_definition_name: 'Network Contributor',
      scope: '${azurerm_subnet.nodes.id}',
    },
  },
};

interface Need {
  readonly subnet: TerraformBlock | undefined | Unknown;
  readonly place: FieldPath;
}

/** The control plane puts nodes and load balancers into the subnet: it must be allowed to. */
export const noNetworkGrant: Rule = {
  id: 'cluster/no-network-grant',
  severity: 'error',
  what: 'uses a subnet that its identity may not join',
  why: 'the cluster is refused, or its pools and load balancers fail later',
  fix: 'Grant Network Contributor on the subnet to the identity of the cluster, and let the cluster depend on it',
  sources: [
    'Azure: Managed Identities in AKS Overview',
    'Azure: Concepts - CNI Networking in AKS',
    'Azure: API Server VNet Integration in AKS',
  ],
  facts: ['ID08', 'ID09', 'ID10', 'ID19'],
  examples: {
    failing: example({}),
    mended: example(GRANT),
    notApplicable: NO_CLUSTER,
    unknown: example({}, '${var.subnet}'),
  },
  check: eachCluster((view, { artifacts }) => {
    const { fields, pools, at } = view;
    const applies = not(isServicePrincipal(view));
    const isOfCluster = isUserAssigned(view) === false;
    const identity = identityOf(view);
    // Born with the cluster, its own identity can be granted the rest at least.
    const own = identity ?? (isOfCluster ? view.block : undefined);
    const because = 'its identity or its subnet is not in these files';
    const needs: readonly Need[] = [
      ...pools.map((pool): Need => ({
        subnet: pool.subnet,
        place: pool.isDefault ? pool.at('vnet_subnet_id') : at('identity'),
      })),
      {
        subnet: blockBehind(artifacts, fields.raw('api_server_access_profile', 'subnet_id')),
        place: at('api_server_access_profile', 'subnet_id'),
      },
    ];
    const seen = new Set<TerraformBlock>();
    return needs.flatMap(({ subnet, place }): readonly Judgement[] => {
      if (subnet === undefined) return [];
      if (subnet === unknown || own === undefined || subnet.mode === 'data') {
        return [{ applies, wrong: unknown, at: place, because }];
      }
      if (seen.has(subnet)) return [];
      seen.add(subnet);
      const isPrincipal = ({ address, module, attribute }: Reference): boolean =>
        own.address === address && own.module === module && (identity !== undefined || attribute[0] === 'identity');
      const has = hasRole(artifacts, isPrincipal, above(subnet), ['Network Contributor', 'Contributor', 'Owner']);
      return [
        {
          applies,
          wrong: isMissing(artifacts, subnet, has),
          at: place,
          detail: `uses ${subnet.address}, which its identity may not join`,
          because,
          severity: isOfCluster ? 'warning' : 'error',
        },
      ];
    });

    function above(subnet: TerraformBlock): readonly TerraformBlock[] {
      const own = new Fields(subnet.arguments, subnet.body);
      const network = blockBehind(artifacts, own.raw('virtual_network_name'));
      const group = blockBehind(artifacts, own.raw('resource_group_name'));
      return [subnet, network, group].filter((block): block is TerraformBlock => typeof block === 'object');
    }
  }),
};
