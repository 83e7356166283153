import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { isObject } from '../report';
import { at, each, type Miss, namespaceOf, type ObjectSet } from './object-set';
import { selectedPods } from './selectors';

/** Ports of a Service that none of its pods has. */
export function* missingPorts(objects: ObjectSet): Generator<Miss> {
  for (const service of objects.ofKind('Service')) {
    const labels = at(service.body, 'spec', 'selector');
    if (!isObject(labels) || Object.keys(labels).length === 0) continue;
    const pods = selectedPods({ matchLabels: labels }, namespaceOf(service), objects);
    if (pods.length === 0) continue;
    const names = new Set(pods.flatMap(({ spec }) => portNames(spec)));
    for (const [port, path] of each(service.body, 'spec', 'ports')) {
      const { targetPort } = port;
      if (typeof targetPort !== 'string' || /^\d+$/.test(targetPort) || names.has(targetPort)) continue;
      yield {
        object: service,
        field: [...path, 'targetPort'],
        severity: 'error',
        message: `names the port '${targetPort}', which none of its pods has`,
        fix: names.size > 0 ? `Name one of ${[...names].join(', ')}` : 'Name the port in the containers',
      };
    }
  }
}

function portNames(spec: Readonly<Record<string, unknown>>): readonly string[] {
  return ['initContainers', 'containers'].flatMap((list) =>
    [...each(spec, list)].flatMap(([container]) =>
      [...each(container, 'ports')].flatMap(([{ name }]) => (typeof name === 'string' ? [name] : [])),
    ),
  );
}

/** A Service, and a port of it, that something sends requests to. */
export function* missingService(
  objects: ObjectSet,
  from: KubernetesObject,
  target: { readonly namespace: string; readonly name: unknown; readonly port?: unknown },
  places: { readonly name: FieldPath; readonly port: FieldPath },
): Generator<Miss> {
  const { namespace, name, port } = target;
  if (typeof name !== 'string' || name.includes('${')) return;
  const service = objects.find('Service', namespace, name);
  if (service === undefined) {
    const message = `names the Service '${name}', which is not in these files`;
    yield { object: from, field: places.name, severity: 'warning', message, fix: 'Add it, or correct the name' };
    return;
  }
  const ports = [...each(service.body, 'spec', 'ports')].map(([one]) => one);
  const isThere = port === undefined || ports.some((one) => one.port === port || one.name === port);
  if (isThere || at(service.body, 'spec', 'type') === 'ExternalName') return;
  const known = ports.map((one) =>
    one.name === undefined ? String(one.port) : `${String(one.port)} (${String(one.name)})`,
  );
  const message = `names the port ${JSON.stringify(port)}, which the Service '${name}' does not have`;
  yield { object: from, field: places.port, severity: 'error', message, fix: `Name one of ${known.join(', ')}` };
}
