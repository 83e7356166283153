import type { Artifacts } from '../../artifact/read/artifacts';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { hostnamesOf, parentsOf, refusalOf } from '../../analysis/gateway/attachment';
import { type Listener, ofGroup } from '../../analysis/gateway/listeners';
import { asBody, asList } from '../../analysis/workload/workloads';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { documents } from '../sample';
import { SETTINGS } from '../workload/examples';
import { gateway, HTTP, https, route } from './sample';

const REDIRECT = 'filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 301 } }]';
const WEB = gateway(HTTP, https('www.contoso.com'));
const hangsOn = (listener: string): string =>
  route('', REDIRECT).replace('{ name: web }', `{ name: web, sectionName: ${listener} }`);

/** A redirect that leads to where the caller comes from never ends. */
export const redirectLoop: Rule = {
  id: 'gateway/redirect-loop',
  severity: 'error',
  what: 'sends callers back to where they come from',
  why: 'browsers follow a few times and give up: what the rule is for cannot be reached',
  fix: 'Name the listener of HTTP in parentRefs.sectionName, or redirect to another host or path',
  sources: ['Gateway API: HTTP redirects and rewrites'],
  examples: {
    failing: { 'web.yaml': documents(WEB, hangsOn('https')) },
    mended: { 'web.yaml': documents(WEB, hangsOn('http')) },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    for (const route of ofGroup('HTTPRoute', artifacts)) {
      const redirects = redirectsOf(route);
      yield* judge(
        route,
        redirects.length === 0 ? undefined : redirects.flatMap((one) => loopOf(route, one, artifacts)),
      );
    }
  },
};

interface Redirect {
  readonly to: Body;
  readonly index: number;
  readonly place: number;
}

/** Redirects of rules that depend on nothing but host and path: a header may tell that the caller came in the clear. */
function redirectsOf(route: KubernetesObject): readonly Redirect[] {
  return asList(asBody(route.body.spec)?.rules).flatMap((item, index) => {
    const rule = asBody(item) ?? {};
    const asksMore = asList(rule.matches)
      .map((match) => asBody(match) ?? {})
      .some(({ headers, queryParams }) => headers !== undefined || queryParams !== undefined);
    return asList(rule.filters).flatMap((filter, place) => {
      const to = asBody(asBody(filter)?.requestRedirect);
      return to && !asksMore ? [{ to, index, place }] : [];
    });
  });
}

function loopOf(route: KubernetesObject, { to, index, place }: Redirect, artifacts: Artifacts): readonly Fault[] {
  if (to.path !== undefined) return [];
  const hosts = hostnamesOf(route);
  // What takes every host may send callers on to the one that a route of its own serves.
  if (to.hostname !== undefined && hosts?.includes(to.hostname) !== true) return [];
  const back = parentsOf(route, artifacts)
    .flatMap(({ listeners }) => listeners)
    .filter((listener) => refusalOf(listener, route, artifacts) === undefined)
    .find((listener) => leadsTo(listener, to));
  if (!back) return [];
  const what = `${back.protocol === 'HTTPS' ? 'https' : 'http'} at the same host and path`;
  return [
    {
      field: ['spec', 'rules', index, 'filters', place],
      detail: `hangs on listener '${back.name}' (${back.protocol}) and redirects to ${what}: that is where callers are`,
    },
  ];
}

const SCHEMES: Readonly<Record<string, string>> = { HTTP: 'http', HTTPS: 'https' };

/** Whether who follows the redirect comes to the listener again. */
function leadsTo({ protocol, port }: Listener, to: Body): boolean {
  const own = SCHEMES[protocol];
  if (own === undefined || (to.scheme ?? own) !== own) return false;
  return to.port === undefined || to.port === port;
}
