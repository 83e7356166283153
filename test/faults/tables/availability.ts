import { container, deployment } from '../places';
import { addObject, type Fault, object } from '../vocabulary';

const budget = (name: string) =>
  object('PodDisruptionBudget', name, name === 'rewards-registration' ? 'shop-windows' : 'shop');

/** Probes, rollouts, ends of pods and disruption budgets. */
export const AVAILABILITY: readonly Fault[] = [
  [
    'the cart gets calls before it can answer',
    container('cart').remove('readinessProbe'),
    'availability/readiness-missing',
  ],
  [
    'the cart is not restarted when it hangs',
    container('cart').remove('livenessProbe'),
    'availability/liveness-missing',
  ],
  [
    'the readiness of the cart asks a port that it does not have',
    container('cart').set('readinessProbe.httpGet.port', 3000),
    'availability/probe-port',
  ],
  [
    'the liveness of the cart asks a name that no port has',
    container('cart').set('livenessProbe.httpGet.port', 'web'),
    'availability/probe-port',
  ],
  [
    'the startup probe of the cart asks a name that no port has',
    container('cart').set('startupProbe.httpGet.port', 'web'),
    'availability/probe-port',
  ],
  ['the port of the cart was renamed', container('cart').set('ports[http].name', 'web'), 'availability/probe-port'],
  [
    'the profile is restarted for what should only take it out of service',
    container('profile').set('livenessProbe', {
      failureThreshold: 3,
      httpGet: { path: '/readiness', port: 'http', scheme: 'HTTP' },
      periodSeconds: 30,
      timeoutSeconds: 5,
    }),
    'availability/probes-alike',
  ],
  [
    'liveness and readiness of product ask one path',
    container('product').set('readinessProbe.httpGet.path', '/liveness'),
    'availability/probes-alike',
  ],
  [
    'the liveness of the cart must succeed twice',
    container('cart').set('livenessProbe.successThreshold', 2),
    'schema/range',
  ],
  [
    'the probe of the cart asks in two ways',
    container('cart').set('livenessProbe.tcpSocket', { port: 'http' }),
    'schema/one-of',
  ],
  ['the probe of the cart asks nothing', container('cart').remove('livenessProbe.httpGet'), 'schema/one-of'],
  ['the liveness of the cart has no period', container('cart').set('livenessProbe.periodSeconds', -1), 'schema/range'],
  ['the timeout of a probe is text', container('cart').set('readinessProbe.timeoutSeconds', '2s'), 'schema/type'],
  [
    'a field of a probe is misspelt',
    container('cart').rename('livenessProbe.failureThreshold', 'failureTreshold'),
    'schema/unknown-field',
  ],
  [
    'a probe was indented one level too far',
    container('cart').set('livenessProbe', { httpGet: { path: '/liveness', port: 'http', periodSeconds: 10 } }),
    'schema/unknown-field',
  ],
  [
    'the cart stops all pods for a rollout',
    deployment('cart').set('strategy', { type: 'Recreate' }),
    'schema/unknown-field',
  ],
  [
    'the cart stops before it starts',
    deployment('cart').set('spec.strategy', { type: 'Recreate' }),
    'availability/stops-before-start',
  ],
  [
    'the cart takes all pods away at once',
    deployment('cart').set('spec.strategy.rollingUpdate.maxUnavailable', '100%'),
    'availability/stops-before-start',
  ],
  [
    'the cart says how to roll and that it does not',
    deployment('cart').set('spec.strategy.type', 'Recreate'),
    'schema/conflict',
  ],
  [
    'the cart can neither add nor take away a pod',
    deployment('cart').set('spec.strategy.rollingUpdate', { maxSurge: 0, maxUnavailable: 0 }),
    'schema/invalid',
  ],
  [
    'the surge of the cart has no percent sign',
    deployment('cart').set('spec.strategy.rollingUpdate.maxSurge', 'a quarter'),
    'schema/format',
  ],
  ['the cart has no budget', budget('cart').drop(), 'availability/no-budget', 'Deployment/shop/cart'],
  [
    'the budget of the cart holds broken pods',
    budget('cart').remove('spec.unhealthyPodEvictionPolicy'),
    'availability/budget-keeps-broken-pods',
  ],
  [
    'the budget of the cart says nothing',
    budget('cart').remove('spec.maxUnavailable'),
    'availability/budget-says-nothing',
  ],
  ['the budget of the cart says two things', budget('cart').set('spec.minAvailable', 2), 'schema/conflict'],
  [
    'the budget of the cart allows nothing',
    budget('cart').set('spec.maxUnavailable', 0),
    'disruption/blocks-every-drain',
  ],
  [
    'the budget of the cart allows everything',
    budget('cart').set('spec.maxUnavailable', '100%'),
    'disruption/allows-losing-all',
  ],
  [
    'the budget of the cart keeps what the autoscaler does not',
    budget('cart').set('spec', { minAvailable: 3, selector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } } }),
    'disruption/blocks-at-minimum',
  ],
  [
    'the stock has one pod and a budget that keeps it',
    addObject('shop/stock.yaml', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'stock', namespace: 'shop' },
      spec: {
        minAvailable: 1,
        selector: { matchLabels: { 'app.kubernetes.io/name': 'stock' } },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    }),
    'disruption/blocks-every-drain',
  ],
  [
    'a budget of the cart protects nothing',
    budget('cart').set('spec.selector.matchLabels[app.kubernetes.io/name]', 'carts'),
    'schema/reference',
  ],
  [
    'the budget of the cart is of an API that is gone',
    budget('cart').set('apiVersion', 'policy/v1beta1'),
    'schema/removed-kind',
  ],
  [
    'two budgets count the pods of the cart',
    budget('cart').copy((copy) => ({ ...(copy as object), metadata: { name: 'cart-2', namespace: 'shop' } })),
    'disruption/two-budgets',
  ],
  [
    'one budget holds the whole namespace',
    budget('cart').set('spec.selector', {}),
    'disruption/two-budgets',
    'PodDisruptionBudget/shop/coupons',
  ],
  [
    'the budget of the cart is in another namespace',
    budget('cart').set('metadata.namespace', 'shop-windows'),
    'schema/reference',
  ],
  ['the budget of the cart was merged into another', budget('cart').set('metadata.name', 'webbff'), 'schema/duplicate'],
  [
    'one budget for all services lets the cart go',
    budget('cart').set('spec', {
      maxUnavailable: 6,
      selector: { matchLabels: { 'app.kubernetes.io/part-of': 'shop' } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    }),
    'disruption/one-of-several',
  ],
  ['the stock lost its number of pods', deployment('stock').set('spec.replicas', -1), 'schema/range'],
];
