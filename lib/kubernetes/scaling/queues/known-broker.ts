import type { IRabbitmqBroker } from '../../messaging/broker';
import { type SecretParameter, TriggerAuthentication } from '../trigger-authentication';
import type { RabbitMqTriggerProps } from '../triggers/rabbit-mq';

/** How KEDA and a worker find and sign in to brokers that this program knows. */
export interface KnownBroker {
  readonly namespaceName: string;
  readonly auth: TriggerAuthentication;
  /** What KEDA asks. */
  readonly host: string;
  /** Port on which it speaks AMQP. */
  readonly workerPort: number;
  /** Address without credentials; undefined where the worker has one with them. */
  readonly workerHost: string | undefined;
  readonly workerSecrets: Readonly<Record<string, SecretParameter>>;
}

/**
 * KEDA asks the management API as the first user: over AMQP it would not see messages that a worker has in hand, and
 * take the worker away at work.
 */
export function knownBroker(
  broker: IRabbitmqBroker,
  given: Pick<RabbitMqTriggerProps, 'host' | 'protocol'>,
  user: { readonly secretName: string } | undefined,
): KnownBroker {
  const { hostName, namespaceName, defaultUserSecretName: secret, connectionStringKey, tls = false } = broker;
  const amqp = tls ? `amqps://${hostName}:5671/` : `amqp://${hostName}:5672/`;
  const management = tls ? `https://${hostName}:15671/` : `http://${hostName}:15672/`;
  const overAmqp = given.protocol === 'amqp' || given.host?.startsWith('amqp') === true;
  const host = given.host ?? (overAmqp ? amqp : management);
  const from = user?.secretName ?? secret;
  return {
    namespaceName,
    auth: TriggerAuthentication.secret(secret, { username: 'username', password: 'password' }),
    host,
    workerPort: tls ? 5671 : 5672,
    workerHost: user || connectionStringKey === undefined ? amqp : undefined,
    workerSecrets: {
      username: { name: from, key: 'username' },
      password: { name: from, key: 'password' },
      ...(user || connectionStringKey === undefined ? {} : { host: { name: secret, key: connectionStringKey } }),
    },
  };
}
