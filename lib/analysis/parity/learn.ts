import type { KubernetesObject, TerraformBlock } from '../../artifact/read/model';
import { known, textOf, type Value } from '../../artifact/read/values';
import { isAddress } from './declared/addresses';
import { hasFreeName } from './declared/names';
import type { Vocabulary } from './names/vocabulary';

/** What paired resources tell of the two environments. */
export interface Learned {
  readonly vocabulary: Vocabulary;
  readonly addresses: Set<string>;
  readonly places: Set<string>;
}

/** Types that give other resources their name and their region. */
const PARENTS = new Set(['azurerm_resource_group', 'azurerm_kubernetes_cluster']);

/** Tags that name the environment. */
const ENVIRONMENT_TAG = /^(environment|env|stage)$/i;

const NAMES = ['name', 'dns_prefix', 'node_resource_group', 'resource_group_name'];
const RANGES = ['address_space', 'address_prefixes', 'address_prefix'];

/** Remembers the names, ranges and regions of two resources that stand for each other. */
export function learnBlocks(a: TerraformBlock, b: TerraformBlock, { vocabulary, addresses, places }: Learned): void {
  vocabulary.learn(a.name, b.name);
  for (const name of hasFreeName(a.type) ? NAMES : []) {
    const [left, right] = [textOf(a.arguments[name]), textOf(b.arguments[name])];
    if (left === undefined || right === undefined) continue;
    if (PARENTS.has(a.type) && name === 'name') vocabulary.learnEnvironment(left, right);
    vocabulary.learn(left, right);
  }
  for (const [tag, value] of Object.entries(fieldsOf(a.arguments['tags']))) {
    const [left, right] = [textOf(value), textOf(fieldsOf(b.arguments['tags'])[tag])];
    if (ENVIRONMENT_TAG.test(tag) && left !== undefined && right !== undefined) {
      vocabulary.learnEnvironment(left, right);
    }
  }
  for (const name of RANGES) {
    const [left, right] = [textsOf(a.arguments[name]), textsOf(b.arguments[name])];
    left.forEach((range, place) => {
      const other = right[place];
      if (other !== undefined && isAddress(range) && isAddress(other)) addresses.add(`${range} ${other}`);
    });
  }
  const [left, right] = [textOf(a.arguments['location']), textOf(b.arguments['location'])];
  if (PARENTS.has(a.type) && left !== undefined && right !== undefined) places.add(`${left} ${right}`);
}

/** Kinds that say under which hosts something is reached. */
const ROUTES = /^(Ingress|Gateway|\w*Route|Certificate|VirtualService|HTTPProxy)$/;
const HOSTS = new Set(['host', 'hosts', 'hostname', 'hostnames', 'dnsNames', 'commonName']);

/** Remembers the names and hosts of two objects that stand for each other. */
export function learnObjects(a: KubernetesObject, b: KubernetesObject, vocabulary: Vocabulary): void {
  vocabulary.learn(a.name, b.name);
  if (a.kind === 'Namespace') vocabulary.learnEnvironment(a.name, b.name);
  if (!ROUTES.test(a.kind)) return;
  const [left, right] = [hostsOf(a.body), hostsOf(b.body)];
  if (left.length === right.length) left.forEach((host, place) => vocabulary.learn(host, right[place] as string));
}

/** Where each side has one namespace that the other lacks, these two stand for each other. */
export function learnNamespaces(
  as: readonly KubernetesObject[],
  bs: readonly KubernetesObject[],
  vocabulary: Vocabulary,
): void {
  const [left, right] = [as, bs].map((objects) => new Set(objects.map(({ namespace }) => namespace ?? ''))) as [
    Set<string>,
    Set<string>,
  ];
  const [onlyA, onlyB] = [[...left].filter((one) => !right.has(one)), [...right].filter((one) => !left.has(one))];
  const [a, b] = [onlyA[0], onlyB[0]];
  if (a !== undefined && b !== undefined && onlyA.length === 1 && onlyB.length === 1) {
    vocabulary.learnEnvironment(a, b);
  }
}

function hostsOf(value: unknown, isHost = false): readonly string[] {
  if (typeof value === 'string') return isHost ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => hostsOf(item, isHost));
  return Object.entries(value).flatMap(([name, inner]) => hostsOf(inner, HOSTS.has(name)));
}

function fieldsOf(value: Value | undefined): Readonly<Record<string, Value>> {
  const plain = known(value);
  return typeof plain === 'object' && plain !== null && !Array.isArray(plain)
    ? (plain as Readonly<Record<string, Value>>)
    : {};
}

function textsOf(value: Value | undefined): readonly string[] {
  return [known(value)].flat().flatMap((item) => textOf(item as Value) ?? []);
}
