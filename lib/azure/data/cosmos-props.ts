import type { IConstruct } from 'constructs';
import { type Problem, Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { checkedLocation } from '../location';
import { publicRanges } from '../network-rules';
import { type Place, type PlaceProps, resolvePlace } from '../place';
import { checkChoice } from './choice';
import type { ProtectionProps } from './protection';
import { needZones } from './region-checks';

export type CosmosApi = 'Sql' | 'Mongo';
export type CosmosConsistency = 'Strong' | 'BoundedStaleness' | 'Session' | 'ConsistentPrefix' | 'Eventual';
export type CosmosBackup = 'Continuous7Days' | 'Continuous30Days' | 'Periodic';

/** A region that holds a copy of an account. */
export interface CosmosReplica {
  readonly location: string;
  /**
   * Keeps the copy in several zones.
   * @default as the account
   */
  readonly zoneRedundant?: boolean;
}

export interface CosmosAccountProps extends PlaceProps, ProtectionProps {
  /**
   * Name of the account, unique in all of Azure: 3 to 44 lower-case letters, digits and `-`. Fixed at creation.
   * @creation
   */
  readonly name: string;
  /**
   * What it speaks. Mongo takes keys alone: Entra ID can't sign in there. Fixed at creation.
   * @creation
   * @default 'Sql'
   */
  readonly api?: CosmosApi;
  /**
   * Bills for each request, in one region. Fixed at creation.
   * @creation
   * @default false
   */
  readonly serverless?: boolean;
  /**
   * Keeps data in several zones of the account's region; a change makes the region anew. The default never follows the list of
   * regions.
   * @default true in the public cloud, else false
   */
  readonly zoneRedundant?: boolean;
  /**
   * Regions that hold a copy, in the order in which they take over.
   * @default - none
   */
  readonly geoReplications?: readonly (string | CosmosReplica)[];
  /**
   * Takes writes in every region. Not with `Strong` consistency.
   * @default false
   */
  readonly multipleWrites?: boolean;
  /**
   * What readers see of writes.
   * @default 'Session'
   */
  readonly consistency?: CosmosConsistency;
  /**
   * How it can be restored: to any moment of 7 or 30 days, or from copies of every four hours, kept for eight. Continuous can't
   * become periodic again.
   * @default 'Continuous7Days'
   */
  readonly backup?: CosmosBackup;
  /**
   * Lets keys sign in besides Entra ID. Mongo needs them.
   * @default false, for Mongo true
   */
  readonly localAuth?: boolean;
  /**
   * Lets the account be reached over the internet, by those who have a role or key.
   * @default false where a `PrivateEndpoint` leads there, else true
   */
  readonly publicNetworkAccess?: boolean;
  /**
   * Public addresses and ranges that may reach it; all others are refused.
   * @default - all
   */
  readonly allowedIpRanges?: readonly string[];
}

export interface ResolvedCosmos {
  readonly place: Place;
  readonly name: string;
  readonly api: CosmosApi;
  readonly serverless: boolean;
  /** The account's own region first. */
  readonly regions: readonly { readonly location: string; readonly zoneRedundant: boolean }[];
  readonly multipleWrites: boolean;
  readonly consistency: CosmosConsistency;
  readonly backup: CosmosBackup;
  readonly localAuth: boolean;
  /** Undefined where endpoints decide. */
  readonly publicNetworkAccess?: boolean;
  readonly allowedIpRanges: readonly string[];
  readonly deletionProtection: boolean;
}

const CONSISTENCIES: readonly CosmosConsistency[] = [
  'Strong',
  'BoundedStaleness',
  'Session',
  'ConsistentPrefix',
  'Eventual',
];
const BACKUPS: readonly CosmosBackup[] = ['Continuous7Days', 'Continuous30Days', 'Periodic'];

/** @throws CdkAksError with everything that is wrong */
export function resolveCosmos(scope: IConstruct, props: CosmosAccountProps): ResolvedCosmos {
  const problems = new Problems(scope);
  const place = resolvePlace(scope, props, problems);
  const api = props.api ?? 'Sql';
  const zoneRedundant = props.zoneRedundant ?? place.cloud === 'public';
  const allowedIpRanges = publicRanges(props.allowedIpRanges ?? [], problems, 'allowedIpRanges');
  const replicas = (props.geoReplications ?? []).map((one): CosmosReplica =>
    typeof one === 'string' ? { location: one } : one,
  );
  const regions = [{ location: place.location }, ...replicas].map((one: CosmosReplica) => ({
    location: one.location,
    zoneRedundant: one.zoneRedundant ?? zoneRedundant,
  }));
  const consistency = props.consistency ?? 'Session';
  const backup = props.backup ?? 'Continuous7Days';
  problems.attempt('name', () => azureName('cosmosAccount', props.name));
  checkChoice(problems, { property: 'api', value: api, what: 'an API of Cosmos DB here', code: 'cosmos/api' }, ['Sql', 'Mongo']);
  const levels = { property: 'consistency', value: consistency, what: 'a level of consistency', code: 'cosmos/consistency' };
  checkChoice(problems, levels, CONSISTENCIES);
  checkChoice(problems, { property: 'backup', value: backup, what: 'a way of backing up', code: 'cosmos/backup' }, BACKUPS);
  checkRegions(place, regions, problems);
  togetherProblems(props, api, regions.length, backup, consistency).forEach((found) => problems.add(found));
  problems.throwIfAny();
  return {
    place,
    name: props.name,
    api,
    serverless: props.serverless ?? false,
    regions,
    multipleWrites: props.multipleWrites ?? false,
    consistency,
    backup,
    localAuth: props.localAuth ?? api === 'Mongo',
    publicNetworkAccess: props.publicNetworkAccess ?? (allowedIpRanges.length > 0 ? true : undefined),
    allowedIpRanges,
    deletionProtection: props.deletionProtection ?? true,
  };
}

function checkRegions(place: Place, regions: ResolvedCosmos['regions'], problems: Problems): void {
  regions.forEach(({ location, zoneRedundant }, index) => {
    const property = index === 0 ? 'zoneRedundant' : 'geoReplications';
    if (index > 0) problems.attempt(undefined, () => checkedLocation(place.cloud, location, property));
    const off = index === 0 ? 'Set zoneRedundant: false' : `Write { location: '${location}', zoneRedundant: false }`;
    if (zoneRedundant) needZones(property, index === 0 ? true : location, location, off, 'cosmos/no-zones', problems);
    if (regions.findIndex((one) => one.location === location) === index) return;
    problems.add({
      property,
      value: location,
      rule: 'holds a copy already',
      fix: 'Leave it out',
      code: 'cosmos/region-twice',
    });
  });
}

function togetherProblems(
  props: CosmosAccountProps,
  api: CosmosApi,
  regions: number,
  backup: CosmosBackup,
  consistency: CosmosConsistency,
): Problem[] {
  const found: Problem[] = [];
  const add = (property: string, rule: string, fix: string, code: string) => found.push({ property, rule, fix, code });
  if (props.serverless && regions > 1) {
    add('serverless', 'runs in one region, and geoReplications name more', 'Keep one of the two', 'cosmos/serverless');
  }
  if (props.multipleWrites && regions === 1) {
    add('multipleWrites', 'needs a second region', 'Name one in geoReplications, or leave it out', 'cosmos/one-region');
  }
  if (props.multipleWrites && consistency === 'Strong') {
    add('consistency', 'Strong is not there where every region takes writes', "Write 'BoundedStaleness'", 'cosmos/consistency');
  }
  if (props.multipleWrites && backup !== 'Periodic') {
    add('backup', 'is periodic where every region takes writes', "Write 'Periodic'", 'cosmos/backup');
  }
  if (api === 'Mongo' && props.localAuth === false) {
    add('localAuth', 'is off, and Mongo lets nobody in but by keys', 'Leave it out', 'cosmos/mongo-keys');
  }
  return found;
}
