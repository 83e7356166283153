import type { Fields, Json } from '../json-path';
import { addObject, type Fault, object } from '../vocabulary';

const service = (name: string) => object('Service', name, name === 'rewards-registration' ? 'shop-windows' : 'shop');
const gateway = object('Gateway', 'gateway');
const https = gateway.at('spec.listeners[https-www-tailwindtraders-com]');
const route = object('HTTPRoute', 'cart');
const certificate = object('Certificate', 'tls');
const issuer = object('Issuer', 'letsencrypt');

const ingress = (spec: Fields, annotations: Fields = {}): Json => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'login', namespace: 'shop', annotations },
  spec,
});
const inside = (annotations: Fields): Json => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {
    name: 'cart-inside',
    namespace: 'shop',
    annotations: { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true', ...annotations },
  },
  spec: {
    type: 'LoadBalancer',
    externalTrafficPolicy: 'Local',
    selector: { 'app.kubernetes.io/name': 'cart', 'app.kubernetes.io/managed-by': 'cdk-aks' },
    ports: [{ name: 'http', port: 80, targetPort: 'http' }],
  },
});
const RULE = {
  host: 'www.tailwindtraders.com',
  http: {
    paths: [{ path: '/login-api', pathType: 'Prefix', backend: { service: { name: 'login', port: { number: 80 } } } }],
  },
};
const TLS = [{ hosts: ['www.tailwindtraders.com'], secretName: 'tls' }];

/** Services, the gateway, its routes and its certificate. */
export const TRAFFIC: readonly Fault[] = [
  [
    'the Service of the cart selects nobody',
    service('cart').set('spec.selector[app.kubernetes.io/name]', 'carts'),
    'schema/reference',
  ],
  [
    'the Service of the cart asks a port that its pods do not name',
    service('cart').set('spec.ports[http].targetPort', 'web'),
    'schema/reference',
  ],
  [
    'the Service of the cart has another port than its route',
    service('cart').set('spec.ports[http].port', 3001),
    'schema/reference',
    'HTTPRoute/shop/cart',
  ],
  [
    'the Service of the cart has a protocol that nobody speaks',
    service('cart').set('spec.ports[http].protocol', 'HTTP'),
    'schema/enum',
  ],
  ['the Service of the cart was removed', service('cart').drop(), 'schema/reference', 'HTTPRoute/shop/cart'],
  ['the Service of the cart is open on every node', service('cart').set('spec.type', 'NodePort'), 'services/node-port'],
  [
    'the Service of the cart has a public address of its own',
    service('cart').set('spec.type', 'LoadBalancer'),
    'services/public-load-balancer',
  ],
  [
    'the Service of the web gateway has an address of its own, and hides who calls',
    service('webbff').set('spec.type', 'LoadBalancer'),
    'services/caller-hidden',
  ],
  [
    'the cart has an address in a subnet that there is not',
    addObject(
      'shop/cart.yaml',
      inside({ 'service.beta.kubernetes.io/azure-load-balancer-internal-subnet': 'aks-node' }),
    ),
    'services/load-balancer-place',
  ],
  [
    'the cart has an address that its subnet has not',
    addObject('shop/cart.yaml', inside({ 'service.beta.kubernetes.io/azure-load-balancer-ipv4': '10.99.0.10' })),
    'services/load-balancer-place',
  ],
  [
    'the Service of the cart claims an address',
    service('cart').set('spec.externalIPs', ['20.50.2.1']),
    'services/external-ips',
  ],
  [
    'two ports of the Service of the cart have no names',
    service('cart').set('spec.ports', [
      { port: 80, targetPort: 'http' },
      { port: 8080, targetPort: 'http' },
    ]),
    'schema/required',
  ],
  [
    'the internal load balancer takes ranges and tags at once',
    service('cart').copy((copy) => ({
      ...(copy as object),
      metadata: {
        name: 'cart-internal',
        namespace: 'shop',
        annotations: {
          'service.beta.kubernetes.io/azure-load-balancer-internal': 'true',
          'service.beta.kubernetes.io/azure-allowed-service-tags': 'AzureFrontDoor.Backend',
        },
      },
      spec: {
        type: 'LoadBalancer',
        loadBalancerSourceRanges: ['10.50.0.0/16'],
        selector: { 'app.kubernetes.io/name': 'cart' },
        ports: [{ name: 'http', port: 80, targetPort: 'http' }],
      },
    })),
    'network/load-balancer-annotations',
  ],
  ['two listeners of the gateway have one name', https.set('name', 'http'), 'schema/duplicate'],
  ['the gateway has a port that does not exist', https.set('port', 70000), 'schema/range'],
  [
    'the route of the cart hangs on a listener that is not there',
    route.set('spec.parentRefs[gateway].sectionName', 'https'),
    'schema/reference',
  ],
  [
    'the route of the cart hangs on a gateway that is not there',
    route.set('spec.parentRefs[gateway].name', 'public'),
    'schema/reference',
  ],
  [
    'the route of the cart leads to a Service that is not there',
    route.set('spec.rules[0].backendRefs[cart].name', 'cart-api'),
    'schema/reference',
  ],
  [
    'the route of the cart leads to a port that is not there',
    route.set('spec.rules[0].backendRefs[cart].port', 3001),
    'schema/reference',
  ],
  [
    'the route of the cart leads to another namespace',
    route.set('spec.rules[0].backendRefs[cart].namespace', 'shop-windows'),
    'schema/reference',
  ],
  [
    'the route of the cart matches in a way that nobody knows',
    route.set('spec.rules[0].matches[0].path.type', 'Prefix'),
    'schema/enum',
  ],
  [
    'the route of the cart is of an API that is gone',
    route.set('apiVersion', 'gateway.networking.k8s.io/v1alpha2'),
    'schema/unknown-kind',
  ],
  [
    'profile, which webbff calls, is open to the outside',
    object('HTTPRoute', 'webbff').set('spec.rules[0].backendRefs[webbff].name', 'profile'),
    'exposure/internal-service-public',
  ],
  [
    'the certificate has no issuer',
    certificate.set('spec.issuerRef.name', 'letsencrypt-prod'),
    'exposure/issuer-missing',
  ],
  [
    'the certificate is of an API that is gone',
    certificate.set('apiVersion', 'cert-manager.io/v1alpha2'),
    'schema/unknown-kind',
  ],
  ['the issuer has no account', issuer.remove('spec.acme.privateKeySecretRef'), 'schema/required'],
  [
    'a route by Ingress has no TLS',
    addObject('shop/login.yaml', ingress({ ingressClassName: 'webapprouting.kubernetes.azure.com', rules: [RULE] })),
    'services/ingress-without-tls',
  ],
  [
    'a route by Ingress has no host',
    addObject('shop/login.yaml', ingress({ ingressClassName: 'nginx', tls: TLS, rules: [{ http: RULE.http }] })),
    'services/ingress-without-host',
  ],
  [
    'a route by Ingress writes into its controller',
    addObject(
      'shop/login.yaml',
      ingress(
        { ingressClassName: 'nginx', tls: TLS, rules: [RULE] },
        { 'nginx.ingress.kubernetes.io/configuration-snippet': 'return 200;' },
      ),
    ),
    'services/ingress-snippet',
  ],
  [
    'the gateway is of a class that nobody serves',
    gateway.set('spec.gatewayClassName', 'azure-alb'),
    'exposure/class-not-provided',
  ],
  [
    'the certificate asks the cluster for its issuer',
    certificate.set('spec.issuerRef.kind', 'ClusterIssuer'),
    'exposure/issuer-missing',
  ],
  ['the issuer was removed', issuer.drop(), 'exposure/issuer-missing', 'Certificate/shop/tls'],
  [
    'a route by Ingress has a class that nobody serves',
    addObject('shop/login.yaml', ingress({ ingressClassName: 'nginx', tls: TLS, rules: [RULE] })),
    'exposure/class-not-provided',
  ],
];
