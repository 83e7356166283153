import { KubernetesClusterExtension } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-extension';
import { KubernetesFluxConfiguration } from '@cdktf/provider-azurerm/lib/kubernetes-flux-configuration';
import { Lazy, TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { ICluster } from '../../core/contracts';
import type { Duration } from '../../core/duration';
import { invalid, Problems } from '../../core/errors';
import { joinOf, requireJoin } from '../../core/join';
import { mark } from '../../core/marks';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { overrideProperty, type OverrideOptions } from '../override';
import { environmentOf } from '../place';
import { waitForPrerequisites } from '../prerequisites';
import {
  checkKustomizations,
  type FluxKustomization,
  kustomizationBlocks,
  kustomizationsOf,
} from './flux-kustomizations';
import { resolveFlux, type ResolvedFlux } from './flux-props';
import type { GitCredentials, RenderedCredentials } from './git-credentials';

export interface FluxConfigurationProps {
  /** The cluster whose manifests Flux applies; in the same stack. */
  readonly cluster: ICluster;

  /** The Git repository that holds the manifests: `https://…`, `ssh://git@…` or `git@…`. Never with a password in it. */
  readonly url: string;

  /**
   * The branch that Flux follows. Excludes `tag`, `semver` and `commit`.
   * @default 'main'
   */
  readonly branch?: string;
  /** @default - none */
  readonly tag?: string;
  /**
   * Range of tags of which the newest is followed, such as `>=1.0.0 <2.0.0`.
   * @default - none
   */
  readonly semver?: string;
  /**
   * One commit, as 40 hexadecimal digits.
   * @default - none
   */
  readonly commit?: string;

  /**
   * How Flux signs in to the repository.
   * @default GitCredentials.none()
   */
  readonly credentials?: GitCredentials;

  /**
   * The cluster's folder of manifests, from the root of the repository.
   * @default `./deploy/kubernetes/<cluster>`
   */
  readonly repositoryPath?: string;

  /**
   * Azure's name: 1 to 30 lower-case letters, digits and `-`. Fixed at creation.
   * @creation
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Namespace of Flux's own objects; releases of Helm lie there too. Fixed at creation.
   * @creation
   * @default 'flux-system'
   */
  readonly namespace?: string;

  /**
   * Parts of the repository besides the cluster's own manifests, written by hand or by others.
   * @default - none
   */
  readonly kustomizations?: readonly FluxKustomization[];

  /**
   * How often Flux looks for new commits.
   * @default 1 minute
   */
  readonly sourceInterval?: Duration;
  /**
   * How often the cluster is brought back to what the repository says, without a new commit.
   * @default 10 minutes
   */
  readonly interval?: Duration;
  /**
   * How soon a part that failed is tried again.
   * @default 1 minute
   */
  readonly retryInterval?: Duration;
  /**
   * How long a part may take to become healthy.
   * @default 10 minutes
   */
  readonly timeout?: Duration;

  /**
   * Stops Flux from changing the cluster, for as long as someone has to work on it by hand.
   * @default false
   */
  readonly suspended?: boolean;

  /**
   * Keeps Flux's objects from referring to other namespaces and from acting as more than their own service account.
   * @default true
   */
  readonly multiTenancy?: boolean;

  /**
   * Version of the extension, which then stays there. Fixed at creation.
   * @creation
   * @default - Azure's stable release train
   */
  readonly extensionVersion?: string;

  /**
   * Further settings of the extension, such as `source-controller.resources.limits.memory`.
   * @default - none
   */
  readonly extensionSettings?: Readonly<Record<string, string>>;
}

const FLUX = Symbol.for('cdk-aks.flux');
const EXTENSION_NAME = 'flux';
/** The extension installs itself there, wherever configurations lie. */
const EXTENSION_NAMESPACE = 'flux-system';

/**
 * Flux keeps a cluster as the manifests in Git describe it: what is cluster-wide first, then each namespace. Values that
 * only Azure knows are filled in on the way. Azure: "Deploy applications using GitOps with Flux v2".
 */
export class FluxConfiguration extends Construct {
  readonly cluster: ICluster;
  readonly configurationName: string;
  /** Folder of the repository that holds the cluster's manifests. */
  readonly repositoryPath: string;
  private readonly extension: KubernetesClusterExtension;
  private readonly resource: KubernetesFluxConfiguration;

  /** @throws CdkAksError with everything wrong in the props; `flux/twice`, and `app/join-needed` in a plain App */
  constructor(scope: Construct, id: string, props: FluxConfigurationProps) {
    super(scope, id);
    const resolved = resolveFlux(this, props);
    checkExtra(this, props.kustomizations ?? []);
    this.cluster = props.cluster;
    this.claimCluster();
    this.configurationName = resolved.name;
    this.repositoryPath = resolved.repositoryPath;
    environmentOf(this)?.needProvider('Microsoft.KubernetesConfiguration');
    const credentials = this.renderCredentials(resolved);
    this.extension = this.install(props, { ...resolved.settings, ...credentials.settings });
    this.resource = this.configure(props, resolved, credentials);
    this.bind(props);
  }

  /**
   * Sets an argument of the configuration past the typed surface, in Terraform's own words.
   * @throws CdkAksError `override/reason`, `override/property`
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }

  /** The same for the extension. */
  overrideExtension(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.extension, property, value, options);
  }

  private renderCredentials(resolved: ResolvedFlux): RenderedCredentials {
    const problems = new Problems(this);
    const rendered = problems.attempt('credentials', () =>
      resolved.credentials.render({ owner: this, cluster: this.cluster }),
    );
    problems.throwIfAny();
    return rendered as RenderedCredentials;
  }

  private claimCluster(): void {
    if (FLUX in this.cluster) {
      throw invalid(this, {
        property: 'cluster',
        value: this.cluster.clusterName,
        rule: 'has a FluxConfiguration already',
        fix: 'Add to its `kustomizations`',
        code: 'flux/twice',
      });
    }
    mark(this.cluster, FLUX);
  }

  private install(props: FluxConfigurationProps, settings: Readonly<Record<string, string>>) {
    const extension = fixAddress(
      new KubernetesClusterExtension(this, 'extension', {
        name: EXTENSION_NAME,
        clusterId: this.cluster.clusterId,
        extensionType: 'microsoft.flux',
        releaseNamespace: EXTENSION_NAMESPACE,
        ...(props.extensionVersion === undefined ? { releaseTrain: 'Stable' } : { version: props.extensionVersion }),
        configurationSettings: { ...settings },
      }),
    );
    // Where the system pool is tainted, its pods find room on the other pools only.
    extension.dependsOn = Lazy.listValue({ produce: () => this.poolAddresses() }, { omitEmpty: true });
    return extension;
  }

  private poolAddresses(): string[] {
    return this.cluster.nodePools
      .flatMap((pool) => pool.node.findAll())
      .filter((node): node is TerraformResource => TerraformResource.isTerraformResource(node))
      .filter((node) => TerraformStack.of(node) === TerraformStack.of(this))
      .map((node) => `${node.terraformResourceType}.${node.friendlyUniqueId}`);
  }

  private configure(props: FluxConfigurationProps, resolved: ResolvedFlux, credentials: RenderedCredentials) {
    const [referenceType, referenceValue] = resolved.reference;
    const configuration = fixAddress(
      new KubernetesFluxConfiguration(this, 'Resource', {
        name: resolved.name,
        clusterId: this.cluster.clusterId,
        namespace: resolved.namespace,
        scope: 'cluster',
        continuousReconciliationEnabled: !(props.suspended ?? false),
        gitRepository: {
          url: props.url,
          referenceType,
          referenceValue,
          syncIntervalInSeconds: resolved.sourceSync,
          timeoutInSeconds: resolved.times.timeout,
          ...credentials.repository,
        },
        // Folders and values are complete once manifests are rendered, which is before Terraform is.
        kustomizations: Lazy.anyValue({
          produce: () => kustomizationBlocks(this.parts(props), resolved.times, this.lateValues()),
        }),
      }),
    );
    waitForPrerequisites(configuration, this, [this.extension]);
    return configuration;
  }

  private parts({ kustomizations = [] }: FluxConfigurationProps): readonly FluxKustomization[] {
    const folders = joinOf(this)?.foldersOf(this.cluster) ?? [];
    return [...kustomizationsOf(folders, this.repositoryPath), ...kustomizations];
  }

  private lateValues(): Readonly<Record<string, string>> {
    return joinOf(this)?.lateValuesOf(this.cluster) ?? {};
  }

  private bind(props: FluxConfigurationProps): void {
    const alone = joinOf(this) === undefined && (props.kustomizations ?? []).length > 0;
    if (!alone) {
      const join = requireJoin(this, 'FluxConfiguration');
      join.bindGitOps({ cluster: this.cluster, repositoryPath: this.repositoryPath });
    }
    addCheck(this, (problems) => checkKustomizations(this.parts(props), problems));
  }
}

function checkExtra(scope: Construct, extra: readonly FluxKustomization[]): void {
  const problems = new Problems(scope);
  extra.forEach(({ name, path }, index) => {
    problems.attempt(undefined, () => azureName('fluxKustomization', name, `kustomizations[${index}].name`));
    if (!/^\/|^$|(^|\/)\.\.(\/|$)|[\\\s]/.test(path)) return;
    problems.add({
      property: `kustomizations[${index}].path`,
      value: path,
      rule: 'does not lead from the root of the repository into it',
      fix: 'Write one such as ./extra/dashboards',
      code: 'flux/path',
    });
  });
  problems.throwIfAny();
}
