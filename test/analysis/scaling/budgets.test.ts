import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { allowedDisruptions } from '../../../lib/analysis/scaling/budgets';
import { replicasOf } from '../../../lib/analysis/scaling/scalers';
import { workloadsOf } from '../../../lib/analysis/workload/workloads';
import { documents, object, workload } from '../../../lib/rules/sample';

describe('allowedDisruptions', () => {
  const budget = (fields: string) =>
    readArtifacts([
      {
        path: 'pdb.yaml',
        content: object('policy/v1', 'PodDisruptionBudget', 'cart', [`spec: { selector: {}, ${fields} }`]),
      },
    ]).objects()[0]!;

  it.each([
    ['maxUnavailable: 1', 3, 1],
    ['maxUnavailable: 0', 3, 0],
    ['maxUnavailable: 50%', 3, 2],
    ['minAvailable: 2', 3, 1],
    ['minAvailable: 3', 2, 0],
    ['minAvailable: 50%', 3, 1],
    ['minAvailable: 51%', 2, 0],
    ['unhealthyPodEvictionPolicy: AlwaysAllow', 3, undefined],
  ] as const)('%s of %d pods: %s', (fields, pods, expected) => {
    expect(allowedDisruptions(budget(fields), pods)).toBe(expected);
  });
});

describe('replicasOf', () => {
  const range = (...parts: string[]) => {
    const artifacts = readArtifacts([{ path: 'cart.yaml', content: documents(...parts) }]);
    const found = replicasOf(workloadsOf(artifacts)[0]!, artifacts);
    return found && [found.min, found.max];
  };
  const hpa = (fields: string) =>
    object('autoscaling/v2', 'HorizontalPodAutoscaler', 'cart', [
      `spec: { scaleTargetRef: { kind: Deployment, name: cart }, ${fields} }`,
    ]);
  const scaled = (fields: string) =>
    object('keda.sh/v1alpha1', 'ScaledObject', 'cart', [`spec: { scaleTargetRef: { name: cart }${fields} }`]);

  it('is the fixed number, or one', () => {
    expect(range(workload('cart', { replicas: 4 }))).toEqual([4, 4]);
    expect(range(workload('cart', { replicas: undefined }))).toEqual([1, 1]);
  });

  it('is what an HPA keeps, with its default', () => {
    expect(range(workload('cart'), hpa('minReplicas: 2, maxReplicas: 9'))).toEqual([2, 9]);
    expect(range(workload('cart'), hpa('maxReplicas: 9'))).toEqual([1, 9]);
  });

  it('is what KEDA keeps, with its defaults and when idle', () => {
    expect(range(workload('cart'), scaled(''))).toEqual([0, 100]);
    expect(range(workload('cart'), scaled(', minReplicaCount: 3, maxReplicaCount: 8'))).toEqual([3, 8]);
    expect(range(workload('cart'), scaled(', minReplicaCount: 3, idleReplicaCount: 0'))).toEqual([0, 100]);
  });

  it('is nothing for a DaemonSet', () => {
    expect(range(workload('cart', { kind: 'DaemonSet' }))).toBeUndefined();
  });
});
