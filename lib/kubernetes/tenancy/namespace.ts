import { type ApiObject, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import { dnsLabel } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import { mark, NAMESPACE, OWN_FILE } from '../../core/marks';
import type { coreV1 } from '../api';
import { KubernetesObject, objectName } from '../object';
import type { NamespaceFacts } from './namespace-of';
import { podSecurityLabels, type PodSecurityLevel } from './pod-security';
import { renderDefaultPolicies } from './default-policies';

export interface NamespaceProps {
  /**
   * Pods below this level of the Pod Security Standards are refused. Windows pods need `baseline`.
   * @default 'restricted'
   */
  readonly podSecurity?: PodSecurityLevel;
}

/**
 * One namespace of a cluster, and everything in it: a folder of manifests. Pods are cut off from each other and from the
 * world until a connection is allowed.
 *
 * @example const shop = new Namespace(cluster.kubernetes, 'shop', { podSecurity: 'restricted' });
 */
export class Namespace extends Chart implements NamespaceFacts {
  readonly namespaceName: string;
  readonly podSecurity: PodSecurityLevel;
  /** Undefined in a plain cdk8s App. */
  readonly cluster?: ICluster;

  /** @param id the name of the namespace */
  constructor(scope: Construct, id: string, props: NamespaceProps = {}) {
    super(scope, id, { namespace: id, disableResourceNameHashes: true });
    mark(this, NAMESPACE);
    this.namespaceName = id;
    this.podSecurity = props.podSecurity ?? 'restricted';
    this.cluster = joinOf(this)?.clusterOf(this);
    this.checkProps();

    const own = new Construct(this, '_namespace');
    mark(own, OWN_FILE);
    this.renderNamespace(own);
    renderDefaultPolicies(own, this.cluster);
  }

  /** The path below the namespace: never a hash. */
  override generateObjectName(object: ApiObject): string {
    return objectName(object);
  }

  private renderNamespace(own: Construct): void {
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
        },
        // Whatever Flux finds missing, it must not delete a namespace with all its data.
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
    });
  }

  private checkProps(): void {
    const problems = new Problems(this);
    problems.attempt('id', () => dnsLabel(this.namespaceName, 'id'));
    problems.throwIfAny();
  }
}
