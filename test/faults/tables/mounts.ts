import type { Fields, Json } from '../json-path';
import { container, deployment, pod } from '../places';
import { addObject, type Fault, object, together } from '../vocabulary';

const vaultClass = object('SecretProviderClass', 'cart-tailwind-prod-secrets');
const parameters = vaultClass.at('spec.parameters');
const csi = pod('cart').at('volumes[vault-tailwind-prod-secrets].csi');
const service = (name: string) => object('Service', name);
const cart = container('cart');

/** Mounts a part of the ConfigMap of the cart. */
const part = (subPath: string, more: Fields = {}) =>
  together(
    pod('cart').append('volumes', { name: 'config', configMap: { name: 'cart', ...more } }),
    cart.append('volumeMounts', { name: 'config', mountPath: `/etc/cart/${subPath}`, subPath }),
  );

const JOB = {
  ttlSecondsAfterFinished: 600,
  template: {
    metadata: { labels: { app: 'seed' } },
    spec: {
      restartPolicy: 'Never',
      containers: [{ name: 'seed', image: 'tailwindtradersprod.azurecr.io/seed:1.0.0' }],
    },
  },
};

function nightly(spec: Fields): Json {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace: 'shop' },
    spec: { schedule: '0 3 * * *', startingDeadlineSeconds: 600, jobTemplate: { spec: JOB }, ...spec },
  };
}

function seed(spec: Fields): Json {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'seed', namespace: 'shop' },
    spec: { ...JOB, ...spec },
  };
}

const labelled = { ...JOB.template, metadata: { labels: { 'app.kubernetes.io/name': 'cart' } } };

/** What pods mount, when they start and stop, and who else gets their calls. */
export const MOUNTS: readonly Fault[] = [
  ['the class of the cart names no vault', parameters.remove('keyvaultName'), 'secrets/vault-class'],
  ['the class of the cart names no tenant', parameters.remove('tenantId'), 'secrets/vault-class'],
  ['the class of the cart takes nothing', parameters.remove('objects'), 'secrets/vault-class'],
  [
    'the objects of the class lost a quote',
    parameters.replace('objects', 'objectName: "cosmos-key"', 'objectName: "cosmos-key'),
    'secrets/vault-class',
  ],
  ['the objects of the class lost their head', parameters.replace('objects', 'array:\n', ''), 'secrets/vault-class'],
  [
    'the objects of the class are plain YAML',
    parameters.set('objects', 'array:\n  - objectName: cosmos-key\n    objectType: secret\n'),
    'secrets/vault-class',
  ],
  [
    'an object of the class is of a type that no vault has',
    parameters.replace('objects', 'objectType: secret', 'objectType: password'),
    'secrets/vault-class',
  ],
  [
    'an object of the class has no name',
    parameters.replace('objects', 'objectName: "cosmos-key"', 'objectVersion: ""'),
    'secrets/vault-class',
  ],
  [
    'two objects of the class become one file',
    parameters.replace('objects', 'objectAlias: "insights-key"', 'objectAlias: "cosmos-key"'),
    'secrets/vault-class',
  ],
  [
    'an object of the class was renamed, and its Secret was not',
    parameters.replace('objects', 'objectAlias: "cosmos-key"', 'objectAlias: "cosmos"'),
    'secrets/vault-class',
  ],
  [
    'the Secret of the class takes what the class does not',
    vaultClass.set('spec.secretObjects[0].data[cosmos-key].objectName', 'cosmos'),
    'secrets/vault-class',
  ],
  [
    'the class of the cart signs in twice',
    parameters.merge('', { usePodIdentity: 'true', useVMManagedIdentity: 'true' }),
    'secrets/vault-class',
  ],
  ['the provider of the class is misspelt', vaultClass.set('spec.provider', 'azur'), 'secrets/vault-class'],
  [
    'the cart mounts a class that is not there',
    csi.set('volumeAttributes.secretProviderClass', 'cart'),
    'secrets/vault-volume',
  ],
  ['the cart mounts no class', csi.remove('volumeAttributes'), 'secrets/vault-volume'],
  ['the cart mounts its secrets to write to them', csi.set('readOnly', false), 'secrets/vault-volume'],
  [
    'the cart reads a key that its Secret does not get',
    cart.set('env[AUTHKEY].valueFrom.secretKeyRef.key', 'cosmos'),
    'secrets/synced-key-missing',
  ],
  [
    'the key of a Secret was renamed under the cart',
    vaultClass.set('spec.secretObjects[0].data[cosmos-key].key', 'cosmos'),
    'secrets/synced-key-missing',
    'Deployment/shop/cart',
  ],
  [
    'a pod reads the certificate by a name that it does not have',
    pod('cart').append('volumes', {
      name: 'tls',
      secret: { secretName: 'tls', items: [{ key: 'tls.pem', path: 'tls.pem' }] },
    }),
    'secrets/synced-key-missing',
  ],
  [
    'the cart reads a setting that is not there',
    cart.append('env', { name: 'HOSTS', valueFrom: { configMapKeyRef: { name: 'cart', key: 'HOSTS' } } }),
    'schema/reference',
  ],
  [
    'the cart mounts a setting that is not there',
    pod('cart').append('volumes', {
      name: 'config',
      configMap: { name: 'cart', items: [{ key: 'HOSTS', path: 'x' }] },
    }),
    'schema/reference',
  ],
  ['the cart mounts a file that is not there', part('app.json'), 'workload/sub-path-missing'],
  [
    'the cart mounts a file by the name of its key',
    part('HOST', { items: [{ key: 'HOST', path: 'host.txt' }] }),
    'workload/sub-path-missing',
  ],
  [
    'the cart mounts two volumes in one place',
    cart.append('volumeMounts', {
      name: 'vault-tailwind-prod-secrets',
      mountPath: '/mnt/secrets/tailwind-prod-secrets',
    }),
    'schema/duplicate',
  ],
  [
    'the cart waits longer than it has for stopping',
    cart.set('lifecycle.preStop.sleep.seconds', 60),
    'availability/stop-too-short',
  ],
  [
    'the cart waits by a command, and too long',
    cart.set('lifecycle.preStop', { exec: { command: ['/bin/sh', '-c', 'sleep 60'] } }),
    'availability/stop-too-short',
  ],
  ['the cart has no time to stop', pod('cart').set('terminationGracePeriodSeconds', 5), 'availability/stop-too-short'],
  [
    'a rollout of the cart is given up while it starts',
    deployment('cart').set('spec.progressDeadlineSeconds', 60),
    'availability/progress-deadline',
  ],
  [
    'the cart may take half an hour to start',
    cart.merge('startupProbe', { failureThreshold: 180, periodSeconds: 10 }),
    'availability/progress-deadline',
  ],
  [
    'a rollout of the cart is given up before it counts as one',
    deployment('cart').merge('spec', { progressDeadlineSeconds: 60, minReadySeconds: 90 }),
    'schema/invalid',
  ],
  [
    'a nightly job runs on a day that does not come',
    addObject('shop/stock.yaml', nightly({ schedule: '0 3 30 2 *' })),
    'workload/cron-job-never-runs',
  ],
  [
    'a nightly job runs by a time zone that is misspelt',
    addObject('shop/stock.yaml', nightly({ timeZone: 'Europe/Amsterdm' })),
    'workload/cron-job-never-runs',
  ],
  [
    'a nightly job runs by summer time',
    addObject('shop/stock.yaml', nightly({ timeZone: 'CEST' })),
    'workload/cron-job-never-runs',
  ],
  [
    'a nightly job may start no later than the controller looks',
    addObject('shop/stock.yaml', nightly({ startingDeadlineSeconds: 5 })),
    'workload/cron-job-deadline',
  ],
  [
    'a job ends before it is tried again',
    addObject('shop/stock.yaml', seed({ backoffLimit: 6, activeDeadlineSeconds: 60 })),
    'workload/job-retries',
  ],
  [
    'a job gets calls that are meant for the cart',
    addObject('shop/stock.yaml', seed({ template: labelled })),
    'services/selects-several',
    'v1/Service/shop/cart',
  ],
  [
    'the Service of the cart selects the whole shop',
    service('cart').set('spec.selector', { 'app.kubernetes.io/part-of': 'shop' }),
    'services/selects-several',
  ],
  [
    'the Service of the login lost its address',
    service('login').set('spec.clusterIP', 'None'),
    'services/headless-port',
  ],
  [
    'the policy of the cart has a range that is none',
    object('NetworkPolicy', 'cart').set('spec.ingress[0].from[0].ipBlock.cidr', '10.50.17.0/33'),
    'schema/format',
  ],
  [
    'the policy of the cart leaves out what it does not have',
    object('NetworkPolicy', 'cart').set('spec.egress[1].to[0].ipBlock', {
      cidr: '10.0.0.0/8',
      except: ['192.168.0.0/16'],
    }),
    'schema/invalid',
  ],
];
