import { ContainerRegistry as ContainerRegistryResource } from '@cdktf/provider-azurerm/lib/container-registry';
import type { ContainerRegistryCacheRule } from '@cdktf/provider-azurerm/lib/container-registry-cache-rule';
import { DataAzurermContainerRegistry } from '@cdktf/provider-azurerm/lib/data-azurerm-container-registry';
import { type Construct } from 'constructs';
import type { Cloud, ICluster, IImageSource, Image } from '../../core/contracts';
import { pathOf, Problems } from '../../core/errors';
import { imageReference } from '../../core/image';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { cloudFacts } from '../clouds';
import { type ExistingResource, findExisting } from '../existing';
import { grantRole } from '../identity/role-assignment';
import { LinkedService } from '../network/linked-service';
import { type IPrivateLinkService, PrivateLink, type PrivateLinkProps } from '../network/private-link';
import { overrideProperty, type OverrideOptions } from '../override';
import type { TerraformDependency } from '../network/contracts';
import type { PlaceProps } from '../place';
import { aksImageCache } from './aks-image-cache';
import { registryConfig } from './registry-config';
import { type GeoReplication, needsPremium, resolveRegistry } from './registry-props';

export type RegistrySku = 'Basic' | 'Standard' | 'Premium';

export interface ContainerRegistryProps extends PlaceProps {
  /**
   * Name of the registry, unique in all of Azure: 5 to 50 letters and digits. Fixed at creation.
   * @creation
   */
  readonly name: string;

  /**
   * Tier. Replicas, zones, retention, private endpoints and firewall rules need Premium.
   * @default 'Premium'
   */
  readonly sku?: RegistrySku;

  /**
   * Regions that hold a replica, besides the registry's own. Premium only.
   * @default - none
   */
  readonly geoReplications?: readonly (string | GeoReplication)[];

  /**
   * Keeps images in several zones of the registry's region. Premium only; fixed at creation, so that the default never
   * follows the list of regions: where a region has no zones, say false.
   * @creation
   * @default true for Premium in the public cloud, else false
   */
  readonly zoneRedundant?: boolean;

  /**
   * Days after which manifests without a tag are deleted, 1 to 365. Premium only. Images that are pulled by digest lose
   * their tag as soon as it moves on, so a short time takes them away from running clusters.
   * @default - never
   */
  readonly retentionDays?: number;

  /**
   * Lets anyone pull without signing in. Not for Basic.
   * @default false
   */
  readonly anonymousPull?: boolean;

  /**
   * Lets the registry be reached over the internet, by those who may sign in. Only Premium can be without, and needs a
   * private endpoint then.
   * @default false where a `PrivateEndpoint` leads to the registry, else true
   */
  readonly publicNetworkAccess?: boolean;

  /**
   * Public addresses and ranges that may reach the registry; all others are refused. Premium only.
   * @default - all
   */
  readonly allowedIpRanges?: readonly string[];

  /**
   * Lets services that Azure trusts, such as Defender and registry tasks, pass the firewall.
   * @default true
   */
  readonly trustedServices?: boolean;

  /**
   * Gives each region's data an address of its own, for firewalls that name hosts. Premium only.
   * @default false
   */
  readonly dataEndpoint?: boolean;

  /**
   * Lets images leave the registry by import into another one. Only Premium without public network access can forbid it.
   * @default true
   */
  readonly exportPolicy?: boolean;
}

/** A registry of Azure, created here or brought. */
export interface IContainerRegistry extends IPrivateLinkService, IImageSource {
  readonly registryName: string;
  /** Late. */
  readonly registryId: string;
  /** Known at synth: `contoso.azurecr.io`. */
  readonly loginServer: string;
  /** Lets the cluster's kubelet pull images. Calling it again changes nothing. */
  grantPull(cluster: ICluster): void;
  /** What must be there before images of AKS are pulled through it: see `ContainerRegistry.cacheImagesOfAks`. */
  readonly dependencies?: readonly TerraformDependency[];
  /**
   * An image that does not move.
   * @throws CdkAksError `image/moving-tag` for `latest` or an empty tag, `image/tag`, `image/digest`, `image/repository`
   */
  image(repository: string, tagOrDigest: string): Image;
}

export interface ExistingRegistry extends ExistingResource {
  /**
   * Set for a registry whose roles are limited to repositories (ABAC): the kubelet needs another role there.
   * @default false
   */
  readonly repositoryPermissions?: boolean;
  /**
   * Says that every kubelet may pull already, by roles that are managed elsewhere: `grantPull` assigns nothing then.
   * @default false
   */
  readonly pullGranted?: boolean;
  /**
   * Regions that hold a replica, for a private endpoint takes an address for each.
   * @default 0
   */
  readonly replicas?: number;
}

/** What is the same for a registry that is created here and one that is brought. */
abstract class RegistryBase extends LinkedService implements IContainerRegistry {
  readonly ports: readonly number[] = Object.freeze([443]);
  abstract readonly registryName: string;
  abstract readonly registryId: string;
  abstract readonly loginServer: string;
  /** Undefined where the role is given elsewhere. */
  protected abstract readonly pullRole: string | undefined;
  private readonly pullers = new Set<ICluster>();

  grantPull(cluster: ICluster): void {
    this.pullers.add(cluster);
    if (this.pullRole === undefined) return;
    // Below the cluster: its stack may use the registry of another stack, and not the other way round.
    grantRole(cluster as ICluster & Construct, {
      id: `pull-${this.registryName}`,
      role: this.pullRole,
      scopeId: this.registryId,
      principalId: cluster.kubeletObjectId,
    });
  }

  whyNotPullable(cluster: ICluster): string | undefined {
    if (this.pullRole === undefined || this.pullers.has(cluster)) return undefined;
    return `call grantPull(cluster) on the registry at ${pathOf(this)}: ${cluster.clusterName} may not pull from ${this.loginServer}`;
  }

  image(repository: string, tagOrDigest: string): Image {
    const problems = new Problems(this);
    const reference = problems.attempt(undefined, () => imageReference(this.loginServer, repository, tagOrDigest));
    problems.throwIfAny();
    return { reference: reference as string, registry: this };
  }
}

/** A private registry for container images. Azure: "Azure Container Registry service tiers". */
export class ContainerRegistry extends RegistryBase {
  /**
   * Uses a registry that exists already; nothing is created.
   * @throws CdkAksError `name/azure`, `place/missing`
   */
  static fromName(scope: Construct, id: string, existing: ExistingRegistry): IContainerRegistry {
    return new ExistingContainerRegistry(scope, id, existing);
  }

  readonly registryName: string;
  readonly registryId: string;
  readonly loginServer: string;
  readonly sku: RegistrySku;
  readonly zoneRedundant: boolean;
  /** Regions that hold a replica, in the order of their names. */
  readonly replicatedTo: readonly string[];
  readonly privateLink: PrivateLink;
  protected readonly pullRole = 'AcrPull';
  private cache?: ContainerRegistryCacheRule;
  private readonly resource: ContainerRegistryResource;
  private readonly givenPublicAccess?: boolean;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: ContainerRegistryProps) {
    super(scope, id);
    const resolved = resolveRegistry(this, props);
    this.registryName = resolved.name;
    this.loginServer = `${resolved.name.toLowerCase()}.${cloudFacts(resolved.place.cloud).registrySuffix}`;
    this.sku = resolved.sku;
    this.zoneRedundant = resolved.zoneRedundant;
    this.replicatedTo = Object.freeze(resolved.geoReplications.map(({ location }) => location));
    this.givenPublicAccess = resolved.publicNetworkAccess;
    this.privateLink = registryLink(this, resolved.place.cloud, {
      addresses: () => ADDRESSES_WITHOUT_REPLICAS + this.replicatedTo.length,
      refusal: resolved.sku === 'Premium' ? undefined : needsPremium('target', resolved.sku),
    });
    this.resource = fixAddress(
      new ContainerRegistryResource(this, 'Resource', registryConfig(resolved, this.privateLink)),
    );
    this.registryId = this.resource.id;
  }

  /** Whether the internet reaches it; final once the program has run. */
  get publicNetworkAccess(): boolean {
    return this.givenPublicAccess ?? !this.privateLink.isUsed;
  }

  get dependencies(): readonly TerraformDependency[] {
    return this.cache ? [this.cache] : [];
  }

  /**
   * Keeps what clusters without a way out start from, as `Bootstrap.registry` needs it. Calling it again changes nothing.
   * Azure: "Create a network isolated AKS cluster".
   */
  cacheImagesOfAks(): this {
    this.cache ??= aksImageCache(this);
    return this;
  }

  /**
   * Sets an argument of the resource past the typed surface, in Terraform's own words.
   * @throws CdkAksError `override/reason`, `override/property`
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class ExistingContainerRegistry extends RegistryBase {
  readonly registryName: string;
  readonly registryId: string;
  readonly loginServer: string;
  readonly privateLink: PrivateLink;
  protected readonly pullRole: string | undefined;

  constructor(scope: Construct, id: string, existing: ExistingRegistry) {
    super(scope, id);
    const { cloud, ...found } = findExisting(this, existing, (name) => azureName('containerRegistry', name));
    this.registryName = existing.name;
    this.loginServer = `${existing.name.toLowerCase()}.${cloudFacts(cloud).registrySuffix}`;
    const role = existing.repositoryPermissions ? 'Container Registry Repository Reader' : 'AcrPull';
    this.pullRole = existing.pullGranted ? undefined : role;
    this.registryId = fixAddress(new DataAzurermContainerRegistry(this, 'Resource', found)).id;
    this.privateLink = registryLink(this, cloud, {
      addresses: () => ADDRESSES_WITHOUT_REPLICAS + (existing.replicas ?? 0),
    });
  }
}

/** One for signing in, and one for the data of each region. Azure: "Connect privately to a registry with Private Link". */
const ADDRESSES_WITHOUT_REPLICAS = 2;

function registryLink(
  registry: { readonly registryName: string; readonly registryId: string },
  cloud: Cloud,
  more: Pick<PrivateLinkProps, 'addresses' | 'refusal'>,
): PrivateLink {
  return new PrivateLink({
    description: `registry '${registry.registryName}'`,
    resourceId: () => registry.registryId,
    cloud,
    subresources: ['registry'],
    ...more,
  });
}
