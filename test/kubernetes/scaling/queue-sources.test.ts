import { Construct } from 'constructs';
import type { IWorkloadIdentity } from '../../../lib/core/contracts';
import type { IBlobContainer, IEventHub, IStorageQueue } from '../../../lib/core/service-contracts';
import type { coreV1, kedaSh, networkingV1 } from '../../../lib/kubernetes/api';
import { Peer } from '../../../lib/kubernetes/connect/peer';
import { BuildAgents } from '../../../lib/kubernetes/scaling/queues/build-agents';
import { EventHubs } from '../../../lib/kubernetes/scaling/queues/event-hubs';
import { Kafka } from '../../../lib/kubernetes/scaling/queues/kafka';
import type { QueueSource } from '../../../lib/kubernetes/scaling/queues/queue-source';
import { Redis } from '../../../lib/kubernetes/scaling/queues/redis';
import { StorageQueue } from '../../../lib/kubernetes/scaling/queues/storage-queue';
import { TriggerAuthentication } from '../../../lib/kubernetes/scaling/trigger-authentication';
import { RedisServer } from '../../../lib/kubernetes/scaling/triggers/redis-server';
import { Microservice } from '../../../lib/kubernetes/workload/microservice';
import { QueueWorker } from '../../../lib/kubernetes/workload/queue-worker';
import { containerOf, fakeCluster, messageOf, object, onCluster, problemsOf, refusals, SMALL } from '../workload/world';
import { fakeIdentity, fakeVault } from './world';

const scale = { min: 0, max: 30, messagesPerReplica: 5 };
const worker = (queue: QueueSource, cluster = fakeCluster()): QueueWorker =>
  new QueueWorker(onCluster(cluster).shop, 'orders', { ...SMALL, queue, scale });
const variables = ({ env = [] }: coreV1.Container): Record<string, unknown> =>
  Object.fromEntries(env.map(({ name, value, valueFrom }) => [name, value ?? valueFrom?.secretKeyRef]));
const egress = (workload: QueueWorker): networkingV1.NetworkPolicyEgressRule[] => [
  ...((object(workload, 'NetworkPolicy').spec as unknown as networkingV1.NetworkPolicySpec).egress ?? []),
];

class Service extends Construct {
  readonly description = 'a service';
  readonly ports = [443];
  readonly namespaceId = '/namespace';
  readonly accountId = '/account';
  readonly accountName = 'contosoorders';
  readonly namespaceName = 'contoso-events';
  readonly hostName = 'contoso-events.servicebus.windows.net';

  constructor(readonly privateRanges: readonly string[]) {
    super(undefined as unknown as Construct, '');
  }
}

const grantTo = (list: string[], what: string) => (identity: IWorkloadIdentity) =>
  void list.push(`${identity.identityName} ${what}`);

describe('StorageQueue', () => {
  it('is in the environment by its address, with the identity that the worker then acts as', () => {
    const identity = fakeIdentity();
    const auth = TriggerAuthentication.workloadIdentity(identity);
    const orders = worker(
      StorageQueue.queue('orders', { accountName: 'contosoorders', auth, endpoint: Peer.privateEndpoint('10.20.5.4') }),
      fakeCluster({ cloud: 'china' }),
    );
    expect(variables(containerOf(orders))).toEqual({
      STORAGE_QUEUE_URL: 'https://contosoorders.queue.core.chinacloudapi.cn',
      STORAGE_QUEUE: 'orders',
    });
    expect(egress(orders)).toContainEqual({
      to: [{ ipBlock: { cidr: '10.20.5.4/32' } }],
      ports: [{ port: 443, protocol: 'TCP' }],
    });
    expect(
      (object(orders, 'ScaledObject').spec as unknown as kedaSh.ScaledObjectSpec).triggers[0]?.metadata,
    ).toMatchObject({
      queueName: 'orders',
      queueLength: '5',
    });
    expect(refusals(orders, '1.34')).toEqual([]);
    expect(problemsOf(orders)).toEqual([]);
  });

  it('takes a connection string from a vault', () => {
    const auth = TriggerAuthentication.keyVault(fakeIdentity(), { connection: fakeVault().secret('storage') });
    const orders = worker(StorageQueue.queue('orders', { auth, variables: { connection: 'STORAGE' } }));
    expect(variables(containerOf(orders))).toEqual({
      STORAGE_QUEUE: 'orders',
      STORAGE: { name: 'orders-contoso', key: 'storage' },
    });
  });

  it('of this program needs nothing told twice', () => {
    const identity = fakeIdentity();
    const granted: string[] = [];
    const queue = {
      account: new Service(['10.20.5.0/28']),
      queueName: 'orders',
      grantProcess: grantTo(granted, 'processes'),
    } as unknown as IStorageQueue;
    const orders = worker(StorageQueue.of(queue, { identity }));
    expect(granted).toEqual(['orders processes']);
    expect(identity.granted).toEqual(['Storage Queue Data Reader at /account']);
    expect(egress(orders)).toContainEqual({
      to: [{ ipBlock: { cidr: '10.20.5.0/28' } }],
      ports: [{ port: 443, protocol: 'TCP' }],
    });
  });

  it('tells what is wrong with it where it is written', () => {
    const auth = TriggerAuthentication.workloadIdentity(fakeIdentity());
    expect(messageOf(() => StorageQueue.queue('Orders', { auth, accountName: 'contosoorders' }))).toMatch(
      /trigger\/name/,
    );
  });
});

describe('EventHubs', () => {
  it('is in the environment, with the checkpoints', () => {
    const auth = TriggerAuthentication.workloadIdentity(fakeIdentity());
    const hub = EventHubs.hub('orders', {
      eventHubNamespace: 'contoso-events',
      storageAccountName: 'contosoorders',
      blobContainer: 'checkpoints',
      auth,
    });
    const orders = worker(hub);
    expect(variables(containerOf(orders))).toEqual({
      EVENTHUB_NAMESPACE: 'contoso-events.servicebus.windows.net',
      EVENTHUB_NAME: 'orders',
      EVENTHUB_CONSUMER_GROUP: '$Default',
      EVENTHUB_CHECKPOINTS_URL: 'https://contosoorders.blob.core.windows.net/checkpoints',
    });
    expect(refusals(orders, '1.34')).toEqual([]);
  });

  it('of this program is reached with its checkpoints, and granted', () => {
    const identity = fakeIdentity();
    const granted: string[] = [];
    const hub = {
      namespace: new Service(['10.20.5.0/28']),
      eventHubName: 'orders',
      grantReceive: grantTo(granted, 'receives'),
    } as unknown as IEventHub;
    const checkpoints = {
      account: new Service(['10.20.6.0/28']),
      containerName: 'checkpoints',
      grantWrite: grantTo(granted, 'writes'),
    } as unknown as IBlobContainer;
    const orders = worker(EventHubs.of(hub, { identity, checkpoints, consumerGroup: 'mail' }));
    expect(granted).toEqual(['orders receives', 'orders writes']);
    expect(identity.granted).toEqual([
      'Azure Event Hubs Data Receiver at /namespace',
      'Storage Blob Data Reader at /account',
    ]);
    expect(egress(orders)).toEqual(
      expect.arrayContaining([
        {
          to: [{ ipBlock: { cidr: '10.20.5.0/28' } }],
          ports: [
            { port: 443, protocol: 'TCP' },
            { port: 5671, protocol: 'TCP' },
          ],
        },
        { to: [{ ipBlock: { cidr: '10.20.6.0/28' } }], ports: [{ port: 443, protocol: 'TCP' }] },
      ]),
    );
  });
});

describe('BuildAgents', () => {
  const agents = (queue: QueueSource): QueueWorker =>
    new QueueWorker(onCluster().shop, 'agents', {
      ...SMALL,
      queue,
      mode: 'job',
      scale: { max: 10, messagesPerReplica: 1 },
    });
  const container = (workload: QueueWorker): coreV1.Container =>
    (object(workload, 'ScaledJob').spec as unknown as kedaSh.ScaledJobSpec).jobTargetRef.template.spec
      ?.containers[0] as coreV1.Container;

  it('are jobs of Azure Pipelines, by workload identity', () => {
    const auth = TriggerAuthentication.workloadIdentity(fakeIdentity());
    const workload = agents(
      BuildAgents.azurePipelines('aks', { organizationUrl: 'https://dev.azure.com/contoso', auth }),
    );
    expect(variables(container(workload))).toEqual({ AZP_URL: 'https://dev.azure.com/contoso', AZP_POOL: 'aks' });
    expect(object(workload, 'ScaledJob').spec).toMatchObject({
      triggers: [{ type: 'azure-pipelines', metadata: { poolName: 'aks', targetPipelinesQueueLength: '1' } }],
    });
    expect(refusals(workload, '1.34')).toEqual([]);
  });

  it('are jobs of GitHub, by a token in a vault', () => {
    const auth = TriggerAuthentication.keyVault(fakeIdentity(), { personalAccessToken: fakeVault().secret('pat') });
    const workload = agents(BuildAgents.gitHub('contoso', { runnerScope: 'repo', repos: ['shop', 'web'], auth }));
    expect(variables(container(workload))).toEqual({
      GITHUB_OWNER: 'contoso',
      GITHUB_REPOSITORIES: 'shop,web',
      GITHUB_PAT: { name: 'agents-contoso', key: 'pat' },
    });
    expect(object(workload, 'ScaledJob').spec).toMatchObject({
      triggers: [{ type: 'github-runner', metadata: { owner: 'contoso', repos: 'shop,web' } }],
    });
    expect(refusals(workload, '1.34')).toEqual([]);
  });
});

describe('Kafka and Redis', () => {
  const triggerOf = (workload: QueueWorker): kedaSh.ScaledObjectSpecTrigger | undefined =>
    (object(workload, 'ScaledObject').spec as unknown as kedaSh.ScaledObjectSpec).triggers[0];

  it('are read without signing in, on the ports of their addresses', () => {
    const orders = worker(
      Kafka.topic('orders', {
        brokers: Peer.pods({ app: 'kafka' }),
        bootstrapServers: ['kafka-1.shop.svc:9094', 'kafka-0.shop.svc:9092', 'kafka-2.shop.svc:9092'],
        consumerGroup: 'workers',
      }),
    );
    expect(variables(containerOf(orders))).toEqual({
      KAFKA_BOOTSTRAP_SERVERS: 'kafka-1.shop.svc:9094,kafka-0.shop.svc:9092,kafka-2.shop.svc:9092',
      KAFKA_TOPIC: 'orders',
      KAFKA_CONSUMER_GROUP: 'workers',
    });
    expect(egress(orders)).toContainEqual({
      to: [{ podSelector: { matchLabels: { app: 'kafka' } } }],
      ports: [
        { port: 9092, protocol: 'TCP' },
        { port: 9094, protocol: 'TCP' },
      ],
    });
    expect(triggerOf(orders)).toMatchObject({ type: 'kafka', metadata: { topic: 'orders', lagThreshold: '5' } });
    expect(triggerOf(orders)).not.toHaveProperty('authenticationRef');
    expect(refusals(orders, '1.34')).toEqual([]);
    expect(problemsOf(orders)).toEqual([]);
  });

  it('are read with a Secret, and opened for KEDA where they run in this program', () => {
    const { shop } = onCluster();
    const cache = new Microservice(shop, 'cache', { ...SMALL, port: { name: 'redis', container: 6379 } });
    const auth = TriggerAuthentication.secret('cache', { password: 'password' });
    const server = RedisServer.single('cache.shop.svc:6379');
    const orders = new QueueWorker(shop, 'orders', {
      ...SMALL,
      scale,
      queue: Redis.list('orders', { at: cache, server, auth }),
    });
    expect(variables(containerOf(orders))).toEqual({
      REDIS_ADDRESS: 'cache.shop.svc:6379',
      REDIS_LIST: 'orders',
      REDIS_PASSWORD: { name: 'cache', key: 'password' },
    });
    expect(triggerOf(orders)).toMatchObject({ type: 'redis', metadata: { listName: 'orders', listLength: '5' } });
    const { ingress } = object(shop, 'NetworkPolicy', 'cache').spec as unknown as networkingV1.NetworkPolicySpec;
    expect(ingress).toHaveLength(2);
  });

  it('count the lag of a group of a stream', () => {
    const server = RedisServer.cluster(['cache-0.shop.svc:6379']);
    const orders = worker(
      Redis.stream('orders', { at: Peer.pods({ app: 'cache' }), server, consumerGroup: 'workers' }),
    );
    expect(variables(containerOf(orders))).toEqual({
      REDIS_ADDRESS: 'cache-0.shop.svc:6379',
      REDIS_STREAM: 'orders',
      REDIS_CONSUMER_GROUP: 'workers',
    });
    expect(triggerOf(orders)).toMatchObject({
      type: 'redis-cluster-streams',
      metadata: { stream: 'orders', consumerGroup: 'workers', lagCount: '5' },
    });
    expect(refusals(orders, '1.34')).toEqual([]);
  });

  it('tell what is wrong with them where it is written', () => {
    const brokers = Peer.pods({ app: 'kafka' });
    expect(
      messageOf(() => Kafka.topic('orders', { brokers, bootstrapServers: ['kafka'], consumerGroup: 'w' })),
    ).toMatch(/trigger\/host/);
    const server = RedisServer.single('cache:6379');
    expect(messageOf(() => Redis.list('', { at: brokers, server }))).toMatch(/trigger\/empty/);
  });
});
