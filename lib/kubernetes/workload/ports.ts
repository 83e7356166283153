import { portName } from '../../core/dns-names';
import { InvalidValue, Problems } from '../../core/errors';
import { didYouMean } from '../../core/suggest';
import type { Protocol, WorkloadPort } from './contracts';

/** A port that the pods listen on. */
export interface PortProps {
  /**
   * How probes, policies and Services refer to it: at most 15 lower-case letters, digits and hyphens.
   * @default 'http' for a workload's only port; needed where there are several
   */
  readonly name?: string;
  /** What the container listens on: 1 to 65535. Non-root containers may listen below 1024, too. */
  readonly container: number;
  /**
   * What callers use: 1 to 65535. `false` keeps it out of the Service, as for metrics.
   * @default - as the container listens
   */
  readonly service?: number | false;
  /** @default 'TCP' */
  readonly protocol?: Protocol;
  /**
   * What is spoken there, for gateways and meshes: `kubernetes.io/h2c` for gRPC without TLS.
   * @default - not told
   */
  readonly appProtocol?: string;
}

export interface ResolvedPort extends WorkloadPort {
  readonly inService: boolean;
  readonly appProtocol?: string;
}

/**
 * @throws CdkAksError for a number that is no port (port/range), a missing name (port/unnamed), a name out of syntax
 *   (name/port), and two ports of one name or number (port/duplicate)
 */
export function resolvePorts(
  port: number | PortProps | undefined,
  ports: readonly (number | PortProps)[] = [],
): readonly ResolvedPort[] {
  const problems = new Problems();
  const given = [...(port === undefined ? [] : [port]), ...ports];
  const resolved = given.map((item, index) => {
    const property = port === undefined ? `ports[${index}]` : index === 0 ? 'port' : `ports[${index - 1}]`;
    return resolvePort(typeof item === 'number' ? { container: item } : item, property, given.length === 1, problems);
  });
  reportDuplicates(resolved, problems);
  problems.throwIfAny();
  return resolved;
}

function resolvePort(props: PortProps, property: string, only: boolean, problems: Problems): ResolvedPort {
  const numbers = {
    container: props.container,
    ...(typeof props.service === 'number' ? { service: props.service } : {}),
  };
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isInteger(value) || value < 1 || value > 65535) {
      problems.add({
        property: `${property}.${name}`,
        value,
        rule: 'is not a port',
        fix: 'Write a whole number from 1 to 65535',
        code: 'port/range',
      });
    }
  }
  if (props.name === undefined && !only) {
    problems.add({
      property: `${property}.name`,
      rule: 'is missing, and a workload with several ports must tell them apart',
      fix: `Write { name: 'http', container: ${props.container} }`,
      code: 'port/unnamed',
    });
  }
  const name = props.name ?? 'http';
  problems.attempt(property, () => portName(name, `${property}.name`));
  return {
    name,
    containerPort: props.container,
    servicePort: typeof props.service === 'number' ? props.service : props.container,
    protocol: props.protocol ?? 'TCP',
    inService: props.service !== false,
    appProtocol: props.appProtocol,
  };
}

function reportDuplicates(ports: readonly ResolvedPort[], problems: Problems): void {
  const inService = ports.filter((port) => port.inService);
  const kinds: readonly [what: string, among: readonly ResolvedPort[], key: (port: ResolvedPort) => string][] = [
    ['name', ports, (port) => port.name],
    ['container port', ports, (port) => `${port.containerPort}/${port.protocol}`],
    ['Service port', inService, (port) => `${port.servicePort}/${port.protocol}`],
  ];
  for (const [what, among, key] of kinds) {
    const keys = among.map(key);
    for (const twice of new Set(keys.filter((one, index) => keys.indexOf(one) < index))) {
      problems.add({
        property: 'ports',
        value: twice,
        rule: `is the ${what} of two ports`,
        fix: `Give each port a ${what} of its own`,
        code: 'port/duplicate',
      });
    }
  }
}

/**
 * The port that a name or container port means.
 * @throws InvalidValue `port/unknown` where the workload has no such port
 */
export function findPort<P extends WorkloadPort>(ports: readonly P[], wanted: string | number, property: string): P {
  const found = ports.find((port) => port.name === wanted || port.containerPort === wanted);
  if (found) return found;
  const all = ports.map((port) => `${port.name} (${port.containerPort})`).join(', ');
  const names = ports.map((port) => port.name);
  const near = typeof wanted === 'string' ? didYouMean(wanted, names).trim() : '';
  throw new InvalidValue({
    property,
    value: wanted,
    rule: ports.length === 0 ? 'is no port of this workload, which has none' : `is no port of this workload: ${all}`,
    fix: near || 'Name one of its ports, or add it',
    code: 'port/unknown',
  });
}
