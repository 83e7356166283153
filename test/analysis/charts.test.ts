import { chartsBeside } from '../../lib/analysis/charts';
import { readArtifacts } from '../../lib/artifact/read/artifacts';

/** A Flux Kustomization of a repository, beside a Service. */
function openness(url: string): boolean {
  const of = (apiVersion: string, kind: string, spec: object) =>
    JSON.stringify({ apiVersion, kind, metadata: { name: 'rabbitmq', namespace: 'flux-system' }, spec });
  const artifacts = readArtifacts([
    { path: 'a.yaml', content: of('source.toolkit.fluxcd.io/v1', 'GitRepository', { url }) },
    {
      path: 'b.yaml',
      content: of('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', {
        sourceRef: { kind: 'GitRepository', name: 'rabbitmq' },
      }),
    },
    { path: 'c.yaml', content: of('v1', 'Service', {}) },
  ]);
  const service = artifacts.objects().find(({ kind }) => kind === 'Service');
  if (!service) throw new Error('no Service');
  return chartsBeside(service, artifacts).open;
}

describe('what is installed beside an object', () => {
  it('may be more than the files tell of where Flux applies a repository that nobody here knows', () => {
    expect(openness('https://github.com/contoso/platform')).toBe(true);
  });

  it('is no more for the operators of RabbitMQ, which bring nothing that rules ask about', () => {
    expect(openness('https://github.com/rabbitmq/cluster-operator')).toBe(false);
    expect(openness('https://github.com/rabbitmq/messaging-topology-operator.git')).toBe(false);
  });
});
