import { blockBehind, isMissing, resources } from '../../analysis/cluster/blocks';
import { Fields } from '../../analysis/cluster/fields';
import { isBlock, isLinked, networkOf, reaches } from '../../analysis/network/networks';
import type { World } from '../../analysis/world';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { unknown, type Unknown, type Value } from '../../artifact/read/values';
import { NO_CLUSTER } from '../cluster/examples';
import { eachBlock, type Judgement } from '../cluster/judge';
import type { Rule } from '../rule';
import { cluster } from '../sample';

const GROUP = { name: 'default', private_dns_zone_ids: ['${azurerm_private_dns_zone.vaults.id}'] };
const LINK = {
  name: 'shop',
  private_dns_zone_id: '${azurerm_private_dns_zone.vaults.id}',
};

function example(network: string, group: unknown = GROUP): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      system: { vnet_subnet_id: '${azurerm_subnet.nodes.id}' },
      more: {
        azurerm_virtual_network: {
          shop: { name: 'shop', address_space: ['10.0.0.0/16'] },
          hub: { name: 'hub', address_space: ['10.1.0.0/16'] },
        },
        azurerm_subnet: { nodes: { name: 'nodes', virtual_network_name: '${azurerm_virtual_network.shop.name}' } },
        azurerm_key_vault: { shop: { name: 'contoso', rbac_authorization_enabled: true } },
        azurerm_private_dns_zone: { vaults: { name: 'privatelink.vaultcore.azure.net', resource_group_name: 'shop' } },
        azurerm_private_dns_zone_virtual_network_link: { shop: { ...LINK, virtual_network_id: network } },
        azurerm_private_endpoint: {
          vault: {
            name: 'vault',
            subnet_id: '${azurerm_subnet.nodes.id}',
            private_service_connection: {
              name: 'vault',
              is_manual_connection: false,
              private_connection_resource_id: '${azurerm_key_vault.shop.id}',
              subresource_names: ['vault'],
            },
            private_dns_zone_group: group,
          },
        },
      },
    }),
  };
}

/** An endpoint is of use to those who resolve its name. */
export const endpointNotResolved: Rule = {
  id: 'network/endpoint-not-resolved',
  severity: 'warning',
  what: 'has names that the network of a cluster does not resolve',
  why: 'pods and nodes resolve the public address of the service instead, and are refused there',
  fix: 'Link each zone of its private_dns_zone_group to the network of the cluster',
  sources: ['Azure: Azure Private Endpoint private DNS zone values', 'Azure: What is a virtual network link?'],
  examples: {
    failing: example('${azurerm_virtual_network.hub.id}'),
    mended: example('${azurerm_virtual_network.shop.id}'),
    notApplicable: NO_CLUSTER,
    unknown: example('${var.network}'),
  },
  check: eachBlock('azurerm_private_endpoint', (fields, block, world) => {
    const { artifacts } = world;
    const own = networkOf(artifacts, blockBehind(artifacts, fields.raw('subnet_id')));
    if (typeof own !== 'object') {
      const applies = world.clusters.length > 0;
      return { applies, wrong: unknown, at: fields.path('subnet_id'), because: 'its network is not in these files' };
    }
    return clusterNetworks(world)
      .filter((network) => reaches(artifacts, network, own))
      .map((network) => judge(fields, block, network, artifacts));
  }),
};

function judge(fields: Fields, block: TerraformBlock, network: TerraformBlock, artifacts: Artifacts): Judgement {
  const group = fields.has('private_dns_zone_group');
  if (group === false) {
    return {
      applies: !isLeftToPolicy(block),
      wrong: true,
      at: fields.path(),
      detail: 'has no private_dns_zone_group, so that nobody resolves its names',
    };
  }
  const at = fields.path('private_dns_zone_group', 'private_dns_zone_ids');
  const ids = fields.raw('private_dns_zone_group', 'private_dns_zone_ids');
  const zones = Array.isArray(ids) ? (ids as readonly Value[]).map((id) => blockBehind(artifacts, id)) : [unknown];
  const links = zones.map((zone) => (typeof zone === 'object' ? isLinked(artifacts, zone, network) : unknown));
  const answers = links.map((linked) => isMissing(artifacts, block, linked));
  return {
    // Servers of its own may ask where the zone is linked.
    wrong: hasOwnServers(network, artifacts) !== false ? unknown : worst(answers),
    at,
    detail: `has names that ${network.address}, where a cluster is, does not resolve`,
    because: 'a zone, a link or a DNS server is not in these files',
  };
}

function worst(answers: readonly (boolean | Unknown)[]): boolean | Unknown {
  return answers.find((one) => one === true) ?? answers.find((one) => one === unknown) ?? false;
}

function clusterNetworks({ clusters, artifacts }: World): readonly TerraformBlock[] {
  const networks = clusters.flatMap(({ pools }) => pools.map(({ subnet }) => networkOf(artifacts, subnet)));
  return [...new Set(networks.filter((one): one is TerraformBlock => typeof one === 'object'))];
}

function hasOwnServers(network: TerraformBlock, artifacts: Artifacts): boolean | Unknown {
  const apart = resources(artifacts, 'azurerm_virtual_network_dns_servers').some(({ arguments: given }) =>
    isBlock(blockBehind(artifacts, given.virtual_network_id), network),
  );
  return apart || new Fields(network.arguments, network.body).has('dns_servers');
}

/** A policy of Azure adds the group, and Terraform leaves it. */
function isLeftToPolicy({ body }: TerraformBlock): boolean {
  const lifecycle = [body.lifecycle].flat()[0] as { readonly ignore_changes?: unknown } | undefined;
  const ignored = lifecycle?.ignore_changes;
  return ignored === 'all' || (Array.isArray(ignored) && ignored.includes('private_dns_zone_group'));
}
