import { blockBehind } from '../../analysis/cluster/blocks';
import { isSame, or } from '../../analysis/cluster/fields';
import { all, not } from '../../analysis/cluster/truth';
import { known, unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { isUserAssigned } from './identity-view';
import { eachCluster } from './judge';

const ZONE =
  '/subscriptions/0/resourceGroups/dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io';
const PRIVATE = { private_cluster_enabled: true, private_dns_zone_id: ZONE };

/** The name of a private API server lives in a zone that the cluster must be able to write. */
export const privateZone: Rule = {
  id: 'cluster/private-zone',
  severity: 'error',
  what: 'is private with a zone that does not fit it',
  why: 'AKS refuses the cluster, or no one can resolve its API server',
  fix: 'Use a zone privatelink.<region>.azmk8s.io with a user-assigned identity that may write it; with no zone (None) keep the public name on',
  sources: ['Azure: Create a private AKS cluster'],
  facts: ['API06', 'API07', 'API08', 'API09'],
  examples: clusterExamples(
    { cluster: PRIVATE },
    {
      cluster: {
        ...PRIVATE,
        identity: { type: 'UserAssigned', identity_ids: ['${azurerm_user_assigned_identity.aks.id}'] },
      },
    },
    { unknown: { cluster: { ...PRIVATE, identity: { type: '${var.identity}' } } } },
  ),
  check: eachCluster((cluster, { artifacts }) => {
    const { fields, location, at } = cluster;
    const applies = isSame(fields.flag('private_cluster_enabled'), true);
    const behind = blockBehind(artifacts, fields.raw('private_dns_zone_id'));
    // A zone of these files is known by its name.
    const name = typeof behind === 'object' ? known(behind.arguments.name) : undefined;
    const zone = typeof name === 'string' ? name : fields.text('private_dns_zone_id');
    const custom = all(
      fields.has('private_dns_zone_id'),
      zone === unknown ? true : not(isSame(zone, 'System', 'None')),
    );
    const place = at('private_dns_zone_id');
    return [
      {
        applies,
        wrong: all(isSame(zone, 'None'), not(or<boolean>(fields.flag('private_cluster_public_fqdn_enabled'), false))),
        at: place,
        detail: 'has neither a private zone nor a public name: nothing resolves its API server',
        fix: 'Set private_cluster_public_fqdn_enabled to true, or use a zone',
      },
      {
        applies,
        wrong: all(custom, not(isUserAssigned(cluster))),
        at: place,
        detail: 'has a private zone of yours and an identity that cannot have been allowed to write it',
        fix: 'Use a user-assigned identity with Private DNS Zone Contributor on the zone',
      },
      {
        applies: all(applies, custom),
        wrong: zone === unknown || zone === undefined || location === unknown ? false : !fits(zone, location),
        at: place,
        detail: 'has a private zone whose name AKS does not take',
        fix: `Name it privatelink.<region>.azmk8s.io, or a name of at most 32 characters before that`,
      },
      {
        applies: fields.has('dns_prefix_private_cluster'),
        wrong: not(custom),
        at: at('dns_prefix_private_cluster'),
        detail: 'names itself in a private zone without a zone of its own',
        fix: 'Use dns_prefix, or bring a private_dns_zone_id',
      },
    ];
  }),
};

function fits(id: string, location: string): boolean {
  const name = id.split('/').at(-1) ?? '';
  const region = location.toLowerCase().replace(/ /g, '');
  const match =
    /^(?:([^.]{1,32})\.)?(?:privatelink|private)\.([a-z0-9]+)\.(?:azmk8s\.io|cx\.prod\.service\.azk8s\.cn|cx\.aks\.containerservice\.azure\.us)$/.exec(
      name,
    );
  return match !== null && match[2] === region;
}
