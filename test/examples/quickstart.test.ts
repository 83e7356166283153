import { manifestsOf } from '../support/files';
import { treeProblems } from '../support/conformance';
import { podSecurityProblems, podTemplateOf } from '../support/pod-security';
import { differences, example } from './program';

const quickstart = example('quickstart');

describe('the quick start', () => {
  it('renders what is checked in', () => {
    expect(differences(quickstart)).toEqual([]);
  });

  it('conforms to the schemas of Kubernetes and azurerm', () => {
    expect(treeProblems(quickstart.files, { minor: '1.35' })).toEqual([]);
  });

  it('runs its service under the Pod Security Standard restricted', () => {
    const templates = manifestsOf(quickstart.files).flatMap(({ object }) => podTemplateOf(object) ?? []);
    expect(templates).toHaveLength(1);
    expect(podSecurityProblems(templates[0], 'restricted', '1.35')).toEqual([]);
  });

  it('makes a cluster in three zones, with a pool for each', () => {
    const stack = JSON.parse(quickstart.files.get('terraform/stacks/prod/cdk.tf.json') ?? '{}') as {
      resource: Record<string, Record<string, { zones?: string[] }>>;
    };
    const pools = Object.values(stack.resource.azurerm_kubernetes_cluster_node_pool ?? {});
    expect(pools.map(({ zones }) => zones)).toEqual([['1'], ['2'], ['3']]);
    expect(Object.keys(stack.resource)).toEqual(
      expect.arrayContaining(['azurerm_kubernetes_cluster', 'azurerm_container_registry', 'azurerm_virtual_network']),
    );
  });

  it('writes every object of the service', () => {
    const kinds = manifestsOf(quickstart.files)
      .filter(({ file }) => file.endsWith('/shop/web.yaml'))
      .map(({ object }) => (object as { kind: string }).kind);
    expect(kinds.sort()).toEqual([
      'Deployment',
      'HorizontalPodAutoscaler',
      'NetworkPolicy',
      'PodDisruptionBudget',
      'Service',
      'ServiceAccount',
    ]);
  });
});
