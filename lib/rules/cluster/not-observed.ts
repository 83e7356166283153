import { isMissing, resources } from '../../analysis/cluster/blocks';
import { any, not } from '../../analysis/cluster/truth';
import { Reference } from '../../artifact/read/values';
import type { World } from '../../analysis/world';
import type { TerraformBlock } from '../../artifact/read/model';
import type { Rule } from '../rule';
import { cluster } from '../sample';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** Diagnostic settings whose target is a block. */
export function diagnosticsOf({ artifacts }: World, target: TerraformBlock): readonly TerraformBlock[] {
  return resources(artifacts, 'azurerm_monitor_diagnostic_setting').filter(({ arguments: fields, module }) => {
    const id = fields.target_resource_id;
    return id instanceof Reference && id.address === target.address && module === target.module;
  });
}

/** What cannot be looked up afterwards. */
export const notObserved: Rule = {
  id: 'cluster/not-observed',
  severity: 'note',
  what: 'sends neither logs nor metrics anywhere that these files tell of',
  why: 'who did what, and why a pod died an hour ago, cannot be looked up afterwards',
  fix: 'Add oms_agent or monitor_metrics, and a diagnostic setting with the log category kube-audit-admin',
  sources: ['Azure: Monitor AKS'],
  covers: [
    'checkov/CKV_AZURE_4',
    'trivy/AZU-0040',
    'psrule/Azure.AKS.ContainerInsights',
    'psrule/Azure.AKS.AuditLogs',
    'psrule/Azure.AKS.AuditAdmin',
    'psrule/Azure.AKS.PlatformLogs',
    'aprl/dcaf8128',
  ],
  // Often done by a policy of the organisation, out of sight.
  profiles: ['strict'],
  examples: {
    ...clusterExamples(
      {},
      { cluster: { oms_agent: { log_analytics_workspace_id: '${azurerm_log_analytics_workspace.logs.id}' } } },
    ),
    unknown: { 'cdk.tf.json': cluster({ cluster: { oms_agent: '${var.agent}' } }) },
  },
  check: eachCluster((view, world) => ({
    wrong: not(
      any(
        view.fields.has('oms_agent'),
        view.fields.has('monitor_metrics'),
        not(isMissing(world.artifacts, view.block, diagnosticsOf(world, view.block).length > 0)),
      ),
    ),
    at: view.at('oms_agent'),
  })),
};
