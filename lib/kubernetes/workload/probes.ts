import { Duration } from '../../core/duration';
import { InvalidValue, Problems } from '../../core/errors';
import type { coreV1 } from '../api';
import { findPort, type ResolvedPort } from './ports';

/** How often a probe asks, and what counts as an answer. */
export interface ProbeOptions {
  /**
   * Time after the start of the container before the first probe.
   * @default - at once
   */
  readonly initialDelay?: Duration;
  /** Whole seconds from 1. @default 10 seconds; 5 seconds for a startup probe */
  readonly period?: Duration;
  /** Whole seconds from 1. @default 2 seconds */
  readonly timeout?: Duration;
  /**
   * Failures in a row that count. Liveness waits longer than readiness, so that a pod is out of service before it is
   * restarted, also where both ask the same.
   * @default 3; 6 for a liveness probe, 30 for a startup probe
   */
  readonly failureThreshold?: number;
  /** Successes in a row that count; 1 for liveness and startup. @default 1 */
  readonly successThreshold?: number;
}

export interface PortProbeOptions extends ProbeOptions {
  /**
   * Name or number of a port of the workload.
   * @default - its first TCP port
   */
  readonly port?: string | number;
}

export interface HttpProbeOptions extends PortProbeOptions {
  /** @default 'HTTP' */
  readonly scheme?: 'HTTP' | 'HTTPS';
  /** @default - none */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface GrpcProbeOptions extends PortProbeOptions {
  /** Name of the service in the health protocol. @default - the server as a whole */
  readonly service?: string;
}

/** Which probes the container of a workload has. */
export interface Probes {
  /** Restarts the container when it fails. Should ask nothing of other services. @default - none */
  readonly liveness?: Probe;
  /**
   * Takes the pod out of its Service while it fails.
   * @default - as `liveness`; without that, whether the first TCP port takes connections
   */
  readonly readiness?: Probe;
  /**
   * Holds the other two back until it succeeds, so that a slow start is no failure.
   * @default - as `liveness`, for at most 150 seconds; none without `liveness` and none where pods may run on virtual nodes
   */
  readonly startup?: Probe;
}

type Action = 'httpGet' | 'tcpSocket' | 'grpc' | 'exec';
type Render = (ports: readonly ResolvedPort[], property: string) => Pick<coreV1.Probe, Action>;

export type ProbeUse = 'liveness' | 'readiness' | 'startup';

const PERIOD: Readonly<Record<ProbeUse, number>> = { liveness: 10, readiness: 10, startup: 5 };
const FAILURES: Readonly<Record<ProbeUse, number>> = { liveness: 6, readiness: 3, startup: 30 };

/** A way to ask a container whether it is well. */
export class Probe {
  /**
   * A GET answered with a status from 200 to 399.
   * @param path with its leading slash: `/liveness`
   * @throws InvalidValue for another path (probe/path)
   */
  static http(path: string, options: HttpProbeOptions = {}): Probe {
    if (!/^\/\S*$/.test(path)) {
      throw new InvalidValue({
        property: 'path',
        value: path,
        rule: 'is not the path of a URL',
        fix: `Start it with a slash and leave blanks out: '/${path.replace(/^\/+|\s+/g, '')}'`,
        code: 'probe/path',
      });
    }
    const { scheme, headers = {} } = options;
    const httpHeaders = Object.entries(headers).map(([name, value]) => ({ name, value }));
    return new Probe('httpGet', options, (ports, property) => ({
      httpGet: {
        path,
        port: portOf(ports, options, property).name,
        scheme: scheme ?? 'HTTP',
        ...(httpHeaders.length > 0 ? { httpHeaders } : {}),
      },
    }));
  }

  /** A connection that is accepted. */
  static tcp(options: PortProbeOptions = {}): Probe {
    return new Probe('tcpSocket', options, (ports, property) => ({
      tcpSocket: { port: portOf(ports, options, property).name },
    }));
  }

  /** The gRPC health protocol. */
  static grpc(options: GrpcProbeOptions = {}): Probe {
    return new Probe('grpc', options, (ports, property) => ({
      grpc: {
        port: portOf(ports, options, property).containerPort,
        ...(options.service === undefined ? {} : { service: options.service }),
      },
    }));
  }

  /** A command in the container that exits with 0. @throws InvalidValue for an empty command (probe/command) */
  static exec(command: readonly string[], options: ProbeOptions = {}): Probe {
    if (command.length === 0) {
      throw new InvalidValue({
        property: 'command',
        rule: 'is empty',
        fix: "Write the program and its arguments: ['/app/healthy']",
        code: 'probe/command',
      });
    }
    return new Probe('exec', options, () => ({ exec: { command: [...command] } }));
  }

  /**
   * @throws InvalidValue for a port that the workload does not have (port/unknown), and for a number out of range
   *   (probe/range)
   */
  render(use: ProbeUse, ports: readonly ResolvedPort[], property = `probes.${use}`): coreV1.Probe {
    const { initialDelay, period, timeout, failureThreshold, successThreshold } = this.options;
    const whole = (name: string, value: number, least: number): number => {
      if (Number.isSafeInteger(value) && value >= least) return value;
      throw new InvalidValue({
        property: `${property}.${name}`,
        value,
        rule: `is not a whole number from ${least}`,
        fix: `Write ${least} or more`,
        code: 'probe/range',
      });
    };
    const seconds = (name: string, value: Duration | undefined, least: number, otherwise: number): number =>
      value === undefined ? otherwise : whole(name, value.inMillis / 1000, least);
    const success = whole('successThreshold', successThreshold ?? 1, 1);
    if (use !== 'readiness' && success !== 1) {
      throw new InvalidValue({
        property: `${property}.successThreshold`,
        value: success,
        rule: 'is above 1, which Kubernetes takes for readiness only',
        fix: 'Leave it out',
        code: 'probe/range',
      });
    }
    const delay = seconds('initialDelay', initialDelay, 0, 0);
    return {
      ...this.action(ports, property),
      ...(delay > 0 ? { initialDelaySeconds: delay } : {}),
      periodSeconds: seconds('period', period, 1, PERIOD[use]),
      timeoutSeconds: seconds('timeout', timeout, 1, 2),
      failureThreshold: whole('failureThreshold', failureThreshold ?? FAILURES[use], 1),
      ...(use === 'readiness' ? { successThreshold: success } : {}),
    };
  }

  /** The same question, asked at the default pace of another use. */
  atDefaultPace(options: ProbeOptions = {}): Probe {
    return new Probe(this.kind, options, this.action);
  }

  get startsAtOnce(): boolean {
    return this.options.initialDelay === undefined;
  }

  delayedBy(initialDelay: Duration): Probe {
    return new Probe(this.kind, { ...this.options, initialDelay }, this.action);
  }

  private constructor(
    readonly kind: Action,
    private readonly options: ProbeOptions,
    private readonly action: Render,
  ) {}
}

function portOf(ports: readonly ResolvedPort[], { port }: PortProbeOptions, property: string): ResolvedPort {
  const first = ports.find(({ protocol }) => protocol === 'TCP');
  return port === undefined && first ? first : findPort(ports, port ?? 'http', `${property}.port`);
}

/** Time that a liveness probe waits where no startup probe can hold it back. */
const START_WITHOUT_STARTUP_PROBE = Duration.seconds(60);

/** The probes a container ends up with, defaults filled in. */
export function resolveProbes(
  given: Probes,
  ports: readonly ResolvedPort[],
  { onVirtualNodes = false, serves = true } = {},
): Probes {
  const { liveness } = given;
  const connects =
    serves && !onVirtualNodes && ports.some(({ protocol }) => protocol === 'TCP') ? Probe.tcp() : undefined;
  const readiness = given.readiness ?? (serves ? (liveness?.atDefaultPace() ?? connects) : undefined);
  if (onVirtualNodes) {
    const patient = liveness?.startsAtOnce ? liveness.delayedBy(START_WITHOUT_STARTUP_PROBE) : liveness;
    return { liveness: patient, readiness, startup: given.startup };
  }
  return { liveness, readiness, startup: given.startup ?? liveness?.atDefaultPace() };
}

/** @throws CdkAksError with everything wrong with the probes of a workload */
export function checkProbes(
  given: Probes,
  ports: readonly ResolvedPort[],
  options: { readonly onVirtualNodes?: boolean; readonly serves?: boolean },
): void {
  const problems = new Problems();
  const resolved = resolveProbes(given, ports, options);
  // A derived probe asks as the given one does: only the given ones are told.
  for (const use of ['liveness', 'readiness', 'startup'] as const) {
    if (given[use]) problems.attempt(`probes.${use}`, () => resolved[use]?.render(use, ports));
  }
  problems.throwIfAny();
}
