import { eachBlock } from '../cluster/judge';
import { isSame, or } from '../../analysis/cluster/fields';
import { not } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster } from '../sample';

const flux = (fields: object): Record<string, string> => ({
  'cdk.tf.json': cluster({
    more: {
      azurerm_kubernetes_flux_configuration: {
        flux: {
          name: 'flux',
          cluster_id: '${azurerm_kubernetes_cluster.aks.id}',
          namespace: 'flux-system',
          git_repository: { url: 'https://github.com/contoso/shop', reference_type: 'branch', reference_value: 'main' },
          kustomizations: [{ name: 'shop', path: './shop', ...fields }],
        },
      },
    },
  }),
});

/** Without garbage collection Flux only ever adds. */
export const neverRemoved: Rule = {
  id: 'delivery/never-removed',
  severity: 'note',
  what: 'leaves in the cluster what is removed from the repository',
  why: 'a service that was deleted and merged runs on, with its rights and its costs, and nobody looks for it',
  fix: 'Set garbage_collection_enabled to true, and the annotation prune: disabled on what must stay',
  sources: ['Flux: Kustomization, prune', 'Azure: GitOps with Flux v2 in AKS, kustomization prune'],
  examples: {
    failing: flux({}),
    mended: flux({ garbage_collection_enabled: true }),
    notApplicable: { 'cdk.tf.json': cluster() },
    unknown: flux({ garbage_collection_enabled: '${var.prune}' }),
  },
  check: eachBlock('azurerm_kubernetes_flux_configuration', (fields) => {
    const all = fields.blocks('kustomizations');
    if (all === unknown) return { wrong: unknown, at: fields.path('kustomizations') };
    return all.map((one) => ({
      wrong: not(isSame(or(one.flag('garbage_collection_enabled'), false), true)),
      at: one.path('garbage_collection_enabled'),
      detail: `leaves in the cluster what is removed from the folder of '${String(one.text('name'))}'`,
    }));
  }),
};
