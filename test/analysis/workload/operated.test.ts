import { budgetsOf } from '../../../lib/analysis/scaling/budgets';
import { replicasOf } from '../../../lib/analysis/scaling/scalers';
import { operatedWorkloads } from '../../../lib/analysis/workload/operated';
import { worldOf } from '../../../lib/analysis/world';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { documents, object } from '../../../lib/rules/sample';
import { judge } from '../../../lib/report/verdict';
import { connectionsOf, reachabilityOf } from '../../../lib/analysis/reachability/reachability';
import { example } from '../../examples/program';

const read = (content: string) => worldOf(readArtifacts([{ path: 'rabbit.yaml', content }]));
const BROKERS = object('rabbitmq.com/v1beta1', 'RabbitmqCluster', 'rabbit', [
  'spec: { replicas: 3, tolerations: [{ key: data, operator: Exists }] }',
]);
const budget = (name: string): string =>
  object('policy/v1', 'PodDisruptionBudget', name, [
    `spec: { maxUnavailable: 0, selector: { matchLabels: { app.kubernetes.io/name: ${name} } } }`,
  ]);

describe('pods that an operator makes', () => {
  it('are those of a RabbitmqCluster, with its labels, ports and tolerations', () => {
    const world = read(BROKERS);
    const [rabbit] = operatedWorkloads(world.artifacts);
    expect(rabbit).toMatchObject({
      namespace: 'shop',
      labels: { 'app.kubernetes.io/name': 'rabbit', 'app.kubernetes.io/component': 'rabbitmq' },
      pod: { tolerations: [{ key: 'data', operator: 'Exists' }] },
    });
    expect(replicasOf(rabbit!, world.artifacts)).toMatchObject({ min: 3, max: 3 });
    expect(world.workloads).toEqual([]);
  });

  it('are counted by their disruption budget', () => {
    const world = read(documents(BROKERS, budget('rabbit'), budget('other')));
    expect(budgetsOf(world).map(({ object: { name }, workloads }) => [name, workloads.length])).toEqual([
      ['rabbit', 1],
      ['other', 0],
    ]);
  });

  it('are reached by whom policies let in, and by nobody else', () => {
    const { files } = example('queue-burst');
    const artifacts = readArtifacts([...files].map(([path, content]) => ({ path, content })));
    const [reach] = reachabilityOf(worldOf(artifacts), 'calico');
    const callers = connectionsOf(reach!).filter(({ to }) => to === 'shop/RabbitmqCluster/rabbit');
    expect([...new Set(callers.map(({ from }) => from))].sort()).toEqual([
      'shop/Deployment/worker',
      'shop/Job/publisher',
    ]);
    expect(judge(artifacts, { profile: 'strict' }).open).toEqual([]);
  });
});
