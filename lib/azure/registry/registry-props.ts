import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { type Problem, Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { region } from '../../core/regions';
import { checkedLocation } from '../location';
import { publicRanges } from '../network-rules';
import { type Place, resolvePlace } from '../place';
import type { ContainerRegistryProps, RegistrySku } from './container-registry';

/** A replica of a registry. */
export interface GeoReplication {
  /** Region of the replica. */
  readonly location: string;
  /**
   * Keeps the replica in several zones. Fixed for a replica's life: a change makes it anew.
   * @creation
   * @default true in the public cloud, else false
   */
  readonly zoneRedundant?: boolean;
  /**
   * Takes part in answering pulls; switch it off to take a region out of service.
   * @default true
   */
  readonly regionalEndpoint?: boolean;
}

/** A replica as azurerm takes it. */
export interface ResolvedReplication {
  readonly location: string;
  readonly zoneRedundancyEnabled: boolean;
  readonly regionalEndpointEnabled: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** The props of a registry with every default in place. */
export interface ResolvedRegistry {
  readonly place: Place;
  readonly name: string;
  readonly sku: RegistrySku;
  readonly zoneRedundant: boolean;
  readonly geoReplications: readonly ResolvedReplication[];
  readonly retentionDays?: number;
  readonly anonymousPull: boolean;
  /** Undefined where endpoints decide. */
  readonly publicNetworkAccess?: boolean;
  readonly allowedIpRanges: readonly string[];
  readonly trustedServices: boolean;
  readonly dataEndpoint: boolean;
  readonly exportPolicy: boolean;
}

const SKUS: readonly RegistrySku[] = ['Basic', 'Standard', 'Premium'];

/** @throws CdkAksError with everything that is wrong */
export function resolveRegistry(scope: IConstruct, props: ContainerRegistryProps): ResolvedRegistry {
  const problems = new Problems(scope);
  const place = resolvePlace(scope, props, problems);
  const sku = props.sku ?? 'Premium';
  const premium = sku === 'Premium';
  const redundantByDefault = premium && place.cloud === 'public';
  const geoReplications = (props.geoReplications ?? []).map((replica): ResolvedReplication => {
    const given = typeof replica === 'string' ? { location: replica } : replica;
    return {
      location: given.location,
      zoneRedundancyEnabled: given.zoneRedundant ?? redundantByDefault,
      regionalEndpointEnabled: given.regionalEndpoint ?? true,
      tags: place.tags,
    };
  });
  const resolved: ResolvedRegistry = {
    place,
    name: props.name,
    sku,
    zoneRedundant: props.zoneRedundant ?? redundantByDefault,
    // azurerm reads them in this order, and would see a change in any other.
    geoReplications: geoReplications.sort((a, b) => (a.location < b.location ? -1 : 1)),
    retentionDays: props.retentionDays,
    anonymousPull: props.anonymousPull ?? false,
    // Ranges of public addresses are for the public way in.
    publicNetworkAccess: props.publicNetworkAccess ?? ((props.allowedIpRanges ?? []).length > 0 ? true : undefined),
    allowedIpRanges: publicRanges(props.allowedIpRanges ?? [], problems, 'allowedIpRanges'),
    trustedServices: props.trustedServices ?? true,
    dataEndpoint: props.dataEndpoint ?? false,
    exportPolicy: props.exportPolicy ?? true,
  };
  problems.attempt('name', () => azureName('containerRegistry', props.name));
  [...skuProblems(resolved), ...valueProblems(resolved)].forEach((found) => problems.add(found));
  checkRegions(resolved, problems);
  problems.throwIfAny();
  return resolved;
}

/** What only some tiers have. Source: azurerm, `resourceContainerRegistry`; Azure: "Container Registry service tiers". */
function skuProblems(registry: ResolvedRegistry): Problem[] {
  if (!SKUS.includes(registry.sku)) {
    return [
      {
        property: 'sku',
        value: registry.sku,
        rule: 'is not a tier of a registry',
        fix: `Write one of ${SKUS.map((sku) => `'${sku}'`).join(', ')}`,
        code: 'registry/sku-unknown',
      },
    ];
  }
  const premiumOnly: readonly (readonly [string, boolean])[] = [
    ['geoReplications', registry.geoReplications.length > 0],
    ['zoneRedundant', registry.zoneRedundant],
    ['retentionDays', registry.retentionDays !== undefined],
    ['publicNetworkAccess', registry.publicNetworkAccess === false],
    ['allowedIpRanges', registry.allowedIpRanges.length > 0],
    ['dataEndpoint', registry.dataEndpoint],
    ['exportPolicy', !registry.exportPolicy],
  ];
  const used = registry.sku === 'Premium' ? [] : premiumOnly.filter(([, isUsed]) => isUsed);
  const basicOnly = registry.sku === 'Basic' && registry.anonymousPull;
  return [
    ...used.map(([property]) => needsPremium(property, registry.sku)),
    ...(basicOnly
      ? [
          {
            property: 'anonymousPull',
            rule: 'needs the tier Standard or Premium, and this registry is Basic',
            fix: "Set sku: 'Standard', or leave it out",
            code: 'registry/needs-standard',
          },
        ]
      : []),
  ];
}

/** What is told of anything that only Premium has. */
export function needsPremium(property: string, sku: RegistrySku): Problem {
  return {
    property,
    rule: `needs the tier Premium, and this registry is ${sku}`,
    fix: "Set sku: 'Premium', or leave it out",
    code: 'registry/needs-premium',
  };
}

function valueProblems(registry: ResolvedRegistry): Problem[] {
  const days = registry.retentionDays;
  const found: Problem[] = [];
  if (days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= 365)) {
    found.push({
      property: 'retentionDays',
      value: days,
      rule: 'is not a whole number from 1 to 365',
      fix: 'Write for instance 30, or leave it out to keep everything',
      code: 'registry/retention',
    });
  }
  if (!registry.exportPolicy && registry.publicNetworkAccess !== false) {
    found.push({
      property: 'exportPolicy',
      value: false,
      rule: 'needs a registry without public network access',
      fix: 'Set publicNetworkAccess: false too',
      code: 'registry/export-policy',
    });
  }
  if (registry.publicNetworkAccess === false && registry.allowedIpRanges.length > 0) {
    found.push({
      property: 'allowedIpRanges',
      rule: 'admits public addresses to a registry that publicNetworkAccess: false closes to all of them',
      fix: 'Keep one of the two',
      code: 'registry/closed',
    });
  }
  return found;
}

function checkRegions(registry: ResolvedRegistry, problems: Problems): void {
  const { place } = registry;
  checkZones('zoneRedundant', place.location, registry.zoneRedundant, problems);
  registry.geoReplications.forEach((replica, index) => {
    const known = problems.attempt(undefined, () => checkedLocation(place.cloud, replica.location, 'geoReplications'));
    if (known !== undefined) checkZones('geoReplications', replica.location, replica.zoneRedundancyEnabled, problems);
    const before = registry.geoReplications[index - 1]?.location;
    if (replica.location !== place.location && replica.location !== before) return;
    problems.add({
      property: 'geoReplications',
      value: replica.location,
      rule: replica.location === before ? 'stands there twice' : 'is the region of the registry itself',
      fix: 'Leave it out',
      code: 'registry/replica-twice',
    });
  });
}

/** The default does not follow the data, so that a region's first zone replaces no registry; the check may. */
function checkZones(property: string, location: string, redundant: boolean, problems: Problems): void {
  const facts = Token.isUnresolved(location) ? undefined : region(location);
  if (!redundant || facts === undefined || facts.zones.length > 0) return;
  problems.add({
    property,
    value: location,
    rule: 'has no availability zones, and this is fixed at creation',
    fix:
      property === 'zoneRedundant'
        ? 'Set zoneRedundant: false'
        : `Write { location: '${location}', zoneRedundant: false }`,
    code: 'registry/no-zones',
  });
}
