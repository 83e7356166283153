import { Construct } from 'constructs';
import { Problems } from '../../core/errors';
import type { rabbitmqCom } from '../api';
import { KubernetesObject } from '../object';
import type { QueueSource } from '../scaling/queues/queue-source';
import { RabbitMq, type RabbitMqQueueProps } from '../scaling/queues/rabbit-mq';
import type { IRabbitmqBroker } from './broker';
import { checkTopologyName, topologyObject } from './rabbitmq-object';
import { type Vhost, vhostNameOf } from './rabbitmq-vhost';

export interface RabbitmqQueueProps {
  /**
   * Name at the broker.
   * @default - the id
   */
  readonly name?: string;

  /** @default '/' */
  readonly vhost?: Vhost;

  /**
   * `quorum` is kept on several brokers and survives the loss of one; `classic` is kept on one broker; `stream` can be
   * read more than once. Fixed once the queue is there.
   * @default 'quorum'
   */
  readonly type?: 'quorum' | 'classic' | 'stream';

  /**
   * Whether the queue survives its broker's restart; a quorum queue or stream always does.
   * @default true
   */
  readonly durable?: boolean;

  /**
   * Removes the queue with its last consumer: not for workers that go to zero.
   * @default false
   */
  readonly autoDelete?: boolean;

  /**
   * How often a message of a quorum queue is given out again before it is dropped, or sent to `deadLetterExchange`;
   * from 1.
   * @default - 20, as RabbitMQ does
   */
  readonly deliveryLimit?: number;

  /**
   * Exchange that messages go to which nobody could work off.
   * @default - they are dropped
   */
  readonly deadLetterExchange?: string;

  /**
   * Further arguments. They are fixed once the queue is there; a policy can change.
   * @default - none
   */
  readonly arguments?: Readonly<Record<string, string | number | boolean>>;

  /**
   * What becomes of it at the broker, with its messages, once its object is gone.
   * @default 'retain'
   */
  readonly whenDeleted?: 'retain' | 'delete';
}

/** A queue that is there before its first message. RabbitMQ: "Queues", "Quorum Queues". */
export class RabbitmqQueue extends Construct {
  /** As clients name it. */
  readonly queueName: string;
  readonly vhostName: string;

  /** @internal Use `topology.addQueue`. */
  constructor(
    private readonly broker: Construct & IRabbitmqBroker,
    id: string,
    props: RabbitmqQueueProps,
  ) {
    super(broker, `queue-${id}`);
    this.queueName = props.name ?? id;
    this.vhostName = vhostNameOf(props.vhost);
    this.checkProps(props);
    const { metadata, reference } = topologyObject(this, broker);
    const more = {
      ...props.arguments,
      ...(props.deliveryLimit === undefined ? {} : { 'x-delivery-limit': props.deliveryLimit }),
      ...(props.deadLetterExchange === undefined ? {} : { 'x-dead-letter-exchange': props.deadLetterExchange }),
    };
    new KubernetesObject<rabbitmqCom.Queue>(this, 'Resource', {
      apiVersion: 'rabbitmq.com/v1beta1',
      kind: 'Queue',
      metadata,
      spec: {
        name: this.queueName,
        vhost: this.vhostName,
        type: props.type ?? 'quorum',
        durable: props.durable ?? true,
        autoDelete: props.autoDelete ?? false,
        deletionPolicy: props.whenDeleted ?? 'retain',
        ...(Object.keys(more).length > 0 && { arguments: more }),
        ...reference,
      },
    });
  }

  /**
   * The queue as a worker reads it: what scales it, how it is reached, and how both sign in.
   * @param options as `RabbitMq.queue` takes them
   */
  source(options: Partial<Omit<RabbitMqQueueProps, 'broker' | 'vhostName'>> = {}): QueueSource {
    const vhostName = this.vhostName === '/' ? undefined : this.vhostName;
    return RabbitMq.queue(this.queueName, { ...options, broker: this.broker, vhostName });
  }

  private checkProps(props: RabbitmqQueueProps): void {
    const problems = new Problems(this);
    const { type = 'quorum', deliveryLimit } = props;
    problems.attempt('name', () => checkTopologyName(this, 'a queue', this.queueName));
    const refuse = (property: string, value: unknown, fix: string): void =>
      problems.add({ property, value, rule: `is nothing that a ${type} queue can be`, fix, code: 'rabbitmq/queue' });
    const passing = "Leave it out, or write type: 'classic'";
    if (type !== 'classic' && props.durable === false) refuse('durable', false, passing);
    if (type !== 'classic' && props.autoDelete === true) refuse('autoDelete', true, passing);
    if (type !== 'quorum' && deliveryLimit !== undefined) {
      refuse('deliveryLimit', deliveryLimit, "Leave it out, or write type: 'quorum'");
    } else if (deliveryLimit !== undefined && !(Number.isSafeInteger(deliveryLimit) && deliveryLimit >= 1)) {
      problems.add({
        property: 'deliveryLimit',
        value: String(deliveryLimit),
        rule: 'is not a whole number from 1',
        fix: 'Write 20, or more',
        code: 'rabbitmq/queue',
      });
    }
    problems.throwIfAny();
  }
}
