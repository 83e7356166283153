import type { KubernetesObject } from '../../artifact/read/model';
import { asBody, asList, type Workload } from '../workload/workloads';
import type { PodPort } from './admits';

/** The ports that a workload's containers say they listen on. */
export function portsOf({ containers }: Workload): readonly PodPort[] {
  return containers.flatMap(({ body }) =>
    asList(body.ports).flatMap((item) => {
      const { containerPort, name, protocol = 'TCP' } = asBody(item) ?? {};
      if (typeof containerPort !== 'number') return [];
      return [{ protocol: String(protocol), number: containerPort, name: typeof name === 'string' ? name : undefined }];
    }),
  );
}

/** A port of a Service, by number or name; the only one where none is asked for. */
export function servicePort(service: KubernetesObject, port: string | number | undefined) {
  const ports = asList(asBody(service.body.spec)?.ports).map((one) => asBody(one) ?? {});
  if (port === undefined) return ports.length === 1 ? ports[0] : undefined;
  return ports.find((one) => String(one.port) === String(port) || one.name === port);
}

/** Where a Service's port leads in a workload's pods; undefined where the pods name no such port. */
export function podPortBehind(
  service: KubernetesObject,
  port: string | number | undefined,
  workload: Workload,
): PodPort | undefined {
  const found = servicePort(service, port);
  if (!found) return undefined;
  const { targetPort = found.port, protocol = 'TCP' } = found;
  const own = portsOf(workload).filter((one) => one.protocol === protocol);
  if (typeof targetPort === 'string' && !/^\d+$/.test(targetPort)) return own.find(({ name }) => name === targetPort);
  const number = Number(targetPort);
  return own.find((one) => one.number === number) ?? { protocol: String(protocol), number, name: undefined };
}
