import { Aspects, type IAspect } from 'cdktf';
import type { IConstruct } from 'constructs';
import { NetworkProfile } from '../../../lib/azure/cluster/network-profile';
import { Outbound } from '../../../lib/azure/cluster/outbound';
import { Duration } from '../../../lib/core/duration';
import { Percent } from '../../../lib/core/percent';
import { Size } from '../../../lib/core/size';
import { refused, resolved, thrown } from '../network/world';
import { clusterWorld, SIZE } from './world';

const CALICO = { networkProfile: NetworkProfile.overlay({ policy: 'calico' }), windowsProfile: {} };

describe('NodePool', () => {
  it('writes every default out', () => {
    const { cluster, render, pools } = clusterWorld({ zones: ['1', '2'], tags: { stage: 'prod' } });
    cluster.addNodePool('apps', { vmSize: SIZE, scale: { min: 0, max: 30 }, tags: { team: 'shop' } });

    expect(pools()).toEqual({
      aks_apps: {
        name: 'apps',
        temporary_name_for_rotation: 'tmpapps',
        kubernetes_cluster_id: '${azurerm_kubernetes_cluster.aks.id}',
        vm_size: SIZE,
        orchestrator_version: '1.35',
        mode: 'User',
        os_type: 'Linux',
        os_sku: 'Ubuntu',
        priority: 'Regular',
        auto_scaling_enabled: true,
        node_count: 0,
        min_count: 0,
        max_count: 30,
        max_pods: 110,
        zones: ['1', '2'],
        os_disk_type: 'Managed',
        os_disk_size_gb: 128,
        scale_down_mode: 'Delete',
        host_encryption_enabled: false,
        ultra_ssd_enabled: false,
        vnet_subnet_id: '${azurerm_subnet.network_aks-nodes.id}',
        node_labels: { 'cdk-aks.dev/pool': 'apps' },
        node_taints: [],
        tags: { stage: 'prod', team: 'shop' },
        upgrade_settings: {
          max_surge: '33%',
          drain_timeout_in_minutes: 30,
          node_soak_duration_in_minutes: 0,
          undrainable_node_behavior: 'Schedule',
        },
        lifecycle: { ignore_changes: ['node_count'] },
      },
    });
    expect(refused(render())).toEqual([]);
  });

  it('takes what is asked for', () => {
    const { cluster, render, pools } = clusterWorld();
    cluster.addNodePool('apps', {
      name: 'web',
      mode: 'System',
      vmSize: SIZE,
      scale: { count: 3 },
      zones: ['1'],
      maxPods: 60,
      osSku: 'AzureLinux',
      osDiskType: 'Ephemeral',
      osDiskSize: Size.gibibytes(64),
      kubeletDiskType: 'Temporary',
      hostEncryption: true,
      ultraSsd: true,
      labels: { team: 'shop' },
      taints: [{ key: 'team', value: 'shop', effect: 'NoExecute' }],
      upgrade: {
        maxSurge: 2,
        drainTimeout: Duration.hours(1),
        nodeSoak: Duration.minutes(5),
        undrainableNodes: 'Cordon',
      },
      kubeletConfig: {
        cpuManagerPolicy: 'static',
        cpuCfsQuotaPeriod: Duration.millis(200),
        imageGcHighThreshold: Percent.of(90),
        imageGcLowThreshold: Percent.of(70),
        topologyManagerPolicy: 'best-effort',
        allowedUnsafeSysctls: ['net.core.somaxconn'],
        containerLogMaxSize: Size.mebibytes(20),
        containerLogMaxFiles: 3,
        podMaxPids: 1024,
      },
      linuxOsConfig: {
        sysctls: { 'net.core.somaxconn': 16_384, 'vm.max_map_count': 262_144 },
        localPortRange: [20_000, 60_000],
        tcpTwReuse: true,
        transparentHugePage: 'madvise',
        transparentHugePageDefrag: 'defer+madvise',
        swapFileSize: Size.gibibytes(1),
      },
    });

    expect(pools().aks_apps).toMatchObject({
      name: 'web',
      temporary_name_for_rotation: 'tmpweb',
      mode: 'System',
      auto_scaling_enabled: false,
      node_count: 3,
      zones: ['1'],
      max_pods: 60,
      os_sku: 'AzureLinux',
      os_disk_type: 'Ephemeral',
      os_disk_size_gb: 64,
      kubelet_disk_type: 'Temporary',
      host_encryption_enabled: true,
      ultra_ssd_enabled: true,
      node_labels: { team: 'shop', 'cdk-aks.dev/pool': 'web' },
      node_taints: ['team=shop:NoExecute'],
      upgrade_settings: {
        max_surge: '2',
        drain_timeout_in_minutes: 60,
        node_soak_duration_in_minutes: 5,
        undrainable_node_behavior: 'Cordon',
      },
      kubelet_config: {
        cpu_manager_policy: 'static',
        cpu_cfs_quota_enabled: true,
        cpu_cfs_quota_period: '200ms',
        image_gc_high_threshold: 90,
        image_gc_low_threshold: 70,
        topology_manager_policy: 'best-effort',
        allowed_unsafe_sysctls: ['net.core.somaxconn'],
        container_log_max_size_mb: 20,
        container_log_max_line: 3,
        pod_max_pid: 1024,
      },
      linux_os_config: {
        sysctl_config: {
          net_core_somaxconn: 16_384,
          vm_max_map_count: 262_144,
          net_ipv4_ip_local_port_range_min: 20_000,
          net_ipv4_ip_local_port_range_max: 60_000,
          net_ipv4_tcp_tw_reuse: true,
        },
        transparent_huge_page: 'madvise',
        transparent_huge_page_defrag: 'defer+madvise',
        swap_file_size_mb: 1024,
      },
    });
    expect(pools().aks_apps).not.toHaveProperty('min_count');
    expect(pools().aks_apps).not.toHaveProperty('lifecycle');
    expect(refused(render())).toEqual([]);
  });

  it('taints Windows pools, so that Linux pods that forget to ask for Linux stay away', () => {
    const { cluster, render, pools } = clusterWorld(CALICO);
    const pool = cluster.addWindowsNodePool('win', { vmSize: SIZE, scale: { count: 2 } });

    expect(pools().aks_win).toMatchObject({
      os_type: 'Windows',
      os_sku: 'Windows2022',
      temporary_name_for_rotation: 'tmpwin',
      node_taints: ['os=windows:NoSchedule'],
      windows_profile: { outbound_nat_enabled: true },
    });
    expect(pool.placement).toMatchObject({
      os: 'windows',
      taints: [{ key: 'os', value: 'windows', effect: 'NoSchedule' }],
    });
    expect(refused(render())).toEqual([]);
  });

  it('lets Windows pools go out untranslated behind a NAT gateway or routes', () => {
    const { cluster } = clusterWorld(CALICO);
    const untranslated = { vmSize: SIZE, scale: { count: 2 }, outboundNat: false };
    expect(thrown(() => cluster.addWindowsNodePool('win', untranslated))).toEqual([
      "[prod/aks/win] 'outboundNat' (false) needs a NAT gateway or user-defined routes, and the cluster goes out through its load balancer. Leave it out, or change the outbound of the network profile (EG13). (pool/windows-outbound-nat)",
    ]);
  });

  it('labels and taints spot pools, and adds no surge', () => {
    const { cluster, render, pools } = clusterWorld();
    const pool = cluster.addSpotNodePool('spot', {
      vmSize: SIZE,
      scale: { min: 0, max: 10 },
      maxPrice: 0.08765,
      taints: [{ key: 'team', value: 'shop', effect: 'NoSchedule' }],
    });

    expect(pools().aks_spot).toMatchObject({
      priority: 'Spot',
      eviction_policy: 'Delete',
      spot_max_price: 0.08765,
      node_labels: { 'kubernetes.azure.com/scalesetpriority': 'spot', 'cdk-aks.dev/pool': 'spot' },
      node_taints: ['team=shop:NoSchedule', 'kubernetes.azure.com/scalesetpriority=spot:NoSchedule'],
    });
    expect(pools().aks_spot).not.toHaveProperty('upgrade_settings');
    expect(pool.placement.taints).toHaveLength(2);
    expect(refused(render())).toEqual([]);
  });

  it('installs drivers on GPU pools, or leaves them out', () => {
    const { cluster, render, pools } = clusterWorld();
    const gpu = cluster.addGpuNodePool('gpu', { vmSize: 'Standard_NC24ads_A100_v4', scale: { min: 0, max: 4 } });
    cluster.addGpuNodePool('mig', {
      vmSize: 'Standard_ND96asr_v4',
      scale: { min: 0, max: 4 },
      driver: 'None',
      gpuInstance: 'MIG2g',
      taints: [],
    });

    expect(pools()).toMatchObject({
      aks_gpu: { gpu_driver: 'Install', node_taints: ['sku=gpu:NoSchedule'] },
      aks_mig: { gpu_driver: 'None', gpu_instance: 'MIG2g', node_taints: [] },
    });
    expect(gpu.placement.largestNode?.gpus).toBe(1);
    expect(refused(render())).toEqual([]);
  });

  it('waits for the subnet of its own, which the cluster may join', () => {
    const { cluster, network, render } = clusterWorld();
    const batch = network.addSubnet('batch', { prefix: '10.20.240.0/24' });
    cluster.addNodePool('batch', { vmSize: SIZE, scale: { count: 2 }, subnet: batch });

    const rendered = render();
    expect(rendered.all('azurerm_kubernetes_cluster_node_pool').aks_batch).toMatchObject({
      vnet_subnet_id: '${azurerm_subnet.network_batch.id}',
      depends_on: [
        'azurerm_role_assignment.aks_network-contributor-network_batch',
        'azurerm_subnet_network_security_group_association.network_batch_nsg-association',
      ],
    });
    expect(rendered.only('azurerm_kubernetes_cluster').depends_on).not.toContain(
      'azurerm_role_assignment.aks_network-contributor-network_batch',
    );
  });

  it('says where its nodes are and what they offer', () => {
    const { cluster } = clusterWorld({ zones: ['1', '2', '3'] });
    const apps = cluster.addNodePool('apps', { vmSize: SIZE, scale: { min: 3, max: 30 }, maxPods: 30 });

    expect(apps.placement).toEqual({
      description: "pool 'apps'",
      os: 'linux',
      architecture: 'amd64',
      zones: ['1', '2', '3'],
      nodeLabels: { 'cdk-aks.dev/pool': 'apps' },
      taints: [],
      // 4 cores less 140 m; 16 GiB less 650 MiB for 30 pods and 100 MiB for eviction.
      largestNode: { cpuMillis: 3860, memoryBytes: (16_384 - 750) * 2 ** 20, gpus: 0 },
      virtual: false,
      system: false,
    });
    expect(apps).toMatchObject({
      poolName: 'apps',
      minCount: 3,
      maxCount: 30,
      vmSize: SIZE,
      maxPods: 30,
      zones: ['1', '2', '3'],
      azureNames: ['apps'],
    });
    expect(cluster.systemPool.placement).toMatchObject({
      system: true,
      taints: [{ key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' }],
    });
    expect(cluster.nodePools).toEqual([cluster.systemPool, apps]);
  });

  it('sets what has no prop, with a reason', () => {
    const { app, cluster, pools } = clusterWorld();
    const apps = cluster.addNodePool('apps', { vmSize: SIZE, scale: { count: 1 }, maxPods: 30 });
    apps.override('fips_enabled', true, { reason: 'Demanded by the bank.' });

    expect(pools().aks_apps).toMatchObject({ fips_enabled: true });
    expect(app.join.overrides).toEqual([
      { path: 'prod/aks/apps', property: 'fips_enabled', reason: 'Demanded by the bank.' },
    ]);
  });
});

describe('NodePool.perZone', () => {
  const apps = { vmSize: SIZE, scale: { min: 4, max: 31 }, zones: ['1', '2', '3'] };

  it('makes one pool for each zone, which share totals and label', () => {
    const { cluster, render, pools } = clusterWorld();
    const pool = cluster.addNodePool('apps', apps).perZone();

    expect(pools()).toMatchObject({
      aks_apps_1: { name: 'apps1', zones: ['1'], min_count: 2, node_count: 2, max_count: 11 },
      aks_apps_2: { name: 'apps2', zones: ['2'], min_count: 1, node_count: 1, max_count: 10 },
      aks_apps_3: { name: 'apps3', zones: ['3'], min_count: 1, node_count: 1, max_count: 10 },
    });
    expect(Object.keys(pools())).toEqual(['aks_apps_1', 'aks_apps_2', 'aks_apps_3']);
    for (const part of Object.values(pools())) expect(part.node_labels).toEqual({ 'cdk-aks.dev/pool': 'apps' });
    expect(pool.placement).toMatchObject({ zones: ['1', '2', '3'], nodeLabels: { 'cdk-aks.dev/pool': 'apps' } });
    expect([pool.minCount, pool.maxCount]).toEqual([4, 31]);
    expect(pool.azureNames).toEqual(['apps1', 'apps2', 'apps3']);
    expect(cluster.nodePools).toHaveLength(2);
    expect(refused(render())).toEqual([]);
  });

  it('is the same asked twice', () => {
    const { cluster, pools } = clusterWorld();
    const pool = cluster.addNodePool('apps', apps);
    expect(pool.perZone().perZone()).toBe(pool);
    expect(Object.keys(pools())).toHaveLength(3);
  });

  it('names the zone even where there is one', () => {
    const { cluster, pools } = clusterWorld();
    cluster
      .addNodePool('apps', { ...apps, zones: ['2'] })
      .perZone()
      .perZone();
    expect(pools()).toMatchObject({ aks_apps_2: { name: 'apps2', min_count: 4, max_count: 31 } });
  });

  it('splits a fixed count too', () => {
    const { cluster, pools } = clusterWorld();
    cluster.addNodePool('apps', { ...apps, scale: { count: 5 } }).perZone();
    expect(Object.values(pools()).map((pool) => pool.node_count)).toEqual([2, 2, 1]);
  });

  it('keeps an override in every zone, given before or after, and records it once', () => {
    const { app, cluster, pools } = clusterWorld();
    const pool = cluster.addNodePool('apps', apps);
    pool.override('fips_enabled', true, { reason: 'Demanded by the bank.' });
    pool.perZone().override('linux_os_config', { swap_file_size_mb: 512 }, { reason: 'Tried.' });

    for (const part of Object.values(pools())) {
      expect(part).toMatchObject({ fips_enabled: true, linux_os_config: { swap_file_size_mb: 512 } });
    }
    expect(app.join.overrides).toHaveLength(2);
  });

  it('leaves nothing of the pool that it was before', () => {
    const { prod, cluster } = clusterWorld();
    const pool = cluster.addNodePool('apps', apps).perZone();
    expect(pool.node.children.map((child) => child.node.id)).toEqual(['1', '2', '3']);
    expect(pool.nodePoolIds.map((id) => resolved(prod, id))).toEqual([
      '${azurerm_kubernetes_cluster_node_pool.aks_apps_1.id}',
      '${azurerm_kubernetes_cluster_node_pool.aks_apps_2.id}',
      '${azurerm_kubernetes_cluster_node_pool.aks_apps_3.id}',
    ]);
  });

  it('shows Aspects each of its resources', () => {
    const { app, prod, cluster } = clusterWorld();
    cluster.addNodePool('apps', apps).perZone();
    const seen: string[] = [];
    const look: IAspect = { visit: (node: IConstruct) => void seen.push(node.node.path) };
    Aspects.of(prod).add(look);
    app.synth();
    expect(seen).toEqual(expect.arrayContaining(['prod/aks/apps/1', 'prod/aks/apps/2', 'prod/aks/apps/3']));
    expect(seen).not.toContain('prod/aks/apps/Resource');
  });

  it('demands zones, a node for each, a name with room for the digit, and to come first', () => {
    const { cluster } = clusterWorld();
    const none = cluster.addNodePool('none', { ...apps, zones: [] });
    expect(thrown(() => none.perZone())).toEqual([
      "[prod/aks/none] 'zones' names none, and perZone() makes a pool for each. Set zones of the pool or the cluster, such as ['1', '2', '3']. (pool/per-zone-zones)",
    ]);
    const few = cluster.addNodePool('few', { ...apps, scale: { min: 2, max: 30 } });
    expect(thrown(() => few.perZone())).toEqual([
      "[prod/aks/few] 'scale.min' (2) is below the number of zones (3), and a pool at zero has no zone that the autoscaler could see. Write at least 3: totals are split over the zones. (pool/per-zone-scale)",
    ]);
    const long = cluster.addNodePool('applications', apps);
    expect(thrown(() => long.perZone())).toEqual([expect.stringContaining('has 13 characters')]);
    const read = cluster.addNodePool('read', apps);
    expect(read.nodePoolIds).toHaveLength(1);
    expect(thrown(() => read.perZone())).toEqual([
      "[prod/aks/read] 'perZone' comes after 'nodePoolIds' was read, which named a pool that is gone now. Call perZone() where the pool is added. (pool/per-zone-late)",
    ]);
    cluster.addNodePool('x', apps).perZone();
    expect(thrown(() => cluster.addNodePool('x2', apps))).toEqual([expect.stringContaining('(pool/duplicate-name)')]);
  });

  it('demands of each part what Azure demands of a pool', () => {
    const { cluster } = clusterWorld();
    const sparse = cluster.addNodePool('sparse', { ...apps, scale: { min: 3, max: 9 }, maxPods: 20 });
    expect(thrown(() => sparse.perZone())).toEqual([
      "[prod/aks/sparse] 'maxPods' (20) leaves room for 20 pods on 1 nodes, and a pool must offer 30, in each zone by itself. Raise maxPods or the number of nodes (NET22). (pool/too-few-pods)",
    ]);
    const system = cluster.addNodePool('core', { ...apps, mode: 'System', scale: { min: 3, max: 9 } });
    expect(thrown(() => system.perZone())).toEqual([
      "[prod/aks/core] 'scale.min' (1) is below the two nodes that a system pool must have, in each zone by itself. Write at least 2; 3 for production (POOL02). (pool/system-one-node)",
    ]);
  });

  it('counts each zone apart in the address plan: every part surges by itself', () => {
    const { cluster, network } = clusterWorld({
      networkProfile: NetworkProfile.overlay({ outbound: Outbound.loadBalancer({ portsPerNode: 1024 }) }),
    });
    cluster.addNodePool('apps', { ...apps, scale: { min: 3, max: 30 } }).perZone();
    expect(network.subnets.map((subnet) => resolved(cluster.node.scopes[1] as never, subnet.prefix))).toEqual([
      // system 6 + 2, apps 3 x (10 + 4) and 10 rotating: 60; twice that and five are 125.
      '10.20.0.0/25',
    ]);
  });
});
