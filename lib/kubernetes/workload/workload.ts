import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { ICluster, OperatingSystem, Placement } from '../../core/contracts';
import { dns1035Label, dnsLabel } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import { Connections } from '../connect/connections';
import { namespaceOf, objectName } from '../object';
import { namespaceFactsOf } from '../tenancy/namespace-of';
import type { IWorkload } from './contracts';
import { checkEnvironment, type EnvValue } from './environment';
import { anyOf, fitProblem, type PodNeeds, poolsFor } from './fit';
import { resolveImage } from './image';
import { checkMetadataProps, NAME_LABEL, workloadLabels } from './labels';
import { type PodPlacement, renderPlacement } from './placement';
import { Pods } from './pods';
import { type ResolvedPort, resolvePorts } from './ports';
import { checkProbes } from './probes';
import { checkResources } from './resources';
import { renderService } from './service';
import { renderApiAccess, renderServiceAccount } from './service-account';
import type { WorkloadProps } from './workload-props';

/** What tells one kind of workload from another. */
export interface WorkloadKind {
  readonly apiVersion: string;
  readonly kind: IWorkload['kind'];
  /** False for what runs to its end: nobody connects to it. */
  readonly serves: boolean;
}

/**
 * What all workloads have in common: the account, the Service, the configuration and the pods, with the checks of
 * their props. Each kind adds its own object around the pods.
 */
export abstract class Workload extends Construct implements IWorkload {
  readonly workloadName: string;
  readonly namespaceName: string;
  readonly apiVersion: string;
  readonly kind: IWorkload['kind'];
  readonly podLabels: Readonly<Record<string, string>>;
  readonly ports: readonly ResolvedPort[];
  readonly serviceAccountName: string;
  readonly serviceName?: string;
  readonly cluster?: ICluster;
  readonly os: OperatingSystem;
  readonly connections: Connections;

  /** Labels of all its objects. */
  protected readonly objectLabels: Readonly<Record<string, string>>;
  protected readonly pods: Pods;

  protected constructor(
    scope: Construct,
    id: string,
    protected readonly props: WorkloadProps,
    kind: WorkloadKind,
  ) {
    super(scope, id);
    this.workloadName = objectName(this);
    this.namespaceName = namespaceOf(this);
    this.apiVersion = kind.apiVersion;
    this.kind = kind.kind;
    this.podLabels = { [NAME_LABEL]: this.workloadName };
    this.serviceAccountName = this.workloadName;
    this.cluster = joinOf(this)?.clusterOf(this);
    this.os = props.os ?? props.on?.placement.os ?? 'linux';

    const { ports, image } = this.checkProps(kind);
    this.ports = ports;
    this.serviceName = ports.some((port) => port.inService) ? this.workloadName : undefined;
    const namespace = namespaceFactsOf(this) && this.namespaceName;
    this.objectLabels = workloadLabels(this.workloadName, { namespace, version: image.version, labels: props.labels });

    this.renderAccount(namespace);
    this.pods = new Pods(this, {
      name: this.workloadName,
      props,
      image,
      ports,
      os: this.os,
      onVirtualNodes: false,
      serves: kind.serves,
      version: this.cluster?.kubernetesVersion,
      labels: this.objectLabels,
    });
    if (this.serviceName !== undefined) {
      renderService(this, { name: this.serviceName, labels: this.objectLabels, podLabels: this.podLabels, ports });
    }
    this.connections = new Connections(this);
    this.openFlows();
    addCheck(this, (problems) => this.checkPlacement(problems));
  }

  /** Where the pods may run; undefined where nothing was asked and the cluster is unknown. */
  get placement(): Placement | undefined {
    if (this.props.on) return this.props.on.placement;
    return this.cluster && anyOf(poolsFor(this.cluster, this.needs), this.os);
  }

  /**
   * Adds an environment variable.
   * @throws CdkAksError for one that is there already (env/duplicate), and for a secret (secret/literal)
   */
  addEnv(name: string, value: string | EnvValue): void {
    this.pods.addEnv(name, value);
  }

  /**
   * Adds an environment variable that is kept in the workload's ConfigMap.
   * @throws CdkAksError for one that is there already (env/duplicate), and for a secret (secret/literal)
   */
  addConfig(name: string, value: string): void {
    this.pods.addConfig(name, value);
  }

  /** Zones in which the pods may run; undefined where nothing is known of them. */
  protected get zones(): readonly string[] | undefined {
    return this.placement?.zones;
  }

  protected podPlacement(): PodPlacement {
    return renderPlacement({
      os: this.os,
      place: this.props.on?.placement,
      overflow: false,
      architecture: this.props.architecture,
      tolerations: this.props.tolerations ?? [],
    });
  }

  private get needs(): PodNeeds {
    const { resources, architecture, tolerations = [] } = this.props;
    return {
      os: this.os,
      architecture,
      tolerations,
      cpuMillis: resources.cpu.inMillis,
      memoryBytes: resources.memory.inBytes,
      gpus: resources.gpus ?? 0,
    };
  }

  /** Everything that the props alone can tell, at once. */
  private checkProps({ serves }: WorkloadKind): {
    ports: readonly ResolvedPort[];
    image: ReturnType<typeof resolveImage>;
  } {
    const { props } = this;
    const problems = new Problems(this);
    const ports = problems.attempt(undefined, () => resolvePorts(props.port, props.ports));
    const image = problems.attempt('image', () => resolveImage(props.image));
    problems.attempt('id', () => (ports?.length ? dns1035Label : dnsLabel)(this.workloadName, 'id'));
    problems.attempt('resources', () => checkResources(props.resources));
    problems.attempt(undefined, () => checkEnvironment(props));
    problems.attempt(undefined, () => checkMetadataProps(props));
    if (ports) problems.attempt('probes', () => checkProbes(props.probes ?? {}, ports, { serves }));
    problems.throwIfAny();
    return { ports: ports ?? [], image: image ?? { reference: '' } };
  }

  private renderAccount(namespace: string | undefined): void {
    const { identity, apiAccess } = this.props;
    const account = { name: this.serviceAccountName, labels: this.objectLabels, identity };
    renderServiceAccount(this, account);
    if (Array.isArray(apiAccess)) renderApiAccess(this, account, namespace ?? this.namespaceName, apiAccess);
    if (identity && this.cluster) {
      identity.trust({ cluster: this.cluster, namespace: this.namespaceName, name: this.serviceAccountName });
    }
  }

  private openFlows(): void {
    const { identity, apiAccess } = this.props;
    if (identity) this.connections.allowToEntra();
    if (apiAccess !== undefined && apiAccess !== false) this.connections.allowToApiServer();
  }

  private checkPlacement(problems: Problems): void {
    if (!this.cluster) return;
    const problem = fitProblem(this.cluster, this.props.on?.placement, this.needs);
    if (problem) problems.add(problem);
  }
}
