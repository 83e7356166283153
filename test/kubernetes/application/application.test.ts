import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ICluster } from '../../../lib/core/contracts';
import { bindJoin, type Join } from '../../../lib/core/join';
import { Application, type ApplicationProps } from '../../../lib/kubernetes/application/application';
import { Peer } from '../../../lib/kubernetes/connect/peer';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import { Namespace } from '../../../lib/kubernetes/tenancy/namespace';
import { Microservice, type MicroserviceProps } from '../../../lib/kubernetes/workload/microservice';
import { readFiles, FakeCluster, plainStack, smallApp } from '../../support/world';
import {
  containerOf,
  deployment,
  fakeCluster,
  messageOf,
  object,
  objects,
  problemsOf,
  refusals,
  SMALL,
} from '../workload/world';

const SERVED = { ...SMALL, port: { container: 8080, service: 80 } } as const;

interface ShopProps extends ApplicationProps {
  readonly cart?: Partial<MicroserviceProps>;
}

/** `web` calls `cart` and `product`, `cart` calls `product` and a database. */
class Shop extends Application {
  readonly web;
  readonly cart;
  readonly product;

  constructor(scope: Construct, id: string, props: ShopProps = {}) {
    super(scope, id, props);
    const service = (name: string, more: Partial<MicroserviceProps> = {}) =>
      this.service(name, (at, child) => new Microservice(at, child, { ...SERVED, scale: Scale.fixed(3), ...more }));
    this.product = service('product');
    this.cart = service('cart', { config: { PRODUCT_URL: this.product.url() }, ...props.cart });
    this.web = service('web', { config: { PRODUCT_URL: this.product.url(), CART_URL: this.cart.url() } });
    this.connect({ web: ['cart', 'product'], cart: ['product'] });
    this.cart.allowTo(Peer.cidr('10.1.0.0/16'), { ports: 5432 });
    this.web.allowFrom(Peer.cidr('10.9.0.0/24'));
  }
}

/** Two clusters; a chart below `prod` or `west` is on the cluster of that name. */
function twoClusters() {
  const app = new App();
  const clusters: Record<string, ICluster> = {
    prod: fakeCluster({ clusterName: 'prod' }),
    west: fakeCluster({ clusterName: 'west' }),
  };
  const [prod, west] = [new Chart(app, 'prod'), new Chart(app, 'west')];
  bindJoin(app, {
    clusterOf: (scope: Construct) => clusters[scope.node.path.split('/')[0] ?? ''],
    acknowledge: () => undefined,
  } as unknown as Join);
  return { prod, west };
}

const names = (scope: Construct, kind: string) => objects(scope, kind).map(({ metadata }) => metadata.name);
const ingress = (scope: Construct, name: string) => object(scope, 'NetworkPolicy', name).spec.ingress;
const egress = (scope: Construct, name: string) => object(scope, 'NetworkPolicy', name).spec.egress;
const byName = (name: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } });
const inNamespace = (namespace: string, name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
  ...byName(name),
});
const HTTP = [{ port: 'http', protocol: 'TCP' }];

describe('an application in three places', () => {
  const { prod, west } = twoClusters();
  const copies = {
    shop: new Namespace(prod, 'shop'),
    second: new Namespace(prod, 'second'),
    elsewhere: new Namespace(west, 'shop'),
  };
  const [first, second, third] = [
    new Shop(copies.shop, 'Default'),
    new Shop(copies.second, 'eu', { cart: { scale: Scale.fixed(6) } }),
    new Shop(copies.elsewhere, 'Default'),
  ];

  it('names the objects of each copy by its path below the namespace', () => {
    expect(names(copies.shop, 'Deployment')).toEqual(['product', 'cart', 'web']);
    expect(names(copies.second, 'Deployment')).toEqual(['eu-product', 'eu-cart', 'eu-web']);
    expect(names(copies.elsewhere, 'Deployment')).toEqual(['product', 'cart', 'web']);
    expect(objects(copies.second, 'Service').map(({ metadata }) => metadata)).toEqual(
      ['eu-product', 'eu-cart', 'eu-web'].map((name): unknown =>
        expect.objectContaining({ name, namespace: 'second' }),
      ),
    );
  });

  it('gives callers the names by which Services of their own copy are found', () => {
    const urls = [copies.shop, copies.second, copies.elsewhere].map((namespace) =>
      objects(namespace, 'ConfigMap').map(({ data }) => data),
    );
    expect(urls).toEqual([
      [{ PRODUCT_URL: 'http://product.shop' }, { PRODUCT_URL: 'http://product.shop', CART_URL: 'http://cart.shop' }],
      [
        { PRODUCT_URL: 'http://eu-product.second' },
        { PRODUCT_URL: 'http://eu-product.second', CART_URL: 'http://eu-cart.second' },
      ],
      [{ PRODUCT_URL: 'http://product.shop' }, { PRODUCT_URL: 'http://product.shop', CART_URL: 'http://cart.shop' }],
    ]);
    expect([first, second, third].map(({ cart }) => cart.hostName)).toEqual([
      'cart.shop',
      'eu-cart.second',
      'cart.shop',
    ]);
  });

  it('lets services of one copy reach each other, and none of another copy', () => {
    for (const [namespace, prefix] of [
      [copies.shop, ''],
      [copies.second, 'eu-'],
      [copies.elsewhere, ''],
    ] as const) {
      expect(ingress(namespace, `${prefix}product`)).toEqual([
        { from: [byName(`${prefix}cart`)], ports: HTTP },
        { from: [byName(`${prefix}web`)], ports: HTTP },
      ]);
      expect(ingress(namespace, `${prefix}web`)).toEqual([
        { from: [{ ipBlock: { cidr: '10.9.0.0/24' } }], ports: HTTP },
      ]);
      expect(egress(namespace, `${prefix}cart`)).toEqual([
        { to: [byName(`${prefix}product`)], ports: HTTP },
        { to: [{ ipBlock: { cidr: '10.1.0.0/16' } }], ports: [{ port: 5432, protocol: 'TCP' }] },
      ]);
    }
  });

  it('has a disruption budget for the pods of each copy, and a quota of its own for each namespace', () => {
    expect(objects(copies.second, 'PodDisruptionBudget').map(({ metadata, spec }) => [metadata.name, spec])).toEqual(
      ['eu-product', 'eu-cart', 'eu-web'].map((name) => [
        name,
        expect.objectContaining({
          maxUnavailable: 1,
          selector: { matchLabels: { 'app.kubernetes.io/name': name } },
        }) as unknown,
      ]),
    );
    expect(names(copies.shop, 'PodDisruptionBudget')).toEqual(names(copies.elsewhere, 'PodDisruptionBudget'));
    const pods = [copies.shop, copies.second, copies.elsewhere].map(
      (namespace) => (object(namespace, 'ResourceQuota').spec.hard as { pods: number }).pods,
    );
    expect(pods).toEqual([12, 16, 12]);
  });

  it('is taken by API servers, and nothing is wrong with it', () => {
    for (const namespace of Object.values(copies)) expect(refusals(namespace, '1.34', 'restricted')).toEqual([]);
    expect([...problemsOf(prod), ...problemsOf(west)]).toEqual([]);
  });
});

describe('a preview of some services of an application', () => {
  function previewOf(only: readonly string[]) {
    const { prod } = twoClusters();
    const [shop, preview] = [new Namespace(prod, 'shop'), new Namespace(prod, 'shop-pr-7')];
    const base = new Shop(shop, 'Default');
    const copy = new Shop(preview, 'Default', { only, base });
    return { prod, shop, preview, base, copy };
  }

  it('renders those alone, and reaches the others in the base', () => {
    const { prod, preview, copy } = previewOf(['cart']);

    expect(names(preview, 'Deployment')).toEqual(['cart']);
    expect(object(preview, 'ConfigMap').data).toEqual({ PRODUCT_URL: 'http://product.shop' });
    expect([copy.cart.hostName, copy.web.hostName]).toEqual(['cart.shop-pr-7', 'web.shop']);
    expect(copy.workloads.map(({ workloadName }) => workloadName)).toEqual(['cart']);
    expect([copy.cart.here?.workloadName, copy.web.here]).toEqual(['cart', undefined]);
    expect(problemsOf(prod)).toEqual([]);
    expect(refusals(preview, '1.34', 'restricted')).toEqual([]);
  });

  it('opens egress in the preview and ingress in the base for what it calls there, and nothing the other way', () => {
    const { shop, preview } = previewOf(['cart']);

    expect(egress(preview, 'cart')).toEqual([
      { to: [inNamespace('shop', 'product')], ports: HTTP },
      { to: [{ ipBlock: { cidr: '10.1.0.0/16' } }], ports: [{ port: 5432, protocol: 'TCP' }] },
    ]);
    expect(ingress(preview, 'cart')).toBeUndefined();
    expect(ingress(shop, 'product')).toEqual([
      { from: [byName('cart')], ports: HTTP },
      { from: [byName('web')], ports: HTTP },
      { from: [inNamespace('shop-pr-7', 'cart')], ports: HTTP },
    ]);
    // What only concerns the base's own copy is as it was.
    expect(ingress(shop, 'cart')).toEqual([{ from: [byName('web')], ports: HTTP }]);
    expect(ingress(shop, 'web')).toEqual([{ from: [{ ipBlock: { cidr: '10.9.0.0/24' } }], ports: HTTP }]);
  });

  it('calls the copies that are beside it', () => {
    const { shop, preview } = previewOf(['web', 'cart']);

    expect(objects(preview, 'ConfigMap').map(({ data }) => data)).toEqual([
      { PRODUCT_URL: 'http://product.shop' },
      { PRODUCT_URL: 'http://product.shop', CART_URL: 'http://cart.shop-pr-7' },
    ]);
    expect(ingress(preview, 'cart')).toEqual([{ from: [byName('web')], ports: HTTP }]);
    expect(ingress(shop, 'cart')).toEqual([{ from: [byName('web')], ports: HTTP }]);
  });

  it('may be the base of another one', () => {
    const { prod, copy, shop } = previewOf(['cart']);
    const third = new Namespace(prod, 'third');
    new Shop(third, 'Default', { only: ['web'], base: copy });

    expect(object(third, 'ConfigMap').data).toEqual({
      PRODUCT_URL: 'http://product.shop',
      CART_URL: 'http://cart.shop-pr-7',
    });
    expect(ingress(shop, 'product')).toContainEqual({ from: [inNamespace('third', 'web')], ports: HTTP });
  });

  it('counts its own pods alone in the quota of its namespace', () => {
    const { preview } = previewOf(['cart']);
    expect((object(preview, 'ResourceQuota').spec.hard as { pods: number }).pods).toBe(4);
  });
});

describe('Application', () => {
  it('puts a service into another namespace on request, under the names of its own place', () => {
    const { prod } = twoClusters();
    const [shop, windows] = [new Namespace(prod, 'shop'), new Namespace(prod, 'shop-windows')];
    const application = new Application(shop, 'eu');
    const service = (name: string, namespace?: Construct) =>
      application.service(name, (at, id) => new Microservice(at, id, { ...SERVED, scale: Scale.fixed(3) }), {
        namespace,
      });
    const [rewards, points] = [service('rewards', windows), service('points', windows)];
    service('web', shop).allowTo(rewards);

    expect(names(windows, 'Deployment')).toEqual(['eu-rewards', 'eu-points']);
    expect(points.url()).toBe('http://eu-points.shop-windows');
    expect(ingress(windows, 'eu-rewards')).toEqual([{ from: [inNamespace('shop', 'eu-web')], ports: HTTP }]);
  });

  it('gives services in a circle their addresses afterwards', () => {
    const { prod } = twoClusters();
    const shop = new Namespace(prod, 'shop');
    const application = new Application(shop, 'Default');
    const service = (name: string, more: Partial<MicroserviceProps> = {}) =>
      application.service(name, (at, id) => new Microservice(at, id, { ...SERVED, scale: Scale.fixed(3), ...more }));
    const a = service('a');
    const b = service('b', { env: { A: a.url() } });
    a.here?.addEnv('B', b.url());

    expect(containerOf(shop, 'a').env).toContainEqual({ name: 'B', value: 'http://b.shop' });
    expect(containerOf(shop, 'b').env).toContainEqual({ name: 'A', value: 'http://a.shop' });
    expect(deployment(shop, 'a').selector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'a' } });
  });

  it('writes the port into an address where it is not 80, and asks for one of several', () => {
    const { prod } = twoClusters();
    const application = new Application(new Namespace(prod, 'shop'), 'Default');
    const service = (name: string, more: Partial<MicroserviceProps>) =>
      application.service(name, (at, id) => new Microservice(at, id, { ...SMALL, scale: Scale.fixed(3), ...more }));
    const plain = service('plain', { port: 8080 });
    const several = service('several', {
      ports: [
        { name: 'http', container: 8080, service: 80 },
        { name: 'admin', container: 9000 },
        { name: 'metrics', container: 9100, service: false },
      ],
    });
    const silent = service('silent', {});

    expect(plain.url()).toBe('http://plain.shop:8080');
    expect([several.url('http'), several.url(9000)]).toEqual(['http://several.shop', 'http://several.shop:9000']);
    expect(messageOf(() => several.url())).toBe(
      "[prod/shop/Default] 'several' has several ports: 'http', 'admin'. Name one, such as url('http'). (application/port-needed)",
    );
    expect(messageOf(() => several.url('metrics'))).toContain('(port/unknown)');
    expect(messageOf(() => silent.url())).toBe(
      "[prod/shop/Default] 'silent' has no Service that a caller could find it by. Give the workload a port. (application/no-service)",
    );
  });

  it('tells every service that neither a copy nor its base has', () => {
    const { prod } = twoClusters();
    const base = new Application(new Namespace(prod, 'shop'), 'Default');
    new Shop(new Namespace(prod, 'pr-1'), 'Default', { only: ['cart'], base });
    expect(problemsOf(prod)).toEqual([
      "[prod/pr-1/Default] 'only' (cart) leaves out 'product', 'web', which the base at prod/shop/Default doesn't have either. Add them to the base, or to 'only'. (application/missing-service)",
    ]);
  });

  it('tells what runs nowhere without a base', () => {
    const { prod } = twoClusters();
    new Shop(new Namespace(prod, 'pr-1'), 'Default', { only: ['cart', 'product'] });
    expect(problemsOf(prod)).toEqual([
      "[prod/pr-1/Default] 'only' (cart, product) leaves out 'web', which has no base to be reached in. Give the copy that has it as 'base', or add it to 'only'. (application/missing-service)",
    ]);
  });

  it('tells names that are no services', () => {
    const { prod } = twoClusters();
    const shop = new Shop(new Namespace(prod, 'shop'), 'Default');
    new Shop(new Namespace(prod, 'pr-1'), 'Default', { only: ['carts'], base: shop });
    new Shop(new Namespace(prod, 'pr-2'), 'Default', { only: ['orders', 'stock'], base: shop });
    expect(problemsOf(prod)).toEqual([
      "[prod/pr-1/Default] 'only' (carts) is no service of the application. Did you mean 'cart'? (application/unknown-service)",
      "[prod/pr-2/Default] 'only' (orders, stock) are no services of the application. It has 'product', 'cart', 'web'. (application/unknown-service)",
    ]);
    expect(messageOf(() => shop.connect({ web: ['carts'] }))).toBe(
      "[prod/shop/Default] 'calls' (carts) is no service of the application. Did you mean 'cart'? (application/unknown-service)",
    );
    expect(messageOf(() => new Application(new Namespace(prod, 'none'), 'Default').connect({ a: [] }))).toBe(
      "[prod/none/Default] 'calls' (a) is no service of the application. It has none. (application/unknown-service)",
    );
  });

  it('refuses a service twice, a base for nothing, and what is on another cluster', () => {
    const { prod, west } = twoClusters();
    const shop = new Shop(new Namespace(prod, 'shop'), 'Default');
    const far = new Namespace(west, 'far');
    const make = (at: Construct, id: string) => new Microservice(at, id, { ...SERVED, scale: Scale.fixed(3) });

    expect(messageOf(() => shop.service('cart', make))).toBe(
      "[prod/shop/Default] 'service' (cart) is declared twice. Give each service a name of its own. (application/duplicate-service)",
    );
    expect(messageOf(() => new Shop(new Namespace(prod, 'a'), 'Default', { base: shop }))).toBe(
      "[prod/a/Default] 'base' (prod/shop/Default) is given, and all services run here. Name those that do, such as only: ['cart'], or leave out the base. (application/base-unused)",
    );
    expect(messageOf(() => new Shop(far, 'Default', { only: ['cart'], base: shop }))).toBe(
      "[west/far/Default] 'base' (prod/shop/Default) is on cluster 'prod', and this copy on cluster 'west': names and policies end at their cluster. Give a base on the same cluster, or run all services here. (application/other-cluster)",
    );
    expect(messageOf(() => shop.service('more', make, { namespace: far }))).toBe(
      "[prod/shop/Default] 'namespace' (west/far) is on cluster 'west', and the application on cluster 'prod'. Name a namespace of the same cluster. (application/other-cluster)",
    );
  });

  it('has a file for each service, named as its objects are', () => {
    const app = smallApp();
    const cluster = new FakeCluster(plainStack(app, 'prod'), 'prod-aks');
    const shop = new Namespace(cluster.kubernetes, 'shop');
    new Shop(shop, 'Default');
    new Shop(shop, 'eu');

    app.synth();

    expect(Object.keys(readFiles(`${app.directory}/deploy/kubernetes/prod-aks/shop`))).toEqual([
      '_namespace.yaml',
      'cart.yaml',
      'eu-cart.yaml',
      'eu-product.yaml',
      'eu-web.yaml',
      'kustomization.yaml',
      'product.yaml',
      'web.yaml',
    ]);
  });
});
