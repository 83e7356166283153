export { ActionGroup, type ActionGroupProps, type IActionGroup } from './action-group';
export type { IMonitorWorkspace } from './contracts';
export { DiagnosticSetting, type DiagnosticSettingProps, type DiagnosticTarget } from './diagnostic-setting';
export { Grafana, type GrafanaProps, type GrafanaVersion } from './grafana';
export { MonitorWorkspace, type ExistingMonitorWorkspace, type MonitorWorkspaceProps } from './monitor-workspace';
export type { CollectionProps, RecommendedAlertsProps } from './prometheus-collection';
export { type AlertRuleProps, type AlertSeverity, PrometheusRule, type RecordingRuleProps } from './prometheus-rule';
export { PrometheusRuleGroup, type PrometheusRuleGroupProps } from './prometheus-rule-group';
