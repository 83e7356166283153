import { namespaceOf, objectIndex } from '../../analysis/objects';
import { publicRoutes } from '../../analysis/routes';
import { asBody, asList } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { documents, object } from '../sample';

const route = (service: string): string =>
  object('networking.k8s.io/v1', 'Ingress', service, [
    'spec:',
    '  ingressClassName: nginx',
    `  rules: [{ http: { paths: [{ path: /${service}, pathType: Prefix, backend: { service: { name: ${service}, port: { number: 80 } } } }] } }]`,
  ]);
const SERVICES = documents(
  ...['web', 'stock'].map((name) =>
    object('v1', 'Service', name, [`spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }`]),
  ),
  object('v1', 'ConfigMap', 'web', ['data: { StockApiUrl: "http://stock" }']),
);

/** A service that a gateway calls inside the cluster is usually not meant to be called past that gateway. */
export const internalServicePublic: Rule = {
  id: 'exposure/internal-service-public',
  severity: 'warning',
  what: 'opens a service to the outside that others call inside the cluster',
  why: 'callers may go past the gateway and what it checks: who they are, what they may ask, how often',
  fix: 'Remove the route and let callers go through the gateway, or acknowledge that it is meant',
  sources: ['Azure: Gateway Routing pattern', 'OWASP API Security: Improper inventory management'],
  examples: {
    failing: { 'shop.yaml': documents(SERVICES, route('stock')) },
    mended: { 'shop.yaml': documents(SERVICES, route('web')) },
    notApplicable: { 'shop.yaml': SERVICES },
  },
  *check(world) {
    const routes = publicRoutes(world.artifacts);
    if (routes.length === 0) {
      for (const service of objectIndex(world.artifacts).ofKind('Service')) yield notApplicable(service);
      return;
    }
    const called = calledInside(world);
    for (const { object, service, field } of routes) {
      const caller = called.get(`${object.cluster ?? ''}\n${namespaceOf(object)}\n${service}`);
      if (caller === undefined) yield compliant(object);
      else
        yield finding(object, field, {
          detail: `opens '${service}' to the outside, which '${caller}' calls inside the cluster`,
        });
    }
  },
};

/** Services that settings name as `http://<service>`, with the object that names them first. */
function calledInside({ artifacts, workloads }: World): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const note = (cluster: string | undefined, namespace: string, by: string, text: unknown): void => {
    if (typeof text !== 'string') return;
    for (const [, host = '', other] of text.matchAll(
      /\bhttps?:\/\/([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc[\w.]*)?)?(?=[:/\s]|$)/g,
    )) {
      const key = `${cluster ?? ''}\n${other ?? namespace}\n${host}`;
      if (!found.has(key)) found.set(key, by);
    }
  };
  for (const object of objectIndex(artifacts).ofKind('ConfigMap')) {
    for (const text of Object.values(asBody(object.body.data) ?? {}))
      note(object.cluster, namespaceOf(object), object.name, text);
  }
  for (const { object, namespace, containers } of workloads) {
    for (const item of containers.flatMap(({ body }) => asList(body.env)))
      note(object.cluster, namespace, object.name, asBody(item)?.value);
  }
  return found;
}
