import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { hostnamesOf, meetsListener, parentsOf, refusalOf } from '../../analysis/gateway/attachment';
import { ofGroup } from '../../analysis/gateway/listeners';
import { asBody, asList } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { documents } from '../sample';
import { SETTINGS } from '../workload/examples';
import { gateway, HTTP, route } from './sample';

const ruleFor = (path: string): string =>
  `matches: [{ path: { type: PathPrefix, value: ${path} } }], backendRefs: [{ name: cart, port: 80 }]`;

/** Of two routes for the same calls the older one gets them all. */
export const routesClash: Rule = {
  id: 'gateway/routes-clash',
  severity: 'error',
  what: 'is for the same calls as another route',
  why: 'the gateway gives all of them to the route that was made first; which that is changes when one is made anew',
  fix: 'Give it a path, host or header of its own, or share calls by weight in one rule',
  sources: ['Gateway API: HTTPRouteRule, matches'],
  examples: {
    failing: { 'web.yaml': documents(gateway(HTTP), route('', ruleFor('/cart')), route('', ruleFor('/cart'), 'old')) },
    mended: { 'web.yaml': documents(gateway(HTTP), route('', ruleFor('/cart')), route('', ruleFor('/old'), 'old')) },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    const first = new Map<string, KubernetesObject>();
    for (const route of ofGroup('HTTPRoute', artifacts)) {
      const places = placesOf(route, artifacts);
      const matches = matchesOf(route);
      if (places.length === 0 || matches.length === 0) {
        yield notApplicable(route);
        continue;
      }
      const clashes = matches.flatMap(({ key, field }) => {
        const taken = places.map((place) => `${place}\n${key}`);
        const other = taken.map((one) => first.get(one)).find((one) => one !== undefined);
        for (const one of taken) if (!first.has(one)) first.set(one, route);
        return other ? [{ other, field }] : [];
      });
      if (clashes.length === 0) yield compliant(route);
      for (const { other, field } of clashes) {
        const by = other === route ? 'another rule of its own' : `route '${other.name}'`;
        yield finding(route, field, { detail: `is for the same calls as ${by}` });
      }
    }
  },
};

/** Each host at each listener that takes the route. */
function placesOf(route: KubernetesObject, artifacts: Artifacts): readonly string[] {
  const hosts = hostnamesOf(route) ?? [undefined];
  return parentsOf(route, artifacts)
    .flatMap(({ listeners }) => listeners)
    .filter((listener) => refusalOf(listener, route, artifacts) === undefined)
    .flatMap((listener) =>
      hosts
        .filter((host) => host === undefined || meetsListener(host, listener))
        .map((host) => {
          const { gateway, name, hostname = '*' } = listener;
          return [gateway.cluster ?? '', gateway.id, name, String(host ?? hostname).toLowerCase()].join('\n');
        }),
    );
}

/** What each match of a route asks, written in one way. */
function matchesOf(route: KubernetesObject): readonly { readonly key: string; readonly field: FieldPath }[] {
  return asList(asBody(route.body.spec)?.rules).flatMap((item, index) => {
    const matches = asList(asBody(item)?.matches);
    const field = ['spec', 'rules', index];
    if (matches.length === 0) return [{ key: keyOf({}), field }];
    return matches.map((match, place) => ({ key: keyOf(asBody(match) ?? {}), field: [...field, 'matches', place] }));
  });
}

function keyOf({ path, method, headers, queryParams }: Body): string {
  const { type = 'PathPrefix', value = '/' } = asBody(path) ?? {};
  const plain = type === 'PathPrefix' ? String(value).replace(/\/$/, '') : String(value);
  const sorted = (list: unknown): readonly string[] =>
    asList(list)
      .map((item) => asBody(item) ?? {})
      .map((one) => `${String(one.name).toLowerCase()} ${String(one.type ?? 'Exact')} ${String(one.value)}`)
      .sort();
  return JSON.stringify([type, plain, method ?? '', sorted(headers), sorted(queryParams)]);
}
