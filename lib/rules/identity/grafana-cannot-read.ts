import { blockBehind, isMissing } from '../../analysis/cluster/blocks';
import { hasRole } from '../../analysis/cluster/grants';
import { isSame } from '../../analysis/cluster/fields';
import { type Reference, unknown } from '../../artifact/read/values';
import { NO_CLUSTER } from '../cluster/examples';
import { eachBlock, type Judgement } from '../cluster/judge';
import type { Rule } from '../rule';
import { cluster, type SampleCluster } from '../sample';

const ROLES = ['Monitoring Data Reader'];

function example(more: SampleCluster['more'], workspace = '${azurerm_monitor_workspace.metrics.id}') {
  return {
    'cdk.tf.json': cluster({
      more: {
        azurerm_monitor_workspace: { metrics: { name: 'shop-metrics' } },
        azurerm_dashboard_grafana: {
          shop: {
            name: 'contoso',
            grafana_major_version: '12',
            identity: { type: 'SystemAssigned' },
            azure_monitor_workspace_integrations: { resource_id: workspace },
          },
        },
        ...more,
      },
    }),
  };
}

/** A link is no right. */
export const grafanaCannotRead: Rule = {
  id: 'identity/grafana-cannot-read',
  severity: 'warning',
  what: 'shows a workspace whose metrics it may not read',
  why: 'every panel says 403: the link alone gives no right',
  fix: 'Assign Monitoring Data Reader on the workspace to the identity of the Grafana',
  sources: ['Azure: Connect Grafana to Azure Monitor Prometheus metrics'],
  examples: {
    failing: example({}),
    mended: example({
      azurerm_role_assignment: {
        read: {
          scope: '${azurerm_monitor_workspace.metrics.id}',
          role_definition_name: 'Monitoring Data Reader',
          principal_id: '${azurerm_dashboard_grafana.shop.identity[0].principal_id}',
        },
      },
    }),
    notApplicable: NO_CLUSTER,
    unknown: example({}, '${var.workspace}'),
  },
  check: eachBlock('azurerm_dashboard_grafana', (fields, grafana, { artifacts }) => {
    const links = fields.blocks('azure_monitor_workspace_integrations');
    const because = 'the workspace, or who the Grafana is, is not in these files';
    if (links === unknown) return { wrong: unknown, at: fields.path('name'), because };
    const own = isSame(fields.text('identity', 'type'), 'SystemAssigned');
    const isGrafana = ({ address, module }: Reference): boolean =>
      address === grafana.address && module === grafana.module;
    return links.map((link): Judgement => {
      const workspace = blockBehind(artifacts, link.raw('resource_id'));
      const known = typeof workspace === 'object' && own === true;
      const may = known ? hasRole(artifacts, isGrafana, [workspace], ROLES) : unknown;
      return { wrong: isMissing(artifacts, grafana, may), at: link.path('resource_id'), because };
    });
  }),
};
