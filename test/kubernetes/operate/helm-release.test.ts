import { App } from 'cdk8s';
import { Duration } from '../../../lib/core/duration';
import { HelmChart } from '../../../lib/kubernetes/operate/helm-chart';
import { HelmRelease } from '../../../lib/kubernetes/operate/helm-release';
import { HelmRepository } from '../../../lib/kubernetes/operate/helm-repository';
import { kubernetesProblems } from '../../support/conformance';
import { chart, cluster, object, objects } from '../connect/world';

const CHART = HelmChart.oci('oci://ghcr.io/stakater/charts/reloader', '2.1.3');

describe('HelmRelease', () => {
  it('installs one exact version of a chart from a registry', () => {
    const scope = chart('prod');

    new HelmRelease(scope, 'reloader', { chart: CHART, targetNamespace: 'tools', values: { reloader: { ha: true } } });

    expect(object(scope, 'OCIRepository')).toEqual({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name: 'reloader', namespace: 'flux-system' },
      spec: {
        url: 'oci://ghcr.io/stakater/charts/reloader',
        provider: 'generic',
        interval: '1h',
        ref: { tag: '2.1.3' },
        layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
      },
    });
    expect(object(scope, 'HelmRelease')).toEqual({
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      metadata: { name: 'reloader', namespace: 'flux-system' },
      spec: {
        interval: '1h',
        timeout: '10m',
        releaseName: 'reloader',
        targetNamespace: 'tools',
        chartRef: { kind: 'OCIRepository', name: 'reloader' },
        install: { crds: 'CreateReplace', createNamespace: true, remediation: { retries: 3 } },
        upgrade: {
          crds: 'CreateReplace',
          cleanupOnFail: true,
          remediation: { retries: 3, remediateLastFailure: true, strategy: 'rollback' },
        },
        values: { reloader: { ha: true } },
      },
    });
  });

  it('pins a digest and signs in to a registry of Azure', () => {
    const scope = chart('prod');
    const digest = `sha256:${'a'.repeat(64)}`;

    new HelmRelease(scope, 'tool', {
      chart: HelmChart.oci('oci://contoso.azurecr.io/charts/tool', '1.0.0', { digest, provider: 'azure' }),
    });

    expect(object(scope, 'OCIRepository').spec).toMatchObject({ provider: 'azure', ref: { tag: '1.0.0', digest } });
  });

  it('installs from a repository, after others, as told', () => {
    const scope = chart('prod');
    const repository = new HelmRepository(scope, 'stakater', { url: 'https://stakater.github.io/stakater-charts' });
    const first = new HelmRelease(scope, 'first', { chart: CHART });

    new HelmRelease(scope, 'second', {
      chart: repository.chart('reloader', '2.1.3'),
      dependsOn: [first, first],
      targetNamespace: 'tools',
      createNamespace: false,
      crds: 'Skip',
      retries: 0,
      interval: Duration.minutes(30),
      timeout: Duration.minutes(2),
    });

    expect(object(scope, 'HelmRepository')).toMatchObject({
      metadata: { name: 'stakater', namespace: 'flux-system' },
      spec: { url: 'https://stakater.github.io/stakater-charts', interval: '1h' },
    });
    expect(object(scope, 'HelmRelease', 'second').spec).toMatchObject({
      interval: '30m',
      timeout: '2m',
      dependsOn: [{ name: 'first' }],
      chart: {
        spec: { chart: 'reloader', version: '2.1.3', sourceRef: { kind: 'HelmRepository', name: 'stakater' } },
      },
      install: { crds: 'Skip', createNamespace: false, remediation: { retries: 0 } },
      upgrade: { crds: 'Skip' },
    });
  });

  it('renders what Flux takes', () => {
    const scope = chart('prod');
    const repository = new HelmRepository(scope, 'repository', { url: 'https://charts.jetstack.io' });
    const first = new HelmRelease(scope, 'first', { chart: CHART });
    new HelmRelease(scope, 'second', { chart: repository.chart('a', '1.0.0'), dependsOn: [first] });

    expect(objects(scope).flatMap((one) => kubernetesProblems(one, '1.34'))).toEqual([]);
  });

  it.each(['1.x', '^1.2.3', '>=1.0.0', '*', 'latest', '1.2', ''])('refuses the range %p as a version', (version) => {
    expect(() => HelmChart.oci('oci://ghcr.io/a/b', version)).toThrow(
      `'version' (${version}) is not one exact version of a chart. Pin it, such as '1.12.1': what is installed must be what was reviewed. (helm/version)`,
    );
    const repository = new HelmRepository(chart('prod'), 'repository', { url: 'https://charts.jetstack.io' });
    expect(() => repository.chart('a', version)).toThrow('(helm/version)');
  });

  it('refuses what leads to no chart', () => {
    expect(() => HelmChart.oci('oci://ghcr.io/a/b', '1.0.0+7')).toThrow(
      "'version' (1.0.0+7) has a build behind '+', which no tag of a registry has. Helm pushes it as '1.0.0_7'; ask the chart's authors for a version without a build. (helm/version)",
    );
    expect(() => HelmChart.oci('https://charts.jetstack.io', '1.0.0')).toThrow(
      "'url' (https://charts.jetstack.io) is not the address of a chart in a registry. Write one such as 'oci://quay.io/jetstack/charts/cert-manager', without the tag. (helm/oci-url)",
    );
    expect(() => HelmChart.oci('oci://ghcr.io/a/b', '1.0.0', { digest: 'abc' })).toThrow(
      "'digest' (abc) is not the digest of an artifact. Write 'sha256:' and 64 hexadecimal digits. (helm/digest)",
    );
    expect(() => new HelmRepository(chart('prod'), 'x', { url: 'http://charts.jetstack.io' })).toThrow(
      "[prod/x] 'url' (http://charts.jetstack.io) is not an address over HTTPS without a password. Write one such as 'https://charts.jetstack.io'; for a registry use HelmChart.oci. (helm/repository-url)",
    );
    expect(() => new HelmRepository(chart('prod'), 'x', { url: 'https://me:word@charts.jetstack.io' })).toThrow(
      '(helm/repository-url)',
    );
  });

  it('tells everything that is wrong with a release at once', () => {
    const attempt = () =>
      new HelmRelease(chart('prod'), 'a'.repeat(54), {
        chart: CHART,
        targetNamespace: 'Tools',
        retries: -1,
        values: { auth: { password: 'hunter2hunter2', existingSecret: 'auth' }, list: ['-----BEGIN PRIVATE KEY-----'] },
      });

    expect(attempt).toThrow(
      'has 54 characters; the name of a Helm release has at most 53. Choose a shorter id. (helm/release-name)',
    );
    expect(attempt).toThrow("'targetNamespace' (Tools) is not a DNS label");
    expect(attempt).toThrow("'retries' (-1) is not a number of retries. Write a whole number from 0. (helm/retries)");
    expect(attempt).toThrow(
      "'values.auth.password' holds a value under the name 'password', which everyone who reads the repository or the cluster would see. Let the chart read it from a Secret; where it is no secret, say why with 'notSecret'. (secret/literal)",
    );
    expect(attempt).toThrow("'values.list.0' holds a private key");
    expect(attempt).not.toThrow('existingSecret');
  });

  it('takes a value that only looks like a secret with a reason', () => {
    const make = () =>
      new HelmRelease(chart('prod'), 'a', {
        chart: CHART,
        values: { auth: { password: 'from-a-file' } },
        notSecret: { 'auth.password': 'the name of a strategy' },
      });

    expect(make).not.toThrow();
  });

  it('refuses to depend on a release where Flux would not find it', () => {
    const app = new App();
    const east = new HelmRelease(chart('a', cluster({}, 'east'), app), 'first', { chart: CHART });
    const west = chart('b', cluster({}, 'west'), app);
    const elsewhere = new HelmRepository(west, 'there', { url: 'https://a.b', fluxNamespace: 'apps' });

    expect(() => new HelmRelease(west, 'second', { chart: CHART, dependsOn: [east] })).toThrow(
      "[b/second] refers to 'first' in namespace 'flux-system' of cluster 'east' and is itself in namespace 'flux-system' of cluster 'west', where Flux won't find it. Describe both for one cluster, with one `fluxNamespace`. (helm/other-place)",
    );
    expect(() => new HelmRelease(west, 'third', { chart: elsewhere.chart('x', '1.0.0') })).toThrow(
      "refers to repository 'there' in namespace 'apps'",
    );
  });
});
