import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { selects } from '../label-selector';
import { namespaceOf, objectIndex } from '../objects';
import { asBody, asList } from '../workload/workloads';
import { hostsMeet, isPlainHost } from './hosts';
import { GATEWAY_GROUP, type Listener, listenersOf, ofGroup } from './listeners';

/** One gateway that a route names, with the listeners that it may hang on. */
export interface Parent {
  readonly field: FieldPath;
  /** Undefined where it is not in the files. */
  readonly gateway: KubernetesObject | undefined;
  /** Those that the reference names, by section or port; all where it names none. */
  readonly listeners: readonly Listener[];
}

/** Kinds of routes that hang on Gateways and know hosts. */
const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute'];

export function routesOf(artifacts: Artifacts): readonly KubernetesObject[] {
  return ROUTES.flatMap((kind) => ofGroup(kind, artifacts));
}

/** The gateways of a route. What hangs on Services or sets of listeners is somebody else's. */
export function parentsOf(route: KubernetesObject, artifacts: Artifacts): readonly Parent[] {
  return asList(asBody(route.body.spec)?.parentRefs).flatMap((item, index) => {
    const { kind = 'Gateway', group = GATEWAY_GROUP, name, ...more } = asBody(item) ?? {};
    if (kind !== 'Gateway' || group !== GATEWAY_GROUP) return [];
    const { namespace = namespaceOf(route), sectionName, port } = more;
    const found = objectIndex(artifacts).beside(route, 'Gateway', String(name), String(namespace));
    const gateway = found?.apiVersion.startsWith(`${GATEWAY_GROUP}/`) ? found : undefined;
    const listeners = (gateway ? listenersOf(gateway) : []).filter(
      (one) => (sectionName === undefined || one.name === sectionName) && (port === undefined || one.port === port),
    );
    return [{ field: ['spec', 'parentRefs', index], gateway, listeners }];
  });
}

/** Hosts of a route; undefined for one that takes all. */
export function hostnamesOf(route: KubernetesObject): readonly unknown[] | undefined {
  const hosts = asList(asBody(route.body.spec)?.hostnames);
  return hosts.length === 0 ? undefined : hosts;
}

/** Why a listener does not take a route; undefined where it does, unknown where the files do not tell. */
export function refusalOf(
  listener: Listener,
  route: KubernetesObject,
  artifacts: Artifacts,
): string | Unknown | undefined {
  const allowed = asBody(listener.body.allowedRoutes) ?? {};
  if (!takesKind(listener, route.kind, asList(allowed.kinds))) return `takes no ${route.kind}`;
  const comes = takesNamespace(listener.gateway, route, asBody(allowed.namespaces) ?? {}, artifacts);
  if (comes === false) return `takes no routes of namespace '${namespaceOf(route)}'`;
  const hosts = hostnamesOf(route);
  if (hosts && !hosts.some((host) => meetsListener(host, listener))) {
    return `is for '${listener.hostname}' and takes none of its hosts`;
  }
  return comes === unknown ? unknown : undefined;
}

/** Whether a listener takes calls for a host of a route. What is filled in later may be any. */
export function meetsListener(host: unknown, { hostname }: Listener): boolean {
  return !isPlainHost(host) || hostname?.includes('$') === true || hostsMeet(host, hostname);
}

/** Kinds by protocol where the listener names none. Gateway API: "AllowedRoutes", `kinds`. */
const KINDS_OF_PROTOCOL: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute', 'TCPRoute'],
  TCP: ['TCPRoute'],
  UDP: ['UDPRoute'],
};

function takesKind({ protocol }: Listener, kind: string, written: readonly unknown[]): boolean {
  if (written.length > 0) return written.some((one) => asBody(one)?.kind === kind);
  const kinds = Object.hasOwn(KINDS_OF_PROTOCOL, protocol) ? KINDS_OF_PROTOCOL[protocol] : undefined;
  return kinds?.includes(kind) ?? true;
}

function takesNamespace(
  gateway: KubernetesObject,
  route: KubernetesObject,
  { from = 'Same', selector }: Readonly<Record<string, unknown>>,
  artifacts: Artifacts,
): boolean | Unknown {
  if (from === 'All') return true;
  if (from === 'None') return false;
  const name = namespaceOf(route);
  if (from === 'Same') return name === namespaceOf(gateway);
  const namespace = objectIndex(artifacts).beside(route, 'Namespace', name);
  const labels = asBody(asBody(namespace?.body.metadata)?.labels) ?? {};
  const all = { ...(labels as Readonly<Record<string, string>>), 'kubernetes.io/metadata.name': name };
  // Somebody may label a namespace that is not in the files.
  return namespace || selects(selector, all) ? selects(selector, all) : unknown;
}
