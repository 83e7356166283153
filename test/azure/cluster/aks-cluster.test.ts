import { TerraformStack } from 'cdktf';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AksCluster } from '../../../lib/azure/cluster/aks-cluster';
import { NetworkProfile } from '../../../lib/azure/cluster/network-profile';
import { Outbound } from '../../../lib/azure/cluster/outbound';
import { Environment } from '../../../lib/azure/environment';
import { RouteTable } from '../../../lib/azure/network/route-table';
import { VirtualNetwork } from '../../../lib/azure/network/virtual-network';
import { Duration } from '../../../lib/core/duration';
import { runChecks } from '../../../lib/core/checks';
import { formatProblem } from '../../../lib/core/errors';
import { plainApp, terraform } from '../../support/terraform';
import { networkWorld, refused, resolved, thrown } from '../network/world';
import { ADMINS, clusterWorld, SIZE, systemPool } from './world';

const IDENTITY = '${azurerm_user_assigned_identity.aks_identity';

describe('AksCluster', () => {
  it('writes every default out', () => {
    const { render, body } = clusterWorld({ zones: ['1', '2', '3'] });

    expect(body()).toEqual({
      name: 'prod-aks',
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      location: 'westeurope',
      dns_prefix: 'prod-aks',
      tags: {},
      sku_tier: 'Standard',
      azure_policy_enabled: false,
      cost_analysis_enabled: false,
      support_plan: 'KubernetesOfficial',
      kubernetes_version: '1.35',
      automatic_upgrade_channel: 'patch',
      node_os_upgrade_channel: 'NodeImage',
      maintenance_window_auto_upgrade: {
        frequency: 'Weekly',
        interval: 1,
        day_of_week: 'Sunday',
        start_time: '00:00',
        duration: 6,
        utc_offset: '+00:00',
      },
      maintenance_window_node_os: {
        frequency: 'Weekly',
        interval: 1,
        day_of_week: 'Sunday',
        start_time: '06:00',
        duration: 6,
        utc_offset: '+00:00',
      },
      role_based_access_control_enabled: true,
      local_account_disabled: true,
      azure_active_directory_role_based_access_control: {
        azure_rbac_enabled: true,
        admin_group_object_ids: [ADMINS],
        tenant_id: '${data.azurerm_client_config.client.tenant_id}',
      },
      oidc_issuer_enabled: true,
      workload_identity_enabled: true,
      key_vault_secrets_provider: { secret_rotation_enabled: true, secret_rotation_interval: '2m' },
      workload_autoscaler_profile: { keda_enabled: false, vertical_pod_autoscaler_enabled: false },
      image_cleaner_enabled: true,
      image_cleaner_interval_hours: 168,
      run_command_enabled: false,
      storage_profile: {
        disk_driver_enabled: true,
        file_driver_enabled: true,
        blob_driver_enabled: false,
        snapshot_controller_enabled: true,
      },
      auto_scaler_profile: expect.objectContaining({ balance_similar_node_groups: true }),
      network_profile: {
        network_plugin: 'azure',
        network_plugin_mode: 'overlay',
        network_data_plane: 'cilium',
        network_policy: 'cilium',
        pod_cidr: '10.244.0.0/16',
        service_cidr: '172.16.0.0/16',
        dns_service_ip: '172.16.0.10',
        ip_versions: ['IPv4'],
        load_balancer_sku: 'standard',
        outbound_type: 'loadBalancer',
        load_balancer_profile: {
          managed_outbound_ip_count: 1,
          outbound_ports_allocated: 0,
          idle_timeout_in_minutes: 30,
          backend_pool_type: 'NodeIPConfiguration',
        },
      },
      identity: { type: 'UserAssigned', identity_ids: [`${IDENTITY}.id}`] },
      default_node_pool: {
        name: 'system',
        temporary_name_for_rotation: 'tmpsystem',
        type: 'VirtualMachineScaleSets',
        vm_size: SIZE,
        orchestrator_version: '1.35',
        auto_scaling_enabled: true,
        node_count: 3,
        min_count: 3,
        max_count: 6,
        max_pods: 110,
        zones: ['1', '2', '3'],
        os_sku: 'Ubuntu',
        os_disk_type: 'Managed',
        os_disk_size_gb: 128,
        scale_down_mode: 'Delete',
        host_encryption_enabled: false,
        ultra_ssd_enabled: false,
        only_critical_addons_enabled: true,
        vnet_subnet_id: '${azurerm_subnet.network_aks-nodes.id}',
        node_labels: { 'cdk-aks.dev/pool': 'system' },
        tags: {},
        upgrade_settings: {
          max_surge: '33%',
          drain_timeout_in_minutes: 30,
          node_soak_duration_in_minutes: 0,
          undrainable_node_behavior: 'Schedule',
        },
      },
      lifecycle: { ignore_changes: ['default_node_pool[0].node_count'] },
      depends_on: [
        'azurerm_role_assignment.aks_network-contributor-network_aks-nodes',
        'azurerm_subnet_network_security_group_association.network_aks-nodes_nsg-association',
      ],
    });
    expect(refused(render())).toEqual([]);
  });

  it('has its roles before it is made', () => {
    const { prod, network, cluster, render } = clusterWorld(({ prod, network }) => {
      const routeTable = new RouteTable(prod, 'routes', {
        routes: [{ name: 'out', prefix: '0.0.0.0/0', nextHop: '10.20.255.4' }],
      });
      return {
        subnet: network.addSubnet('nodes', { routeTable }),
        networkProfile: NetworkProfile.overlay({ outbound: Outbound.userDefinedRouting() }),
        kubeletIdentity: {
          identityId: '/subscriptions/s/resourceGroups/g/providers/m/userAssignedIdentities/kubelet',
          clientId: 'client',
          principalId: 'principal',
        },
      };
    });
    expect([prod, network, cluster].map((one) => one.node.path)).toEqual(['prod', 'prod/network', 'prod/aks']);

    const rendered = render();
    expect(rendered.all('azurerm_role_assignment')).toMatchObject({
      'aks_network-contributor-network_nodes': {
        role_definition_name: 'Network Contributor',
        scope: '${azurerm_subnet.network_nodes.id}',
        principal_id: `${IDENTITY}.principal_id}`,
      },
      'aks_network-contributor-routes': { scope: '${azurerm_route_table.routes.id}' },
      'aks_managed-identity-operator-kubelet': { role_definition_name: 'Managed Identity Operator' },
    });
    const body = rendered.only('azurerm_kubernetes_cluster');
    expect(body.depends_on).toEqual(
      expect.arrayContaining([
        'azurerm_role_assignment.aks_network-contributor-network_nodes',
        'azurerm_role_assignment.aks_network-contributor-routes',
        'azurerm_role_assignment.aks_managed-identity-operator-kubelet',
        'azurerm_subnet_route_table_association.network_nodes_routes-association',
      ]),
    );
    expect(body.kubelet_identity).toEqual({
      user_assigned_identity_id: '/subscriptions/s/resourceGroups/g/providers/m/userAssignedIdentities/kubelet',
      client_id: 'client',
      object_id: 'principal',
    });
    expect(body.network_profile).toMatchObject({ outbound_type: 'userDefinedRouting' });
    expect(refused(rendered)).toEqual([]);
  });

  it('may reach the outbound addresses that it did not make', () => {
    const address = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/publicIPAddresses/out';
    const { render } = clusterWorld({
      networkProfile: NetworkProfile.overlay({ outbound: Outbound.loadBalancer({ ipAddressIds: [address] }) }),
    });
    const rendered = render();
    expect(rendered.all('azurerm_role_assignment')).toMatchObject({
      'aks_network-contributor-out': { scope: address },
    });
    expect(rendered.only('azurerm_kubernetes_cluster').network_profile).toMatchObject({
      load_balancer_profile: { outbound_ip_address_ids: [address], outbound_ports_allocated: 0 },
    });
  });

  it('says what it is, with the rest late', () => {
    const { prod, cluster } = clusterWorld({ keda: true, keyVaultSecrets: false, azureRbac: false });

    expect(cluster.clusterName).toBe('prod-aks');
    expect(cluster.kubernetesVersion).toBe('1.35');
    expect(cluster.cloud).toBe('public');
    expect(cluster.terraformAddress).toBe('azurerm_kubernetes_cluster.aks');
    expect(cluster.features).toEqual({
      keda: true,
      managedPrometheus: false,
      verticalPodAutoscaler: false,
      workloadIdentity: true,
      keyVaultSecrets: false,
      azureRbac: false,
      appRouting: false,
    });
    const late = [cluster.clusterId, cluster.oidcIssuerUrl, cluster.kubeletObjectId, cluster.nodeResourceGroupId];
    expect(late.map((token) => resolved(prod, token))).toEqual([
      '${azurerm_kubernetes_cluster.aks.id}',
      '${azurerm_kubernetes_cluster.aks.oidc_issuer_url}',
      '${azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id}',
      '${azurerm_kubernetes_cluster.aks.node_resource_group_id}',
    ]);
    expect(cluster.virtualNodes).toBeUndefined();
    expect(cluster.logWorkspaceId).toBeUndefined();
  });

  it('tells the ranges of its network, literal once rendered', () => {
    const { prod, network, cluster } = clusterWorld();
    const batch = network.addSubnet('batch', { prefix: '10.20.240.0/24' });
    cluster.addNodePool('batch', { vmSize: SIZE, scale: { count: 2 }, subnet: batch });
    cluster.addNodePool('more', { vmSize: SIZE, scale: { count: 2 }, subnet: batch });

    expect(resolved(prod, cluster.network)).toEqual({
      policyEngine: 'cilium',
      serviceCidr: '172.16.0.0/16',
      dnsServiceIp: '172.16.0.10',
      podCidr: '10.244.0.0/16',
      nodeCidrs: ['10.20.0.0/26', '10.20.240.0/24'],
      podSubnetCidrs: [],
      localDns: false,
    });
  });

  it('plans the subnet of its nodes from all pools, whenever they are added', () => {
    const { network, cluster, render } = clusterWorld({ networkProfile: NetworkProfile.nodeSubnet() });
    network.addSubnet('later');
    cluster.addNodePool('apps', { vmSize: SIZE, scale: { min: 3, max: 30 }, maxPods: 30 });

    // system 6 + 2 surge, apps 30 + 10 surge + 30 rotating: 78 x 31 = 2,418; twice that and five are 4,841.
    expect(render().all('azurerm_subnet')['network_aks-nodes']).toMatchObject({ address_prefixes: ['10.20.0.0/19'] });
  });

  it('gives pods a subnet of their own where the profile says so', () => {
    const { cluster, prod, render } = clusterWorld({ networkProfile: NetworkProfile.podSubnet() });
    const rendered = render();
    expect(rendered.only('azurerm_kubernetes_cluster').default_node_pool).toMatchObject({
      vnet_subnet_id: '${azurerm_subnet.network_aks-nodes.id}',
      pod_subnet_id: '${azurerm_subnet.network_aks-pods.id}',
      max_pods: 110,
    });
    expect(rendered.only('azurerm_kubernetes_cluster').network_profile).not.toHaveProperty('network_plugin_mode');
    expect(Object.keys(rendered.all('azurerm_role_assignment'))).toEqual([
      'aks_network-contributor-network_aks-nodes',
      'aks_network-contributor-network_aks-pods',
    ]);
    // 6 nodes + 2 surge + 6 rotating, 16 x ceil((110 + 8) / 16) = 128 each: 1,792; twice that and five are 3,589.
    expect(resolved(prod, cluster.network.podSubnetCidrs)).toEqual(['10.20.16.0/20']);
    expect(refused(rendered)).toEqual([]);
  });

  it('keeps the ranges of services and pods clear of the network and of what it is connected to', () => {
    const { network } = clusterWorld({ networkProfile: NetworkProfile.overlay({ serviceCidr: '10.20.128.0/20' }) });
    expect(runChecks(network).map(formatProblem)).toEqual([expect.stringContaining('10.20.128.0/20')]);
  });

  it('takes what is asked for', () => {
    const { body, render } = clusterWorld(
      {
        name: 'shop',
        dnsPrefix: 'shop-prod',
        nodeResourceGroupName: 'shop-nodes',
        tier: 'Premium',
        tags: { team: 'platform' },
        keda: true,
        verticalPodAutoscaler: true,
        imageCleanerInterval: Duration.days(1),
        secretRotationInterval: Duration.hours(1),
        runCommand: true,
        localAccounts: true,
        tenantId: ADMINS,
        admins: [],
        storageDrivers: { blob: true, snapshots: false },
        linuxProfile: { sshPublicKey: 'ssh-ed25519 AAAAC3Nza me@host' },
        systemPool: { ...systemPool, name: 'sys', onlyCriticalAddons: false, osSku: 'AzureLinux' },
      },
      { tags: { stage: 'prod' } },
    );
    expect(body()).toMatchObject({
      name: 'shop',
      dns_prefix: 'shop-prod',
      node_resource_group: 'shop-nodes',
      sku_tier: 'Premium',
      support_plan: 'AKSLongTermSupport',
      tags: { stage: 'prod', team: 'platform' },
      local_account_disabled: false,
      azure_active_directory_role_based_access_control: { azure_rbac_enabled: true, tenant_id: ADMINS },
      workload_autoscaler_profile: { keda_enabled: true, vertical_pod_autoscaler_enabled: true },
      image_cleaner_interval_hours: 24,
      key_vault_secrets_provider: { secret_rotation_enabled: true, secret_rotation_interval: '1h' },
      run_command_enabled: true,
      storage_profile: { blob_driver_enabled: true, snapshot_controller_enabled: false },
      linux_profile: { admin_username: 'azureuser', ssh_key: { key_data: 'ssh-ed25519 AAAAC3Nza me@host' } },
      default_node_pool: {
        name: 'sys',
        only_critical_addons_enabled: false,
        os_sku: 'AzureLinux',
        tags: { stage: 'prod', team: 'platform' },
      },
    });
    expect(refused(render())).toEqual([]);
  });

  it('asks for the password of Windows nodes, and never writes one', () => {
    const { render } = clusterWorld({
      networkProfile: NetworkProfile.overlay({ policy: 'calico' }),
      windowsProfile: { hybridBenefit: true },
    });
    const rendered = render();
    expect(rendered.only('azurerm_kubernetes_cluster').windows_profile).toEqual({
      admin_username: 'azureuser',
      admin_password: '${var.aks_windows_admin_password}',
      license: 'Windows_Server',
    });
    const variables = rendered.file.variable as Record<string, unknown>;
    expect(variables.aks_windows_admin_password).toMatchObject({
      type: 'string',
      sensitive: true,
      nullable: false,
      description: 'Password of the administrator of Windows nodes: at least 14 characters of several kinds.',
      validation: [
        {
          condition: '${length(var.aks_windows_admin_password) >= 14}',
          error_message: 'The password of Windows nodes must have at least 14 characters.',
        },
      ],
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('limits who may call the API server, each range with its mask', () => {
    const { body } = clusterWorld({ authorizedIpRanges: ['203.0.113.0/24', '198.51.100.7', '198.51.100.7/32'] });
    expect(body().api_server_access_profile).toEqual({ authorized_ip_ranges: ['203.0.113.0/24', '198.51.100.7/32'] });
    expect(clusterWorld().body()).not.toHaveProperty('api_server_access_profile');
  });

  it('leaves alone what a channel moves by itself', () => {
    const { cluster, body, pools } = clusterWorld({
      upgrades: { channel: 'stable' },
      systemPool: { ...systemPool, scale: { count: 3 } },
    });
    cluster.addNodePool('apps', { vmSize: SIZE, scale: { min: 0, max: 3 } });
    cluster.addNodePool('fixed', { vmSize: SIZE, scale: { count: 1 }, maxPods: 30 });

    expect(body()).toMatchObject({
      kubernetes_version: '1.35',
      automatic_upgrade_channel: 'stable',
      lifecycle: { ignore_changes: ['default_node_pool[0].orchestrator_version', 'kubernetes_version'] },
    });
    expect(body().default_node_pool).not.toHaveProperty('min_count');
    expect(pools()).toMatchObject({
      aks_apps: { lifecycle: { ignore_changes: ['node_count', 'orchestrator_version'] } },
      aks_fixed: {
        lifecycle: { ignore_changes: ['orchestrator_version'] },
        auto_scaling_enabled: false,
        node_count: 1,
      },
    });
  });

  it('sets what has no prop, with a reason', () => {
    const { app, cluster, body } = clusterWorld();
    cluster.override('azure_policy_enabled', true, { reason: 'Audits come with it.' });
    cluster.systemPool.override('fips_enabled', true, { reason: 'Demanded by the bank.' });

    expect(body()).toMatchObject({
      azure_policy_enabled: true,
      default_node_pool: { fips_enabled: true, name: 'system' },
    });
    expect(app.join.overrides).toEqual([
      { path: 'prod/aks', property: 'azure_policy_enabled', reason: 'Audits come with it.' },
      { path: 'prod/aks/system', property: 'default_node_pool.fips_enabled', reason: 'Demanded by the bank.' },
    ]);
    expect(() => cluster.override('azure_policy_enabled', true, { reason: '' })).toThrow('(override/reason)');
  });

  it('has a Kubernetes half in an AksApp, and says what is missing elsewhere', () => {
    expect(clusterWorld().cluster.kubernetes.node.path).not.toBe('');

    const stack = new TerraformStack(plainApp(), 'prod');
    const place = { resourceGroupName: 'shop', location: 'westeurope' };
    const network = new VirtualNetwork(stack, 'network', { ...place, addressSpace: '10.20.0.0/16' });
    const subnet = network.addSubnet('nodes', { prefix: '10.20.0.0/22' });
    const cluster = new AksCluster(stack, 'aks', {
      ...place,
      version: '1.35',
      network,
      subnet,
      admins: [ADMINS],
      systemPool,
    });
    expect(terraform(stack).only('azurerm_kubernetes_cluster')).toMatchObject({
      name: 'prod-aks',
      azure_active_directory_role_based_access_control: { admin_group_object_ids: [ADMINS], azure_rbac_enabled: true },
    });
    expect(() => cluster.kubernetes).toThrow('(app/join-needed)');
    expect(
      thrown(() => new AksCluster(stack, 'other', { ...place, version: '1.35', network, subnet, systemPool })),
    ).toEqual([expect.stringContaining('(access/nobody)')]);
  });

  it('gives clusters of one network each their subnets', () => {
    const { prod, network, render } = clusterWorld();
    new AksCluster(prod, 'blue', { version: '1.35', network, admins: [ADMINS], systemPool });
    expect(Object.keys(render().all('azurerm_subnet'))).toEqual(['network_aks-nodes', 'network_blue-nodes']);
  });
});

describe('AksCluster with a network of another environment', () => {
  it('refers to it across stacks, and waits for nothing by address there', () => {
    const { app, prod, network } = networkWorld();
    const blue = new Environment(app, 'blue', { location: 'westeurope' });
    const cluster = new AksCluster(blue, 'aks', {
      version: '1.35',
      network,
      admins: [ADMINS],
      networkProfile: NetworkProfile.nodeSubnet(),
      systemPool,
      virtualNodes: true,
    });
    expect(cluster.subnet.node.path).toBe('prod/network/aks-nodes');

    app.synth();
    const file = JSON.parse(
      readFileSync(join(app.directory, 'deploy/terraform/stacks/blue/cdk.tf.json'), 'utf8'),
    ) as Record<string, Record<string, Record<string, Record<string, unknown>>>>;
    const body = file.resource?.azurerm_kubernetes_cluster?.aks;
    expect(body?.default_node_pool).toMatchObject({
      vnet_subnet_id: expect.stringContaining('${data.terraform_remote_state.'),
    });
    expect(body?.depends_on).toEqual([expect.stringMatching(/^azurerm_role_assignment\./)]);
    expect(blue.dependsOn(prod)).toBe(true);
  });
});
