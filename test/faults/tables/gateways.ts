import type { Fields, Json } from '../json-path';
import { addObject, block, type Fault, object, together } from '../vocabulary';

const gateway = object('Gateway', 'gateway');
const http = gateway.at('spec.listeners[http]');
const https = gateway.at('spec.listeners[https-www-tailwindtraders-com]');
const allowed = https.at('allowedRoutes');
const secret = https.at('tls.certificateRefs[0]');
const route = object('HTTPRoute', 'cart');
const rule = route.at('spec.rules[0]');
const redirect = object('HTTPRoute', 'gateway-redirect-tls');
const certificate = object('Certificate', 'tls');
const solver = object('Issuer', 'letsencrypt').at('spec.acme.solvers[0].http01');
const solverRoute = solver.at('gatewayHTTPRoute.parentRefs[0]');
const health = object('HealthCheckPolicy', 'cart');
const REDIRECT = { type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } };
const ROUTE = 'HTTPRoute/shop/cart';

/** A second object beside one, under a name of its own. */
const named =
  (name: string, namespace = 'shop') =>
  (copy: Json): Json => ({
    ...(copy as Fields),
    metadata: { name, namespace },
  });

const ingress = (host: string): Json => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'login', namespace: 'shop' },
  spec: {
    ingressClassName: 'webapprouting.kubernetes.azure.com',
    tls: [{ hosts: [host], secretName: 'tls' }],
    rules: [
      {
        host: 'www.tailwindtraders.com',
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'login', port: { number: 80 } } } }],
        },
      },
    ],
  },
});

/** From the name of a host to the pods that answer: listeners, routes, certificates and the load balancer in Azure. */
export const GATEWAYS: readonly Fault[] = [
  [
    'the gateway listens for another host than its routes',
    https.set('hostname', 'shop.tailwindtraders.com'),
    'gateway/route-not-taken',
    ROUTE,
  ],
  [
    'the gateway listens for a host of its certificate no more',
    https.set('hostname', 'tailwindtraders.com'),
    'gateway/host-without-certificate',
  ],
  [
    'the route of the cart is for a host that nobody listens for',
    route.set('spec.hostnames', ['shop.tailwindtraders.com']),
    'gateway/route-not-taken',
  ],
  [
    'one host of the route of the cart has no listener',
    route.append('spec.hostnames', 'api.tailwindtraders.com'),
    'gateway/route-not-taken',
  ],
  [
    'the listener takes routes of another team',
    allowed.set('namespaces', { from: 'Selector', selector: { matchLabels: { team: 'web' } } }),
    'gateway/route-not-taken',
    ROUTE,
  ],
  ['the listener takes no routes', allowed.set('namespaces.from', 'None'), 'gateway/route-not-taken', ROUTE],
  [
    'the listener takes routes of gRPC alone',
    allowed.set('kinds', [{ kind: 'GRPCRoute' }]),
    'gateway/route-not-taken',
    ROUTE,
  ],
  [
    'the route of the cart hangs on the gateway from another namespace',
    together(
      route.set('metadata.namespace', 'shop-windows'),
      object('HTTPRoute', 'cart', 'shop-windows').set('spec.parentRefs[gateway].namespace', 'shop'),
    ),
    'gateway/route-not-taken',
    'HTTPRoute/shop-windows/cart',
  ],
  ['the listener of HTTPS has no TLS', https.remove('tls'), 'gateway/listener-tls'],
  ['the listener of HTTPS has no certificate', https.set('tls.certificateRefs', []), 'gateway/listener-tls'],
  ['the listener of HTTPS passes TLS on', https.set('tls.mode', 'Passthrough'), 'gateway/listener-tls'],
  ['the listener of HTTP has TLS', http.set('tls', { certificateRefs: [{ name: 'tls' }] }), 'gateway/listener-tls'],
  ['both listeners are at port 443', http.set('port', 443), 'gateway/listeners-clash'],
  [
    'the listener of HTTP was copied',
    gateway.append('spec.listeners', { name: 'plain', port: 80, protocol: 'HTTP' }),
    'gateway/listeners-clash',
  ],
  [
    'the listener takes a certificate that nobody makes',
    secret.set('name', 'tls-certificate'),
    'gateway/secret-not-made',
  ],
  ['the certificate was removed', certificate.drop(), 'gateway/secret-not-made', 'Gateway/shop/gateway'],
  [
    'the certificate goes into another Secret',
    certificate.set('spec.secretName', 'www-tls'),
    'gateway/secret-not-made',
    'Gateway/shop/gateway',
  ],
  [
    'the listener takes a certificate of another namespace',
    secret.set('namespace', 'shop-windows'),
    'gateway/no-reference-grant',
  ],
  [
    'the certificate is for another host',
    certificate.set('spec.dnsNames', ['tailwindtraders.com']),
    'gateway/host-without-certificate',
    'Gateway/shop/gateway',
  ],
  [
    'the certificate is for names one level too deep',
    certificate.set('spec.dnsNames', ['*.www.tailwindtraders.com']),
    'gateway/host-without-certificate',
    'Gateway/shop/gateway',
  ],
  [
    'the certificate is to be a wildcard',
    certificate.set('spec.dnsNames', ['*.tailwindtraders.com']),
    'gateway/wildcard-by-http',
  ],
  [
    'the certificate is renewed as soon as it is made',
    certificate.merge('spec', { duration: '720h', renewBefore: '720h' }),
    'gateway/certificate-times',
  ],
  ['the certificate lasts half an hour', certificate.set('spec.duration', '30m'), 'gateway/certificate-times'],
  ['the certificate lasts a number of days', certificate.set('spec.duration', '90d'), 'gateway/certificate-times'],
  [
    'two certificates go into one Secret',
    certificate.copy(named('shop')),
    'gateway/one-secret-two-certificates',
    'Certificate/shop/shop',
  ],
  [
    'the challenge is answered at a gateway that is not there',
    solverRoute.set('name', 'public'),
    'gateway/challenge-unanswered',
  ],
  [
    'the challenge is answered at a listener that is not there',
    solverRoute.set('sectionName', 'web'),
    'gateway/challenge-unanswered',
  ],
  [
    'the challenge is answered by HTTPS',
    solverRoute.set('sectionName', 'https-www-tailwindtraders-com'),
    'gateway/challenge-unanswered',
  ],
  [
    'the challenge is answered by an ingress controller that is not there',
    object('Issuer', 'letsencrypt').set('spec.acme.solvers[0].http01', { ingress: { ingressClassName: 'nginx' } }),
    'gateway/challenge-unanswered',
  ],
  [
    'the issuer has no solver',
    object('Issuer', 'letsencrypt').set('spec.acme.solvers', []),
    'gateway/challenge-unanswered',
  ],
  [
    'the listener of HTTP, where challenges are answered, has another port',
    http.set('port', 8080),
    'gateway/challenge-unanswered',
    'Issuer/shop/letsencrypt',
  ],
  [
    'the redirect hangs on every listener',
    redirect.remove('spec.parentRefs[gateway].sectionName'),
    'gateway/redirect-loop',
  ],
  [
    'the redirect hangs on HTTPS',
    redirect.set('spec.parentRefs[gateway].sectionName', 'https-www-tailwindtraders-com'),
    'gateway/redirect-loop',
  ],
  [
    'the redirect does not say where to',
    redirect.set('spec.rules[0].filters[0].requestRedirect', { statusCode: 301 }),
    'gateway/redirect-loop',
  ],
  [
    'the cart is served by plain HTTP',
    route.set('spec.parentRefs[gateway].sectionName', 'http'),
    'gateway/served-in-clear',
  ],
  [
    'the route of the cart hangs on every listener',
    route.remove('spec.parentRefs[gateway].sectionName'),
    'gateway/served-in-clear',
  ],
  ['the gateway lost HTTPS', https.merge('', { port: 8080, protocol: 'HTTP' }), 'gateway/without-tls'],
  ['the rule of the cart lost its backend', rule.set('backendRefs', []), 'gateway/leads-nowhere'],
  ['the cart gets no share of its calls', rule.set('backendRefs[cart].weight', 0), 'gateway/leads-nowhere'],
  ['the rule of the cart redirects what it serves', rule.set('filters', [REDIRECT]), 'gateway/rule-refused'],
  [
    'the rule of the cart replaces the prefix of one path',
    rule.set('matches[0].path.type', 'Exact'),
    'gateway/rule-refused',
  ],
  ['the path of the cart has no slash', rule.set('matches[0].path.value', 'cart-api'), 'gateway/rule-refused'],
  [
    'the rule of the cart rewrites twice',
    rule.append('filters', { type: 'URLRewrite', urlRewrite: { hostname: 'cart' } }),
    'gateway/rule-refused',
  ],
  [
    'the webbff takes the path of the cart',
    object('HTTPRoute', 'webbff').set('spec.rules[0].matches[0].path.value', '/cart-api'),
    'gateway/routes-clash',
  ],
  ['the route of the cart was copied', route.copy(named('cart-2')), 'gateway/routes-clash', 'HTTPRoute/shop/cart-2'],
  [
    'the route of the cart leads to a Service of another namespace',
    rule.merge('backendRefs[cart]', { name: 'rewards-registration', namespace: 'shop-windows' }),
    'gateway/no-reference-grant',
  ],
  [
    'the gateway asks the cart where it does not listen',
    health.set('spec.default.port', 8080),
    'gateway/health-check-port',
  ],
  [
    'the gateway asks the cart at the port of its Service',
    health.set('spec.default.port', 80),
    'gateway/health-check-port',
  ],
  [
    'the check of the cart is for a Service that is not there',
    health.set('spec.targetRef.name', 'carts'),
    'gateway/health-check-port',
  ],
  ['the cart has two checks', health.copy(named('cart-2')), 'gateway/policies-clash', 'HealthCheckPolicy/shop/cart-2'],
  [
    'the gateway has a frontend that is not there',
    gateway.set('spec.addresses[0].value', 'public'),
    'gateway/load-balancer-missing',
  ],
  ['the gateway names no frontend', gateway.remove('spec.addresses'), 'gateway/load-balancer-missing'],
  ['the gateway names no load balancer', gateway.remove('metadata.annotations'), 'gateway/load-balancer-missing'],
  [
    'the gateway names a load balancer in the cluster that is not there',
    gateway.set('metadata.annotations', {
      'alb.networking.azure.io/alb-name': 'alb',
      'alb.networking.azure.io/alb-namespace': 'shop',
    }),
    'gateway/load-balancer-missing',
  ],
  [
    'the load balancer lost its frontend',
    block('azurerm_application_load_balancer_frontend.gateway_frontend').drop(),
    'gateway/load-balancer-missing',
    'Gateway/shop/gateway',
  ],
  [
    'the frontend of the load balancer was renamed',
    block('azurerm_application_load_balancer_frontend.gateway_frontend').set('name', 'public'),
    'gateway/load-balancer-missing',
    'Gateway/shop/gateway',
  ],
  [
    'the load balancer is in no subnet',
    block('azurerm_application_load_balancer_subnet_association.gateway_association').drop(),
    'gateway/load-balancer-missing',
    'Gateway/shop/gateway',
  ],
  [
    'a route by Ingress has TLS for another host',
    addObject('shop/login.yaml', ingress('shop.tailwindtraders.com')),
    'services/ingress-tls-host',
  ],
];
