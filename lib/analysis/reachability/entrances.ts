import type { KubernetesObject } from '../../artifact/read/model';
import { unknown } from '../../artifact/read/values';
import { namespaceOf, objectIndex } from '../objects';
import { rangesOfGateway } from '../policy/gateway-ranges';
import { podPortBehind, servicePort } from '../policy/pod-ports';
import { workloadsBehind } from '../policy/behind';
import { isEntrance } from '../workload/entrances';
import { asBody, asList } from '../workload/workloads';
import type { World } from '../world';
import { Bits } from './bits';
import { contains, parseInterval } from './intervals';
import { type PodClass, workloadName } from './pods';
import type { Rule } from './policies';
import { type PolicyProtocol, PortSet } from './port-set';
import type { Reachability } from './reachability';

/** Ports of a workload that callers from outside reach through something of the cluster. */
export interface Entrance {
  /** Object that lets them in: `shop/Ingress/web`, `shop/HTTPRoute/web`, `shop/Service/web` of type LoadBalancer. */
  readonly through: string;
  readonly to: string;
  /** Those that policies let through. */
  readonly ports: PortSet;
  /** Those that the object hands on, and policies stop. */
  readonly blocked: PortSet;
}

const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

/**
 * Every way in that the files tell of. Who hands an Ingress on is known where the files hold the controller's pods, a
 * Gateway of Application Gateway for Containers calls from its subnet; any other controller is taken as a pod without labels
 * in a namespace of its own. The callers of a load balancer are any address.
 */
export function entrancesOf(reach: Reachability, world: World): readonly Entrance[] {
  const objects = objectIndex(world.artifacts);
  const own = (kind: string): readonly KubernetesObject[] =>
    objects.ofKind(kind).filter(({ cluster }) => cluster === reach.cluster);
  const callers = callersOf(reach);
  const numbers = new Map(reach.classes.flatMap(({ members }, at) => members.map((name) => [name, at] as const)));
  const found = [
    ...own('Ingress').flatMap((object) =>
      backendsOfIngress(object).flatMap((backend) => behind(object, backend, callers)),
    ),
    ...ROUTES.flatMap(own).flatMap((object) => {
      const gateways = gatewaysOf(object);
      return backendsOfRoute(object).flatMap((backend) =>
        gateways.flatMap((gateway) => behind(object, backend, gateway)),
      );
    }),
    ...own('Service')
      .filter(({ body }) => asBody(body.spec)?.type === 'LoadBalancer')
      .flatMap((object) =>
        asList(asBody(object.body.spec)?.ports).flatMap((item) => {
          const { name, port } = asBody(item) ?? {};
          return behind(
            object,
            { service: object.name, namespace: namespaceOf(object), port: name ?? port },
            ANY_ADDRESS,
          );
        }),
      ),
  ];
  return joined(found);

  function gatewaysOf(route: KubernetesObject): readonly Caller[] {
    const parents = asList(asBody(route.body.spec)?.parentRefs).map((item) => asBody(item) ?? {});
    const gateways = parents.flatMap(
      ({ name, namespace }) =>
        objects.beside(route, 'Gateway', String(name), String(namespace ?? namespaceOf(route))) ?? [],
    );
    const ranges = gateways.map((gateway) => rangesOfGateway(gateway, world.artifacts));
    const known = ranges.flatMap((one): Caller[] =>
      one === undefined || one === unknown ? [callers] : one.map((range) => ({ address: String(range) })),
    );
    return known.length > 0 ? known : [callers];
  }

  function behind(
    object: KubernetesObject,
    { service, namespace, port }: Backend,
    caller: Caller,
  ): readonly Entrance[] {
    const target = objects.beside(object, 'Service', service, namespace);
    if (!target) return [];
    return workloadsBehind(target, world).flatMap((workload) => {
      const name = workloadName(workload.object);
      const at = numbers.get(name) ?? -1;
      const podPort = podPortBehind(target, port as string | number | undefined, workload);
      const protocol = (servicePort(target, port as string | number | undefined)?.protocol ?? 'TCP') as PolicyProtocol;
      const called = reach.classes[at];
      if (!called || podPort?.number === undefined) return [];
      const asked = PortSet.of(protocol, podPort.number);
      const allowed = asked.and(allowedFrom(reach, at, called, caller));
      return [{ through: workloadName(object), to: name, ports: allowed, blocked: asked.minus(allowed) }];
    });
  }
}

interface Backend {
  readonly service: string;
  readonly namespace: string;
  readonly port: unknown;
}

type Caller = { readonly pods: Bits } | { readonly address: string } | 'somebody' | 'any-address';

const ANY_ADDRESS: Caller = 'any-address';

/** The pods of ingress controllers in the files. */
function callersOf({ classes }: Reachability): Caller {
  const found = classes.flatMap(({ workload }, at) => (isEntrance(workload) ? [at] : []));
  return found.length > 0 ? { pods: Bits.of(classes.length, found) } : 'somebody';
}

function allowedFrom(reach: Reachability, at: number, called: PodClass, caller: Caller): PortSet {
  if (!reach.closed('Ingress').has(at)) return PortSet.ALL;
  if (typeof caller === 'object' && 'pods' in caller) {
    return (reach.into[at] ?? []).reduce(
      (all, { from, ports }) => (from.and(caller.pods).isEmpty ? all : all.or(ports)),
      PortSet.NONE,
    );
  }
  return reach.policies
    .filter(({ selected }) => selected.has(at))
    .flatMap(({ rules }) => rules.filter((rule) => rule.direction === 'Ingress' && meansCaller(rule, caller)))
    .reduce((all, rule) => all.or(rule.portsAt(called)), PortSet.NONE);
}

function meansCaller(rule: Rule, caller: Exclude<Caller, { readonly pods: Bits }>): boolean {
  if (caller === 'any-address') return rule.outside.length > 0;
  if (caller === 'somebody') return rule.meansStrangers;
  const range = parseInterval(caller.address);
  return range !== undefined && rule.outside.some((one) => contains(one, range));
}

function backendsOfIngress(object: KubernetesObject): readonly Backend[] {
  const spec = asBody(object.body.spec) ?? {};
  const paths = asList(spec.rules).flatMap((rule) => asList(asBody(asBody(rule)?.http)?.paths));
  const written = [spec.defaultBackend ?? spec.backend, ...paths.map((path) => asBody(path)?.backend)];
  return written.flatMap((item) => {
    const { service, serviceName, servicePort: port } = asBody(item) ?? {};
    const { name = serviceName, port: ofService } = asBody(service) ?? {};
    if (typeof name !== 'string') return [];
    const { name: portName, number } = asBody(ofService) ?? {};
    return [{ service: name, namespace: namespaceOf(object), port: portName ?? number ?? port }];
  });
}

function backendsOfRoute(object: KubernetesObject): readonly Backend[] {
  const rules = asList(asBody(object.body.spec)?.rules);
  return rules.flatMap((rule) =>
    asList(asBody(rule)?.backendRefs).flatMap((item) => {
      const { name, namespace = namespaceOf(object), port, kind = 'Service' } = asBody(item) ?? {};
      if (kind !== 'Service' || typeof name !== 'string') return [];
      return [{ service: name, namespace: String(namespace), port }];
    }),
  );
}

/** One line for each object and workload. */
function joined(entrances: readonly Entrance[]): readonly Entrance[] {
  const found = new Map<string, Entrance>();
  for (const one of entrances) {
    const key = `${one.through}\n${one.to}`;
    const known = found.get(key);
    const ports = known ? known.ports.or(one.ports) : one.ports;
    const blocked = (known ? known.blocked.or(one.blocked) : one.blocked).minus(ports);
    found.set(key, { ...one, ports, blocked });
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
