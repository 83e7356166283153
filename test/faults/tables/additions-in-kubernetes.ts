import type { Fields, Json } from '../json-path';
import { container, pod } from '../places';
import { addObject, type Fault, object } from '../vocabulary';

const IMAGE = 'tailwindtradersprod.azurecr.io/tool:1.0.0';
const virtual = container('product');
const scaledProduct = object('ScaledObject', 'product');
const byRequests = (name: string): Fields => ({
  apiVersion: 'http.keda.sh/v1alpha1',
  kind: 'HTTPScaledObject',
  metadata: { name, namespace: 'shop' },
  spec: {
    hosts: ['shop.contoso.com'],
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name, service: name, port: 80 },
  },
});

/** Objects and fields that Tailwind Traders does not have, added and wrong at once. */
export const ADDITIONS_IN_KUBERNETES: readonly Fault[] = [
  [
    'KEDA may not sign in as the identity of its trigger',
    addObject('shop/cart.yaml', authentication('cart', '${CART_IDENTITY_CLIENT_ID}'), scaled('cart')),
    'identity/missing-keda-credential',
  ],
  [
    'a trigger reads a Secret that is gone at zero',
    addObject(
      'shop/stock.yaml',
      {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'TriggerAuthentication',
        metadata: { name: 'stock', namespace: 'shop' },
        spec: {
          secretTargetRef: [{ parameter: 'connection', name: 'stock-tailwind-prod-secrets', key: 'cosmos-key' }],
        },
      },
      scaled('stock', 0),
    ),
    'secrets/vanishes-at-zero',
  ],
  [
    'the product reckons with a trigger that nobody named',
    scaledProduct.set('spec.advanced.scalingModifiers', { formula: 'prometheus + orders', target: '5' }),
    'scaling/formula',
  ],
  [
    'two services take the requests of one host',
    addObject('shop/cart.yaml', byRequests('cart'), byRequests('coupons')),
    'scaling/http-hosts-clash',
  ],
  [
    'two brokers of RabbitMQ are no majority without each other',
    addObject('shop/stock.yaml', {
      apiVersion: 'rabbitmq.com/v1beta1',
      kind: 'RabbitmqCluster',
      metadata: { name: 'rabbit', namespace: 'shop' },
      spec: { replicas: 2 },
    }),
    'availability/quorum-too-small',
  ],
  [
    'the seed names a class of priority that is not there',
    addObject('shop/stock.yaml', priority('low', -5), tool({ priorityClassName: 'lower' })),
    'placement/priority-class-missing',
  ],
  [
    'the seed has a priority for which no node is added',
    addObject('shop/stock.yaml', priority('low', -100), tool({ priorityClassName: 'low' })),
    'placement/priority-below-autoscaler',
  ],
  [
    'pods hold room that no autoscaler keeps',
    addObject('shop/stock.yaml', priority('low', -100), pause('low')),
    'placement/priority-below-autoscaler',
  ],
  [
    'pods hold room that they give to nobody',
    addObject('shop/stock.yaml', priority('low', 0), pause('low')),
    'placement/room-not-given',
  ],
  [
    'the registries that are allowed are a prefix of others',
    addObject('shop/_namespace.yaml', {
      apiVersion: 'constraints.gatekeeper.sh/v1beta1',
      kind: 'K8sAllowedRepos',
      metadata: { name: 'registries' },
      spec: { parameters: { repos: ['tailwindtradersprod.azurecr.io'] } },
    }),
    'tenancy/allowed-repository-prefix',
  ],
  [
    'the product may use more CPU than a virtual node gives',
    virtual.set('resources.limits.cpu', '1'),
    'virtual-nodes/limit-above-request',
  ],
  [
    'the product waits before it stops',
    virtual.set('lifecycle', { preStop: { sleep: { seconds: 10 } } }),
    'virtual-nodes/unsupported-field',
  ],
  [
    'the product has a startup probe',
    virtual.set('startupProbe', { httpGet: { path: '/liveness', port: 'http' } }),
    'virtual-nodes/unsupported-field',
  ],
  [
    'the product has arguments and no command',
    virtual.set('args', ['--urls=http://+:8080']),
    'virtual-nodes/unsupported-field',
  ],
  [
    'the product is asked by TCP',
    virtual.set('readinessProbe', { tcpSocket: { port: 'http' } }),
    'virtual-nodes/unsupported-field',
  ],
  [
    'the product is prepared by a container of its own',
    pod('product').set('initContainers', [{ name: 'seed', image: IMAGE }]),
    'virtual-nodes/unsupported-field',
  ],
  [
    'the product mounts the vault',
    pod('product').set('volumes', [{ name: 'vault', csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true } }]),
    'virtual-nodes/unsupported-field',
  ],
  [
    'the product finds hosts of its own',
    pod('product').set('hostAliases', [{ ip: '10.50.0.4', hostnames: ['cache'] }]),
    'virtual-nodes/unsupported-field',
  ],
  [
    'the product has nothing to pull with',
    pod('product').remove('imagePullSecrets'),
    'virtual-nodes/unsupported-field',
  ],
  [
    'the loop that pulls the repository runs a command',
    pod('stock').append('containers', {
      name: 'git-sync',
      image: 'registry.k8s.io/git-sync/git-sync:v4.4.2',
      args: ['--exechook-command=/bin/sh'],
    }),
    'workload/git-sync-command',
  ],
  [
    'a tool in another namespace does not say what it needs',
    addObject('shop/stock.yaml', tool({}, 'tools')),
    'workload/requests-missing',
  ],
  [
    'one pod may be called by everybody',
    addObject('shop-windows/_namespace.yaml', tool({}, 'tools-open')),
    'network-policy/not-isolated',
  ],
  [
    'a port of the login has a name that is too long',
    container('login').append('ports', { name: 'metrics-for-prometheus', containerPort: 9090 }),
    'services/port-name',
  ],
  [
    'the signing account is read by every workload',
    addObject('shop/prometheus.yaml', reader(), bound()),
    'secrets/config-maps-readable',
    'ClusterRole/reader',
  ],
];

function authentication(name: string, identityId: string): Json {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'TriggerAuthentication',
    metadata: { name, namespace: 'shop' },
    spec: { podIdentity: { provider: 'azure-workload', identityId } },
  };
}

function scaled(name: string, minReplicaCount = 3): Json {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name, namespace: 'shop' },
    spec: {
      scaleTargetRef: { name },
      minReplicaCount,
      maxReplicaCount: 6,
      triggers: [
        {
          type: 'azure-servicebus',
          metadata: { queueName: 'orders', namespace: 'tailwind-prod', messageCount: '5' },
          authenticationRef: { name },
        },
      ],
    },
  };
}

function priority(name: string, value: number): Json {
  return { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value };
}

function pause(priorityClassName: string): Json {
  const image = 'mcr.microsoft.com/oss/kubernetes/pause:3.6';
  return tool({ priorityClassName, containers: [{ name: 'tool', image }] });
}

function tool(spec: Fields, namespace = 'shop'): Json {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'tool', namespace },
    spec: {
      selector: { matchLabels: { app: 'tool' } },
      template: {
        metadata: { labels: { app: 'tool' } },
        spec: { containers: [{ name: 'tool', image: IMAGE }], ...spec },
      },
    },
  };
}

function reader(): Json {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'reader' },
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] }],
  };
}

function bound(): Json {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'reader' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'reader' },
    subjects: [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'shop' }],
  };
}
