import type { ConnectionPeer } from '../../connect/connections';
import { Trigger } from '../trigger';
import type { KafkaTriggerProps } from '../triggers/kafka';
import { portsOfAddresses } from './ports-of-addresses';
import { QueueSource } from './queue-source';

export interface KafkaVariables {
  /** Brokers, parted by commas. @default 'KAFKA_BOOTSTRAP_SERVERS' */
  readonly bootstrapServers?: string;
  /** @default 'KAFKA_TOPIC' */
  readonly topic?: string;
  /** @default 'KAFKA_CONSUMER_GROUP' */
  readonly consumerGroup?: string;
  /** @default 'KAFKA_USERNAME' */
  readonly username?: string;
  /** @default 'KAFKA_PASSWORD' */
  readonly password?: string;
}

export interface KafkaTopicProps extends Omit<KafkaTriggerProps, 'topic' | 'lagThreshold' | 'activationLagThreshold'> {
  /**
   * The brokers: a workload of this program, or a `Peer` (`Peer.pods({ … })`, `Peer.privateEndpoint('10.20.5.4')`).
   * Policies are opened for the worker, and on a workload of this program for KEDA's operator.
   */
  readonly brokers: ConnectionPeer;

  /**
   * Names of the worker's environment variables.
   * @default - KAFKA_BOOTSTRAP_SERVERS, KAFKA_TOPIC, KAFKA_CONSUMER_GROUP, KAFKA_USERNAME, KAFKA_PASSWORD
   */
  readonly variables?: KafkaVariables;
}

/** Topics of Kafka, read by groups of consumers. A worker has no use for more pods than the topic has partitions. */
export class Kafka {
  /**
   * @example Kafka.topic('orders', { brokers, bootstrapServers: ['kafka.shop.svc:9092'], consumerGroup: 'workers' })
   * @throws CdkAksError for what KEDA would refuse
   */
  static topic(topic: string, props: KafkaTopicProps): QueueSource {
    const { brokers, variables, ...trigger } = props;
    const toTrigger = (lagThreshold: number, activationLagThreshold?: number): Trigger =>
      Trigger.kafka({ ...trigger, topic, lagThreshold, activationLagThreshold });
    toTrigger(1); // whatever is wrong shows here, where it was written
    const { bootstrapServers, consumerGroup, auth } = trigger;
    const ports = portsOfAddresses(bootstrapServers);
    return QueueSource.fromParts(topic, {
      auth,
      trigger: ({ messagesPerReplica, activationMessages }) => toTrigger(messagesPerReplica, activationMessages),
      literals: () => ({ bootstrapServers: bootstrapServers.join(','), topic, consumerGroup }),
      variables: {
        bootstrapServers: variables?.bootstrapServers ?? 'KAFKA_BOOTSTRAP_SERVERS',
        topic: variables?.topic ?? 'KAFKA_TOPIC',
        consumerGroup: variables?.consumerGroup ?? 'KAFKA_CONSUMER_GROUP',
        username: variables?.username ?? 'KAFKA_USERNAME',
        password: variables?.password ?? 'KAFKA_PASSWORD',
      },
      peer: brokers,
      workerPorts: ports,
      kedaPorts: ports,
    });
  }

  private constructor() {}
}
