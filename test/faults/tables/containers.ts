import { container, deployment, pod } from '../places';
import { addObject, type Fault, object, typed } from '../vocabulary';

const DOCKER_HUB = 'docker.io/library/redis:8.2.1';

/** Containers: images, resources, variables, volumes and the kinds that make pods. */
export const CONTAINERS: readonly Fault[] = [
  [
    'the cart runs whatever latest is today',
    container('cart').set('image', 'tailwindtradersprod.azurecr.io/cart.api:latest'),
    'workload/image-not-fixed',
  ],
  [
    'the cart names no tag',
    container('cart').set('image', 'tailwindtradersprod.azurecr.io/cart.api'),
    'workload/image-not-fixed',
  ],
  ['the login never pulls its image', container('login').set('imagePullPolicy', 'Never'), 'workload/image-pull-policy'],
  ['the image of the coupons has a blank', container('coupons').replace('image', ':2026', ': 2026'), 'schema/format'],
  [
    'Prometheus comes from Docker Hub',
    container('prometheus').set('image', 'prom/prometheus:v3.5.0'),
    'workload/image-from-docker-hub',
  ],
  [
    'the stock has a cache beside it from Docker Hub',
    pod('stock').append('containers', { name: 'cache', image: DOCKER_HUB }),
    'workload/image-from-docker-hub',
  ],
  [
    'the stock may take all memory of its node',
    container('stock').remove('resources.limits.memory'),
    'workload/memory-limit-missing',
  ],
  ['the stock has no limits', container('stock').remove('resources.limits'), 'workload/memory-limit-missing'],
  [
    'the cart may use less memory than it asks for',
    container('cart').set('resources.limits.memory', '128Mi'),
    'schema/invalid',
  ],
  [
    'the cart may use less CPU than it asks for',
    container('cart').set('resources.limits.cpu', '100m'),
    'schema/invalid',
  ],
  [
    'memory of the cart is written as the JVM does',
    container('cart').set('resources.requests.memory', '256MB'),
    'schema/type',
  ],
  ['CPU of the cart has a blank', container('cart').set('resources.requests.cpu', '200 m'), 'schema/type'],
  ['the cart asks for a negative CPU', container('cart').set('resources.requests.cpu', '-200m'), 'schema/range'],
  [
    'the scratch space of the stock has no bound',
    pod('stock').set('volumes[tmp].emptyDir', {}),
    'workload/ephemeral-storage-unbounded',
  ],
  [
    'a variable of the cart is set twice',
    container('cart').append('env', { name: 'AUTHKEY', value: 'unused' }),
    'workload/env-twice',
  ],
  [
    'two volumes of the cart have one name',
    pod('cart').append('volumes', { name: 'vault-tailwind-prod-secrets', emptyDir: { sizeLimit: '1Mi' } }),
    'schema/duplicate',
  ],
  [
    'the login mounts a volume that it does not have',
    container('login').append('volumeMounts', { name: 'cache', mountPath: '/cache' }),
    'schema/reference',
  ],
  ['the login lost its volume', pod('login').remove('volumes[tmp]'), 'schema/reference'],
  [
    'two mounts of the login are at one path',
    container('login').set('volumeMounts[1].mountPath', '/tmp'),
    'schema/duplicate',
  ],
  [
    'two containers of the cart have one name',
    pod('cart').append('containers', { name: 'cart', image: DOCKER_HUB }),
    'schema/duplicate',
  ],
  [
    'the container of the cart has a name that DNS does not take',
    container('cart').set('name', 'Cart_API'),
    'schema/name',
  ],
  [
    'the cart reads settings that were renamed',
    container('cart').set('envFrom[0].configMapRef.name', 'cart-settings'),
    'schema/reference',
  ],
  [
    'the settings of the cart were removed',
    object('ConfigMap', 'cart').drop(),
    'schema/reference',
    'Deployment/shop/cart',
  ],
  [
    'the settings of the cart went to another namespace',
    object('ConfigMap', 'cart').set('metadata.namespace', 'shop-windows'),
    'schema/reference',
    'Deployment/shop/cart',
  ],
  [
    'the stock runs as an account that is not there',
    pod('stock').set('serviceAccountName', 'stocks'),
    'schema/reference',
  ],
  [
    'the account of the stock was removed',
    object('ServiceAccount', 'stock').drop(),
    'schema/reference',
    'Deployment/shop/stock',
  ],
  [
    'the stock names its account in the old field',
    pod('stock').rename('serviceAccountName', 'serviceAccount'),
    'workload/service-account-field',
  ],
  [
    'the pods of the stock have another label than it selects',
    deployment('stock').set('spec.template.metadata.labels[app.kubernetes.io/name]', 'stock-api'),
    'workload/selector-mismatch',
  ],
  [
    'the stock selects by a label that its pods do not have',
    deployment('stock').set('spec.selector.matchLabels[app.kubernetes.io/component]', 'api'),
    'workload/selector-mismatch',
  ],
  [
    'the cart mounts a token of the API server',
    pod('cart').set('automountServiceAccountToken', true),
    'workload/service-account-token',
  ],
  ['the cart is started once and never again', pod('cart').set('restartPolicy', 'Never'), 'workload/restart-policy'],
  [
    'the webbff finds the gateway by /etc/hosts',
    pod('webbff').set('hostAliases', [{ ip: '10.50.17.4', hostnames: ['www.tailwindtraders.com'] }]),
    'workload/host-aliases',
  ],
  [
    'the cart claims a priority of the cluster',
    pod('cart').set('priorityClassName', 'system-cluster-critical'),
    'workload/system-priority-class',
  ],
  [
    'popularproducts listens on port 80 without the sysctl',
    pod('popularproducts').remove('securityContext.sysctls'),
    'workload/privileged-port',
  ],
  [
    'the stock offers a shell',
    container('stock').append('ports', { name: 'ssh', containerPort: 22 }),
    'workload/ssh-port',
  ],
  [
    'somebody left a pod to debug with',
    addObject('shop/stock.yaml', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'debug', namespace: 'shop' },
      spec: {
        containers: [{ name: 'debug', image: 'mcr.microsoft.com/azure-cli:2.77.0', command: ['sleep', '86400'] }],
      },
    }),
    'availability/naked-pod',
  ],
  ['the cart was indented with a tab', typed('shop/cart.yaml', '  strategy:', '\tstrategy:'), 'read/yaml'],
  [
    'a merge left its marks in the cart',
    typed('shop/cart.yaml', 'spec:\n  revisionHistoryLimit', '<<<<<<< HEAD\nspec:\n  revisionHistoryLimit'),
    'read/yaml',
  ],
  [
    'the tag of the stock moves with the branch',
    container('stock').set('image', 'tailwindtradersprod.azurecr.io/stock.api:main'),
    'workload/image-not-fixed',
  ],
  ['the digest of the coupons is cut off', container('coupons').replace('image', /[0-9a-f]{8}$/, ''), 'schema/format'],
];
