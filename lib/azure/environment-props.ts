import { type TerraformStack, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Cloud } from '../core/contracts';
import { invalid, type Problem, Problems } from '../core/errors';
import { azureName, deriveName } from '../core/names';
import { cloudFacts } from './clouds';
import type { EnvironmentProps } from './environment';
import { checkedLocation } from './location';
import { checkTags } from './tags';

/** The props of an environment with every default in place. */
export interface ResolvedEnvironment {
  readonly location: string;
  readonly cloud: Cloud;
  readonly stem: string;
  readonly resourceGroupName: string;
  readonly createsResourceGroup: boolean;
  readonly subscriptionId?: string;
  readonly tenantId?: string;
  readonly providerVersion: string;
  readonly features: Readonly<Record<string, unknown>>;
  readonly registerResourceProviders: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** What an environment keeps unless told otherwise: nothing with state vanishes by accident. */
const SAFE_FEATURES = {
  key_vault: { purge_soft_delete_on_destroy: false, recover_soft_deleted_key_vaults: true },
  resource_group: { prevent_deletion_if_contains_resources: true },
};

/** The binding is generated from this version, and cdktf renders by its schema. */
const PROVIDER_MAJOR = 4;
const DEFAULT_PROVIDER_VERSION = '~> 4.55';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const CONSTRAINT = /^\s*(=|!=|>=|<=|~>|>|<)?\s*(\d+)(\.\d+){0,2}(-[0-9A-Za-z.-]+)?\s*$/;

/**
 * The id of an environment: name of its folder, its state file and of what `cdktf deploy` is told.
 * @throws CdkAksError `environment/id`
 */
export function environmentId(scope: IConstruct, id: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(id)) return id;
  throw invalid(scope, {
    property: 'id',
    value: id,
    rule: "is not the name of an environment: letters, digits, '-' and '_', starting with a letter or digit",
    fix: `Did you mean '${id.replace(/[^A-Za-z0-9_]+/g, '-').replace(/^[-_]+|-+$/g, '') || 'prod'}'?`,
    code: 'environment/id',
  });
}

/** @throws CdkAksError with everything that is wrong */
export function resolveEnvironment(stack: TerraformStack, props: EnvironmentProps): ResolvedEnvironment {
  const problems = new Problems(stack);
  const cloud = props.cloud ?? 'public';
  const stem = props.stem ?? stack.node.id;
  const known = problems.attempt('cloud', () => cloudFacts(cloud)) !== undefined;
  if (known) problems.attempt('location', () => checkedLocation(cloud, props.location));
  const group = problems.attempt('resourceGroupName', () => resourceGroupName(props, stem));
  const version = props.providerVersion ?? DEFAULT_PROVIDER_VERSION;
  [
    stem.trim() === ''
      ? problem('stem', stem, 'is empty', 'Leave it out, or write the first part of every name', 'environment/stem')
      : undefined,
    bothGroups(props),
    notUuid('subscriptionId', props.subscriptionId),
    notUuid('tenantId', props.tenantId),
    badVersion(version),
    ...Object.entries(props.providerFeatures ?? {}).map(badFeature),
  ].forEach((found) => found && problems.add(found));
  checkTags(props.tags ?? {}, problems);
  problems.throwIfAny();

  return {
    location: props.location,
    cloud,
    stem,
    resourceGroupName: group as string,
    createsResourceGroup: props.existingResourceGroup === undefined,
    subscriptionId: props.subscriptionId,
    tenantId: props.tenantId,
    providerVersion: version,
    features: featureBlocks(props.providerFeatures ?? {}),
    registerResourceProviders: props.registerResourceProviders ?? true,
    tags: { ...props.tags },
  };
}

function resourceGroupName(props: EnvironmentProps, stem: string): string {
  const given = props.existingResourceGroup ?? props.resourceGroupName;
  if (given === undefined) return deriveName('resourceGroup', [stem]);
  const property = props.existingResourceGroup === undefined ? 'resourceGroupName' : 'existingResourceGroup';
  return Token.isUnresolved(given) ? given : azureName('resourceGroup', given, property);
}

function problem(property: string, value: unknown, rule: string, fix: string, code: string): Problem {
  return { property, value, rule, fix, code };
}

function bothGroups(props: EnvironmentProps): Problem | undefined {
  if (props.existingResourceGroup === undefined || props.resourceGroupName === undefined) return undefined;
  return problem(
    'existingResourceGroup',
    props.existingResourceGroup,
    "excludes 'resourceGroupName', which names a group to create",
    'Keep one of the two',
    'environment/resource-group',
  );
}

function notUuid(property: string, value: string | undefined): Problem | undefined {
  if (value === undefined || Token.isUnresolved(value) || UUID.test(value)) return undefined;
  return problem(
    property,
    value,
    'is not a UUID',
    `Copy it from \`az account show\`, such as 00000000-0000-0000-0000-000000000000`,
    'environment/uuid',
  );
}

function badVersion(version: string): Problem | undefined {
  const parts = version.split(',').map((part) => CONSTRAINT.exec(part));
  if (parts.some((part) => part === null)) {
    return problem(
      'providerVersion',
      version,
      "is not a version constraint in Terraform's syntax",
      `Write one such as '${DEFAULT_PROVIDER_VERSION}'`,
      'environment/provider-version',
    );
  }
  // '< 5' and '!= 4.60' only narrow; what is left must allow version 4 and no other.
  const bounds = parts.filter((part) => part?.[1] !== '!=' && !part?.[1]?.startsWith('<'));
  if (bounds.length > 0 && bounds.every((part) => Number(part?.[2]) === PROVIDER_MAJOR)) return undefined;
  return problem(
    'providerVersion',
    version,
    `leaves version ${PROVIDER_MAJOR} of azurerm, whose schema the resources are rendered by`,
    `Write one such as '${DEFAULT_PROVIDER_VERSION}'`,
    'environment/provider-version',
  );
}

function badFeature([block, switches]: [string, Readonly<Record<string, unknown>>]): Problem | undefined {
  const names = [block, ...Object.keys(switches)];
  if (names.every((name) => /^[a-z][a-z0-9_]*$/.test(name))) return undefined;
  return problem(
    `providerFeatures.${block}`,
    switches,
    "is not in Terraform's words",
    'Write names as the documentation of azurerm does, such as key_vault: { purge_soft_delete_on_destroy: false }',
    'environment/provider-features',
  );
}

/** Switches by block, ours where the program says nothing; in JSON each block is a list of one. */
function featureBlocks(given: Readonly<Record<string, Readonly<Record<string, boolean>>>>): Record<string, unknown> {
  const safe: Readonly<Record<string, Readonly<Record<string, boolean>>>> = SAFE_FEATURES;
  const names = new Set([...Object.keys(safe), ...Object.keys(given)]);
  return Object.fromEntries([...names].sort().map((name) => [name, [{ ...safe[name], ...given[name] }]]));
}
