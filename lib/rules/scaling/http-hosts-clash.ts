import { namespaceOf, objectIndex } from '../../analysis/objects';
import { asBody, asList } from '../../analysis/workload/workloads';
import type { KubernetesObject } from '../../artifact/read/model';
import { compliant, finding, type Rule } from '../rule';
import { documents, object } from '../sample';
import { SETTINGS } from '../workload/examples';

const scaled = (name: string, route: string): string =>
  object('http.keda.sh/v1alpha1', 'HTTPScaledObject', name, [
    `spec: { ${route}, scaleTargetRef: { name: ${name}, apiVersion: apps/v1, kind: Deployment, service: ${name}, port: 80 } }`,
  ]);

/** The interceptor keeps one route for a host, a path and headers: of two the older one gets all requests. */
export const httpHostsClash: Rule = {
  id: 'scaling/http-hosts-clash',
  severity: 'error',
  what: 'takes requests that another HTTPScaledObject takes',
  why: 'the interceptor of the KEDA HTTP add-on sends them to one of the two; the other is never asked, and never wakes',
  fix: 'Give each its own host, path prefix or headers',
  sources: ['KEDA HTTP add-on: HTTPScaledObject'],
  examples: {
    failing: {
      'shop.yaml': documents(scaled('web', 'hosts: [shop.contoso.com]'), scaled('api', 'hosts: [shop.contoso.com]')),
    },
    mended: {
      'shop.yaml': documents(
        scaled('web', 'hosts: [shop.contoso.com]'),
        scaled('api', 'hosts: [shop.contoso.com], pathPrefixes: [/api]'),
      ),
    },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    const taken = new Map<string, KubernetesObject>();
    for (const scaler of objectIndex(artifacts).ofKind('HTTPScaledObject')) {
      const clash = routesOf(scaler).flatMap((route) => {
        const other = taken.get(route.key);
        if (!other) taken.set(route.key, scaler);
        return other && other !== scaler ? [{ ...route, other }] : [];
      })[0];
      if (!clash) {
        yield compliant(scaler);
        continue;
      }
      const { other, host, path } = clash;
      yield finding(scaler, ['spec', 'hosts'], {
        detail: `takes '${host}${path}' as HTTPScaledObject '${namespaceOf(other)}/${other.name}' does`,
      });
    }
  },
};

interface Route {
  readonly key: string;
  readonly host: string;
  readonly path: string;
}

/** Every host with every path; none of either is any. */
function routesOf({ cluster, body }: KubernetesObject): readonly Route[] {
  const spec = asBody(body.spec) ?? {};
  const texts = (value: unknown, otherwise: string): readonly string[] => {
    const list = asList(value).map(String);
    return list.length > 0 ? list : [otherwise];
  };
  const headers = asList(spec.headers)
    .map((item) => JSON.stringify([asBody(item)?.name, asBody(item)?.value]))
    .sort()
    .join();
  return texts(spec.hosts, '*').flatMap((name) =>
    texts(spec.pathPrefixes, '/').map((prefix) => {
      const [host, path] = [name.toLowerCase(), prefix.replace(/(?<=.)\/+$/, '')];
      return { key: [cluster ?? '', host, path, headers].join('\n'), host, path };
    }),
  );
}
