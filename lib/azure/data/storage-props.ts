import type { IConstruct } from 'constructs';
import { Duration } from '../../core/duration';
import { type Problem, Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { region } from '../../core/regions';
import { publicRanges } from '../network-rules';
import { type Place, type PlaceProps, resolvePlace } from '../place';
import { checkChoice } from './choice';
import type { ProtectionProps } from './protection';

export type StorageKind = 'StorageV2' | 'BlockBlobStorage' | 'FileStorage';
export type StorageReplication = 'LRS' | 'ZRS' | 'GRS' | 'RAGRS' | 'GZRS' | 'RAGZRS';

export interface StorageAccountProps extends PlaceProps, ProtectionProps {
  /**
   * Name of the account, unique in all of Azure: 3 to 24 lower-case letters and digits. Fixed at creation.
   * @creation
   */
  readonly name: string;
  /**
   * What it holds: `StorageV2` everything, `BlockBlobStorage` blobs and `FileStorage` file shares on fast disks. Fixed at
   * creation.
   * @creation
   * @default 'StorageV2'
   */
  readonly kind?: StorageKind;
  /**
   * Where copies lie: in one place (LRS), in several zones (ZRS), in the paired region too (GRS, GZRS), which can be read from
   * there (RAGRS, RAGZRS). The default never follows the list of regions.
   * @default 'ZRS' in the public cloud, else 'LRS'
   */
  readonly replication?: StorageReplication;
  /**
   * Lets keys of the account sign in besides Entra ID. Pods that mount a file share need it.
   * @default false
   */
  readonly sharedKeys?: boolean;
  /**
   * Keeps a tree of folders, for Data Lake. Fixed at creation.
   * @creation
   * @default false
   */
  readonly hierarchicalNamespace?: boolean;
  /**
   * Keeps what a blob was before each change. Not with a hierarchical namespace.
   * @default false
   */
  readonly versioning?: boolean;
  /**
   * How long deleted blobs, containers and shares can be had back: 1 to 365 whole days.
   * @default 7 days
   */
  readonly softDelete?: Duration;
  /**
   * Lets the account be reached over the internet, by those who have a role.
   * @default false where a `PrivateEndpoint` leads there, else true
   */
  readonly publicNetworkAccess?: boolean;
  /**
   * Public addresses and ranges that may reach it; all others are refused.
   * @default - all
   */
  readonly allowedIpRanges?: readonly string[];
  /**
   * Ids of subnets that may reach it; each needs the service endpoint `Microsoft.Storage`.
   * @default - none
   */
  readonly allowedSubnetIds?: readonly string[];
  /**
   * Lets services that Azure trusts, such as backup, pass the firewall.
   * @default true
   */
  readonly trustedServices?: boolean;
}

export interface ResolvedStorage {
  readonly place: Place;
  readonly name: string;
  readonly kind: StorageKind;
  readonly replication: StorageReplication;
  readonly sharedKeys: boolean;
  readonly hierarchicalNamespace: boolean;
  readonly versioning: boolean;
  readonly softDeleteDays: number;
  /** Undefined where endpoints decide. */
  readonly publicNetworkAccess?: boolean;
  readonly allowedIpRanges: readonly string[];
  readonly allowedSubnetIds: readonly string[];
  readonly trustedServices: boolean;
  readonly deletionProtection: boolean;
}

const KINDS: readonly StorageKind[] = ['StorageV2', 'BlockBlobStorage', 'FileStorage'];
const REPLICATIONS: readonly StorageReplication[] = ['LRS', 'ZRS', 'GRS', 'RAGRS', 'GZRS', 'RAGZRS'];

/** @throws CdkAksError with everything that is wrong */
export function resolveStorage(scope: IConstruct, props: StorageAccountProps): ResolvedStorage {
  const problems = new Problems(scope);
  const place = resolvePlace(scope, props, problems);
  const kind = props.kind ?? 'StorageV2';
  const replication = props.replication ?? (place.cloud === 'public' ? 'ZRS' : 'LRS');
  const softDelete = props.softDelete ?? Duration.days(7);
  const softDeleteDays = problems.attempt('softDelete', () => softDelete.toDays()) ?? 7;
  const allowedIpRanges = publicRanges(props.allowedIpRanges ?? [], problems, 'allowedIpRanges');
  const allowedSubnetIds = props.allowedSubnetIds ?? [];
  const restricted = allowedIpRanges.length + allowedSubnetIds.length > 0;
  problems.attempt('name', () => azureName('storageAccount', props.name));
  const known = [
    checkChoice(problems, { property: 'kind', value: kind, what: 'a kind of storage account', code: 'storage/kind' }, KINDS),
    checkChoice(
      problems,
      { property: 'replication', value: replication, what: 'a way of keeping copies', code: 'storage/replication' },
      REPLICATIONS,
    ),
  ].every(Boolean);
  if (softDeleteDays < 1 || softDeleteDays > 365) {
    problems.add({
      property: 'softDelete',
      value: softDelete.toString(),
      rule: 'is not between 1 and 365 days',
      fix: 'Write Duration.days(7)',
      code: 'storage/soft-delete',
    });
  }
  if (known) {
    [...replicationProblems(kind, replication, place), ...kindProblems(kind, props)].forEach((one) => problems.add(one));
  }
  problems.throwIfAny();
  return {
    place,
    name: props.name,
    kind,
    replication,
    sharedKeys: props.sharedKeys ?? false,
    hierarchicalNamespace: props.hierarchicalNamespace ?? false,
    versioning: props.versioning ?? false,
    softDeleteDays,
    publicNetworkAccess: props.publicNetworkAccess ?? (restricted ? true : undefined),
    allowedIpRanges,
    allowedSubnetIds,
    trustedServices: props.trustedServices ?? true,
    deletionProtection: props.deletionProtection ?? true,
  };
}

/** Azure: "Azure Storage redundancy". */
function replicationProblems(kind: StorageKind, replication: StorageReplication, { location }: Place): Problem[] {
  const property = 'replication';
  const value = replication;
  if (kind !== 'StorageV2' && replication !== 'LRS' && replication !== 'ZRS') {
    return [
      {
        property,
        value,
        rule: `keeps copies in another region, which ${kind} can't`,
        fix: "Write 'ZRS' or 'LRS'",
        code: 'storage/replication',
      },
    ];
  }
  const facts = region(location);
  if (facts === undefined) return [];
  const found: Problem[] = [];
  if (replication.includes('Z') && facts.zones.length === 0) {
    found.push({
      property,
      value,
      rule: `needs availability zones, and ${location} has none`,
      fix: `Write '${replication === 'ZRS' ? 'LRS' : replication.replace('Z', '')}', or take another region`,
      code: 'storage/no-zones',
    });
  }
  if (replication.includes('G') && facts.pair === undefined) {
    found.push({
      property,
      value,
      rule: `needs a paired region, and ${location} has none`,
      fix: `Write '${replication.includes('Z') ? 'ZRS' : 'LRS'}'`,
      code: 'storage/no-pair',
    });
  }
  return found;
}

function kindProblems(kind: StorageKind, props: StorageAccountProps): Problem[] {
  const found: Problem[] = [];
  if (props.hierarchicalNamespace && props.versioning) {
    found.push({
      property: 'versioning',
      rule: 'is not there with a hierarchical namespace',
      fix: 'Leave one of the two out',
      code: 'storage/versioning',
    });
  }
  for (const property of ['hierarchicalNamespace', 'versioning'] as const) {
    if (kind !== 'FileStorage' || !props[property]) continue;
    found.push({
      property,
      rule: 'is for blobs, and FileStorage holds file shares alone',
      fix: 'Leave it out',
      code: 'storage/kind',
    });
  }
  return found;
}
