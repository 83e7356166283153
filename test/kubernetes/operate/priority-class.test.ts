import { App, Chart } from 'cdk8s';
import { PriorityClass, type PriorityClassProps } from '../../../lib/kubernetes/operate/priority-class';
import { Namespace } from '../../../lib/kubernetes/tenancy/namespace';
import { Microservice } from '../../../lib/kubernetes/workload/microservice';
import { kubernetesProblems } from '../../support/conformance';
import { messageOf, object, podOf, SMALL } from '../workload/world';

const make = (id: string, props: PriorityClassProps): PriorityClass =>
  new PriorityClass(new Chart(new App(), 'chart', { namespace: 'ops' }), id, props);

describe('PriorityClass', () => {
  it('is of the whole cluster, with everything written out', () => {
    const critical = make('critical', { value: 1000, description: 'what earns money' });
    expect(object(critical, 'PriorityClass')).toEqual({
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'critical', labels: { 'app.kubernetes.io/managed-by': 'cdk-aks' } },
      value: 1000,
      preemptionPolicy: 'PreemptLowerPriority',
      globalDefault: false,
      description: 'what earns money',
    });
    for (const minor of ['1.28', '1.36'])
      expect(kubernetesProblems(object(critical, 'PriorityClass'), minor)).toEqual([]);
  });

  it('is named by workloads, itself or by name', () => {
    const app = new App();
    const critical = new PriorityClass(new Chart(app, 'cluster'), 'critical', { value: 1000, preemption: 'Never' });
    const shop = new Namespace(app, 'shop');
    const name = (id: string, priorityClass: PriorityClass | string): unknown =>
      podOf(new Microservice(shop, id, { ...SMALL, priorityClass }), id).priorityClassName;
    expect(name('a', critical)).toBe('critical');
    expect(name('b', 'there-already')).toBe('there-already');
    expect(PriorityClass.fromName('there-already')).toEqual({ priorityClassName: 'there-already' });
    expect(messageOf(() => name('c', 'No Name'))).toBe(
      "[shop/c] 'priorityClass' (No Name) is not a DNS subdomain (RFC 1123): 1 to 253 lower-case letters, digits, '-' and '.', every part starting and ending with a letter or digit. Did you mean 'no-name'? (name/dns-subdomain)",
    );
  });

  it('tells everything wrong at once', () => {
    expect(messageOf(() => make('system-critical', { value: 2_000_000_000 })).split('\n')).toEqual([
      "[chart/system-critical] 'id' (system-critical) begins as the names of the classes of Kubernetes itself. Choose a name that doesn't begin with 'system-'. (priority/name)",
      "[chart/system-critical] 'value' (2000000000) is not a whole number from -2147483648 to 1000000000. Write one, such as 1000; pods of no class have 0. (priority/value)",
    ]);
  });
});
