import type { appsV1, kedaSh } from '../../lib/kubernetes/api';
import { manifestsOf } from '../support/files';
import { treeProblems } from '../support/conformance';
import { podSecurityProblems, podTemplateOf } from '../support/pod-security';
import { differences, example } from './program';

const burst = example('queue-burst');

function object<T>(kind: string, name: string): T {
  const found = manifestsOf(burst.files)
    .map((manifest) => manifest.object as { kind: string; metadata: { name: string } })
    .find((one) => one.kind === kind && one.metadata.name === name);
  if (!found) throw new Error(`no ${kind} ${name}`);
  return found as T;
}

describe('the burst on a queue', () => {
  it('renders what is checked in', () => {
    expect(differences(burst)).toEqual([]);
  });

  it('conforms to the schemas of Kubernetes and azurerm', () => {
    expect(treeProblems(burst.files, { minor: '1.35' })).toEqual([]);
  });

  it('runs its pods under the Pod Security Standard restricted', () => {
    const templates = manifestsOf(burst.files).flatMap(({ object }) => podTemplateOf(object) ?? []);
    expect(templates).toHaveLength(3);
    expect(templates.flatMap((template) => podSecurityProblems(template, 'restricted', '1.35'))).toEqual([]);
  });

  it('scales from none to thirty on five messages each, and has six before the morning', () => {
    const { spec } = object<kedaSh.ScaledObject>('ScaledObject', 'worker');
    expect(spec).toMatchObject({ minReplicaCount: 0, maxReplicaCount: 30, pollingInterval: 5, cooldownPeriod: 30 });
    expect(spec.triggers.map(({ type, metadata }) => [type, metadata.value ?? metadata.desiredReplicas])).toEqual([
      ['rabbitmq', '5'],
      ['cron', '6'],
    ]);
  });

  it('prefers real nodes and bears the taints of virtual ones', () => {
    const { spec } = object<appsV1.Deployment>('Deployment', 'worker');
    expect(spec?.template.spec?.tolerations).toEqual([
      { key: 'virtual-kubelet.io/provider', operator: 'Exists' },
      { key: 'azure.com/aci', effect: 'NoSchedule' },
    ]);
    expect(spec?.template.spec?.affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution).toEqual([
      {
        weight: 100,
        preference: { matchExpressions: [{ key: 'type', operator: 'NotIn', values: ['virtual-kubelet'] }] },
      },
    ]);
  });
});
