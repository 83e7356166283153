import type { Construct } from 'constructs';
import type { IRabbitmqBroker } from './broker';
import { RabbitmqExchange, type RabbitmqExchangeProps } from './rabbitmq-exchange';
import { RabbitmqPolicy, type RabbitmqPolicyProps } from './rabbitmq-policy';
import { RabbitmqQueue, type RabbitmqQueueProps } from './rabbitmq-queue';
import { RabbitmqUser, type RabbitmqUserProps } from './rabbitmq-user';
import { RabbitmqVhost, type RabbitmqVhostProps } from './rabbitmq-vhost';

/**
 * What brokers hold, each a custom resource of the messaging topology operator: it is made with the manifests, and
 * mended when somebody changes it by hand.
 */
export class RabbitmqTopology {
  constructor(private readonly broker: Construct & IRabbitmqBroker) {}

  /** A virtual host: queues and exchanges of their own. `/` is there from the start. */
  addVhost(id: string, props: RabbitmqVhostProps = {}): RabbitmqVhost {
    return new RabbitmqVhost(this.broker, id, props);
  }

  /** A queue; a quorum queue unless told otherwise. @throws CdkAksError for what the broker would refuse (rabbitmq/…) */
  addQueue(id: string, props: RabbitmqQueueProps = {}): RabbitmqQueue {
    return new RabbitmqQueue(this.broker, id, props);
  }

  /** Where messages are sent to; `bind` leads them to queues. */
  addExchange(id: string, props: RabbitmqExchangeProps = {}): RabbitmqExchange {
    return new RabbitmqExchange(this.broker, id, props);
  }

  /** A user with a password that the operator makes up, kept in a Secret. */
  addUser(id: string, props: RabbitmqUserProps = {}): RabbitmqUser {
    return new RabbitmqUser(this.broker, id, props);
  }

  /** Settings of all queues or exchanges whose names match. */
  addPolicy(id: string, props: RabbitmqPolicyProps): RabbitmqPolicy {
    return new RabbitmqPolicy(this.broker, id, props);
  }
}
