import { Duration } from '../../../lib/core/duration';
import { Percent } from '../../../lib/core/percent';
import type { batchV1, coreV1, kedaSh, networkingV1 } from '../../../lib/kubernetes/api';
import { Peer } from '../../../lib/kubernetes/connect/peer';
import type { QueueSource } from '../../../lib/kubernetes/scaling/queues/queue-source';
import { RabbitMq } from '../../../lib/kubernetes/scaling/queues/rabbit-mq';
import { ServiceBus } from '../../../lib/kubernetes/scaling/queues/service-bus';
import { ScalingStrategy } from '../../../lib/kubernetes/scaling/scaled-job';
import { Trigger } from '../../../lib/kubernetes/scaling/trigger';
import { TriggerAuthentication } from '../../../lib/kubernetes/scaling/trigger-authentication';
import { Disruption } from '../../../lib/kubernetes/workload/disruption';
import { Microservice } from '../../../lib/kubernetes/workload/microservice';
import { QueueWorker } from '../../../lib/kubernetes/workload/queue-worker';
import type { QueueWorkerProps } from '../../../lib/kubernetes/workload/queue-worker-props';
import { Spread } from '../../../lib/kubernetes/workload/spread';
import { fakeIdentity, fakeVault } from '../scaling/world';
import {
  containerOf,
  deployment,
  fakeCluster,
  messageOf,
  object,
  objects,
  onCluster,
  podOf,
  pool,
  problemsOf,
  refusals,
  SMALL,
  VIRTUAL,
} from './world';

const scale = { min: 0, max: 30, messagesPerReplica: 5 };
const bySecret = TriggerAuthentication.secret('rabbit-default-user', {
  host: 'connection_string',
  username: 'username',
  password: 'password',
});
const rabbit = (props: Partial<Parameters<typeof RabbitMq.queue>[1]> = {}): QueueSource =>
  RabbitMq.queue('orders', { broker: Peer.pods({ app: 'rabbit' }), auth: bySecret, ...props });

function worker(props: Partial<QueueWorkerProps> = {}, cluster = fakeCluster()): QueueWorker {
  const { shop } = onCluster(cluster);
  return new QueueWorker(shop, 'orders', { ...SMALL, queue: rabbit(), scale, ...props });
}

function variables(container: coreV1.Container): Record<string, unknown> {
  return Object.fromEntries((container.env ?? []).map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
}

function policy(scope: Parameters<typeof object>[0], name: string): networkingV1.NetworkPolicySpec {
  return object(scope, 'NetworkPolicy', name).spec as unknown as networkingV1.NetworkPolicySpec;
}

describe('QueueWorker', () => {
  it('renders a Deployment that KEDA scales, without a number of its own, a Service or a disruption budget', () => {
    const orders = worker();

    expect(orders).toMatchObject({ min: 0, max: 30, mode: 'deployment', kind: 'Deployment' });
    expect(deployment(orders)).not.toHaveProperty('replicas');
    expect(deployment(orders).strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: '25%', maxUnavailable: 1 },
    });
    expect(
      objects(orders)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['Deployment', 'NetworkPolicy', 'ScaledObject', 'ServiceAccount', 'TriggerAuthentication']);
    const { spec } = object(orders, 'ScaledObject') as unknown as kedaSh.ScaledObject;
    expect(spec).toMatchObject({ minReplicaCount: 0, maxReplicaCount: 30, scaleTargetRef: { name: 'orders' } });
    expect(spec.triggers).toEqual([
      expect.objectContaining({
        type: 'rabbitmq',
        metadata: expect.objectContaining({ queueName: 'orders', value: '5', activationValue: '0' }),
      }),
    ]);
    expect(refusals(orders, '1.34', 'restricted')).toEqual([]);
    expect(problemsOf(orders)).toEqual([]);
  });

  it('spreads its pods over zones, enforced, even where there may be none', () => {
    expect(podOf(worker()).topologySpreadConstraints).toEqual([
      expect.objectContaining({
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule',
        matchLabelKeys: ['pod-template-hash'],
      }),
      expect.objectContaining({ topologyKey: 'kubernetes.io/hostname' }),
    ]);
    expect(podOf(worker({ scale: { ...scale, max: 1 } })).topologySpreadConstraints).toBeUndefined();
  });

  it('lists the reason for not spreading over zones', () => {
    const { shop, acknowledged } = onCluster();
    new QueueWorker(shop, 'orders', { ...SMALL, queue: rabbit(), scale, spread: Spread.none({ reason: 'a batch' }) });
    expect(problemsOf(shop)).toEqual([]);
    expect(acknowledged).toEqual([{ path: 'shop/orders', rule: 'zones/no-spread', reason: 'a batch' }]);
  });

  it('has a disruption budget where there is always a pod, or on request', () => {
    const always = worker({ scale: { ...scale, min: 2 } });
    expect(object(always, 'PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 1 });
    const asked = worker({ disruption: Disruption.atMost(Percent.of(50)) });
    expect(object(asked, 'PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: '50%' });
  });

  it('passes on what else it is told of scaling', () => {
    const cron = Trigger.cron({ timezone: 'UTC', start: '0 6 * * *', end: '0 20 * * *', desiredReplicas: 2 });
    const orders = worker({
      scale: {
        ...scale,
        activationMessages: 3,
        triggers: [cron],
        cooldownPeriod: Duration.minutes(1),
        fallback: { failureThreshold: 3, replicas: 4 },
      },
    });
    expect(object(orders, 'ScaledObject').spec).toMatchObject({
      cooldownPeriod: 60,
      fallback: { failureThreshold: 3, replicas: 4 },
      triggers: [{ metadata: { activationValue: '3' } }, { type: 'cron' }],
    });
  });

  it('says where what it is told of scaling is wrong', () => {
    expect(messageOf(() => worker({ scale: { max: 0, messagesPerReplica: 5 } }))).toBe(
      "[shop/orders] 'max' (0) is not a whole number from 1. Write at least 1. (scale/count)",
    );
    expect(messageOf(() => worker({ scale: { max: 3, messagesPerReplica: 0 } }))).toBe(
      "[shop/orders] 'value' (0) is not a number above 0. Write more than 0. (trigger/threshold)",
    );
    const without = fakeCluster({ features: { ...fakeCluster().features, keda: false } });
    expect(messageOf(() => worker({}, without))).toMatch(/has no KEDA\. Write 'keda: true' on the cluster/);
  });
});

describe('The queue of a QueueWorker', () => {
  it('is in the environment: RabbitMQ from a Secret', () => {
    expect(variables(containerOf(worker()))).toEqual({
      RABBITMQ_QUEUE: 'orders',
      RABBITMQ_URL: { secretKeyRef: { name: 'rabbit-default-user', key: 'connection_string' } },
      RABBITMQ_USERNAME: { secretKeyRef: { name: 'rabbit-default-user', key: 'username' } },
      RABBITMQ_PASSWORD: { secretKeyRef: { name: 'rabbit-default-user', key: 'password' } },
    });
  });

  it('is in the environment: RabbitMQ by its address and a vault, without the address of its management', () => {
    const identity = fakeIdentity();
    const vault = fakeVault();
    const auth = TriggerAuthentication.keyVault(identity, {
      username: vault.secret('rabbit-user'),
      password: vault.secret('rabbit-password'),
    });
    const orders = worker({
      queue: rabbit({ auth, host: 'amqp://rabbit.shop.svc:5673/', vhostName: 'shop', variables: { host: 'AMQP' } }),
    });
    expect(variables(containerOf(orders))).toEqual({
      RABBITMQ_QUEUE: 'orders',
      AMQP: 'amqp://rabbit.shop.svc:5673/',
      RABBITMQ_VHOST: 'shop',
      RABBITMQ_USERNAME: { secretKeyRef: { name: 'orders-contoso', key: 'rabbit-user' } },
      RABBITMQ_PASSWORD: { secretKeyRef: { name: 'orders-contoso', key: 'rabbit-password' } },
    });
    expect(identity.trusted).toEqual(['prod/shop/orders', 'prod/kube-system/keda-operator']);
    expect(problemsOf(orders)).toEqual([]);

    const management = worker({ queue: rabbit({ auth, host: 'http://rabbit.shop.svc:15672' }) });
    expect(variables(containerOf(management))).not.toHaveProperty('RABBITMQ_URL');
  });

  it('is in the environment: Service Bus, by the identity that the worker then acts as', () => {
    const identity = fakeIdentity();
    const queue = ServiceBus.queue('orders', {
      namespace: 'contoso-orders',
      auth: TriggerAuthentication.workloadIdentity(identity),
      namespaceId: '/contoso-orders',
    });
    const orders = worker({ queue });

    expect(variables(containerOf(orders))).toEqual({
      SERVICEBUS_NAMESPACE: 'contoso-orders.servicebus.windows.net',
      SERVICEBUS_QUEUE: 'orders',
    });
    expect(object(orders, 'ServiceAccount').metadata.annotations).toMatchObject({
      'azure.workload.identity/client-id': 'client-of-orders',
    });
    expect(identity.trusted).toEqual(['prod/shop/orders', 'prod/kube-system/keda-operator']);
    expect(identity.granted).toEqual(['Azure Service Bus Data Owner at /contoso-orders']);
    expect(variables(containerOf(worker({ queue }, fakeCluster({ cloud: 'china' })))).SERVICEBUS_NAMESPACE).toBe(
      'contoso-orders.servicebus.chinacloudapi.cn',
    );
  });

  it('is in the environment: a subscription, by a connection string', () => {
    const auth = TriggerAuthentication.secret('bus', { connection: 'primary' });
    const queue = ServiceBus.subscription('events', 'mail', { auth, variables: { connection: 'BUS' } });
    const orders = worker({ queue });
    expect(variables(containerOf(orders))).toEqual({
      SERVICEBUS_TOPIC: 'events',
      SERVICEBUS_SUBSCRIPTION: 'mail',
      BUS: { secretKeyRef: { name: 'bus', key: 'primary' } },
    });
    expect(object(orders, 'ScaledObject').spec).toMatchObject({
      triggers: [{ metadata: { topicName: 'events', subscriptionName: 'mail', messageCount: '5' } }],
    });
  });

  it('leaves alone the variables that the program sets, and an identity that it gives', () => {
    const own = fakeIdentity('own');
    const queue = ServiceBus.queue('orders', {
      namespace: 'contoso-orders',
      auth: TriggerAuthentication.workloadIdentity(fakeIdentity('queue')),
    });
    const orders = worker({
      queue,
      identity: own,
      env: { SERVICEBUS_QUEUE: 'mine' },
      config: { SERVICEBUS_NAMESPACE: 'in the ConfigMap' },
    });
    expect(variables(containerOf(orders))).toEqual({ SERVICEBUS_QUEUE: 'mine' });
    expect(object(orders, 'ServiceAccount').metadata.annotations).toMatchObject({
      'azure.workload.identity/client-id': 'client-of-own',
    });
  });

  it('is open to the worker, and a broker of this program is open to the operator of KEDA as well', () => {
    const { shop } = onCluster();
    const broker = new Microservice(shop, 'rabbit', {
      ...SMALL,
      port: { name: 'amqp', container: 5672 },
      ports: [{ name: 'management', container: 15_672 }],
    });
    new QueueWorker(shop, 'orders', { ...SMALL, scale, queue: rabbit({ broker }) });
    new QueueWorker(shop, 'mail', { ...SMALL, scale, queue: rabbit({ broker, protocol: 'http' }) });

    const pods = (name: string): networkingV1.NetworkPolicyPeer => ({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
    });
    const amqp = [{ port: 'amqp', protocol: 'TCP' }];
    expect(policy(shop, 'orders').egress).toContainEqual({ to: [pods('rabbit')], ports: amqp });
    expect(policy(shop, 'rabbit').ingress).toEqual(
      expect.arrayContaining([
        { from: [pods('orders')], ports: amqp },
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
              podSelector: { matchLabels: { app: 'keda-operator' } },
            },
          ],
          ports: [...amqp, { port: 'management', protocol: 'TCP' }],
        },
      ]),
    );
  });

  it('is reached on the ports of its address', () => {
    const byPassword = TriggerAuthentication.secret('rabbit', { username: 'u', password: 'p' });
    const egress = (props: Partial<Parameters<typeof RabbitMq.queue>[1]>): unknown =>
      policy(worker({ queue: rabbit({ broker: Peer.cidr('192.0.2.0/24'), ...props }) }), 'orders').egress?.find(
        ({ to }) => to?.[0]?.ipBlock,
      )?.ports;
    expect(egress({ auth: byPassword, host: 'amqps://rabbit.example.com/' })).toEqual([
      { port: 5671, protocol: 'TCP' },
    ]);
    expect(egress({ auth: byPassword, host: 'amqp://rabbit.example.com:5699/' })).toEqual([
      { port: 5699, protocol: 'TCP' },
    ]);
    expect(egress({ auth: byPassword, host: 'https://rabbit.example.com:443/' })).toEqual([
      { port: 5672, protocol: 'TCP' },
    ]);
    expect(egress({ amqpPort: 5680 })).toEqual([{ port: 5680, protocol: 'TCP' }]);
  });

  it('is reached at a private endpoint, if Service Bus has one', () => {
    const auth = TriggerAuthentication.secret('bus', { connection: 'primary' });
    const queue = ServiceBus.queue('orders', { auth, endpoint: Peer.privateEndpoint('10.20.5.4') });
    expect(policy(worker({ queue }), 'orders').egress).toContainEqual({
      to: [{ ipBlock: { cidr: '10.20.5.4/32' } }],
      ports: [
        { port: 443, protocol: 'TCP' },
        { port: 5671, protocol: 'TCP' },
      ],
    });
  });

  it('tells what is wrong with it where it is written', () => {
    expect(() => rabbit({ protocol: 'amqp', excludeUnacknowledged: true })).toThrow(/trigger\/needs-http/);
    expect(() => ServiceBus.queue('orders', { auth: bySecret })).toThrow(/trigger\/parameter-unknown/);
  });
});

describe('QueueWorker on virtual nodes', () => {
  const cluster = fakeCluster({ pools: [{ name: 'apps' }, VIRTUAL] });
  const image = { image: 'docker.io/contoso/orders:1', readOnlyRootFilesystem: false };

  it('overflows there, with the secrets of its queue kept alive', () => {
    const vault = fakeVault();
    const auth = TriggerAuthentication.keyVault(fakeIdentity(), { host: vault.secret('amqp-uri') });
    const orders = worker({ ...image, queue: rabbit({ auth }), burst: 'virtual-nodes' }, cluster);

    expect(podOf(orders, 'orders').tolerations).toContainEqual({
      key: 'virtual-kubelet.io/provider',
      operator: 'Exists',
    });
    expect(podOf(orders, 'orders').topologySpreadConstraints?.[0]?.whenUnsatisfiable).toBe('ScheduleAnyway');
    expect(variables(containerOf(orders, 'orders'))).toMatchObject({
      RABBITMQ_URL: { secretKeyRef: { name: 'orders-contoso', key: 'amqp-uri' } },
    });
    expect(objects(orders, 'Deployment')).toHaveLength(2);
    expect(problemsOf(orders)).toEqual([]);
  });

  it('does not act as the identity of its queue, for which it would get no token', () => {
    const queue = ServiceBus.queue('orders', {
      namespace: 'contoso-orders',
      auth: TriggerAuthentication.workloadIdentity(fakeIdentity()),
    });
    const orders = worker({ ...image, queue, on: pool(cluster, 'virtual nodes') }, cluster);
    expect(object(orders, 'ServiceAccount').metadata.annotations).toBeUndefined();
    expect(podOf(orders).nodeSelector).toMatchObject({ type: 'virtual-kubelet' });
  });
});

describe('QueueWorker of jobs', () => {
  const jobOf = (orders: QueueWorker): kedaSh.ScaledJobSpec =>
    object(orders, 'ScaledJob').spec as unknown as kedaSh.ScaledJobSpec;

  it('renders a ScaledJob in place of the Deployment', () => {
    const orders = worker({ mode: 'job', scale: { max: 10, messagesPerReplica: 1 } });

    expect(orders).toMatchObject({ min: 0, max: 10, mode: 'job', kind: 'ScaledJob' });
    expect(
      objects(orders)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['NetworkPolicy', 'ScaledJob', 'ServiceAccount', 'TriggerAuthentication']);
    const { jobTargetRef, ...rest } = jobOf(orders);
    expect(rest).toMatchObject({ minReplicaCount: 0, maxReplicaCount: 10, rollout: { strategy: 'gradual' } });
    const job: batchV1.JobSpec = jobTargetRef;
    expect(job).toMatchObject({
      backoffLimit: 3,
      activeDeadlineSeconds: 3600,
      completions: 1,
      parallelism: 1,
      podFailurePolicy: { rules: [{ action: 'Ignore' }] },
    });
    expect(job.template.metadata?.labels).toMatchObject({ 'app.kubernetes.io/name': 'orders' });
    expect(job.template.spec).toMatchObject({ restartPolicy: 'Never', containers: [{ name: 'orders' }] });
    expect(job.template.spec).not.toHaveProperty('topologySpreadConstraints');
    expect(refusals(orders, '1.34')).toEqual([]);
  });

  it('takes what jobs alone have', () => {
    const orders = worker({
      mode: 'job',
      scale: { min: 1, max: 10, messagesPerReplica: 1, pollingInterval: Duration.seconds(10) },
      job: {
        strategy: ScalingStrategy.eager(),
        failedJobsHistoryLimit: 1,
        backoffLimit: 0,
        deadline: Duration.minutes(10),
        failOnExitCodes: [42],
      },
    });
    expect(jobOf(orders)).toMatchObject({
      pollingInterval: 10,
      minReplicaCount: 1,
      failedJobsHistoryLimit: 1,
      scalingStrategy: { strategy: 'eager' },
      jobTargetRef: {
        backoffLimit: 0,
        activeDeadlineSeconds: 600,
        podFailurePolicy: {
          rules: [{}, { action: 'FailJob', onExitCodes: { containerName: 'orders', values: [42] } }],
        },
      },
    });
    expect(jobOf(orders)).not.toHaveProperty('backoffLimit');
  });

  it('refuses what its mode has no use for', () => {
    expect(
      messageOf(() =>
        worker({
          mode: 'job',
          spread: Spread.zones(),
          disruption: Disruption.atMost(1),
          scale: { ...scale, cooldownPeriod: Duration.minutes(1), idleReplicaCount: 0 },
        }),
      ).split('\n'),
    ).toEqual([
      "[shop/orders] 'spread' has no effect on jobs, of which each runs to its end. Leave it out. (worker/no-effect)",
      "[shop/orders] 'disruption' has no effect on jobs, of which each runs to its end. Leave it out. (worker/no-effect)",
      "[shop/orders] 'scale.cooldownPeriod' has no effect on jobs: KEDA knows it of a ScaledObject only. Leave it out, or leave out mode: 'job'. (worker/no-effect)",
      "[shop/orders] 'scale.idleReplicaCount' has no effect on jobs: KEDA knows it of a ScaledObject only. Leave it out, or leave out mode: 'job'. (worker/no-effect)",
    ]);
    expect(messageOf(() => worker({ job: { backoffLimit: 1 } }))).toBe(
      "[shop/orders] 'job' has no effect on pods that read message after message. Leave it out, or write mode: 'job'. (worker/no-effect)",
    );
  });

  it('refuses numbers of a job out of range', () => {
    expect(
      messageOf(() =>
        worker({ mode: 'job', job: { backoffLimit: -1, deadline: Duration.millis(500), failOnExitCodes: [0] } }),
      ).split('\n'),
    ).toEqual([
      "[shop/orders] 'job.backoffLimit' (-1) is not a whole number from 0. Write a whole number from 0. (job/range)",
      "[shop/orders] 'job.deadline' (0.5) is not a whole number from 1. Write a whole number from 1. (job/range)",
      "[shop/orders] 'job.failOnExitCodes' (0) is not a whole number from 1 to 255. Write a whole number from 1 to 255. (job/range)",
    ]);
  });
});
