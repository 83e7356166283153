import { Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import { dnsLabel } from '../../core/dns-names';
import { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import type { helmToolkitFluxcdIo, sourceToolkitFluxcdIo } from '../api';
import { KubernetesObject, objectName } from '../object';
import { checkHelmValues } from './check-helm-values';
import { FLUX_NAMESPACE } from './flux';
import type { HelmChart } from './helm-chart';

/** Helm: names of releases. */
const LONGEST_RELEASE_NAME = 53;

export type CrdPolicy = 'CreateReplace' | 'Create' | 'Skip';

export interface HelmReleaseOptions {
  /**
   * Releases that must be ready before this one is installed or upgraded.
   * @default - none
   */
  readonly dependsOn?: readonly HelmRelease[];
  /**
   * Namespace of the Flux configuration that applies this cluster's manifests; the release itself lies there.
   * @default 'flux-system'
   */
  readonly fluxNamespace?: string;
  /**
   * How often Flux looks whether the release is as described.
   * @default 1 hour
   */
  readonly interval?: Duration;
  /**
   * How long an installation or upgrade may take.
   * @default 10 minutes
   */
  readonly timeout?: Duration;
}

export interface HelmReleaseProps extends HelmReleaseOptions {
  /** The chart, at one exact version. */
  readonly chart: HelmChart;
  /**
   * What differs from the chart's own values. Late values may stand in strings.
   * @default - the chart's own
   */
  readonly values?: Readonly<Record<string, unknown>>;
  /**
   * Values that look like a secret and are none, by their path, each with the reason:
   * `{ 'auth.tokenUrl': 'an address' }`.
   * @default - none
   */
  readonly notSecret?: Readonly<Record<string, string>>;
  /**
   * Namespace that the chart installs to.
   * @default - that of the Flux configuration
   */
  readonly targetNamespace?: string;
  /**
   * Makes the target namespace with the release, for one that nothing else describes.
   * @default true with `targetNamespace`
   */
  readonly createNamespace?: boolean;
  /**
   * What happens to the definitions in the chart's `crds` folder: Helm itself never upgrades those.
   * @default 'CreateReplace'
   */
  readonly crds?: CrdPolicy;
  /**
   * How often a failed installation or upgrade is tried again, before it stays failed. An upgrade is rolled back.
   * @default 3
   */
  readonly retries?: number;
}

/**
 * A Helm chart that Flux keeps installed.
 *
 * @example new HelmRelease(cluster.kubernetes, 'reloader', {
 *   chart: HelmChart.oci('oci://ghcr.io/stakater/charts/reloader', '2.1.3'), targetNamespace: 'reloader' });
 */
export class HelmRelease extends Construct {
  readonly releaseName: string;
  readonly fluxNamespace: string;

  constructor(scope: Construct, id: string, props: HelmReleaseProps) {
    super(scope, id);
    this.releaseName = objectName(this);
    this.fluxNamespace = props.fluxNamespace ?? FLUX_NAMESPACE;
    this.checkProps(props);
    const chart = this.renderSource(props);
    new KubernetesObject<helmToolkitFluxcdIo.HelmRelease>(this, 'Resource', {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: this.releaseName, namespace: this.fluxNamespace },
      spec: Lazy.any({ produce: () => ({ ...this.renderSpec(props), ...chart }) }),
    });
  }

  /** Releases that must be ready first; asked at render. */
  protected dependencies({ dependsOn = [] }: HelmReleaseOptions): readonly HelmRelease[] {
    return dependsOn;
  }

  private renderSpec(props: HelmReleaseProps): helmToolkitFluxcdIo.HelmReleaseSpec {
    const { crds = 'CreateReplace', targetNamespace, retries = 3 } = props;
    const dependsOn = [...new Set(this.dependencies(props).map((release) => release.releaseName))].sort();
    return {
      interval: (props.interval ?? Duration.hours(1)).toGo(),
      timeout: (props.timeout ?? Duration.minutes(10)).toGo(),
      // Flux would put the target namespace in front.
      releaseName: this.releaseName,
      ...(targetNamespace === undefined ? {} : { targetNamespace }),
      ...(dependsOn.length === 0 ? {} : { dependsOn: dependsOn.map((name) => ({ name })) }),
      install: {
        crds,
        createNamespace: props.createNamespace ?? targetNamespace !== undefined,
        remediation: { retries },
      },
      upgrade: {
        crds,
        cleanupOnFail: true,
        remediation: { retries, remediateLastFailure: true, strategy: 'rollback' },
      },
      ...(props.values === undefined ? {} : { values: props.values }),
    };
  }

  private renderSource({ chart }: HelmReleaseProps): Pick<helmToolkitFluxcdIo.HelmReleaseSpec, 'chart' | 'chartRef'> {
    const { source, version } = chart;
    if (source.kind === 'repository') {
      const sourceRef = { kind: 'HelmRepository', name: source.repository.repositoryName } as const;
      return { chart: { spec: { chart: source.chart, version, sourceRef } } };
    }
    new KubernetesObject<sourceToolkitFluxcdIo.OCIRepository>(this, 'Source', {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name: this.releaseName, namespace: this.fluxNamespace },
      spec: {
        url: source.url,
        provider: source.provider,
        interval: '1h',
        ref: { tag: version, ...(source.digest === undefined ? {} : { digest: source.digest }) },
        // Without it Flux would unpack the chart, and find no chart then.
        layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
      },
    });
    return { chartRef: { kind: 'OCIRepository', name: this.releaseName } };
  }

  private checkProps(props: HelmReleaseProps): void {
    const { chart, dependsOn = [], retries, targetNamespace } = props;
    const problems = new Problems(this);
    problems.attempt('id', () => dnsLabel(this.releaseName, 'id'));
    if (this.releaseName.length > LONGEST_RELEASE_NAME) {
      problems.add({
        property: 'id',
        value: this.releaseName,
        rule: `has ${this.releaseName.length} characters; the name of a Helm release has at most ${LONGEST_RELEASE_NAME}`,
        fix: 'Choose a shorter id',
        code: 'helm/release-name',
      });
    }
    if (targetNamespace !== undefined) {
      problems.attempt('targetNamespace', () => dnsLabel(targetNamespace, 'targetNamespace'));
    }
    if (retries !== undefined && !(Number.isInteger(retries) && retries >= 0)) {
      problems.add({
        property: 'retries',
        value: retries,
        rule: 'is not a number of retries',
        fix: 'Write a whole number from 0',
        code: 'helm/retries',
      });
    }
    problems.attempt('values', () => checkHelmValues(props.values ?? {}, props.notSecret ?? {}));
    for (const release of dependsOn) this.checkNeighbour(release, `'${release.releaseName}'`, problems);
    if (chart.source.kind === 'repository') {
      this.checkNeighbour(chart.source.repository, `repository '${chart.source.repository.repositoryName}'`, problems);
    }
    problems.throwIfAny();
  }

  /** Flux looks for what it refers to on the same cluster, in the same namespace. */
  private checkNeighbour(
    other: IConstruct & { readonly fluxNamespace: string },
    what: string,
    problems: Problems,
  ): void {
    const [here, there] = [clusterOf(this), clusterOf(other)];
    if (here === there && this.fluxNamespace === other.fluxNamespace) return;
    const where = (cluster: ICluster | undefined, namespace: string): string =>
      `namespace '${namespace}'${cluster ? ` of cluster '${cluster.clusterName}'` : ''}`;
    problems.add({
      rule: `refers to ${what} in ${where(there, other.fluxNamespace)} and is itself in ${where(here, this.fluxNamespace)}, where Flux won't find it`,
      fix: 'Describe both for one cluster, with one `fluxNamespace`',
      code: 'helm/other-place',
    });
  }
}

function clusterOf(construct: IConstruct): ICluster | undefined {
  return joinOf(construct)?.clusterOf(construct);
}
