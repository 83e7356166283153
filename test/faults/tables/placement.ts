import { cluster, container, deployment, pod, pool, spread, systemPool } from '../places';
import { across, addObject, type Fault, together } from '../vocabulary';

const TERMS = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';

/** Where pods may run: selectors, taints, zones and sizes, and the pools that must have them. */
export const PLACEMENT: readonly Fault[] = [
  [
    'the cart asks for a pool that is not there',
    pod('cart').set('nodeSelector[cdk-aks.dev/pool]', 'cart'),
    'placement/fits-no-pool',
  ],
  [
    'the cart asks for a label that no pool has',
    pod('cart').set('nodeSelector.disk', 'fast'),
    'placement/fits-no-pool',
  ],
  [
    'the cart asks for nodes of ARM',
    pod('cart').set('nodeSelector[kubernetes.io/arch]', 'arm64'),
    'placement/fits-no-pool',
  ],
  [
    'the cart asks for a zone that the region does not have',
    pod('cart').set('nodeSelector[topology.kubernetes.io/zone]', 'westeurope-4'),
    'placement/fits-no-pool',
  ],
  [
    'the cart asks for a zone of another region',
    pod('cart').set('nodeSelector[topology.kubernetes.io/zone]', 'northeurope-1'),
    'placement/fits-no-pool',
  ],
  [
    'the image classifier asks for a graphics card',
    container('imageclassifier').set('resources.limits[nvidia.com/gpu]', 1),
    'placement/fits-no-pool',
  ],
  [
    'the image classifier is larger than a node',
    container('imageclassifier').set('resources', { requests: { cpu: '4', memory: '1Gi' }, limits: { memory: '1Gi' } }),
    'placement/fits-no-pool',
  ],
  [
    'the cart asks for cores where it means thousandths',
    container('cart').set('resources', { requests: { cpu: '200', memory: '256Mi' }, limits: { memory: '256Mi' } }),
    'placement/fits-no-pool',
  ],
  [
    'the stock has more memory than a node',
    container('stock').set('resources', {
      requests: { cpu: '200m', memory: '15872Mi' },
      limits: { memory: '15872Mi' },
    }),
    'placement/fits-no-pool',
  ],
  [
    'the Windows service lost its toleration',
    pod('rewards-registration').remove('tolerations'),
    'placement/fits-no-pool',
  ],
  [
    'the Windows service tolerates another taint',
    pod('rewards-registration').set('tolerations[os].key', 'kubernetes.io/os'),
    'placement/fits-no-pool',
  ],
  [
    'the Windows service tolerates another effect',
    pod('rewards-registration').set('tolerations[os].effect', 'NoExecute'),
    'placement/fits-no-pool',
  ],
  [
    'the Windows service tolerates another value',
    pod('rewards-registration').set('tolerations[os].value', 'Windows'),
    'placement/fits-no-pool',
  ],
  [
    'the Windows service asks for Linux',
    pod('rewards-registration').set('nodeSelector[kubernetes.io/os]', 'linux'),
    'placement/fits-no-pool',
  ],
  [
    'the Windows service says that it is Linux',
    pod('rewards-registration').set('os.name', 'linux'),
    'placement/fits-no-pool',
  ],
  [
    'the webbff asks for Windows',
    pod('webbff').set('nodeSelector[kubernetes.io/os]', 'windows'),
    'placement/fits-no-pool',
  ],
  ['the webbff says that it is Windows', pod('webbff').set('os.name', 'windows'), 'schema/conflict'],
  [
    'the webbff runs the classic framework',
    container('webbff').set('image', 'mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2022'),
    'placement/windows-image-on-linux',
  ],
  [
    'the third pool of the services is in the first zone',
    pool('apps_3').set('zones', ['1']),
    'zones/pools-not-balanced',
  ],
  ['a pool is in a zone that no region has', pool('apps_3').set('zones', ['4']), 'pool/no-zones'],
  ['a pool is in no zone', pool('apps_3').set('zones', []), 'pool/no-zones'],
  ['a pool does not say its zone', pool('apps_3').remove('zones'), 'pool/no-zones'],
  ['the system pool is in one zone', systemPool.set('zones', ['1']), 'pool/no-zones'],
  ['the system pool is in no zone', systemPool.remove('zones'), 'pool/no-zones'],
  [
    'the autoscaler does not keep the pools even',
    cluster.set('auto_scaler_profile.balance_similar_node_groups', false),
    'zones/pools-not-balanced',
  ],
  ['the autoscaler has no profile', cluster.remove('auto_scaler_profile'), 'zones/pools-not-balanced'],
  ['the Windows pool takes any pod', pool('win_1').set('node_taints', []), 'placement/windows-pool-open'],
  [
    'the Windows pool asks rather than insists',
    pool('win_1').set('node_taints', ['os=windows:PreferNoSchedule']),
    'placement/windows-pool-open',
  ],
  [
    'a tool of everybody may land on Windows',
    addObject('shop-windows/_namespace.yaml', tool({ tolerations: [{ operator: 'Exists' }] })),
    'placement/linux-on-windows',
  ],
  ['spread of the cart was lost', pod('cart').remove('topologySpreadConstraints'), 'zones/no-spread'],
  [
    'spread of the cart over zones was lost',
    pod('cart').remove('topologySpreadConstraints[topology.kubernetes.io/zone]'),
    'zones/no-spread',
  ],
  ['spread of the coupons was lost', pod('coupons').remove('topologySpreadConstraints'), 'availability/no-host-spread'],
  [
    'spread of the cart may be ignored',
    spread('cart').set('whenUnsatisfiable', 'ScheduleAnyway'),
    'zones/spread-not-enforced',
  ],
  [
    'spread of the cart counts nodes that it may not use',
    spread('cart').remove('nodeTaintsPolicy'),
    'zones/tainted-nodes-count',
  ],
  ['spread of the cart ignores taints', spread('cart').set('nodeTaintsPolicy', 'Ignore'), 'zones/tainted-nodes-count'],
  ['spread of the cart counts old and new pods', spread('cart').remove('matchLabelKeys'), 'zones/rollout-unbalanced'],
  ['spread of the cart waits for five zones', spread('cart').set('minDomains', 5), 'zones/spread-over-missing-zones'],
  ['spread of the cart has no skew', spread('cart').set('maxSkew', 0), 'schema/range'],
  [
    'spread of the cart is over a label that nodes do not have',
    spread('cart').set('topologyKey', 'topology.kubernetes.io/zones'),
    'zones/no-spread',
  ],
  [
    'spread of the cart is over the zone of old',
    spread('cart').set('topologyKey', 'failure-domain.beta.kubernetes.io/zone'),
    'schema/deprecated',
  ],
  [
    'spread of the cart has a word that Kubernetes does not know',
    spread('cart').set('whenUnsatisfiable', 'Reject'),
    'schema/enum',
  ],
  ['spread of the cart lost the word that decides', spread('cart').remove('whenUnsatisfiable'), 'schema/required'],
  [
    'the selector of the cart is the label of old',
    pod('cart').rename('nodeSelector[kubernetes.io/os]', 'beta.kubernetes.io/os'),
    'placement/old-node-label',
  ],
  [
    'the cart asks for the pool by a label that changes while it rotates',
    pod('cart').set('nodeSelector.agentpool', 'apps1'),
    'placement/old-node-label',
  ],
  [
    'the terms of the product must all hold',
    pod('product').set(TERMS, [
      {
        matchExpressions: [
          { key: 'cdk-aks.dev/pool', operator: 'In', values: ['apps'] },
          { key: 'type', operator: 'In', values: ['virtual-kubelet'] },
        ],
      },
    ]),
    'placement/fits-no-pool',
  ],
  [
    'an operator of the product is misspelt',
    pod('product').set(`${TERMS}[0].matchExpressions[0].operator`, 'Is'),
    'schema/enum',
  ],
  [
    'a term of the product names no value',
    pod('product').set(`${TERMS}[0].matchExpressions[0].values`, []),
    'schema/required',
  ],
  ['the cart became a DaemonSet', deployment('cart').set('kind', 'DaemonSet'), 'schema/unknown-field'],
  [
    'the pools of the services took a taint',
    pool('apps_1').set('node_taints', ['team=shop:NoSchedule']),
    'pool/siblings-differ',
  ],
  ['the pools of the services lost their label', pool('apps_1').remove('node_labels'), 'pool/siblings-differ'],
  [
    'one pool of the services has another label',
    pool('apps_2').set('node_labels[cdk-aks.dev/pool]', 'app'),
    'pool/siblings-differ',
  ],
  [
    'a pool of the services was removed',
    pool('apps_3').drop(),
    'zones/pools-miss-a-zone',
    'azurerm_kubernetes_cluster_node_pool.aks_apps_1',
  ],
  ['the second pool of Windows is in the first zone', pool('win_2').set('zones', ['1']), 'zones/pools-not-balanced'],
  ['one pool spans all zones', pool('apps_1').set('zones', ['1', '2', '3']), 'pool/siblings-differ'],
  ['spread of the cart allows all pods in one zone', spread('cart').set('maxSkew', 9), 'zones/spread-not-enforced'],
  [
    'the cart runs on spot nodes alone, and has a budget',
    across(
      together(
        pool('apps_1').set('priority', 'Spot'),
        pool('apps_2').set('priority', 'Spot'),
        pool('apps_3').set('priority', 'Spot'),
      ),
      pod('cart').append('tolerations', {
        key: 'kubernetes.azure.com/scalesetpriority',
        operator: 'Equal',
        value: 'spot',
        effect: 'NoSchedule',
      }),
    ),
    'placement/budget-on-spot',
    'PodDisruptionBudget/shop/cart',
  ],
];

function tool(podSpec: object) {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'tool', namespace: 'shop-windows' },
    spec: {
      selector: { matchLabels: { app: 'tool' } },
      template: {
        metadata: { labels: { app: 'tool' } },
        spec: { containers: [{ name: 'tool', image: 'tailwindtradersprod.azurecr.io/tool:1.0.0' }], ...podSpec },
      },
    },
  };
}
