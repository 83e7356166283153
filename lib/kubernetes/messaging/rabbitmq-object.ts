import type { Construct } from 'constructs';
import { dnsSubdomain } from '../../core/dns-names';
import { type HasPath, Problems } from '../../core/errors';
import type { rabbitmqCom } from '../api';
import { objectName } from '../object';
import type { IRabbitmqBroker } from './broker';

/** What every object of the topology says first. */
export interface TopologyObject {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly reference: { readonly rabbitmqClusterReference: rabbitmqCom.QueueSpecRabbitmqClusterReference };
}

/** RabbitMQ: names are at most 255 bytes. */
const LONGEST_NAME = 255;

/** @throws CdkAksError for an id of which no name of an object can be made (name/…) */
export function topologyObject(scope: Construct, broker: IRabbitmqBroker): TopologyObject {
  const problems = new Problems(scope);
  const name = objectName(scope);
  problems.attempt('id', () => dnsSubdomain(name, 'id'));
  problems.throwIfAny();
  return {
    metadata: { name, labels: broker.objectLabels },
    reference: {
      rabbitmqClusterReference:
        broker.connectionSecretName === undefined
          ? { name: broker.workloadName }
          : { connectionSecret: { name: broker.connectionSecretName } },
    },
  };
}

/** @throws CdkAksError for a name that the broker refuses or keeps for itself (rabbitmq/name) */
export function checkTopologyName(scope: HasPath, what: string, name: string): void {
  const reserved = name.startsWith('amq.');
  if (name !== '' && !reserved && Buffer.byteLength(name) <= LONGEST_NAME) return;
  const problems = new Problems(scope);
  problems.add({
    property: 'name',
    value: name,
    rule: reserved
      ? "begins with 'amq.', which the broker keeps for itself"
      : `is no name of ${what}: 1 to ${LONGEST_NAME} bytes`,
    fix: 'Choose another name',
    code: 'rabbitmq/name',
  });
  problems.throwIfAny();
}
