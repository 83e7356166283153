import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { type Direction, directionsOf, rulesOf } from '../isolation';
import { namespaceOf } from '../objects';
import type { PodPort } from '../policy/admits';
import { asBody, asList } from '../workload/workloads';
import { Bits } from './bits';
import { contains, EVERYWHERE, type Interval, parseInterval, without } from './intervals';
import type { PodClass } from './pods';
import { type PolicyProtocol, PortSet, PROTOCOLS } from './port-set';
import type { Selection } from './selection';

/** Label that the API server gives every namespace. */
export const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** One NetworkPolicy, with what its selectors mean worked out. */
export interface Policy {
  readonly object: KubernetesObject;
  /** The classes that it holds for, those that no engine enforces it on included. */
  readonly selected: Bits;
  readonly directions: readonly Direction[];
  readonly rules: readonly Rule[];
}

/** One rule: it allows its ports for all its peers. */
export interface Rule {
  readonly policy: KubernetesObject;
  readonly direction: Direction;
  readonly field: FieldPath;
  /** Classes at the other end. */
  readonly pods: Bits;
  /** Addresses at the other end. */
  readonly outside: readonly Interval[];
  /** Ports of a class that is called; those of addresses outside where it is undefined. */
  portsAt(called: PodClass | undefined): PortSet;
  /** True where a pod without labels, in a namespace that the files don't have, is meant too. */
  readonly meansStrangers: boolean;
  /** True where its selectors mean pods of namespaces that the files have, and of no others. */
  readonly isOfKnownNamespaces: boolean;
}

/** What a policy is compiled against. */
export interface PolicyWorld {
  readonly classes: readonly PodClass[];
  readonly pods: Selection;
  readonly namespaces: Selection;
  /** The classes in the namespaces that a set tells, by number. */
  classesIn(namespaces: Bits): Bits;
  classesOf(namespace: string): Bits;
  /** True for a namespace that the files make, so that they tell what is in it. */
  knowsNamespace(name: string): boolean;
  /** True where a range means the pods whose addresses lie in it. */
  readonly rangesMeanPods: boolean;
  /** Addresses of all pods; empty where nobody knows. */
  readonly podRanges: readonly Interval[];
}

export function compile(object: KubernetesObject, world: PolicyWorld): Policy {
  const own = world.classesOf(namespaceOf(object));
  const spec = asBody(object.body.spec) ?? {};
  const directions = directionsOf(object);
  return {
    object,
    selected: own.and(world.pods.select(spec.podSelector)),
    directions,
    rules: directions.flatMap((direction) =>
      rulesOf(object, direction).map(({ peers, ports, field }): Rule => {
        const ends = peers.map((peer) => endOf(peer, object, world));
        const isAnyone = peers.length === 0;
        const pods = ends.reduce((all, end) => all.or(end.pods), Bits.none(world.classes.length));
        return {
          policy: object,
          direction,
          field,
          pods: isAnyone ? Bits.all(world.classes.length) : pods,
          outside: isAnyone ? [EVERYWHERE.IPv4, EVERYWHERE.IPv6] : ends.flatMap((end) => end.outside),
          meansStrangers: isAnyone || peers.some(meansStrangers),
          isOfKnownNamespaces: !isAnyone && peers.every((peer) => isOfKnownNamespaces(peer, object, world)),
          portsAt: portsOf(ports),
        };
      }),
    ),
  };
}

function isOfKnownNamespaces(peer: unknown, policy: KubernetesObject, { knowsNamespace }: PolicyWorld): boolean {
  const { ipBlock, namespaceSelector } = asBody(peer) ?? {};
  if (ipBlock !== undefined) return true;
  if (namespaceSelector === undefined) return knowsNamespace(namespaceOf(policy));
  const name = asBody(asBody(namespaceSelector)?.matchLabels)?.[NAMESPACE_NAME];
  return typeof name === 'string' && knowsNamespace(name);
}

/** A selector that asks for nothing of labels: `{}`, or only for what must not be there. */
function meansStrangers(peer: unknown): boolean {
  const { ipBlock, namespaceSelector, podSelector } = asBody(peer) ?? {};
  const hasNo = (selector: unknown): boolean =>
    Object.keys(asBody(asBody(selector)?.matchLabels) ?? {}).length === 0 &&
    asList(asBody(selector)?.matchExpressions).every((item) =>
      ['NotIn', 'DoesNotExist'].includes(String(asBody(item)?.operator)),
    );
  return (
    ipBlock === undefined && namespaceSelector !== undefined && hasNo(namespaceSelector) && hasNo(podSelector ?? {})
  );
}

interface End {
  readonly pods: Bits;
  readonly outside: readonly Interval[];
}

function endOf(peer: unknown, policy: KubernetesObject, world: PolicyWorld): End {
  const { ipBlock, namespaceSelector, podSelector } = asBody(peer) ?? {};
  const nobody = Bits.none(world.classes.length);
  if (ipBlock !== undefined) {
    const { cidr, except } = asBody(ipBlock) ?? {};
    const range = parseInterval(cidr);
    if (!range) return { pods: nobody, outside: [] };
    const outside = without(
      range,
      asList(except).flatMap((one) => parseInterval(one) ?? []),
    );
    return { pods: world.rangesMeanPods ? podsIn(outside, world) : nobody, outside };
  }
  const places =
    namespaceSelector === undefined
      ? world.classesOf(namespaceOf(policy))
      : world.classesIn(world.namespaces.select(namespaceSelector));
  // A pod in the network of its node has the address of the node, which no selector means.
  const named = podSelector === undefined ? places : places.and(world.pods.select(podSelector));
  return { pods: named, outside: [] };
}

/** The classes that ranges mean: by their own addresses, else by those of all pods, where all of them lie in the ranges. */
function podsIn(ranges: readonly Interval[], { classes, podRanges }: PolicyWorld): Bits {
  const hold = (address: Interval): boolean => ranges.some((range) => contains(range, address));
  const holdsAll = podRanges.length > 0 && podRanges.every(hold);
  const found = classes.flatMap(({ addresses, hostNetwork }, index) => {
    const isMeant = addresses.length > 0 ? addresses.some(hold) : holdsAll && !hostNetwork;
    return isMeant ? [index] : [];
  });
  return Bits.of(classes.length, found);
}

/** Ports of a rule at a class that is called; worked out once where none goes by name. */
function portsOf(items: readonly unknown[]): Rule['portsAt'] {
  const fixed = items.some((item) => typeof asBody(item)?.port === 'string') ? undefined : portsAt(items, undefined);
  return (called) => fixed ?? portsAt(items, called);
}

function portsAt(items: readonly unknown[], called: PodClass | undefined): PortSet {
  if (items.length === 0) return PortSet.ALL;
  return items.reduce<PortSet>(
    (all, item) => all.or(portsOfItem(asBody(item) ?? {}, called?.ports ?? [])),
    PortSet.NONE,
  );
}

function portsOfItem(item: Readonly<Record<string, unknown>>, named: readonly PodPort[]): PortSet {
  const { port, endPort, protocol = 'TCP' } = item;
  if (!PROTOCOLS.some((one) => one === protocol)) return PortSet.NONE;
  const over = protocol as PolicyProtocol;
  if (port === undefined) return PortSet.allOf(over);
  if (typeof port === 'number') return PortSet.of(over, port, typeof endPort === 'number' ? endPort : port);
  return named
    .filter((one) => one.name === port && one.protocol === over)
    .reduce((all, { number }) => (number === undefined ? all : all.or(PortSet.of(over, number))), PortSet.NONE);
}
