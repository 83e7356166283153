import { InvalidValue } from '../../core/errors';
import type { HelmRepository } from './helm-repository';

/** SemVer 2 with Helm's optional `v`; a build (`+…`) is no tag of a registry, so it is refused for those. */
const EXACT = /^v?\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** Flux: "OCI Repositories", URL; the tag has a field of its own. */
const OCI_URL = /^oci:\/\/[a-z0-9.-]+(?::\d+)?(?:\/[a-z0-9._-]+)+$/;

export interface OciChartOptions {
  /**
   * Digest of the chart's artifact, `sha256:` and 64 hexadecimal digits. What is pulled can't change then.
   * @default - whatever the tag leads to
   */
  readonly digest?: string;
  /**
   * How Flux signs in: `azure` for a private Azure Container Registry, by the identity of Flux's own source controller.
   * @default 'generic'
   */
  readonly provider?: 'generic' | 'azure';
}

/** Where a chart is. */
type ChartSource =
  | {
      readonly kind: 'oci';
      readonly url: string;
      readonly digest?: string;
      readonly provider: 'generic' | 'azure';
    }
  | { readonly kind: 'repository'; readonly repository: HelmRepository; readonly chart: string };

/** One version of one Helm chart. Always exact: a range would install on Tuesday what nobody reviewed on Monday. */
export class HelmChart {
  /**
   * A chart in a registry of containers.
   *
   * @example HelmChart.oci('oci://quay.io/jetstack/charts/cert-manager', 'v1.21.1')
   * @param version as the chart is tagged, with its `v` if it has one
   * @throws InvalidValue for a range (helm/version), a URL that isn't one (helm/oci-url), or a digest out of form
   * (helm/digest)
   */
  static oci(url: string, version: string, options: OciChartOptions = {}): HelmChart {
    checkVersion(version);
    if (version.includes('+')) {
      throw new InvalidValue({
        property: 'version',
        value: version,
        rule: "has a build behind '+', which no tag of a registry has",
        fix: `Helm pushes it as '${version.replace('+', '_')}'; ask the chart's authors for a version without a build`,
        code: 'helm/version',
      });
    }
    if (!OCI_URL.test(url)) {
      throw new InvalidValue({
        property: 'url',
        value: url,
        rule: 'is not the address of a chart in a registry',
        fix: "Write one such as 'oci://quay.io/jetstack/charts/cert-manager', without the tag",
        code: 'helm/oci-url',
      });
    }
    if (options.digest !== undefined && !DIGEST.test(options.digest)) {
      throw new InvalidValue({
        property: 'digest',
        value: options.digest,
        rule: 'is not the digest of an artifact',
        fix: "Write 'sha256:' and 64 hexadecimal digits",
        code: 'helm/digest',
      });
    }
    return new HelmChart(
      { kind: 'oci', url, digest: options.digest, provider: options.provider ?? 'generic' },
      version,
    );
  }

  /** @internal A chart of a Helm repository; see `HelmRepository.chart`. */
  static inRepository(repository: HelmRepository, chart: string, version: string): HelmChart {
    return new HelmChart({ kind: 'repository', repository, chart }, checkVersion(version));
  }

  private constructor(
    /** @internal */
    readonly source: ChartSource,
    readonly version: string,
  ) {}
}

function checkVersion(version: string): string {
  if (EXACT.test(version)) return version;
  throw new InvalidValue({
    property: 'version',
    value: version,
    rule: 'is not one exact version of a chart',
    fix: "Pin it, such as '1.12.1': what is installed must be what was reviewed",
    code: 'helm/version',
  });
}
