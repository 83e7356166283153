import { Construct } from 'constructs';
import { dnsSubdomain } from '../../core/dns-names';
import { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import type { sourceToolkitFluxcdIo } from '../api';
import { KubernetesObject, objectName } from '../object';
import { FLUX_NAMESPACE } from './flux';
import { HelmChart } from './helm-chart';

export interface HelmRepositoryProps {
  /** Address of the repository, over HTTPS: `https://charts.jetstack.io`. */
  readonly url: string;
  /**
   * How often Flux reads the index of the repository.
   * @default 1 hour
   */
  readonly interval?: Duration;
  /**
   * Namespace of the Flux configuration that applies this cluster's manifests.
   * @default 'flux-system'
   */
  readonly fluxNamespace?: string;
}

/**
 * A repository of Helm charts, for Flux. Charts in a registry of containers need none: `HelmChart.oci`.
 *
 * @throws CdkAksError for a URL without HTTPS (helm/repository-url)
 */
export class HelmRepository extends Construct {
  readonly repositoryName: string;
  readonly fluxNamespace: string;

  constructor(scope: Construct, id: string, props: HelmRepositoryProps) {
    super(scope, id);
    const problems = new Problems(this);
    if (!/^https:\/\/[^\s@]+$/.test(props.url)) {
      problems.add({
        property: 'url',
        value: props.url,
        rule: 'is not an address over HTTPS without a password',
        fix: "Write one such as 'https://charts.jetstack.io'; for a registry use HelmChart.oci",
        code: 'helm/repository-url',
      });
    }
    this.repositoryName = objectName(this);
    this.fluxNamespace = props.fluxNamespace ?? FLUX_NAMESPACE;
    problems.attempt('id', () => dnsSubdomain(this.repositoryName, 'id'));
    problems.throwIfAny();

    new KubernetesObject<sourceToolkitFluxcdIo.HelmRepository>(this, 'Resource', {
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'HelmRepository',
      metadata: { name: this.repositoryName, namespace: this.fluxNamespace },
      spec: { url: props.url, interval: (props.interval ?? Duration.hours(1)).toGo() },
    });
  }

  /**
   * One chart of the repository.
   * @throws InvalidValue for a range (helm/version)
   */
  chart(name: string, version: string): HelmChart {
    return HelmChart.inRepository(this, name, version);
  }
}
