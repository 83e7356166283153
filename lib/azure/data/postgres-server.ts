import { DataAzurermPostgresqlFlexibleServer } from '@cdktf/provider-azurerm/lib/data-azurerm-postgresql-flexible-server';
import { PostgresqlFlexibleServer } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server';
import { PostgresqlFlexibleServerActiveDirectoryAdministrator } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-active-directory-administrator';
import { PostgresqlFlexibleServerDatabase } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-database';
import { PostgresqlFlexibleServerFirewallRule } from '@cdktf/provider-azurerm/lib/postgresql-flexible-server-firewall-rule';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { Cidr } from '../../core/cidr';
import type { Cloud, IWorkloadIdentity } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { addressesOf, subnetAddresses } from '../cluster/depends-on';
import { cloudFacts } from '../clouds';
import { type ExistingResource, findExisting } from '../existing';
import { LinkedService } from '../network/linked-service';
import { PrivateLink } from '../network/private-link';
import { overrideProperty, type OverrideOptions } from '../override';
import { markPrerequisite } from '../prerequisites';
import { entityName } from './entity-name';
import type { EntraAdministrator } from './entra-administrator';
import { passwordVariable } from './password';
import { type PostgresIntegration, type PostgresServerProps, resolvePostgres, type ResolvedPostgres } from './postgres-props';
import { lifecycleOf } from './protection';

const PORTS: readonly number[] = Object.freeze([5432]);

export interface PostgresDatabaseProps {
  /**
   * Azure's name: 1 to 63 letters, digits, `_` and `-`. Fixed at creation.
   * @creation
   * @default - the id
   */
  readonly name?: string;
  /**
   * How text is sorted. Fixed at creation.
   * @creation
   * @default 'en_US.utf8'
   */
  readonly collation?: string;
}

/** What is the same for a server that is created here and one that is brought. */
export abstract class PostgresServerBase extends LinkedService {
  abstract readonly serverName: string;
  /** Late. */
  abstract readonly serverId: string;
  /** Known at synth: `contoso.postgres.database.azure.com`. */
  abstract readonly hostName: string;
  readonly ports = PORTS;
  protected abstract readonly isProtected: boolean;

  /** Adds a database. @throws CdkAksError `name/azure` */
  addDatabase(id: string, props: PostgresDatabaseProps = {}): PostgresDatabase {
    return new PostgresDatabase(this, id, this, this.isProtected, props);
  }
}

/**
 * A database. Azure has no role that lets an identity read or write one: an administrator makes a user for it, with the
 * statements of `grantStatements`.
 */
export class PostgresDatabase extends Construct {
  readonly databaseName: string;
  private readonly resource: PostgresqlFlexibleServerDatabase;

  /** @internal See `PostgresServer.addDatabase`. */
  constructor(
    scope: Construct,
    id: string,
    readonly server: PostgresServerBase,
    isProtected: boolean,
    props: PostgresDatabaseProps,
  ) {
    super(scope, id);
    const problems = new Problems(this);
    this.databaseName = props.name ?? id;
    problems.attempt('name', () => entityName('postgres', this.databaseName));
    problems.throwIfAny();
    this.resource = fixAddress(
      new PostgresqlFlexibleServerDatabase(this, 'Resource', {
        name: this.databaseName,
        serverId: server.serverId,
        charset: 'UTF8',
        collation: props.collation ?? 'en_US.utf8',
        lifecycle: lifecycleOf(isProtected),
      }),
    );
  }

  /** What an administrator runs once, in the database `postgres` and then in this one, so that an identity may use it. */
  grantStatements(identity: IWorkloadIdentity): string {
    const literal = `'${identity.identityName.replaceAll("'", "''")}'`;
    const user = `"${identity.identityName.replaceAll('"', '""')}"`;
    return [
      `SELECT * FROM pgaadauth_create_principal(${literal}, false, false);`,
      `GRANT CONNECT, CREATE ON DATABASE "${this.databaseName}" TO ${user};`,
      `GRANT USAGE, CREATE ON SCHEMA public TO ${user};`,
    ].join('\n');
  }

  /**
   * Sets a property of `azurerm_postgresql_flexible_server_database` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

/** A PostgreSQL server, signed in to by Entra ID. Azure: "What is Azure Database for PostgreSQL?" */
export class PostgresServer extends PostgresServerBase {
  /**
   * Uses a server that exists already; databases can be added to it.
   * @throws CdkAksError `name/azure`, `place/missing`
   */
  static fromName(scope: Construct, id: string, existing: ExistingResource): PostgresServerBase {
    return new BroughtPostgresServer(scope, id, existing);
  }

  readonly serverName: string;
  readonly serverId: string;
  readonly hostName: string;
  readonly privateLink: PrivateLink;
  protected readonly isProtected: boolean;
  private readonly resource: PostgresqlFlexibleServer;
  private readonly integration?: PostgresIntegration;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: PostgresServerProps) {
    super(scope, id);
    const resolved = resolvePostgres(this, props);
    const { name, place } = resolved;
    const { integration, passwordLogin } = props;
    this.serverName = name;
    this.hostName = hostNameOf(name, place.cloud);
    this.isProtected = props.deletionProtection ?? true;
    this.integration = integration;
    this.privateLink = linkOf(this, place.cloud, integration);
    integration?.dnsZone.linkTo(integration.subnet.network);
    integration?.subnet.addDemand({
      user: `PostgreSQL server '${name}'`,
      addresses: () => (resolved.highAvailability === 'none' ? 1 : 2),
      arithmetic: () => '',
    });
    this.resource = fixAddress(
      new PostgresqlFlexibleServer(this, 'Resource', {
        ...config(resolved, this.privateLink),
        delegatedSubnetId: integration?.subnet.subnetId,
        privateDnsZoneId: integration?.dnsZone.zoneId,
        authentication: {
          activeDirectoryAuthEnabled: true,
          passwordAuthEnabled: passwordLogin !== undefined,
          tenantId: resolved.tenantId,
        },
        administratorLogin: passwordLogin,
        administratorPassword:
          passwordLogin === undefined ? undefined : passwordVariable(this, `Password of ${passwordLogin} on ${name}.`),
        lifecycle: {
          ...lifecycleOf(this.isProtected),
          // A failover swaps the two.
          ignoreChanges: ['zone', 'high_availability[0].standby_availability_zone'],
        },
        tags: { ...place.tags },
      }),
    );
    if (integration) {
      // Azure wants the zone linked before the server is there.
      const { dnsZone, subnet } = integration;
      this.resource.dependsOn = Lazy.listValue(
        { produce: () => [...addressesOf(this, dnsZone.dependencies), ...subnetAddresses(this, [subnet])] },
        { omitEmpty: true },
      );
    }
    this.serverId = this.resource.id;
    props.administrators.reduce<PostgresqlFlexibleServerActiveDirectoryAdministrator | undefined>(
      (before, one) => this.addAdministrator(resolved, one, before),
      undefined,
    );
    for (const range of resolved.allowedCidrs) this.admit(Cidr.parse(range));
  }

  /** The subnet that it lies in, or those of its private endpoints. */
  override get privateRanges(): readonly string[] {
    return this.integration ? [this.integration.subnet.prefix] : super.privateRanges;
  }

  /**
   * Sets a property of `azurerm_postgresql_flexible_server` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }

  private addAdministrator(
    { place, tenantId }: ResolvedPostgres,
    { objectId, name: principalName, type = 'Group' }: EntraAdministrator,
    before: PostgresqlFlexibleServerActiveDirectoryAdministrator | undefined,
  ): PostgresqlFlexibleServerActiveDirectoryAdministrator {
    const administrator = new PostgresqlFlexibleServerActiveDirectoryAdministrator(this, `admin-${principalName}`, {
      serverName: this.resource.name,
      resourceGroupName: place.resourceGroupName,
      tenantId,
      objectId,
      principalName,
      principalType: type,
      // The server takes one change at a time.
      dependsOn: before && [before],
    });
    return markPrerequisite(fixAddress(administrator));
  }

  private admit(range: Cidr): void {
    const name = `allow-${range.first}-${range.prefixLength}`.replaceAll('.', '-');
    fixAddress(
      new PostgresqlFlexibleServerFirewallRule(this, name, {
        name,
        serverId: this.serverId,
        startIpAddress: range.first,
        endIpAddress: range.last,
      }),
    );
  }
}

class BroughtPostgresServer extends PostgresServerBase {
  readonly serverName: string;
  readonly serverId: string;
  readonly hostName: string;
  readonly privateLink: PrivateLink;
  protected readonly isProtected = true;

  constructor(scope: Construct, id: string, existing: ExistingResource) {
    super(scope, id);
    const { cloud, ...place } = findExisting(this, existing, (name) => azureName('postgresServer', name));
    this.serverName = existing.name;
    this.hostName = hostNameOf(existing.name, cloud);
    this.privateLink = linkOf(this, cloud);
    this.serverId = fixAddress(new DataAzurermPostgresqlFlexibleServer(this, 'Resource', place)).id;
  }
}

function hostNameOf(name: string, cloud: Cloud): string {
  return `${name}.${cloudFacts(cloud).postgresSuffix}`;
}

function linkOf(server: PostgresServerBase, cloud: Cloud, integration?: PostgresIntegration): PrivateLink {
  return new PrivateLink({
    description: `PostgreSQL server '${server.serverName}'`,
    resourceId: () => server.serverId,
    cloud,
    subresources: ['postgresqlServer'],
    refusal: integration && {
      property: 'target',
      rule: `is a server in the subnet '${integration.subnet.subnetName}', which takes no private endpoint`,
      fix: 'Leave the endpoint out: the server has an address of the network',
      code: 'postgres/integration',
    },
  });
}

function config(resolved: ResolvedPostgres, link: PrivateLink) {
  const { place, highAvailability } = resolved;
  return {
    name: resolved.name,
    resourceGroupName: place.resourceGroupName,
    location: place.location,
    version: resolved.version,
    skuName: resolved.sku,
    storageMb: resolved.storageMib,
    autoGrowEnabled: resolved.autoGrow,
    backupRetentionDays: resolved.backupDays,
    geoRedundantBackupEnabled: resolved.geoBackup,
    highAvailability: highAvailability === 'none' ? undefined : { mode: highAvailability },
    publicNetworkAccessEnabled: link.publicAccess(resolved.publicNetworkAccess),
  };
}
