import { DataAzurermMssqlServer } from '@cdktf/provider-azurerm/lib/data-azurerm-mssql-server';
import { MssqlDatabase } from '@cdktf/provider-azurerm/lib/mssql-database';
import { MssqlFirewallRule } from '@cdktf/provider-azurerm/lib/mssql-firewall-rule';
import { MssqlServer } from '@cdktf/provider-azurerm/lib/mssql-server';
import { Construct } from 'constructs';
import { Cidr } from '../../core/cidr';
import type { Cloud, IWorkloadIdentity } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { cloudFacts } from '../clouds';
import { type ExistingResource, findExisting } from '../existing';
import { LinkedService } from '../network/linked-service';
import { PrivateLink } from '../network/private-link';
import { overrideProperty, type OverrideOptions } from '../override';
import { environmentOf, type Place } from '../place';
import { passwordVariable } from './password';
import { lifecycleOf } from './protection';
import { databaseArguments, resolveSqlServer, type SqlDatabaseProps, type SqlServerProps } from './sql-props';

const PORTS: readonly number[] = Object.freeze([1433]);

interface Home {
  readonly place: Place;
  readonly isProtected: boolean;
}

/** What is the same for a server that is created here and one that is brought. */
export abstract class SqlServerBase extends LinkedService {
  abstract readonly serverName: string;
  /** Late. */
  abstract readonly serverId: string;
  /** Known at synth: `contoso.database.windows.net`. */
  abstract readonly hostName: string;
  readonly ports = PORTS;
  protected abstract readonly home: Home;

  /** Adds a database. @throws CdkAksError `sql/sku`, `sql/no-zones`, `sql/backup`, `name/azure` */
  addDatabase(id: string, props: SqlDatabaseProps = {}): SqlDatabase {
    return new SqlDatabase(this, id, this, this.home, props);
  }
}

/**
 * A database. Azure has no role that lets an identity read or write one: the server's administrator makes a user for it, with
 * the statements of `grantStatements`.
 */
export class SqlDatabase extends Construct {
  readonly databaseName: string;
  /** Late. */
  readonly databaseId: string;
  private readonly resource: MssqlDatabase;

  /** @internal See `SqlServer.addDatabase`. */
  constructor(
    scope: Construct,
    id: string,
    readonly server: SqlServerBase,
    { place, isProtected }: Home,
    props: SqlDatabaseProps,
  ) {
    super(scope, id);
    const problems = new Problems(this);
    this.databaseName = props.name ?? id;
    const given = databaseArguments(props, this.databaseName, place, problems);
    problems.throwIfAny();
    this.resource = fixAddress(
      new MssqlDatabase(this, 'Resource', {
        name: this.databaseName,
        serverId: server.serverId,
        ...given,
        lifecycle: lifecycleOf(isProtected),
        tags: { ...place.tags },
      }),
    );
    this.databaseId = this.resource.id;
  }

  /**
   * What the server's administrator runs once in the database, so that an identity may use it.
   * @param roles of the database
   */
  grantStatements(identity: IWorkloadIdentity, roles: readonly string[] = ['db_datareader', 'db_datawriter']): string {
    const user = `[${identity.identityName.replaceAll(']', ']]')}]`;
    return [
      `CREATE USER ${user} FROM EXTERNAL PROVIDER;`,
      ...roles.map((role) => `ALTER ROLE [${role.replaceAll(']', ']]')}] ADD MEMBER ${user};`),
    ].join('\n');
  }

  /**
   * Sets a property of `azurerm_mssql_database` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

/** A server of Azure SQL, signed in to by Entra ID. Azure: "What is Azure SQL Database?" */
export class SqlServer extends SqlServerBase {
  /**
   * Uses a server that exists already; databases can be added to it.
   * @throws CdkAksError `name/azure`, `place/missing`
   */
  static fromName(scope: Construct, id: string, existing: ExistingResource): SqlServerBase {
    return new BroughtSqlServer(scope, id, existing);
  }

  readonly serverName: string;
  readonly serverId: string;
  readonly hostName: string;
  readonly privateLink: PrivateLink;
  protected readonly home: Home;
  private readonly resource: MssqlServer;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: SqlServerProps) {
    super(scope, id);
    const { place, name, allowedCidrs } = resolveSqlServer(this, props);
    const { administrator, passwordLogin } = props;
    const isProtected = props.deletionProtection ?? true;
    this.serverName = name;
    this.hostName = hostNameOf(name, place.cloud);
    this.home = { place, isProtected };
    this.privateLink = linkOf(this, place.cloud);
    this.resource = fixAddress(
      new MssqlServer(this, 'Resource', {
        name,
        resourceGroupName: place.resourceGroupName,
        location: place.location,
        version: '12.0',
        minimumTlsVersion: '1.2',
        connectionPolicy: props.connectionPolicy ?? 'Proxy',
        publicNetworkAccessEnabled: this.privateLink.publicAccess(
          props.publicNetworkAccess ?? (allowedCidrs.length > 0 ? true : undefined),
        ),
        azureadAdministrator: {
          loginUsername: administrator.name,
          objectId: administrator.objectId,
          tenantId: environmentOf(this)?.tenantId,
          azureadAuthenticationOnly: passwordLogin === undefined,
        },
        administratorLogin: passwordLogin,
        administratorLoginPassword:
          passwordLogin === undefined ? undefined : passwordVariable(this, `Password of ${passwordLogin} on ${name}.`),
        lifecycle: lifecycleOf(isProtected),
        tags: { ...place.tags },
      }),
    );
    this.serverId = this.resource.id;
    for (const range of allowedCidrs) this.admit(Cidr.parse(range));
  }

  /**
   * Sets a property of `azurerm_mssql_server` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }

  private admit(range: Cidr): void {
    const name = `allow-${range.first}-${range.prefixLength}`;
    fixAddress(
      new MssqlFirewallRule(this, name, {
        name,
        serverId: this.serverId,
        startIpAddress: range.first,
        endIpAddress: range.last,
      }),
    );
  }
}

class BroughtSqlServer extends SqlServerBase {
  readonly serverName: string;
  readonly serverId: string;
  readonly hostName: string;
  readonly privateLink: PrivateLink;
  protected readonly home: Home;

  constructor(scope: Construct, id: string, existing: ExistingResource) {
    super(scope, id);
    const { cloud, ...place } = findExisting(this, existing, (name) => azureName('sqlServer', name));
    const found = fixAddress(new DataAzurermMssqlServer(this, 'Resource', place));
    this.serverName = existing.name;
    this.hostName = hostNameOf(existing.name, cloud);
    this.serverId = found.id;
    this.privateLink = linkOf(this, cloud);
    const location = environmentOf(this)?.location ?? '';
    const tags = environmentOf(this)?.tags ?? {};
    this.home = { place: { resourceGroupName: place.resourceGroupName, location, cloud, tags }, isProtected: true };
  }
}

function hostNameOf(name: string, cloud: Cloud): string {
  return `${name}.${cloudFacts(cloud).sqlSuffix}`;
}

function linkOf(server: SqlServerBase, cloud: Cloud): PrivateLink {
  return new PrivateLink({
    description: `SQL server '${server.serverName}'`,
    resourceId: () => server.serverId,
    cloud,
    subresources: ['sqlServer'],
  });
}
