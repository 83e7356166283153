import { type CdkAksError, InvalidValue, type Problem } from '../../core/errors';
import { closest } from '../../core/suggest';
import type { networkingV1 } from '../api';
import type { IWorkload, WorkloadPort } from '../workload/contracts';
import type { End } from './end';
import { asPort, portList, type Port, type Ports } from './port';

type PolicyPort = networkingV1.NetworkPolicyPort;

/**
 * The ports of the end that is connected to, as policies hold them; undefined is all of them.
 *
 * Names go into policies where there are names, so that a pod's port can change without its policies. Numbers go where a
 * name would not be understood: with Windows at either end (Azure: "Use network policies in AKS", limitations).
 *
 * @throws CdkAksError for a port that the target has not (connect/unknown-port), no port at all (connect/no-port), or
 * ports left out where the target tells none (connect/ports-needed)
 */
export function targetPorts(source: End, target: End, ports: Ports | undefined): readonly PolicyPort[] | undefined {
  if (ports === 'all') return undefined;
  const { workload } = target;
  const numbers = [source, target].some((end) => end.workload?.placement?.os === 'windows');
  if (ports === undefined) {
    if (!workload) throw portsNeeded(target);
    if (workload.ports.length === 0) throw noPort(target);
    return workload.ports.map((port) => asPolicyPort(port, numbers));
  }
  const list = portList(ports).map(asPort);
  if (list.length === 0) throw portsNeeded(target);
  return list.map((port) => (workload ? findPort(workload, port, target, numbers) : port.toPolicyPort()));
}

function findPort(workload: IWorkload, port: Port, target: End, numbers: boolean): PolicyPort {
  const { port: wanted, protocol, last } = port;
  const candidates = workload.ports.filter((candidate) => candidate.protocol === protocol);
  if (last !== undefined) {
    const inside = candidates.some((c) => c.containerPort >= Number(wanted) && c.containerPort <= last);
    if (!inside) throw unknownPort(workload, `${wanted} to ${last}`, protocol, target);
    return port.toPolicyPort();
  }
  const found = candidates.find((c) => c.name === wanted || c.containerPort === wanted);
  if (!found) throw unknownPort(workload, wanted, protocol, target);
  return asPolicyPort(found, numbers);
}

function asPolicyPort(port: WorkloadPort, number: boolean): PolicyPort {
  const isUnnamed = port.name === String(port.containerPort);
  return { port: number || isUnnamed ? port.containerPort : port.name, protocol: port.protocol };
}

function unknownPort(workload: IWorkload, wanted: number | string, protocol: string, target: End): CdkAksError {
  return refusal({
    property: 'ports',
    value: wanted,
    rule: `is no ${protocol} port of ${target.description}, which has ${listOf(workload.ports)}`,
    fix: suggestion(workload.ports, wanted),
    code: 'connect/unknown-port',
  });
}

function suggestion(ports: readonly WorkloadPort[], wanted: number | string): string {
  const byService = ports.find((port) => port.servicePort === wanted);
  if (byService) {
    return `Policies match ports of pods, after the Service: did you mean ${byService.containerPort} or '${byService.name}'?`;
  }
  const near = closest(
    String(wanted),
    ports.flatMap((port) => [port.name, String(port.containerPort)]),
  );
  return near === undefined ? 'Name one of its ports, or add the port to the workload' : `Did you mean '${near}'?`;
}

function listOf(ports: readonly WorkloadPort[]): string {
  if (ports.length === 0) return 'no port';
  return ports.map(({ name, containerPort, protocol }) => `'${name}' (${containerPort}/${protocol})`).join(', ');
}

function noPort(target: End): CdkAksError {
  return refusal({
    rule: `${target.description} listens on no port, so nothing can connect to it`,
    fix: "Give it a port, or allow all ports with { ports: 'all' }",
    code: 'connect/no-port',
  });
}

function portsNeeded(target: End): CdkAksError {
  return refusal({
    property: 'ports',
    rule: `must be given: ${target.description} is no workload of this program, so its ports are unknown`,
    fix: "Write for example { ports: 443 }, or { ports: 'all' }",
    code: 'connect/ports-needed',
  });
}

function refusal(problem: Problem): CdkAksError {
  return new InvalidValue(problem);
}
