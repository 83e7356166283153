import { documents, workload } from '../../../lib/rules/sample';
import { ingressSnippet } from '../../../lib/rules/services/ingress-snippet';
import { ingressWithoutTls } from '../../../lib/rules/services/ingress-without-tls';
import { ingress, service } from '../../../lib/rules/services/examples';
import { portName } from '../../../lib/rules/services/port-name';
import { publicLoadBalancer } from '../../../lib/rules/services/public-load-balancer';
import { selectorTwice } from '../../../lib/rules/services/selector-twice';
import { ask } from '../ask';

describe('services/public-load-balancer', () => {
  const open = ['spec.type: is open to the internet by a load balancer of its own'];

  it('is content where callers are named, unless they are everybody', () => {
    expect(ask(publicLoadBalancer, service('type: LoadBalancer, loadBalancerSourceRanges: [203.0.113.0/24]'))).toEqual([
      'compliant',
    ]);
    expect(ask(publicLoadBalancer, service('type: LoadBalancer, loadBalancerSourceRanges: [0.0.0.0/0]'))).toEqual(open);
    expect(
      ask(
        publicLoadBalancer,
        service('type: LoadBalancer', "service.beta.kubernetes.io/azure-load-balancer-internal: 'false'"),
      ),
    ).toEqual(open);
  });

  it.each([
    'registry.k8s.io/ingress-nginx/controller:v1.12.1',
    'docker.io/library/traefik:v3.3',
    'mcr.microsoft.com/oss/v2/istio/proxyv2:1.27.1',
  ])('leaves alone the way in for others: %s', (image) => {
    const open = service('type: LoadBalancer');
    expect(ask(publicLoadBalancer, documents(open, workload('cart', { image })))).toEqual(['not-applicable']);
    expect(ask(publicLoadBalancer, documents(open, workload('other', { image })))).toEqual([
      'spec.type: is open to the internet by a load balancer of its own',
    ]);
  });

  it('has nothing to say of other types', () => {
    expect(ask(publicLoadBalancer, service('type: ClusterIP'))).toEqual(['not-applicable']);
  });
});

describe('services/port-name', () => {
  it.each([
    ['http', true],
    ['8080', false],
    ['http--admin', false],
    ['-http', false],
    ['HTTP', false],
    ['a-name-of-15-let', false],
  ])('judges %s', (name, isGood) => {
    const files = service('').replace('port: 80', `port: 80, targetPort: '${name}'`);
    expect(ask(portName, files)).toEqual([isGood ? 'compliant' : `spec.ports[0].targetPort: names a port '${name}'`]);
  });
});

describe('services/selector-twice', () => {
  it('names the other Service', () => {
    expect(ask(selectorTwice, documents(service(''), service('', '', 'basket')))).toEqual([
      'compliant',
      "spec.selector: selects the same pods as Service 'cart'",
    ]);
  });
});

describe('rules about Ingresses', () => {
  it('take the certificate that an add-on reads from Key Vault', () => {
    const annotation = 'kubernetes.azure.com/tls-cert-keyvault-uri: https://shop.vault.azure.net/certificates/shop';
    expect(ask(ingressWithoutTls, ingress([], annotation))).toEqual(['compliant']);
  });

  it('find every kind of snippet', () => {
    for (const name of ['nginx.ingress.kubernetes.io/auth-snippet', 'nginx.org/location-snippets']) {
      expect(ask(ingressSnippet, ingress([], `${name}: 'return 200;'`))).toHaveLength(1);
      expect(ask(ingressSnippet, ingress([], `${name}: 'return 200;'`))[0]).toContain(
        `metadata.annotations['${name}']`,
      );
    }
  });
});
