import { Construct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import type { IStorageAccount } from '../../core/service-contracts';
import { type DiagnosticSource, renderDiagnostics } from './diagnostics';

/** Something of Azure that tells what happens to it. */
export type DiagnosticTarget =
  | ICluster
  | IStorageAccount
  | { readonly vaultId: string }
  | { readonly registryId: string }
  | { readonly firewallId: string }
  | { readonly resourceId: string };

export interface DiagnosticSettingProps {
  /** A cluster, vault, registry, firewall or storage account; of anything else, its id: `{ resourceId: bus.namespaceId }`. */
  readonly target: DiagnosticTarget;
  /**
   * Id of a workspace of Log Analytics, such as `cluster.logWorkspaceId`.
   * @default - none: `storage` must be there
   */
  readonly workspaceId?: string;
  /**
   * Keeps it as blobs, for years at little cost; in the region of the target.
   * @default - none: `workspaceId` must be there
   */
  readonly storage?: IStorageAccount;
  /**
   * Categories of logs, by Azure's names.
   * @default - who did what: of a cluster what changes and its own decisions, of a vault and a registry who read and wrote, of a
   * firewall what it let through and what not, of a storage account who read, wrote and deleted blobs, of anything else all
   */
  readonly logs?: readonly string[];
  /**
   * Sends the target's own metrics too.
   * @default false
   */
  readonly metrics?: boolean;
  /**
   * Name of the setting. Fixed at creation.
   * @creation
   * @default - the construct's id
   */
  readonly name?: string;
}

/** Azure: "Monitoring data reference for AKS". Not `kube-audit`: it holds every read, which is most of it and of the cost. */
const CLUSTER_LOGS = [
  'kube-audit-admin',
  'guard',
  'cluster-autoscaler',
  'kube-controller-manager',
  'cloud-controller-manager',
];
const VAULT_LOGS = ['AuditEvent'];
const REGISTRY_LOGS = ['ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents'];
/** Azure: "Monitoring data reference for Azure Firewall", the categories with tables of their own. */
const FIREWALL_LOGS = [
  'AZFWApplicationRule',
  'AZFWNetworkRule',
  'AZFWNatRule',
  'AZFWThreatIntel',
  'AZFWDnsQuery',
  'AZFWFqdnResolveFailure',
  'AZFWIdpsSignature',
];
const BLOB_LOGS = ['StorageRead', 'StorageWrite', 'StorageDelete'];

/**
 * Keeps what a cluster, vault, registry, firewall or store tells of itself.
 *
 * @example new DiagnosticSetting(prod, 'aks-audit', { target: cluster, workspaceId: cluster.logWorkspaceId });
 */
export class DiagnosticSetting extends Construct {
  /** @throws CdkAksError `diagnostics/nowhere`, `diagnostics/nothing`, `name/azure` */
  constructor(scope: Construct, id: string, props: DiagnosticSettingProps) {
    super(scope, id);
    const { workspaceId, storage, logs, metrics, name = id } = props;
    const problems = new Problems(this);
    problems.attempt('name', () => azureName('diagnosticSetting', name));
    if (workspaceId === undefined && storage === undefined) {
      problems.add({
        property: 'workspaceId',
        rule: 'is missing, and so is storage: there is nowhere to send to',
        fix: 'Pass one, such as cluster.logWorkspaceId of a cluster with logAnalytics: true',
        code: 'diagnostics/nowhere',
      });
    }
    if (logs?.length === 0 && !metrics) {
      problems.add({
        property: 'logs',
        rule: 'is empty, and metrics are not asked for: there is nothing to send',
        fix: 'Leave it out for what is worth keeping',
        code: 'diagnostics/nothing',
      });
    }
    problems.throwIfAny();
    const source = sourceOf(props.target);
    const chosen = { ...source, logs: logs ?? source.logs, metrics: metrics ?? source.metrics };
    renderDiagnostics(this, 'Resource', name, chosen, { workspaceId, storageAccountId: storage?.accountId });
  }
}

function sourceOf(target: DiagnosticTarget): DiagnosticSource {
  const of = (resourceId: string, logs: DiagnosticSource['logs'], ownTables = false): DiagnosticSource => ({
    resourceId,
    logs,
    metrics: false,
    ownTables,
  });
  if ('clusterId' in target) return of(target.clusterId, CLUSTER_LOGS, true);
  if ('vaultId' in target) return of(target.vaultId, VAULT_LOGS);
  if ('registryId' in target) return of(target.registryId, REGISTRY_LOGS);
  if ('firewallId' in target) return of(target.firewallId, FIREWALL_LOGS, true);
  // The account itself tells nothing: each of its services has settings of its own.
  if ('accountId' in target) return of(`${target.accountId}/blobServices/default`, BLOB_LOGS);
  return of(target.resourceId, { group: 'allLogs' });
}
