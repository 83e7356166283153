import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { ICluster } from '../../core/contracts';
import { joinOf } from '../../core/join';
import type { azmonitoringCoreosCom, rabbitmqCom } from '../api';
import { Connections } from '../connect/connections';
import { Peer } from '../connect/peer';
import { Port } from '../connect/port';
import { KubernetesObject, namespaceOf, objectName } from '../object';
import { declareDemand } from '../tenancy/demand';
import { namespaceFactsOf } from '../tenancy/namespace-of';
import type { IWorkload, WorkloadPort } from '../workload/contracts';
import { Disruption, renderDisruptionBudget } from '../workload/disruption';
import { anyOf, fitProblem, type PodNeeds, poolsFor } from '../workload/fit';
import { workloadLabels } from '../workload/labels';
import { checkRabbitmqCluster } from './rabbitmq-checks';
import type { RabbitmqClusterProps } from './rabbitmq-cluster-props';
import { rabbitmqSpec } from './rabbitmq-spec';
import { RabbitmqTopology } from './rabbitmq-topology';

/** How brokers find each other, and how their tools reach them. RabbitMQ: "Networking and RabbitMQ", ports. */
const PEERS = [4369, 25_672, Port.range(35_672, 35_682)];
/** Replication of streams. */
const STREAM_PEERS = Port.range(6000, 6500);
const STREAM_PLUGINS = ['rabbitmq_stream', 'rabbitmq_stream_management', 'rabbitmq_multi_dc_replication'];

const PORTS: readonly WorkloadPort[] = [
  { name: 'amqp', containerPort: 5672, servicePort: 5672, protocol: 'TCP' },
  { name: 'management', containerPort: 15_672, servicePort: 15_672, protocol: 'TCP' },
  { name: 'prometheus', containerPort: 15_692, servicePort: 15_692, protocol: 'TCP' },
];

/**
 * Brokers in the cluster, which the RabbitMQ cluster operator runs: balanced over zones and nodes, one going at a time,
 * with quorum queues. `RabbitmqOperators` installs the operators.
 *
 * Its pods keep to the Pod Security Standard `restricted`.
 *
 * @example
 * const rabbit = new RabbitmqCluster(shop, 'rabbit', {
 *   resources: { cpu: Cpu.cores(1), memory: Size.gibibytes(2) }, storage: Size.gibibytes(20), on: apps });
 * new QueueWorker(shop, 'orders', { queue: rabbit.topology.addQueue('orders').source(), … });
 */
export class RabbitmqCluster extends Construct implements IWorkload {
  /** Name of the RabbitmqCluster, and of its Service. */
  readonly workloadName: string;
  readonly namespaceName: string;
  readonly apiVersion = 'rabbitmq.com/v1beta1';
  readonly kind = 'RabbitmqCluster';
  /** As the operator sets them. */
  readonly podLabels: Readonly<Record<string, string>>;
  readonly objectLabels: Readonly<Record<string, string>>;
  readonly ports = PORTS;
  readonly serviceAccountName: string;
  readonly serviceName: string;
  readonly cluster?: ICluster;
  readonly connectionStringKey = 'connection_string';
  readonly replicas: number;
  readonly connections: Connections;
  /** Queues, exchanges, users and the like of these brokers. */
  readonly topology: RabbitmqTopology;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: RabbitmqClusterProps,
  ) {
    super(scope, id);
    this.workloadName = this.serviceName = objectName(this);
    this.namespaceName = namespaceOf(this);
    this.serviceAccountName = `${this.workloadName}-server`;
    this.podLabels = { 'app.kubernetes.io/name': this.workloadName, 'app.kubernetes.io/component': 'rabbitmq' };
    this.objectLabels = workloadLabels(this.workloadName, {
      namespace: namespaceFactsOf(this) && this.namespaceName,
    });
    this.cluster = joinOf(this)?.clusterOf(this);
    this.replicas = props.replicas ?? 3;
    checkRabbitmqCluster(this, this.workloadName, props);

    new KubernetesObject<rabbitmqCom.RabbitmqCluster>(this, 'Resource', {
      apiVersion: this.apiVersion,
      kind: this.kind,
      metadata: {
        name: this.workloadName,
        labels: this.objectLabels,
        // Whatever Flux finds missing, it must not delete brokers with their messages.
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
      spec: Lazy.any({ produce: () => rabbitmqSpec(props, { podLabels: this.podLabels, zones: this.zones }) }),
    });
    if (this.replicas > 1) {
      renderDisruptionBudget(this, Disruption.atMost(1), {
        name: this.workloadName,
        labels: this.objectLabels,
        podLabels: this.podLabels,
      });
    }
    declareDemand(this, () => [{ pods: this.replicas, ...props.resources }]);
    this.connections = new Connections(this);
    this.openFlows();
    this.topology = new RabbitmqTopology(this);
    addCheck(this, (problems) => {
      const problem = fitProblem(this.cluster, props.on?.placement, this.needs);
      if (problem) problems.add(problem);
      this.acknowledge();
    });
  }

  /** Where the brokers may run; undefined where nothing was asked and the cluster or its pools are unknown. */
  get placement() {
    if (this.props.on) return this.props.on.placement;
    if (!this.cluster || this.cluster.nodePools.length === 0) return undefined;
    return anyOf(poolsFor(this.cluster, this.needs), 'linux');
  }

  /** As other pods of the cluster find it: `rabbit.shop.svc`. */
  get hostName(): string {
    return `${this.workloadName}.${this.namespaceName}.svc`;
  }

  /** Secret of the namespace with `username`, `password`, `host`, `port` and `connection_string` of the first user. */
  get defaultUserSecretName(): string {
    return `${this.workloadName}-default-user`;
  }

  private get zones(): readonly string[] | undefined {
    return this.placement?.zones;
  }

  private get needs(): PodNeeds {
    const { resources, tolerations = [] } = this.props;
    return {
      os: 'linux',
      tolerations,
      cpuMillis: resources.cpu.inMillis,
      memoryBytes: resources.memory.inBytes,
      gpus: 0,
    };
  }

  private openFlows(): void {
    const { plugins = [], operatorNamespace = 'rabbitmq-system', azureMetrics = false } = this.props;
    const streams = plugins.some((plugin) => STREAM_PLUGINS.includes(plugin));
    this.connections.allowBetweenReplicas(streams ? [...PEERS, STREAM_PEERS] : PEERS);
    this.connections.allowToApiServer(); // peer discovery
    const operators = Peer.pods(
      { 'app.kubernetes.io/component': 'rabbitmq-operator' },
      { namespace: operatorNamespace },
    );
    this.connections.allowFrom(operators, { ports: 'management' });
    if (azureMetrics) this.renderPodMonitor();
  }

  private renderPodMonitor(): void {
    this.connections.allowScraping('prometheus');
    new KubernetesObject<azmonitoringCoreosCom.PodMonitor>(this, 'PodMonitor', {
      apiVersion: 'azmonitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: this.workloadName, labels: this.objectLabels },
      spec: {
        selector: { matchLabels: this.podLabels },
        podMetricsEndpoints: [{ port: 'prometheus', interval: '30s' }],
      },
    });
  }

  /** What is accepted on purpose is listed with its reason in every report. */
  private acknowledge(): void {
    const { acceptOneReplica: reason } = this.props;
    if (reason === undefined) return;
    joinOf(this)?.acknowledge({ path: this.node.path, rule: 'availability/quorum-too-small', reason });
  }
}
