import { Problems } from '../../../core/errors';
import type { TriggerAuthentication } from '../trigger-authentication';
import {
  asMetadata,
  checkThreshold,
  demandText,
  refuseCredential,
  type TriggerMetricType,
  type TriggerOptions,
  type TriggerParts,
} from './parts';
import { checkSignIn, demandWithIdentity } from './sign-in';

interface SqlTriggerOptions extends TriggerOptions {
  /** SQL that gives one number, never null: `SELECT COUNT(*) FROM jobs WHERE state = 'queued'`. */
  readonly query: string;

  /** How much of it one pod can carry; above 0. */
  readonly target: number;

  /**
   * How much of it wakes a workload at zero; counts only where the minimum is 0.
   * @default 0
   */
  readonly activationTarget?: number;

  /**
   * `Value` holds the number itself at the target, `AverageValue` its share per pod.
   * @default 'AverageValue'
   */
  readonly metricType?: TriggerMetricType;

  /**
   * Name of the server: `contoso.postgres.database.azure.com`. May be late.
   * @default - a parameter of `auth`, or in its connection string
   */
  readonly host?: string;

  /**
   * Who asks; with a workload identity its name in the database.
   * @default - a parameter of `auth`, or in its connection string
   */
  readonly username?: string;

  /**
   * Name of the database.
   * @default - a parameter of `auth`, or in its connection string
   */
  readonly database?: string;
}

export interface PostgreSqlTriggerProps extends SqlTriggerOptions {
  /**
   * How KEDA signs in: `TriggerAuthentication.workloadIdentity(…)` at Azure Database for PostgreSQL, parameter `password`,
   * or parameter `connection` with a connection string.
   */
  readonly auth: TriggerAuthentication;

  /** @default 5432 */
  readonly port?: number;

  /** @default 'require' */
  readonly sslMode?: 'disable' | 'require' | 'verify-ca' | 'verify-full';
}

export interface MySqlTriggerProps extends SqlTriggerOptions {
  /**
   * How KEDA signs in: parameter `password`, or `connectionString`. The scaler takes no workload identity.
   */
  readonly auth: TriggerAuthentication;

  /** @default 3306 */
  readonly port?: number;
}

export interface MsSqlTriggerProps extends SqlTriggerOptions {
  /**
   * How KEDA signs in: `TriggerAuthentication.workloadIdentity(…)` at Azure SQL (from KEDA 2.20), parameter `password`, or
   * parameter `connectionString`.
   */
  readonly auth: TriggerAuthentication;

  /** @default 1433 */
  readonly port?: number;
}

/** What the scalers of databases have in common, in the words of each. */
interface Dialect {
  readonly type: string;
  readonly identity: boolean;
  readonly connection: string;
  readonly words: {
    readonly username: string;
    readonly database: string;
    readonly target: string;
    readonly activation: string;
  };
  readonly port: number;
}

const POSTGRESQL: Dialect = {
  type: 'postgresql',
  identity: true,
  connection: 'connection',
  words: {
    username: 'userName',
    database: 'dbName',
    target: 'targetQueryValue',
    activation: 'activationTargetQueryValue',
  },
  port: 5432,
};
const MYSQL: Dialect = {
  type: 'mysql',
  identity: false,
  connection: 'connectionString',
  words: { username: 'username', database: 'dbName', target: 'queryValue', activation: 'activationQueryValue' },
  port: 3306,
};
const MSSQL: Dialect = {
  type: 'mssql',
  identity: true,
  connection: 'connectionString',
  words: { username: 'username', database: 'database', target: 'targetValue', activation: 'activationTargetValue' },
  port: 1433,
};

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function postgreSqlTrigger(props: PostgreSqlTriggerProps): TriggerParts {
  const parts = sqlTrigger(props, POSTGRESQL);
  const isWhole = props.auth.parameters.includes('connection');
  const { sslMode = 'require' } = props;
  return isWhole ? parts : { ...parts, metadata: { ...parts.metadata, sslmode: sslMode } };
}

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function mySqlTrigger(props: MySqlTriggerProps): TriggerParts {
  return sqlTrigger(props, MYSQL);
}

/** @throws CdkAksError for what KEDA would refuse when it is too late: at run time */
export function msSqlTrigger(props: MsSqlTriggerProps): TriggerParts {
  return sqlTrigger(props, MSSQL);
}

function sqlTrigger(props: MsSqlTriggerProps, dialect: Dialect): TriggerParts {
  const problems = new Problems();
  const { type, words, connection } = dialect;
  const { query, target, activationTarget = 0, auth, host, username, database } = props;
  demandText(problems, 'query', query);
  refuseCredential(problems, 'query', query);
  if (host !== undefined) refuseCredential(problems, 'host', host);
  checkThreshold(problems, 'target', target);
  checkThreshold(problems, 'activationTarget', activationTarget, { zero: true });
  checkPort(problems, props.port);
  checkSignIn(problems, type, auth, {
    identity: dialect.identity,
    credentials: [[connection], ['password']],
    parameters: [connection, 'password', 'host', 'port', words.username, words.database],
    fix: `Pass ${dialect.identity ? 'TriggerAuthentication.workloadIdentity(identity), or ' : ''}keyVault(identity, { password: vault.secret('…') })`,
  });
  const isWhole = auth?.parameters.includes(connection) === true;
  if (auth && !isWhole) checkPlace(problems, props, words);
  if (isWhole) {
    for (const [property, value] of Object.entries({ host, username, database, port: props.port })) {
      if (value === undefined) continue;
      problems.add({
        property,
        value,
        rule: `is not read beside parameter '${connection}' of 'auth', which says it all`,
        fix: 'Leave it out',
        code: 'trigger/sql-connection',
      });
    }
  }
  problems.throwIfAny();
  const byParameter = auth.parameters.includes('port');
  return {
    type,
    name: props.name,
    useCachedMetrics: props.useCachedMetrics,
    auth,
    metricType: props.metricType ?? 'AverageValue',
    metadata: asMetadata({
      host,
      port: isWhole || byParameter ? undefined : (props.port ?? dialect.port),
      [words.username]: username,
      [words.database]: database,
      query,
      [words.target]: target,
      [words.activation]: activationTarget,
    }),
  };
}

/** Without a connection string the server, the user and the database are said here or in the Secret. */
function checkPlace(problems: Problems, props: MsSqlTriggerProps, words: Dialect['words']): void {
  const { auth, host, username, database } = props;
  const needed = { host: ['host', host], username: [words.username, username], database: [words.database, database] };
  if (auth.identity) return demandWithIdentity(problems, auth, { host, username, database });
  for (const [property, [parameter = '', value]] of Object.entries(needed)) {
    if (value !== undefined || auth.parameters.includes(parameter)) continue;
    problems.add({
      property,
      rule: `is given neither here nor as parameter '${parameter}' of 'auth'`,
      fix: `Write the ${property}`,
      code: 'trigger/sql-place',
    });
  }
}

function checkPort(problems: Problems, port: number | undefined): void {
  if (port === undefined || (Number.isInteger(port) && port >= 1 && port <= 65_535)) return;
  problems.add({
    property: 'port',
    value: String(port),
    rule: 'is not a port',
    fix: 'Write a whole number from 1 to 65535',
    code: 'trigger/port',
  });
}
