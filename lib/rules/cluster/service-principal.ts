import { all } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { isServicePrincipal } from './identity-view';
import { eachCluster } from './judge';

const PRINCIPAL = {
  identity: null,
  service_principal: { client_id: '00000000-0000-0000-0000-000000000000', client_secret: '${var.secret}' },
};

/** A secret that expires, in the hands of a control plane that must not stop. */
export const servicePrincipal: Rule = {
  id: 'cluster/service-principal',
  severity: 'warning',
  what: 'acts as a service principal',
  why: 'its secret expires and the cluster then stops scaling and upgrading; extensions, app routing and node auto-provisioning exclude it',
  fix: 'Use an identity block; a cluster can be moved from a principal to an identity, never back',
  sources: ['Azure: Managed Identities in AKS Overview'],
  covers: ['psrule/Azure.AKS.ManagedIdentity'],
  facts: ['ID06', 'ADD22'],
  examples: clusterExamples(
    { cluster: PRINCIPAL },
    { cluster: { identity: { type: 'SystemAssigned' } } },
    {
      unknown: { cluster: { service_principal: '${var.principal}' } },
    },
  ),
  check: eachCluster((cluster) => {
    const { fields, at } = cluster;
    const principal = isServicePrincipal(cluster);
    const place = at('service_principal');
    return [
      { wrong: principal, at: place },
      {
        wrong: all(principal, fields.has('web_app_routing')),
        at: place,
        detail: 'has app routing, which a service principal cannot have',
      },
      {
        wrong: all(principal, fields.has('monitor_metrics')),
        at: place,
        detail: 'has managed Prometheus, whose metrics of the control plane want a managed identity',
      },
    ];
  }),
};
