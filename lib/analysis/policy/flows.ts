import type { KubernetesObject } from '../../artifact/read/model';
import { unknown } from '../../artifact/read/values';
import { namespaceOf, objectIndex } from '../objects';
import { publicRoutes } from '../routes';
import { asBody, asList, type Workload } from '../workload/workloads';
import type { World } from '../world';
import type { PodPort } from './admits';
import { workloadsBehind } from './behind';
import { callsOf, serviceNameOf } from './calls';
import { rangesOfGateway } from './gateway-ranges';
import type { Peer } from './peers';
import { podPortBehind } from './pod-ports';

/** A call that must get through, and what tells of it. */
export interface Flow {
  /** As it is told: `'webbff' (StockApiUrl)`. */
  readonly from: string;
  readonly peer: Peer;
  /** Whose egress it passes; undefined for callers that are not in the files. */
  readonly caller: Workload | undefined;
  readonly to: Workload;
  readonly port: PodPort | undefined;
}

/** The pods of the KEDA add-on. Azure: "KEDA architecture". */
const KEDA: Peer = {
  kind: 'pods',
  namespace: 'kube-system',
  labels: { app: 'keda-operator', 'app.kubernetes.io/name': 'keda-operator', name: 'keda-operator' },
  isWhole: false,
};

/** Every call that settings, routes and triggers of the files tell of. */
export function* flowsOf(world: World): Iterable<Flow> {
  yield* ofSettings(world);
  yield* ofRoutes(world);
  yield* ofTriggers(world);
}

function* ofSettings(world: World): Iterable<Flow> {
  for (const { caller, key, host, port } of callsOf(world)) {
    const { object, namespace, labels } = caller;
    const peer: Peer = { kind: 'pods', namespace, labels, isWhole: true };
    const place = serviceNameOf(host, namespace);
    if (place) yield* into(world, object, place, port, { from: `'${object.name}' (${key})`, peer, caller });
  }
}

function* ofRoutes(world: World): Iterable<Flow> {
  const objects = objectIndex(world.artifacts);
  for (const { object, service, port } of publicRoutes(world.artifacts)) {
    for (const item of asList(asBody(object.body.spec)?.parentRefs)) {
      const { name, namespace = namespaceOf(object) } = asBody(item) ?? {};
      const gateway = objects.beside(object, 'Gateway', String(name), String(namespace));
      const ranges = gateway && rangesOfGateway(gateway, world.artifacts);
      if (!gateway || ranges === undefined || ranges === unknown) continue;
      const place = { name: service, namespace: namespaceOf(object) };
      for (const range of ranges) {
        const from = `gateway '${gateway.name}' (from ${range})`;
        yield* into(world, object, place, port, { from, peer: { kind: 'range', range }, caller: undefined });
      }
    }
  }
}

function* ofTriggers(world: World): Iterable<Flow> {
  for (const kind of ['ScaledObject', 'ScaledJob']) {
    for (const scaler of objectIndex(world.artifacts).ofKind(kind)) {
      for (const { host, port } of addressesOf(scaler)) {
        const place = serviceNameOf(host, namespaceOf(scaler));
        if (place)
          yield* into(world, scaler, place, port, {
            from: `KEDA (${kind} '${scaler.name}')`,
            peer: KEDA,
            caller: undefined,
          });
      }
    }
  }
}

function* into(
  world: World,
  beside: KubernetesObject,
  { name, namespace }: { readonly name: string; readonly namespace: string },
  port: string | number,
  flow: Pick<Flow, 'from' | 'peer' | 'caller'>,
): Iterable<Flow> {
  const service = objectIndex(world.artifacts).beside(beside, 'Service', name, namespace);
  if (!service) return;
  for (const to of workloadsBehind(service, world)) {
    if (to.object === flow.caller?.object) continue;
    yield { ...flow, to, port: podPortBehind(service, port, to) };
  }
}

/** Addresses in the metadata of a scaler's triggers: `http://prometheus.shop.svc:9090`, `redis.shop.svc:6379`. */
export function addressesOf(scaler: KubernetesObject) {
  return asList(asBody(scaler.body.spec)?.triggers).flatMap((item, index) =>
    Object.entries(asBody(asBody(item)?.metadata) ?? {}).flatMap(([key, text]) => {
      const match = /^(?:[a-z]+:\/\/)?(?:[^@/\s]*@)?([a-z0-9-]+\.[a-z0-9-]+\.svc(?:\.cluster\.local)?):(\d+)/.exec(
        String(text),
      );
      const field = ['spec', 'triggers', index, 'metadata', key];
      return match ? [{ field, host: match[1] as string, port: Number(match[2]) }] : [];
    }),
  );
}
