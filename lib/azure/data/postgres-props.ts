import type { IConstruct } from 'constructs';
import type { IPrivateDnsZone } from '../../core/contracts';
import { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { Size } from '../../core/size';
import type { ISubnet } from '../network/contracts';
import { publicCidrs } from '../network-rules';
import { environmentOf, type Place, type PlaceProps, resolvePlace } from '../place';
import { checkChoice } from './choice';
import { checkAdministrator, type EntraAdministrator } from './entra-administrator';
import { isLogin } from './password';
import { checkIntegration, checkTier } from './postgres-checks';
import type { ProtectionProps } from './protection';
import { needPair, needZones } from './region-checks';

export type PostgresVersion = '13' | '14' | '15' | '16' | '17' | '18';
export type PostgresHighAvailability = 'ZoneRedundant' | 'SameZone' | 'none';

/** A network that a server is put into, in place of an endpoint. */
export interface PostgresIntegration {
  /** Delegated to `Microsoft.DBforPostgreSQL/flexibleServers`. */
  readonly subnet: ISubnet;
  /** A zone that ends with `.postgres.database.azure.com`, or with that of the cloud, and is no zone of endpoints. */
  readonly dnsZone: IPrivateDnsZone;
}

export interface PostgresServerProps extends PlaceProps, ProtectionProps {
  /**
   * Name of the server, unique in all of Azure: 3 to 63 lower-case letters, digits and `-`. Fixed at creation.
   * @creation
   */
  readonly name: string;
  /** Who administers the server, at least one: best a group. */
  readonly administrators: readonly EntraAdministrator[];
  /**
   * Name of a login with a password, besides Entra ID. Terraform asks for the password, in a sensitive variable.
   * @default - none: Entra ID alone
   */
  readonly passwordLogin?: string;
  /**
   * Version; a later one is an upgrade in place.
   * @default '16'
   */
  readonly version?: PostgresVersion;
  /**
   * Size, in Azure's words: `B_…`, `GP_…` or `MO_…` and a size of virtual machines.
   * @default 'GP_Standard_D2ds_v5'
   */
  readonly sku?: string;
  /**
   * Room for data: 32, 64, 128, 256, 512 GiB and so on to 32 TiB. It never shrinks.
   * @default 128 GiB
   */
  readonly storage?: Size;
  /**
   * Lets Azure add room before it runs out.
   * @default true
   */
  readonly autoGrow?: boolean;
  /**
   * A second server that takes over: in another zone, in the same one, or none. Not for `B_…`. The default never follows the
   * list of regions.
   * @default 'ZoneRedundant' in the public cloud where the size can, else 'none'
   */
  readonly highAvailability?: PostgresHighAvailability;
  /**
   * How far back the server can be restored to any moment: 7 to 35 days.
   * @default 7 days
   */
  readonly backupRetention?: Duration;
  /**
   * Keeps backups in the paired region too. Fixed at creation.
   * @creation
   * @default false
   */
  readonly geoBackup?: boolean;
  /**
   * Puts the server into a network. Fixed at creation; without it, a `PrivateEndpoint` can lead there.
   * @creation
   * @default - none
   */
  readonly integration?: PostgresIntegration;
  /**
   * Lets the server be reached over the internet.
   * @default false with an integration or where a `PrivateEndpoint` leads there, else true
   */
  readonly publicNetworkAccess?: boolean;
  /**
   * Public addresses and ranges that may reach it.
   * @default - none
   */
  readonly allowedIpRanges?: readonly string[];
  /**
   * Tenant of the administrators.
   * @default - the environment's
   */
  readonly tenantId?: string;
}

export interface ResolvedPostgres {
  readonly place: Place;
  readonly name: string;
  readonly version: PostgresVersion;
  readonly sku: string;
  readonly storageMib: number;
  readonly autoGrow: boolean;
  readonly highAvailability: PostgresHighAvailability;
  readonly backupDays: number;
  readonly geoBackup: boolean;
  readonly tenantId: string;
  /** Undefined where endpoints decide. */
  readonly publicNetworkAccess?: boolean;
  readonly allowedCidrs: readonly string[];
}

const STORAGE_GIB = [32, 64, 128, 256, 512, 1024, 2048, 4095, 4096, 8192, 16_384, 32_767];

/** @throws CdkAksError with everything that is wrong */
export function resolvePostgres(scope: IConstruct, props: PostgresServerProps): ResolvedPostgres {
  const problems = new Problems(scope);
  const place = resolvePlace(scope, props, problems);
  const sku = props.sku ?? 'GP_Standard_D2ds_v5';
  const burstable = sku.startsWith('B_');
  const highAvailability =
    props.highAvailability ?? (burstable || place.cloud !== 'public' ? 'none' : 'ZoneRedundant');
  const retention = props.backupRetention ?? Duration.days(7);
  const backupDays = problems.attempt('backupRetention', () => retention.toDays()) ?? 7;
  const allowedCidrs = publicCidrs(props.allowedIpRanges ?? [], problems, 'allowedIpRanges');
  const storage = problems.attempt('storage', () => (props.storage ?? Size.gibibytes(128)).toGibibytes());
  const tenantId = props.tenantId ?? environmentOf(scope)?.tenantId;
  problems.attempt('name', () => azureName('postgresServer', props.name));
  checkPeople(props, tenantId, problems);
  const version = props.version ?? '16';
  const versions = { property: 'version', value: version, what: 'a version of PostgreSQL here', code: 'postgres/version' };
  checkChoice(problems, versions, ['13', '14', '15', '16', '17', '18']);
  if (storage !== undefined) {
    const sizes = { property: 'storage', value: storage, what: 'a size of storage in GiB', code: 'postgres/storage' };
    checkChoice(problems, sizes, STORAGE_GIB);
  }
  checkTier(sku, highAvailability, problems);
  if (highAvailability === 'ZoneRedundant') {
    const fix = "Write highAvailability: 'SameZone' or 'none'";
    needZones('highAvailability', highAvailability, place.location, fix, 'postgres/no-zones', problems);
  }
  if (props.geoBackup) {
    needPair('geoBackup', true, place.location, 'Leave it out', 'postgres/no-pair', problems);
  }
  if (backupDays < 7 || backupDays > 35) {
    problems.add({
      property: 'backupRetention',
      value: retention.toString(),
      rule: 'is not between 7 and 35 days',
      fix: 'Write Duration.days(7)',
      code: 'postgres/backup',
    });
  }
  checkIntegration(props, place, allowedCidrs, problems);
  problems.throwIfAny();
  const open = props.integration ? false : allowedCidrs.length > 0 ? true : undefined;
  return {
    place,
    name: props.name,
    version,
    sku,
    storageMib: (storage as number) * 1024,
    autoGrow: props.autoGrow ?? true,
    highAvailability,
    backupDays,
    geoBackup: props.geoBackup ?? false,
    tenantId: tenantId as string,
    publicNetworkAccess: props.publicNetworkAccess ?? open,
    allowedCidrs,
  };
}

function checkPeople(props: PostgresServerProps, tenantId: string | undefined, problems: Problems): void {
  if (props.administrators.length === 0) checkAdministrator('administrators', undefined, problems);
  props.administrators.forEach((one, index) => checkAdministrator(`administrators[${index}]`, one, problems));
  if (tenantId === undefined) {
    problems.add({
      property: 'tenantId',
      rule: 'is needed in a stack that is no Environment',
      fix: 'Set tenantId, or create the stack with `new Environment(…)`',
      code: 'place/missing',
    });
  }
  if (props.passwordLogin === undefined || isLogin(props.passwordLogin)) return;
  problems.add({
    property: 'passwordLogin',
    value: props.passwordLogin,
    rule: 'is no name of a login, or one that Azure keeps',
    fix: "Write one such as 'shopadmin'",
    code: 'database/login',
  });
}
