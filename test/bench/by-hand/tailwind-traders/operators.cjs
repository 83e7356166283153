const { ApiObject, Chart } = require('cdk8s');
const { onLinux } = require('./common.cjs');

const flux = { namespace: 'flux-system', disableResourceNameHashes: true };
const placed = { nodeSelector: onLinux, tolerations: [] };
const secure = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containerSecurityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  },
};
const resources = (cpu, memory, limit) => ({ resources: { requests: { cpu, memory }, limits: { memory: limit } } });
const twice = (component) => ({
  replicaCount: 2,
  podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
  topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
    labelSelector: { matchLabels: { 'app.kubernetes.io/component': component } },
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
  })),
});

/** The controllers of what the gateway is made of, as releases of Flux. */
exports.OperatorCharts = (scope) => {
  release(new Chart(scope, 'alb-controller', flux), 'alb-controller', {
    url: 'oci://mcr.microsoft.com/application-lb/charts/alb-controller',
    tag: '1.12.1',
    createNamespace: false,
    values: {
      albController: {
        namespace: 'azure-alb-system',
        cloudEnvironment: 'AzureCloud',
        controller: {
          ...placed,
          replicaCount: 2,
          resource: { requests: { cpu: '100m', memory: '200Mi' }, limits: { cpu: '400m', memory: '400Mi' } },
        },
        installGatewayApiCRDs: true,
        logLevel: 'info',
        podIdentity: { clientID: '${GATEWAY_CONTROLLER_CLIENT_ID}' },
      },
    },
  });
  release(new Chart(scope, 'cert-manager', flux), 'cert-manager', {
    url: 'oci://quay.io/jetstack/charts/cert-manager',
    tag: 'v1.21.1',
    createNamespace: true,
    more: { dependsOn: [{ name: 'alb-controller' }], targetNamespace: 'cert-manager' },
    values: {
      ...placed,
      ...secure,
      ...twice('controller'),
      ...resources('50m', '128Mi', '256Mi'),
      cainjector: { ...placed, ...secure, ...twice('cainjector'), ...resources('20m', '128Mi', '256Mi') },
      webhook: { ...placed, ...secure, ...twice('webhook'), ...resources('20m', '64Mi', '128Mi') },
      startupapicheck: { ...placed, ...secure, ...resources('10m', '32Mi', '64Mi') },
      config: { enableGatewayAPI: true },
      crds: { enabled: true, keep: true },
      global: { leaderElection: { namespace: 'cert-manager' }, priorityClassName: 'system-cluster-critical' },
    },
  });
  operator(new Chart(scope, 'rabbitmq-cluster', flux), 'rabbitmq-cluster', 'cluster-operator', {
    tag: 'v2.22.3',
    target: { kind: 'Namespace', name: 'rabbitmq-system' },
    patch: inRabbitmqSystem([
      '  labels:',
      '    pod-security.kubernetes.io/enforce: restricted',
      '  annotations:',
      '    kustomize.toolkit.fluxcd.io/prune: disabled',
    ]),
  });
  operator(new Chart(scope, 'rabbitmq-topology', flux), 'rabbitmq-topology', 'messaging-topology-operator', {
    tag: 'v1.20.1',
    target: { kind: 'Namespace' },
    patch: inRabbitmqSystem(['$patch: delete']),
    dependsOn: [{ name: 'rabbitmq-cluster' }],
  });
};

const inRabbitmqSystem = (fields) =>
  ['apiVersion: v1', 'kind: Namespace', 'metadata:', '  name: rabbitmq-system', ...fields, ''].join('\n');

/** An operator from its own repository, as Flux applies it. */
function operator(chart, name, repository, { tag, patch, target, dependsOn }) {
  new ApiObject(chart, 'repository', {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name },
    spec: { interval: '1h', ignore: '/*\n!/config\n', ref: { tag }, url: `https://github.com/rabbitmq/${repository}` },
  });
  new ApiObject(chart, 'kustomization', {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name },
    spec: {
      interval: '1h',
      retryInterval: '1m',
      timeout: '5m',
      path: './config/installation',
      prune: true,
      wait: true,
      sourceRef: { kind: 'GitRepository', name },
      images: [{ name: `ghcr.io/rabbitmq/${repository}`, newTag: tag.slice(1) }],
      patches: [{ patch, target }],
      dependsOn,
    },
  });
}

function release(chart, name, { url, tag, createNamespace, more, values }) {
  new ApiObject(chart, 'repository', {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'OCIRepository',
    metadata: { name },
    spec: {
      interval: '1h',
      provider: 'generic',
      url,
      ref: { tag },
      layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
    },
  });
  new ApiObject(chart, 'release', {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name },
    spec: {
      interval: '1h',
      timeout: '10m',
      releaseName: name,
      chartRef: { kind: 'OCIRepository', name },
      install: { crds: 'CreateReplace', createNamespace, remediation: { retries: 3 } },
      upgrade: {
        cleanupOnFail: true,
        crds: 'CreateReplace',
        remediation: { remediateLastFailure: true, retries: 3, strategy: 'rollback' },
      },
      ...more,
      values,
    },
  });
}
