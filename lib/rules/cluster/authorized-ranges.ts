import { isSame } from '../../analysis/cluster/fields';
import { all, holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

function ranges(list: unknown, more: object = {}): { cluster: Record<string, unknown> } {
  return { cluster: { api_server_access_profile: { authorized_ip_ranges: list }, ...more } };
}

/** Ranges are for public API servers, and Azure takes them as networks. */
export const authorizedRanges: Rule = {
  id: 'cluster/authorized-ranges',
  severity: 'error',
  what: 'has ranges for its API server that Azure does not take',
  why: 'AKS refuses the cluster',
  fix: 'List at most 200 networks, each by its first address, and none for a private cluster',
  sources: ['Azure: API Server Authorized IP Ranges in AKS'],
  facts: ['API01', 'API02', 'API04'],
  examples: clusterExamples(ranges(['203.0.113.0/24'], { private_cluster_enabled: true }), ranges(['203.0.113.0/24']), {
    unknown: ranges(['203.0.113.0/24'], { private_cluster_enabled: '${var.private}' }),
  }),
  check: eachCluster(({ fields, pools, at }) => {
    const applies = fields.has('api_server_access_profile', 'authorized_ip_ranges');
    const list = fields.texts('api_server_access_profile', 'authorized_ip_ranges');
    const place = at('api_server_access_profile', 'authorized_ip_ranges');
    const integrated =
      isSame(fields.flag('api_server_access_profile', 'virtual_network_integration_enabled'), true) === true;
    const publicPools = pools.map(({ fields: pool }) =>
      all(isSame(pool.flag('node_public_ip_enabled'), true), pool.raw('node_public_ip_prefix_id') === undefined),
    );
    return [
      {
        applies,
        wrong: isSame(fields.flag('private_cluster_enabled'), true),
        at: place,
        detail: 'is private and lists ranges, which only a public API server has',
      },
      {
        applies,
        wrong: holds(list, (all) => all.length > (integrated ? 2000 : 200)),
        at: place,
        detail: 'lists more ranges than AKS takes: 200, or 2,000 with API Server VNet Integration',
      },
      {
        applies,
        wrong: holds(list, (all) => all.some(hasHostBits)),
        at: place,
        severity: 'warning',
        detail: 'lists a range by an address inside it',
        fix: 'Write the first address of each range',
      },
      {
        applies,
        wrong: holds(list, (all) => all.some((range) => !NETWORK.test(range))),
        at: place,
        detail: 'lists what is no range of IPv4 addresses',
        fix: 'Write 203.0.113.0/24',
      },
      {
        applies,
        wrong: holds(list, (all) => all.some((range) => /\/0$/.test(range))),
        at: place,
        severity: 'warning',
        detail: 'lists the whole internet',
        fix: 'List the networks of people and pipelines alone',
      },
      {
        applies: all(applies, !integrated),
        wrong: holds(list, (all) => all.some(isPrivate)),
        at: place,
        severity: 'warning',
        detail: 'lists private addresses, by which nobody comes to a public API server',
        fix: 'List the public addresses by which these networks go out',
      },
      {
        applies,
        wrong: publicPools.includes(true),
        at: place,
        severity: 'warning',
        detail: 'limits who may call its API server, and has nodes with public addresses that nobody can foresee',
        fix: 'Give those pools a node_public_ip_prefix_id and list the prefix',
      },
    ];
  }),
};

const NETWORK = /^(\d{1,3}\.){3}\d{1,3}(\/\d{1,2})?$/;

function isPrivate(range: string): boolean {
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(range);
}

function hasHostBits(range: string): boolean {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(range);
  if (!match) return false;
  const [a = 0, b = 0, c = 0, d = 0, bits = 32] = match.slice(1).map(Number);
  return (((a * 256 + b) * 256 + c) * 256 + d) % 2 ** (32 - bits) !== 0;
}
