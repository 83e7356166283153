import { portName } from '../../core/dns-names';
import { InvalidValue } from '../../core/errors';
import type { networkingV1 } from '../api';
import type { Protocol } from '../workload/contracts';

/** A port of pods, as policies match it: after a Service has translated its own. */
export class Port {
  /** @param port 1 to 65535, or the name of a port of the pods @throws InvalidValue (connect/port-number, name/port) */
  static tcp(port: number | string): Port {
    return new Port(checkPort(port), 'TCP');
  }

  /** @param port 1 to 65535, or the name of a port of the pods @throws InvalidValue (connect/port-number, name/port) */
  static udp(port: number | string): Port {
    return new Port(checkPort(port), 'UDP');
  }

  /** @param port 1 to 65535, or the name of a port of the pods @throws InvalidValue (connect/port-number, name/port) */
  static sctp(port: number | string): Port {
    return new Port(checkPort(port), 'SCTP');
  }

  /**
   * All ports from the first to the last, both included: `Port.range(11000, 11999)` for the redirect policy of Azure SQL.
   * @throws InvalidValue when a port is outside 1 to 65535 (connect/port-number) or the last is below the first
   * (connect/port-range)
   */
  static range(first: number, last: number, protocol: Protocol = 'TCP'): Port {
    checkPort(first);
    checkPort(last);
    if (last < first) {
      throw new InvalidValue({
        property: 'ports',
        value: `${first} to ${last}`,
        rule: 'is a range of ports whose last is below its first',
        fix: `Write Port.range(${last}, ${first})`,
        code: 'connect/port-range',
      });
    }
    return new Port(first, protocol, last);
  }

  /** @internal The port as a rule of a policy holds it. */
  toPolicyPort(): networkingV1.NetworkPolicyPort {
    return { port: this.port, ...(this.last === undefined ? {} : { endPort: this.last }), protocol: this.protocol };
  }

  private constructor(
    readonly port: number | string,
    readonly protocol: Protocol,
    /** Last port of a range. */
    readonly last?: number,
  ) {}
}

/** One port: its number, its name, or a `Port` where the protocol or a range matters. Plain ones mean TCP. */
export type PortLike = number | string | Port;

/** Which ports a connection uses; `'all'` is every port of every protocol. */
export type Ports = 'all' | PortLike | readonly PortLike[];

/** @internal */
export function portList(ports: Exclude<Ports, 'all'>): readonly PortLike[] {
  return typeof ports === 'number' || typeof ports === 'string' || ports instanceof Port ? [ports] : ports;
}

/** @internal */
export function asPort(port: PortLike): Port {
  return port instanceof Port ? port : Port.tcp(port);
}

function checkPort(port: number | string): number | string {
  if (typeof port === 'string') return portName(port, 'ports');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new InvalidValue({
      property: 'ports',
      value: port,
      rule: 'is not a port',
      fix: 'Write a whole number from 1 to 65535',
      code: 'connect/port-number',
    });
  }
  return port;
}
