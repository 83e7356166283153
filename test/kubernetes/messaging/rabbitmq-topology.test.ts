import { Cpu } from '../../../lib/core/cpu';
import { Size } from '../../../lib/core/size';
import type { coreV1, networkingV1 } from '../../../lib/kubernetes/api';
import { RabbitmqCluster } from '../../../lib/kubernetes/messaging/rabbitmq-cluster';
import type { RabbitmqTopology } from '../../../lib/kubernetes/messaging/rabbitmq-topology';
import { RabbitMq } from '../../../lib/kubernetes/scaling/queues/rabbit-mq';
import { Namespace } from '../../../lib/kubernetes/tenancy/namespace';
import { QueueWorker } from '../../../lib/kubernetes/workload/queue-worker';
import { containerOf, messageOf, object, objects, onCluster, problemsOf, refusals, SMALL } from '../workload/world';

const BROKER = { resources: { cpu: Cpu.cores(1), memory: Size.gibibytes(2) }, storage: Size.gibibytes(20) };
const scale = { min: 0, max: 30, messagesPerReplica: 5 };

function broker(): RabbitmqCluster {
  return new RabbitmqCluster(onCluster().shop, 'rabbit', BROKER);
}
const topology = (): RabbitmqTopology => broker().topology;
const variables = ({ env = [] }: coreV1.Container): Record<string, unknown> =>
  Object.fromEntries(env.map(({ name, value, valueFrom }) => [name, value ?? valueFrom?.secretKeyRef]));

describe('The topology of a RabbitmqCluster', () => {
  it('is custom resources of its operator', () => {
    const rabbit = broker();
    const vhost = rabbit.topology.addVhost('shop', { limits: { connections: 100 } });
    const orders = rabbit.topology.addQueue('orders', {
      vhost,
      deliveryLimit: 5,
      deadLetterExchange: 'dead',
      arguments: { 'x-max-length': 1000 },
    });
    const events = rabbit.topology.addExchange('events', { vhost, type: 'topic' });
    events.bind(orders, { routingKey: 'orders.*' });
    events.bind(orders, { routingKey: 'orders.*' });
    const user = rabbit.topology.addUser('worker', { tags: ['monitoring', 'monitoring'], limits: { connections: 50 } });
    user.grant(vhost, { read: '^orders$' });
    user.grant('/', {});
    rabbit.topology.addPolicy('length', {
      pattern: '^orders',
      definition: { 'max-length': 10_000 },
      applyTo: 'quorum_queues',
    });

    const rabbitmqClusterReference = { name: 'rabbit' };
    const specs = objects(rabbit)
      .filter(({ apiVersion, kind }) => apiVersion === 'rabbitmq.com/v1beta1' && kind !== 'RabbitmqCluster')
      .map(({ kind, metadata, spec }) => [`${kind} ${metadata.name}`, spec]);
    expect(Object.fromEntries(specs)).toEqual({
      'Vhost rabbit-vhost-shop': {
        name: 'shop',
        defaultQueueType: 'quorum',
        deletionPolicy: 'retain',
        limits: { connections: 100 },
        rabbitmqClusterReference,
      },
      'Queue rabbit-queue-orders': {
        name: 'orders',
        vhost: 'shop',
        type: 'quorum',
        durable: true,
        autoDelete: false,
        deletionPolicy: 'retain',
        arguments: { 'x-max-length': 1000, 'x-delivery-limit': 5, 'x-dead-letter-exchange': 'dead' },
        rabbitmqClusterReference,
      },
      'Exchange rabbit-exchange-events': {
        name: 'events',
        vhost: 'shop',
        type: 'topic',
        durable: true,
        autoDelete: false,
        rabbitmqClusterReference,
      },
      'Binding rabbit-exchange-events-to-queue-orders-orders': {
        vhost: 'shop',
        source: 'events',
        destination: 'orders',
        destinationType: 'queue',
        routingKey: 'orders.*',
        rabbitmqClusterReference,
      },
      'User rabbit-user-worker': { tags: ['monitoring'], limits: { connections: 50 }, rabbitmqClusterReference },
      'Permission rabbit-user-worker-in-shop': {
        vhost: 'shop',
        userReference: { name: 'rabbit-user-worker' },
        permissions: { configure: '', write: '', read: '^orders$' },
        rabbitmqClusterReference,
      },
      'Permission rabbit-user-worker-in-default': {
        vhost: '/',
        userReference: { name: 'rabbit-user-worker' },
        permissions: { configure: '', write: '', read: '' },
        rabbitmqClusterReference,
      },
      'Policy rabbit-policy-length': {
        name: 'length',
        vhost: '/',
        pattern: '^orders',
        applyTo: 'quorum_queues',
        priority: 0,
        definition: { 'max-length': 10_000 },
        rabbitmqClusterReference,
      },
    });
    expect(refusals(rabbit, '1.34')).toEqual([]);
  });

  it('leads an exchange to an exchange', () => {
    const rabbit = broker();
    rabbit.topology.addExchange('all').bind(rabbit.topology.addExchange('some', { type: 'fanout' }));
    expect(object(rabbit, 'Binding').spec).toMatchObject({
      source: 'all',
      destination: 'some',
      destinationType: 'exchange',
    });
  });

  it('refuses what the broker would', () => {
    expect(
      messageOf(() =>
        topology().addQueue('orders', { name: 'amq.orders', durable: false, autoDelete: true, deliveryLimit: 0 }),
      ).split('\n'),
    ).toEqual([
      "[shop/rabbit/queue-orders] 'name' (amq.orders) begins with 'amq.', which the broker keeps for itself. Choose another name. (rabbitmq/name)",
      "[shop/rabbit/queue-orders] 'durable' (false) is nothing that a quorum queue can be. Leave it out, or write type: 'classic'. (rabbitmq/queue)",
      "[shop/rabbit/queue-orders] 'autoDelete' (true) is nothing that a quorum queue can be. Leave it out, or write type: 'classic'. (rabbitmq/queue)",
      "[shop/rabbit/queue-orders] 'deliveryLimit' (0) is not a whole number from 1. Write 20, or more. (rabbitmq/queue)",
    ]);
    expect(messageOf(() => topology().addQueue('old', { type: 'classic', deliveryLimit: 3 }))).toBe(
      "[shop/rabbit/queue-old] 'deliveryLimit' (3) is nothing that a classic queue can be. Leave it out, or write type: 'quorum'. (rabbitmq/queue)",
    );
    expect(messageOf(() => topology().addVhost('v', { name: '' }))).toBe(
      "[shop/rabbit/vhost-v] 'name' () is no name of a virtual host: 1 to 255 bytes. Choose another name. (rabbitmq/name)",
    );
    expect(messageOf(() => topology().addUser('Web'))).toMatch(
      /^\[shop\/rabbit\/user-Web\] 'id' .*\(name\/dns-subdomain\)$/,
    );
    expect(
      messageOf(() => topology().addPolicy('p', { pattern: '', definition: {}, priority: 0.5 })).split('\n'),
    ).toEqual([
      "[shop/rabbit/policy-p] 'pattern' () is empty. Write '.*' for all. (rabbitmq/policy)",
      "[shop/rabbit/policy-p] 'definition' is empty, which the broker refuses. Write at least one setting: { 'max-length': 10000 }. (rabbitmq/policy)",
      "[shop/rabbit/policy-p] 'priority' (0.5) is not a whole number. Write 0, or a higher one for what should win. (rabbitmq/policy)",
    ]);
    const rabbit = broker();
    const queue = rabbit.topology.addQueue('orders', { vhost: 'other' });
    expect(messageOf(() => rabbit.topology.addExchange('events').bind(queue))).toBe(
      "[shop/rabbit/exchange-events] 'destination' (orders) is in virtual host 'other', and exchange 'events' in '/'. Put both into one virtual host. (rabbitmq/other-vhost)",
    );
  });
});

describe('A QueueWorker of a RabbitmqCluster', () => {
  it('is scaled over the management API and signs in with what the operator keeps', () => {
    const { shop } = onCluster();
    const rabbit = new RabbitmqCluster(shop, 'rabbit', BROKER);
    const queue = rabbit.topology.addQueue('orders').source();
    const worker = new QueueWorker(shop, 'worker', { ...SMALL, queue, scale });

    expect(object(worker, 'ScaledObject').spec).toMatchObject({
      triggers: [
        {
          type: 'rabbitmq',
          metricType: 'AverageValue',
          metadata: {
            host: 'http://rabbit.shop.svc:15672/',
            protocol: 'http',
            queueName: 'orders',
            mode: 'QueueLength',
            value: '5',
            activationValue: '0',
          },
          authenticationRef: { kind: 'TriggerAuthentication', name: 'worker-rabbitmq' },
        },
      ],
    });
    expect(object(worker, 'TriggerAuthentication').spec).toEqual({
      secretTargetRef: [
        { parameter: 'username', name: 'rabbit-default-user', key: 'username' },
        { parameter: 'password', name: 'rabbit-default-user', key: 'password' },
      ],
    });
    expect(variables(containerOf(worker))).toEqual({
      RABBITMQ_QUEUE: 'orders',
      RABBITMQ_URL: { name: 'rabbit-default-user', key: 'connection_string' },
      RABBITMQ_USERNAME: { name: 'rabbit-default-user', key: 'username' },
      RABBITMQ_PASSWORD: { name: 'rabbit-default-user', key: 'password' },
    });
    expect(refusals(shop, '1.34')).toEqual([]);
    expect(problemsOf(shop)).toEqual([]);
  });

  it('reaches the brokers at 5672, as KEDA reaches their management', () => {
    const { shop } = onCluster();
    const rabbit = new RabbitmqCluster(shop, 'rabbit', BROKER);
    new QueueWorker(shop, 'worker', { ...SMALL, queue: RabbitMq.queue('orders', { broker: rabbit }), scale });

    const policy = (name: string) =>
      object(shop, 'NetworkPolicy', name).spec as unknown as networkingV1.NetworkPolicySpec;
    expect(policy('worker').egress).toContainEqual({
      to: [
        {
          podSelector: {
            matchLabels: { 'app.kubernetes.io/component': 'rabbitmq', 'app.kubernetes.io/name': 'rabbit' },
          },
        },
      ],
      ports: [{ port: 'amqp', protocol: 'TCP' }],
    });
    expect(policy('rabbit').ingress).toEqual(
      expect.arrayContaining([
        {
          from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'worker' } } }],
          ports: [{ port: 'amqp', protocol: 'TCP' }],
        },
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { app: 'keda-operator' } },
            },
          ],
          ports: [{ port: 'management', protocol: 'TCP' }],
        },
      ]),
    );
  });

  it('can sign in as a user of its own, in a virtual host of its own, and be scaled over AMQP', () => {
    const { shop } = onCluster();
    const rabbit = new RabbitmqCluster(shop, 'rabbit', BROKER);
    const user = rabbit.topology.addUser('worker');
    const queue = rabbit.topology.addQueue('orders', { vhost: rabbit.topology.addVhost('shop') });
    const worker = new QueueWorker(shop, 'worker', {
      ...SMALL,
      queue: queue.source({ user, protocol: 'amqp' }),
      scale,
    });

    expect(variables(containerOf(worker))).toEqual({
      RABBITMQ_QUEUE: 'orders',
      RABBITMQ_URL: 'amqp://rabbit.shop.svc:5672/',
      RABBITMQ_VHOST: 'shop',
      RABBITMQ_USERNAME: { name: 'rabbit-user-worker-user-credentials', key: 'username' },
      RABBITMQ_PASSWORD: { name: 'rabbit-user-worker-user-credentials', key: 'password' },
    });
    expect(object(worker, 'ScaledObject').spec).toMatchObject({
      triggers: [{ metadata: { host: 'amqp://rabbit.shop.svc:5672/', protocol: 'amqp', vhostName: 'shop' } }],
    });
  });

  it('refuses a worker in another namespace, whose pods cannot read the Secret', () => {
    const { shop } = onCluster();
    const rabbit = new RabbitmqCluster(shop, 'rabbit', BROKER);
    const other = new Namespace(shop.node.root as never, 'other');
    expect(
      messageOf(
        () => new QueueWorker(other, 'worker', { ...SMALL, queue: rabbit.topology.addQueue('orders').source(), scale }),
      ),
    ).toBe(
      "[other/worker] 'queue' (orders) keeps its credentials in namespace 'shop', and pods read Secrets of their own namespace only. Put the worker into namespace 'shop', or give auth: TriggerAuthentication.keyVault(…). (queue/other-namespace)",
    );
  });
});
