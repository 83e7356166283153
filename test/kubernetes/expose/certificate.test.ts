import { Certificate } from '../../../lib/kubernetes/expose/certificate';
import { covers } from '../../../lib/kubernetes/expose/hosts';
import { AcmeIssuer } from '../../../lib/kubernetes/expose/issuer';
import { podSecurityProblems } from '../../support/pod-security';
import { kubernetesProblems } from '../../support/conformance';
import { chart, object, objects } from '../connect/world';
import { entrance } from './exposed';

const EMAIL = 'certificates@contoso.com';

function issued(server: 'letsencrypt-staging' | 'letsencrypt-production' = 'letsencrypt-production') {
  const world = entrance();
  const issuer = new AcmeIssuer(world.shop, 'letsencrypt', { server, email: EMAIL, gateway: world.gateway });
  return { ...world, issuer };
}

describe('AcmeIssuer', () => {
  it('proves hosts through the listener without TLS of a gateway', () => {
    const { shop } = issued();

    expect(object(shop, 'Issuer')).toMatchObject({
      metadata: { name: 'letsencrypt', namespace: 'shop' },
      spec: {
        acme: {
          server: 'https://acme-v02.api.letsencrypt.org/directory',
          email: EMAIL,
          privateKeySecretRef: { name: 'letsencrypt-account-key' },
          solvers: [
            {
              http01: {
                gatewayHTTPRoute: {
                  parentRefs: [
                    {
                      group: 'gateway.networking.k8s.io',
                      kind: 'Gateway',
                      name: 'gateway',
                      namespace: 'shop',
                      sectionName: 'http',
                    },
                  ],
                  serviceType: 'ClusterIP',
                },
              },
            },
          ],
        },
      },
    });
  });

  it('asks the staging server for trying out, or another one', () => {
    const { shop } = issued('letsencrypt-staging');
    const other = entrance();
    new AcmeIssuer(other.shop, 'own', { server: 'https://ca.contoso.com/acme', email: EMAIL, gateway: other.gateway });

    expect(object(shop, 'Issuer').spec.acme).toMatchObject({
      server: 'https://acme-staging-v02.api.letsencrypt.org/directory',
    });
    expect(object(other.shop, 'Issuer').spec.acme).toMatchObject({ server: 'https://ca.contoso.com/acme' });
  });

  it('lets the gateway reach the pods that answer, and nobody else', () => {
    const { shop } = issued();

    expect(object(shop, 'NetworkPolicy', 'letsencrypt-solver').spec).toEqual({
      podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ ipBlock: { cidr: '10.20.8.0/24' } }], ports: [{ port: 8089, protocol: 'TCP' }] }],
    });
  });

  it('asks for pods that the restricted level takes, with what cert-manager sets of their container', () => {
    const { shop } = issued();
    const acme = object(shop, 'Issuer').spec.acme as {
      solvers: [{ http01: { gatewayHTTPRoute: { podTemplate: { spec: Record<string, unknown> } } } }];
    };
    const { spec } = acme.solvers[0].http01.gatewayHTTPRoute.podTemplate;
    const securityContext = {
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    };

    expect(
      podSecurityProblems({ spec: { ...spec, containers: [{ name: 'acmesolver', securityContext }] } }, 'restricted'),
    ).toEqual([]);
    expect(spec).toMatchObject({
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
    });
  });

  it('admits its namespace at a gateway of another', () => {
    const { gateway, shop, app, prod } = entrance();

    new AcmeIssuer(chart('orders', prod, app), 'letsencrypt', {
      server: 'letsencrypt-production',
      email: EMAIL,
      gateway,
    });

    expect(object(shop, 'Gateway').spec.listeners).toMatchObject([
      { allowedRoutes: { namespaces: { from: 'Selector' } } },
    ]);
  });

  it('refuses what no ACME server takes', () => {
    const attempt = () => {
      const { shop, gateway } = entrance();
      new AcmeIssuer(shop, 'a', { server: 'http://ca' as 'https://ca', email: 'me@example.com', gateway });
    };

    expect(attempt).toThrow(
      "[shop/a] 'server' (http://ca) is not an ACME server. Write 'letsencrypt-production', 'letsencrypt-staging', or the address of a directory over HTTPS. (expose/acme-server)",
    );
    expect(attempt).toThrow(
      "[shop/a] 'email' (me@example.com) is no address that an ACME server takes; it refuses those of example.com, too. Write the address of the team that looks after certificates. (expose/acme-email)",
    );
  });
});

describe('Certificate', () => {
  it('asks its issuer for its hosts and keeps the key in the Secret of its name', () => {
    const { shop, issuer, gateway } = issued();

    const certificate = new Certificate(shop, 'shop-tls', { issuer, hosts: ['shop.contoso.com', 'shop.contoso.com'] });
    gateway.addCertificate(certificate);

    expect(object(shop, 'Certificate')).toEqual({
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name: 'shop-tls', namespace: 'shop' },
      spec: {
        secretName: 'shop-tls',
        dnsNames: ['shop.contoso.com'],
        issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'letsencrypt' },
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      },
    });
    expect(objects(shop).flatMap((one) => kubernetesProblems(one, '1.34'))).toEqual([]);
  });

  it('takes an issuer that exists already, and a key of another kind', () => {
    const scope = chart('shop');

    new Certificate(scope, 'tls', {
      issuer: AcmeIssuer.fromName('dns', { kind: 'ClusterIssuer' }),
      hosts: ['*.contoso.com'],
      keyAlgorithm: 'RSA',
    });

    expect(object(scope, 'Certificate').spec).toMatchObject({
      dnsNames: ['*.contoso.com'],
      issuerRef: { kind: 'ClusterIssuer', name: 'dns' },
      privateKey: { algorithm: 'RSA', size: 2048 },
    });
  });

  it('refuses hosts that its issuer cannot sign for', () => {
    const { shop, issuer, app, prod } = issued();
    const make = (hosts: readonly string[], scope = shop) =>
      new Certificate(scope, `c${shop.node.children.length}`, { issuer, hosts });

    expect(() => make(['*.contoso.com'])).toThrow(
      "'hosts' (*.contoso.com) is a wildcard, which 'letsencrypt' can't prove by answering a request. Name each host, or use an issuer that proves by DNS (AcmeIssuer.fromName). (expose/wildcard)",
    );
    expect(() => make([])).toThrow(
      "'hosts' (0) is the number of hosts, and a certificate has 1 to 100. Split them over several certificates. (expose/hosts)",
    );
    expect(() => make(['Shop.Contoso.com'])).toThrow("Did you mean 'shop.contoso.com'? (expose/host)");
    expect(() => make(['a.contoso.com'], chart('orders', prod, app))).toThrow(
      "'issuer' (letsencrypt) is in namespace 'shop' and signs for that one only. Create an issuer in namespace 'orders'. (expose/other-namespace)",
    );
    expect(() => Certificate.fromSecret('Bad_Name', ['x'])).toThrow(/name\/dns-subdomain.*\n.*expose\/host/);
  });
});

describe('a listener', () => {
  it.each([
    ['shop.contoso.com', 'shop.contoso.com', true],
    ['*.contoso.com', 'shop.contoso.com', true],
    ['*.contoso.com', 'a.b.contoso.com', true],
    ['*.contoso.com', 'contoso.com', false],
    ['shop.contoso.com', 'web.contoso.com', false],
    ['*.contoso.com', '*.contoso.com', true],
  ])('for %s asked for %s answers: %p', (listener, host, answer) => {
    expect(covers(listener, host)).toBe(answer);
  });
});
