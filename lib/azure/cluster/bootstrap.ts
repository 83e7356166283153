import type { Construct, IConstruct } from 'constructs';
import type { Problems } from '../../core/errors';
import type { TerraformDependency } from '../network/contracts';
import type { IContainerRegistry } from '../registry/container-registry';
import type { ApiServer } from './api-server';
import type { KubeletIdentityProps } from './cluster-identity';
import type { NetworkProfile } from './network-profile';

/** Where nodes take the images of AKS itself from. Azure: "Network isolated AKS clusters". */
export class Bootstrap {
  /** Microsoft's own registry, over the internet. */
  static direct(): Bootstrap {
    return new Bootstrap('Direct');
  }

  /** A cache that AKS makes and reaches privately. */
  static managedCache(): Bootstrap {
    return new Bootstrap('Cache');
  }

  /**
   * A registry of yours of the tier Premium, with a private endpoint in the cluster's network and a cache of
   * `mcr.microsoft.com`: `registry.cacheImagesOfAks()`. The cluster needs a `kubeletIdentity`, which may pull from it before
   * there is a node.
   */
  static registry(registry: IContainerRegistry): Bootstrap {
    return new Bootstrap('Cache', registry);
  }

  private constructor(
    /** @internal */
    readonly source: 'Direct' | 'Cache',
    readonly registry?: IContainerRegistry,
  ) {}
}

/** EG06 and EG28 of the compatibility facts. */
export function checkBootstrap(
  bootstrap: Bootstrap | undefined,
  profile: NetworkProfile,
  apiServer: ApiServer,
  kubeletIdentity: KubeletIdentityProps | undefined,
  problems: Problems,
): void {
  const cached = bootstrap?.source === 'Cache';
  if (profile.outbound.type === 'none') {
    if (!cached) {
      problems.add({
        property: 'bootstrap',
        rule: 'takes the images of AKS from the internet, and Outbound.none() leaves no way there',
        fix: 'Write bootstrap: Bootstrap.managedCache(), or Bootstrap.registry(…) (EG06)',
        code: 'bootstrap/no-way-out',
      });
    }
    if (!apiServer.isPrivate && !apiServer.isVnetIntegrated) {
      problems.add({
        property: 'apiServer',
        rule: 'is on the internet, which nodes with Outbound.none() do not reach',
        fix: 'Write apiServer: ApiServer.private(), or ApiServer.public({ vnetIntegration: true }) (EG27)',
        code: 'bootstrap/api-server',
      });
    }
  }
  const { registry } = bootstrap ?? {};
  if (registry && kubeletIdentity === undefined) {
    problems.add({
      property: 'kubeletIdentity',
      rule: `is not given, and nodes must be allowed to pull from ${registry.loginServer} before the cluster is made`,
      fix: 'Bring an identity for the kubelet, or use Bootstrap.managedCache() (EG28)',
      code: 'bootstrap/kubelet-identity',
    });
  }
  const { sku } = (registry ?? {}) as { readonly sku?: string };
  if (registry && sku !== undefined && sku !== 'Premium') {
    problems.add({
      property: 'bootstrap',
      value: registry.registryName,
      rule: `is a registry of the tier ${sku}, which has no private endpoint`,
      fix: "Give it sku: 'Premium' (EG28)",
      code: 'bootstrap/registry-tier',
    });
  }
}

/** EG28, for a registry of this program: asked once it has run, since caches and endpoints may be added later. */
export function checkBootstrapRegistry(bootstrap: Bootstrap | undefined, problems: Problems): void {
  const { registry } = bootstrap ?? {};
  // Of a brought registry neither is known.
  if (registry?.dependencies === undefined) return;
  if (registry.dependencies.length === 0) {
    problems.add({
      property: 'bootstrap',
      value: registry.registryName,
      rule: 'is a registry that keeps no images of AKS',
      fix: 'Call cacheImagesOfAks() on it (EG28)',
      code: 'bootstrap/no-cache',
    });
  }
  if (!registry.privateLink.isUsed) {
    problems.add({
      property: 'bootstrap',
      value: registry.registryName,
      rule: 'is a registry without a private endpoint, by which alone nodes reach it',
      fix: 'Add one in the network: new PrivateEndpoint(…) (EG28)',
      code: 'bootstrap/no-endpoint',
    });
  }
}

/** What must be there before nodes pull: the role of their identity, and the cache of the registry. */
export function pullDependencies(cluster: Construct, bootstrap: Bootstrap | undefined): readonly TerraformDependency[] {
  const { registry } = bootstrap ?? {};
  if (registry === undefined) return [];
  const role = cluster.node.children.find((child) => child.node.id === `pull-${registry.registryName}`);
  return [...(role ? [role as IConstruct & TerraformDependency] : []), ...(registry.dependencies ?? [])];
}

export function bootstrapBlock(bootstrap: Bootstrap | undefined) {
  return bootstrap && { artifactSource: bootstrap.source, containerRegistryId: bootstrap.registry?.registryId };
}
