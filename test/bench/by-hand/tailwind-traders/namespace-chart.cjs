const { ApiObject, Chart } = require('cdk8s');
const kplus = require('cdk8s-plus-28');

const DENY = kplus.NetworkPolicyTrafficDefault.DENY;

/** A namespace that refuses what nobody allowed. */
exports.NamespaceChart = class extends Chart {
  constructor(scope, name, level, quota) {
    super(scope, `${name}-namespace`, { namespace: name, disableResourceNameHashes: true });
    const podSecurity = ['audit', 'enforce', 'warn'].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, 'v1.35'],
    ]);
    new kplus.Namespace(this, 'namespace', {
      metadata: {
        name,
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
        labels: { 'app.kubernetes.io/managed-by': 'cdk8s', ...Object.fromEntries(podSecurity) },
      },
    });
    new kplus.NetworkPolicy(this, 'default-deny', {
      metadata: { name: 'default-deny' },
      ingress: { default: DENY },
      egress: { default: DENY },
    });
    new kplus.NetworkPolicy(this, 'allow-dns', {
      metadata: { name: 'allow-dns' },
      egress: {
        rules: [
          {
            peer: kplus.Pods.select(this, 'dns', {
              labels: { 'k8s-app': 'kube-dns' },
              namespaces: kplus.Namespaces.select(this, 'kube-system', {
                labels: { 'kubernetes.io/metadata.name': 'kube-system' },
              }),
            }),
            ports: [kplus.NetworkPolicyPort.tcp(53), kplus.NetworkPolicyPort.udp(53)],
          },
        ],
      },
    });
    new ApiObject(this, 'quota', {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'quota' },
      spec: { hard: quota },
    });
    new ApiObject(this, 'default-requests', {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'default-requests' },
      spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '100m', memory: '128Mi' } }] },
    });
  }
};
