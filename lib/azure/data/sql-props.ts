import type { IConstruct } from 'constructs';
import { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import type { Size } from '../../core/size';
import { publicCidrs } from '../network-rules';
import { type Place, type PlaceProps, resolvePlace } from '../place';
import { checkChoice } from './choice';
import { entityName } from './entity-name';
import { checkAdministrator, type EntraAdministrator } from './entra-administrator';
import { isLogin } from './password';
import type { ProtectionProps } from './protection';
import { needPair, needZones } from './region-checks';

export interface SqlServerProps extends PlaceProps, ProtectionProps {
  /**
   * Name of the server, unique in all of Azure: 1 to 63 lower-case letters, digits and `-`. Fixed at creation.
   * @creation
   */
  readonly name: string;
  /** Who administers the server: best a group. */
  readonly administrator: EntraAdministrator;
  /**
   * Name of a login with a password, besides Entra ID. Terraform asks for the password, in a sensitive variable. Fixed at
   * creation.
   * @creation
   * @default - none: Entra ID alone
   */
  readonly passwordLogin?: string;
  /**
   * Whether connections stay with the gateway of Azure at port 1433, or move on to ports 11000 to 11999, which policies of
   * pods must allow too then.
   * @default 'Proxy'
   */
  readonly connectionPolicy?: 'Proxy' | 'Redirect';
  /**
   * Lets the server be reached over the internet.
   * @default false where a `PrivateEndpoint` leads there, else true
   */
  readonly publicNetworkAccess?: boolean;
  /**
   * Public addresses and ranges that may reach it.
   * @default - none
   */
  readonly allowedIpRanges?: readonly string[];
}

export interface SqlDatabaseProps {
  /**
   * Azure's name: 1 to 128 characters. Fixed at creation.
   * @creation
   * @default - the id
   */
  readonly name?: string;
  /**
   * Size, in Azure's words: `GP_Gen5_2`, `BC_Gen5_4`, `HS_Gen5_2`, `GP_S_Gen5_1` (serverless), `S0`, `P1`.
   * @default 'GP_Gen5_2'
   */
  readonly sku?: string;
  /**
   * Runs in several zones. Not for Basic and Standard (`S0`). The default never follows the list of regions. For Hyperscale,
   * fixed at creation.
   * @default true in the public cloud where the size can, else false
   */
  readonly zoneRedundant?: boolean;
  /**
   * Room for data.
   * @default - Azure's own for the size
   */
  readonly maxSize?: Size;
  /**
   * Where backups lie: `Geo` in the paired region too.
   * @default 'Geo'
   */
  readonly backupRedundancy?: 'Local' | 'Zone' | 'Geo' | 'GeoZone';
  /**
   * How far back the database can be restored to any moment: 1 to 35 days, 7 for Basic.
   * @default 7 days
   */
  readonly backupRetention?: Duration;
}

export interface ResolvedSqlServer {
  readonly place: Place;
  readonly name: string;
  readonly allowedCidrs: readonly string[];
}

/** @throws CdkAksError with everything that is wrong */
export function resolveSqlServer(scope: IConstruct, props: SqlServerProps): ResolvedSqlServer {
  const problems = new Problems(scope);
  const place = resolvePlace(scope, props, problems);
  problems.attempt('name', () => azureName('sqlServer', props.name));
  checkAdministrator('administrator', props.administrator, problems);
  if (props.passwordLogin !== undefined && !isLogin(props.passwordLogin)) {
    problems.add({
      property: 'passwordLogin',
      value: props.passwordLogin,
      rule: 'is no name of a login, or one that Azure keeps',
      fix: "Write one such as 'shopadmin'",
      code: 'database/login',
    });
  }
  const allowedCidrs = publicCidrs(props.allowedIpRanges ?? [], problems, 'allowedIpRanges');
  if (props.publicNetworkAccess === false && allowedCidrs.length > 0) {
    problems.add({
      property: 'allowedIpRanges',
      rule: 'admits public addresses to a server that publicNetworkAccess: false closes to all of them',
      fix: 'Keep one of the two',
      code: 'database/closed',
    });
  }
  problems.throwIfAny();
  return { place, name: props.name, allowedCidrs };
}

const SKU = /^(Basic|S\d{1,2}|P\d{1,2}|(GP|BC|HS)(_S)?_(Gen5|Fsv2|DC|PRMS|MOPRMS)_\d{1,3}|ElasticPool)$/;

/** What a database is made of, checked. Azure: "vCore purchasing model", "Availability through redundancy - SQL Database". */
export function databaseArguments(props: SqlDatabaseProps, name: string, place: Place, problems: Problems) {
  const sku = props.sku ?? 'GP_Gen5_2';
  const canZones = !/^(Basic|S\d+)$/.test(sku);
  const zoneRedundant = props.zoneRedundant ?? (canZones && place.cloud === 'public');
  const redundancy = props.backupRedundancy ?? 'Geo';
  const retention = props.backupRetention ?? Duration.days(7);
  const days = problems.attempt('backupRetention', () => retention.toDays()) ?? 7;
  const most = sku === 'Basic' ? 7 : 35;
  problems.attempt('name', () => entityName('sql', name));
  if (!SKU.test(sku)) {
    problems.add({
      property: 'sku',
      value: sku,
      rule: 'is no size of a SQL database',
      fix: "Write one such as 'GP_Gen5_2', 'BC_Gen5_4', 'HS_Gen5_2' or 'S0'",
      code: 'sql/sku',
    });
  }
  if (zoneRedundant && !canZones) {
    problems.add({
      property: 'zoneRedundant',
      value: true,
      rule: `needs a size of another tier than ${sku}, which runs in one zone`,
      fix: "Write a sku such as 'GP_Gen5_2', or zoneRedundant: false",
      code: 'sql/no-zones',
    });
  } else if (zoneRedundant) {
    needZones('zoneRedundant', true, place.location, 'Set zoneRedundant: false', 'sql/no-zones', problems);
  }
  const choice = { property: 'backupRedundancy', value: redundancy, what: 'a place for backups', code: 'sql/backup' };
  if (checkChoice(problems, choice, ['Local', 'Zone', 'Geo', 'GeoZone'])) {
    if (redundancy.startsWith('Geo')) {
      needPair('backupRedundancy', redundancy, place.location, "Write 'Zone'", 'sql/backup', problems);
    }
    if (redundancy.endsWith('Zone')) {
      needZones('backupRedundancy', redundancy, place.location, "Write 'Geo' or 'Local'", 'sql/backup', problems);
    }
  }
  if (days < 1 || days > most) {
    problems.add({
      property: 'backupRetention',
      value: retention.toString(),
      rule: `is not between 1 and ${most} days`,
      fix: 'Write Duration.days(7)',
      code: 'sql/backup',
    });
  }
  return {
    skuName: sku,
    zoneRedundant,
    storageAccountType: redundancy,
    maxSizeGb: props.maxSize && problems.attempt('maxSize', () => props.maxSize?.toGibibytes()),
    shortTermRetentionPolicy: { retentionDays: days },
  };
}
