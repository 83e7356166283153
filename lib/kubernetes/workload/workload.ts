import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { ICluster, OperatingSystem, Placement } from '../../core/contracts';
import { invalid, Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import type { Percent } from '../../core/percent';
import { checkAtLeast, recordPromise } from '../../core/promises';
import type { coreV1 } from '../api';
import { Connections } from '../connect/connections';
import { namespaceOf, objectName } from '../object';
import type { ScalingFacts } from '../scaling/contracts';
import { PodMonitor } from '../operate/pod-monitor';
import { type MountedSecrets, vaultSecrets } from '../secrets/vault-secrets';
import { declareDemand } from '../tenancy/demand';
import { namespaceFactsOf } from '../tenancy/namespace-of';
import { checkAgainstCluster, checkWorkloadProps, type KindChecks, type UncheckedWorkload } from './check-props';
import type { IWorkload } from './contracts';
import type { EnvValue } from './environment';
import { anyOf, fitProblem, poolsFor } from './fit';
import { KEEP_ALIVE_RESOURCES, renderKeepAlive } from './keep-alive';
import { NAME_LABEL, workloadLabels } from './labels';
import { type PodPlacement, renderPlacement, virtualNodesOf } from './placement';
import { podNeeds, podRequests, scalingFacts } from './pod-needs';
import { Pods } from './pods';
import type { ResolvedPort } from './ports';
import { renderService } from './service';
import { renderApiAccess, renderServiceAccount } from './service-account';
import { sharedClaims } from './shared-claims';
import type { WorkloadProps } from './workload-props';

/** What tells one kind of workload from another. */
export interface WorkloadKind extends KindChecks {
  readonly apiVersion: string;
  readonly kind: IWorkload['kind'];
  /** False for what runs to its end: nobody connects to it. */
  readonly serves: boolean;
  /**
   * Names of the claims that each pod has of its own.
   * @default - none
   */
  readonly claims?: readonly string[];
  /**
   * Adds what is wrong with the props that only this kind has.
   * @default - nothing
   */
  readonly check?: (workload: UncheckedWorkload, problems: Problems) => void;
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
  /** True where some or all pods may run on virtual nodes, to which no NetworkPolicy applies. */
  readonly onVirtualNodes: boolean;
  /** True where those are the add-on's, which run a part of what a pod may say. */
  protected readonly onAddOn: boolean;
  readonly connections: Connections;

  readonly objectLabels: Readonly<Record<string, string>>;
  /** Labels of the object around the pods, and of the pods: with the version. */
  protected readonly versionedLabels: Readonly<Record<string, string>>;
  protected readonly pods: Pods;
  /** Name of the namespace where that is one of this library. */
  private readonly ownNamespace: string | undefined;

  protected constructor(
    scope: Construct,
    id: string,
    private readonly props: WorkloadProps,
    kind: WorkloadKind,
  ) {
    super(scope, id);
    this.workloadName = objectName(this);
    this.namespaceName = namespaceOf(this);
    this.ownNamespace = namespaceFactsOf(this) && this.namespaceName;
    this.apiVersion = kind.apiVersion;
    this.kind = kind.kind;
    this.podLabels = { [NAME_LABEL]: this.workloadName };
    this.serviceAccountName = this.workloadName;
    this.cluster = joinOf(this)?.clusterOf(this);
    this.os = props.os ?? props.on?.placement.os ?? 'linux';
    const virtualNodes = virtualNodesOf(props);
    this.onVirtualNodes = virtualNodes !== undefined;
    this.onAddOn = virtualNodes === 'add-on';

    const { ports, image } = checkWorkloadProps(this, props, kind);
    this.ports = ports;
    this.serviceName = ports.some((port) => port.inService) ? this.workloadName : undefined;
    const { labels } = props;
    this.objectLabels = workloadLabels(this.workloadName, { namespace: this.ownNamespace, labels });
    this.versionedLabels = workloadLabels(this.workloadName, {
      namespace: this.ownNamespace,
      labels,
      version: image.version,
    });

    this.renderAccount();
    this.pods = new Pods(this, {
      name: this.workloadName,
      props,
      image,
      ports,
      os: this.os,
      onVirtualNodes: this.onVirtualNodes,
      onAddOn: this.onAddOn,
      serves: kind.serves,
      version: this.cluster?.kubernetesVersion,
      objectLabels: this.objectLabels,
      labels: this.versionedLabels,
      secrets: this.renderSecrets(),
      claims: kind.claims ?? [],
    });
    if (this.serviceName !== undefined) {
      renderService(this, { name: this.serviceName, labels: this.objectLabels, podLabels: this.podLabels, ports });
    }
    this.connections = new Connections(this);
    const { metrics } = props;
    if (metrics) new PodMonitor(this, 'PodMonitor', { ...(metrics === true ? {} : metrics), workload: this });
    if (props.identity) this.connections.allowToEntra();
    if (props.apiAccess !== undefined && props.apiAccess !== false) this.connections.allowToApiServer();
    addCheck(this, (problems) => this.checkWhole(problems));
  }

  /** Where the pods may run; undefined where nothing was asked and the cluster or its pools are unknown. */
  get placement(): Placement | undefined {
    if (this.props.on) return this.props.on.placement;
    if (!this.cluster || this.cluster.nodePools.length === 0) return undefined;
    return anyOf(poolsFor(this.cluster, podNeeds(this.props, this.os)), this.os);
  }

  /**
   * Adds an environment variable.
   * @throws CdkAksError for one that is there already (env/duplicate), and for a secret (secret/literal)
   */
  addEnv(name: string, value: string | EnvValue): void {
    this.told(() => this.pods.addEnv(name, value));
  }

  /**
   * Adds an environment variable that is kept in the workload's ConfigMap.
   * @throws CdkAksError for one that is there already (env/duplicate), and for a secret (secret/literal)
   */
  addConfig(name: string, value: string): void {
    this.told(() => this.pods.addConfig(name, value));
  }

  /** Zones in which the pods may run; undefined where nothing is known of them. */
  protected get zones(): readonly string[] | undefined {
    return this.placement?.zones;
  }

  /**
   * Promises that enough of its pods run right after any zone, or any node, goes dark: at every number of replicas that it
   * may have, in the worst fresh placement that its constraints allow. Where that does not hold, synth breaks.
   *
   * @param options.ready share of the pods, rounded down
   * @param options.atLeast pods at least, whatever the share is; all of them where there are no more
   * @throws CdkAksError `promise/pods` for fewer than none
   */
  survives(
    loss: 'zone' | 'node',
    { ready, atLeast = 0 }: { readonly ready: Percent; readonly atLeast?: number },
  ): void {
    checkAtLeast(this, atLeast);
    recordPromise(this, {
      kind: 'survives',
      loss,
      of: this.node.path,
      percent: Math.round(ready.fraction * 100),
      atLeast,
    });
  }

  /** What a scaler must know of the pods. */
  protected get scalingFacts(): ScalingFacts {
    return scalingFacts(this.workloadName, this.props, this.onAddOn);
  }

  protected podPlacement(): PodPlacement {
    return renderPlacement({
      os: this.os,
      place: this.props.on?.placement,
      overflow: this.props.on?.placement.virtual === true ? false : (virtualNodesOf(this.props) ?? false),
      architecture: this.props.architecture,
      tolerations: this.props.tolerations ?? [],
    });
  }

  /** Pods of a task that runs to its end. */
  protected taskTemplate(): coreV1.PodTemplateSpec {
    return this.pods.template({ placement: this.podPlacement(), spread: [], restartPolicy: 'Never' });
  }

  /**
   * Tells the namespace's quota how many pods there are at most.
   * @param count with those that a rollout adds, once the program has run
   */
  protected declarePods(count: () => number): void {
    declareDemand(this, () => [{ pods: count(), ...podRequests(this.props) }]);
  }

  /** Puts this workload's path in front of what goes wrong. */
  private told(work: () => void): void {
    const problems = new Problems(this);
    problems.attempt(undefined, work);
    problems.throwIfAny();
  }

  private renderAccount(): void {
    const { identity, secretsIdentity, apiAccess } = this.props;
    const account = { name: this.serviceAccountName, labels: this.objectLabels, identity };
    renderServiceAccount(this, account);
    if (Array.isArray(apiAccess)) renderApiAccess(this, account, this.namespaceName, apiAccess);
    const { cluster, namespaceName: namespace, serviceAccountName: name } = this;
    if (!cluster) return;
    const identities = [identity, secretsIdentity, ...sharedClaims(this.props).map((claim) => claim.identity)];
    for (const one of new Set(identities)) one?.trust({ cluster, namespace, name });
  }

  private renderSecrets(): MountedSecrets | undefined {
    const { secrets = {}, secretFiles = {}, identity, secretsIdentity = identity } = this.props;
    if (Object.keys(secrets).length + Object.keys(secretFiles).length === 0) return undefined;
    if (!secretsIdentity) {
      throw invalid(this, {
        property: 'identity',
        rule: "is missing, and 'secrets' are read with one",
        fix: "Give the workload an identity: new WorkloadIdentity(…), or one for secrets alone as 'secretsIdentity'",
        code: 'secrets/no-identity',
      });
    }
    const mounted = vaultSecrets(this, {
      name: this.workloadName,
      identity: secretsIdentity,
      secrets,
      files: secretFiles,
      labels: this.objectLabels,
    });
    if (this.onVirtualNodes) this.keepAlive(mounted);
    return mounted;
  }

  private keepAlive({ volumes, volumeMounts }: MountedSecrets): void {
    const on = this.props.on?.placement;
    const place = on?.virtual === true ? undefined : on;
    renderKeepAlive(this, {
      workloadName: this.workloadName,
      namespace: this.ownNamespace,
      serviceAccountName: this.serviceAccountName,
      volumes,
      volumeMounts,
      placement: () =>
        renderPlacement({ os: 'linux', place, overflow: false, tolerations: this.props.tolerations ?? [] }),
    });
    const { cpu, memory } = KEEP_ALIVE_RESOURCES;
    declareDemand(this, () => [{ pods: 2, cpu, memory }]);
  }

  /** What may still come when this workload is created: pools, grants, features. */
  private checkWhole(problems: Problems): void {
    const { cluster, props } = this;
    checkAgainstCluster(props, cluster, problems);
    const problem = fitProblem(cluster, props.on?.placement, podNeeds(props, this.os));
    if (problem) problems.add(problem);
  }
}
