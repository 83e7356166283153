import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { object } from '../../lib/artifact/sample';
import { publicRoutes } from '../../lib/analysis/routes';

const routes = (text: string) =>
  publicRoutes(readArtifacts([{ path: 'web.yaml', content: text }])).map(({ object: _, field, ...route }) => ({
    ...route,
    field: field.join('.'),
  }));

describe('routes from outside', () => {
  it('are those of a GRPCRoute, each a path of its own', () => {
    const text = object('gateway.networking.k8s.io/v1', 'GRPCRoute', 'cart', [
      'spec:',
      '  rules:',
      '    - matches: [{ method: { service: shop.v1.Cart, method: Get } }]',
      '      backendRefs: [{ name: cart, port: 9000 }, { kind: Other, name: x }]',
      '    - backendRefs: [{ name: rest, port: 9000 }]',
    ]);
    const fixed = { port: '9000', isPrefix: false, isRewritten: false };
    expect(routes(text)).toEqual([
      { ...fixed, service: 'cart', path: '/shop.v1.Cart/Get', field: 'spec.rules.0.backendRefs.0' },
      { ...fixed, service: 'rest', path: '/*/*', field: 'spec.rules.1.backendRefs.0' },
    ]);
  });

  it('are those of an HTTPProxy, by prefix or exactly', () => {
    const text = object('projectcontour.io/v1', 'HTTPProxy', 'shop', [
      'spec:',
      '  routes:',
      '    - services: [{ name: web, port: 80 }]',
      '    - conditions: [{ header: { name: x, present: true } }, { exact: /up }]',
      '      services: [{ name: up, port: 80 }]',
      '    - conditions: [{ prefix: /cart }]',
      '      pathRewritePolicy: { replacePrefix: [{ replacement: / }] }',
      '      services: [{ name: cart, port: 80 }]',
    ]);
    const fixed = { port: '80', isPrefix: true, isRewritten: false };
    expect(routes(text)).toEqual([
      { ...fixed, service: 'web', path: '/', field: 'spec.routes.0.services.0' },
      { ...fixed, service: 'up', path: '/up', isPrefix: false, field: 'spec.routes.1.services.0' },
      { ...fixed, service: 'cart', path: '/cart', isRewritten: true, field: 'spec.routes.2.services.0' },
    ]);
  });
});
