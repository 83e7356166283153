// A thousand services, or any number: as Microservices, and as the seven objects that each of these renders.

/**
 * A cluster with Microservices.
 *
 * @param lib what 'cdk-aks' exports
 */
exports.addMicroservices = (lib, app, names) => {
  const environment = new lib.Environment(app, 'prod', { location: 'westeurope', stem: 'bench' });
  const cluster = new lib.AksCluster(environment, 'aks', {
    version: '1.35',
    network: new lib.VirtualNetwork(environment, 'network', { addressSpace: '10.20.0.0/16' }),
    zones: ['1', '2', '3'],
    admins: ['00000000-0000-0000-0000-000000000000'],
    systemPool: { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } },
  });
  const on = cluster.addNodePool('apps', { vmSize: 'Standard_D8ds_v5', scale: { min: 3, max: 150 } }).perZone();
  const shop = new lib.Namespace(cluster.kubernetes, 'shop');
  for (const name of names) {
    new lib.Microservice(shop, name, {
      image: `contoso.azurecr.io/${name}:1.0.0`,
      port: 8080,
      on,
      resources: { cpu: lib.Cpu.millis(100), memory: lib.Size.mebibytes(256) },
      config: { LOG_LEVEL: 'info', REGION: 'westeurope', URL: `http://${name}` },
      probes: { readiness: lib.Probe.http('/ready'), liveness: lib.Probe.http('/live') },
      scale: lib.Scale.onCpu({ min: 3, max: 12, target: lib.Percent.of(60) }),
    });
  }
};

/** The objects of one service as plain data. */
exports.objectsOf = (name) => {
  const labels = {
    'app.kubernetes.io/managed-by': 'cdk-aks',
    'app.kubernetes.io/name': name,
    'app.kubernetes.io/part-of': 'shop',
  };
  const versioned = { ...labels, 'app.kubernetes.io/version': '1.0.0' };
  const metadata = { name, namespace: 'shop', labels };
  const selector = { matchLabels: { 'app.kubernetes.io/name': name } };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { LOG_LEVEL: 'info', REGION: 'westeurope', URL: `http://${name}` },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        ports: [{ name: 'http', port: 8080, protocol: 'TCP', targetPort: 'http' }],
        selector: selector.matchLabels,
        type: 'ClusterIP',
      },
    },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata,
      spec: { podSelector: selector, policyTypes: ['Ingress', 'Egress'] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { ...metadata, labels: versioned },
      spec: {
        revisionHistoryLimit: 5,
        selector,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 } },
        template: {
          metadata: { annotations: { 'checksum/config': '0'.repeat(64) }, labels: versioned },
          spec: podOf(name, selector),
        },
      },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: { maxUnavailable: 1, selector, unhealthyPodEvictionPolicy: 'AlwaysAllow' },
    },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: {
        minReplicas: 3,
        maxReplicas: 12,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
        ],
        behavior: {
          scaleDown: {
            policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
            selectPolicy: 'Max',
            stabilizationWindowSeconds: 300,
          },
          scaleUp: {
            policies: [
              { type: 'Pods', value: 4, periodSeconds: 15 },
              { type: 'Percent', value: 100, periodSeconds: 15 },
            ],
            selectPolicy: 'Max',
            stabilizationWindowSeconds: 0,
          },
        },
      },
    },
  ];
};

function podOf(name, labelSelector) {
  const probe = (path, more) => ({
    failureThreshold: 3,
    httpGet: { path, port: 'http', scheme: 'HTTP' },
    periodSeconds: 10,
    timeoutSeconds: 2,
    ...more,
  });
  const spread = (topologyKey, whenUnsatisfiable) => ({
    labelSelector,
    matchLabelKeys: ['pod-template-hash'],
    maxSkew: 1,
    nodeTaintsPolicy: 'Honor',
    topologyKey,
    whenUnsatisfiable,
  });
  return {
    automountServiceAccountToken: false,
    containers: [
      {
        name,
        image: `contoso.azurecr.io/${name}:1.0.0`,
        imagePullPolicy: 'IfNotPresent',
        envFrom: [{ configMapRef: { name } }],
        lifecycle: { preStop: { sleep: { seconds: 10 } } },
        livenessProbe: probe('/live', { failureThreshold: 6 }),
        ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
        readinessProbe: probe('/ready', { successThreshold: 1 }),
        resources: { limits: { memory: '256Mi' }, requests: { cpu: '100m', memory: '256Mi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ['ALL'] },
          readOnlyRootFilesystem: true,
        },
        startupProbe: probe('/live', { failureThreshold: 30, periodSeconds: 5 }),
        terminationMessagePolicy: 'FallbackToLogsOnError',
      },
    ],
    enableServiceLinks: false,
    nodeSelector: { 'cdk-aks.dev/pool': 'apps', 'kubernetes.io/os': 'linux' },
    os: { name: 'linux' },
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    serviceAccountName: name,
    terminationGracePeriodSeconds: 40,
    topologySpreadConstraints: [
      spread('topology.kubernetes.io/zone', 'DoNotSchedule'),
      spread('kubernetes.io/hostname', 'ScheduleAnyway'),
    ],
  };
}
