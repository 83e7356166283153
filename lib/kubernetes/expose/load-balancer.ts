import { Construct } from 'constructs';
import { Cidr } from '../../core/cidr';
import { dns1035Label } from '../../core/dns-names';
import type { Duration } from '../../core/duration';
import { invalid, Problems } from '../../core/errors';
import type { coreV1 } from '../api';
import { Peer } from '../connect/peer';
import { KubernetesObject, namespaceOf, objectName } from '../object';
import type { IWorkload, WorkloadPort } from '../workload/contracts';
import { findPort } from '../workload/ports';
import type { Frontend } from './frontend';

const MANAGED_BY = 'app.kubernetes.io/managed-by';
const PREFIX = 'service.beta.kubernetes.io/azure-load-balancer';
/** cloud-provider-azure: "Azure LoadBalancer", custom load balancer health probe. */
const PROBE = { leastInterval: 5, leastFailures: 2, longest: 120 };
/** Azure: "Load Balancer TCP Reset and Idle Timeout"; minutes. */
const IDLE = { least: 4, most: 100 };

/** How the load balancer finds out which nodes have pods that are ready. */
export interface NodeProbeProps {
  /**
   * How often it asks each node: 5 seconds or more.
   * @default 5 seconds
   */
  readonly interval?: Duration;
  /**
   * How many answers must be missing before a node gets nothing more: 2 or more, and within 120 seconds.
   * @default 2
   */
  readonly failures?: number;
}

export interface LoadBalancerProps {
  /** Where it sends what arrives. */
  readonly to: IWorkload;
  /** The address that it answers at: `Frontend.internal(…)`, or `Frontend.public(…)`. */
  readonly frontend: Frontend;
  /** Who may call: ranges of addresses, or everybody on the internet. */
  readonly allowFrom: readonly string[] | 'internet';
  /**
   * Ports of the workload, by name or as the container listens.
   * @default - all that are in its Service
   */
  readonly ports?: readonly (string | number)[];
  /** @default - Azure's own */
  readonly nodeProbe?: NodeProbeProps;
  /**
   * How long a connection may be silent, in whole minutes: 4 to 100.
   * @default 4 minutes
   */
  readonly idleTimeout?: Duration;
}

/**
 * A load balancer of Azure in front of one workload, for what no gateway takes: other protocols than HTTP, or callers in
 * the network. Callers keep their address on the way (`externalTrafficPolicy: Local`), so that policies know them: the
 * pods are opened to exactly those who may call. Azure: "Use a load balancer with AKS".
 *
 * @example
 * new LoadBalancer(shop, 'broker', { to: broker, frontend: Frontend.internal({ subnet: 'services', address: '10.20.4.10' }),
 *   allowFrom: ['10.0.0.0/8'] });
 */
export class LoadBalancer extends Construct {
  /** Name of its Service. */
  readonly loadBalancerName: string;
  readonly namespaceName: string;

  /**
   * @throws CdkAksError for a workload without a Service (expose/no-service), in another namespace (expose/other-namespace)
   *   or only on virtual nodes (expose/virtual-nodes), nobody who may call (expose/nobody), an internal address that is open
   *   to the internet (expose/internal-open), and ranges, ports, probes and timeouts that can't be (`cidr/…`, port/unknown,
   *   expose/node-probe, expose/idle-timeout)
   */
  constructor(scope: Construct, id: string, props: LoadBalancerProps) {
    super(scope, id);
    this.loadBalancerName = objectName(this);
    this.namespaceName = namespaceOf(this);
    const { to, frontend, allowFrom } = props;
    const ports = this.checkProps(props);
    new KubernetesObject<coreV1.Service>(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: this.loadBalancerName,
        labels: to.objectLabels,
        ...asAnnotations({ ...frontend.annotations, ...tuning(props) }),
      },
      spec: {
        type: 'LoadBalancer',
        // The address of the caller would be lost with `Cluster`, and policies would drop all of them.
        externalTrafficPolicy: 'Local',
        ...(allowFrom === 'internet' ? {} : { loadBalancerSourceRanges: [...allowFrom] }),
        selector: ownSelector(to),
        ports: ports.map(({ name, servicePort, protocol }) => ({
          name,
          port: servicePort,
          targetPort: name,
          protocol,
        })),
      },
    });
    for (const peer of allowFrom === 'internet' ? [Peer.internet()] : allowFrom.map((range) => Peer.cidr(range))) {
      to.connections.allowFrom(peer, { ports: ports.map(({ name }) => name) });
    }
  }

  private checkProps(props: LoadBalancerProps): readonly WorkloadPort[] {
    const { to, frontend, allowFrom } = props;
    const problems = new Problems(this);
    problems.attempt('id', () => dns1035Label(this.loadBalancerName, 'id'));
    if (to.serviceName === undefined) {
      throw invalid(this, {
        property: 'to',
        value: to.workloadName,
        rule: 'has no port in a Service that a load balancer could send to',
        fix: 'Give the workload a port',
        code: 'expose/no-service',
      });
    }
    if (to.serviceName === this.loadBalancerName) {
      problems.add({
        property: 'id',
        value: this.loadBalancerName,
        rule: 'is also the name of the Service that callers inside the cluster use',
        fix: `Choose another id, such as '${this.loadBalancerName}-lb'`,
        code: 'expose/service-name',
      });
    }
    if (to.namespaceName !== this.namespaceName) {
      problems.add({
        property: 'to',
        value: to.workloadName,
        rule: `is in namespace '${to.namespaceName}', and a Service sends to pods of its own namespace`,
        fix: 'Create the load balancer in the namespace of the workload',
        code: 'expose/other-namespace',
      });
    }
    if (to.placement?.virtual === true) {
      problems.add({
        property: 'to',
        value: to.workloadName,
        rule: 'runs on virtual nodes alone, which no load balancer reaches that keeps the address of the caller',
        fix: 'Run it on a pool, and let only its burst go to virtual nodes',
        code: 'expose/virtual-nodes',
      });
    }
    if (allowFrom.length === 0) {
      problems.add({
        property: 'allowFrom',
        rule: 'is empty, which Azure takes for everybody',
        fix: "Name the ranges that may call, or write 'internet'",
        code: 'expose/nobody',
      });
    }
    if (frontend.internal && allowFrom === 'internet') {
      problems.add({
        property: 'allowFrom',
        value: allowFrom,
        rule: 'can never reach an internal address',
        fix: "Name the ranges that may call, such as ['10.0.0.0/8'], or use Frontend.public()",
        code: 'expose/internal-open',
      });
    }
    for (const range of allowFrom === 'internet' ? [] : allowFrom) {
      problems.attempt('allowFrom', () => Cidr.parse(range));
    }
    checkTuning(props, problems);
    const ports = problems.attempt('ports', () => portsOf(props));
    problems.throwIfAny();
    return ports as readonly WorkloadPort[];
  }
}

/**
 * The same pods as the Service inside the cluster, told apart by one more of their labels: safeguards of AKS refuse two
 * Services with one selector.
 */
function ownSelector({ podLabels, objectLabels = {} }: IWorkload): Readonly<Record<string, string>> {
  const owner = objectLabels[MANAGED_BY];
  return owner === undefined ? podLabels : { ...podLabels, [MANAGED_BY]: owner };
}

function portsOf({ to, ports }: LoadBalancerProps): readonly WorkloadPort[] {
  const served = to.ports.filter(({ inService }) => inService !== false);
  return ports === undefined ? served : ports.map((port) => findPort(served, port, 'ports'));
}

function checkTuning({ nodeProbe = {}, idleTimeout }: LoadBalancerProps, problems: Problems): void {
  const interval = nodeProbe.interval ? nodeProbe.interval.inMillis / 1000 : PROBE.leastInterval;
  const failures = nodeProbe.failures ?? PROBE.leastFailures;
  const fits = Number.isInteger(interval) && Number.isInteger(failures) && interval * failures <= PROBE.longest;
  if (!fits || interval < PROBE.leastInterval || failures < PROBE.leastFailures) {
    problems.add({
      property: 'nodeProbe',
      value: `${failures} times every ${interval} s`,
      rule: `is none that Azure takes: from ${PROBE.leastInterval} whole seconds, ${PROBE.leastFailures} times or more, and ${PROBE.longest} s together at most`,
      fix: 'Ask less often, or fewer times',
      code: 'expose/node-probe',
    });
  }
  const minutes = idleTimeout === undefined ? IDLE.least : idleTimeout.inMillis / 60_000;
  if (!Number.isInteger(minutes) || minutes < IDLE.least || minutes > IDLE.most) {
    problems.add({
      property: 'idleTimeout',
      value: String(idleTimeout),
      rule: `is not within ${IDLE.least} to ${IDLE.most} whole minutes`,
      fix: 'Write Duration.minutes(30), or let clients send keep-alives',
      code: 'expose/idle-timeout',
    });
  }
}

function tuning({ nodeProbe, idleTimeout }: LoadBalancerProps): Readonly<Record<string, string>> {
  const { interval, failures } = nodeProbe ?? {};
  return {
    ...(interval === undefined ? {} : { [`${PREFIX}-health-probe-interval`]: String(interval.toSeconds()) }),
    ...(failures === undefined ? {} : { [`${PREFIX}-health-probe-num-of-probe`]: String(failures) }),
    ...(idleTimeout === undefined ? {} : { [`${PREFIX}-tcp-idle-timeout`]: String(idleTimeout.toMinutes()) }),
  };
}

function asAnnotations(annotations: Readonly<Record<string, string>>) {
  return Object.keys(annotations).length > 0 ? { annotations } : {};
}
