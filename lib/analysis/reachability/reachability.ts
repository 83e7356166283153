import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { unknown } from '../../artifact/read/values';
import { clusterOf } from '../cluster/clusters';
import type { Direction } from '../isolation';
import { namespaceOf, objectIndex } from '../objects';
import { operatedWorkloads } from '../workload/operated';
import { asBody, type Workload } from '../workload/workloads';
import type { World } from '../world';
import { Bits } from './bits';
import type { End } from './ends';
import { engineOf } from './engine';
import type { Engine } from './engines';
import { flowsInto, isolated, type Share } from './flows';
import { EVERYWHERE, type Family, type Interval, printInterval } from './intervals';
import { outsideOf, type OutsideTerm } from './outside';
import { type PodClass, podClasses } from './pods';
import { podRanges } from './pod-ranges';
import { compile, NAMESPACE_NAME, type Policy, type PolicyWorld } from './policies';
import { PortSet } from './port-set';
import { Selection } from './selection';

/** A connection that policies allow. */
export interface Connection {
  /** `shop/Deployment/web`; addresses outside the cluster as `10.0.0.0-10.0.0.255`. */
  readonly from: string;
  readonly to: string;
  readonly ports: PortSet;
  /** The ends by number or addresses, to ask why. Of pods of one owner that differ, some. */
  readonly ends: { readonly from: End; readonly to: End };
}

/** Who may call whom in one cluster, as its NetworkPolicies say. Kubernetes: "Network Policies". */
export interface Reachability {
  /** Undefined where the files tell no cluster. */
  readonly cluster: string | undefined;
  /** Undefined where the files don't tell it: policies are taken as enforced. */
  readonly engine: Engine | undefined;
  readonly classes: readonly PodClass[];
  readonly policies: readonly Policy[];
  /** Classes whose policies are enforced. */
  readonly enforced: Bits;
  /** Classes that a direction is closed for, but for what rules allow. */
  closed(direction: Direction): Bits;
  /** For each class, who may call it. */
  readonly into: readonly (readonly Share[])[];
  /** Addresses outside that a class may call, or that may call it. */
  outside(at: number, direction: Direction): readonly OutsideTerm[];
}

/** Of each cluster that the files have manifests of, by name. */
export function reachabilityOf(world: World, asked?: Engine): readonly Reachability[] {
  const clusters = new Map<string | undefined, Workload[]>();
  for (const workload of [...world.workloads, ...operatedWorkloads(world.artifacts)]) {
    const list = clusters.get(workload.object.cluster);
    if (list) list.push(workload);
    else clusters.set(workload.object.cluster, [workload]);
  }
  const byName = [...clusters].sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0));
  return byName.map(([cluster, workloads]) => ofCluster(cluster, workloads, world.artifacts, asked));
}

function ofCluster(
  cluster: string | undefined,
  workloads: readonly Workload[],
  artifacts: Artifacts,
  asked: Engine | undefined,
): Reachability {
  const engine = asked ?? engineOf(cluster, artifacts);
  const classes = podClasses(workloads, artifacts, engine);
  const objects = objectIndex(artifacts)
    .ofKind('NetworkPolicy')
    .filter((object) => object.cluster === cluster && object.apiVersion.startsWith('networking.k8s.io/'));
  const world = policyWorld(classes, cluster, artifacts, engine);
  const policies = objects.map((object) => compile(object, world));
  const isHeld = ({ hostNetwork, virtual }: PodClass): boolean => !hostNetwork && !virtual;
  const enforced = Bits.of(
    classes.length,
    engine === 'none' ? [] : classes.flatMap((one, at) => (isHeld(one) ? [at] : [])),
  );
  const families = familiesOf(policies);
  const closed = {
    Ingress: isolated('Ingress', policies, enforced, classes.length),
    Egress: isolated('Egress', policies, enforced, classes.length),
  };
  return {
    cluster,
    engine,
    classes,
    policies,
    enforced,
    closed: (direction) => closed[direction],
    into: flowsInto(classes, policies, enforced),
    outside: (at, direction) => outsideOfClass(at, direction),
  };

  function outsideOfClass(at: number, direction: Direction): readonly OutsideTerm[] {
    if (!closed[direction].has(at))
      return families.map((family) => ({ interval: EVERYWHERE[family], ports: PortSet.ALL }));
    const own = policies.filter(({ selected }) => selected.has(at)).flatMap(({ rules }) => rules);
    const terms = own
      .filter((rule) => rule.direction === direction)
      .flatMap((rule) => {
        const ports = rule.portsAt(direction === 'Ingress' ? classes[at] : undefined);
        return rule.outside.map((interval) => ({ interval, ports }));
      });
    return families.flatMap((family) => outsideOf(terms, family));
  }
}

/** IPv6 is told of where a policy speaks of it. */
function familiesOf(policies: readonly Policy[]): readonly Family[] {
  const speaks = policies.some(({ rules }) =>
    rules.some(({ outside }) => outside.some((one) => one.family === 'IPv6' && one !== EVERYWHERE.IPv6)),
  );
  return speaks ? ['IPv4', 'IPv6'] : ['IPv4'];
}

function policyWorld(
  classes: readonly PodClass[],
  cluster: string | undefined,
  artifacts: Artifacts,
  engine: Engine | undefined,
): PolicyWorld {
  const labels = namespaceLabels(classes, cluster, artifacts);
  const names = [...labels.keys()];
  const byNamespace = new Map(names.map((name) => [name, Bits.none(classes.length)]));
  classes.forEach(({ namespace, hostNetwork }, at) => {
    // A pod in the network of its node has the address of the node, which no selector means.
    if (!hostNetwork) byNamespace.get(namespace)?.add(at);
  });
  const nobody = Bits.none(classes.length);
  const namespaces = objectIndex(artifacts).ofKind('Namespace');
  const made = new Set(namespaces.filter((object) => object.cluster === cluster).map(({ name }) => name));
  return {
    classes,
    pods: new Selection(classes.map((one) => one.labels)),
    namespaces: new Selection([...labels.values()]),
    classesOf: (namespace) => byNamespace.get(namespace) ?? nobody,
    knowsNamespace: (name) => made.has(name),
    classesIn: (namespaces) => {
      const found = Bits.none(classes.length);
      for (const at of namespaces.members()) found.addAll(byNamespace.get(names[at] ?? '') ?? nobody);
      return found;
    },
    rangesMeanPods: engine !== 'cilium',
    podRanges: podRangesOf(cluster, artifacts),
  };
}

function podRangesOf(cluster: string | undefined, artifacts: Artifacts): readonly Interval[] {
  const view = clusterOf(artifacts, artifacts.clusters.find(({ name }) => name === cluster)?.block);
  const ranges = view ? podRanges(view) : unknown;
  return ranges === unknown ? [] : ranges;
}

/** Every namespace with the label that the API server gives it. */
function namespaceLabels(
  classes: readonly PodClass[],
  cluster: string | undefined,
  artifacts: Artifacts,
): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const index = objectIndex(artifacts);
  const written = index.ofKind('Namespace').filter((object) => object.cluster === cluster);
  const labels = new Map<string, Readonly<Record<string, string>>>();
  for (const { name, body } of written) labels.set(name, texts(asBody(asBody(body.metadata)?.labels)));
  const used = [...classes.map(({ namespace }) => namespace), ...index.ofKind('NetworkPolicy').map(namespaceOf)];
  for (const name of used) if (!labels.has(name)) labels.set(name, {});
  return new Map([...labels].map(([name, own]) => [name, { ...own, [NAMESPACE_NAME]: name }]));
}

function texts(labels: KubernetesObject['body'] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels ?? {}).map(([name, value]) => [name, String(value)]));
}

/** Every connection between workloads, and with addresses outside, sorted. A workload's calls of itself are left out. */
export function connectionsOf(reach: Reachability): readonly Connection[] {
  const found: Connection[] = [];
  reach.classes.forEach(({ members }, at) => {
    const own: End = { pods: at };
    for (const { from, ports } of reach.into[at] ?? []) {
      for (const caller of from.members()) {
        const ends = { from: { pods: caller }, to: own };
        for (const source of reach.classes[caller]?.members ?? []) {
          for (const to of members) if (source !== to) found.push({ from: source, to, ports, ends });
        }
      }
    }
    for (const direction of ['Ingress', 'Egress'] as const) {
      for (const { interval, ports } of reach.outside(at, direction)) {
        const range: End = { addresses: interval };
        const ends = direction === 'Ingress' ? { from: range, to: own } : { from: own, to: range };
        const outside = printInterval(interval);
        for (const name of members) {
          const names = direction === 'Ingress' ? { from: outside, to: name } : { from: name, to: outside };
          found.push({ ...names, ports, ends });
        }
      }
    }
  });
  return merged(found);
}

/** Pods of one owner may be in several classes: what any of them may is what the owner may. */
function merged(connections: readonly Connection[]): readonly Connection[] {
  const byEnds = new Map<string, Connection>();
  for (const one of connections) {
    const ends = `${one.from}\n${one.to}`;
    const known = byEnds.get(ends);
    byEnds.set(ends, known ? { ...known, ports: known.ports.or(one.ports) } : one);
  }
  return [...byEnds.values()].sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
