const { TerraformVariable } = require('cdktf');
const { KubernetesCluster } = require('@cdktf/provider-azurerm/lib/kubernetes-cluster');
const { KubernetesClusterExtension } = require('@cdktf/provider-azurerm/lib/kubernetes-cluster-extension');
const { KubernetesClusterNodePool } = require('@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool');
const { KubernetesFluxConfiguration } = require('@cdktf/provider-azurerm/lib/kubernetes-flux-configuration');
const { LogAnalyticsWorkspace } = require('@cdktf/provider-azurerm/lib/log-analytics-workspace');
const { MonitorDataCollectionRule } = require('@cdktf/provider-azurerm/lib/monitor-data-collection-rule');
const {
  MonitorDataCollectionRuleAssociation,
} = require('@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association');

const version = '1.35';
const streams = ['Microsoft-ContainerInsights-Group-Default'];

const poolOf = (name, { tags }) => ({
  hostEncryptionEnabled: false,
  maxPods: 30,
  nodeLabels: { 'cdk-aks.dev/pool': name },
  orchestratorVersion: version,
  osDiskSizeGb: 128,
  osDiskType: 'Managed',
  scaleDownMode: 'Delete',
  tags,
  ultraSsdEnabled: false,
  upgradeSettings: {
    drainTimeoutInMinutes: 30,
    maxSurge: '33%',
    nodeSoakDurationInMinutes: 0,
    undrainableNodeBehavior: 'Schedule',
  },
  vmSize: 'Standard_D4ds_v5',
});

/** Where the logs of containers go. */
exports.createLogs = (stack) => {
  const { clusterName } = stack.environment;
  const workspace = new LogAnalyticsWorkspace(stack, 'logs', {
    ...stack.here,
    name: `${clusterName}-logs`,
    sku: 'PerGB2018',
    retentionInDays: 30,
  });
  const rule = new MonitorDataCollectionRule(stack, 'container-insights', {
    ...stack.here,
    name: `${clusterName}-container-insights`,
    description: `Container insights of the cluster ${clusterName}.`,
    dataFlow: [{ streams, destinations: ['workspace'] }],
    dataSources: {
      extension: [
        {
          name: 'ContainerInsightsExtension',
          extensionName: 'ContainerInsights',
          extensionJson: JSON.stringify({
            dataCollectionSettings: { interval: '1m', namespaceFilteringMode: 'Off', enableContainerLogV2: true },
          }),
          streams,
        },
      ],
    },
    destinations: { logAnalytics: [{ name: 'workspace', workspaceResourceId: workspace.id }] },
  });
  return { workspace, rule };
};

function windowsPassword(stack) {
  const password = new TerraformVariable(stack, 'aks_windows_admin_password', {
    type: 'string',
    sensitive: true,
    nullable: false,
    description: 'Password of the administrator of Windows nodes.',
  });
  password.addValidation({
    condition: '${length(var.aks_windows_admin_password) >= 14}',
    errorMessage: 'The password of Windows nodes must have at least 14 characters.',
  });
  return password;
}

/** The cluster with its pools: one of each for every zone. */
exports.createCluster = (stack, logs) => {
  const { clusterName, nodes, zones } = stack.environment;
  const sunday = { dayOfWeek: 'Sunday', duration: 6, frequency: 'Weekly', interval: 1, utcOffset: '+00:00' };
  const cluster = new KubernetesCluster(stack, 'aks', {
    ...stack.here,
    name: clusterName,
    dnsPrefix: clusterName,
    kubernetesVersion: version,
    skuTier: 'Standard',
    supportPlan: 'KubernetesOfficial',
    automaticUpgradeChannel: 'patch',
    nodeOsUpgradeChannel: 'NodeImage',
    maintenanceWindowAutoUpgrade: { ...sunday, startTime: '00:00' },
    maintenanceWindowNodeOs: { ...sunday, startTime: '06:00' },
    identity: { type: 'UserAssigned', identityIds: [stack.identity.id] },
    azureActiveDirectoryRoleBasedAccessControl: {
      adminGroupObjectIds: ['11111111-1111-1111-1111-111111111111'],
      azureRbacEnabled: true,
      tenantId: stack.client.tenantId,
    },
    localAccountDisabled: true,
    roleBasedAccessControlEnabled: true,
    runCommandEnabled: false,
    oidcIssuerEnabled: true,
    workloadIdentityEnabled: true,
    imageCleanerEnabled: true,
    imageCleanerIntervalHours: 168,
    keyVaultSecretsProvider: { secretRotationEnabled: true, secretRotationInterval: '2m' },
    storageProfile: {
      blobDriverEnabled: false,
      diskDriverEnabled: true,
      fileDriverEnabled: true,
      snapshotControllerEnabled: true,
    },
    windowsProfile: { adminUsername: 'azureuser', adminPassword: windowsPassword(stack).stringValue },
    workloadAutoscalerProfile: { kedaEnabled: true, verticalPodAutoscalerEnabled: false },
    aciConnectorLinux: { subnetName: stack.virtualNodes.name },
    monitorMetrics: stack.environment.grafanaName && { annotationsAllowed: '', labelsAllowed: '' },
    omsAgent: { logAnalyticsWorkspaceId: logs.workspace.id, msiAuthForMonitoringEnabled: true },
    autoScalerProfile: {
      balanceSimilarNodeGroups: true,
      daemonsetEvictionForEmptyNodesEnabled: false,
      daemonsetEvictionForOccupiedNodesEnabled: true,
      emptyBulkDeleteMax: '10',
      expander: 'random',
      ignoreDaemonsetsUtilizationEnabled: false,
      maxGracefulTerminationSec: '600',
      maxNodeProvisioningTime: '15m',
      maxUnreadyNodes: 3,
      maxUnreadyPercentage: 45,
      newPodScaleUpDelay: '0s',
      scaleDownDelayAfterAdd: '10m',
      scaleDownDelayAfterDelete: '10s',
      scaleDownDelayAfterFailure: '3m',
      scaleDownUnneeded: '10m',
      scaleDownUnready: '20m',
      scaleDownUtilizationThreshold: '0.5',
      scanInterval: '10s',
      skipNodesWithLocalStorage: false,
      skipNodesWithSystemPods: true,
    },
    networkProfile: {
      networkPlugin: 'azure',
      networkDataPlane: 'azure',
      networkPolicy: 'calico',
      outboundType: 'loadBalancer',
      loadBalancerSku: 'standard',
      loadBalancerProfile: {
        backendPoolType: 'NodeIPConfiguration',
        idleTimeoutInMinutes: 30,
        managedOutboundIpCount: 1,
        outboundPortsAllocated: 0,
      },
      ipVersions: ['IPv4'],
      serviceCidr: '172.16.0.0/16',
      dnsServiceIp: '172.16.0.10',
    },
    defaultNodePool: {
      ...poolOf('system', stack.environment),
      autoScalingEnabled: true,
      name: 'system',
      osSku: 'Ubuntu',
      type: 'VirtualMachineScaleSets',
      onlyCriticalAddonsEnabled: true,
      minCount: nodes.system.min,
      maxCount: nodes.system.max,
      nodeCount: nodes.system.min,
      temporaryNameForRotation: 'tmpsystem',
      vnetSubnetId: stack.nodes.id,
      zones,
    },
    lifecycle: { ignoreChanges: ['default_node_pool[0].node_count'] },
    dependsOn: [stack.networkContributor, stack.nodesRules, stack.virtualNodes],
  });
  new MonitorDataCollectionRuleAssociation(stack, 'container-insights-association', {
    name: 'ContainerInsightsExtension',
    description: 'Collects the logs of containers and of Kubernetes.',
    dataCollectionRuleId: logs.rule.id,
    targetResourceId: cluster.id,
  });

  const linux = { osSku: 'Ubuntu', osType: 'Linux', nodeTaints: [] };
  const windows = {
    osSku: 'Windows2022',
    osType: 'Windows',
    nodeTaints: ['os=windows:NoSchedule'],
    windowsProfile: { outboundNatEnabled: true },
  };
  const pools = [
    ['apps', linux],
    ['win', windows],
  ].flatMap(([name, system]) =>
    zones.map((zone) => {
      const { count, max, min } = nodes[name];
      return new KubernetesClusterNodePool(stack, `${name}-${zone}`, {
        ...poolOf(name, stack.environment),
        ...system,
        ...(count === undefined
          ? { minCount: min, maxCount: max, nodeCount: min, lifecycle: { ignoreChanges: ['node_count'] } }
          : { nodeCount: count }),
        autoScalingEnabled: count === undefined,
        kubernetesClusterId: cluster.id,
        mode: 'User',
        name: `${name}${zone}`,
        priority: 'Regular',
        temporaryNameForRotation: name === 'win' ? `tmpw${zone}` : `tmp${name}${zone}`,
        vnetSubnetId: stack.nodes.id,
        zones: [zone],
      });
    }),
  );
  return { cluster, pools };
};

/** Flux at the folder of this cluster: operators first, then the namespaces. */
exports.createFlux = (stack, pools, substitute) => {
  const { cluster, environment, grants } = stack;
  const extension = new KubernetesClusterExtension(stack, 'flux-extension', {
    name: 'flux',
    clusterId: cluster.id,
    extensionType: 'microsoft.flux',
    releaseNamespace: 'flux-system',
    releaseTrain: 'Stable',
    configurationSettings: {
      'helm-controller.enabled': 'true',
      'image-automation-controller.enabled': 'false',
      'image-reflector-controller.enabled': 'false',
      'kustomize-controller.enabled': 'true',
      'multiTenancy.enforce': 'true',
      'notification-controller.enabled': 'true',
      'source-controller.enabled': 'true',
    },
    dependsOn: pools,
  });
  const kustomization = (name, folder, dependsOn) => ({
    name,
    path: `./deploy/kubernetes/${environment.clusterName}/${folder}`,
    dependsOn,
    garbageCollectionEnabled: true,
    postBuild: { substitute },
    recreatingEnabled: false,
    retryIntervalInSeconds: 60,
    syncIntervalInSeconds: 600,
    timeoutInSeconds: 600,
    wait: true,
  });
  new KubernetesFluxConfiguration(stack, 'flux', {
    name: 'flux',
    namespace: 'flux-system',
    scope: 'cluster',
    clusterId: cluster.id,
    continuousReconciliationEnabled: true,
    gitRepository: {
      url: 'https://github.com/contoso/tailwind-traders',
      referenceType: 'branch',
      referenceValue: 'main',
      syncIntervalInSeconds: 60,
      timeoutInSeconds: 600,
    },
    kustomizations: [
      kustomization('infrastructure', '_cluster'),
      kustomization('shop', 'shop', ['infrastructure']),
      kustomization('shop-windows', 'shop-windows', ['infrastructure']),
    ],
    dependsOn: [extension, ...grants],
  });
};
