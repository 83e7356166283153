import { eachBlock } from '../cluster/judge';
import { holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { cluster } from '../sample';

const flux = (url: string): Record<string, string> => ({
  'cdk.tf.json': cluster({
    more: {
      azurerm_kubernetes_flux_configuration: {
        flux: {
          name: 'flux',
          cluster_id: '${azurerm_kubernetes_cluster.aks.id}',
          namespace: 'flux-system',
          git_repository: { url, reference_type: 'branch', reference_value: 'main' },
          kustomizations: [{ name: 'shop', path: './shop', garbage_collection_enabled: true }],
        },
      },
    },
  }),
});

/** Where Flux reads from. */
export const fluxSource: Rule = {
  id: 'delivery/flux-source',
  severity: 'error',
  what: 'reads from an address that Flux does not take',
  why: 'the configuration is refused, or never becomes ready',
  fix: 'Write https://, ssh:// or git@ in front of the repository, without a user or password in it',
  sources: ['Flux: GitRepository, URL', 'Azure: GitOps with Flux v2 in AKS'],
  examples: {
    failing: flux('github.com/contoso/shop'),
    mended: flux('https://github.com/contoso/shop'),
    notApplicable: { 'cdk.tf.json': cluster() },
    unknown: flux('${var.repository}'),
  },
  check: eachBlock('azurerm_kubernetes_flux_configuration', (fields) => {
    const url = fields.text('git_repository', 'url');
    const at = fields.path('git_repository', 'url');
    return [
      {
        applies: fields.has('git_repository'),
        wrong: holds(url, (text) => !/^(https?:\/\/|ssh:\/\/|git@)./.test(text)),
        at,
        detail: `reads from '${String(url)}', which names no protocol`,
      },
      {
        applies: fields.has('git_repository'),
        wrong: holds(url, (text) => text.startsWith('http://')),
        at,
        severity: 'warning' as const,
        detail: `reads from '${String(url)}' in the clear: whoever is in between decides what the cluster runs`,
        fix: 'Write https://',
      },
      {
        applies: true,
        wrong: holds(fields.text('namespace'), (name) => !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)),
        at: fields.path('namespace'),
        detail: 'is in a namespace whose name Kubernetes does not take',
        fix: 'Write flux-system',
      },
    ];
  }),
};
