import { all, holds } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

const PROFILE = ['network_profile', 'load_balancer_profile'] as const;
const WAYS = ['managed_outbound_ip_count', 'outbound_ip_address_ids', 'outbound_ip_prefix_ids'] as const;

function example(profile: object): { cluster: Record<string, unknown> } {
  return {
    cluster: {
      network_profile: { network_plugin: 'azure', load_balancer_sku: 'standard', load_balancer_profile: profile },
    },
  };
}

/** Every node gets its ports from the load balancer's addresses; they must add up. */
export const loadBalancer: Rule = {
  id: 'cluster/load-balancer-profile',
  severity: 'error',
  what: 'has a load balancer whose addresses and ports do not add up',
  why: 'AKS refuses the setting, or the pool cannot grow to its maximum',
  fix: 'Use one of a managed count (1 to 100), addresses of your own and prefixes of your own; allocate ports in multiples of 8, at most 64,000 times the addresses divided by the nodes',
  sources: [
    'Azure: Use a public standard load balancer in AKS',
    'Azure: Configure a Public Standard Load Balancer in AKS',
  ],
  facts: ['EG14', 'EG15', 'EG18'],
  examples: clusterExamples(example({ outbound_ports_allocated: 1001 }), example({ outbound_ports_allocated: 4000 }), {
    notApplicable: { cluster: { network_profile: { network_plugin: 'azure' } } },
    unknown: example({ outbound_ports_allocated: '${var.ports}' }),
  }),
  check: eachCluster(({ fields, pools, at }) => {
    const applies = fields.has(...PROFILE);
    const ports = fields.number(...PROFILE, 'outbound_ports_allocated');
    const count = fields.number(...PROFILE, 'managed_outbound_ip_count');
    const own = fields.texts(...PROFILE, 'outbound_ip_address_ids');
    const addresses =
      count ??
      (Array.isArray(own) ? own.length : fields.has(...PROFILE, 'outbound_ip_prefix_ids') === false ? 1 : unknown);
    const most = pools.map(({ max }) => max);
    const nodes = most.includes(unknown) ? unknown : (most as readonly number[]).reduce((sum, max) => sum + max, 0);
    const place = at(...PROFILE, 'outbound_ports_allocated');
    const set = WAYS.filter((name) => fields.has(...PROFILE, name) === true);
    return [
      {
        applies,
        wrong: set.length > 1,
        at: at(...PROFILE, set[1] ?? ''),
        detail: `takes its outbound addresses from ${set.join(' and ')}, of which one is allowed`,
      },
      {
        applies,
        wrong: holds(count, (number) => number < 1 || number > 100),
        at: at(...PROFILE, 'managed_outbound_ip_count'),
        detail: 'asks for a number of outbound addresses outside 1 to 100',
      },
      {
        applies: all(applies, fields.has(...PROFILE, 'outbound_ip_address_ids')),
        // An address that another block makes is not in the group of the nodes.
        wrong: Array.isArray(own) && own.some((id) => /\/resourceGroups\/MC_/i.test(id)),
        at: at(...PROFILE, 'outbound_ip_address_ids'),
        detail: 'leaves by an address that AKS itself once made, in the group of its nodes',
        fix: 'Use an address of a resource group of yours',
      },
      {
        applies,
        wrong: holds(ports, (number) => number % 8 !== 0),
        at: place,
        detail: 'allocates outbound ports per node that are no multiple of 8',
      },
      {
        applies: all(
          applies,
          holds(ports, (number) => number > 0),
        ),
        wrong: holds(ports, (each) => holds(nodes, (sum) => holds(addresses, (ips) => each * sum > 64_000 * ips))),
        at: place,
        detail: 'allocates more outbound ports than its addresses have when its pools are at their maximum',
        because: 'how far its pools grow, or how many addresses there are, is not in these files',
      },
    ];
  }),
};
