const { createHash } = require('node:crypto');
const { ApiObject, Chart, Duration, Size } = require('cdk8s');
const kplus = require('cdk8s-plus-28');
const common = require('./common.cjs');
const { labelsOf, onLinux, patchSpec, podsOf, policy, portOf, probe, restricted, scratch, spread } = common;

const { absolute, percent } = kplus.PercentOrAbsolute;
const fifteen = Duration.seconds(15);

/** Everything that one service needs in its namespace. */
exports.ServiceChart = class extends Chart {
  constructor(scope, service, environment) {
    const { id, namespace, config, port, secrets } = service;
    const labels = labelsOf(id, namespace);
    super(scope, id, { namespace, labels, disableResourceNameHashes: true });
    this.service = service;
    this.environment = environment;
    this.metadata = { name: id };
    this.matchLabels = { 'app.kubernetes.io/name': id };

    const account = new kplus.ServiceAccount(this, 'service-account', {
      metadata: this.metadata,
      automountToken: false,
    });
    const vault = Object.keys(secrets).length > 0 ? this.secretProvider(labels) : undefined;
    if (service.virtualNodes) this.keepSecretsAlive(account, vault);
    const map = config && new kplus.ConfigMap(this, 'config', { metadata: this.metadata, data: config });
    const deployment = this.deployment(account, map, vault);
    new kplus.Service(this, 'service', {
      metadata: this.metadata,
      selector: deployment,
      type: kplus.ServiceType.CLUSTER_IP,
      ports: [{ name: 'http', port: 80, targetPort: port, protocol: kplus.Protocol.TCP }],
    });
    this.networkPolicy(deployment);
    if (service.scaled !== 'no') this.disruptionBudget();
    if (service.scaled === 'cpu') this.autoscaler(deployment);
    if (service.scaled === 'keda') this.scaledObject();
    if (service.route) this.route(service.route);
  }

  secretProvider(labels) {
    const { id, secrets } = this.service;
    const { vaultName } = this.environment;
    const names = [...new Set(Object.values(secrets))];
    const name = `${id}-${vaultName}`;
    const objects = names.map(
      (secret) => `  - |\n    objectName: "${secret}"\n    objectType: secret\n    objectAlias: "${secret}"\n`,
    );
    new ApiObject(this, 'secrets', {
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      kind: 'SecretProviderClass',
      metadata: { name },
      spec: {
        provider: 'azure',
        parameters: {
          clientID: `\${${id.toUpperCase().replaceAll('-', '_')}_IDENTITY_CLIENT_ID}`,
          tenantId: '${CLIENT_TENANT_ID}',
          cloudName: 'AzurePublicCloud',
          keyvaultName: vaultName,
          objects: `array:\n${objects.join('')}`,
          usePodIdentity: 'false',
          useVMManagedIdentity: 'false',
        },
        secretObjects: [
          {
            secretName: name,
            type: 'Opaque',
            labels,
            data: names.map((secret) => ({ key: secret, objectName: secret })),
          },
        ],
      },
    });
    return {
      name,
      secret: kplus.Secret.fromSecretName(this, 'synced', name),
      path: `/mnt/secrets/${vaultName}`,
      volume: kplus.Volume.fromCsi(this, 'vault', 'secrets-store.csi.k8s.io', {
        name: `vault-${vaultName}`,
        readOnly: true,
        attributes: { secretProviderClass: name },
      }),
    };
  }

  /** Virtual nodes mount no secrets: a pod on real nodes keeps the synced Secret there. */
  keepSecretsAlive(account, vault) {
    const name = `${this.service.id}-secrets`;
    const labels = { ...labelsOf(name, 'shop'), 'app.kubernetes.io/component': 'secrets-keep-alive' };
    const deployment = new kplus.Deployment(this, 'secrets-keep-alive', {
      metadata: { name, labels },
      podMetadata: { labels },
      replicas: 1,
      strategy: kplus.DeploymentStrategy.rollingUpdate({ maxSurge: absolute(1), maxUnavailable: absolute(0) }),
      serviceAccount: account,
      automountServiceAccountToken: false,
      terminationGracePeriod: Duration.seconds(5),
      securityContext: { ensureNonRoot: true, user: 65_535, group: 65_535 },
      containers: [
        {
          name: 'pause',
          image: 'mcr.microsoft.com/oss/kubernetes/pause:3.6',
          imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
          resources: {
            cpu: { request: kplus.Cpu.millis(10) },
            memory: { request: Size.mebibytes(16), limit: Size.mebibytes(16) },
          },
          securityContext: restricted,
          volumeMounts: [{ path: vault.path, readOnly: true, volume: vault.volume }],
        },
      ],
    });
    deployment.select(kplus.LabelSelector.of({ labels: { 'app.kubernetes.io/name': name } }));
    patchSpec(deployment, {
      revisionHistoryLimit: 1,
      'template/spec/enableServiceLinks': false,
      'template/spec/nodeSelector': onLinux,
      'template/spec/os': { name: 'linux' },
      'template/spec/securityContext/seccompProfile': { type: 'RuntimeDefault' },
      'template/spec/containers/0/terminationMessagePolicy': 'FallbackToLogsOnError',
    });
  }

  deployment(account, map, vault) {
    const { id, namespace, repository, port, cpu, cpuLimit, mebibytes, probes, secrets, volumes } = this.service;
    const { scaled, user, virtualNodes, windows } = this.service;
    const { registryName, tag, zones } = this.environment;
    const [version] = tag(repository).split('@');
    const mounted = virtualNodes || !vault ? [] : [{ path: vault.path, readOnly: true, volume: vault.volume }];
    const isSpread = scaled !== 'no' && zones.length > 1;
    const deployment = new kplus.Deployment(this, 'deployment', {
      metadata: { ...this.metadata, labels: { 'app.kubernetes.io/version': version } },
      podMetadata: {
        labels: labelsOf(id, namespace, version),
        annotations: map && { 'checksum/config': createHash('sha256').update(JSON.stringify(map.data)).digest('hex') },
      },
      replicas: scaled === 'no' ? 1 : undefined,
      strategy: kplus.DeploymentStrategy.rollingUpdate(
        isSpread
          ? { maxSurge: percent(25), maxUnavailable: absolute(1) }
          : { maxSurge: absolute(1), maxUnavailable: absolute(0) },
      ),
      serviceAccount: account,
      automountServiceAccountToken: false,
      dockerRegistryAuth: virtualNodes && kplus.Secret.fromSecretName(this, 'registry', 'registry-credentials'),
      terminationGracePeriod: Duration.seconds(virtualNodes ? 30 : 40),
      securityContext: {
        ensureNonRoot: true,
        user,
        sysctls: port < 1024 && !windows ? [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] : undefined,
      },
      containers: [
        {
          name: id,
          image: `${registryName}.azurecr.io/${repository}:${tag(repository)}`,
          imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
          ports: [{ name: 'http', number: port, protocol: kplus.Protocol.TCP }],
          envFrom: map && [new kplus.EnvFrom(map)],
          envVariables: Object.fromEntries([
            ...(this.service.publishes ? [['RABBITMQ_URL', this.brokerUrl()]] : []),
            ...Object.entries(secrets).map(([variable, key]) => [
              variable,
              kplus.EnvValue.fromSecretValue({ secret: vault.secret, key }),
            ]),
          ]),
          liveness: probe(port, probes.liveness, { failureThreshold: 6 }),
          readiness: probe(port, probes.readiness, { failureThreshold: 3, successThreshold: 1 }),
          startup:
            probes.startup &&
            probe(port, probes.startup, {
              failureThreshold: 30,
              periodSeconds: Duration.seconds(5),
              ...probes.startup,
            }),
          lifecycle: virtualNodes ? undefined : { preStop: kplus.Handler.fromCommand(['sleep', '10']) },
          resources: {
            cpu: { request: kplus.Cpu.millis(cpu), limit: cpuLimit && kplus.Cpu.millis(cpuLimit) },
            memory: { request: Size.mebibytes(mebibytes), limit: Size.mebibytes(mebibytes) },
          },
          securityContext: restricted,
          volumeMounts: [...volumes.map((volume) => scratch(this, volume)), ...mounted],
        },
      ],
    });
    deployment.select(kplus.LabelSelector.of({ labels: this.matchLabels }));
    if (scaled === 'keda') deployment.markHasAutoscaler();
    const whenFull = virtualNodes ? 'ScheduleAnyway' : 'DoNotSchedule';
    patchSpec(deployment, {
      revisionHistoryLimit: 5,
      'template/spec/enableServiceLinks': false,
      'template/spec/containers/0/terminationMessagePolicy': 'FallbackToLogsOnError',
      ...(virtualNodes ? onVirtualNodesToo : windows ? onWindows : onLinuxPool),
      ...(!windows && { 'template/spec/securityContext/seccompProfile': { type: 'RuntimeDefault' } }),
      ...(scaled !== 'no' && {
        'template/spec/topologySpreadConstraints': [
          ...(isSpread ? [spread(id, 'topology.kubernetes.io/zone', whenFull)] : []),
          spread(id, 'kubernetes.io/hostname', 'ScheduleAnyway'),
        ],
      }),
    });
    return deployment;
  }

  brokerUrl() {
    const secret = kplus.Secret.fromSecretName(this, 'broker', 'rabbit-default-user');
    return kplus.EnvValue.fromSecretValue({ secret, key: 'connection_string' });
  }

  networkPolicy(deployment) {
    const { calls, callers, internet, namespace, port, route, store } = this.service;
    const ingress = callers.map((id) => ({
      peer: podsOf(this, id, 'from', namespace === 'shop' ? undefined : 'shop'),
      ports: [kplus.NetworkPolicyPort.tcp(port)],
    }));
    if (route) {
      ingress.push({
        peer: kplus.NetworkPolicyIpBlock.ipv4(this, 'gateway', this.environment.network.gateway),
        ports: [kplus.NetworkPolicyPort.tcp(port)],
      });
    }
    const egress = calls.map((id) => ({
      peer: podsOf(this, id, 'to', id === 'rewards-registration' ? 'shop-windows' : undefined),
      ports: [portOf(id)],
    }));
    if (this.service.publishes) {
      const brokers = kplus.Pods.select(this, 'brokers', {
        labels: { 'app.kubernetes.io/name': 'rabbit', 'app.kubernetes.io/component': 'rabbitmq' },
      });
      egress.push({ peer: brokers, ports: [kplus.NetworkPolicyPort.tcp(5672)] });
    }
    if (store) {
      const [name, ports] = store;
      const range = this.environment.network.endpoints[name];
      egress.push({ peer: kplus.NetworkPolicyIpBlock.ipv4(this, 'store', range), ports: [ports] });
    }
    if (internet.length > 0) egress.push({ peer: common.internet(this), ports: internet });
    policy(this, this.metadata, deployment, ingress, egress);
  }

  disruptionBudget() {
    new ApiObject(this, 'disruption-budget', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: this.metadata,
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: this.matchLabels },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }

  autoscaler(target) {
    const min = this.environment.zones.length;
    const change = (replicas) => ({ replicas, duration: fifteen });
    new kplus.HorizontalPodAutoscaler(this, 'autoscaler', {
      metadata: this.metadata,
      target,
      minReplicas: min,
      maxReplicas: 3 * min,
      metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
      scaleUp: {
        strategy: kplus.ScalingStrategy.MAX_CHANGE,
        stabilizationWindow: Duration.seconds(0),
        policies: [change(kplus.Replicas.absolute(4)), change(kplus.Replicas.percent(100))],
      },
      scaleDown: {
        strategy: kplus.ScalingStrategy.MAX_CHANGE,
        stabilizationWindow: Duration.minutes(5),
        policies: [change(kplus.Replicas.percent(100))],
      },
    });
  }

  scaledObject() {
    const { id } = this.service;
    const { burst, zones } = this.environment;
    const hundred = { type: 'Percent', value: 100, periodSeconds: 15 };
    new ApiObject(this, 'scaled-object', {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: this.metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: id },
        minReplicaCount: zones.length,
        maxReplicaCount: burst.max,
        fallback: { behavior: 'currentReplicasIfHigher', failureThreshold: 4, replicas: burst.fallback },
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
            type: 'prometheus',
            metricType: 'AverageValue',
            metadata: {
              serverAddress: 'http://prometheus.shop.svc.cluster.local:9090',
              query: 'sum(avg_over_time(http_requests_in_progress{job="product"}[2m]))',
              threshold: '3',
              activationThreshold: '0',
              ignoreNullValues: 'true',
            },
          },
        ],
      },
    });
  }

  route(path) {
    const { id, namespace, port } = this.service;
    const { host } = this.environment;
    new ApiObject(this, 'route', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: this.metadata,
      spec: {
        hostnames: [host],
        parentRefs: [{ name: 'gateway', sectionName: `https-${host.replaceAll('.', '-')}` }],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: path } }],
            filters: [
              {
                type: 'URLRewrite',
                urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } },
              },
            ],
            backendRefs: [{ name: id, port: 80 }],
          },
        ],
      },
    });
    new ApiObject(this, 'health-check', {
      apiVersion: 'alb.networking.azure.io/v1',
      kind: 'HealthCheckPolicy',
      metadata: this.metadata,
      spec: {
        targetRef: { group: '', kind: 'Service', name: id, namespace },
        default: {
          interval: '10s',
          timeout: '2s',
          healthyThreshold: 1,
          unhealthyThreshold: 3,
          port,
          http: { path: '/liveness', match: { statusCodes: [{ start: 200, end: 399 }] } },
        },
      },
    });
  }
};

const onLinuxPool = { 'template/spec/nodeSelector': onLinux, 'template/spec/os': { name: 'linux' } };

const onWindows = {
  'template/spec/nodeSelector': { 'cdk-aks.dev/pool': 'win', 'kubernetes.io/os': 'windows' },
  'template/spec/os': { name: 'windows' },
  'template/spec/tolerations': [{ key: 'os', operator: 'Equal', value: 'windows', effect: 'NoSchedule' }],
  'template/spec/securityContext': { windowsOptions: { runAsUserName: 'ContainerAdministrator' } },
  'template/spec/containers/0/securityContext': {},
};

const onVirtualNodesToo = (exports.onVirtualNodesToo = {
  'template/spec/nodeSelector': { 'kubernetes.io/os': 'linux' },
  'template/spec/os': { name: 'linux' },
  'template/spec/tolerations': [
    { key: 'virtual-kubelet.io/provider', operator: 'Exists' },
    { key: 'azure.com/aci', effect: 'NoSchedule' },
  ],
  'template/spec/affinity': {
    nodeAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [
        {
          weight: 100,
          preference: { matchExpressions: [{ key: 'type', operator: 'NotIn', values: ['virtual-kubelet'] }] },
        },
      ],
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchExpressions: [{ key: 'cdk-aks.dev/pool', operator: 'In', values: ['apps'] }] },
          { matchExpressions: [{ key: 'type', operator: 'In', values: ['virtual-kubelet'] }] },
        ],
      },
    },
  },
});
