import { Percent, WorkloadIdentity } from '../../lib';
import { calico, pool, refuses, SIZE, systemPool } from './world';

refuses('a program with a bad cluster or pool', [
  [
    'a minimum above the maximum',
    ({ cluster }) => cluster.addNodePool('more', { vmSize: SIZE, scale: { min: 5, max: 3 } }),
    "[prod/aks/more] 'scale.max' (3) is below 'scale.min' (5). Raise max or lower min. (pool/scale-range)",
  ],
  [
    'a fixed count besides the bounds of the autoscaler',
    ({ cluster }) => cluster.addNodePool('more', { vmSize: SIZE, scale: { count: 2, min: 1, max: 3 } }),
    "[prod/aks/more] 'scale.count' (2) is a fixed count, and 'min' and 'max' ask for the autoscaler. Keep { count } or { min, max }. (pool/scale-both)",
  ],
  [
    'a surge on a spot pool',
    ({ cluster }) => cluster.addSpotNodePool('spot', { ...pool, upgrade: { maxSurge: Percent.of(10) } }),
    "[prod/aks/spot] 'upgrade.maxSurge' (10%) is not for spot pools: Azure refuses to add nodes to them for an upgrade. Leave it out. (pool/spot-surge)",
  ],
  [
    'a spot pool for the cluster itself',
    ({ cluster }) => cluster.addSpotNodePool('spot', { ...pool, mode: 'System' }),
    "[prod/aks/spot] 'mode' (System) is not for spot pools, whose nodes may vanish. Use mode 'User' (POOL08). (pool/spot-system)",
  ],
  [
    'a Windows pool for the cluster itself',
    (program) => program.newCluster({ networkProfile: calico }).addWindowsNodePool('win', { ...pool, mode: 'System' }),
    "[prod/aks/win] 'mode' (System) is for Linux nodes, and these are Windows. Use mode 'User' (WIN01). (pool/windows-system)",
  ],
  [
    'a burstable system pool',
    (program) => program.newCluster({ systemPool: { ...systemPool, vmSize: 'Standard_B4ms' } }),
    "[prod/aks/system] 'vmSize' (Standard_B4ms) is burstable (B-series), which Azure refuses for system pools. Take one such as Standard_D4ds_v5 (POOL02). (pool/system-burstable)",
  ],
  [
    'a system pool of one node',
    (program) => program.newCluster({ systemPool: { vmSize: SIZE, scale: { count: 1 } } }),
    "[prod/aks/system] 'scale.count' (1) is below the two nodes that a system pool must have. Write at least 2; 3 for production (POOL02). (pool/system-one-node)",
  ],
  [
    'a system pool that may shrink to one node',
    (program) => program.newCluster({ systemPool: { vmSize: SIZE, scale: { min: 1, max: 3 } } }),
    "[prod/aks/system] 'scale.min' (1) is below the two nodes that a system pool must have. Write at least 2; 3 for production (POOL02). (pool/system-one-node)",
  ],
  [
    'a name of a pool that is too long',
    ({ cluster }) => cluster.addNodePool('backgroundjobs', pool),
    "[prod/aks/backgroundjobs] 'name' (backgroundjobs) has 14 characters; the name of a node pool for Linux has 1 to 12. Did you mean 'backgroundjo'? (name/azure)",
  ],
  [
    'a name of a pool in upper case',
    ({ cluster }) => cluster.addNodePool('Apps', pool),
    "[prod/aks/Apps] 'name' (Apps) is not the name of a node pool for Linux: 1 to 12 lower-case letters and digits, starting with a letter. Did you mean 'apps'? (name/azure)",
  ],
  [
    'a name of a Windows pool over six characters',
    (program) => program.newCluster({ networkProfile: calico }).addWindowsNodePool('windows', pool),
    "[prod/aks/windows] 'name' (windows) has 7 characters; the name of a node pool for Windows has 1 to 6. Did you mean 'window'? (name/azure)",
  ],
  [
    'two pools of one id',
    ({ cluster }) => cluster.addNodePool('apps', pool),
    "[prod/aks] 'id' (apps) is the id of prod/aks/apps already. Give each pool of a cluster an id of its own. (pool/duplicate-name)",
  ],
  [
    'two pools of one name',
    ({ cluster }) => cluster.addNodePool('more', { ...pool, name: 'apps' }),
    "[prod/aks/more] 'name' (apps) is the name of the pool at prod/aks/apps already. Give each pool of a cluster a name of its own. (pool/duplicate-name)",
  ],
  [
    'a version with a patch under the channel patch',
    (program) => program.newCluster({ version: '1.35.2' }),
    "[prod/aks] 'version' (1.35.2) names a patch, which the channel 'patch' moves by itself. Write 1.35, or pin the patch with upgrades: { channel: 'none' }. (version/exact-with-channel)",
  ],
  [
    'a version that is no minor',
    (program) => program.newCluster({ version: '1' }),
    "[prod/aks] 'version' (1) is not a Kubernetes version. Write 1.35, or 1.35.2. (version/malformed)",
  ],
  [
    'a Windows pool with Cilium',
    ({ cluster }) => cluster.addWindowsNodePool('win', pool),
    "[prod/aks/win] 'networkProfile' (NetworkProfile.overlay({ policy: 'cilium' })) uses Cilium's data plane, which has no Windows nodes. Create the cluster with NetworkProfile.overlay({ policy: 'calico' }) (DP02). (pool/windows-policy)",
  ],
  [
    'virtual nodes on an overlay',
    (program) => program.newCluster({ virtualNodes: true }),
    "[prod/aks] 'virtualNodes' (NetworkProfile.overlay({ policy: 'cilium' })) is a network profile that takes no virtual nodes: their pods need addresses of the network. Write networkProfile: NetworkProfile.nodeSubnet({ policy: 'calico' }) (VN02). (virtual-nodes/overlay)",
  ],
  [
    'an overlay with a subnet for pods',
    (program) => program.newCluster({ systemPool: { ...systemPool, podSubnet: program.network.addSubnet('pods') } }),
    "[prod/aks/system] 'podSubnet' (pods) is of no use under NetworkProfile.overlay({ policy: 'cilium' }), where pods take no addresses of a subnet of their own. Leave it out, or create the cluster with NetworkProfile.podSubnet({ policy: 'cilium' }). (pool/pod-subnet)",
  ],
  [
    'more than 20 federated credentials',
    (program) => {
      const identity = new WorkloadIdentity(program.prod, 'shared');
      for (let number = 1; number <= 21; number++) program.newService(`api-${number}`, { identity });
    },
    "[prod/shared] 'serviceAccount' (shop/api-21) would be number 21 that this identity trusts; Azure allows 20 federated credentials, those of KEDA's operator counted. Give some of the workloads an identity of their own. (identity/too-many-credentials)",
  ],
]);
