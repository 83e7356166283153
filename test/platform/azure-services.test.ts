import { join } from 'node:path';
import {
  AksCluster,
  ContainerRegistry,
  Cpu,
  Environment,
  EventHubs,
  EventHubsNamespace,
  KeyVault,
  Microservice,
  Namespace,
  PrivateDnsZones,
  PrivateEndpoint,
  QueueWorker,
  ServiceBus,
  ServiceBusNamespace,
  Scale,
  Size,
  StorageAccount,
  StorageQueue,
  Subnet,
  VirtualNetwork,
  WorkloadIdentity,
} from '../../lib';
import { objectsIn, readFiles, smallApp } from '../support/world';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const resources = { cpu: Cpu.millis(100), memory: Size.mebibytes(128) };

/** A shop whose worker reads a queue of this program, and whose web calls a vault. */
function shop() {
  const app = smallApp();
  const prod = new Environment(app, 'prod', { location: 'westeurope' });
  const network = new VirtualNetwork(prod, 'network', { addressSpace: '10.20.0.0/16' });
  const cluster = new AksCluster(prod, 'aks', {
    version: '1.35',
    network,
    zones: ['1', '2', '3'],
    admins: ['11111111-1111-1111-1111-111111111111'],
    systemPool: { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } },
    keda: true,
  });
  const apps = cluster.addNodePool('apps', { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } });
  const registry = new ContainerRegistry(prod, 'registry', { name: 'contoso' });
  registry.grantPull(cluster);
  const vault = new KeyVault(prod, 'vault', { name: 'contoso' });
  const bus = new ServiceBusNamespace(prod, 'bus', { name: 'contoso-orders' });
  const space = new Namespace(cluster.kubernetes, 'shop');
  const image = registry.image('shop', DIGEST);
  const identity = new WorkloadIdentity(prod, 'orders');
  new QueueWorker(space, 'orders', {
    image,
    resources,
    on: apps,
    queue: ServiceBus.of(bus.addQueue('orders'), { identity }),
    scale: { min: 0, max: 6, messagesPerReplica: 5 },
  });
  const web = new Microservice(space, 'web', {
    image,
    resources,
    on: apps,
    port: 8080,
    scale: Scale.fixed(3),
  });
  web.connections.allowTo(vault);
  const work = { image, resources, on: apps, scale: { min: 0, max: 6, messagesPerReplica: 5 } };
  return { app, prod, network, vault, bus, space, work };
}

interface Egress {
  readonly spec: {
    readonly egress: readonly { readonly to?: readonly unknown[]; readonly ports?: readonly unknown[] }[];
  };
}

function ranges(file: string | undefined): readonly unknown[] {
  const policy = objectsIn(file).find(({ kind }) => kind === 'NetworkPolicy') as unknown as Egress;
  return policy.spec.egress.flatMap(({ to = [] }) => to).filter((peer) => 'ipBlock' in (peer as object));
}

describe('services of Azure that workloads call', () => {
  it('are reached at their private endpoints, whose ranges are planned when the program has run', () => {
    const { app, prod, network, vault, bus } = shop();
    const subnet = Subnet.forPrivateEndpoints(network);
    const dns = new PrivateDnsZones(prod, 'dns');
    new PrivateEndpoint(prod, 'vault-endpoint', { target: vault, subnet, dns });
    new PrivateEndpoint(prod, 'bus-endpoint', { target: bus, subnet, dns });
    app.synth();

    const files = readFiles(join(app.directory, 'deploy', 'kubernetes', 'prod-aks', 'shop'));
    expect(ranges(files['web.yaml'])).toEqual([{ ipBlock: { cidr: expect.stringMatching(/^10\.20\.\d+\.\d+\/26$/) } }]);
    expect(ranges(files['orders.yaml'])).toEqual(
      expect.arrayContaining([{ ipBlock: { cidr: expect.stringMatching(/^10\.20\.\d+\.\d+\/26$/) } }]),
    );
    const scaled = objectsIn(files['orders.yaml']).find(({ kind }) => kind === 'ScaledObject') as Record<
      string,
      unknown
    >;
    expect(scaled.spec).toMatchObject({
      triggers: [{ type: 'azure-servicebus', metadata: { namespace: 'contoso-orders', queueName: 'orders' } }],
    });
  });

  it('are reached over the internet where they have none', () => {
    const { app } = shop();
    app.synth();
    const files = readFiles(join(app.directory, 'deploy', 'kubernetes', 'prod-aks', 'shop'));
    expect(ranges(files['web.yaml'])).toEqual([{ ipBlock: expect.objectContaining({ cidr: '0.0.0.0/0' }) }]);
  });

  it('wake workers by what lies in queues of storage and in event hubs', () => {
    const { app, prod, network, space, work } = shop();
    const store = new StorageAccount(prod, 'store', { name: 'contososhop' });
    const events = new EventHubsNamespace(prod, 'events', { name: 'contoso-events' });
    const identity = new WorkloadIdentity(prod, 'mail');
    new QueueWorker(space, 'mail', { ...work, queue: StorageQueue.of(store.addQueue('mail'), { identity }) });
    const hub = events.addHub('clicks');
    new QueueWorker(space, 'clicks', {
      ...work,
      queue: EventHubs.of(hub, {
        identity,
        checkpoints: store.addContainer('checkpoints'),
        consumerGroup: hub.addConsumerGroup('reports'),
      }),
    });
    const dns = new PrivateDnsZones(prod, 'dns');
    const subnet = Subnet.forPrivateEndpoints(network);
    for (const subresource of ['queue', 'blob'] as const) {
      new PrivateEndpoint(prod, `${subresource}-endpoint`, { target: store, subresource, subnet, dns });
    }
    app.synth();

    const files = readFiles(join(app.directory, 'deploy', 'kubernetes', 'prod-aks', 'shop'));
    expect(ranges(files['mail.yaml'])).toEqual(
      expect.arrayContaining([{ ipBlock: { cidr: expect.stringMatching(/^10\.20\.\d+\.\d+\/26$/) as unknown } }]),
    );
    const triggers = (file: string | undefined) =>
      (objectsIn(file).find(({ kind }) => kind === 'ScaledObject') as { spec: { triggers: unknown } }).spec.triggers;
    expect(triggers(files['mail.yaml'])).toMatchObject([
      { type: 'azure-queue', metadata: { accountName: 'contososhop', queueName: 'mail' } },
    ]);
    expect(triggers(files['clicks.yaml'])).toMatchObject([
      { type: 'azure-eventhub', metadata: { eventHubName: 'clicks', blobContainer: 'checkpoints' } },
    ]);
  });
});
