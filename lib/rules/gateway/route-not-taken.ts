import { unknown } from '../../artifact/read/values';
import {
  meetsListener,
  hostnamesOf,
  type Parent,
  parentsOf,
  refusalOf,
  routesOf,
} from '../../analysis/gateway/attachment';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents } from '../sample';
import { SETTINGS } from '../workload/examples';
import { gateway, https, route } from './sample';

/** A route that no listener takes answers nobody, and only its status says so. */
export const routeNotTaken: Rule = {
  id: 'gateway/route-not-taken',
  severity: 'error',
  what: 'is taken by no listener of its gateway',
  why: 'the gateway answers its callers as if it were not there: with 404, or with the route of somebody else',
  fix: 'Name a listener for its host, and let the listener take routes of its kind and namespace',
  sources: ['Gateway API: HTTPRoute, hostnames', 'Gateway API: Cross-Namespace routing, allowedRoutes'],
  examples: {
    failing: { 'web.yaml': documents(gateway(https('www.contoso.com')), route('hostnames: [shop.contoso.com]')) },
    mended: { 'web.yaml': documents(gateway(https('*.contoso.com')), route('hostnames: [shop.contoso.com]')) },
    notApplicable: SETTINGS,
    unknown: { 'web.yaml': route('hostnames: [shop.contoso.com]') },
  },
  *check({ artifacts }) {
    for (const object of routesOf(artifacts)) {
      const parents = parentsOf(object, artifacts);
      if (parents.length === 0) yield notApplicable(object);
      let isTaken = true;
      for (const parent of parents) {
        const { gateway, listeners, field } = parent;
        // That a listener of this name is not there is told by conformance.
        if (!gateway || listeners.length === 0) {
          isTaken = false;
          yield notKnown(object, gateway ? 'its listener is not there' : 'its gateway is not in these files');
          continue;
        }
        const refusals = listeners.map((listener) => refusalOf(listener, object, artifacts));
        if (refusals.includes(undefined)) continue;
        isTaken = false;
        if (refusals.includes(unknown)) {
          yield notKnown(object, 'the labels of its namespace are not in these files');
        } else {
          const reasons = listeners.map(({ name }, index) => `listener '${name}' ${String(refusals[index])}`);
          yield finding(object, field, { detail: `is not taken by gateway '${gateway.name}': ${reasons.join('; ')}` });
        }
      }
      if (!isTaken || parents.length === 0) continue;
      const left = unserved(parents, hostnamesOf(object) ?? []);
      if (left.length === 0) yield compliant(object);
      for (const { host, index } of left) {
        yield finding(object, ['spec', 'hostnames', index], {
          severity: 'warning',
          detail: `is for '${host}', which no listener of its gateway serves`,
        });
      }
    }
  },
};

/** Hosts of a route for which there is no listener, though there is one for others. */
function unserved(parents: readonly Parent[], hosts: readonly unknown[]): readonly { host: string; index: number }[] {
  const listeners = parents.flatMap((parent) => parent.listeners);
  return hosts.flatMap((host, index) =>
    listeners.some((listener) => meetsListener(host, listener)) ? [] : [{ host: String(host), index }],
  );
}
