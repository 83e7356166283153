export type { IMonitorWorkspace } from './contracts';
export { Grafana, type GrafanaProps, type GrafanaVersion } from './grafana';
export { MonitorWorkspace, type ExistingMonitorWorkspace, type MonitorWorkspaceProps } from './monitor-workspace';
export type { CollectionProps } from './prometheus-collection';
