import { addBlock, addObject, block, type Fault, object } from '../vocabulary';
import type { Fields, Json } from '../json-path';

const claim = (spec: Fields): Json => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: 'shop' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'managed-csi',
    resources: { requests: { storage: '8Gi' } },
    ...spec,
  },
});
const storageClass = (fields: Fields): Json => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'disks' },
  provisioner: 'disk.csi.azure.com',
  parameters: { skuName: 'Premium_ZRS' },
  ...fields,
});
const add = (...made: readonly Json[]) => addObject('shop/prometheus.yaml', ...made);
const prometheus = object('Deployment', 'prometheus').at('spec.template.spec');
const IN_GROUP = { location: 'westeurope', resource_group_name: '${azurerm_resource_group.resource-group.name}' };

/** Volumes, their classes and data stores. */
export const STORAGE: readonly Fault[] = [
  ['a disk is to be mounted by many', add(claim({ accessModes: ['ReadWriteMany'] })), 'storage/access-mode'],
  [
    'a share is of a driver that is off',
    add(claim({ accessModes: ['ReadWriteMany'], storageClassName: 'azureblob-nfs-premium' })),
    'storage/driver-off',
  ],
  [
    'a snapshot of a disk is taken by the driver of shares',
    add(
      claim({}),
      {
        apiVersion: 'snapshot.storage.k8s.io/v1',
        kind: 'VolumeSnapshotClass',
        metadata: { name: 'shares' },
        driver: 'file.csi.azure.com',
        deletionPolicy: 'Retain',
      },
      {
        apiVersion: 'snapshot.storage.k8s.io/v1',
        kind: 'VolumeSnapshot',
        metadata: { name: 'data', namespace: 'shop' },
        spec: { volumeSnapshotClassName: 'shares', source: { persistentVolumeClaimName: 'data' } },
      },
    ),
    'storage/snapshot-driver',
  ],
  ['a claim has no size', add(claim({ resources: {} })), 'schema/required'],
  ['the size of a claim is none', add(claim({ resources: { requests: { storage: '8GB' } } })), 'schema/type'],
  ['an access mode of a claim is none', add(claim({ accessModes: ['ReadWrite'] })), 'schema/enum'],
  [
    'Prometheus mounts a claim that is not there',
    prometheus.set('volumes[prometheus]', { name: 'prometheus', persistentVolumeClaim: { claimName: 'prometheus' } }),
    'schema/reference',
  ],
  [
    'a class is of the driver of old',
    add(storageClass({ provisioner: 'kubernetes.io/azure-disk' })),
    'workload/in-tree-storage',
  ],
  [
    'a class of disks has a cache that they do not take',
    add(storageClass({ parameters: { skuName: 'PremiumV2_LRS', cachingMode: 'ReadOnly' } })),
    'cluster/disk-class',
  ],
  [
    'a store is in another region',
    addBlock('azurerm_cosmosdb_account.shopping', {
      ...IN_GROUP,
      location: 'eastus',
      name: 'tailwind-prod-shopping',
      offer_type: 'Standard',
      public_network_access_enabled: false,
      consistency_policy: { consistency_level: 'Session' },
      geo_location: [{ location: 'eastus', failover_priority: 0 }],
    }),
    'storage/other-region',
    'ConfigMap/shop/cart',
  ],
  [
    'a store is open to the internet',
    addBlock('azurerm_cosmosdb_account.shopping', {
      ...IN_GROUP,
      name: 'tailwind-prod-shopping',
      offer_type: 'Standard',
      consistency_policy: { consistency_level: 'Session' },
      geo_location: [{ location: 'westeurope', failover_priority: 0 }],
    }),
    'exposure/public-data-store',
  ],
  [
    'the pictures may be read in the clear',
    addBlock('azurerm_storage_account.pictures', {
      ...IN_GROUP,
      name: 'tailwindtradersprod',
      account_tier: 'Standard',
      account_replication_type: 'ZRS',
      https_traffic_only_enabled: false,
      allow_nested_items_to_be_public: false,
      network_rules: { default_action: 'Deny' },
    }),
    'exposure/open-store',
  ],
  [
    'the pictures are open to everybody',
    addBlock('azurerm_storage_container.pictures', {
      name: 'pictures',
      storage_account_id: '${azurerm_key_vault.vault.id}',
      container_access_type: 'container',
    }),
    'exposure/open-store',
  ],
  ['a database keeps its data in one zone', add(database('managed-csi-premium-v2')), 'zones/disk-in-one-zone'],
  [
    'a database asks for an ultra disk',
    add(
      storageClass({ metadata: { name: 'ultra' }, parameters: { skuName: 'UltraSSD_LRS', cachingMode: 'None' } }),
      database('ultra'),
    ),
    'storage/ultra-disk-off',
  ],
  ['one disk is rolled over by two pods', add(claim({}), shared()), 'disruption/rollout-cannot-progress'],
  [
    'a service is in development mode',
    object('ConfigMap', 'product').set('data.ASPNETCORE_ENVIRONMENT', 'Development'),
    'exposure/development-mode',
  ],
  [
    'the shop is measured where everybody may look',
    add({
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name: 'cart', namespace: 'shop' },
      spec: { selector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } }, endpoints: [{ port: 'http' }] },
    }),
    'exposure/metrics-public',
    'HTTPRoute/shop/cart',
  ],
  ['a nightly job starts at any time', add(nightly({})), 'workload/cron-job-deadline'],
  [
    'a nightly job has an hour that is none',
    add(nightly({ schedule: '0 25 * * *', startingDeadlineSeconds: 600 })),
    'schema/format',
  ],
  [
    'a nightly job restarts for ever',
    add(
      nightly({
        startingDeadlineSeconds: 600,
        jobTemplate: { spec: { template: { spec: { restartPolicy: 'Always', containers: [] } } } },
      }),
    ),
    'workload/restart-policy',
  ],
  [
    'a job leaves its pods behind',
    add({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'seed', namespace: 'shop' },
      spec: { template: { spec: pod() } },
    }),
    'workload/job-never-removed',
  ],
  [
    'the old dashboard is here',
    add(deploymentOf('kubernetes-dashboard', 'docker.io/kubernetesui/dashboard:v2.7.0')),
    'workload/dashboard',
  ],
  ['the server of Helm is here', add(deploymentOf('tiller-deploy', 'ghcr.io/helm/tiller:v2.17.0')), 'workload/tiller'],
  [
    'the registry is called in the clear',
    addBlock('azurerm_container_registry_webhook.hook', {
      ...IN_GROUP,
      name: 'hook',
      registry_name: '${azurerm_container_registry.registry.name}',
      service_uri: 'http://hook.tailwindtraders.com',
      actions: ['push'],
    }),
    'registry/webhook-in-clear',
  ],
  [
    'a grant is on a store that is not there',
    block('azurerm_role_assignment.aks_pull-tailwindtradersprod').set(
      'scope',
      '${azurerm_storage_account.pictures.id}',
    ),
    'schema/reference',
  ],
  [
    'a database has its names from a Service that has none',
    add(database('managed-csi', 'cart')),
    'availability/stateful-set-service',
  ],
  [
    'a database has its names from a Service of others',
    add(
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'orders', namespace: 'shop' },
        spec: { clusterIP: 'None', selector: { app: 'order' }, ports: [{ port: 5432 }] },
      },
      database('managed-csi'),
    ),
    'availability/stateful-set-service',
  ],
];

function pod(): Fields {
  return { restartPolicy: 'Never', containers: [{ name: 'seed', image: 'tailwindtradersprod.azurecr.io/seed:1.0.0' }] };
}

function nightly(spec: Fields): Json {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace: 'shop' },
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { spec: pod() } } }, ...spec },
  };
}

function deploymentOf(name: string, image: string, more: Fields = {}): Json {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, image }], ...more } },
    },
  };
}

function shared(): Json {
  const made = deploymentOf('files', 'tailwindtradersprod.azurecr.io/files:1.0.0', {
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
  });
  return made;
}

function database(storageClassName: string, serviceName = 'orders'): Json {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'orders', namespace: 'shop' },
    spec: {
      replicas: 3,
      serviceName,
      selector: { matchLabels: { app: 'orders' } },
      template: {
        metadata: { labels: { app: 'orders' } },
        spec: {
          nodeSelector: { 'cdk-aks.dev/pool': 'apps' },
          containers: [{ name: 'orders', image: 'tailwindtradersprod.azurecr.io/orders:1.0.0' }],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage: '8Gi' } } },
        },
      ],
    },
  };
}
