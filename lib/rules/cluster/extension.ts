import { blockBehind } from '../../analysis/cluster/blocks';
import { clusterOf } from '../../analysis/cluster/clusters';
import { isSame } from '../../analysis/cluster/fields';
import { all, holds } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster } from '../sample';
import { NO_CLUSTER } from './examples';
import { isServicePrincipal } from './identity-view';
import { eachBlock } from './judge';

/** Azure: "Network isolated AKS clusters", limitations. */
const NEEDS_INTERNET = /^microsoft\.(dapr|appconfiguration|azureml\.kubernetes|flux|dataprotection\.kubernetes)$/i;

function example(fields: object, id = '${azurerm_kubernetes_cluster.aks.id}'): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      cluster: fields as Record<string, unknown>,
      more: {
        azurerm_kubernetes_cluster_extension: {
          flux: { name: 'flux', cluster_id: id, extension_type: 'microsoft.flux' },
        },
      },
    }),
  };
}

const ISOLATED = { network_profile: { network_plugin: 'azure', outbound_type: 'none' } };

/** Extensions are installed from the internet, by an identity of the cluster. */
export const extensionUnsupported: Rule = {
  id: 'cluster/extension-unsupported',
  severity: 'error',
  what: 'is an extension that its cluster cannot have',
  why: 'Azure refuses it, or it never becomes ready',
  fix: 'Use a managed identity, and for isolated clusters install it yourself from a registry that they reach',
  sources: ['Azure: Cluster extensions for AKS', 'Azure: Network isolated AKS clusters'],
  facts: ['ADD12', 'EG29'],
  examples: {
    failing: example(ISOLATED),
    mended: example({}),
    notApplicable: NO_CLUSTER,
    unknown: example({}, '${var.cluster}'),
  },
  check: eachBlock('azurerm_kubernetes_cluster_extension', (fields, _, { artifacts }) => {
    const block = blockBehind(artifacts, fields.raw('cluster_id'));
    const view = block === undefined || block === unknown ? undefined : clusterOf(artifacts, block);
    const place = fields.path('cluster_id');
    if (view === undefined) return { wrong: unknown, at: place, because: 'its cluster is not in these files' };
    return [
      {
        wrong: isServicePrincipal(view),
        at: place,
        detail: 'is an extension of a cluster that acts as a service principal',
      },
      {
        wrong: holds(view.location, (name) => name.toLowerCase().replace(/ /g, '') === 'qatarcentral'),
        at: place,
        detail: 'is an extension of a cluster in Qatar Central, which has none',
      },
      {
        wrong: all(
          isSame(view.network.outboundType, 'none', 'block'),
          holds(fields.text('extension_type'), (type) => NEEDS_INTERNET.test(type)),
        ),
        at: fields.path('extension_type'),
        severity: 'warning',
        detail: 'is an extension that needs the internet, of a cluster that has none',
      },
    ];
  }),
};
