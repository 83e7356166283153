// What examples/quickstart renders, written by hand: cdktf with deep imports of the provider, and cdk8s-plus-28 with
// ApiObject and patches for what it has not. Writes where CDKTF_OUTDIR and CDK8S_OUTDIR say.
const { App: TerraformApp, LocalBackend, TerraformStack } = require('cdktf');
const { ContainerRegistry } = require('@cdktf/provider-azurerm/lib/container-registry');
const { DataAzurermClientConfig } = require('@cdktf/provider-azurerm/lib/data-azurerm-client-config');
const { KubernetesCluster } = require('@cdktf/provider-azurerm/lib/kubernetes-cluster');
const { KubernetesClusterNodePool } = require('@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool');
const { LogAnalyticsWorkspace } = require('@cdktf/provider-azurerm/lib/log-analytics-workspace');
const { MonitorDataCollectionRule } = require('@cdktf/provider-azurerm/lib/monitor-data-collection-rule');
const {
  MonitorDataCollectionRuleAssociation,
} = require('@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association');
const { NetworkSecurityGroup } = require('@cdktf/provider-azurerm/lib/network-security-group');
const { AzurermProvider } = require('@cdktf/provider-azurerm/lib/provider');
const { ResourceGroup } = require('@cdktf/provider-azurerm/lib/resource-group');
const { RoleAssignment } = require('@cdktf/provider-azurerm/lib/role-assignment');
const { Subnet } = require('@cdktf/provider-azurerm/lib/subnet');
const {
  SubnetNetworkSecurityGroupAssociation,
} = require('@cdktf/provider-azurerm/lib/subnet-network-security-group-association');
const { UserAssignedIdentity } = require('@cdktf/provider-azurerm/lib/user-assigned-identity');
const { VirtualNetwork } = require('@cdktf/provider-azurerm/lib/virtual-network');
const { ApiObject, App: KubernetesApp, Chart, Duration, JsonPatch, Size } = require('cdk8s');
const kplus = require('cdk8s-plus-28');

const location = 'westeurope';
const vmSize = 'Standard_D4ds_v5';
const version = '1.35';
const clusterName = 'hello-aks';
const pool = {
  autoScalingEnabled: true,
  hostEncryptionEnabled: false,
  maxPods: 110,
  orchestratorVersion: version,
  osDiskSizeGb: 128,
  osDiskType: 'Managed',
  osSku: 'Ubuntu',
  scaleDownMode: 'Delete',
  tags: {},
  ultraSsdEnabled: false,
  upgradeSettings: {
    drainTimeoutInMinutes: 30,
    maxSurge: '33%',
    nodeSoakDurationInMinutes: 0,
    undrainableNodeBehavior: 'Schedule',
  },
  vmSize,
};

class Platform extends TerraformStack {
  constructor(scope, id) {
    super(scope, id);
    new LocalBackend(this, { path: `../../../../terraform.${id}.tfstate` });
    new AzurermProvider(this, 'azurerm', {
      environment: 'public',
      features: [
        {
          keyVault: [{ purgeSoftDeleteOnDestroy: false, recoverSoftDeletedKeyVaults: true }],
          resourceGroup: [{ preventDeletionIfContainsResources: true }],
        },
      ],
    });
    this.addOverride('terraform.required_providers.azurerm.version', '~> 4.55');
    const client = new DataAzurermClientConfig(this, 'client');
    const group = new ResourceGroup(this, 'resource-group', { name: 'hello', location, tags: {} });
    const here = { location, resourceGroupName: group.name, tags: {} };

    const network = new VirtualNetwork(this, 'network', {
      ...here,
      name: 'hello-network',
      addressSpace: ['10.20.0.0/16'],
    });
    const nodes = new Subnet(this, 'aks-nodes', {
      name: 'aks-nodes',
      resourceGroupName: group.name,
      virtualNetworkName: network.name,
      addressPrefixes: ['10.20.0.0/25'],
      defaultOutboundAccessEnabled: false,
      privateEndpointNetworkPolicies: 'Disabled',
    });
    const rules = new NetworkSecurityGroup(this, 'aks-nodes-nsg', { ...here, name: 'hello-network-aks-nodes-nsg' });
    const association = new SubnetNetworkSecurityGroupAssociation(this, 'aks-nodes-nsg-association', {
      networkSecurityGroupId: rules.id,
      subnetId: nodes.id,
    });

    const registry = new ContainerRegistry(this, 'registry', {
      ...here,
      name: 'contosohello',
      sku: 'Premium',
      adminEnabled: false,
      anonymousPullEnabled: false,
      dataEndpointEnabled: false,
      exportPolicyEnabled: true,
      networkRuleBypassOption: 'AzureServices',
      networkRuleSet: [{ defaultAction: 'Allow', ipRule: [] }],
      publicNetworkAccessEnabled: true,
      retentionPolicyInDays: 30,
      zoneRedundancyEnabled: true,
    });

    const identity = new UserAssignedIdentity(this, 'aks-identity', { ...here, name: `${clusterName}-control-plane` });
    const networkContributor = new RoleAssignment(this, 'aks-network-contributor', {
      description: 'For the control plane of AKS.',
      principalId: identity.principalId,
      principalType: 'ServicePrincipal',
      roleDefinitionName: 'Network Contributor',
      scope: nodes.id,
      skipServicePrincipalAadCheck: true,
    });
    const streams = ['Microsoft-ContainerInsights-Group-Default'];
    const workspace = new LogAnalyticsWorkspace(this, 'logs', {
      ...here,
      name: `${clusterName}-logs`,
      sku: 'PerGB2018',
      retentionInDays: 30,
    });
    const collection = new MonitorDataCollectionRule(this, 'container-insights', {
      ...here,
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
    const sunday = { dayOfWeek: 'Sunday', duration: 6, frequency: 'Weekly', interval: 1, utcOffset: '+00:00' };
    const cluster = new KubernetesCluster(this, 'aks', {
      ...here,
      name: clusterName,
      dnsPrefix: clusterName,
      kubernetesVersion: version,
      skuTier: 'Standard',
      supportPlan: 'KubernetesOfficial',
      automaticUpgradeChannel: 'patch',
      nodeOsUpgradeChannel: 'NodeImage',
      maintenanceWindowAutoUpgrade: { ...sunday, startTime: '00:00' },
      maintenanceWindowNodeOs: { ...sunday, startTime: '06:00' },
      identity: { type: 'UserAssigned', identityIds: [identity.id] },
      omsAgent: { logAnalyticsWorkspaceId: workspace.id, msiAuthForMonitoringEnabled: true },
      apiServerAccessProfile: { authorizedIpRanges: ['203.0.113.0/24'] },
      azureActiveDirectoryRoleBasedAccessControl: {
        adminGroupObjectIds: ['00000000-0000-0000-0000-000000000000'],
        azureRbacEnabled: true,
        tenantId: client.tenantId,
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
      workloadAutoscalerProfile: { kedaEnabled: false, verticalPodAutoscalerEnabled: false },
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
        networkPluginMode: 'overlay',
        networkDataPlane: 'cilium',
        networkPolicy: 'cilium',
        outboundType: 'loadBalancer',
        loadBalancerSku: 'standard',
        loadBalancerProfile: {
          backendPoolType: 'NodeIPConfiguration',
          idleTimeoutInMinutes: 30,
          managedOutboundIpCount: 1,
          outboundPortsAllocated: 0,
        },
        ipVersions: ['IPv4'],
        podCidr: '10.244.0.0/16',
        serviceCidr: '172.16.0.0/16',
        dnsServiceIp: '172.16.0.10',
      },
      defaultNodePool: {
        ...pool,
        name: 'system',
        type: 'VirtualMachineScaleSets',
        onlyCriticalAddonsEnabled: true,
        minCount: 3,
        maxCount: 6,
        nodeCount: 3,
        nodeLabels: { 'cdk-aks.dev/pool': 'system' },
        temporaryNameForRotation: 'tmpsystem',
        vnetSubnetId: nodes.id,
        zones: ['1', '2', '3'],
      },
      lifecycle: { ignoreChanges: ['default_node_pool[0].node_count'] },
      dependsOn: [networkContributor, association],
    });

    new MonitorDataCollectionRuleAssociation(this, 'container-insights-association', {
      name: 'ContainerInsightsExtension',
      description: 'Collects the logs of containers and of Kubernetes.',
      dataCollectionRuleId: collection.id,
      targetResourceId: cluster.id,
    });
    for (const zone of ['1', '2', '3']) {
      new KubernetesClusterNodePool(this, `apps-${zone}`, {
        ...pool,
        kubernetesClusterId: cluster.id,
        name: `apps${zone}`,
        mode: 'User',
        osType: 'Linux',
        priority: 'Regular',
        minCount: 1,
        maxCount: 4,
        nodeCount: 1,
        nodeLabels: { 'cdk-aks.dev/pool': 'apps' },
        nodeTaints: [],
        temporaryNameForRotation: `tmpapps${zone}`,
        vnetSubnetId: nodes.id,
        zones: [zone],
        lifecycle: { ignoreChanges: ['node_count'] },
      });
    }
    new RoleAssignment(this, 'aks-pull', {
      principalId: cluster.kubeletIdentity.objectId,
      principalType: 'ServicePrincipal',
      roleDefinitionName: 'AcrPull',
      scope: registry.id,
      skipServicePrincipalAadCheck: true,
    });
  }
}

class ShopNamespace extends Chart {
  constructor(scope, id) {
    super(scope, id, { namespace: 'shop', disableResourceNameHashes: true });
    const podSecurity = ['audit', 'enforce', 'warn'].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, 'restricted'],
      [`pod-security.kubernetes.io/${mode}-version`, `v${version}`],
    ]);
    new kplus.Namespace(this, 'namespace', {
      metadata: {
        name: 'shop',
        namespace: undefined,
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
        labels: { 'app.kubernetes.io/managed-by': 'cdk8s', ...Object.fromEntries(podSecurity) },
      },
    });
    new kplus.NetworkPolicy(this, 'default-deny', {
      metadata: { name: 'default-deny' },
      ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
      egress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
    });
    new kplus.NetworkPolicy(this, 'allow-dns', {
      metadata: { name: 'allow-dns' },
      egress: {
        rules: [
          {
            peer: kplus.Pods.select(this, 'dns', {
              labels: { 'k8s-app': 'kube-dns' },
              namespaces: kplus.Namespaces.select(this, 'kube-system', {
                labels: { 'kubernetes.io/metadata.name': 'kube-system' },
              }),
            }),
            ports: [kplus.NetworkPolicyPort.tcp(53), kplus.NetworkPolicyPort.udp(53)],
          },
        ],
      },
    });
    new ApiObject(this, 'quota', {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota' },
      spec: { hard: { pods: 15, 'requests.cpu': '1500m', 'requests.memory': '3840Mi' } },
    });
    new ApiObject(this, 'default-requests', {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'default-requests' },
      spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '100m', memory: '128Mi' } }] },
    });
  }
}

class Web extends Chart {
  constructor(scope, id) {
    const labels = {
      'app.kubernetes.io/managed-by': 'cdk8s',
      'app.kubernetes.io/name': id,
      'app.kubernetes.io/part-of': 'shop',
    };
    super(scope, id, { namespace: 'shop', labels, disableResourceNameHashes: true });
    const metadata = { name: id };
    const matchLabels = { 'app.kubernetes.io/name': id };
    const versioned = { ...labels, 'app.kubernetes.io/version': '1.4.2' };
    const port = 8080;
    const probe = (path, options) =>
      kplus.Probe.fromHttpGet(path, { port, timeoutSeconds: Duration.seconds(2), ...options });
    const everyTen = { periodSeconds: Duration.seconds(10) };

    const deployment = new kplus.Deployment(this, 'deployment', {
      metadata: { ...metadata, labels: versioned },
      podMetadata: { labels: versioned },
      select: false,
      strategy: kplus.DeploymentStrategy.rollingUpdate({
        maxSurge: kplus.PercentOrAbsolute.percent(25),
        maxUnavailable: kplus.PercentOrAbsolute.absolute(1),
      }),
      serviceAccount: new kplus.ServiceAccount(this, 'service-account', { metadata, automountToken: false }),
      automountServiceAccountToken: false,
      securityContext: { ensureNonRoot: true },
      terminationGracePeriod: Duration.seconds(40),
      containers: [
        {
          name: id,
          image: 'contosohello.azurecr.io/web:1.4.2',
          imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
          ports: [{ name: 'http', number: port, protocol: kplus.Protocol.TCP }],
          readiness: probe('/ready', { ...everyTen, failureThreshold: 3, successThreshold: 1 }),
          liveness: probe('/live', { ...everyTen, failureThreshold: 6 }),
          startup: probe('/live', { periodSeconds: Duration.seconds(5), failureThreshold: 30 }),
          lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '10']) }, // 1.28 has no `sleep` of its own
          resources: {
            cpu: { request: kplus.Cpu.millis(100) },
            memory: { request: Size.mebibytes(256), limit: Size.mebibytes(256) },
          },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            ensureNonRoot: true,
            capabilities: { drop: [kplus.Capability.ALL] },
          },
        },
      ],
    });
    deployment.select(kplus.LabelSelector.of({ labels: matchLabels }));
    const spread = { labelSelector: { matchLabels }, matchLabelKeys: ['pod-template-hash'], maxSkew: 1 };
    const patch = (path, value) => JsonPatch.add(`/spec/${path}`, value);
    // cdk8s-plus-28 has none of these.
    ApiObject.of(deployment).addJsonPatch(
      patch('revisionHistoryLimit', 5),
      patch('template/spec/enableServiceLinks', false),
      patch('template/spec/nodeSelector', { 'cdk-aks.dev/pool': 'apps', 'kubernetes.io/os': 'linux' }),
      patch('template/spec/os', { name: 'linux' }),
      patch('template/spec/securityContext/seccompProfile', { type: 'RuntimeDefault' }),
      patch('template/spec/containers/0/terminationMessagePolicy', 'FallbackToLogsOnError'),
      patch('template/spec/topologySpreadConstraints', [
        {
          ...spread,
          nodeTaintsPolicy: 'Honor',
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'DoNotSchedule',
        },
        {
          ...spread,
          nodeTaintsPolicy: 'Honor',
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'ScheduleAnyway',
        },
      ]),
    );

    new kplus.Service(this, 'service', {
      metadata,
      selector: deployment,
      type: kplus.ServiceType.CLUSTER_IP,
      ports: [{ name: 'http', port, targetPort: port, protocol: kplus.Protocol.TCP }],
    });
    new kplus.NetworkPolicy(this, 'network-policy', {
      metadata,
      selector: deployment,
      ingress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
      egress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
    });
    new ApiObject(this, 'disruption-budget', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: { maxUnavailable: 1, selector: { matchLabels }, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    });
    const policy = (replicas) => ({ replicas, duration: Duration.seconds(15) });
    new kplus.HorizontalPodAutoscaler(this, 'autoscaler', {
      metadata,
      target: deployment,
      minReplicas: 3,
      maxReplicas: 12,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(60))],
      scaleUp: {
        strategy: kplus.ScalingStrategy.MAX_CHANGE,
        stabilizationWindow: Duration.seconds(0),
        policies: [policy(kplus.Replicas.absolute(4)), policy(kplus.Replicas.percent(100))],
      },
      scaleDown: {
        strategy: kplus.ScalingStrategy.MAX_CHANGE,
        stabilizationWindow: Duration.minutes(5),
        policies: [policy(kplus.Replicas.percent(100))],
      },
    });
  }
}

const terraform = new TerraformApp();
new Platform(terraform, 'prod');
terraform.synth();

const kubernetes = new KubernetesApp();
new ShopNamespace(kubernetes, 'namespace');
new Web(kubernetes, 'web');
kubernetes.synth();
