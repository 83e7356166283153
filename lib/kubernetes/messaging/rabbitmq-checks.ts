import { dns1035Label, dnsSubdomain } from '../../core/dns-names';
import { type HasPath, Problems } from '../../core/errors';
import { findSecret } from '../../core/secret-patterns';
import { DISK_DRIVER } from '../../core/storage-classes';
import { checkClaim, classOf } from '../storage/claim';
import { resolveImage } from '../workload/image';
import { checkResources } from '../workload/resources';
import type { RabbitmqClusterProps } from './rabbitmq-cluster-props';

/** The operator appends `-server` and the number of the broker, and the StatefulSet its revision: 63 in a label. */
const LONGEST_NAME = 45;
/** RabbitmqCluster's own schema. */
const PLUGIN = /^\w{1,100}$/;

/**
 * @throws CdkAksError for a number of brokers without a majority (rabbitmq/replicas), one broker that nobody accepts
 *   (rabbitmq/one-replica), less disk than RabbitMQ keeps free (rabbitmq/storage), and others
 */
export function checkRabbitmqCluster(scope: HasPath, name: string, props: RabbitmqClusterProps): void {
  const problems = new Problems(scope);
  const { replicas = 3, resources, image, plugins = [], config = {}, gracePeriod } = props;
  problems.attempt('id', () => dns1035Label(name, 'id'));
  if (name.length > LONGEST_NAME) {
    problems.add({
      property: 'id',
      value: name,
      rule: `has ${name.length} characters, and the operator makes longer names of it: at most ${LONGEST_NAME}`,
      fix: 'Choose a shorter id',
      code: 'rabbitmq/name-too-long',
    });
  }
  problems.attempt('resources', () => checkResources(resources));
  checkReplicas(problems, replicas, props.acceptOneReplica);
  if (image !== undefined) problems.attempt('image', () => resolveImage(image));
  checkStorage(problems, props);
  for (const property of ['pullSecretName', 'priorityClass', 'operatorNamespace'] as const) {
    const value = props[property];
    if (value !== undefined) problems.attempt(property, () => dnsSubdomain(value, property));
  }
  for (const plugin of plugins.filter((one) => !PLUGIN.test(one))) {
    problems.add({
      property: 'plugins',
      value: plugin,
      rule: 'is no name of a plugin',
      fix: "Write it as 'rabbitmq_stream'",
      code: 'rabbitmq/plugin',
    });
  }
  checkConfig(problems, config);
  if (gracePeriod !== undefined && (gracePeriod.inMillis < 60_000 || gracePeriod.inMillis % 1000 !== 0)) {
    problems.add({
      property: 'gracePeriod',
      value: gracePeriod.toGo(),
      rule: 'is too short for a broker to hand over its queues, or no whole number of seconds',
      fix: 'Write Duration.minutes(20)',
      code: 'rabbitmq/grace-period',
    });
  }
  problems.throwIfAny();
}

function checkStorage(problems: Problems, { storage, storageClass, resources }: RabbitmqClusterProps): void {
  const claim = { size: storage, storageClass };
  problems.attempt('storage', () => checkClaim(claim));
  const { driver, storageClassName } = classOf(claim);
  if (driver !== undefined && driver !== DISK_DRIVER) {
    problems.add({
      property: 'storageClass',
      value: storageClassName,
      rule: `makes no disks (${driver}), and brokers write every message down before they take the next`,
      fix: "Use a class of disks, such as 'managed-csi-premium'",
      code: 'rabbitmq/storage-class',
    });
  }
  if (storage.inBytes < 2 * resources.memory.inBytes) {
    problems.add({
      property: 'storage',
      value: String(storage),
      rule: `is below twice 'resources.memory' (${String(resources.memory)}): RabbitMQ stops all publishers when less disk than memory is free`,
      fix: `Write ${String(resources.memory.times(2))} or more`,
      code: 'rabbitmq/storage',
    });
  }
}

function checkReplicas(problems: Problems, replicas: number, accepted: string | undefined): void {
  if (![1, 3, 5, 7].includes(replicas)) {
    problems.add({
      property: 'replicas',
      value: replicas,
      rule: 'is not 1, 3, 5 or 7: an even number can split into halves, of which neither has a majority',
      fix: 'Write 3',
      code: 'rabbitmq/replicas',
    });
  } else if (replicas === 1 && accepted === undefined) {
    problems.add({
      property: 'replicas',
      value: replicas,
      rule: 'is a single broker, whose queues are away whenever its node is',
      fix: "Write 3, or say why one will do: acceptOneReplica: 'a test environment'",
      code: 'rabbitmq/one-replica',
    });
  } else if (replicas > 1 && accepted !== undefined) {
    problems.add({
      property: 'acceptOneReplica',
      rule: `accepts one broker, and there are ${replicas}`,
      fix: 'Leave it out',
      code: 'rabbitmq/one-replica',
    });
  }
}

function checkConfig(problems: Problems, config: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(config)) {
    if (!/^[a-z][\w.]*$/.test(key) || /[\r\n]/.test(value)) {
      problems.add({
        property: 'config',
        value: key,
        rule: 'is no line of rabbitmq.conf',
        fix: "Write a key and a value of one line: { channel_max: '1024' }",
        code: 'rabbitmq/config',
      });
    }
    const found = findSecret(value, key);
    if (found !== undefined || /^default_(user|pass)$/.test(key)) {
      problems.add({
        property: `config['${key}']`, // not the value: it is a secret
        rule: 'holds a credential, which everyone who reads the repository or the cluster would see',
        fix: 'Leave it out: the operator makes the first user, addUser the others',
        code: 'secret/literal',
      });
    }
  }
}
