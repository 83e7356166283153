import { blockBehind, isMissing, resources } from '../../analysis/cluster/blocks';
import { Fields, isSame } from '../../analysis/cluster/fields';
import { all, any, type Truth } from '../../analysis/cluster/truth';
import { networkOf, reaches } from '../../analysis/network/networks';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { Reference, unknown, type Unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster, type SampleCluster } from '../sample';
import { clusterExamples } from './examples';
import { eachCluster, type Judgement } from './judge';

function example(more: SampleCluster['more'], subnet = '${azurerm_subnet.nodes.id}'): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      cluster: { network_profile: { network_plugin: 'azure', outbound_type: 'userDefinedRouting' } },
      system: { vnet_subnet_id: subnet },
      more: { azurerm_subnet: { nodes: { name: 'nodes' } }, ...more },
    }),
  };
}

function routes(hop: string): SampleCluster['more'] {
  return {
    azurerm_route_table: {
      out: {
        name: 'out',
        route: [{ name: 'out', address_prefix: '0.0.0.0/0', next_hop_type: hop, next_hop_in_ip_address: '10.0.9.4' }],
      },
    },
    azurerm_subnet_route_table_association: {
      nodes: { subnet_id: '${azurerm_subnet.nodes.id}', route_table_id: '${azurerm_route_table.out.id}' },
    },
  };
}

/** AKS looks for the way out before it makes a node. */
export const noWayOut: Rule = {
  id: 'cluster/no-way-out',
  severity: 'error',
  what: 'names a way out that the subnets of its nodes do not have',
  why: 'AKS refuses the cluster, or its nodes cannot fetch what they start from',
  fix: 'Associate a route table with 0.0.0.0/0 to a firewall that the network reaches, or a NAT gateway, with the subnet of every pool',
  sources: [
    'Azure: Customize cluster egress with a user-defined routing table in AKS',
    'Azure: Create a Managed or User-Assigned NAT Gateway for your AKS Cluster',
  ],
  facts: ['EG03', 'EG04'],
  examples: {
    ...clusterExamples({}, {}),
    failing: example({}),
    mended: example(routes('VirtualAppliance')),
    unknown: example({}, '${var.subnet}'),
  },
  check: eachCluster(({ network, pools, at }, { artifacts }) => {
    const routed = isSame(network.outboundType, 'userDefinedRouting');
    const nat = isSame(network.outboundType, 'userAssignedNATGateway');
    const place = at('network_profile', 'outbound_type');
    const because = 'its subnet or its route table is not in these files';
    const subnets = new Set(pools.map(({ subnet }) => subnet));
    return [...subnets].flatMap((subnet): readonly Judgement[] => {
      if (subnet === undefined) return [];
      const applies = any(routed, nat);
      if (subnet === unknown || subnet.mode === 'data') return [{ applies, wrong: unknown, at: place, because }];
      return [
        {
          applies: routed,
          wrong: isMissing(artifacts, subnet, isRouted(artifacts, subnet)),
          at: place,
          because,
          detail: `leaves by a route, and ${subnet.address} has no route table with 0.0.0.0/0 to an appliance or gateway`,
        },
        {
          applies: nat,
          wrong: isMissing(
            artifacts,
            subnet,
            associated(artifacts, 'azurerm_subnet_nat_gateway_association', subnet).length > 0,
          ),
          at: place,
          detail: `leaves through a NAT gateway, and ${subnet.address} has none`,
        },
        ...firewallsOf(artifacts, subnet).map((firewall): Judgement => ({
          applies: routed,
          wrong: isApart(artifacts, subnet, firewall),
          at: place,
          because: 'the network of its subnet or of its firewall is not in these files',
          detail: `leaves through ${firewall.address}, and no peering joins its network with that of ${subnet.address}`,
        })),
      ];
    });
  }),
};

function isRouted(artifacts: Artifacts, subnet: TerraformBlock): Truth {
  return any(
    ...routesOf(artifacts, subnet).map((routes): Truth =>
      routes === unknown ? unknown : any(...routes.map(leadsOut)),
    ),
  );
}

/** Routes of each route table that a subnet has. */
function routesOf(artifacts: Artifacts, subnet: TerraformBlock): readonly (readonly Fields[] | Unknown)[] {
  return associated(artifacts, 'azurerm_subnet_route_table_association', subnet).map((one) => {
    const table = blockBehind(artifacts, one.arguments.route_table_id);
    if (table === undefined || table === unknown || table.mode === 'data') return unknown;
    const own = new Fields(table.arguments, table.body).blocks('route');
    const apart = resources(artifacts, 'azurerm_route')
      .filter(({ arguments: route, module }) => {
        const name = route.route_table_name;
        return module === table.module && name instanceof Reference && name.address === table.address;
      })
      .map((route) => new Fields(route.arguments, route.body));
    return own === unknown ? unknown : [...own, ...apart];
  });
}

/** Firewalls of these files that a subnet sends everything to. */
function firewallsOf(artifacts: Artifacts, subnet: TerraformBlock): readonly TerraformBlock[] {
  return routesOf(artifacts, subnet)
    .flatMap((routes) => (routes === unknown ? [] : routes))
    .filter((route) => leadsOut(route) === true)
    .map((route) => blockBehind(artifacts, route.raw('next_hop_in_ip_address')))
    .filter((hop): hop is TerraformBlock => typeof hop === 'object' && hop.address.startsWith('azurerm_firewall.'));
}

/** Whether no peering joins the two; a manager of networks, or a hub of Azure's own, may join them without one. */
function isApart(artifacts: Artifacts, subnet: TerraformBlock, firewall: TerraformBlock): Truth {
  const [configuration] = [new Fields(firewall.arguments, firewall.body).blocks('ip_configuration')].flat();
  const place = typeof configuration === 'object' ? blockBehind(artifacts, configuration.raw('subnet_id')) : unknown;
  const [here, there] = [networkOf(artifacts, subnet), networkOf(artifacts, place)];
  if (typeof here !== 'object' || typeof there !== 'object') return unknown;
  if (here.mode === 'data' || there.mode === 'data') return unknown;
  if (reaches(artifacts, here, there)) return false;
  const others = ['azurerm_network_manager_connectivity_configuration', 'azurerm_virtual_hub_connection'];
  const mayBe = others.some((type) => resources(artifacts, type).length > 0);
  return mayBe ? unknown : isMissing(artifacts, subnet, false);
}

function leadsOut(route: Fields): Truth {
  return all(
    isSame(route.text('address_prefix'), '0.0.0.0/0'),
    isSame(route.text('next_hop_type'), 'VirtualAppliance', 'VirtualNetworkGateway'),
  );
}

function associated(artifacts: Artifacts, type: string, subnet: TerraformBlock): readonly TerraformBlock[] {
  return resources(artifacts, type).filter(({ arguments: association, module }) => {
    const id = association.subnet_id;
    return module === subnet.module && id instanceof Reference && id.address === subnet.address;
  });
}
