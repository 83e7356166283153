const { createHash } = require('node:crypto');
const { Chart, Duration, Size } = require('cdk8s');
const kplus = require('cdk8s-plus-28');
const { internet, labelsOf, onLinux, patchSpec, podsOf, policy, portOf, probe, restricted } = require('./common.cjs');

const configuration = `global:
  scrape_interval: 15s
scrape_configs:
  - job_name: product
    kubernetes_sd_configs:
      - role: pod
        namespaces: { own_namespace: true }
    relabel_configs:
      - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_name]
        regex: product
        action: keep
`;

/** Keeps what KEDA asks for to scale `product`. */
exports.PrometheusChart = class extends Chart {
  constructor(scope) {
    const id = 'prometheus';
    super(scope, id, { namespace: 'shop', labels: labelsOf(id, 'shop'), disableResourceNameHashes: true });
    const metadata = { name: id };
    const version = 'v3.5.0';
    const port = 9090;

    const account = new kplus.ServiceAccount(this, 'service-account', { metadata, automountToken: false });
    const role = new kplus.Role(this, 'role', { metadata });
    role.allowRead(kplus.ApiResource.PODS);
    new kplus.RoleBinding(this, 'role-binding', { metadata, role }).addSubjects(account);
    const files = new kplus.ConfigMap(this, 'files', {
      metadata: { name: `${id}-files` },
      data: { 'prometheus.yml': configuration },
    });
    const deployment = new kplus.Deployment(this, 'deployment', {
      metadata: { ...metadata, labels: { 'app.kubernetes.io/version': version } },
      podMetadata: {
        labels: labelsOf(id, 'shop', version),
        annotations: { 'checksum/config': createHash('sha256').update(configuration).digest('hex') },
      },
      replicas: 1,
      strategy: kplus.DeploymentStrategy.rollingUpdate({
        maxSurge: kplus.PercentOrAbsolute.absolute(1),
        maxUnavailable: kplus.PercentOrAbsolute.absolute(0),
      }),
      serviceAccount: account,
      automountServiceAccountToken: true,
      terminationGracePeriod: Duration.seconds(40),
      securityContext: { ensureNonRoot: true, user: 65_534 },
      containers: [
        {
          name: id,
          image: `quay.io/prometheus/prometheus:${version}`,
          imagePullPolicy: kplus.ImagePullPolicy.IF_NOT_PRESENT,
          args: [
            '--config.file=/etc/prometheus/prometheus.yml',
            '--storage.tsdb.path=/prometheus',
            '--storage.tsdb.retention.time=2h',
          ],
          ports: [{ name: 'http', number: port, protocol: kplus.Protocol.TCP }],
          liveness: probe(port, { path: '/-/healthy' }, { failureThreshold: 6 }),
          readiness: probe(port, { path: '/-/ready' }, { failureThreshold: 3, successThreshold: 1 }),
          startup: probe(port, { path: '/-/healthy' }, { failureThreshold: 30, periodSeconds: Duration.seconds(5) }),
          lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '10']) },
          resources: {
            cpu: { request: kplus.Cpu.millis(100) },
            memory: { request: Size.mebibytes(512), limit: Size.mebibytes(512) },
          },
          securityContext: restricted,
          volumeMounts: [
            {
              path: '/prometheus',
              volume: kplus.Volume.fromEmptyDir(this, 'data', id, { sizeLimit: Size.gibibytes(1) }),
            },
            {
              path: '/etc/prometheus/prometheus.yml',
              subPath: 'prometheus.yml',
              readOnly: true,
              volume: kplus.Volume.fromConfigMap(this, 'mounted-files', files, { name: 'mounted-files' }),
            },
          ],
        },
      ],
    });
    deployment.select(kplus.LabelSelector.of({ labels: { 'app.kubernetes.io/name': id } }));
    patchSpec(deployment, {
      revisionHistoryLimit: 5,
      'template/spec/enableServiceLinks': false,
      'template/spec/nodeSelector': onLinux,
      'template/spec/os': { name: 'linux' },
      'template/spec/securityContext/seccompProfile': { type: 'RuntimeDefault' },
      'template/spec/containers/0/terminationMessagePolicy': 'FallbackToLogsOnError',
    });
    new kplus.Service(this, 'service', {
      metadata,
      selector: deployment,
      ports: [{ name: 'http', port, targetPort: port, protocol: kplus.Protocol.TCP }],
    });
    policy(
      this,
      metadata,
      deployment,
      [
        {
          peer: kplus.Pods.select(this, 'keda', {
            labels: { app: 'keda-operator' },
            namespaces: kplus.Namespaces.select(this, 'kube-system', {
              labels: { 'kubernetes.io/metadata.name': 'kube-system' },
            }),
          }),
          ports: [kplus.NetworkPolicyPort.tcp(port)],
        },
      ],
      [
        { peer: podsOf(this, 'product', 'to'), ports: [portOf('product')] },
        { peer: internet(this), ports: [kplus.NetworkPolicyPort.tcp(443)] }, // the API server
      ],
    );
  }
};
