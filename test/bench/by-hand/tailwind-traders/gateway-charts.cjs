const { ApiObject, Chart } = require('cdk8s');
const kplus = require('cdk8s-plus-28');

const namespace = 'shop';

/** TLS ends at the gateway; its certificate comes from Let's Encrypt. */
exports.GatewayCharts = (scope, { host, acmeServer, network }) => {
  const listener = `https-${host.replaceAll('.', '-')}`;
  const open = { allowedRoutes: { namespaces: { from: 'Same' } } };
  const gateway = new Chart(scope, 'gateway', { namespace, disableResourceNameHashes: true });
  new ApiObject(gateway, 'gateway', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'gateway', annotations: { 'alb.networking.azure.io/alb-id': '${GATEWAY_ID}' } },
    spec: {
      gatewayClassName: 'azure-alb-external',
      addresses: [{ type: 'alb.networking.azure.io/alb-frontend', value: 'frontend' }],
      listeners: [
        { name: 'http', port: 80, protocol: 'HTTP', ...open },
        {
          name: listener,
          hostname: host,
          port: 443,
          protocol: 'HTTPS',
          tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: 'tls' }] },
          ...open,
        },
      ],
    },
  });
  new ApiObject(gateway, 'redirect-tls', {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'gateway-redirect-tls' },
    spec: {
      hostnames: [host],
      parentRefs: [{ name: 'gateway', sectionName: 'http' }],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
        },
      ],
    },
  });

  const letsencrypt = new Chart(scope, 'letsencrypt', { namespace, disableResourceNameHashes: true });
  new ApiObject(letsencrypt, 'issuer', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: { name: 'letsencrypt' },
    spec: {
      acme: {
        email: 'certificates@tailwindtraders.com',
        server: acmeServer,
        privateKeySecretRef: { name: 'letsencrypt-account-key' },
        solvers: [
          {
            http01: {
              gatewayHTTPRoute: {
                serviceType: 'ClusterIP',
                parentRefs: [
                  {
                    group: 'gateway.networking.k8s.io',
                    kind: 'Gateway',
                    name: 'gateway',
                    namespace,
                    sectionName: 'http',
                  },
                ],
                podTemplate: {
                  spec: {
                    nodeSelector: { 'kubernetes.io/os': 'linux' },
                    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
                    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
                  },
                },
              },
            },
          },
        ],
      },
    },
  });
  new kplus.NetworkPolicy(letsencrypt, 'solver', {
    metadata: { name: 'letsencrypt-solver' },
    selector: kplus.Pods.select(letsencrypt, 'pods', { labels: { 'acme.cert-manager.io/http01-solver': 'true' } }),
    ingress: {
      rules: [
        {
          peer: kplus.NetworkPolicyIpBlock.ipv4(letsencrypt, 'subnet', network.gateway),
          ports: [kplus.NetworkPolicyPort.tcp(8089)],
        },
      ],
    },
    egress: { default: kplus.NetworkPolicyTrafficDefault.DENY },
  });

  const tls = new Chart(scope, 'tls', { namespace, disableResourceNameHashes: true });
  new ApiObject(tls, 'certificate', {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'tls' },
    spec: {
      dnsNames: [host],
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'letsencrypt' },
      privateKey: { algorithm: 'ECDSA', rotationPolicy: 'Always', size: 256 },
      secretName: 'tls',
    },
  });
};
