import { all, holds } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { isUserAssigned } from './identity-view';
import { eachCluster } from './judge';

const WITHOUT = new Set(['usdodcentral', 'usdodeast', 'usgoviowa']);
const USER = { identity: { type: 'UserAssigned', identity_ids: ['${azurerm_user_assigned_identity.aks.id}'] } };

/** Three regions of the American government have no user-assigned identities for AKS. */
export const userIdentityRegion: Rule = {
  id: 'cluster/feature-not-in-region',
  severity: 'error',
  what: 'asks for something that its region does not have',
  why: 'AKS refuses the cluster there',
  fix: 'Use a system-assigned identity, leave the feature out, or choose another region',
  sources: ['Azure: Use a User-Assigned Managed Identity in AKS', 'Azure: API Server VNet Integration in AKS'],
  facts: ['ID23', 'API13'],
  examples: clusterExamples(
    { cluster: { ...USER, location: 'usgoviowa' } },
    { cluster: { ...USER, location: 'usgovvirginia' } },
    {
      unknown: { cluster: { ...USER, location: '${var.location}' } },
    },
  ),
  check: eachCluster((cluster) => {
    const { fields, location, at } = cluster;
    const region = location === unknown ? unknown : location.toLowerCase().replace(/ /g, '');
    return [
      {
        wrong: all(
          isUserAssigned(cluster),
          holds(region, (name) => WITHOUT.has(name)),
        ),
        at: at('identity', 'type'),
        detail: 'uses a user-assigned identity in a region that has none for AKS',
      },
      {
        applies: fields.has('api_server_access_profile', 'virtual_network_integration_enabled'),
        wrong: all(
          holds(fields.flag('api_server_access_profile', 'virtual_network_integration_enabled'), (on) => on),
          holds(region, (name) => name === 'qatarcentral'),
        ),
        at: at('api_server_access_profile', 'virtual_network_integration_enabled'),
        detail: 'has API Server VNet Integration in Qatar Central, which has none',
      },
    ];
  }),
};
