import { challengeUnanswered } from '../../../lib/rules/gateway/challenge-unanswered';
import { certificateTimes } from '../../../lib/rules/gateway/certificate-times';
import { hostWithoutCertificate } from '../../../lib/rules/gateway/host-without-certificate';
import { redirectLoop } from '../../../lib/rules/gateway/redirect-loop';
import { routeNotTaken } from '../../../lib/rules/gateway/route-not-taken';
import { routesClash } from '../../../lib/rules/gateway/routes-clash';
import { ruleRefused } from '../../../lib/rules/gateway/rule-refused';
import { certificate, gateway, HTTP, https, route } from '../../../lib/rules/gateway/sample';
import { documents, object } from '../../../lib/rules/sample';
import { ask } from '../ask';

const WEB = gateway(HTTP, https('www.contoso.com'));
const issuer = (solver: string, kind = 'Issuer') =>
  object(
    'cert-manager.io/v1',
    kind,
    'letsencrypt',
    [`spec: { acme: { solvers: [${solver}] } }`],
    kind === 'Issuer' ? 'shop' : '',
  );

describe('routes and listeners', () => {
  it('tell each listener that refuses a route, and why', () => {
    const text = documents(gateway(https('www.contoso.com')), route('hostnames: [shop.contoso.com]'));
    expect(ask(routeNotTaken, text)).toEqual([
      "spec.parentRefs[0]: is not taken by gateway 'web': listener 'https' is for 'www.contoso.com' and takes none of its hosts",
    ]);
  });

  it('know a namespace by its name where nobody wrote its labels', () => {
    const selector = 'selector: { matchLabels: { kubernetes.io/metadata.name: shop } }';
    const open = `{ name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: Selector, ${selector} } } }`;
    expect(ask(routeNotTaken, documents(gateway(open), route()))).toEqual(['compliant']);
    const team = open.replace('kubernetes.io/metadata.name: shop', 'team: shop');
    expect(ask(routeNotTaken, documents(gateway(team), route()))).toEqual(['unknown']);
  });

  it('take a route whose host is filled in later for one that fits', () => {
    expect(ask(routeNotTaken, documents(WEB, route("hostnames: ['${HOST}']")))).toEqual(['compliant']);
  });

  it('leave calls that a header or a method tells apart to their own routes', () => {
    const rule = (match: string) => `matches: [{ ${match} }], backendRefs: [{ name: cart, port: 80 }]`;
    const path = 'path: { value: /cart }';
    const texts = [path, `${path}, method: GET`, `${path}, headers: [{ name: x-beta, value: "1" }]`];
    const routes = texts.map((text, index) => route('', rule(text), `cart-${index}`));
    expect(ask(routesClash, documents(gateway(HTTP), ...routes))).toEqual(['compliant', 'compliant', 'compliant']);
    const again = route('', rule('path: { type: PathPrefix, value: /cart/ }'), 'again');
    expect(ask(routesClash, documents(gateway(HTTP), ...routes, again)).at(-1)).toBe(
      "spec.rules[0].matches[0]: is for the same calls as route 'cart-0'",
    );
  });

  it('let a redirect to another host stand, and one that a header asks for', () => {
    const redirect = (to: string, match = '') =>
      route('hostnames: [contoso.com]', `${match}filters: [{ type: RequestRedirect, requestRedirect: { ${to} } }]`);
    const all = gateway(HTTP);
    expect(ask(redirectLoop, documents(all, redirect('hostname: www.contoso.com')))).toEqual(['compliant']);
    expect(ask(redirectLoop, documents(all, redirect('scheme: https')))).toEqual(['compliant']);
    const canonical = 'filters: [{ type: RequestRedirect, requestRedirect: { hostname: www.contoso.com } }]';
    expect(ask(redirectLoop, documents(all, route('', canonical)))).toEqual(['compliant']);
    const match = 'matches: [{ headers: [{ name: x-forwarded-proto, value: http }] }], ';
    expect(ask(redirectLoop, documents(all, redirect('hostname: contoso.com', match)))).toEqual(['not-applicable']);
    expect(ask(redirectLoop, documents(all, redirect('hostname: contoso.com')))).toEqual([
      "spec.rules[0].filters[0]: hangs on listener 'http' (HTTP) and redirects to http at the same host and path: that is where callers are",
    ]);
  });

  it('say what the API server refuses in a rule', () => {
    const rule = (text: string) => ask(ruleRefused, route('', text));
    expect(rule('matches: [{ path: { value: /a//b } }], backendRefs: [{ name: cart, port: 80 }]')).toEqual([
      "spec.rules[0].matches[0].path.value: has the path '/a//b', which no caller's path is after it was cleaned",
    ]);
    expect(rule("matches: [{ path: { type: RegularExpression, value: '.*//' } }]")).toEqual(['compliant']);
  });
});

describe('certificates', () => {
  it('are asked for the hosts of the routes where a listener is for many', () => {
    const routes = documents(gateway(https('*.contoso.com')), route('hostnames: [www.contoso.com, shop.contoso.com]'));
    expect(ask(hostWithoutCertificate, documents(routes, certificate()))).toEqual([
      "spec.listeners[0].hostname: serves 'shop.contoso.com' with Certificate 'web', which is for www.contoso.com",
    ]);
    expect(ask(hostWithoutCertificate, documents(routes, certificate("dnsNames: ['*.contoso.com']")))).toEqual([
      'compliant',
    ]);
  });

  it('have times that Go can read', () => {
    expect(ask(certificateTimes, certificate('renewBefore: 30d'))).toEqual([
      "spec.renewBefore: has '30d' as renewBefore, which is no time: the largest unit is h",
    ]);
    expect(ask(certificateTimes, certificate('renewBefore: 2400h'))).toEqual([
      'spec.renewBefore: is renewed 2400h before its end, and lasts 2160h, as long as none is written',
    ]);
    expect(ask(certificateTimes, certificate('duration: 24h, renewBefore: 1m'))).toEqual([
      'spec.renewBefore: is renewed 1m before its end: cert-manager takes 5m at least',
    ]);
  });

  it('are answered for where the issuer says, as far as the files tell', () => {
    const by = (parent: string) => `{ http01: { gatewayHTTPRoute: { parentRefs: [{ ${parent} }] } } }`;
    expect(ask(challengeUnanswered, documents(WEB, issuer(by('name: public'))))).toEqual([
      "spec.acme.solvers[0].http01.gatewayHTTPRoute.parentRefs[0].name: answers challenges at gateway 'public', which does not exist: there is 'web'",
    ]);
    expect(ask(challengeUnanswered, documents(WEB, issuer('{ dns01: { azureDNS: {} } }')))).toEqual(['compliant']);
    expect(ask(challengeUnanswered, documents(WEB, issuer(by('name: web'), 'ClusterIssuer')))).toEqual(['unknown']);
    const all = by('name: web, namespace: shop');
    expect(ask(challengeUnanswered, documents(WEB, issuer(all, 'ClusterIssuer')))).toEqual(['compliant']);
  });
});
