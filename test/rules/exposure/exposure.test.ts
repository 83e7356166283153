import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { judge } from '../../../lib/report/verdict';
import { issuerMissing } from '../../../lib/rules/exposure/issuer-missing';
import { classNotProvided } from '../../../lib/rules/exposure/class-not-provided';
import { metricsPublic } from '../../../lib/rules/exposure/metrics-public';
import { cluster, documents, object } from '../../../lib/rules/sample';
import { ask } from '../ask';

const INGRESS = object('networking.k8s.io/v1', 'Ingress', 'web', [
  'spec:',
  '  ingressClassName: nginx',
  '  defaultBackend: { service: { name: web, port: { number: 80 } } }',
]).replace('namespace: shop', 'namespace: shop, annotations: { cert-manager.io/cluster-issuer: letsencrypt }');
const issuer = (name: string): string =>
  object('cert-manager.io/v1', 'ClusterIssuer', name, ['spec: { selfSigned: {} }'], '');

describe('what may be in other files', () => {
  it('is not missed where the files have nothing of its kind', () => {
    expect(ask(issuerMissing, INGRESS)).toEqual(['unknown']);
    expect(ask(issuerMissing, documents(INGRESS, issuer('lets-encrypt')))).toEqual([
      "metadata.annotations['cert-manager.io/cluster-issuer']: asks ClusterIssuer 'letsencrypt' for a certificate, which does not exist",
    ]);
    expect(ask(classNotProvided, INGRESS)).toEqual(['unknown']);
  });

  it('is missed where the files are all that the cluster has', () => {
    const rules = (folder: boolean): string[] => {
      const artifacts = readArtifacts(
        [
          { path: 'k/web.yaml', content: INGRESS },
          { path: 'tf/cdk.tf.json', content: cluster() },
        ],
        folder ? { clusters: [{ name: 'aks', folder: 'k' }] } : {},
      );
      return judge(artifacts).findings.flatMap(({ rule }) => (rule.startsWith('exposure/') ? [rule] : []));
    };
    expect(rules(false)).toEqual([]);
    expect(rules(true).sort()).toEqual(['exposure/class-not-provided', 'exposure/issuer-missing']);
  });
});

describe('exposure/metrics-public', () => {
  const SERVICE = object('v1', 'Service', 'api', ['spec: { ports: [{ name: http, port: 80 }] }']).replace(
    'namespace: shop',
    'namespace: shop, labels: { app: api }',
  );
  const MONITOR = object('monitoring.coreos.com/v1', 'ServiceMonitor', 'api', [
    'spec: { selector: { matchLabels: { app: api } }, endpoints: [{ port: http }] }',
  ]);
  const route = (path: string, filters = ''): string =>
    object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'api', [
      `spec: { rules: [{ ${filters} matches: [{ path: { type: PathPrefix, value: ${path} } }], backendRefs: [{ name: api, port: 80 }] }] }`,
    ]);
  const REWRITE =
    'filters: [{ type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } } }],';

  it.each([
    ['/', '', true],
    ['/metrics', '', true],
    ['/metric', '', false],
    ['/v1', '', false],
    ['/v1', REWRITE, true],
  ])('knows what the prefix %s reaches (%s)', (path, filters, reached) => {
    const [answer] = ask(metricsPublic, documents(SERVICE, MONITOR, route(path, filters)));
    expect(answer === 'compliant').toBe(!reached);
  });
});
