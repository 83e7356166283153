import { PostgresServer } from '../../../lib/azure/data/postgres-server';
import type { PostgresServerProps } from '../../../lib/azure/data/postgres-props';
import { PrivateDnsZone } from '../../../lib/azure/network/private-dns-zone';
import { Duration } from '../../../lib/core/duration';
import { Size } from '../../../lib/core/size';
import { plainApp } from '../../support/terraform';
import { plainStack } from '../../support/world';
import { refused, resolved, thrown } from '../network/world';
import { dataWorld, GROUP } from './world';

const ADMINS = { objectId: '11111111-1111-1111-1111-111111111111', name: 'database-admins' };

function world(props: Partial<PostgresServerProps> = {}) {
  const made = dataWorld();
  const server = new PostgresServer(made.prod, 'pg', { name: 'contoso', administrators: [ADMINS], ...props });
  return { ...made, server };
}

function integrated(zoneName = 'shop.private.postgres.database.azure.com') {
  const made = dataWorld();
  const subnet = made.network.addSubnet('postgres', { delegation: 'Microsoft.DBforPostgreSQL/flexibleServers' });
  const dnsZone = new PrivateDnsZone(made.prod, 'zone', { name: zoneName });
  return { ...made, integration: { subnet, dnsZone } };
}

describe('PostgresServer', () => {
  it('stands by in another zone, lets Entra ID in alone, and is private once an endpoint leads there', () => {
    const { server, endpoint, render } = world();
    endpoint(server);
    const rendered = render();
    expect(rendered.only('azurerm_postgresql_flexible_server')).toEqual({
      name: 'contoso',
      resource_group_name: GROUP,
      location: 'westeurope',
      version: '16',
      sku_name: 'GP_Standard_D2ds_v5',
      storage_mb: 131_072,
      auto_grow_enabled: true,
      backup_retention_days: 7,
      geo_redundant_backup_enabled: false,
      high_availability: { mode: 'ZoneRedundant' },
      public_network_access_enabled: false,
      authentication: {
        active_directory_auth_enabled: true,
        password_auth_enabled: false,
        tenant_id: '${data.azurerm_client_config.client.tenant_id}',
      },
      lifecycle: {
        prevent_destroy: true,
        ignore_changes: ['zone', 'high_availability[0].standby_availability_zone'],
      },
      tags: {},
    });
    expect(rendered.only('azurerm_postgresql_flexible_server_active_directory_administrator')).toEqual({
      server_name: '${azurerm_postgresql_flexible_server.pg.name}',
      resource_group_name: GROUP,
      tenant_id: '${data.azurerm_client_config.client.tenant_id}',
      object_id: ADMINS.objectId,
      principal_name: 'database-admins',
      principal_type: 'Group',
    });
    expect(rendered.only('azurerm_private_dns_zone')).toMatchObject({ name: 'privatelink.postgres.database.azure.com' });
    expect([server.hostName, server.ports]).toEqual(['contoso.postgres.database.azure.com', [5432]]);
    expect(refused(rendered)).toEqual([]);
  });

  it('lies in a network on request, with a zone of its own', () => {
    const { prod, integration, endpoint, render } = integrated();
    const server = new PostgresServer(prod, 'pg', { name: 'contoso', administrators: [ADMINS], integration });
    const rendered = render();
    expect(rendered.only('azurerm_postgresql_flexible_server')).toMatchObject({
      delegated_subnet_id: '${azurerm_subnet.network_postgres.id}',
      private_dns_zone_id: '${azurerm_private_dns_zone.zone.id}',
      public_network_access_enabled: false,
      depends_on: ['azurerm_private_dns_zone_virtual_network_link.zone_link-prod-network'],
    });
    expect(rendered.only('azurerm_private_dns_zone_virtual_network_link')).toMatchObject({
      virtual_network_id: '${azurerm_virtual_network.network.id}',
    });
    expect(server.privateRanges.map((range) => resolved(prod, range))).toEqual([
      resolved(prod, integration.subnet.prefix),
    ]);
    expect(refused(rendered)).toEqual([]);
    expect(thrown(() => endpoint(server))).toEqual([
      "[prod/endpoint] 'target' is a server in the subnet 'postgres', which takes no private endpoint. Leave the endpoint out: the server has an address of the network. (postgres/integration)",
    ]);
  });

  it('makes its administrators one after another, since it takes one change at a time', () => {
    const second = { objectId: '22222222-2222-2222-2222-222222222222', name: 'on-call', type: 'User' } as const;
    const rendered = world({ administrators: [ADMINS, second] }).render();
    expect(rendered.all('azurerm_postgresql_flexible_server_active_directory_administrator')['pg_admin-on-call']).toMatchObject({
      principal_type: 'User',
      depends_on: ['azurerm_postgresql_flexible_server_active_directory_administrator.pg_admin-database-admins'],
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('holds databases, asks for a password where a login is wanted, and admits addresses', () => {
    const { server, identity, render } = world({
      passwordLogin: 'shopadmin',
      allowedIpRanges: ['20.1.2.3'],
      highAvailability: 'none',
      geoBackup: true,
      deletionProtection: false,
      administrators: [{ ...ADMINS, type: 'User' }],
    });
    const orders = server.addDatabase('orders');
    orders.override('charset', 'SQL_ASCII', { reason: 'old data' });
    server.override('maintenance_window', [{ day_of_week: 6 }], { reason: 'saturdays' });
    const rendered = render();
    expect(rendered.only('azurerm_postgresql_flexible_server_database')).toEqual({
      name: 'orders',
      server_id: '${azurerm_postgresql_flexible_server.pg.id}',
      charset: 'SQL_ASCII',
      collation: 'en_US.utf8',
    });
    expect(rendered.only('azurerm_postgresql_flexible_server')).toMatchObject({
      administrator_login: 'shopadmin',
      administrator_password: '${var.pg_password}',
      public_network_access_enabled: true,
      geo_redundant_backup_enabled: true,
      authentication: { password_auth_enabled: true },
    });
    expect(rendered.only('azurerm_postgresql_flexible_server_firewall_rule')).toMatchObject({
      name: 'allow-20-1-2-3-32',
      start_ip_address: '20.1.2.3',
      end_ip_address: '20.1.2.3',
    });
    expect(orders.grantStatements(identity)).toBe(
      `SELECT * FROM pgaadauth_create_principal('prod-shop', false, false);\nGRANT CONNECT, CREATE ON DATABASE "orders" TO "prod-shop";\nGRANT USAGE, CREATE ON SCHEMA public TO "prod-shop";`,
    );
    expect(refused(rendered)).toEqual([]);
  });

  it('uses a server that exists already', () => {
    const { prod, render } = dataWorld();
    const server = PostgresServer.fromName(prod, 'pg', { name: 'contoso', resourceGroupName: 'shared' });
    server.addDatabase('orders');
    const rendered = render();
    expect(rendered.only('azurerm_postgresql_flexible_server_database')).toMatchObject({
      server_id: '${data.azurerm_postgresql_flexible_server.pg.id}',
    });
    expect(refused(rendered)).toEqual([]);
    expect(thrown(() => server.addDatabase('1st'))).toEqual([
      "[prod/pg/1st] 'name' (1st) is not the name of a PostgreSQL database: 1 to 63 letters, digits, '_' and '-', starting with a letter or '_'. Write another one. (name/azure)",
    ]);
  });

  it.each<[string, Partial<PostgresServerProps>, readonly string[]]>([
    [
      'what is no version, size or storage',
      {
        name: 'pg',
        administrators: [],
        version: '9' as never,
        sku: 'Large',
        storage: Size.gibibytes(100),
        backupRetention: Duration.days(3),
        passwordLogin: 'pg_admin',
      },
      [
        "'name' (pg) has 2 characters; the name of a PostgreSQL server has 3 to 63. Did you mean 'pg-postgres'? (name/azure)",
        "'administrators' is missing, and a server without passwords lets nobody in then. Name a group: { objectId: '…', name: 'database-admins' }. (database/no-administrator)",
        "'passwordLogin' (pg_admin) is no name of a login, or one that Azure keeps. Write one such as 'shopadmin'. (database/login)",
        "'version' (9) is not a version of PostgreSQL here. Write one of '13', '14', '15', '16', '17', '18'. (postgres/version)",
        "'storage' (100) is not a size of storage in GiB. Write one of 32, 64, 128, 256, 512, 1024, 2048, 4095, 4096, 8192, 16384, 32767. (postgres/storage)",
        "'sku' (Large) is no size of a server. Write one such as 'GP_Standard_D2ds_v5', 'MO_Standard_E4ds_v5' or 'B_Standard_B2s'. (postgres/sku)",
        "'backupRetention' (72h) is not between 7 and 35 days. Write Duration.days(7). (postgres/backup)",
      ],
    ],
    [
      'a second server of a small size',
      { sku: 'B_Standard_B2s', highAvailability: 'SameZone' },
      [
        "'highAvailability' (SameZone) needs a size of another tier than B_Standard_B2s, which has no second server. Write a sku such as 'GP_Standard_D2ds_v5', or highAvailability: 'none'. (postgres/high-availability)",
      ],
    ],
    [
      'an unknown way of standing by',
      { highAvailability: 'Both' as never },
      [
        "'highAvailability' (Both) is no way of standing by. Write 'ZoneRedundant', 'SameZone' or 'none'. (postgres/high-availability)",
      ],
    ],
    [
      'zones where there are none',
      { location: 'westcentralus' },
      [
        "'highAvailability' (ZoneRedundant) needs availability zones, and westcentralus has none. Write highAvailability: 'SameZone' or 'none'. (postgres/no-zones)",
      ],
    ],
    [
      'backups elsewhere where a region has no pair',
      { location: 'italynorth', geoBackup: true },
      ["'geoBackup' (true) needs a paired region, and italynorth has none. Leave it out. (postgres/no-pair)"],
    ],
    [
      'addresses for a closed server',
      { publicNetworkAccess: false, allowedIpRanges: ['20.1.2.3'] },
      [
        "'allowedIpRanges' admits public addresses to a server that is closed to all of them. Keep one of the two. (database/closed)",
      ],
    ],
  ])('refuses %s', (_, props, messages) => {
    expect(thrown(() => world(props))).toEqual(messages.map((message) => `[prod/pg] ${message}`));
  });

  it('refuses a place in a network that Azure refuses', () => {
    const { prod, subnet, integration } = integrated('privatelink.postgres.database.azure.com');
    expect(
      thrown(
        () =>
          new PostgresServer(prod, 'pg', {
            name: 'contoso',
            administrators: [ADMINS],
            integration: { ...integration, subnet },
            publicNetworkAccess: true,
          }),
      ),
    ).toEqual([
      "[prod/pg] 'integration.subnet' (private-endpoints) is not delegated to Microsoft.DBforPostgreSQL/flexibleServers. Add a subnet with delegation: 'Microsoft.DBforPostgreSQL/flexibleServers'. (postgres/integration)",
      "[prod/pg] 'integration.dnsZone' (privatelink.postgres.database.azure.com) does not end with .postgres.database.azure.com, or is a zone of private endpoints. Make one such as 'shop.private.postgres.database.azure.com'. (postgres/integration)",
      "[prod/pg] 'publicNetworkAccess' (true) is not there for a server in a network. Leave it out. (postgres/integration)",
    ]);
  });

  it('needs a tenant in a stack that is no Environment', () => {
    const stack = plainStack(plainApp(), 'plain');
    const place = { resourceGroupName: 'shop', location: 'westeurope' };
    expect(
      thrown(() => new PostgresServer(stack, 'pg', { name: 'contoso', administrators: [ADMINS], ...place })),
    ).toEqual([
      "[plain/pg] 'tenantId' is needed in a stack that is no Environment. Set tenantId, or create the stack with `new Environment(…)`. (place/missing)",
    ]);
  });
});
