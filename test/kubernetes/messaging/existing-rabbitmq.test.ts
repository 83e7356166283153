import type { coreV1, networkingV1 } from '../../../lib/kubernetes/api';
import { Peer } from '../../../lib/kubernetes/connect/peer';
import { ExistingRabbitmq, type ExistingRabbitmqProps } from '../../../lib/kubernetes/messaging/existing-rabbitmq';
import { QueueWorker } from '../../../lib/kubernetes/workload/queue-worker';
import { containerOf, messageOf, object, onCluster, problemsOf, refusals, SMALL } from '../workload/world';

const PROPS = {
  hostName: 'rabbit.contoso.com',
  connectionSecretName: 'rabbit',
  peer: Peer.privateEndpoint('10.20.5.4'),
};
const scale = { max: 30, messagesPerReplica: 5 };
const variables = ({ env = [] }: coreV1.Container): Record<string, unknown> =>
  Object.fromEntries(env.map(({ name, value, valueFrom }) => [name, value ?? valueFrom?.secretKeyRef]));

function worker(props: Partial<ExistingRabbitmqProps> = {}): QueueWorker {
  const { shop } = onCluster();
  const rabbit = new ExistingRabbitmq(shop, 'rabbit', { ...PROPS, ...props });
  return new QueueWorker(shop, 'worker', { ...SMALL, scale, queue: rabbit.topology.addQueue('orders').source() });
}

describe('ExistingRabbitmq', () => {
  it('has its queues made by way of a Secret', () => {
    const { shop } = onCluster();
    const rabbit = new ExistingRabbitmq(shop, 'rabbit', PROPS);
    rabbit.topology.addQueue('orders');
    expect(object(rabbit, 'Queue').spec).toMatchObject({
      name: 'orders',
      type: 'quorum',
      rabbitmqClusterReference: { connectionSecret: { name: 'rabbit' } },
    });
    expect(refusals(rabbit, '1.34')).toEqual([]);
  });

  it('is read over TLS, by the user of the Secret, at its private address', () => {
    const orders = worker();
    expect(variables(containerOf(orders))).toEqual({
      RABBITMQ_QUEUE: 'orders',
      RABBITMQ_URL: 'amqps://rabbit.contoso.com:5671/',
      RABBITMQ_USERNAME: { name: 'rabbit', key: 'username' },
      RABBITMQ_PASSWORD: { name: 'rabbit', key: 'password' },
    });
    expect(object(orders, 'ScaledObject').spec).toMatchObject({
      triggers: [{ metadata: { host: 'https://rabbit.contoso.com:15671/', protocol: 'http' } }],
    });
    const { egress } = object(orders, 'NetworkPolicy').spec as unknown as networkingV1.NetworkPolicySpec;
    expect(egress).toContainEqual({
      to: [{ ipBlock: { cidr: '10.20.5.4/32' } }],
      ports: [{ port: 5671, protocol: 'TCP' }],
    });
    expect(refusals(orders, '1.34')).toEqual([]);
    expect(problemsOf(orders)).toEqual([]);
  });

  it('is read in the clear where it speaks no TLS', () => {
    expect(variables(containerOf(worker({ tls: false })))).toMatchObject({
      RABBITMQ_URL: 'amqp://rabbit.contoso.com:5672/',
    });
  });

  it('refuses an address with anything around it, and a Secret that is none', () => {
    const make = () => worker({ hostName: 'amqp://user:hunter2@rabbit', connectionSecretName: 'Rabbit' });
    expect(messageOf(make).split('\n')).toEqual([
      expect.stringMatching(/^\[shop\/rabbit\] 'connectionSecretName' \(Rabbit\) .* \(name\/dns-subdomain\)$/),
      "[shop/rabbit] 'hostName' (amqp://…@rabbit) is no name of a host. Write it as 'rabbit.contoso.com', without scheme, port and credentials. (rabbitmq/host)",
    ]);
  });
});
