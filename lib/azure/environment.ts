import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Cloud } from '../core/contracts';
import { Problems } from '../core/errors';
import { azureName, deriveName } from '../core/names';
import { region, type Region } from '../core/regions';
import { fixAddress } from './address';
import { Backend } from './backend';
import { cloudFacts } from './clouds';
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
   * Subscription that everything is created in. Not a secret, but better kept out of a public repository.
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
   * Version constraint of the azurerm provider.
   * @default '~> 4.55' - the binding is generated from 4.55.0
   */
  readonly providerVersion?: string;

  /**
   * Feature switches of the azurerm provider, in its own words: `{ key_vault: { purge_soft_delete_on_destroy: false } }`.
   * @default - vaults are kept when destroyed, and a group that still holds something is not deleted
   */
  readonly providerFeatures?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;

  /**
   * Tags of everything in the environment.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** What an environment keeps unless told otherwise: nothing with state vanishes by accident. */
const SAFE_FEATURES = {
  key_vault: { purge_soft_delete_on_destroy: false, recover_soft_deleted_key_vaults: true },
  resource_group: { prevent_deletion_if_contains_resources: true },
};

/**
 * One place that the platform is deployed to, such as `dev` or `prod-weu`: a Terraform stack with its provider, backend,
 * resource group, tags and names.
 */
export class Environment extends TerraformStack {
  readonly location: string;
  readonly cloud: Cloud;
  /** Zones and paired region; undefined zones are none. */
  readonly region: Region;
  readonly resourceGroupName: string;
  /** A literal if it was given, else known after deploy. */
  readonly tenantId: string;
  readonly tags: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: EnvironmentProps) {
    super(scope, id);
    const stem = props.stem ?? id;
    const problems = new Problems(this);
    const found = problems.attempt('location', () => region(props.location));
    const groupName = problems.attempt('resourceGroupName', () =>
      props.existingResourceGroup === undefined
        ? azureName('resourceGroup', props.resourceGroupName ?? deriveName('resourceGroup', [stem]))
        : azureName('resourceGroup', props.existingResourceGroup),
    );
    if (props.existingResourceGroup !== undefined && props.resourceGroupName !== undefined) {
      problems.add({
        property: 'existingResourceGroup',
        value: props.existingResourceGroup,
        rule: "excludes 'resourceGroupName', which names a group to create",
        fix: 'Keep one of the two',
        code: 'environment/resource-group',
      });
    }
    problems.throwIfAny();

    this.region = found as Region;
    this.location = props.location;
    this.cloud = props.cloud ?? 'public';
    this.tags = { ...props.tags };
    this.addProvider(props);
    (props.backend ?? Backend.local()).addTo(this);
    this.resourceGroupName = props.existingResourceGroup ?? this.createResourceGroup(groupName as string);
    this.tenantId = props.tenantId ?? this.signedInTenant();
    bindPlace(this, {
      stem,
      resourceGroupName: this.resourceGroupName,
      location: this.location,
      cloud: this.cloud,
      tags: this.tags,
      tenantId: this.tenantId,
    });
  }

  private addProvider(props: EnvironmentProps): void {
    const provider = new AzurermProvider(this, 'azurerm', {
      features: [{}],
      environment: cloudFacts(this.cloud).providerEnvironment,
      subscriptionId: props.subscriptionId,
      tenantId: props.tenantId,
    });
    const features = { ...SAFE_FEATURES, ...props.providerFeatures };
    provider.addOverride('features', [
      Object.fromEntries(Object.entries(features).map(([block, switches]) => [block, [switches]])),
    ]);
    this.addOverride('terraform.required_providers.azurerm.version', props.providerVersion ?? '~> 4.55');
  }

  private createResourceGroup(name: string): string {
    const group = new ResourceGroup(this, 'resource-group', { name, location: this.location, tags: this.tags });
    // Used as a reference, so that everything in the group waits for it.
    return fixAddress(group).name;
  }

  private signedInTenant(): string {
    return fixAddress(new DataAzurermClientConfig(this, 'client', {})).tenantId;
  }
}
