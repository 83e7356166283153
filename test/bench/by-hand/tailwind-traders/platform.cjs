const { AzurermBackend, Fn, TerraformOutput, TerraformStack } = require('cdktf');
const { ApplicationLoadBalancer } = require('@cdktf/provider-azurerm/lib/application-load-balancer');
const { ApplicationLoadBalancerFrontend } = require('@cdktf/provider-azurerm/lib/application-load-balancer-frontend');
const {
  ApplicationLoadBalancerSubnetAssociation,
} = require('@cdktf/provider-azurerm/lib/application-load-balancer-subnet-association');
const { ContainerRegistry } = require('@cdktf/provider-azurerm/lib/container-registry');
const { DataAzurermClientConfig } = require('@cdktf/provider-azurerm/lib/data-azurerm-client-config');
const { FederatedIdentityCredential } = require('@cdktf/provider-azurerm/lib/federated-identity-credential');
const { KeyVault } = require('@cdktf/provider-azurerm/lib/key-vault');
const { MonitorDiagnosticSetting } = require('@cdktf/provider-azurerm/lib/monitor-diagnostic-setting');
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
const { createCluster, createFlux, createLogs } = require('./cluster.cjs');
const { createMetrics } = require('./metrics.cjs');
const { createStores } = require('./stores.cjs');

const secretsOfficers = '22222222-2222-2222-2222-222222222222';

/** All Azure resources of one environment. */
exports.Platform = class extends TerraformStack {
  constructor(scope, environment, services) {
    super(scope, environment.name);
    this.environment = environment;
    const { clusterName, location, stem, tags } = environment;
    this.provider();
    this.client = new DataAzurermClientConfig(this, 'client');
    this.group = new ResourceGroup(this, 'resource-group', { name: stem, location, tags });
    this.here = { location, resourceGroupName: this.group.name, tags };
    this.network();
    this.registry();
    this.vault();

    this.identity = new UserAssignedIdentity(this, 'aks-identity', {
      ...this.here,
      name: `${clusterName}-control-plane`,
    });
    this.networkContributor = this.grant(
      'aks-network',
      this.identity.principalId,
      'Network Contributor',
      this.nodes.id,
      {
        description: 'For the control plane of AKS.',
      },
    );
    const logs = createLogs(this);
    new MonitorDiagnosticSetting(this, 'vault-audit', {
      name: 'audit',
      targetResourceId: this.secrets.id,
      logAnalyticsWorkspaceId: logs.workspace.id,
      enabledLog: [{ category: 'AuditEvent' }],
    });
    const { cluster, pools } = createCluster(this, logs);
    this.cluster = cluster;
    this.grants = [
      this.networkContributor,
      this.grant('aks-pull', cluster.kubeletIdentity.objectId, 'AcrPull', this.images.id),
      this.grant(
        'aks-virtual-nodes',
        cluster.aciConnectorLinux.connectorIdentity.get(0).objectId,
        'Network Contributor',
        this.virtualNodes.id,
        { description: 'For the connector of virtual nodes.' },
      ),
      this.officer,
      ...createStores(this),
      ...(environment.grafanaName ? createMetrics(this) : []),
    ];
    this.variables = { CLIENT_TENANT_ID: this.client.tenantId };
    const processor = { id: 'order-processor', namespace: 'shop', secrets: { COSMOSDB_AUTHKEY: 'cosmos-key' } };
    for (const { id, namespace, secrets } of [...services, processor]) {
      if (Object.keys(secrets).length === 0) continue;
      const identity = this.workloadIdentity(`${id}-identity`, namespace, id);
      this.grants.push(
        this.grant(`${id}-identity-vault`, identity.principalId, 'Key Vault Secrets User', this.secrets.id),
      );
      this.variables[`${id.toUpperCase().replaceAll('-', '_')}_IDENTITY_CLIENT_ID`] = identity.clientId;
    }
    this.gatewayForContainers();
    for (const [name, value] of Object.entries(this.variables)) new TerraformOutput(this, name, { value });
    createFlux(this, pools, {
      ...this.variables,
      GATEWAY_ID: Fn.jsonencode(this.variables.GATEWAY_ID),
    });
  }

  provider() {
    new AzurermBackend(this, {
      resourceGroupName: 'terraform',
      storageAccountName: 'tailwindtfstate',
      containerName: 'state',
      key: `${this.environment.name}.tfstate`,
      useAzureadAuth: true,
    });
    new AzurermProvider(this, 'azurerm', {
      environment: 'public',
      resourceProvidersToRegister: ['Microsoft.KubernetesConfiguration', 'Microsoft.ServiceNetworking'],
      features: [
        {
          keyVault: [{ purgeSoftDeleteOnDestroy: false, recoverSoftDeletedKeyVaults: true }],
          resourceGroup: [{ preventDeletionIfContainsResources: true }],
        },
      ],
    });
    this.addOverride('terraform.required_providers.azurerm.version', '~> 4.55');
  }

  network() {
    const { network: prefixes, stem } = this.environment;
    const network = (this.virtualNetwork = new VirtualNetwork(this, 'network', {
      ...this.here,
      name: `${stem}-network`,
      addressSpace: [prefixes.space],
    }));
    const subnet = (id, name, prefix, { delegation, serviceEndpoints } = {}) =>
      new Subnet(this, id, {
        name,
        resourceGroupName: this.group.name,
        virtualNetworkName: network.name,
        addressPrefixes: [prefix],
        defaultOutboundAccessEnabled: false,
        privateEndpointNetworkPolicies: 'Disabled',
        delegation,
        serviceEndpoints,
      });
    const delegated = (name, service, action) => ({
      delegation: [
        {
          name,
          serviceDelegation: { name: service, actions: [`Microsoft.Network/virtualNetworks/subnets/${action}`] },
        },
      ],
    });
    this.nodes = subnet('nodes', 'aks-nodes', prefixes.nodes, { serviceEndpoints: ['Microsoft.KeyVault'] });
    this.virtualNodes = subnet(
      'virtual-nodes',
      'aks-virtual-nodes',
      prefixes.virtualNodes,
      delegated('containerGroups', 'Microsoft.ContainerInstance/containerGroups', 'action'),
    );
    this.gatewaySubnet = subnet(
      'gateway-subnet',
      'gateway',
      prefixes.gateway,
      delegated('trafficControllers', 'Microsoft.ServiceNetworking/trafficControllers', 'join/action'),
    );
    const rules = new NetworkSecurityGroup(this, 'nodes-nsg', { ...this.here, name: `${stem}-network-aks-nodes-nsg` });
    this.nodesRules = new SubnetNetworkSecurityGroupAssociation(this, 'nodes-nsg-association', {
      networkSecurityGroupId: rules.id,
      subnetId: this.nodes.id,
    });
  }

  registry() {
    const { premium, registryName: name, tags } = this.environment;
    this.images = new ContainerRegistry(this, 'registry', {
      ...this.here,
      name,
      sku: premium ? 'Premium' : 'Standard',
      adminEnabled: false,
      anonymousPullEnabled: false,
      dataEndpointEnabled: false,
      exportPolicyEnabled: true,
      networkRuleBypassOption: 'AzureServices',
      publicNetworkAccessEnabled: true,
      zoneRedundancyEnabled: premium,
      ...(premium && {
        georeplications: [
          { location: 'northeurope', regionalEndpointEnabled: true, zoneRedundancyEnabled: true, tags },
        ],
        networkRuleSet: [{ defaultAction: 'Allow', ipRule: [] }],
        retentionPolicyInDays: 90,
      }),
    });
  }

  vault() {
    this.secrets = new KeyVault(this, 'vault', {
      ...this.here,
      name: this.environment.vaultName,
      skuName: 'standard',
      tenantId: this.client.tenantId,
      rbacAuthorizationEnabled: true,
      purgeProtectionEnabled: true,
      softDeleteRetentionDays: 90,
      publicNetworkAccessEnabled: true,
      networkAcls: {
        bypass: 'AzureServices',
        defaultAction: 'Deny',
        ipRules: ['203.0.113.0/24'],
        virtualNetworkSubnetIds: [this.nodes.id],
      },
    });
    this.officer = new RoleAssignment(this, 'vault-officers', {
      principalId: secretsOfficers,
      principalType: 'Group',
      roleDefinitionName: 'Key Vault Secrets Officer',
      scope: this.secrets.id,
    });
  }

  grant(id, principalId, roleDefinitionName, scope, more) {
    return new RoleAssignment(this, `${id}-grant`, {
      principalId,
      principalType: 'ServicePrincipal',
      roleDefinitionName,
      scope,
      skipServicePrincipalAadCheck: true,
      ...more,
    });
  }

  workloadIdentity(id, namespace, account) {
    const { clusterName, stem } = this.environment;
    const identity = new UserAssignedIdentity(this, id, { ...this.here, name: `${stem}-${id}` });
    const credential = new FederatedIdentityCredential(this, `${id}-credential`, {
      name: `${clusterName}_${namespace}_${account}`,
      resourceGroupName: this.group.name,
      parentId: identity.id,
      audience: ['api://AzureADTokenExchange'],
      issuer: this.cluster.oidcIssuerUrl,
      subject: `system:serviceaccount:${namespace}:${account}`,
    });
    this.grants.push(credential);
    return identity;
  }

  gatewayForContainers() {
    const { stem, tags } = this.environment;
    const gateway = new ApplicationLoadBalancer(this, 'gateway', { ...this.here, name: `${stem}-gateway` });
    new ApplicationLoadBalancerFrontend(this, 'gateway-frontend', {
      name: 'frontend',
      applicationLoadBalancerId: gateway.id,
      tags,
    });
    new ApplicationLoadBalancerSubnetAssociation(this, 'gateway-association', {
      name: 'association',
      applicationLoadBalancerId: gateway.id,
      subnetId: this.gatewaySubnet.id,
      tags,
    });
    const controller = this.workloadIdentity('gateway-controller', 'azure-alb-system', 'alb-controller-sa');
    for (const [id, role, scope] of [
      ['manager', 'AppGw for Containers Configuration Manager', this.group.id],
      ['network', 'Network Contributor', this.gatewaySubnet.id],
      ['reader', 'Reader', this.cluster.nodeResourceGroupId],
    ]) {
      this.grants.push(this.grant(`gateway-${id}`, controller.principalId, role, scope));
    }
    this.variables.GATEWAY_CONTROLLER_CLIENT_ID = controller.clientId;
    this.variables.GATEWAY_ID = gateway.id;
  }
};
