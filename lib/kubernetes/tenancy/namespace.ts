import { type ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { ICluster } from '../../core/contracts';
import { Cpu } from '../../core/cpu';
import { dnsLabel } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import { mark, NAMESPACE, OWN_FILE } from '../../core/marks';
import { checkAnnotations, checkLabels } from '../../core/metadata';
import { Size } from '../../core/size';
import type { coreV1 } from '../api';
import { Connections } from '../connect/connections';
import type { INamespace } from '../connect/contracts';
import { KubernetesObject, objectName } from '../object';
import type { Disruption } from '../workload/disruption';
import { renderDefaultPolicies } from './default-policies';
import { type DefaultRequests, renderLimitRange } from './limit-range';
import type { NamespaceFacts } from './namespace-of';
import { meshRevision, renderMeshPolicy, REVISION_LABEL } from './mesh';
import { podSecurityLabels, type PodSecurityLevel } from './pod-security';
import { checkQuota, type QuotaProps, quotaLimits, renderQuota } from './quota';
import { checkRoles, type NamespaceRoles, renderRoleBindings } from './role-bindings';

export interface NamespaceProps extends NamespaceRoles {
  /**
   * Pods below this level of the Pod Security Standards are refused. Windows pods need `baseline`.
   * @default 'restricted'
   */
  readonly podSecurity?: PodSecurityLevel;

  /**
   * Gives every pod a sidecar of the cluster's service mesh: `true` by the first of its revisions, or by the one that is
   * named. Pods get it when they start anew. Needs `podSecurity: 'privileged'`: the sidecar's init container changes the
   * network of the pod.
   * @default false
   */
  readonly meshInjection?: boolean | string;

  /**
   * The most that all pods may request together. `false` sets none, as for charts of others whose pods nobody counts.
   * @default - what the namespace's own workloads request at their maxima, with the pods that a rollout adds
   */
  readonly quota?: QuotaProps | false;

  /**
   * Requests of containers that make none. `false` leaves them without.
   * @default - 100m CPU and 128Mi memory
   */
  readonly defaultRequests?: DefaultRequests | false;

  /**
   * How many pods of each of its services may go at a time when nodes are upgraded, where the service says nothing.
   * @default - one, or a tenth from ten replicas on
   */
  readonly disruption?: Disruption;

  /**
   * Labels of the namespace.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;

  /**
   * Annotations of the namespace.
   * @default - none
   */
  readonly annotations?: Readonly<Record<string, string>>;
}

const DEFAULT_REQUESTS: DefaultRequests = { cpu: Cpu.millis(100), memory: Size.mebibytes(128) };
/** Kubernetes' and AKS' own; cutting their pods off would stop the cluster. */
const RESERVED = /^(kube-.*|aks-.*|gatekeeper-system|calico-system|tigera-operator)$/;

/**
 * One namespace of a cluster, and everything in it: a folder of manifests. Pods are cut off from each other and from the
 * world until a connection is allowed.
 *
 * @example const shop = new Namespace(cluster.kubernetes, 'shop', { podSecurity: 'restricted' });
 */
export class Namespace extends Chart implements INamespace, NamespaceFacts {
  readonly namespaceName: string;
  readonly podSecurity: PodSecurityLevel;
  /** For services that say nothing of it themselves. */
  readonly disruption?: Disruption;
  /** Revision of the mesh whose sidecars pods get; undefined without. */
  readonly meshRevision?: string;
  /** Undefined in a plain cdk8s App. */
  readonly cluster?: ICluster;
  /** Flows of all pods of the namespace. */
  readonly connections: Connections;

  /** @param id the name of the namespace: a DNS label */
  constructor(
    scope: Construct,
    id: string,
    private readonly namespaceProps: NamespaceProps = {},
  ) {
    super(scope, id, { namespace: id, disableResourceNameHashes: true });
    mark(this, NAMESPACE);
    const props = namespaceProps;
    this.namespaceName = id;
    this.podSecurity = props.podSecurity ?? 'restricted';
    this.disruption = props.disruption;
    this.cluster = joinOf(this)?.clusterOf(this);
    const problems = new Problems(this);
    this.meshRevision = meshRevision(props.meshInjection, this.cluster, this.podSecurity, problems);
    this.checkProps(props, problems);

    const own = new Construct(this, '_namespace');
    mark(own, OWN_FILE);
    this.renderNamespace(own, props);
    renderDefaultPolicies(own, this.cluster);
    if (this.meshRevision !== undefined) renderMeshPolicy(own);
    const { quota = {}, defaultRequests = DEFAULT_REQUESTS } = props;
    if (quota !== false) {
      renderQuota(own, this, id, quota);
      addCheck(this, (problems) => checkQuota(this, id, quota, problems));
    }
    if (defaultRequests !== false) renderLimitRange(own, defaultRequests);
    renderRoleBindings(own, props);
    this.connections = new Connections(this);
  }

  /** The path below the namespace: never a hash. */
  override generateObjectName(object: ApiObject): string {
    return objectName(object);
  }

  /** @internal What its quota will say, as far as the program has run; undefined without a quota. */
  quotaLimits(): Required<QuotaProps> | undefined {
    const { quota = {} } = this.namespaceProps;
    return quota === false ? undefined : quotaLimits(this, this.namespaceName, quota);
  }

  private renderNamespace(own: Construct, { labels, annotations }: NamespaceProps): void {
    new KubernetesObject<coreV1.Namespace>(own, 'Namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: this.namespaceName,
        // A namespace is in none; the chart would put it into itself.
        namespace: Lazy.any({ produce: () => undefined }),
        labels: {
          'app.kubernetes.io/managed-by': 'cdk-aks',
          ...podSecurityLabels(this.podSecurity, this.cluster?.kubernetesVersion),
          ...(this.meshRevision === undefined ? {} : { [REVISION_LABEL]: this.meshRevision }),
          ...labels,
        },
        annotations: {
          // Whatever Flux finds missing, it must not delete a namespace with all its data.
          'kustomize.toolkit.fluxcd.io/prune': 'disabled',
          ...annotations,
        },
      },
    });
  }

  private checkProps(props: NamespaceProps, problems: Problems): void {
    const { labels = {}, annotations = {} } = props;
    problems.attempt('id', () => dnsLabel(this.namespaceName, 'id'));
    problems.attempt('labels', () => checkLabels(labels));
    problems.attempt('annotations', () => checkAnnotations(annotations));
    problems.attempt(undefined, () => checkRoles(props));
    if (RESERVED.test(this.namespaceName)) {
      problems.add({
        property: 'id',
        value: this.namespaceName,
        rule: "is a namespace of the cluster's own, whose pods would be cut off",
        fix: 'Choose another name',
        code: 'namespace/reserved',
      });
    }
    for (const key of Object.keys(labels).filter((one) => one.startsWith('pod-security.kubernetes.io/'))) {
      problems.add({
        property: 'labels',
        value: key,
        rule: "is set by 'podSecurity'",
        fix: "Write podSecurity: 'baseline' in its place",
        code: 'namespace/pod-security-label',
      });
    }
    const pods = props.quota ? props.quota.pods : undefined;
    if (pods !== undefined && !(Number.isSafeInteger(pods) && pods >= 0)) {
      problems.add({
        property: 'quota.pods',
        value: pods,
        rule: 'is not a whole number from 0',
        fix: 'Write a whole number',
        code: 'namespace/quota',
      });
    }
    problems.throwIfAny();
  }
}
