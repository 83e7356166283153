// What the charts of the services share.
const { ApiObject, Duration, JsonPatch, Size } = require('cdk8s');
const kplus = require('cdk8s-plus-28');
const { ports } = require('./services.cjs');

exports.PRIVATE = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
];

exports.labelsOf = (id, namespace, version) => ({
  'app.kubernetes.io/managed-by': 'cdk8s',
  'app.kubernetes.io/name': id,
  'app.kubernetes.io/part-of': namespace,
  ...(version && { 'app.kubernetes.io/version': version }),
});

exports.internet = (scope) => kplus.NetworkPolicyIpBlock.ipv4(scope, 'internet', '0.0.0.0/0', exports.PRIVATE);

/** Pods of another service, as a peer of a policy. */
exports.podsOf = (scope, id, direction, namespace) =>
  kplus.Pods.select(scope, `${direction}-${id}`, {
    labels: { 'app.kubernetes.io/name': id },
    namespaces:
      namespace &&
      kplus.Namespaces.select(scope, `${direction}-${id}-namespace`, {
        labels: { 'kubernetes.io/metadata.name': namespace },
      }),
  });

exports.portOf = (id) => kplus.NetworkPolicyPort.tcp(ports[id] ?? 8080);

exports.policy = (scope, metadata, selector, ingress, egress) =>
  new kplus.NetworkPolicy(scope, 'network-policy', {
    metadata,
    selector,
    ingress: ingress.length > 0 ? { rules: ingress } : { default: kplus.NetworkPolicyTrafficDefault.DENY },
    egress: egress.length > 0 ? { rules: egress } : { default: kplus.NetworkPolicyTrafficDefault.DENY },
  });

/** A probe of a path, or of the port where there is none. */
exports.probe = (port, { path, ...options }, defaults) => {
  const all = {
    port,
    timeoutSeconds: Duration.seconds(2),
    periodSeconds: Duration.seconds(10),
    ...defaults,
    ...options,
  };
  return path === undefined ? kplus.Probe.fromTcpSocket(all) : kplus.Probe.fromHttpGet(path, all);
};

exports.scratch = (scope, { name, path, mebibytes }) => ({
  path,
  volume: kplus.Volume.fromEmptyDir(scope, `volume-${name}`, name, { sizeLimit: Size.mebibytes(mebibytes) }),
});

exports.restricted = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  ensureNonRoot: true,
  capabilities: { drop: [kplus.Capability.ALL] },
};

/** Adds to a deployment's JSON what cdk8s-plus-28 has no words for. */
exports.patchSpec = (deployment, fields) =>
  ApiObject.of(deployment).addJsonPatch(
    ...Object.entries(fields).map(([path, value]) => JsonPatch.add(`/spec/${path}`, value)),
  );

exports.spread = (id, topologyKey, whenUnsatisfiable) => ({
  labelSelector: { matchLabels: { 'app.kubernetes.io/name': id } },
  matchLabelKeys: ['pod-template-hash'],
  maxSkew: 1,
  nodeTaintsPolicy: 'Honor',
  topologyKey,
  whenUnsatisfiable,
});

exports.onLinux = { 'cdk-aks.dev/pool': 'apps', 'kubernetes.io/os': 'linux' };
