import { Duration } from '../../../lib/core/duration';
import { ActionGroup } from '../../../lib/azure/observe/action-group';
import { MonitorWorkspace } from '../../../lib/azure/observe/monitor-workspace';
import { PrometheusRule } from '../../../lib/azure/observe/prometheus-rule';
import { PrometheusRuleGroup } from '../../../lib/azure/observe/prometheus-rule-group';
import { clusterWorld, ruleErrors } from '../cluster/world';
import { networkWorld, refused, thrown } from '../network/world';

interface Rendered {
  readonly name: string;
  readonly rule: readonly { readonly record?: string; readonly alert?: string; readonly expression: string }[];
}

const TYPE = 'azurerm_monitor_alert_prometheus_rule_group';

describe('PrometheusRuleGroup', () => {
  it('keeps what dashboards ask for, of the one cluster', () => {
    const rendered = clusterWorld({ metrics: true }).render();
    const groups = rendered.all(TYPE) as unknown as Readonly<Record<string, Rendered>>;
    expect(Object.keys(groups)).toEqual([
      'aks_prometheus_node-recording-rules',
      'aks_prometheus_kubernetes-recording-rules',
    ]);
    expect(groups['aks_prometheus_node-recording-rules']).toMatchObject({
      name: 'prod-aks-node-recording-rules',
      location: 'westeurope',
      cluster_name: 'prod-aks',
      scopes: ['${azurerm_monitor_workspace.aks_metrics.id}', '${azurerm_kubernetes_cluster.aks.id}'],
      interval: 'PT1M',
      rule_group_enabled: true,
    });
    const recorded = Object.values(groups).flatMap(({ rule }) => rule.map(({ record }) => record));
    expect(recorded).toHaveLength(30);
    expect(recorded).toContain('node_namespace_pod_container:container_memory_working_set_bytes');
    expect(recorded).toContain('namespace_cpu:kube_pod_container_resource_requests:sum');
    expect([...refused(rendered), ...ruleErrors(rendered)]).toEqual([]);
  });

  it('closes every bracket and quote that an expression opens', () => {
    const { render } = clusterWorld({ metrics: { alerts: true } });
    const groups = Object.values(render().all(TYPE)) as unknown as readonly Rendered[];
    for (const { expression } of groups.flatMap(({ rule }) => rule)) {
      const plain = expression.replace(/"[^"]*"/g, '');
      for (const [open, close] of ['()', '{}', '[]']) {
        expect([expression, plain.split(open as string).length]).toEqual([
          expression,
          plain.split(close as string).length,
        ]);
      }
      expect(plain).not.toContain('"');
    }
  });

  it('tells of what Azure recommends, to whom it should', () => {
    const { render } = clusterWorld(({ prod }) => ({
      metrics: {
        recordingRules: false,
        alerts: {
          actionGroups: [
            new ActionGroup(prod, 'on-call', { shortName: 'on-call', emails: { team: 'on-call@contoso.com' } }),
          ],
        },
      },
    }));
    const rendered = render();
    const groups = rendered.all(TYPE) as unknown as Readonly<Record<string, Rendered>>;
    expect(Object.keys(groups)).toEqual([
      'aks_prometheus_cluster-alerts',
      'aks_prometheus_node-alerts',
      'aks_prometheus_pod-alerts',
    ]);
    expect(groups['aks_prometheus_pod-alerts']?.rule[0]).toEqual({
      alert: 'KubePodCrashLooping',
      enabled: true,
      expression:
        'max_over_time(kube_pod_container_status_waiting_reason{job="kube-state-metrics", reason="CrashLoopBackOff"}[5m]) >= 1',
      for: 'PT15M',
      severity: 3,
      annotations: {
        description:
          'Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} starts and fails, again and again.',
      },
      alert_resolution: { auto_resolved: true, time_to_resolve: 'PT10M' },
      action: [{ action_group_id: '${azurerm_monitor_action_group.on-call.id}' }],
    });
    expect([...refused(rendered), ...ruleErrors(rendered)]).toEqual([]);
  });

  it('takes rules of a team over all clusters of a workspace', () => {
    const { prod, render } = networkWorld();
    const workspace = new MonitorWorkspace(prod, 'metrics', { location: 'northeurope' });
    const group = new PrometheusRuleGroup(prod, 'cart', {
      workspace,
      description: 'The cart.',
      interval: Duration.minutes(5),
      rules: [
        PrometheusRule.record('job:requests:rate5m', { expression: 'rate(requests_total[5m])', labels: { a: 'b' } }),
        PrometheusRule.alert('CartSlow', {
          expression: 'slow > 1',
          for: Duration.minutes(2),
          severity: 1,
          labels: { team: 'shop' },
          resolvesAfter: Duration.minutes(5),
        }),
      ],
    });
    group.override('rule_group_enabled', false, { reason: 'until the load test is over' });
    const rendered = render();
    expect(rendered.only(TYPE)).toMatchObject({
      name: 'prod-cart',
      location: 'northeurope',
      description: 'The cart.',
      interval: 'PT5M',
      rule_group_enabled: false,
      scopes: ['${azurerm_monitor_workspace.metrics.id}'],
      rule: [
        { record: 'job:requests:rate5m', expression: 'rate(requests_total[5m])', labels: { a: 'b' } },
        {
          alert: 'CartSlow',
          for: 'PT2M',
          severity: 1,
          labels: { team: 'shop' },
          alert_resolution: { time_to_resolve: 'PT5M' },
        },
      ],
    });
    expect(rendered.only(TYPE)).not.toHaveProperty('cluster_name');
    expect(refused(rendered)).toEqual([]);
  });

  it('refuses what Azure would refuse, all at once', () => {
    const { prod } = networkWorld();
    const workspace = new MonitorWorkspace(prod, 'metrics');
    const group = new ActionGroup(prod, 'on-call', { shortName: 'on-call' });
    expect(
      thrown(
        () =>
          new PrometheusRuleGroup(prod, 'cart', {
            workspace,
            name: 'a/b',
            interval: Duration.hours(1),
            actionGroups: [group, group, group, group, group, group],
            rules: [PrometheusRule.record('1', { expression: ' ' })],
          }),
      ),
    ).toEqual([
      "[prod/cart] 'name' (a/b) is not the name of a group of Prometheus rules: 1 to 260 letters, digits, '_', '.', '-', starting and ending with a letter or digit. Did you mean 'a-b'? (name/azure)",
      "[prod/cart] 'rules[0].name' (1) is not the name of a metric: letters, digits, '_' and ':', not starting with a digit. Write one such as job:requests:rate5m. (prometheus/record-name)",
      "[prod/cart] 'rules[0]' has no name or no expression. Write both. (prometheus/empty-rule)",
      "[prod/cart] 'actionGroups' (6) is above the 5 that an alert may tell. Put receivers together in one action group. (prometheus/action-groups)",
      "[prod/cart] 'interval' (1h) is not between 1 and 15 minutes. Write Duration.minutes(1). (prometheus/interval)",
    ]);
    expect(thrown(() => new PrometheusRuleGroup(prod, 'none', { workspace, rules: [] }))).toEqual([
      "[prod/none] 'rules' (0) is not a number of rules from 1 to 20. Divide them among groups. (prometheus/rule-count)",
    ]);
  });
});

describe('ActionGroup', () => {
  it('tells people and holders of roles, by the schema that all alerts share', () => {
    const { prod, render } = networkWorld();
    const group = new ActionGroup(prod, 'on-call', {
      shortName: 'on-call',
      emails: { team: 'on-call@contoso.com' },
      roles: { owners: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635' },
    });
    group.override('enabled', false, { reason: 'holidays' });
    const rendered = render();
    expect(rendered.only('azurerm_monitor_action_group')).toEqual({
      name: 'prod-on-call',
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      short_name: 'on-call',
      email_receiver: [{ name: 'team', email_address: 'on-call@contoso.com', use_common_alert_schema: true }],
      arm_role_receiver: [
        { name: 'owners', role_id: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', use_common_alert_schema: true },
      ],
      enabled: false,
      tags: {},
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('takes one that is there already', () => {
    const { prod, render } = networkWorld();
    const workspace = new MonitorWorkspace(prod, 'metrics');
    const actionGroups = [ActionGroup.fromName(prod, 'pager', { name: 'pager', resourceGroupName: 'on-call' })];
    const rules = [PrometheusRule.alert('Down', { expression: 'up == 0' })];
    new PrometheusRuleGroup(prod, 'up', { workspace, actionGroups, rules });
    expect(render().only(TYPE)).toMatchObject({
      rule: [{ action: [{ action_group_id: '${data.azurerm_monitor_action_group.pager.id}' }] }],
    });
  });

  it('refuses a name that messages cannot show, and what is no address', () => {
    const { prod } = networkWorld();
    const props = { shortName: 'everybody on call', emails: { team: 'on-call' } };
    expect(thrown(() => new ActionGroup(prod, 'on-call', props))).toEqual([
      "[prod/on-call] 'shortName' (everybody on call) does not have 1 to 12 characters. Write one such as 'everybody on'. (action-group/short-name)",
      "[prod/on-call] 'emails.team' (on-call) is no address of mail. Write one such as on-call@contoso.com. (action-group/email)",
    ]);
  });
});
