import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Cloud } from '../core/contracts';
import { type Problem, type Problems } from '../core/errors';
import type { AzureNameType } from '../core/azure-name-rules';
import { deriveName } from '../core/names';
import { checkedLocation } from './location';
import { checkTags, mergeTags } from './tags';

/** Where an Azure resource goes, resolved from its props and the environment around it. */
export interface Place {
  readonly resourceGroupName: string;
  /** Azure's short name of a region, such as `westeurope`. */
  readonly location: string;
  readonly cloud: Cloud;
  readonly tags: Readonly<Record<string, string>>;
}

/** Props that every Azure construct takes. Within an `Environment` all of them have a default. */
export interface PlaceProps {
  /**
   * Resource group that holds the resource.
   * @default - the environment's
   */
  readonly resourceGroupName?: string;
  /**
   * Azure region, by its short name such as `westeurope`. Fixed at creation.
   * @creation
   * @default - the environment's
   */
  readonly location?: string;
  /**
   * Tags besides the environment's; the same key here wins.
   * @default - the environment's
   */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The same for what belongs to no region. */
export type GlobalPlace = Omit<Place, 'location'>;
export type GlobalPlaceProps = Omit<PlaceProps, 'location'>;

/** What an environment tells the constructs in it. */
export interface EnvironmentPlace extends Place {
  /** First part of every derived name. */
  readonly stem: string;
  /** Tenant that identities and vaults belong to: a literal, or late. */
  readonly tenantId: string;
  /** Late: id of the environment's resource group. */
  readonly resourceGroupId: () => string;
  /** Has Terraform register a resource provider that azurerm leaves alone, such as `Microsoft.ServiceNetworking`. */
  readonly needProvider: (namespace: string) => void;
  /** Sets a feature switch of the azurerm provider, unless the program sets it. */
  readonly needFeature: (block: string, name: string, value: boolean) => void;
}

const PLACE = Symbol.for('cdk-aks.place');

/** Called by the Environment. */
export function bindPlace(stack: TerraformStack, place: EnvironmentPlace): void {
  Object.defineProperty(stack, PLACE, { value: place });
}

/** The environment around a construct; undefined in a plain TerraformStack. */
export function environmentOf(scope: IConstruct): EnvironmentPlace | undefined {
  return (TerraformStack.of(scope) as { [PLACE]?: EnvironmentPlace })[PLACE];
}

/**
 * Fills in what the environment knows. In a plain stack, group and location must be given; what is missing or wrong is
 * added to `problems`.
 */
export function resolvePlace(scope: IConstruct, props: PlaceProps, problems: Problems): Place {
  const environment = environmentOf(scope);
  const resourceGroupName = groupOf(environment, props, problems);
  const location = props.location ?? environment?.location;
  if (location === undefined) problems.add(missing('location'));
  const cloud = environment?.cloud ?? 'public';
  const own = props.location;
  if (own !== undefined) problems.attempt('location', () => checkedLocation(cloud, own));
  return { resourceGroupName, location: location ?? '', cloud, tags: tagsOf(environment, props, problems) };
}

/** The same for what belongs to no region, such as DNS zones. */
export function resolveGlobalPlace(scope: IConstruct, props: GlobalPlaceProps, problems: Problems): GlobalPlace {
  const environment = environmentOf(scope);
  const resourceGroupName = groupOf(environment, props, problems);
  return {
    resourceGroupName,
    cloud: environment?.cloud ?? 'public',
    tags: tagsOf(environment, props, problems),
  };
}

function groupOf(environment: EnvironmentPlace | undefined, props: GlobalPlaceProps, problems: Problems): string {
  const resourceGroupName = props.resourceGroupName ?? environment?.resourceGroupName;
  if (resourceGroupName === undefined) problems.add(missing('resourceGroupName'));
  return resourceGroupName ?? '';
}

function tagsOf(environment: EnvironmentPlace | undefined, { tags = {} }: GlobalPlaceProps, problems: Problems) {
  const merged = mergeTags(environment?.tags ?? {}, tags);
  checkTags(merged, problems);
  return merged;
}

function missing(property: string): Problem {
  return {
    property,
    rule: 'is needed in a stack that is no Environment',
    fix: `Set ${property}, or create the stack with \`new Environment(…)\``,
    code: 'place/missing',
  };
}

/** A name from readable parts: the environment's stem and the ids below the stack. */
export function derivedName(scope: IConstruct, type: AzureNameType): string {
  const stack = TerraformStack.of(scope);
  const ids = scope.node.scopes.slice(stack.node.scopes.length).map((part) => part.node.id);
  return deriveName(type, [environmentOf(scope)?.stem ?? stack.node.id, ...ids]);
}
