import { MonitorAlertPrometheusRuleGroup } from '@cdktf/provider-azurerm/lib/monitor-alert-prometheus-rule-group';
import { Construct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { overrideProperty, type OverrideOptions } from '../override';
import { derivedName, type PlaceProps, resolvePlace } from '../place';
import type { IActionGroup } from './action-group';
import type { IMonitorWorkspace } from './contracts';
import type { PrometheusRule } from './prometheus-rule';

export interface PrometheusRuleGroupProps extends Omit<PlaceProps, 'location'> {
  /** Whose metrics are asked. The group lies in the workspace's region. */
  readonly workspace: IMonitorWorkspace;
  /** At most 20, asked one after another. */
  readonly rules: readonly PrometheusRule[];
  /**
   * The one cluster whose metrics are meant.
   * @default - all that send to the workspace
   */
  readonly cluster?: ICluster;
  /**
   * Who is told of the group's alerts; at most five.
   * @default - nobody: alerts are seen in the portal alone
   */
  readonly actionGroups?: readonly IActionGroup[];
  /**
   * Azure's name. Fixed at creation.
   * @creation
   * @default - from the environment's stem and the ids of the constructs
   */
  readonly name?: string;
  /**
   * What the portal shows.
   * @default - none
   */
  readonly description?: string;
  /**
   * How often the rules are asked: 1 to 15 minutes.
   * @default 1 minute
   */
  readonly interval?: Duration;
}

/** Azure: "Azure Monitor service limits", Prometheus rule groups. */
const MOST_RULES = 20;
const MOST_ACTION_GROUPS = 5;

/**
 * Rules over the metrics of a workspace: alerts, and metrics made of others.
 *
 * @example new PrometheusRuleGroup(prod, 'cart-alerts', { workspace, cluster, actionGroups: [onCall], rules: [
 *   PrometheusRule.alert('CartSlow', { expression: 'histogram_quantile(0.99, …) > 1' }) ] });
 */
export class PrometheusRuleGroup extends Construct {
  readonly groupName: string;
  private readonly resource: MonitorAlertPrometheusRuleGroup;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: PrometheusRuleGroupProps) {
    super(scope, id);
    const { workspace, cluster, actionGroups = [], interval = Duration.minutes(1) } = props;
    const problems = new Problems(this);
    const { resourceGroupName, tags } = resolvePlace(this, { ...props, location: workspace.location }, problems);
    const name = props.name ?? derivedName(this, 'prometheusRuleGroup');
    problems.attempt('name', () => azureName('prometheusRuleGroup', name));
    check(props, interval, problems);
    problems.throwIfAny();
    this.groupName = name;
    const actionGroupIds = actionGroups.map(({ actionGroupId }) => actionGroupId);
    this.resource = fixAddress(
      new MonitorAlertPrometheusRuleGroup(this, 'Resource', {
        name,
        resourceGroupName,
        location: workspace.location,
        description: props.description,
        ruleGroupEnabled: true,
        interval: interval.toIso(),
        // The workspace must be there; the cluster narrows what is asked, by its id and by the label of its series.
        scopes: [workspace.workspaceId, ...(cluster ? [cluster.clusterId] : [])],
        clusterName: cluster?.clusterName,
        rule: props.rules.map((rule) => rule.render(actionGroupIds)),
        tags: { ...tags },
      }),
    );
  }

  /**
   * Sets a property of `azurerm_monitor_alert_prometheus_rule_group` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

function check(props: PrometheusRuleGroupProps, interval: Duration, problems: Problems): void {
  const { rules, actionGroups = [] } = props;
  if (rules.length < 1 || rules.length > MOST_RULES) {
    problems.add({
      property: 'rules',
      value: rules.length,
      rule: `is not a number of rules from 1 to ${MOST_RULES}`,
      fix: 'Divide them among groups',
      code: 'prometheus/rule-count',
    });
  }
  rules.forEach((rule, index) => rule.check(`rules[${index}]`, problems));
  if (actionGroups.length > MOST_ACTION_GROUPS) {
    problems.add({
      property: 'actionGroups',
      value: actionGroups.length,
      rule: `is above the ${MOST_ACTION_GROUPS} that an alert may tell`,
      fix: 'Put receivers together in one action group',
      code: 'prometheus/action-groups',
    });
  }
  const minutes = problems.attempt('interval', () => interval.toMinutes());
  if (minutes !== undefined && (minutes < 1 || minutes > 15)) {
    problems.add({
      property: 'interval',
      value: interval.toString(),
      rule: 'is not between 1 and 15 minutes',
      fix: 'Write Duration.minutes(1)',
      code: 'prometheus/interval',
    });
  }
}
