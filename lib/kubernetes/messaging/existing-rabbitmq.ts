import { Construct } from 'constructs';
import { dnsSubdomain, isDnsSubdomain } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import { isIpv4 } from '../../core/ipv4';
import { Connections } from '../connect/connections';
import type { Peer } from '../connect/peer';
import { namespaceOf, objectName } from '../object';
import { namespaceFactsOf } from '../tenancy/namespace-of';
import { workloadLabels } from '../workload/labels';
import type { IRabbitmqBroker } from './broker';
import { RabbitmqTopology } from './rabbitmq-topology';

export interface ExistingRabbitmqProps {
  /** Name or address of the broker: `rabbit.contoso.com`. */
  readonly hostName: string;

  /**
   * Secret of this namespace with `uri` (of the management API), `username` and `password`, and the label
   * `rabbitmq.com/topology-operator: "true"`, without which the topology operator does not see it.
   */
  readonly connectionSecretName: string;

  /** Where it answers, for policies: `Peer.privateEndpoint('10.20.5.4')`, `Peer.namespace('messaging')`. */
  readonly peer: Peer;

  /**
   * Speaks TLS with a certificate that clients know: amqps and https.
   * @default true
   */
  readonly tls?: boolean;
}

/**
 * A broker of RabbitMQ that something else runs. Its queues, exchanges and users can be described here all the same, and
 * workers read them.
 *
 * @example
 * const rabbit = new ExistingRabbitmq(shop, 'rabbit', {
 *   hostName: 'rabbit.contoso.com', connectionSecretName: 'rabbit', peer: Peer.privateEndpoint('10.20.5.4') });
 */
export class ExistingRabbitmq extends Construct implements IRabbitmqBroker {
  readonly workloadName: string;
  readonly namespaceName: string;
  readonly hostName: string;
  readonly defaultUserSecretName: string;
  readonly connectionSecretName: string;
  readonly objectLabels: Readonly<Record<string, string>>;
  readonly tls: boolean;
  readonly connections: Connections;
  /** Queues, exchanges, users and the like of the broker. */
  readonly topology: RabbitmqTopology;

  constructor(scope: Construct, id: string, props: ExistingRabbitmqProps) {
    super(scope, id);
    const { hostName, connectionSecretName } = props;
    const problems = new Problems(this);
    problems.attempt('connectionSecretName', () => dnsSubdomain(connectionSecretName, 'connectionSecretName'));
    if (!isDnsSubdomain(hostName) && !isIpv4(hostName)) {
      problems.add({
        property: 'hostName',
        value: hostName.replace(/\/\/.*@/, '//…@'),
        rule: 'is no name of a host',
        fix: "Write it as 'rabbit.contoso.com', without scheme, port and credentials",
        code: 'rabbitmq/host',
      });
    }
    problems.throwIfAny();
    this.workloadName = objectName(this);
    this.namespaceName = namespaceOf(this);
    this.hostName = hostName;
    this.defaultUserSecretName = this.connectionSecretName = connectionSecretName;
    this.objectLabels = workloadLabels(this.workloadName, {
      namespace: namespaceFactsOf(this) && this.namespaceName,
    });
    this.tls = props.tls ?? true;
    this.connections = new Connections(props.peer);
    this.topology = new RabbitmqTopology(this);
  }
}
