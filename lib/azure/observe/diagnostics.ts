import { MonitorDiagnosticSetting } from '@cdktf/provider-azurerm/lib/monitor-diagnostic-setting';
import type { Construct } from 'constructs';
import { fixAddress } from '../address';

/** What tells of itself, and which of it is worth keeping. */
export interface DiagnosticSource {
  /** Late. */
  readonly resourceId: string;
  /** Categories of logs; or one group of them: `{ group: 'allLogs' }`. */
  readonly logs: readonly string[] | { readonly group: 'allLogs' | 'audit' };
  /** Metrics, besides what Azure keeps for three months anyway. */
  readonly metrics: boolean;
  /** Tables of its own in Log Analytics, which cost less and are asked faster than the one of all. */
  readonly ownTables: boolean;
}

/** Where it goes: one at least. */
export interface DiagnosticDestination {
  readonly workspaceId?: string;
  readonly storageAccountId?: string;
}

/** One setting: a source and its destinations. Azure: "Diagnostic settings in Azure Monitor". */
export function renderDiagnostics(
  owner: Construct,
  id: string,
  name: string,
  source: DiagnosticSource,
  { workspaceId, storageAccountId }: DiagnosticDestination,
): MonitorDiagnosticSetting {
  const { logs } = source;
  return fixAddress(
    new MonitorDiagnosticSetting(owner, id, {
      name,
      targetResourceId: source.resourceId,
      logAnalyticsWorkspaceId: workspaceId,
      logAnalyticsDestinationType: source.ownTables && workspaceId !== undefined ? 'Dedicated' : undefined,
      storageAccountId,
      enabledLog: 'group' in logs ? [{ categoryGroup: logs.group }] : logs.map((category) => ({ category })),
      enabledMetric: source.metrics ? [{ category: 'AllMetrics' }] : undefined,
    }),
  );
}
