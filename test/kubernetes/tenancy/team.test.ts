import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ICluster } from '../../../lib/core/contracts';
import { Cpu } from '../../../lib/core/cpu';
import { bindJoin, type Join } from '../../../lib/core/join';
import { Percent } from '../../../lib/core/percent';
import { Size } from '../../../lib/core/size';
import { Application } from '../../../lib/kubernetes/application/application';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import { type Namespace } from '../../../lib/kubernetes/tenancy/namespace';
import { Team } from '../../../lib/kubernetes/tenancy/team';
import { Disruption } from '../../../lib/kubernetes/workload/disruption';
import { Microservice } from '../../../lib/kubernetes/workload/microservice';
import { StatefulService } from '../../../lib/kubernetes/workload/stateful-service';
import { fakeCluster, messageOf, object, objects, problemsOf, refusals, SMALL } from '../workload/world';

const GROUP = '11111111-2222-3333-4444-555555555555';
const OTHER = '66666666-7777-8888-9999-000000000000';

/** Two clusters; `users` fills with the groups that may fetch each one's kubeconfig. */
function twoClusters() {
  const app = new App();
  const users: string[] = [];
  const made = (clusterName: string) =>
    fakeCluster({ clusterName, grantUser: (group) => users.push(`${clusterName} ${group}`) });
  const clusters: Record<string, ICluster> = { prod: made('prod'), west: made('west') };
  const [prod, west] = [new Chart(app, 'prod'), new Chart(app, 'west')];
  bindJoin(app, {
    clusterOf: (scope: Construct) => clusters[scope.node.path.split('/')[0] ?? ''],
    acknowledge: () => undefined,
  } as unknown as Join);
  return { app, prod, west, users };
}

/** Two applications of one service each, of 4 pods with 100m and 128Mi at most. */
function place(team: Team, cluster: Construct, ...names: readonly string[]): void {
  for (const name of names) {
    const application = new Application(team.namespace(cluster, name), 'Default');
    application.service('web', (at, id) => new Microservice(at, id, { ...SMALL, port: 8080, scale: Scale.fixed(3) }));
  }
}

describe('Team', () => {
  it('has namespaces on any cluster, with its label, groups and defaults', () => {
    const { app, prod, west, users } = twoClusters();
    const team = new Team('checkout', {
      admins: [GROUP],
      podSecurity: 'baseline',
      defaultRequests: { cpu: Cpu.millis(50), memory: Size.mebibytes(64) },
      labels: { costcenter: '42' },
    });
    const shop = team.namespace(prod, 'shop', { viewers: [OTHER], labels: { costcenter: '7' } });
    const orders = team.namespace(west, 'orders', { admins: [GROUP, OTHER], podSecurity: 'restricted' });

    expect(team.namespaces).toEqual([shop, orders]);
    expect(object(shop, 'Namespace').metadata.labels).toMatchObject({
      'cdk-aks.dev/team': 'checkout',
      costcenter: '7',
      'pod-security.kubernetes.io/enforce': 'baseline',
    });
    expect(object(orders, 'Namespace').metadata.labels).toMatchObject({
      'cdk-aks.dev/team': 'checkout',
      costcenter: '42',
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
    const groups = (namespace: Namespace) =>
      objects(namespace, 'RoleBinding').map((one) => [
        one.metadata.name,
        (one as unknown as { subjects: { name: string }[] }).subjects.map(({ name }) => name),
      ]);
    expect(groups(shop)).toEqual([
      ['admins', [GROUP]],
      ['viewers', [OTHER]],
    ]);
    expect(groups(orders)).toEqual([['admins', [GROUP, OTHER]]]);
    expect(object(shop, 'LimitRange').spec.limits).toMatchObject([{ defaultRequest: { cpu: '50m', memory: '64Mi' } }]);
    expect(users).toEqual([`prod ${GROUP}`, `prod ${OTHER}`, `west ${GROUP}`, `west ${OTHER}`]);
    for (const namespace of team.namespaces) expect(refusals(namespace, '1.34')).toEqual([]);
    expect(problemsOf(app)).toEqual([]);
  });

  it('says how many pods of its services may go at a time, where they say nothing themselves', () => {
    const { prod } = twoClusters();
    const shop = new Team('checkout', { disruption: Disruption.atMost(Percent.of(25)) }).namespace(prod, 'shop');
    const props = { ...SMALL, port: 8080, scale: Scale.fixed(3) };
    new Microservice(shop, 'web', props);
    new Microservice(shop, 'cart', { ...props, disruption: Disruption.atMost(2) });
    new StatefulService(shop, 'db', { ...props, port: 5432 });

    expect(
      objects(shop, 'PodDisruptionBudget').map(({ metadata, spec }) => [metadata.name, spec.maxUnavailable]),
    ).toEqual([
      ['web', '25%'],
      ['cart', 2],
      ['db', '25%'],
    ]);
  });

  it('gives its namespaces a quota, unless they have their own', () => {
    const { prod } = twoClusters();
    const team = new Team('checkout', { quota: { pods: 50 } });
    expect(object(team.namespace(prod, 'a'), 'ResourceQuota').spec.hard).toMatchObject({ pods: 50 });
    expect(object(team.namespace(prod, 'b', { quota: { pods: 9 } }), 'ResourceQuota').spec.hard).toMatchObject({
      pods: 9,
    });
    expect(objects(team.namespace(prod, 'c', { quota: false }), 'ResourceQuota')).toEqual([]);
  });

  it('keeps its applications on each cluster within one budget', () => {
    const { app, prod, west } = twoClusters();
    const team = new Team('checkout', {
      budget: { cpu: Cpu.millis(800), memory: Size.gibibytes(1), pods: 8 },
    });
    place(team, prod, 'shop', 'orders');
    place(team, west, 'shop', 'orders');
    expect(problemsOf(app)).toEqual([]);
  });

  it('tells the shares of all namespaces where they are more than the budget', () => {
    const { app, prod, west } = twoClusters();
    const team = new Team('checkout', { budget: { cpu: Cpu.millis(900), memory: Size.gibibytes(1), pods: 11 } });
    place(team, prod, 'shop', 'orders', 'stock');
    place(team, west, 'shop');
    const fix = 'Raise the budget, or lower the maxima of the workloads or the quotas. (team/over-budget)';
    expect(problemsOf(app)).toEqual([
      `[prod/shop] 'budget.cpu' (900m) of team 'checkout' is below the quotas of its namespaces on cluster 'prod': shop 400m, orders 400m, stock 400m, together 1200m. ${fix}`,
      `[prod/shop] 'budget.memory' (1Gi) of team 'checkout' is below the quotas of its namespaces on cluster 'prod': shop 512Mi, orders 512Mi, stock 512Mi, together 1536Mi. ${fix}`,
      `[prod/shop] 'budget.pods' (11) of team 'checkout' is below the quotas of its namespaces on cluster 'prod': shop 4, orders 4, stock 4, together 12. ${fix}`,
    ]);
  });

  it('tells a budget that no quota enforces', () => {
    const app = new App();
    const team = new Team('checkout', { budget: { pods: 10 } });
    team.namespace(app, 'shop');
    team.namespace(app, 'charts', { quota: false });
    expect(problemsOf(app)).toEqual([
      "[shop] 'quota' is off in 'charts', so that the budget of team 'checkout' holds nobody back. Give each of its namespaces a quota, or leave out the budget. (team/no-quota)",
    ]);
  });

  it('refuses what is no name, no group and no number of pods, all at once', () => {
    expect(
      messageOf(() => new Team('Check out', { editors: ['shop-team'], budget: { pods: 1.5 } })).split('\n'),
    ).toEqual([
      expect.stringContaining('(name/dns-label)'),
      "'editors' (shop-team) is not the object id of a group of Microsoft Entra. Copy it from the overview of the group: 8-4-4-4-12 hexadecimal digits. Names and mail addresses match nobody. (namespace/group-id)",
      "'budget.pods' (1.5) is not a whole number from 0. Write a whole number. (team/budget)",
    ]);
  });
});
