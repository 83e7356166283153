import type { KubernetesObject } from '../../artifact/read/model';
import { namespaceOf, objectIndex } from '../objects';
import { asBody, asList } from '../workload/workloads';
import type { World } from '../world';
import type { Buffer } from './model';

/** What the topology of RabbitMQ says of the queue that a scaler reads. RabbitMQ: "Queue Length Limit", "Time-To-Live". */
export function readBuffer(scaler: KubernetesObject, world: World): Buffer {
  const names = asList(asBody(scaler.body.spec)?.triggers).flatMap((item) => {
    const { type, metadata } = asBody(item) ?? {};
    const name = asBody(metadata)?.queueName;
    return type === 'rabbitmq' && typeof name === 'string' ? [name] : [];
  });
  const [name] = names;
  if (name === undefined) return { most: undefined, expireSeconds: undefined };
  const said = [...argumentsOf(name, scaler, world), ...policiesOf(name, scaler, world)];
  const least = (values: readonly unknown[]): number | undefined => {
    const numbers = values.filter((value): value is number => typeof value === 'number');
    return numbers.length === 0 ? undefined : Math.min(...numbers);
  };
  const ttl = least(said.map(({ ttl }) => ttl));
  return { most: least(said.map(({ most }) => most)), expireSeconds: ttl === undefined ? undefined : ttl / 1000 };
}

interface Said {
  readonly most: unknown;
  /** In milliseconds. */
  readonly ttl: unknown;
}

function argumentsOf(name: string, scaler: KubernetesObject, world: World): readonly Said[] {
  return ofBroker('Queue', scaler, world)
    .filter((queue) => (asBody(queue.body.spec)?.name ?? queue.name) === name)
    .map((queue) => {
      const set = asBody(asBody(queue.body.spec)?.arguments) ?? {};
      return { most: set['x-max-length'], ttl: set['x-message-ttl'] };
    });
}

/** Of the policies that match, the one of highest priority holds. RabbitMQ: "Policies". */
function policiesOf(name: string, scaler: KubernetesObject, world: World): readonly Said[] {
  const matching = ofBroker('Policy', scaler, world)
    .map(({ body }) => asBody(body.spec) ?? {})
    .filter(({ applyTo = 'all', pattern }) => applyTo !== 'exchanges' && matches(pattern, name))
    .sort((a, b) => Number(b.priority ?? 0) - Number(a.priority ?? 0));
  return matching.slice(0, 1).map(({ definition }) => {
    const set = asBody(definition) ?? {};
    return { most: set['max-length'], ttl: set['message-ttl'] };
  });
}

function ofBroker(kind: string, scaler: KubernetesObject, world: World): readonly KubernetesObject[] {
  return objectIndex(world.artifacts)
    .ofKind(kind)
    .filter((object) => object.apiVersion.startsWith('rabbitmq.com/') && object.cluster === scaler.cluster)
    .filter((object) => namespaceOf(object) === namespaceOf(scaler));
}

/** Plain patterns only, `^orders$`, `orders`, `.*`: any other may take long, and is not applied. */
function matches(pattern: unknown, name: string): boolean {
  const [, start, text = '', end] = /^(\^)?((?:[\w-]|\\\.)*)(?:\.\*)?(\$)?$/.exec(String(pattern)) ?? [];
  if (typeof pattern !== 'string' || !/^\^?(?:[\w-]|\\\.)*(?:\.\*)?\$?$/.test(pattern)) return false;
  const plain = text.replaceAll('\\.', '.');
  const isOpen = end === undefined || pattern.endsWith('.*$');
  if (start !== undefined) return isOpen ? name.startsWith(plain) : name === plain;
  return isOpen ? name.includes(plain) : name.endsWith(plain);
}
