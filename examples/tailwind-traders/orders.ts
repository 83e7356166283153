import {
  Cpu,
  Duration,
  EnvValue,
  Headroom,
  Probe,
  QueueWorker,
  RabbitmqCluster,
  RabbitmqOperators,
  Room,
  Size,
  WorkloadIdentity,
} from 'cdk-aks';
import type { Ground, Services } from './services';

export type Orders = ReturnType<typeof addOrderQueue>;

/** Where orders wait. It outlives its brokers: a quorum queue in all zones, on disks that stay. */
export function addOrderQueue({ cluster, shop, apps, name, settings }: Omit<Ground, 'orders'>) {
  new RabbitmqOperators(cluster.kubernetes, 'rabbitmq');
  const rabbit = new RabbitmqCluster(shop, 'rabbit', {
    on: apps,
    resources: { cpu: Cpu.millis(500), memory: Size.gibibytes(2) },
    storage: Size.gibibytes(20),
    azureMetrics: settings.grafana !== undefined,
    ...(name === 'dev' && { replicas: 1, acceptOneReplica: 'Nobody misses an order of dev' }),
  });
  return { rabbit, queue: rabbit.topology.addQueue('orders', { deliveryLimit: 5 }) };
}

/** What tells a service where to put orders. */
export function publishesTo({ rabbit }: Orders) {
  return { RABBITMQ_URL: EnvValue.secretKey(rabbit.defaultUserSecretName, 'connection_string') };
}

/** Who puts orders there, and who takes them: nobody while there are none, as many as it takes when everybody buys at once. */
export function addOrderProcessors(ground: Ground, services: Services): QueueWorker {
  const { environment, name, settings, shop, apps, images, vault, stores, orders } = ground;
  const resources = { cpu: Cpu.millis(500), memory: Size.mebibytes(512) };
  services.cart.connections.allowTo(orders.rabbit, { ports: 'amqp' });

  const processor = new QueueWorker(shop, 'order-processor', {
    image: images.of('order.processor'),
    on: apps,
    burst: 'virtual-nodes',
    pullSecretName: 'registry-credentials',
    resources,
    runAsUser: 10_001,
    probes: { liveness: Probe.exec(['/app/processor', 'alive'], { period: Duration.seconds(30) }) },
    gracePeriod: Duration.seconds(60), // what one order takes
    config: { COSMOSDB_HOST: `https://${stores.shopping.hostName}:443/` },
    secrets: { COSMOSDB_AUTHKEY: vault.secret('cosmos-key') },
    secretsIdentity: new WorkloadIdentity(environment, 'order-processor-identity'),
    queue: orders.queue.source(),
    scale: {
      min: 0,
      max: settings.processors,
      messagesPerReplica: 5,
      pollingInterval: Duration.seconds(5),
      cooldownPeriod: Duration.seconds(60),
    },
  });
  processor.connections.allowTo(stores.shopping); // in gateway mode, at 443

  // A zone runs one pod of each service: 2.6 cores. The other two hold as much, until new nodes are there.
  if (name === 'prod') {
    const room = Room.pods(settings.zones.length, { cpu: Cpu.millis(1300), memory: Size.gibibytes(3) });
    new Headroom(shop, 'headroom', { on: apps, room });
  }
  return processor;
}
