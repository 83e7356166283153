import { Duration } from '../../../lib/core/duration';
import { runChecks } from '../../../lib/core/checks';
import { formatProblem } from '../../../lib/core/errors';
import { Certificate } from '../../../lib/kubernetes/expose/certificate';
import { Gateway } from '../../../lib/kubernetes/expose/gateway';
import { AcmeIssuer } from '../../../lib/kubernetes/expose/issuer';
import { Probe } from '../../../lib/kubernetes/workload/probes';
import { kubernetesProblems } from '../../support/conformance';
import { chart, cluster, FakeWorkload, object, objects, port } from '../connect/world';
import { applicationGateway, entrance, served } from './exposed';

const HOST = 'shop.contoso.com';
const TLS = Certificate.fromSecret('shop-tls', [HOST]);
const SAME = { namespaces: { from: 'Same' } };

describe('Gateway', () => {
  it('asks for a frontend of the Application Gateway for Containers and listens without TLS', () => {
    const { shop } = entrance();

    expect(object(shop, 'Gateway')).toEqual({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: {
        name: 'gateway',
        namespace: 'shop',
        annotations: { 'alb.networking.azure.io/alb-id': '/subscriptions/s/trafficControllers/agc' },
      },
      spec: {
        gatewayClassName: 'azure-alb-external',
        addresses: [{ type: 'alb.networking.azure.io/alb-frontend', value: 'frontend' }],
        listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: SAME }],
      },
    });
  });

  it('answers the hosts of a certificate over TLS, and sends them there', () => {
    const { shop, gateway } = entrance();

    gateway.addCertificate(TLS);
    gateway.addCertificate(TLS);

    expect(object(shop, 'Gateway').spec.listeners).toEqual([
      expect.objectContaining({ name: 'http' }),
      {
        name: 'https-shop-contoso-com',
        port: 443,
        protocol: 'HTTPS',
        hostname: HOST,
        tls: { mode: 'Terminate', certificateRefs: [{ group: '', kind: 'Secret', name: 'shop-tls' }] },
        allowedRoutes: SAME,
      },
    ]);
    expect(object(shop, 'HTTPRoute')).toMatchObject({
      metadata: { name: 'gateway-redirect-shop-tls', namespace: 'shop' },
      spec: {
        parentRefs: [{ name: 'gateway', sectionName: 'http' }],
        hostnames: [HOST],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
          },
        ],
      },
    });
  });

  it('sends more hosts than a route may name by several routes', () => {
    const { shop, gateway } = entrance();
    const hosts = Array.from({ length: 20 }, (_, index) => `h${index}.contoso.com`);

    gateway.addCertificate(Certificate.fromSecret('many', hosts));

    expect(objects(shop, 'HTTPRoute').map(({ metadata, spec }) => [metadata.name, spec.hostnames])).toEqual([
      ['gateway-redirect-many', hosts.slice(0, 16)],
      ['gateway-redirect-many-2', hosts.slice(16)],
    ]);
  });

  it('routes a host to the Service of a workload and lets the gateway reach its pods', () => {
    const { shop, gateway } = entrance();
    const web = served(shop, 'web');

    gateway.route(web, { host: HOST });
    gateway.addCertificate(TLS);

    expect(object(shop, 'HTTPRoute', 'web')).toMatchObject({
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        parentRefs: [{ name: 'gateway', sectionName: 'https-shop-contoso-com' }],
        hostnames: [HOST],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            backendRefs: [{ name: 'web', port: 80 }],
          },
        ],
      },
    });
    expect(object(shop, 'NetworkPolicy', 'web').spec.ingress).toEqual([
      { from: [{ ipBlock: { cidr: '10.20.8.0/24' } }], ports: [{ port: 'http', protocol: 'TCP' }] },
    ]);
  });

  it('rewrites the path that it routes by, whole or as a prefix', () => {
    const { shop, gateway } = entrance();
    gateway.addCertificate(TLS);
    const [cart, health] = [served(shop, 'cart'), served(shop, 'health')];

    gateway.route(cart, { host: HOST, path: '/cart-api', rewrite: '/', timeout: Duration.minutes(2) });
    gateway.route(health, { host: HOST, path: '/up', exact: true, rewrite: '/healthz' });

    expect(object(shop, 'HTTPRoute', 'cart').spec.rules).toEqual([
      {
        matches: [{ path: { type: 'PathPrefix', value: '/cart-api' } }],
        filters: [
          { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } },
        ],
        backendRefs: [{ name: 'cart', port: 80 }],
        timeouts: { request: '2m' },
      },
    ]);
    expect(object(shop, 'HTTPRoute', 'health').spec.rules).toMatchObject([
      {
        matches: [{ path: { type: 'Exact', value: '/up' } }],
        filters: [{ urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/healthz' } } }],
      },
    ]);
  });

  it('takes requests for every host that has a certificate where a route names none', () => {
    const { shop, gateway } = entrance();
    gateway.addCertificate(Certificate.fromSecret('both', [HOST, '*.contoso.dev']));

    gateway.route(served(shop, 'web'));
    gateway.route(served(shop, 'dev'), { host: 'a.contoso.dev' });

    const sections = (name: string) =>
      (object(shop, 'HTTPRoute', name).spec.parentRefs as { sectionName: string }[]).map((ref) => ref.sectionName);
    expect(sections('web')).toEqual(['https-shop-contoso-com', 'https-wildcard-contoso-dev']);
    expect(sections('dev')).toEqual(['https-wildcard-contoso-dev']);
  });

  it('lets routes of other namespaces attach, and only theirs', () => {
    const { shop, gateway, prod, app } = entrance();
    gateway.addCertificate(TLS);
    const other = chart('orders', prod, app);

    gateway.route(served(other, 'orders'), { host: HOST, path: '/orders' });

    const selector = {
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['orders', 'shop'] }],
    };
    expect(object(shop, 'Gateway').spec.listeners).toMatchObject([
      { allowedRoutes: { namespaces: { from: 'Selector', selector } } },
      { allowedRoutes: { namespaces: { from: 'Selector', selector } } },
    ]);
    expect(object(other, 'HTTPRoute').spec.parentRefs).toEqual([
      { name: 'gateway', namespace: 'shop', sectionName: 'https-shop-contoso-com' },
    ]);
  });

  it('answers without TLS where a route asks for it', () => {
    const { shop, gateway } = entrance();

    const route = gateway.route(served(shop, 'web'), { plainHttp: true });

    expect(object(shop, 'HTTPRoute').spec.parentRefs).toEqual([{ name: 'gateway', sectionName: 'http' }]);
    expect(runChecks(route)).toEqual([]);
  });

  it('renders what the Gateway API takes', () => {
    const { shop, gateway } = entrance();
    gateway.addCertificate(TLS);
    gateway.route(served(shop, 'web'), { host: HOST, path: '/web', rewrite: '/', timeout: Duration.zero });

    const custom = objects(shop).filter(({ kind }) => kind !== 'Deployment');
    expect(custom.flatMap((one) => kubernetesProblems(one, '1.34'))).toEqual([]);
  });

  it('tells the host name that Azure gives it', () => {
    expect(entrance().gateway.hostName).toBe('abc.alb.azure.com');
  });

  it('refuses a gateway of another cluster, and a workload of another', () => {
    const { gateway, app } = entrance();
    const west = chart('west', cluster({}, 'west'), app);

    expect(() => new Gateway(west, 'gateway', { via: applicationGateway(cluster({}, 'east')) })).toThrow(
      "[west/gateway] 'via' (prod/agc) belongs to cluster 'east', and this gateway is on 'west'. Use the Application Gateway for Containers of the same cluster. (expose/other-cluster)",
    );
    expect(() => gateway.route(served(west, 'web'))).toThrow(
      "[west/web/Route-web] 'web' runs on cluster 'west', and gateway 'gateway' leads into 'prod'. Use a gateway of the same cluster. (expose/other-cluster)",
    );
  });

  it('uses a certificate of another namespace, which grants it that', () => {
    const { shop, gateway, prod, app } = entrance();
    const certificates = chart('certificates', prod, app);
    const issuer = AcmeIssuer.fromName('contoso');
    const wildcard = new Certificate(certificates, 'wildcard', { issuer, hosts: ['*.contoso.com'] });
    gateway.addCertificate(wildcard);
    gateway.addCertificate(wildcard);

    expect(object(shop, 'Gateway').spec.listeners).toMatchObject([
      {},
      {
        hostname: '*.contoso.com',
        tls: { certificateRefs: [{ kind: 'Secret', name: 'wildcard', namespace: 'certificates' }] },
      },
    ]);
    expect(object(certificates, 'ReferenceGrant')).toMatchObject({
      metadata: { name: 'wildcard-gateway-shop', namespace: 'certificates' },
      spec: {
        from: [{ kind: 'Gateway', namespace: 'shop' }],
        to: [{ kind: 'Secret', name: 'wildcard' }],
      },
    });
    for (const one of [...objects(shop), ...objects(certificates)]) expect(kubernetesProblems(one, '1.35')).toEqual([]);
    const west = chart('west', cluster({}, 'west'), app);
    const far = new Certificate(west, 'far', { issuer, hosts: ['far.contoso.com'] });
    expect(() => gateway.addCertificate(far)).toThrow(
      "[west/far] is on cluster 'west', and the gateway at shop/gateway on cluster 'prod'. Create a certificate on the cluster of the gateway. (expose/other-cluster)",
    );
  });

  it('refuses certificates of another namespace, second ones for a host, and too many', () => {
    const { gateway } = entrance();
    gateway.addCertificate(TLS);

    expect(() => gateway.addCertificate({ ...TLS, hosts: ['a.contoso.com'], namespaceName: 'orders' })).toThrow(
      "[shop/gateway] 'certificate' (shop-tls) is in namespace 'orders', and a gateway in 'shop' may not read Secrets there. Create the certificate in namespace 'shop'. (expose/other-namespace)",
    );
    expect(() => gateway.addCertificate(Certificate.fromSecret('other', [HOST]))).toThrow(
      "[shop/gateway] 'certificate' (shop.contoso.com) has a certificate already, 'shop-tls'. Take the host out of one of the two. (expose/duplicate-host)",
    );
    const many = Array.from({ length: 63 }, (_, index) => `h${index}.contoso.com`);
    expect(() => gateway.addCertificate(Certificate.fromSecret('many', many))).toThrow(
      "[shop/gateway] 'certificate' (many) brings the listeners of the gateway to 65, of at most 64. Use a wildcard host, or a second gateway on a frontend of its own. (expose/too-many-hosts)",
    );
  });

  it('tells everything that is wrong with a route at once', () => {
    const { shop, gateway } = entrance();

    expect(() =>
      gateway.route(served(shop, 'web'), { host: 'Shop', path: 'cart', rewrite: '/a//b', name: 'A', port: 'grpc' }),
    ).toThrow(/name\/dns-subdomain[^]*expose\/host[^]*'path'[^]*'rewrite'[^]*port\/unknown/);
  });

  it.each([
    [{ host: 'https://Shop.contoso.com/x' }, "Did you mean 'shop.contoso.com'? (expose/host)"],
    [{ host: '10.0.0.1' }, "Write one such as 'shop.contoso.com' or '*.contoso.com'. (expose/host)"],
    [{ host: 'localhost' }, '(expose/host)'],
    [{ path: 'cart' }, "Did you mean '/cart'? (expose/path)"],
    [
      { path: '/a/../b' },
      "'path' (/a/../b) is not a path: it starts with '/', and has no '//', '/./', '/../', '#' nor '%2f'. Write one such as '/cart'. (expose/path)",
    ],
    [{ path: '/a b' }, '(expose/path)'],
    [{ rewrite: '//x' }, "'rewrite' (//x) is not a path"],
    [{ name: 'Web' }, "Did you mean 'web'? (name/dns-subdomain)"],
    [{ port: 'grpc' }, '(port/unknown)'],
  ])('refuses the route %p', (props, message) => {
    const { shop, gateway } = entrance();

    expect(() => gateway.route(served(shop, 'web'), props)).toThrow(message);
  });

  it('refuses a second route for the same requests or of the same name', () => {
    const { shop, gateway } = entrance();
    const web = served(shop, 'web');
    gateway.route(web, { host: HOST, path: '/a' });

    expect(() => gateway.route(served(shop, 'cart'), { host: HOST, path: '/a' })).toThrow(
      "[shop/cart/Route-cart] 'path' (/a) of 'shop.contoso.com' is also that of the route at shop/web/Route-web. Give one of the two another host or path. (expose/duplicate-route)",
    );
    expect(() => gateway.route(web, { host: HOST, path: '/b' })).toThrow(
      "[shop/web] 'name' (web) is also the name of another route to this workload. Give the second route a name, such as { name: 'cart-api' }. (expose/route-name)",
    );
    expect(() => gateway.route(web, { host: HOST, path: '/b', name: 'web-b' })).not.toThrow();
  });

  it('refuses a workload without a Service, and asks which of several ports', () => {
    const { shop, gateway } = entrance();
    const worker = new FakeWorkload(shop, 'worker');
    Object.defineProperty(worker, 'serviceName', { value: undefined });
    const several = served(shop, 'several', {
      ports: [port('http', 8080), port('admin', 8081), { ...port('metrics', 9090), inService: false }],
    });

    expect(() => gateway.route(worker)).toThrow(
      "[shop/worker/Route-worker] 'worker' has no Service that a gateway could send requests to. Give the workload a port. (expose/no-service)",
    );
    expect(() => gateway.route(several)).toThrow(
      "[shop/several/Route-several] 'port' must be given: 'several' has 'http', 'admin'. Write for example { port: 'http' }. (expose/port-needed)",
    );
  });

  it('refuses a route that nobody would reach, and one without TLS that has a certificate', () => {
    const { shop, gateway } = entrance();
    const web = gateway.route(served(shop, 'web'));
    const cart = gateway.route(served(shop, 'cart'), { host: HOST });
    expect([...runChecks(web), ...runChecks(cart)].map(formatProblem)).toEqual([
      "[shop/web/Route-web] has no host, and gateway 'gateway' has no certificate at all. Add one with gateway.addCertificate(…), or answer without TLS with { plainHttp: true }. (expose/no-certificate)",
      "[shop/cart/Route-cart] 'host' (shop.contoso.com) has no certificate on gateway 'gateway'. Add one with gateway.addCertificate(…), or answer without TLS with { plainHttp: true }. (expose/no-certificate)",
    ]);

    gateway.addCertificate(TLS);
    const plain = gateway.route(served(shop, 'plain'), { host: HOST, plainHttp: true });
    expect([...runChecks(web), ...runChecks(cart)]).toEqual([]);
    expect(runChecks(plain).map(formatProblem)).toEqual([
      "[shop/plain/Route-plain] 'host' (shop.contoso.com) is answered without TLS as a whole, and has a certificate, so that the same requests are sent to TLS. Leave out `plainHttp`, or name the path that must do without TLS. (expose/plain-http)",
    ]);
  });
});

describe('the health that a gateway asks for', () => {
  const policy = (scope: Parameters<typeof object>[0]) => object(scope, 'HealthCheckPolicy');

  it('is that of the readiness probe, on its own port and by number', () => {
    const { shop, gateway } = entrance();
    const web = served(shop, 'web', {
      ports: [port('http', 8080), { ...port('health', 8081), inService: false }],
      readiness: {
        httpGet: { path: '/ready', port: 'health', scheme: 'HTTPS' },
        periodSeconds: 7,
        timeoutSeconds: 3,
        failureThreshold: 2,
        successThreshold: 1,
      },
    });

    gateway.route(web, { plainHttp: true });
    gateway.route(web, { plainHttp: true, path: '/again', name: 'again' });

    expect(policy(shop)).toEqual({
      apiVersion: 'alb.networking.azure.io/v1',
      kind: 'HealthCheckPolicy',
      metadata: { name: 'web', namespace: 'shop' },
      spec: {
        targetRef: { group: '', kind: 'Service', name: 'web', namespace: 'shop' },
        default: {
          interval: '7s',
          timeout: '3s',
          healthyThreshold: 1,
          unhealthyThreshold: 2,
          port: 8081,
          useTLS: true,
          http: { path: '/ready', match: { statusCodes: [{ start: 200, end: 399 }] } },
        },
      },
    });
    expect(object(shop, 'NetworkPolicy', 'web').spec.ingress).toMatchObject([
      { ports: [{ port: 'health' }, { port: 'http' }] },
    ]);
  });

  it('is that of gRPC where the probe is', () => {
    const { shop, gateway } = entrance();

    gateway.route(served(shop, 'web', { readiness: { grpc: { port: 8080, service: 'shop' } } }), { plainHttp: true });

    expect(policy(shop).spec.default).toMatchObject({ port: 8080, grpc: { service: 'shop' } });
  });

  it('is that of the route where the route brings one', () => {
    const { shop, gateway } = entrance();
    const web = served(shop, 'web', { readiness: { tcpSocket: { port: 'http' } } });

    gateway.route(web, { plainHttp: true, healthCheck: Probe.http('/alive') });

    expect(policy(shop).spec.default).toMatchObject({ interval: '10s', port: 8080, http: { path: '/alive' } });
    expect(() => gateway.route(web, { name: 'b', path: '/b', healthCheck: Probe.http('/x') })).toThrow(
      "[shop/web] 'healthCheck' is given by a second route, and the pods have one health for all routes. Give it to the first route only. (expose/second-health-check)",
    );
  });

  it('is missed where the readiness probe is nothing that a gateway can ask', () => {
    const { shop, gateway } = entrance();
    const web = served(shop, 'web', { readiness: { tcpSocket: { port: 'http' } } });

    gateway.route(web, { plainHttp: true });

    expect(runChecks(web.node.findChild('Health')).map(formatProblem)).toEqual([
      "[shop/web] 'healthCheck' is missing: the readiness probe asks by neither HTTP nor gRPC, so a gateway would ask for / and take pods for dead that have no answer. Give the workload probes: { readiness: Probe.http('/ready') }, or its route { healthCheck: Probe.http('/ready') }. (expose/no-health-check)",
    ]);
  });
});
