// The queue of orders, what takes them off it, and room for a zone that is lost.
const { createHash } = require('node:crypto');
const { ApiObject, Chart } = require('cdk8s');
const { labelsOf, onLinux, PRIVATE, spread } = require('./common.cjs');
const { onVirtualNodesToo } = require('./service-chart.cjs');

const container = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
};
const seccompProfile = { type: 'RuntimeDefault' };
const rabbitLabels = { 'app.kubernetes.io/component': 'rabbitmq', 'app.kubernetes.io/name': 'rabbit' };
const pods = (matchLabels, namespace) => ({
  podSelector: { matchLabels },
  ...(namespace && { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }),
});
const named = (name) => ({ 'app.kubernetes.io/name': name });
const tcp = (...ports) => ports.map((port) => ({ port, protocol: 'TCP' }));
const overNodes = (id) => spread(id, 'kubernetes.io/hostname', 'ScheduleAnyway');
/** Fields by path below the spec, as patches of other charts have them. */
const unfolded = (fields) =>
  Object.fromEntries(Object.entries(fields).map(([path, value]) => [path.replace('template/spec/', ''), value]));

exports.OrdersCharts = (scope, environment) => {
  brokers(chartOf(scope, 'rabbit'), environment);
  processor(chartOf(scope, 'order-processor'), environment);
  if (environment.premium) headroom(chartOf(scope, 'headroom'));
};

function chartOf(scope, id) {
  return new Chart(scope, id, { namespace: 'shop', labels: labelsOf(id, 'shop'), disableResourceNameHashes: true });
}

function policy(chart, name, matchLabels, rules) {
  new ApiObject(chart, 'policy', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name },
    spec: { podSelector: { matchLabels }, policyTypes: ['Ingress', 'Egress'], ...rules },
  });
}

function account(chart, name) {
  new ApiObject(chart, 'account', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name },
    automountServiceAccountToken: false,
  });
}

function brokers(chart, { grafanaName, zones, premium }) {
  const resources = { cpu: '500m', memory: '2Gi' };
  const over = (topologyKey) => ({
    labelSelector: { matchLabels: rabbitLabels },
    maxSkew: 1,
    nodeTaintsPolicy: 'Honor',
    topologyKey,
    whenUnsatisfiable: 'DoNotSchedule',
  });
  new ApiObject(chart, 'cluster', {
    apiVersion: 'rabbitmq.com/v1beta1',
    kind: 'RabbitmqCluster',
    metadata: { name: 'rabbit', annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
    spec: {
      image: 'docker.io/library/rabbitmq:4.2.6-management',
      replicas: premium ? 3 : 1,
      persistence: { storage: '20Gi', storageClassName: 'managed-csi-premium' },
      rabbitmq: { additionalConfig: 'disk_free_limit.relative = 1.0\ndefault_queue_type = quorum\n' },
      resources: { limits: resources, requests: resources },
      terminationGracePeriodSeconds: 1200,
      override: {
        statefulSet: {
          spec: {
            persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
            template: {
              spec: {
                containers: [],
                nodeSelector: onLinux,
                topologySpreadConstraints: [
                  ...(zones.length > 1 ? [over('topology.kubernetes.io/zone')] : []),
                  over('kubernetes.io/hostname'),
                ],
              },
            },
          },
        },
      },
    },
  });
  if (premium) {
    new ApiObject(chart, 'budget', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'rabbit' },
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: rabbitLabels },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }
  const amongThem = [...tcp(4369, 25_672), { port: 35_672, endPort: 35_682, protocol: 'TCP' }];
  policy(chart, 'rabbit', rabbitLabels, {
    egress: [
      { to: [pods(rabbitLabels)], ports: amongThem },
      { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: PRIVATE } }], ports: tcp(443) }, // the API server
    ],
    ingress: [
      { from: [pods(rabbitLabels)], ports: amongThem },
      { from: [pods(named('cart'))], ports: tcp('amqp') },
      { from: [pods(named('order-processor'))], ports: tcp('amqp') },
      { from: [pods({ app: 'keda-operator' }, 'kube-system')], ports: tcp('management') },
      {
        from: [pods({ 'app.kubernetes.io/component': 'rabbitmq-operator' }, 'rabbitmq-system')],
        ports: tcp('management'),
      },
      ...(grafanaName ? [{ from: [pods({ rsName: 'ama-metrics' }, 'kube-system')], ports: tcp('prometheus') }] : []),
    ],
  });
  if (grafanaName) {
    new ApiObject(chart, 'monitor', {
      apiVersion: 'azmonitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'rabbit' },
      spec: {
        podMetricsEndpoints: [{ interval: '30s', port: 'prometheus' }],
        selector: { matchLabels: rabbitLabels },
      },
    });
  }
  new ApiObject(chart, 'orders', {
    apiVersion: 'rabbitmq.com/v1beta1',
    kind: 'Queue',
    metadata: { name: 'rabbit-queue-orders' },
    spec: {
      name: 'orders',
      type: 'quorum',
      vhost: '/',
      durable: true,
      autoDelete: false,
      deletionPolicy: 'retain',
      arguments: { 'x-delivery-limit': 5 },
      rabbitmqClusterReference: { name: 'rabbit' },
    },
  });
}

function processor(chart, environment) {
  const id = 'order-processor';
  const { name, network, processors, registryName, tag, vaultName, zones } = environment;
  const image = tag('order.processor');
  const labels = labelsOf(id, 'shop', image.split('@')[0]);
  const secret = `${id}-${vaultName}`;
  const config = { COSMOSDB_HOST: `https://tailwind-${name}-shopping.documents.azure.com:443/` };
  const resources = { cpu: '500m', memory: '512Mi' };
  const fromSecret = (variable, from, key) => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: from, key } },
  });

  account(chart, id);
  new ApiObject(chart, 'secrets', {
    apiVersion: 'secrets-store.csi.x-k8s.io/v1',
    kind: 'SecretProviderClass',
    metadata: { name: secret },
    spec: {
      provider: 'azure',
      parameters: {
        clientID: '${ORDER_PROCESSOR_IDENTITY_CLIENT_ID}',
        tenantId: '${CLIENT_TENANT_ID}',
        cloudName: 'AzurePublicCloud',
        keyvaultName: vaultName,
        objects: 'array:\n  - |\n    objectName: "cosmos-key"\n    objectType: secret\n    objectAlias: "cosmos-key"\n',
        usePodIdentity: 'false',
        useVMManagedIdentity: 'false',
      },
      secretObjects: [
        {
          secretName: secret,
          type: 'Opaque',
          labels: labelsOf(id, 'shop'),
          data: [{ key: 'cosmos-key', objectName: 'cosmos-key' }],
        },
      ],
    },
  });
  new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, data: config });
  policy(chart, id, named(id), {
    egress: [
      { to: [pods(rabbitLabels)], ports: tcp('amqp') },
      { to: [{ ipBlock: { cidr: network.endpoints.shopping } }], ports: tcp(443) },
    ],
  });
  keepSecretsAlive(chart, id, secret, vaultName);
  new ApiObject(chart, 'deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: id, labels },
    spec: {
      revisionHistoryLimit: 5,
      selector: { matchLabels: named(id) },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } },
      template: {
        metadata: {
          labels,
          annotations: { 'checksum/config': createHash('sha256').update(JSON.stringify(config)).digest('hex') },
        },
        spec: {
          ...unfolded(onVirtualNodesToo),
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          imagePullSecrets: [{ name: 'registry-credentials' }],
          serviceAccountName: id,
          terminationGracePeriodSeconds: 60,
          securityContext: { runAsNonRoot: true, runAsUser: 10_001, seccompProfile },
          topologySpreadConstraints: [
            ...(zones.length > 1 ? [spread(id, 'topology.kubernetes.io/zone', 'ScheduleAnyway')] : []),
            overNodes(id),
          ],
          containers: [
            {
              name: id,
              image: `${registryName}.azurecr.io/order.processor:${image}`,
              imagePullPolicy: 'IfNotPresent',
              env: [
                { name: 'RABBITMQ_QUEUE', value: 'orders' },
                fromSecret('RABBITMQ_URL', 'rabbit-default-user', 'connection_string'),
                fromSecret('RABBITMQ_USERNAME', 'rabbit-default-user', 'username'),
                fromSecret('RABBITMQ_PASSWORD', 'rabbit-default-user', 'password'),
                fromSecret('COSMOSDB_AUTHKEY', secret, 'cosmos-key'),
              ],
              envFrom: [{ configMapRef: { name: id } }],
              livenessProbe: {
                exec: { command: ['/app/processor', 'alive'] },
                failureThreshold: 6,
                initialDelaySeconds: 60,
                periodSeconds: 30,
                timeoutSeconds: 2,
              },
              resources: { limits: resources, requests: resources },
              securityContext: container,
              terminationMessagePolicy: 'FallbackToLogsOnError',
            },
          ],
        },
      },
    },
  });
  new ApiObject(chart, 'authentication', {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'TriggerAuthentication',
    metadata: { name: `${id}-rabbitmq` },
    spec: {
      secretTargetRef: ['username', 'password'].map((key) => ({ name: 'rabbit-default-user', key, parameter: key })),
    },
  });
  scaledObject(chart, id, processors);
}

/** Virtual nodes mount no secrets: a pod on real nodes keeps the synced Secret there. */
function keepSecretsAlive(chart, id, secret, vaultName) {
  const name = `${id}-secrets`;
  const labels = { ...labelsOf(name, 'shop'), 'app.kubernetes.io/component': 'secrets-keep-alive' };
  const volume = `vault-${vaultName}`;
  new ApiObject(chart, 'keep-alive', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 1,
      selector: { matchLabels: named(name) },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels },
        spec: {
          ...waiting('pause', { cpu: '10m', memory: '16Mi' }, [
            { name: volume, mountPath: `/mnt/secrets/${vaultName}`, readOnly: true },
          ]),
          serviceAccountName: id,
          terminationGracePeriodSeconds: 5,
          volumes: [
            {
              name: volume,
              csi: {
                driver: 'secrets-store.csi.k8s.io',
                readOnly: true,
                volumeAttributes: { secretProviderClass: secret },
              },
            },
          ],
        },
      },
    },
  });
}

/** A pod that does nothing. */
function waiting(name, requests, volumeMounts) {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    nodeSelector: onLinux,
    os: { name: 'linux' },
    securityContext: { runAsNonRoot: true, runAsUser: 65_535, runAsGroup: 65_535, seccompProfile },
    containers: [
      {
        name,
        image: 'mcr.microsoft.com/oss/kubernetes/pause:3.6',
        imagePullPolicy: 'IfNotPresent',
        resources: { requests, limits: { memory: requests.memory } },
        securityContext: container,
        terminationMessagePolicy: 'FallbackToLogsOnError',
        volumeMounts,
      },
    ],
  };
}

function scaledObject(chart, id, most) {
  const hundred = { type: 'Percent', value: 100, periodSeconds: 15 };
  new ApiObject(chart, 'scaled-object', {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: id },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: id },
      minReplicaCount: 0,
      maxReplicaCount: most,
      pollingInterval: 5,
      cooldownPeriod: 60,
      advanced: {
        restoreToOriginalReplicaCount: false,
        horizontalPodAutoscalerConfig: {
          name: `keda-hpa-${id}`,
          behavior: {
            scaleDown: { selectPolicy: 'Max', stabilizationWindowSeconds: 300, policies: [hundred] },
            scaleUp: {
              selectPolicy: 'Max',
              stabilizationWindowSeconds: 0,
              policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, hundred],
            },
          },
        },
      },
      triggers: [
        {
          type: 'rabbitmq',
          metricType: 'AverageValue',
          authenticationRef: { kind: 'TriggerAuthentication', name: `${id}-rabbitmq` },
          metadata: {
            host: 'http://rabbit.shop.svc:15672/',
            protocol: 'http',
            mode: 'QueueLength',
            queueName: 'orders',
            value: '5',
            activationValue: '0',
          },
        },
      ],
    },
  });
}

function headroom(chart) {
  const id = 'headroom';
  const labels = labelsOf(id, 'shop');
  account(chart, id);
  policy(chart, id, named(id), {});
  new ApiObject(chart, 'priority', {
    apiVersion: 'scheduling.k8s.io/v1',
    kind: 'PriorityClass',
    metadata: { name: 'shop-headroom' },
    description: 'Holds room for pods that matter more',
    globalDefault: false,
    preemptionPolicy: 'Never',
    value: -10,
  });
  new ApiObject(chart, 'deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: id },
    spec: {
      replicas: 3,
      revisionHistoryLimit: 1,
      selector: { matchLabels: named(id) },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: '100%' } },
      template: {
        metadata: { labels },
        spec: {
          ...waiting(id, { cpu: '1300m', memory: '3Gi' }),
          priorityClassName: 'shop-headroom',
          serviceAccountName: id,
          terminationGracePeriodSeconds: 1,
          topologySpreadConstraints: [spread(id, 'topology.kubernetes.io/zone', 'DoNotSchedule'), overNodes(id)],
        },
      },
    },
  });
}
