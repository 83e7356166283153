import { unknown } from '../../artifact/read/values';
import { fluxByCluster, foldersThatHold, pathBelow } from '../../analysis/flux';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { cluster, object } from '../sample';

const SHOP = object('v1', 'ServiceAccount', 'cart', []);
const INDEX = JSON.stringify({
  format: 1,
  clusters: {
    'shop-aks': {
      terraform: 'prod/azurerm_kubernetes_cluster.aks',
      kubernetesVersion: '1.35',
      substituted: false,
      late: {},
    },
  },
  files: {},
});
const flux = (path: string): string =>
  cluster({
    more: {
      azurerm_kubernetes_flux_configuration: {
        flux: {
          name: 'flux',
          cluster_id: '${azurerm_kubernetes_cluster.aks.id}',
          namespace: 'flux-system',
          git_repository: { url: 'https://github.com/contoso/shop', reference_type: 'branch', reference_value: 'main' },
          kustomizations: [{ name: 'shop', path }],
        },
      },
    },
  });
const files = (path: string): Record<string, string> => ({
  'prod/cdk.tf.json': flux(path),
  'kubernetes/cdk-aks.json': INDEX,
  'kubernetes/shop-aks/shop/cart.yaml': SHOP,
});

/** Flux applies the folders it is told of, and nobody misses the others. */
export const notApplied: Rule = {
  id: 'delivery/not-applied',
  severity: 'error',
  what: 'is in no folder that Flux applies to its cluster',
  why: 'the file is reviewed and merged, and never reaches the cluster',
  fix: "Add a kustomization whose path is the file's folder",
  sources: ['Flux: Kustomization, path', 'Terraform: azurerm_kubernetes_flux_configuration'],
  examples: {
    failing: files('./deploy/kubernetes/shop-aks/shops'),
    mended: files('./deploy/kubernetes/shop-aks/shop'),
    notApplicable: { 'cart.yaml': SHOP, 'cdk.tf.json': cluster() },
  },
  *check({ artifacts }) {
    const clusters = fluxByCluster(artifacts);
    const told = new Set<string>();
    for (const object of artifacts.objects()) {
      const found = object.cluster === undefined ? undefined : clusters.get(object.cluster);
      const path = found && pathBelow(object, found.cluster);
      if (!found || path === undefined || found.folders === unknown || found.folders.length === 0)
        yield notApplicable(object);
      else if (foldersThatHold(object, found.cluster, found.folders).length > 0) yield compliant(object);
      else {
        // One of a folder stands for all of it.
        const folder = `${found.cluster.name}/${path.split('/').slice(0, -1).join('/')}`;
        if (told.has(folder)) continue;
        told.add(folder);
        yield finding(object, [], { detail: `is in '${folder}', which no kustomization of Flux applies` });
      }
    }
  },
};
