import { App } from 'cdk8s';
import { runChecks } from '../../../lib/core/checks';
import { formatProblem } from '../../../lib/core/errors';
import { Peer } from '../../../lib/kubernetes/connect/peer';
import { Certificate } from '../../../lib/kubernetes/expose/certificate';
import { Ingress, type IngressProps } from '../../../lib/kubernetes/expose/ingress';
import { IngressController } from '../../../lib/kubernetes/expose/ingress-controller';
import { AcmeIssuer } from '../../../lib/kubernetes/expose/issuer';
import { kubernetesProblems } from '../../support/conformance';
import { chart, cluster, FakeWorkload, object, objects, port } from '../connect/world';
import { fakeVault, messageOf } from '../workload/world';

const HOST = 'shop.contoso.com';
const TLS = Certificate.fromSecret('shop-tls', [HOST]);
const FROM_APP_ROUTING = [
  { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'app-routing-system' } } },
];

function world(props: Partial<IngressProps> = {}) {
  const prod = cluster();
  const app = new App();
  const shop = chart('shop', prod, app);
  const ingress = new Ingress(shop, 'ingress', { controller: IngressController.appRouting(), ...props });
  const served = (id: string, ports = [port('http', 8080)]) => new FakeWorkload(shop, id, { ports });
  return { prod, app, shop, ingress, served, problems: () => runChecks(ingress).map(formatProblem) };
}

describe('Ingress', () => {
  it('is refused where its cluster does not run the controller', () => {
    const prod = cluster();
    const features = { ...prod.features, appRouting: false };
    const shop = chart('shop', { ...prod, features } as never);
    const ingress = new Ingress(shop, 'ingress', { controller: IngressController.appRouting() });
    expect(runChecks(ingress).map(formatProblem)[0]).toBe(
      "[shop/ingress] 'controller' (webapprouting.kubernetes.azure.com) is of the application routing add-on, which cluster 'prod' has not. Give the cluster appRouting: true, or use another controller. (expose/no-app-routing)",
    );
  });

  it('sends hosts and paths to Services over TLS, and lets the add-on reach their pods', () => {
    const { shop, ingress, served, problems } = world();
    ingress.route(served('web'), { host: HOST });
    ingress.route(served('cart'), { host: HOST, path: '/cart', exact: true });
    ingress.addCertificate(TLS);
    ingress.addCertificate(TLS);

    expect(object(shop, 'Ingress')).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'ingress', namespace: 'shop' },
      spec: {
        ingressClassName: 'webapprouting.kubernetes.azure.com',
        tls: [{ hosts: [HOST], secretName: 'shop-tls' }],
        rules: [
          {
            host: HOST,
            http: {
              paths: [
                { path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } },
                { path: '/cart', pathType: 'Exact', backend: { service: { name: 'cart', port: { number: 80 } } } },
              ],
            },
          },
        ],
      },
    });
    expect(object(shop, 'NetworkPolicy', 'cart').spec.ingress).toEqual([
      { from: FROM_APP_ROUTING, ports: [{ port: 'http', protocol: 'TCP' }] },
    ]);
    for (const one of objects(shop)) expect(kubernetesProblems(one, '1.35')).toEqual([]);
    expect(problems()).toEqual([]);
  });

  it('takes a certificate from a Key Vault', () => {
    const { shop, ingress, served, problems } = world({
      annotations: { 'nginx.ingress.kubernetes.io/ssl-redirect': 'true' },
    });
    ingress.route(served('web'), { host: 'a.contoso.com' });
    ingress.useVaultCertificate(fakeVault(), 'shop-tls', ['*.contoso.com']);
    ingress.useVaultCertificate(fakeVault(), 'shop-tls', ['*.contoso.com']);

    const { metadata, spec } = object(shop, 'Ingress');
    expect(metadata.annotations).toEqual({
      'kubernetes.azure.com/tls-cert-keyvault-uri': 'https://contoso-kv.vault.azure.net/certificates/shop-tls',
      'nginx.ingress.kubernetes.io/ssl-redirect': 'true',
    });
    expect(spec.tls).toEqual([{ hosts: ['*.contoso.com'], secretName: 'keyvault-ingress' }]);
    expect(problems()).toEqual([]);
    expect(messageOf(() => ingress.useVaultCertificate(fakeVault(), 'other', ['b.contoso.com'], 'v1'))).toBe(
      "[shop/ingress] 'certificate' (other) is the second one of a Key Vault, and an Ingress takes one: https://contoso-kv.vault.azure.net/certificates/shop-tls. Create a second Ingress for its hosts. (expose/second-vault-certificate)",
    );
  });

  it('works with any other controller, which reads no Key Vault', () => {
    const controller = IngressController.other('nginx', Peer.namespace('ingress-nginx'));
    const { shop, ingress, served } = world({ controller });
    ingress.route(served('web'), { host: HOST, plainHttp: true });

    expect(object(shop, 'Ingress').spec.ingressClassName).toBe('nginx');
    expect(object(shop, 'NetworkPolicy', 'web').spec.ingress).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }],
        ports: [{ port: 'http', protocol: 'TCP' }],
      },
    ]);
    expect(messageOf(() => ingress.useVaultCertificate(fakeVault(), 'shop-tls', ['no host']))).toBe(
      "[shop/ingress] 'controller' (nginx) reads no certificates from a Key Vault: the application routing add-on does. Use IngressController.appRouting(), or a Certificate of an issuer. (expose/no-key-vault)\n" +
        "[shop/ingress] 'hosts' (no host) is not the name of a host. Write one such as 'shop.contoso.com' or '*.contoso.com'. (expose/host)",
    );
  });

  it('is a way for an issuer to prove hosts, whose challenges its controller may ask for', () => {
    const { shop, ingress } = world();
    const issuer = new AcmeIssuer(shop, 'letsencrypt', {
      server: 'letsencrypt-staging',
      email: 'ops@contoso.com',
      gateway: ingress,
    });
    ingress.addCertificate(new Certificate(shop, 'tls', { issuer, hosts: [HOST] }));

    expect(object(shop, 'Issuer').spec).toMatchObject({
      acme: {
        solvers: [
          {
            http01: {
              ingress: {
                ingressClassName: 'webapprouting.kubernetes.azure.com',
                serviceType: 'ClusterIP',
                podTemplate: { spec: { securityContext: { runAsNonRoot: true } } },
              },
            },
          },
        ],
      },
    });
    expect(kubernetesProblems(object(shop, 'Issuer'), '1.35')).toEqual([]);
    expect(object(shop, 'NetworkPolicy', 'letsencrypt-solver').spec.ingress).toEqual([
      { from: FROM_APP_ROUTING, ports: [{ port: 8089, protocol: 'TCP' }] },
    ]);
  });

  it('tells hosts without a certificate, and an Ingress that leads nowhere', () => {
    const { ingress, served, problems } = world();
    expect(problems()).toEqual([
      '[shop/ingress] leads nowhere, and the API server takes no Ingress without a rule. Add one with ingress.route(…). (expose/no-routes)',
    ]);
    ingress.route(served('web'), { host: HOST });
    ingress.route(served('open'), { host: 'open.contoso.com', plainHttp: true });
    expect(problems()).toEqual([
      "[shop/ingress] 'host' (shop.contoso.com) has no certificate on Ingress 'ingress'. Add one with addCertificate(…) or useVaultCertificate(…), or answer without TLS with { plainHttp: true }. (expose/no-certificate)",
    ]);
  });

  it('refuses what it can not route, all at once', () => {
    const { prod, app, shop, ingress, served } = world();
    const web = served('web', [port('http', 8080), port('admin', 9000)]);
    ingress.route(web, { host: HOST, port: 'http' });
    expect(messageOf(() => ingress.route(web, { host: HOST })).split('\n')).toEqual([
      "[shop/web] 'path' (/) of 'shop.contoso.com' is that of another route of the Ingress already. Give one of the two another host or path. (expose/duplicate-route)",
      "[shop/web] 'port' must be given: 'web' has 'http', 'admin'. Write for example { port: 'http' }. (expose/port-needed)",
    ]);
    expect(messageOf(() => ingress.route(web, { host: 'https://shop', path: 'cart', port: 1 }))).toMatch(
      /\(expose\/host\)\n.*\(expose\/path\)\n.*\(port\/unknown\)$/,
    );
    const silent = new FakeWorkload(shop, 'silent');
    Object.assign(silent, { serviceName: undefined });
    expect(messageOf(() => ingress.route(silent, { host: HOST, path: '/s' }))).toBe(
      "[shop/silent] 'silent' has no Service that Ingress 'ingress' could send requests to. Give the workload a port. (expose/no-service)",
    );
    const other = new FakeWorkload(chart('other', prod, app), 'far', { ports: [port('http', 80)] });
    expect(messageOf(() => ingress.route(other, { host: HOST, path: '/o' }))).toBe(
      "[other/far] 'far' is in namespace 'other', and Ingress 'ingress' in 'shop' sends only to Services beside it. Create it in the namespace of the workload. (expose/other-namespace)",
    );
    const west = new FakeWorkload(chart('west', cluster({}, 'west'), app), 'west', { ports: [port('http', 80)] });
    expect(messageOf(() => ingress.route(west, { host: HOST, path: '/w' }))).toBe(
      "[west/west] 'west' runs on cluster 'west', and Ingress 'ingress' is on 'prod'. Create it on the cluster of the workload. (expose/other-cluster)",
    );
  });

  it('refuses certificates that it can not use', () => {
    const { ingress } = world();
    ingress.addCertificate(TLS);
    expect(messageOf(() => ingress.addCertificate({ secretName: 'x', hosts: ['a.b'], namespaceName: 'other' }))).toBe(
      "[shop/ingress] 'certificate' (x) is in namespace 'other', and an Ingress in 'shop' reads Secrets beside it. Create the certificate in namespace 'shop'. (expose/other-namespace)",
    );
    expect(messageOf(() => ingress.addCertificate(Certificate.fromSecret('second', [HOST])))).toBe(
      "[shop/ingress] 'certificate' (shop.contoso.com) has a certificate already, 'shop-tls'. Take the host out of one of the two. (expose/duplicate-host)",
    );
  });
});
