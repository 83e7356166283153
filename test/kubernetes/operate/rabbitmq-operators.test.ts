import { load } from 'js-yaml';
import { RabbitmqOperators } from '../../../lib/kubernetes/operate/rabbitmq-operators';
import { kubernetesProblems } from '../../support/conformance';
import { chart, object, objects } from '../connect/world';

describe('RabbitmqOperators', () => {
  it('has Flux apply both repositories at pinned tags, the topology operator after the other', () => {
    const scope = chart('prod');

    new RabbitmqOperators(scope, 'rabbitmq');

    expect(objects(scope, 'GitRepository').map(({ metadata, spec }) => [metadata.name, spec])).toEqual([
      [
        'rabbitmq-cluster',
        {
          url: 'https://github.com/rabbitmq/cluster-operator',
          interval: '1h',
          ref: { tag: 'v2.22.3' },
          ignore: '/*\n!/config\n',
        },
      ],
      [
        'rabbitmq-topology',
        expect.objectContaining({
          url: 'https://github.com/rabbitmq/messaging-topology-operator',
          ref: { tag: 'v1.20.1' },
        }),
      ],
    ]);
    const kustomization = {
      interval: '1h',
      retryInterval: '1m',
      timeout: '5m',
      path: './config/installation',
      prune: true,
      wait: true,
    };
    expect(object(scope, 'Kustomization', 'rabbitmq-cluster').spec).toEqual({
      ...kustomization,
      sourceRef: { kind: 'GitRepository', name: 'rabbitmq-cluster' },
      images: [{ name: 'ghcr.io/rabbitmq/cluster-operator', newTag: '2.22.3' }],
      patches: [{ target: { kind: 'Namespace', name: 'rabbitmq-system' }, patch: expect.any(String) }],
    });
    expect(object(scope, 'Kustomization', 'rabbitmq-topology').spec).toEqual({
      ...kustomization,
      sourceRef: { kind: 'GitRepository', name: 'rabbitmq-topology' },
      dependsOn: [{ name: 'rabbitmq-cluster' }],
      images: [{ name: 'ghcr.io/rabbitmq/messaging-topology-operator', newTag: '1.20.1' }],
      patches: [{ target: { kind: 'Namespace' }, patch: expect.any(String) }],
    });
    expect(objects(scope).flatMap((one) => kubernetesProblems(one, '1.34'))).toEqual([]);
  });

  it('holds the namespace at the Pod Security Standard restricted, and lets one of the two own it', () => {
    const scope = chart('prod');
    new RabbitmqOperators(scope, 'rabbitmq', { fluxNamespace: 'gitops' });
    const patches = objects(scope, 'Kustomization').map(({ spec }) => {
      const [first] = spec.patches as { patch: string }[];
      return load(first?.patch ?? '');
    });
    expect(patches).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'rabbitmq-system',
          labels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
          annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
        },
      },
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'rabbitmq-system' }, $patch: 'delete' },
    ]);
    expect(objects(scope).map(({ metadata }) => metadata.namespace)).toEqual(['gitops', 'gitops', 'gitops', 'gitops']);
  });

  it('takes other versions, and refuses what is none', () => {
    const scope = chart('prod');
    new RabbitmqOperators(scope, 'rabbitmq', { clusterOperatorVersion: 'v2.21.0' });
    expect(object(scope, 'Kustomization', 'rabbitmq-cluster').spec.images).toEqual([
      { name: 'ghcr.io/rabbitmq/cluster-operator', newTag: '2.21.0' },
    ]);
    expect(
      () =>
        new RabbitmqOperators(chart('other'), 'rabbitmq', {
          clusterOperatorVersion: 'main',
          topologyOperatorVersion: '1.20.1',
        }),
    ).toThrow(
      [
        "[other/rabbitmq] 'clusterOperatorVersion' (main) is not one exact version. Write a tag of the repository, such as 'v2.22.3'. (rabbitmq/version)",
        "[other/rabbitmq] 'topologyOperatorVersion' (1.20.1) is not one exact version. Write a tag of the repository, such as 'v1.20.1'. (rabbitmq/version)",
      ].join('\n'),
    );
  });
});
