import { App } from 'cdk8s';
import { runChecks } from '../../../lib/core/checks';
import { Duration } from '../../../lib/core/duration';
import { formatProblem } from '../../../lib/core/errors';
import { Peer } from '../../../lib/kubernetes/connect/peer';
import { Certificate } from '../../../lib/kubernetes/expose/certificate';
import { type ContourHttpProxyProps, HttpProxy } from '../../../lib/kubernetes/expose/http-proxy';
import { kubernetesProblems } from '../../support/conformance';
import { chart, cluster, FakeWorkload, object, objects, port } from '../connect/world';
import { messageOf } from '../workload/world';

const HOST = 'shop.contoso.com';

function world(props: Partial<ContourHttpProxyProps> = {}) {
  const prod = cluster();
  const app = new App();
  const shop = chart('shop', prod, app);
  const proxy = new HttpProxy(shop, 'proxy', { host: HOST, ...props });
  const served = (id: string, ports = [port('http', 8080)]) => new FakeWorkload(shop, id, { ports });
  return { prod, app, shop, proxy, served };
}

describe('HttpProxy', () => {
  it('answers a host over TLS, sends paths to Services, and lets Envoy reach their pods', () => {
    const certificate = Certificate.fromSecret('shop-tls', ['*.contoso.com']);
    const { shop, proxy, served } = world({ certificate, ingressClassName: 'public' });
    proxy.route(served('web'), { websockets: true });
    proxy.route(served('cart'), { path: '/cart', rewrite: '/', timeout: Duration.minutes(2) });
    proxy.route(served('up'), { path: '/up', exact: true });

    expect(object(shop, 'HTTPProxy')).toEqual({
      apiVersion: 'projectcontour.io/v1',
      kind: 'HTTPProxy',
      metadata: { name: 'proxy', namespace: 'shop' },
      spec: {
        ingressClassName: 'public',
        virtualhost: { fqdn: HOST, tls: { secretName: 'shop-tls', minimumProtocolVersion: '1.2' } },
        routes: [
          { conditions: [{ prefix: '/' }], enableWebsockets: true, services: [{ name: 'web', port: 80 }] },
          {
            conditions: [{ prefix: '/cart' }],
            pathRewritePolicy: { replacePrefix: [{ replacement: '/' }] },
            timeoutPolicy: { response: '2m' },
            services: [{ name: 'cart', port: 80 }],
          },
          { conditions: [{ exact: '/up' }], services: [{ name: 'up', port: 80 }] },
        ],
      },
    });
    expect(object(shop, 'NetworkPolicy', 'cart').spec.ingress).toEqual([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'projectcontour' } },
            podSelector: { matchLabels: { app: 'envoy' } },
          },
        ],
        ports: [{ port: 'http', protocol: 'TCP' }],
      },
    ]);
    for (const one of objects(shop)) expect(kubernetesProblems(one, '1.35')).toEqual([]);
    expect(runChecks(proxy)).toEqual([]);
  });

  it('takes requests from an Envoy that lies elsewhere, and answers without TLS where there is no certificate', () => {
    const { shop, proxy, served } = world({ envoy: Peer.namespace('edge') });
    proxy.route(served('web'));
    expect(object(shop, 'HTTPProxy').spec.virtualhost).toEqual({ fqdn: HOST });
    expect(object(shop, 'NetworkPolicy', 'web').spec.ingress).toMatchObject([
      { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } } }] },
    ]);
  });

  it('refuses what it can not route', () => {
    const { prod, app, proxy, served } = world();
    const web = served('web');
    proxy.route(web);
    expect(messageOf(() => proxy.route(web, { exact: true, rewrite: '/x' }))).toBe(
      "[shop/web] 'rewrite' (/x) replaces the beginning of a path, and the path is taken alone. Leave out `exact`, or let the workload take the path as it is. (expose/exact-rewrite)",
    );
    expect(messageOf(() => proxy.route(web))).toBe(
      "[shop/web] 'path' (/) is that of another route of HTTPProxy 'proxy' already. Give one of the two another path. (expose/duplicate-route)",
    );
    const far = new FakeWorkload(chart('other', prod, app), 'far', { ports: [port('http', 80)] });
    expect(messageOf(() => proxy.route(far, { path: '/far' }))).toBe(
      "[other/far] 'far' is in namespace 'other', and HTTPProxy 'proxy' in 'shop' sends only to Services beside it. Create it in the namespace of the workload. (expose/other-namespace)",
    );
  });

  it('refuses certificates of other hosts and namespaces, and tells a host that leads nowhere', () => {
    expect(messageOf(() => world({ certificate: Certificate.fromSecret('tls', ['a.com', 'b.com']) }))).toBe(
      "[shop/proxy] 'certificate' (tls) is good for a.com, b.com, and not for 'shop.contoso.com'. Add the host to the certificate. (expose/no-certificate)",
    );
    expect(
      messageOf(() => world({ certificate: { secretName: 'tls', hosts: [HOST], namespaceName: 'certificates' } })),
    ).toBe(
      "[shop/proxy] 'certificate' (tls) is in namespace 'certificates', and an HTTPProxy in 'shop' reads Secrets beside it. Create the certificate in namespace 'shop'. (expose/other-namespace)",
    );
    expect(messageOf(() => world({ host: 'Shop' }))).toContain('(expose/host)');
    expect(runChecks(world().proxy).map(formatProblem)).toEqual([
      '[shop/proxy] leads nowhere, and Contour takes no host without a route. Add one with proxy.route(…). (expose/no-routes)',
    ]);
  });
});
