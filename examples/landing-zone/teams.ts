import {
  Cpu,
  Disruption,
  Duration,
  Frontend,
  LoadBalancer,
  Microservice,
  type MicroserviceProps,
  type Namespace,
  Percent,
  Probe,
  QueueWorker,
  Scale,
  ServiceBus,
  Size,
  Team,
  WorkloadIdentity,
} from 'cdk-aks';
import type { Platform } from './platform';
import { groups } from './places';

export type Teams = ReturnType<typeof addTeams>;

/** Two teams, each with a namespace, and what runs there. */
export function addTeams({ prod, hub, cluster, apps, registry, vault, bus, database, frontends }: Platform) {
  const disruption = Disruption.atMost(Percent.of(25));
  const shopTeam = new Team('shop', {
    editors: [groups.shop],
    viewers: [groups.support],
    budget: { cpu: Cpu.cores(12), memory: Size.gibibytes(24) },
    disruption,
  });
  const fulfilmentTeam = new Team('fulfilment', {
    editors: [groups.fulfilment],
    viewers: [groups.support],
    budget: { cpu: Cpu.cores(16), memory: Size.gibibytes(32) },
    disruption,
  });
  const shop = shopTeam.namespace(cluster.kubernetes, 'shop');
  const fulfilment = fulfilmentTeam.namespace(cluster.kubernetes, 'fulfilment');

  const service = (namespace: Namespace, id: string, props: Partial<MicroserviceProps> = {}) =>
    new Microservice(namespace, id, {
      image: registry.image(id, '1.4.0'),
      port: { container: 8080, service: 80 },
      on: apps,
      resources: { cpu: Cpu.millis(200), memory: Size.mebibytes(256) },
      probes: { liveness: Probe.http('/live'), readiness: Probe.http('/ready') },
      scale: Scale.onCpu({ min: 3, max: 9, target: Percent.of(60) }),
      runAsUser: 10_001,
      metrics: true,
      ...props,
    });
  const identityOf = (id: string) => new WorkloadIdentity(prod, `${id}-identity`);

  // The shop: pages, what is for sale, and what is in the cart.
  const cartIdentity = identityOf('cart');
  const web = service(shop, 'web', {
    port: { name: 'https', container: 8443, service: 443 },
    metrics: { scheme: 'https' },
    probes: {
      liveness: Probe.http('/live', { scheme: 'HTTPS' }),
      readiness: Probe.http('/ready', { scheme: 'HTTPS' }),
    },
    config: { CATALOG_URL: 'http://catalog', CART_URL: 'http://cart' },
    secretFiles: { 'tls.pem': vault.secret('web-certificate') }, // its key, too
    secretsIdentity: identityOf('web'),
  });
  const catalog = service(shop, 'catalog', {
    secrets: { SEARCH_KEY: vault.secret('search-key') },
    secretsIdentity: identityOf('catalog'),
  });
  const carts = database.addDatabase('carts');
  const cart = service(shop, 'cart', {
    identity: cartIdentity,
    config: { PGHOST: database.hostName, PGDATABASE: carts.databaseName, PGUSER: cartIdentity.identityName },
  });
  web.connections.allowTo(catalog);
  web.connections.allowTo(cart);
  cart.connections.allowTo(catalog);
  cart.connections.allowTo(database);
  new LoadBalancer(shop, 'entrance', {
    to: web,
    frontend: Frontend.internal({ subnet: frontends.subnetName, address: '10.20.200.10' }),
    allowFrom: [hub.ingress.prefix],
  });

  // Fulfilment: orders are taken, queued, and sent on their way.
  const ordersIdentity = identityOf('orders');
  const shippingIdentity = identityOf('shipping');
  const queue = bus.addQueue('orders');
  queue.grantSend(ordersIdentity);
  const orders = service(fulfilment, 'orders', {
    identity: ordersIdentity,
    config: { SERVICEBUS_NAMESPACE: bus.hostName, SERVICEBUS_QUEUE: queue.queueName },
  });
  orders.connections.allowTo(bus);
  const shipping = new QueueWorker(fulfilment, 'shipping', {
    image: registry.image('shipping', '1.4.0'),
    on: apps,
    resources: { cpu: Cpu.millis(500), memory: Size.mebibytes(512) },
    runAsUser: 10_001,
    probes: { liveness: Probe.exec(['/app/shipping', 'alive'], { period: Duration.seconds(30) }) },
    gracePeriod: Duration.seconds(60),
    queue: ServiceBus.of(queue, { identity: shippingIdentity }),
    scale: { min: 0, max: 12, messagesPerReplica: 10 },
  });
  cart.connections.allowTo(orders); // the one call between the teams

  return { shop, fulfilment, web, catalog, cart, orders, shipping };
}
