import { ApiObject, type ApiObjectProps, Chart } from 'cdk8s';
import { join } from 'node:path';
import { objectsIn, readFiles, smallPlatform } from '../support/world';

const KINDS: readonly (readonly [apiVersion: string, kind: string])[] = [
  ['v1', 'Namespace'],
  ['v1', 'PersistentVolumeClaim'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['batch/v1', 'Job'],
  ['v1', 'ConfigMap'],
];

/** What the API server wants of a definition at the least. */
const DEFINITION = {
  group: 'contoso.com',
  names: { plural: 'shops', kind: 'Shop' },
  scope: 'Namespaced',
  versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
};

function annotations(options: { readonly flux: boolean; readonly given?: Readonly<Record<string, string>> }) {
  const { app, cluster } = smallPlatform();
  if (options.flux) app.join.bindGitOps({ cluster, repositoryPath: './deploy/kubernetes/prod-aks' });
  const chart = new Chart(cluster.kubernetes, 'shop');
  for (const [apiVersion, kind] of KINDS) {
    const metadata = { name: 'x', annotations: options.given };
    const spec = kind === 'CustomResourceDefinition' ? { spec: DEFINITION } : {};
    new ApiObject(chart, kind, { apiVersion, kind, metadata, ...spec } as ApiObjectProps);
  }
  app.synth();
  const text = readFiles(join(app.directory, 'deploy/kubernetes'))['prod-aks/shop/shop.yaml'];
  return objectsIn(text).map(({ metadata }) => (metadata as { annotations?: unknown }).annotations);
}

describe('what Flux applies', () => {
  it('keeps namespaces, claims and definitions when they are gone from the repository, and makes Jobs anew', () => {
    const kept = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' };
    expect(annotations({ flux: true })).toEqual([
      kept,
      kept,
      kept,
      { 'kustomize.toolkit.fluxcd.io/force': 'enabled' },
      undefined,
    ]);
  });

  it('does so beside other annotations, and as the program says where it says so', () => {
    expect(annotations({ flux: true, given: { a: 'b' } })[1]).toEqual({
      a: 'b',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    });
    const given = { 'kustomize.toolkit.fluxcd.io/prune': 'enabled' };
    expect(annotations({ flux: true, given })[1]).toEqual(given);
  });

  it('is not told where Flux applies nothing', () => {
    expect(annotations({ flux: false })).toEqual(KINDS.map(() => undefined));
  });
});
