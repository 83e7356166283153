import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import { Duration } from '../../core/duration';
import { CdkAksError, type Problem, Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import type { azmonitoringCoreosCom } from '../api';
import { KubernetesObject, objectName } from '../object';
import type { IWorkload, WorkloadPort } from '../workload/contracts';
import { findPort } from '../workload/ports';

/** Where pods tell how they fare, in the format of Prometheus. */
export interface MetricsEndpoint {
  /**
   * Name or number of the port of the pods.
   * @default - the port named `metrics`, else the first
   */
  readonly port?: number | string;
  /** @default '/metrics' */
  readonly path?: string;
  /** @default 'http' */
  readonly scheme?: 'http' | 'https';
  /**
   * How often it is asked: from a second, in whole seconds.
   * @default 30 seconds
   */
  readonly interval?: Duration;
  /**
   * Labels of the pods that become labels of each metric.
   * @default - none
   */
  readonly podLabels?: readonly string[];
}

export interface PodMonitorProps extends MetricsEndpoint {
  /** Whose pods are asked. */
  readonly workload: IWorkload;
}

/** What the agent takes; series beyond are dropped. Azure: "Create custom Prometheus scrape job … using CRDs". */
const LIMITS = { labelLimit: 63, labelNameLengthLimit: 511, labelValueLengthLimit: 1023 } as const;
const DEFAULT_INTERVAL = Duration.seconds(30);

/** A valid endpoint, with its port found. */
interface Resolved {
  readonly port: WorkloadPort;
  readonly path: string;
  readonly interval: string;
}

/**
 * Has Azure Monitor's managed Prometheus scrape the pods of a workload: the object that selects them, and the way open for
 * its agents in kube-system. Of workloads of this library, `metrics` makes one.
 *
 * @example new PodMonitor(shop, 'cart-jvm', { workload: cart, port: 'jvm', path: '/jvm/metrics' });
 */
export class PodMonitor extends Construct {
  /**
   * @throws CdkAksError `port/unknown`, `metrics/no-port`, `metrics/protocol`, `metrics/path`, `metrics/interval`; when the
   * program has run, `metrics/not-enabled` on a cluster without managed Prometheus
   */
  constructor(scope: Construct, id: string, props: PodMonitorProps) {
    super(scope, id);
    const { workload, podLabels = [], scheme = 'http' } = props;
    const problems = new Problems(this);
    const endpoint = problems.attempt(undefined, () => resolveEndpoint(props, workload.ports));
    problems.throwIfAny();
    const { port, path, interval } = endpoint as Resolved;
    new KubernetesObject<azmonitoringCoreosCom.PodMonitor>(this, 'Resource', {
      apiVersion: 'azmonitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: scope === workload ? workload.workloadName : objectName(this), labels: workload.objectLabels },
      spec: {
        ...LIMITS,
        selector: { matchLabels: workload.podLabels },
        namespaceSelector: { matchNames: [workload.namespaceName] },
        ...(podLabels.length > 0 ? { podTargetLabels: [...podLabels] } : {}),
        podMetricsEndpoints: [{ port: port.name, path, scheme, interval }],
      },
    });
    workload.connections.allowScraping(port.name);
    addCheck(this, (later) => {
      const cluster = workload.cluster ?? joinOf(this)?.clusterOf(this);
      if (!cluster || cluster.features.managedPrometheus) return;
      later.add({
        path: scope === workload ? workload.node.path : this.node.path,
        property: scope === workload ? 'metrics' : 'workload',
        rule: `is scraped by nobody: cluster '${cluster.clusterName}' has no managed Prometheus, which knows this kind of object`,
        fix: 'Write metrics: true on the cluster, or leave it out here',
        code: 'metrics/not-enabled',
      });
    });
  }
}

/** The endpoint with its defaults. @throws CdkAksError with everything that is wrong with it */
export function resolveEndpoint(endpoint: MetricsEndpoint, ports: readonly WorkloadPort[]): Resolved {
  const problems = new Problems();
  const { path = '/metrics', interval = DEFAULT_INTERVAL } = endpoint;
  const port = problems.attempt('port', () => portOf(endpoint.port, ports));
  if (!/^\/\S*$/.test(path)) {
    problems.add({
      property: 'path',
      value: path,
      rule: "is no path: those start with '/'",
      fix: "Write one such as '/metrics'",
      code: 'metrics/path',
    });
  }
  const seconds = problems.attempt('interval', () => interval.toSeconds());
  if (seconds !== undefined && seconds < 1) {
    problems.add({
      property: 'interval',
      value: interval.toString(),
      rule: 'is shorter than a second',
      fix: 'Write Duration.seconds(30)',
      code: 'metrics/interval',
    });
  }
  problems.throwIfAny();
  return { port: port as WorkloadPort, path, interval: `${seconds}s` };
}

function portOf(wanted: number | string | undefined, ports: readonly WorkloadPort[]): WorkloadPort {
  const port =
    wanted === undefined ? (ports.find(({ name }) => name === 'metrics') ?? ports[0]) : findPort(ports, wanted, 'port');
  if (!port) {
    throw problem({
      property: 'port',
      rule: 'is missing: the workload listens on none',
      fix: "Add it to the workload: ports: [{ name: 'metrics', container: 9090, service: false }]",
      code: 'metrics/no-port',
    });
  }
  if (port.protocol !== 'TCP') {
    throw problem({
      property: 'port',
      value: port.name,
      rule: `is of ${port.protocol}, and metrics are asked for by TCP`,
      fix: 'Name a port of TCP',
      code: 'metrics/protocol',
    });
  }
  return port;
}

function problem(found: Problem): CdkAksError {
  return new CdkAksError([found]);
}
