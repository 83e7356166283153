import { selects } from '../../analysis/label-selector';
import { objectIndex } from '../../analysis/objects';
import { type PublicRoute, publicRoutes } from '../../analysis/routes';
import { asBody, asList } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { documents, object } from '../sample';

const service = object('v1', 'Service', 'product', [
  'spec: { selector: { app: product }, ports: [{ name: http, port: 80 }] }',
]).replace('namespace: shop }', 'namespace: shop, labels: { app: product } }');
const MONITOR = object('monitoring.coreos.com/v1', 'ServiceMonitor', 'product', [
  'spec: { selector: { matchLabels: { app: product } }, endpoints: [{ port: http, path: /metrics }] }',
]);
const ingress = (path: string): string =>
  object('networking.k8s.io/v1', 'Ingress', 'product', [
    'spec:',
    '  ingressClassName: nginx',
    `  rules: [{ http: { paths: [{ path: ${path}, pathType: Exact, backend: { service: { name: product, port: { name: http } } } }] } }]`,
  ]);
const open = ingress('/').replace('Exact', 'Prefix');

/** What Prometheus reads on the port of the application, callers from outside read too. */
export const metricsPublic: Rule = {
  id: 'exposure/metrics-public',
  severity: 'warning',
  what: 'opens the metrics of a workload to the outside',
  why: 'metrics tell names, versions, load and errors, to whoever asks: they have no authentication',
  fix: 'Serve metrics on a port of their own, or route only the paths that callers need',
  sources: ['Prometheus: Security model'],
  examples: {
    failing: { 'product.yaml': documents(service, MONITOR, open) },
    mended: { 'product.yaml': documents(service, MONITOR, ingress('/v1/product')) },
    notApplicable: { 'product.yaml': documents(service, MONITOR) },
  },
  *check({ artifacts }) {
    const objects = objectIndex(artifacts);
    for (const route of publicRoutes(artifacts)) {
      const { object, service: name, port, field } = route;
      const service = objects.beside(object, 'Service', name, object.namespace);
      const labels = (asBody(asBody(service?.body.metadata)?.labels) ?? {}) as Readonly<Record<string, string>>;
      const ports = asList(asBody(service?.body.spec)?.ports).map((one) => asBody(one) ?? {});
      const routed = ports.find((one) => String(one.name) === port || String(one.port) === port);
      const scraped = ['ServiceMonitor', 'PodMonitor'].flatMap((kind) =>
        objects.allBeside(object, kind).filter(({ body }) => selects(asBody(body.spec)?.selector, labels)),
      );
      const endpoints = scraped.flatMap(({ body }) =>
        asList(asBody(body.spec)?.endpoints).map((one) => asBody(one) ?? {}),
      );
      const endpoint = endpoints.find((one) => one.port === routed?.name);
      if (!service || endpoints.length === 0) yield notApplicable(object);
      else if (!endpoint || !reaches(route, String(endpoint.path ?? '/metrics'))) yield compliant(object);
      else
        yield finding(object, field, {
          detail: `opens '${name}' with ${String(endpoint.path ?? '/metrics')}, which Prometheus reads on the same port`,
        });
    }
  },
};

/** Where the prefix is cut off or replaced before the call is handed on, anything below it may be reached. */
function reaches({ path, isPrefix, isRewritten }: PublicRoute, metrics: string): boolean {
  if (!isPrefix) return path === metrics;
  const prefix = path.replace(/\/$/, '');
  return isRewritten || metrics === prefix || metrics.startsWith(`${prefix}/`);
}
