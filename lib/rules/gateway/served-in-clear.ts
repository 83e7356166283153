import type { KubernetesObject } from '../../artifact/read/model';
import { hostnamesOf, meetsListener, parentsOf, refusalOf } from '../../analysis/gateway/attachment';
import { listenersOf, ofGroup } from '../../analysis/gateway/listeners';
import { asBody, asList } from '../../analysis/workload/workloads';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { documents } from '../sample';
import { SETTINGS } from '../workload/examples';
import { gateway, HTTP, https, route } from './sample';

const WEB = gateway(HTTP, https('www.contoso.com'));
const hangsOn = (listener: string): string =>
  route('').replace('{ name: web }', `{ name: web, sectionName: ${listener} }`);

/** A route without sectionName hangs on every listener, that of plain HTTP too. */
export const servedInClear: Rule = {
  id: 'gateway/served-in-clear',
  severity: 'warning',
  what: 'is served in the clear beside HTTPS',
  why: 'callers that begin with http:// stay there, and what they send can be read and changed on the way',
  fix: 'Name the listener of HTTPS in parentRefs.sectionName, and redirect what comes by HTTP',
  sources: ['Gateway API: HTTP redirects and rewrites', 'Azure: Application Gateway for Containers, SSL offloading'],
  examples: {
    failing: { 'web.yaml': documents(WEB, hangsOn('http')) },
    mended: { 'web.yaml': documents(WEB, hangsOn('https')) },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    for (const route of ofGroup('HTTPRoute', artifacts)) {
      if (!servesPods(route)) {
        yield* judge(route, undefined);
        continue;
      }
      const hosts = hostnamesOf(route) ?? [undefined];
      yield* judge(
        route,
        parentsOf(route, artifacts).flatMap(({ gateway, listeners, field }): readonly Fault[] => {
          const taking = listeners.filter((one) => refusalOf(one, route, artifacts) === undefined);
          const plain = taking.find(({ protocol }) => protocol === 'HTTP');
          const isSecured = (gateway ? listenersOf(gateway) : []).some(
            (one) => one.protocol === 'HTTPS' && hosts.some((host) => host === undefined || meetsListener(host, one)),
          );
          return plain && isSecured ? [{ field, detail: `hangs on listener '${plain.name}' of plain HTTP` }] : [];
        }),
      );
    }
  },
};

/** Whether a route hands calls to pods, and does not only redirect them. */
function servesPods(route: KubernetesObject): boolean {
  return asList(asBody(route.body.spec)?.rules).some((rule) => asList(asBody(rule)?.backendRefs).length > 0);
}
