// Managed Prometheus, who looks at it, and who is told when something is wrong.
const { DashboardGrafana } = require('@cdktf/provider-azurerm/lib/dashboard-grafana');
const { MonitorActionGroup } = require('@cdktf/provider-azurerm/lib/monitor-action-group');
const { MonitorAlertPrometheusRuleGroup } = require('@cdktf/provider-azurerm/lib/monitor-alert-prometheus-rule-group');
const { MonitorDataCollectionEndpoint } = require('@cdktf/provider-azurerm/lib/monitor-data-collection-endpoint');
const { MonitorDataCollectionRule } = require('@cdktf/provider-azurerm/lib/monitor-data-collection-rule');
const {
  MonitorDataCollectionRuleAssociation,
} = require('@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association');
const { MonitorWorkspace } = require('@cdktf/provider-azurerm/lib/monitor-workspace');
const { RoleAssignment } = require('@cdktf/provider-azurerm/lib/role-assignment');
const groups = require('./prometheus-rules.json');

const streams = ['Microsoft-PrometheusMetrics'];

exports.createMetrics = (platform) => {
  const { here, cluster, environment } = platform;
  const { clusterName, grafanaName, stem, tags } = environment;
  const workspace = new MonitorWorkspace(platform, 'metrics', {
    ...here,
    name: `${stem}-metrics`,
    publicNetworkAccessEnabled: true,
  });
  const onCall = new MonitorActionGroup(platform, 'on-call', {
    name: `${stem}-on-call`,
    resourceGroupName: here.resourceGroupName,
    shortName: 'tailwind',
    armRoleReceiver: [],
    emailReceiver: [{ name: 'shop', emailAddress: 'on-call@tailwindtraders.com', useCommonAlertSchema: true }],
    tags,
  });
  const name = `${clusterName}-prometheus`;
  const endpoint = new MonitorDataCollectionEndpoint(platform, 'metrics-endpoint', { ...here, name, kind: 'Linux' });
  const rule = new MonitorDataCollectionRule(platform, 'metrics-rule', {
    ...here,
    name,
    kind: 'Linux',
    description: `Metrics of the cluster ${clusterName}.`,
    dataCollectionEndpointId: endpoint.id,
    dataFlow: [{ streams, destinations: ['workspace'] }],
    dataSources: { prometheusForwarder: [{ name: 'prometheus', streams }] },
    destinations: { monitorAccount: [{ name: 'workspace', monitorAccountId: workspace.id }] },
  });
  new MonitorDataCollectionRuleAssociation(platform, 'metrics-association', {
    name,
    description: 'Sends the metrics of the cluster to the workspace.',
    dataCollectionRuleId: rule.id,
    targetResourceId: cluster.id,
  });
  for (const [id, { description, rules }] of Object.entries(groups)) {
    new MonitorAlertPrometheusRuleGroup(platform, id, {
      ...here,
      name: `${clusterName}-${id}`,
      description,
      clusterName,
      interval: 'PT1M',
      ruleGroupEnabled: true,
      scopes: [workspace.id, cluster.id],
      rule: rules.map((one) => ({
        ...one,
        enabled: true,
        ...(one.alert && {
          action: [{ actionGroupId: onCall.id }],
          alertResolution: { autoResolved: true, timeToResolve: 'PT10M' },
        }),
      })),
    });
  }
  const grafana = new DashboardGrafana(platform, 'grafana', {
    ...here,
    name: grafanaName,
    sku: 'Standard',
    grafanaMajorVersion: '11',
    apiKeyEnabled: false,
    deterministicOutboundIpEnabled: false,
    publicNetworkAccessEnabled: true,
    zoneRedundancyEnabled: true,
    identity: { type: 'SystemAssigned' },
    azureMonitorWorkspaceIntegrations: [{ resourceId: workspace.id }],
    lifecycle: { preventDestroy: true },
  });
  return [
    platform.grant('grafana-reads', grafana.identity.principalId, 'Monitoring Data Reader', workspace.id, {
      description: 'Grafana shows the metrics of the workspace.',
    }),
    new RoleAssignment(platform, 'grafana-admins', {
      principalId: '11111111-1111-1111-1111-111111111111',
      principalType: 'Group',
      roleDefinitionName: 'Grafana Admin',
      scope: grafana.id,
    }),
  ];
};
