import type { Construct } from 'constructs';
import { Duration } from '../../core/duration';
import { dnsLabel, isDnsSubdomain } from '../../core/dns-names';
import { invalid, Problems } from '../../core/errors';
import type { httpKedaSh } from '../api';
import type { IConnectable } from '../connect/contracts';
import { Peer } from '../connect/peer';
import { KubernetesObject } from '../object';
import type { IWorkload, WorkloadPort } from '../workload/contracts';
import { findPort } from '../workload/ports';
import { checkKeda } from './keda';
import { claimScaler, scalerLabels } from './one-scaler';
import { checkCount, checkRange } from './range';
import { checkSeconds } from './scaled-object';

/** Requests that a pod has in hand at a time, or gets in a second. */
export class HttpMetric {
  /** @param requests in hand that one pod can carry; a whole number from 1 @throws InvalidValue (scale/count) */
  static concurrency(requests: number): HttpMetric {
    return new HttpMetric(requests, { concurrency: { targetValue: requests } });
  }

  /**
   * @param requests a second that one pod can carry; a whole number from 1
   * @param options.window what is averaged; default a minute
   * @param options.granularity steps in which it is counted; default a second
   * @throws CdkAksError (scale/count), or steps longer than the whole (scale/http-window)
   */
  static requestRate(
    requests: number,
    options: { readonly window?: Duration; readonly granularity?: Duration } = {},
  ): HttpMetric {
    const { window = Duration.minutes(1), granularity = Duration.seconds(1) } = options;
    if (granularity.inMillis <= 0 || granularity.inMillis > window.inMillis) {
      const problems = new Problems();
      problems.add({
        property: 'granularity',
        value: granularity.toGo(),
        rule: `is no part of 'window' (${window.toGo()})`,
        fix: 'Write a shorter one, such as Duration.seconds(1)',
        code: 'scale/http-window',
      });
      problems.throwIfAny();
    }
    return new HttpMetric(requests, {
      requestRate: { targetValue: requests, window: window.toGo(), granularity: granularity.toGo() },
    });
  }

  private constructor(
    requests: number,
    /** @internal */
    readonly spec: httpKedaSh.HTTPScaledObjectSpecScalingMetric,
  ) {
    const problems = new Problems();
    checkCount(problems, 'requests', requests, 1);
    problems.throwIfAny();
  }
}

export interface HttpScaleProps {
  /** Fewest pods, from 0: the interceptor holds the first request until a pod is there. */
  readonly min: number;
  /** Most pods, from 1. */
  readonly max: number;

  /** Names that requests ask for, at least one: `shop.contoso.com`, or `*.contoso.com`. */
  readonly hosts: readonly string[];

  /**
   * Only requests whose paths begin so: `/api`.
   * @default - all
   */
  readonly pathPrefixes?: readonly string[];

  /**
   * What is counted.
   * @default HttpMetric.concurrency(100)
   */
  readonly metric?: HttpMetric;

  /**
   * Which of the workload's ports gets the requests, by name or number; one of its Service.
   * @default - its only one
   */
  readonly port?: string | number;

  /**
   * How long requests must be absent before the last pod goes; whole seconds.
   * @default Duration.minutes(5)
   */
  readonly cooldownPeriod?: Duration;

  /**
   * How long no pod goes after the start; whole seconds.
   * @default - not at all
   */
  readonly initialCooldownPeriod?: Duration;

  /**
   * How long a request waits for a first pod.
   * @default - as the add-on is installed: 20 seconds
   */
  readonly conditionWait?: Duration;

  /**
   * How long a pod may take to begin its answer.
   * @default - as the add-on is installed
   */
  readonly responseTimeout?: Duration;

  /**
   * Namespace of the add-on, whose interceptor passes the requests on.
   * @default 'keda'
   */
  readonly addOnNamespace?: string;
}

/** Labels of the chart keda-add-ons-http 0.15; the manifests of its repository have others. */
const INTERCEPTOR = { 'app.kubernetes.io/component': 'interceptor', 'app.kubernetes.io/name': 'http-add-on' };

/** Collects what the add-on would refuse, apart from any workload. */
export function checkHttpScale(problems: Problems, props: HttpScaleProps): void {
  const { hosts, pathPrefixes = [], addOnNamespace } = props;
  checkRange(problems, props);
  checkSeconds(problems, 'cooldownPeriod', props.cooldownPeriod, 0);
  checkSeconds(problems, 'initialCooldownPeriod', props.initialCooldownPeriod, 0);
  const refuse = (property: string, value: unknown, rule: string, fix: string): void =>
    problems.add({ property, value, rule, fix, code: 'scale/http-route' });
  if (hosts.length === 0) {
    refuse('hosts', undefined, 'is empty: every request would be taken for this workload', "Write 'shop.contoso.com'");
  }
  for (const host of hosts.filter((one) => !isDnsSubdomain(one.replace(/^\*\./, '')))) {
    refuse('hosts', host, 'is no name of a host', "Write it as 'shop.contoso.com', without scheme and port");
  }
  for (const path of pathPrefixes.filter((one) => !/^\/\S*$/.test(one))) {
    refuse('pathPrefixes', path, 'is no path', "Write it as '/api'");
  }
  if (addOnNamespace !== undefined) {
    problems.attempt('addOnNamespace', () => dnsLabel(addOnNamespace, 'addOnNamespace'));
  }
}

/**
 * Renders an HTTPScaledObject beside its workload, and lets the interceptor reach it.
 * @throws CdkAksError for a workload without a Service (scale/http-service), and for a port that it has not (port/unknown)
 */
export function renderHttpScaledObject(workload: IWorkload, props: HttpScaleProps): void {
  claimScaler(workload, 'an HTTPScaledObject');
  const problems = new Problems(workload);
  checkKeda(problems, workload);
  const port = problems.attempt('port', () => portOf(workload, props.port));
  problems.throwIfAny();
  if (!port || workload.serviceName === undefined) return;
  const { metric = HttpMetric.concurrency(100), conditionWait, responseTimeout, pathPrefixes } = props;
  new KubernetesObject<httpKedaSh.HTTPScaledObject>(workload as unknown as Construct, 'HTTPScaledObject', {
    apiVersion: 'http.keda.sh/v1alpha1',
    kind: 'HTTPScaledObject',
    metadata: { name: workload.workloadName, labels: scalerLabels(workload) },
    spec: {
      hosts: [...props.hosts],
      ...(pathPrefixes?.length && { pathPrefixes: [...pathPrefixes] }),
      scaleTargetRef: {
        apiVersion: workload.apiVersion,
        kind: workload.kind,
        name: workload.workloadName,
        service: workload.serviceName,
        port: port.servicePort,
      },
      replicas: { min: props.min, max: props.max },
      scaledownPeriod: (props.cooldownPeriod ?? Duration.minutes(5)).toSeconds(),
      ...(props.initialCooldownPeriod && { initialCooldownPeriod: props.initialCooldownPeriod.toSeconds() }),
      scalingMetric: metric.spec,
      ...((conditionWait ?? responseTimeout) && {
        timeouts: {
          ...(conditionWait && { conditionWait: conditionWait.toGo() }),
          ...(responseTimeout && { responseHeader: responseTimeout.toGo() }),
        },
      }),
    },
  });
  const interceptor = Peer.pods(INTERCEPTOR, { namespace: props.addOnNamespace ?? 'keda' });
  (workload as IConnectable).connections.allowFrom(interceptor, { ports: port.name });
}

function portOf(workload: IWorkload, wanted: string | number | undefined): WorkloadPort {
  const ports = workload.ports.filter(({ inService }) => inService !== false);
  if (workload.serviceName === undefined || ports.length === 0) {
    throw invalid(workload, {
      property: 'scale',
      rule: 'scales on requests, and the workload has no Service that they could go to',
      fix: 'Give it a port',
      code: 'scale/http-service',
    });
  }
  if (wanted !== undefined) return findPort(ports, wanted, 'scale.port');
  const [only, ...others] = ports;
  if (only && others.length === 0) return only;
  throw invalid(workload, {
    property: 'scale.port',
    rule: `is missing, and the workload has several: ${ports.map(({ name }) => name).join(', ')}`,
    fix: 'Name the one that gets the requests',
    code: 'scale/http-port',
  });
}
