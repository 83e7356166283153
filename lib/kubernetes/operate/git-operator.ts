import type { Construct } from 'constructs';
import type { kustomizeToolkitFluxcdIo, sourceToolkitFluxcdIo } from '../api';
import { KubernetesObject } from '../object';

/** One operator as its own repository describes it, at one tag. */
export interface GitOperator {
  readonly name: string;
  readonly url: string;
  readonly tag: string;
  /** Folder of the repository with the kustomization. */
  readonly path: string;
  /** Image to its tag: what the repository leaves at `latest`. */
  readonly images: Readonly<Record<string, string>>;
  readonly patches: readonly kustomizeToolkitFluxcdIo.KustomizationSpecPatch[];
  /** Names of others that must be ready first. */
  readonly dependsOn: readonly string[];
}

/** Renders the repository and its Kustomization, which Flux keeps applied. */
export function renderGitOperator(scope: Construct, operator: GitOperator, fluxNamespace: string): void {
  const { name, url, tag, path, images, patches, dependsOn } = operator;
  const metadata = { name, namespace: fluxNamespace };
  new KubernetesObject<sourceToolkitFluxcdIo.GitRepository>(scope, `${name}-source`, {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata,
    // A tag does not move; who looks once an hour finds out that it is gone.
    spec: { url, interval: '1h', ref: { tag }, ignore: '/*\n!/config\n' },
  });
  new KubernetesObject<kustomizeToolkitFluxcdIo.Kustomization>(scope, name, {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata,
    spec: {
      interval: '1h',
      // cert-manager may be on its way still: its definitions are missing until then.
      retryInterval: '1m',
      timeout: '5m',
      sourceRef: { kind: 'GitRepository', name },
      path,
      prune: true,
      wait: true,
      ...(dependsOn.length > 0 && { dependsOn: dependsOn.map((other) => ({ name: other })) }),
      images: Object.entries(images).map(([image, newTag]) => ({ name: image, newTag })),
      ...(patches.length > 0 && { patches }),
    },
  });
}
