import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import { DataAzurermResourceGroup } from '@cdktf/provider-azurerm/lib/data-azurerm-resource-group';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { Lazy, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Cloud } from '../core/contracts';
import { region, type Region } from '../core/regions';
import { fixAddress } from './address';
import { Backend } from './backend';
import { cloudFacts } from './clouds';
import { environmentId, resolveEnvironment, type ResolvedEnvironment } from './environment-props';
import { overrideProperty, type OverrideOptions } from './override';
import { bindPlace } from './place';

export interface EnvironmentProps {
  /** Azure region by its short name, such as `westeurope`. Source of the list: Azure locations API. */
  readonly location: string;

  /**
   * Where Terraform's state is kept.
   * @default Backend.local()
   */
  readonly backend?: Backend;

  /**
   * Subscription that everything is created in, as a UUID. Not a secret, but better kept out of a public repository.
   * @default - `ARM_SUBSCRIPTION_ID` of the machine that runs Terraform
   */
  readonly subscriptionId?: string;

  /**
   * Entra tenant of identities and vaults, as a UUID.
   * @default - the tenant that Terraform is signed in to, known after deploy
   */
  readonly tenantId?: string;

  /**
   * Azure's cloud; decides the provider's endpoints and every name suffix.
   * @default 'public'
   */
  readonly cloud?: Cloud;

  /**
   * First part of every derived name.
   * @default - the construct's id
   */
  readonly stem?: string;

  /**
   * Name of the resource group that is created for the environment. Fixed at creation.
   * @creation
   * @default - the stem
   */
  readonly resourceGroupName?: string;

  /**
   * Uses a resource group that exists already, in place of creating one.
   * @default - one is created
   */
  readonly existingResourceGroup?: string;

  /**
   * Version constraint of the azurerm provider, in Terraform's syntax; must keep to version 4.
   * @default '~> 4.55' - the binding is generated from 4.55.0
   */
  readonly providerVersion?: string;

  /**
   * Feature switches of the azurerm provider, in its own words: `{ key_vault: { purge_soft_delete_on_destroy: true } }`.
   * @default - vaults are kept when destroyed, and a group that still holds something is not deleted
   */
  readonly providerFeatures?: Readonly<Record<string, Readonly<Record<string, boolean>>>>;

  /**
   * Has Terraform register the resource providers that the environment's constructs use. Needs rights on the whole
   * subscription; without them set this to false and have an owner register them once.
   * @default true
   */
  readonly registerResourceProviders?: boolean;

  /**
   * Tags of everything in the environment: up to 50, names of 512 and values of 256 characters.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * One place that the platform is deployed to, such as `dev` or `prod-weu`: a Terraform stack with its provider, backend,
 * resource group, tags and names.
 */
export class Environment extends TerraformStack {
  readonly location: string;
  readonly cloud: Cloud;
  /** Zones and paired region; undefined outside the public cloud, of which the data is. */
  readonly region: Region | undefined;
  /** First part of every derived name. */
  readonly stem: string;
  readonly resourceGroupName: string;
  /** A literal if it was given, else known after deploy. */
  readonly tenantId: string;
  private readonly ownTags: Readonly<Record<string, string>>;
  private readonly provider: AzurermProvider;
  private readonly neededProviders = new Set<string>();
  private readonly neededFeatures: Record<string, Record<string, boolean>> = {};
  private groupId: string | undefined;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: EnvironmentProps) {
    super(scope, environmentId(scope, id));
    const resolved = resolveEnvironment(this, props);
    this.location = resolved.location;
    this.cloud = resolved.cloud;
    this.region = resolved.cloud === 'public' ? region(resolved.location) : undefined;
    this.stem = resolved.stem;
    this.ownTags = resolved.tags;
    this.provider = this.addProvider(resolved);
    (props.backend ?? Backend.local()).addTo(this, this.cloud);
    this.resourceGroupName = resolved.createsResourceGroup
      ? this.createResourceGroup(resolved.resourceGroupName)
      : resolved.resourceGroupName;
    this.tenantId = props.tenantId ?? fixAddress(new DataAzurermClientConfig(this, 'client', {})).tenantId;
    bindPlace(this, {
      stem: this.stem,
      resourceGroupName: this.resourceGroupName,
      location: this.location,
      cloud: this.cloud,
      tags: this.tags,
      tenantId: this.tenantId,
      resourceGroupId: () => this.resourceGroupId,
      needProvider: (namespace) => this.neededProviders.add(namespace),
      needFeature: (block, name, value) => {
        this.neededFeatures[block] = { ...this.neededFeatures[block], [name]: value };
      },
    });
  }

  get tags(): Readonly<Record<string, string>> {
    return { ...this.ownTags };
  }

  /** Late: id of the environment's resource group. */
  get resourceGroupId(): string {
    this.groupId ??= fixAddress(
      new DataAzurermResourceGroup(this, 'resource-group', { name: this.resourceGroupName }),
    ).id;
    return this.groupId;
  }

  /**
   * Sets an argument of the provider past the typed surface, in Terraform's own words.
   * @throws CdkAksError `override/reason`, `override/property`
   */
  overrideProvider(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.provider, property, value, options);
  }

  private addProvider(resolved: ResolvedEnvironment): AzurermProvider {
    const { registerResourceProviders } = resolved;
    const provider = new AzurermProvider(this, 'azurerm', {
      // Through a token, so that blocks of newer providers pass the binding too.
      features: Lazy.anyValue({ produce: () => [withNeeded(resolved.features, this.neededFeatures)] }),
      environment: cloudFacts(this.cloud).providerEnvironment,
      subscriptionId: resolved.subscriptionId,
      tenantId: resolved.tenantId,
      resourceProviderRegistrations: registerResourceProviders ? undefined : 'none',
      resourceProvidersToRegister: registerResourceProviders
        ? Lazy.listValue({ produce: () => [...this.neededProviders].sort() }, { omitEmpty: true })
        : undefined,
    });
    this.addOverride('terraform.required_providers.azurerm.version', resolved.providerVersion);
    return provider;
  }

  private createResourceGroup(name: string): string {
    const group = new ResourceGroup(this, 'resource-group', { name, location: this.location, tags: this.tags });
    fixAddress(group);
    this.groupId = group.id;
    // Used as a reference, so that everything in the group waits for it.
    return group.name;
  }
}

type Switches = Readonly<Record<string, boolean>>;

/** Switches that constructs need, below those that are set already; in JSON each block is a list of one. */
function withNeeded(
  features: Readonly<Record<string, unknown>>,
  needed: Readonly<Record<string, Switches>>,
): Readonly<Record<string, unknown>> {
  const names = [...new Set([...Object.keys(features), ...Object.keys(needed)])].sort();
  return Object.fromEntries(
    names.map((name) => {
      const [given] = (features[name] ?? []) as readonly Switches[];
      return [name, [{ ...needed[name], ...given }]];
    }),
  );
}
