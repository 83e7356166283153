import { unknown } from '../../artifact/read/values';
import { resources } from '../../analysis/cluster/blocks';
import { clusterNodes } from '../../analysis/scheduling/node-groups';
import { targetOf } from '../../analysis/identity/identities';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, object } from '../sample';

const PRIVATE = { private_cluster_enabled: true };
const SHOP = object('v1', 'Namespace', 'shop', [], '');
const withProvider = (text: string): string =>
  `${JSON.stringify({ provider: { kubernetes: [{ host: '${azurerm_kubernetes_cluster.aks.kube_config[0].host}' }] }, ...(JSON.parse(text) as object) }, undefined, 2)}\n`;
const FLUX = {
  azurerm_kubernetes_flux_configuration: {
    flux: {
      name: 'flux',
      cluster_id: '${azurerm_kubernetes_cluster.aks.id}',
      namespace: 'flux-system',
      git_repository: { url: 'https://github.com/contoso/shop', reference_type: 'branch', reference_value: 'main' },
      kustomizations: [{ name: 'shop', path: './deploy' }],
    },
  },
};

/** The API server of a private cluster answers inside its network alone; hosted agents are outside. */
export const privateClusterPipeline: Rule = {
  id: 'delivery/private-cluster-pipeline',
  severity: 'warning',
  what: 'is private, but Terraform itself talks to its API server',
  why: 'hosted agents cannot resolve or reach a private API server: the plan fails with a timeout',
  fix: 'Deliver manifests with Flux, which pulls from inside, or run the pipeline on agents in the network',
  sources: ['Azure: Create a private AKS cluster'],
  facts: ['API11'],
  examples: {
    failing: { 'cdk.tf.json': withProvider(cluster({ cluster: PRIVATE })), 'shop.yaml': SHOP },
    mended: { 'cdk.tf.json': cluster({ cluster: PRIVATE, more: FLUX }), 'shop.yaml': SHOP },
    notApplicable: { 'cdk.tf.json': cluster(), 'shop.yaml': SHOP },
    unknown: { 'cdk.tf.json': cluster({ cluster: PRIVATE }), 'shop.yaml': SHOP },
  },
  *check({ artifacts, clusters }) {
    const inFiles = new Set(artifacts.objects().map(({ cluster: name }) => name));
    const names = new Map([...clusterNodes(artifacts)].map(([name, { view }]) => [view, name]));
    for (const view of clusters) {
      const isPrivate = view.fields.flag('private_cluster_enabled');
      const module = artifacts.modules.find(({ folder }) => folder === view.block.module);
      const talks = module?.providers.find(({ name }) => ['kubernetes', 'helm', 'kubectl'].includes(name));
      const pulls = resources(artifacts, 'azurerm_kubernetes_flux_configuration').some(
        (block) => targetOf(artifacts, block.arguments.cluster_id) === view.block,
      );
      if (isPrivate === unknown) yield notKnown(view.block, 'whether it is private is not in these files');
      else if (isPrivate !== true) yield notApplicable(view.block);
      else if (talks) {
        yield finding(view.block, view.at('private_cluster_enabled'), {
          detail: `is private, but provider '${talks.name}' of the same program talks to its API server`,
        });
      } else if (pulls) yield compliant(view.block);
      else if (inFiles.has(names.get(view)))
        yield notKnown(view.block, 'from where its manifests are applied is not in these files');
      else yield notApplicable(view.block);
    }
  },
};
