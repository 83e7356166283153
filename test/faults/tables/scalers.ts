import type { Fields, Json } from '../json-path';
import { container } from '../places';
import { addObject, type Fault, object, together } from '../vocabulary';

const hpa = object('HorizontalPodAutoscaler', 'cart');
const metric = hpa.at('spec.metrics[0]');
const keda = object('ScaledObject', 'product');
const trigger = keda.at('spec.triggers[prometheus]');
const triggers = (...all: readonly Fields[]) => together(keda.set('spec.triggers', all), keda.remove('spec.fallback'));
const limits = object('LimitRange', 'default-requests').at('spec.limits[0]');
const hard = object('ResourceQuota', 'quota').at('spec.hard');
const BY_CPU = { type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } };
const CLOCK = { timezone: 'Europe/Amsterdam', start: '0 6 * * *', end: '0 20 * * *', desiredReplicas: '6' };
const QUEUE = { type: 'azure-queue', metadata: { queueName: 'orders', queueLength: '5' } };
const CART = 'Deployment/shop/cart';

/** A worker that Jobs are started for. */
function seed(spec: Fields): Json {
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledJob',
    metadata: { name: 'seed', namespace: 'shop' },
    spec: {
      jobTargetRef: {
        template: {
          spec: {
            restartPolicy: 'Never',
            containers: [{ name: 'seed', image: 'tailwindtradersprod.azurecr.io/seed:1.0.0' }],
          },
        },
      },
      triggers: [QUEUE],
      ...spec,
    },
  };
}

/** A Deployment of a namespace without defaults, and its autoscaler. */
function tool(resource: string, requests: Fields): readonly Json[] {
  const metadata = { name: 'tool', namespace: 'tools' };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        selector: { matchLabels: { app: 'tool' } },
        template: {
          metadata: { labels: { app: 'tool' } },
          spec: {
            containers: [{ name: 'tool', image: 'tailwindtradersprod.azurecr.io/tool:1.0.0', resources: { requests } }],
          },
        },
      },
    },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'tool' },
        minReplicas: 3,
        maxReplicas: 9,
        metrics: [
          { type: 'Resource', resource: { name: resource, target: { type: 'Utilization', averageUtilization: 70 } } },
        ],
      },
    },
  ];
}

/** What scalers ask for and go by, and what a namespace lets them have. */
export const SCALERS: readonly Fault[] = [
  [
    'a tool scales by memory that it does not ask for',
    addObject('shop/stock.yaml', ...tool('memory', { cpu: '100m' })),
    'scaling/metric-not-measured',
  ],
  ['the cart scales by what nobody measures', metric.set('resource.name', 'requests'), 'scaling/metric-not-measured'],
  [
    'the cart scales by a container that it does not have',
    hpa.set('spec.metrics[0]', {
      type: 'ContainerResource',
      containerResource: { name: 'cpu', container: 'carts', target: { type: 'Utilization', averageUtilization: 70 } },
    }),
    'scaling/metric-not-measured',
  ],
  [
    'the cart scales at more than its limit',
    metric.set('resource.target.averageUtilization', 250),
    'scaling/never-scales-up',
  ],
  [
    'the cart scales where it is held back already',
    together(
      metric.set('resource.target.averageUtilization', 95),
      container('cart').set('resources.limits.cpu', '200m'),
    ),
    'scaling/never-scales-up',
  ],
  ['the cart is not to scale up', hpa.set('spec.behavior.scaleUp.selectPolicy', 'Disabled'), 'scaling/never-scales-up'],
  [
    'the product was stopped by hand',
    keda.set('metadata.annotations', { 'autoscaling.keda.sh/paused': 'true' }),
    'scaling/never-scales-up',
  ],
  [
    'the product was held at two pods by hand',
    keda.set('metadata.annotations', { 'autoscaling.keda.sh/paused-replicas': '2' }),
    'scaling/never-scales-up',
  ],
  ['the product scales to less than its minimum', keda.set('spec.maxReplicaCount', 2), 'scaling/replica-counts'],
  ['the product has no room to scale', keda.set('spec.maxReplicaCount', 3), 'availability/autoscaler-fixed'],
  ['the product is idle with as many pods', keda.set('spec.idleReplicaCount', 3), 'scaling/replica-counts'],
  ['the product is idle with one pod', keda.set('spec.idleReplicaCount', 1), 'scaling/replica-counts'],
  ['the product falls back to more than it may have', keda.set('spec.fallback.replicas', 60), 'scaling/replica-counts'],
  ['the product falls back from its own usage', keda.set('spec.triggers', [BY_CPU]), 'scaling/replica-counts'],
  [
    'the product is to sleep until it uses something',
    together(keda.set('spec.triggers', [BY_CPU]), keda.set('spec.minReplicaCount', 0)),
    'scaling/replica-counts',
  ],
  ['the product is asked about all the time', keda.set('spec.pollingInterval', 0), 'schema/range'],
  ['the product cools down before it is warm', keda.set('spec.cooldownPeriod', -1), 'schema/range'],
  ['the fallback of the product never comes', keda.remove('spec.fallback.failureThreshold'), 'schema/required'],
  ['the trigger of the product has no threshold', trigger.remove('metadata.threshold'), 'scaling/trigger-metadata'],
  [
    'the threshold of the product is misspelt',
    trigger.rename('metadata.threshold', 'treshold'),
    'scaling/trigger-metadata',
  ],
  ['the trigger of the product asks nothing', trigger.remove('metadata.query'), 'scaling/trigger-metadata'],
  ['the trigger of the product asks nobody', trigger.remove('metadata.serverAddress'), 'scaling/trigger-metadata'],
  ['the threshold of the product is zero', trigger.set('metadata.threshold', '0'), 'scaling/trigger-metadata'],
  ['the threshold of the product is a word', trigger.set('metadata.threshold', 'three'), 'scaling/trigger-metadata'],
  ['the type of the trigger is misspelt', trigger.set('type', 'promethues'), 'scaling/trigger-metadata'],
  [
    'the product scales by a queue without name',
    triggers({ type: 'azure-servicebus', metadata: { namespace: 'tailwind-prod', messageCount: '5' } }),
    'scaling/trigger-metadata',
  ],
  [
    'the product scales by a topic without subscription',
    triggers({ type: 'azure-servicebus', metadata: { topicName: 'orders', messageCount: '5' } }),
    'scaling/trigger-metadata',
  ],
  [
    'the product scales by a clock in a zone that does not exist',
    triggers({ type: 'cron', metadata: { ...CLOCK, timezone: 'Europe/Amsterdm' } }),
    'scaling/trigger-metadata',
  ],
  [
    'the product scales by a clock that stops when it starts',
    triggers({ type: 'cron', metadata: { ...CLOCK, end: CLOCK.start } }),
    'scaling/trigger-metadata',
  ],
  [
    'the product scales by a clock beyond its maximum',
    triggers({ type: 'cron', metadata: { ...CLOCK, desiredReplicas: '50' } }),
    'scaling/trigger-metadata',
  ],
  [
    'Jobs are started by the usage of others',
    addObject('shop/stock.yaml', seed({ triggers: [BY_CPU] })),
    'scaling/replica-counts',
  ],
  [
    'more Jobs run at least than at most',
    addObject('shop/stock.yaml', seed({ minReplicaCount: 5, maxReplicaCount: 2 })),
    'scaling/replica-counts',
  ],
  [
    'the shop has a limit that the cart is above',
    limits.set('max', { cpu: '250m' }),
    'scaling/refused-by-limit-range',
    CART,
  ],
  [
    'the shop has a least that the cart is below',
    limits.set('min', { cpu: '250m' }),
    'scaling/refused-by-limit-range',
    CART,
  ],
  [
    'the shop lets nobody take more than they ask for',
    limits.set('maxLimitRequestRatio', { cpu: '1' }),
    'scaling/refused-by-limit-range',
    CART,
  ],
  [
    'the shop gives less by default than Prometheus asks for',
    limits.set('default', { cpu: '20m' }),
    'scaling/refused-by-limit-range',
    'Deployment/shop/prometheus',
  ],
  [
    'the shop gives more by default than it lets anybody have',
    limits.set('max', { cpu: '50m' }),
    'scaling/limit-range-order',
    'LimitRange/shop/default-requests',
  ],
  [
    'the shop gives less by default than it asks for',
    limits.set('min', { memory: '256Mi' }),
    'scaling/limit-range-order',
    'LimitRange/shop/default-requests',
  ],
  [
    'the quota counts limits that Prometheus does not have',
    hard.set('[limits.cpu]', '100'),
    'scaling/refused-by-quota',
    'Deployment/shop/prometheus',
  ],
  ['the quota has fewer Services than the shop', hard.set('services', 3), 'scaling/beyond-quota'],
  ['the quota has fewer Deployments than the shop', hard.set('[count/deployments.apps]', 3), 'scaling/beyond-quota'],
];
