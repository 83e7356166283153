import { blockBehind, isMissing, resources } from '../../analysis/cluster/blocks';
import { Fields, isSame } from '../../analysis/cluster/fields';
import { all, any, type Truth } from '../../analysis/cluster/truth';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { Reference, unknown } from '../../artifact/read/values';
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
  fix: 'Associate a route table with 0.0.0.0/0 to your firewall, or a NAT gateway, with the subnet of every pool',
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
      ];
    });
  }),
};

function isRouted(artifacts: Artifacts, subnet: TerraformBlock): Truth {
  const tables = associated(artifacts, 'azurerm_subnet_route_table_association', subnet).map((one) =>
    blockBehind(artifacts, one.arguments.route_table_id),
  );
  return any(
    ...tables.map((table): Truth => {
      if (table === undefined || table === unknown || table.mode === 'data') return unknown;
      const own = new Fields(table.arguments, table.body).blocks('route');
      const apart = resources(artifacts, 'azurerm_route')
        .filter(({ arguments: route, module }) => {
          const name = route.route_table_name;
          return module === table.module && name instanceof Reference && name.address === table.address;
        })
        .map((route) => new Fields(route.arguments, route.body));
      return own === unknown ? unknown : any(...[...own, ...apart].map(leadsOut));
    }),
  );
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
