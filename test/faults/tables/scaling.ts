import type { Json } from '../json-path';
import { container, deployment } from '../places';
import { addObject, type Fault, object } from '../vocabulary';

const hpa = (name: string) =>
  object('HorizontalPodAutoscaler', name, name === 'rewards-registration' ? 'shop-windows' : 'shop');
const scaledObject = object('ScaledObject', 'product');
const trigger = scaledObject.at('spec.triggers[prometheus]');
const quota = object('ResourceQuota', 'quota');

const WORKER = {
  apiVersion: 'keda.sh/v1alpha1',
  kind: 'ScaledObject',
  metadata: { name: 'stock', namespace: 'shop' },
  spec: {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' },
    minReplicaCount: 3,
    maxReplicaCount: 6,
    triggers: [{ type: 'cpu', metricType: 'Utilization', metadata: { value: '70' } }],
  },
};

const vpa = (name: string, updateMode: string): Json => ({
  apiVersion: 'autoscaling.k8s.io/v1',
  kind: 'VerticalPodAutoscaler',
  metadata: { name, namespace: 'shop' },
  spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' }, updatePolicy: { updateMode } },
});

/** Autoscalers, KEDA and what their pods need room in. */
export const SCALING: readonly Fault[] = [
  [
    'the autoscaler of the cart is named after another Deployment',
    hpa('cart').set('spec.scaleTargetRef.name', 'carts'),
    'schema/reference',
  ],
  [
    'the autoscaler of the cart scales another kind',
    hpa('cart').set('spec.scaleTargetRef.kind', 'StatefulSet'),
    'schema/reference',
  ],
  [
    'the cart is resized by what it scales on',
    addObject('shop/cart.yaml', vpa('cart', 'Recreate')),
    'scaling/vertical-and-horizontal',
  ],
  [
    'the cart is measured twice',
    addObject('shop/cart.yaml', vpa('cart', 'Off'), vpa('cart-again', 'Off')),
    'scaling/vertical-unfit',
  ],
  [
    'the autoscaler of the cart scales a Job',
    hpa('cart').set('spec.scaleTargetRef', { apiVersion: 'batch/v1', kind: 'Job', name: 'cart' }),
    'scaling/no-number-of-pods',
  ],
  [
    'the autoscaler of the cart scales what coupons has already',
    hpa('cart').set('spec.scaleTargetRef.name', 'coupons'),
    'scaling/two-scalers',
    'HorizontalPodAutoscaler/shop/coupons',
  ],
  ['the cart may scale down to one pod', hpa('cart').set('spec.minReplicas', 1), 'availability/autoscaler-minimum'],
  ['the cart lost its minimum', hpa('cart').remove('spec.minReplicas'), 'availability/autoscaler-minimum'],
  ['the cart keeps fewer pods than zones', hpa('cart').set('spec.minReplicas', 2), 'zones/fewer-replicas-than-zones'],
  ['the cart has no room to scale', hpa('cart').set('spec.maxReplicas', 3), 'availability/autoscaler-fixed'],
  ['the cart scales to less than its minimum', hpa('cart').set('spec.maxReplicas', 2), 'availability/autoscaler-fixed'],
  ['the cart lost its maximum', hpa('cart').remove('spec.maxReplicas'), 'schema/required'],
  [
    'the autoscaler of the cart has the metrics of v1',
    hpa('cart').set('apiVersion', 'autoscaling/v1'),
    'schema/unknown-field',
  ],
  [
    'the autoscaler of the cart is of an API that is gone',
    hpa('cart').set('apiVersion', 'autoscaling/v2beta2'),
    'schema/removed-kind',
  ],
  [
    'the autoscaler of the cart aims at nothing',
    hpa('cart').remove('spec.metrics[0].resource.target.averageUtilization'),
    'schema/required',
  ],
  [
    'the autoscaler of the cart aims at 0 %',
    hpa('cart').set('spec.metrics[0].resource.target.averageUtilization', 0),
    'schema/range',
  ],
  [
    'the login scales by memory that it does not ask for',
    hpa('login').copy((copy) => ({ ...(copy as object), metadata: { name: 'login-2', namespace: 'shop' } })),
    'scaling/two-scalers',
  ],
  [
    'the cart has its replicas written down beside its autoscaler',
    deployment('cart').set('spec.replicas', 3),
    'availability/replicas-fight-autoscaler',
  ],
  [
    'the product has its replicas written down beside KEDA',
    deployment('product').set('spec.replicas', 3),
    'availability/replicas-fight-autoscaler',
  ],
  ['the autoscaler of the cart was removed', hpa('cart').drop(), 'availability/one-replica', 'Deployment/shop/cart'],
  ['KEDA scales the cart beside its autoscaler', addObject('shop/cart.yaml', WORKER), 'scaling/two-scalers'],
  [
    'the stock has its scaler in another namespace',
    scaledObject.set('metadata.namespace', 'shop-windows'),
    'schema/reference',
  ],
  [
    'KEDA scales a Deployment that is not there',
    scaledObject.set('spec.scaleTargetRef.name', 'products'),
    'schema/reference',
  ],
  ['the product lost its trigger', scaledObject.set('spec.triggers', []), 'schema/count'],
  ['the trigger of the product lost its type', trigger.remove('type'), 'schema/required'],
  ['the threshold of the product is a number', trigger.set('metadata.threshold', 3), 'schema/type'],
  [
    'the trigger of the product signs in as nobody',
    trigger.set('authenticationRef', { name: 'prometheus' }),
    'schema/reference',
  ],
  [
    'the product is scaled by an old field',
    scaledObject.rename('spec.maxReplicaCount', 'maxReplicas'),
    'schema/unknown-field',
  ],
  [
    'the quota is smaller than what the services grow to',
    quota.set('spec.hard[requests.cpu]', '16'),
    'scaling/beyond-quota',
  ],
  ['the quota has fewer pods than the services grow to', quota.set('spec.hard.pods', 40), 'scaling/beyond-quota'],
  [
    'the quota has less memory than the services grow to',
    quota.set('spec.hard[requests.memory]', '16Gi'),
    'scaling/beyond-quota',
  ],
  ['the quota of pods has a unit', quota.set('spec.hard.pods', 'many'), 'schema/type'],
  [
    'the cart grows beyond its pools',
    hpa('cart').set('spec.maxReplicas', 400),
    'scaling/beyond-quota',
    'ResourceQuota/shop/quota',
  ],
  [
    'the cart asks for whole cores',
    container('cart').set('resources.requests.cpu', '2'),
    'scaling/beyond-quota',
    'ResourceQuota/shop/quota',
  ],
  ['the product serves nobody at night', scaledObject.set('spec.minReplicaCount', 0), 'availability/one-replica'],
  [
    'the pools hold less than the services grow to',
    hpa('coupons').set('spec.maxReplicas', 200),
    'scaling/beyond-pools',
    'azurerm_kubernetes_cluster_node_pool.aks_apps_1',
  ],
];
