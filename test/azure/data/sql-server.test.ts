import { SqlServer } from '../../../lib/azure/data/sql-server';
import type { SqlDatabaseProps, SqlServerProps } from '../../../lib/azure/data/sql-props';
import { Duration } from '../../../lib/core/duration';
import { Size } from '../../../lib/core/size';
import { refused, thrown } from '../network/world';
import { dataWorld, GROUP } from './world';

const ADMINS = { objectId: '11111111-1111-1111-1111-111111111111', name: 'database-admins' };

function world(props: Partial<SqlServerProps> = {}) {
  const made = dataWorld();
  const sql = new SqlServer(made.prod, 'sql', { name: 'contoso', administrator: ADMINS, ...props });
  return { ...made, sql };
}

describe('SqlServer', () => {
  it('lets Entra ID in alone, and is private once an endpoint leads there', () => {
    const { sql, endpoint, render } = world();
    endpoint(sql);
    const rendered = render();
    expect(rendered.only('azurerm_mssql_server')).toEqual({
      name: 'contoso',
      resource_group_name: GROUP,
      location: 'westeurope',
      version: '12.0',
      minimum_tls_version: '1.2',
      connection_policy: 'Proxy',
      public_network_access_enabled: false,
      azuread_administrator: {
        login_username: 'database-admins',
        object_id: ADMINS.objectId,
        tenant_id: '${data.azurerm_client_config.client.tenant_id}',
        azuread_authentication_only: true,
      },
      lifecycle: { prevent_destroy: true },
      tags: {},
    });
    expect(rendered.only('azurerm_private_dns_zone')).toMatchObject({ name: 'privatelink.database.windows.net' });
    expect([sql.hostName, sql.ports]).toEqual(['contoso.database.windows.net', [1433]]);
    expect(refused(rendered)).toEqual([]);
  });

  it('asks for a password in a sensitive variable without a default, where a login is wanted', () => {
    const { render } = world({ passwordLogin: 'shopadmin', allowedIpRanges: ['20.1.2.0/30'] });
    const rendered = render();
    expect(rendered.only('azurerm_mssql_server')).toMatchObject({
      administrator_login: 'shopadmin',
      administrator_login_password: '${var.sql_password}',
      public_network_access_enabled: true,
      azuread_administrator: { azuread_authentication_only: false },
    });
    expect(rendered.file.variable).toEqual({
      sql_password: { type: 'string', sensitive: true, description: 'Password of shopadmin on contoso.' },
    });
    expect(rendered.only('azurerm_mssql_firewall_rule')).toEqual({
      name: 'allow-20.1.2.0-30',
      server_id: '${azurerm_mssql_server.sql.id}',
      start_ip_address: '20.1.2.0',
      end_ip_address: '20.1.2.3',
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('holds databases in several zones where their size can', () => {
    const { sql, identity, render } = world();
    const orders = sql.addDatabase('orders', {
      maxSize: Size.gibibytes(64),
      backupRetention: Duration.days(14),
      backupRedundancy: 'GeoZone',
    });
    sql.addDatabase('small', { sku: 'S0' });
    const rendered = render();
    expect(rendered.all('azurerm_mssql_database')).toEqual({
      sql_orders: {
        name: 'orders',
        server_id: '${azurerm_mssql_server.sql.id}',
        sku_name: 'GP_Gen5_2',
        zone_redundant: true,
        storage_account_type: 'GeoZone',
        max_size_gb: 64,
        short_term_retention_policy: { retention_days: 14 },
        lifecycle: { prevent_destroy: true },
        tags: {},
      },
      sql_small: expect.objectContaining({ sku_name: 'S0', zone_redundant: false, storage_account_type: 'Geo' }) as unknown,
    });
    expect(orders.grantStatements(identity)).toBe(
      'CREATE USER [prod-shop] FROM EXTERNAL PROVIDER;\nALTER ROLE [db_datareader] ADD MEMBER [prod-shop];\nALTER ROLE [db_datawriter] ADD MEMBER [prod-shop];',
    );
    expect(refused(rendered)).toEqual([]);
  });

  it('uses a server that exists already, and is overridden with a reason', () => {
    const { prod, sql, render } = world({ deletionProtection: false, connectionPolicy: 'Redirect' });
    sql.override('outbound_network_restriction_enabled', true, { reason: 'no way out' });
    sql.addDatabase('orders').override('ledger_enabled', true, { reason: 'auditors' });
    SqlServer.fromName(prod, 'old', { name: 'contoso-old', resourceGroupName: 'shared' }).addDatabase('legacy');
    const rendered = render();
    expect(rendered.only('azurerm_mssql_server')).toMatchObject({
      connection_policy: 'Redirect',
      outbound_network_restriction_enabled: true,
    });
    expect(rendered.only('azurerm_mssql_server')).not.toHaveProperty('lifecycle');
    expect(rendered.all('azurerm_mssql_database')).toMatchObject({
      sql_orders: { ledger_enabled: true },
      old_legacy: { server_id: '${data.azurerm_mssql_server.old.id}' },
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('tells everything wrong with a server at once', () => {
    expect(
      thrown(() =>
        world({
          name: 'Contoso_SQL',
          administrator: { objectId: 'admins', name: ' ' },
          passwordLogin: 'admin',
          publicNetworkAccess: false,
          allowedIpRanges: ['20.1.2.0/30'],
        }),
      ),
    ).toEqual(
      [
        "'name' (Contoso_SQL) is not the name of a SQL server: 1 to 63 lower-case letters, digits and '-', starting and ending with a letter or digit. Did you mean 'contoso-sql'? (name/azure)",
        "'administrator.objectId' (admins) is not the object id of a group, user or identity, a UUID. Copy it from `az ad group show --group <name> --query id`. (database/administrator-id)",
        "'administrator.name' is empty. Write the name as Entra ID shows it. (database/administrator-name)",
        "'passwordLogin' (admin) is no name of a login, or one that Azure keeps. Write one such as 'shopadmin'. (database/login)",
        "'allowedIpRanges' admits public addresses to a server that publicNetworkAccess: false closes to all of them. Keep one of the two. (database/closed)",
      ].map((message) => `[prod/sql] ${message}`),
    );
    expect(thrown(() => world({ administrator: undefined as never }))).toEqual([
      "[prod/sql] 'administrator' is missing, and a server without passwords lets nobody in then. Name a group: { objectId: '…', name: 'database-admins' }. (database/no-administrator)",
    ]);
  });

  it.each<[SqlDatabaseProps, Partial<SqlServerProps>, readonly string[]]>([
    [
      { name: 'a/b', sku: 'Huge', backupRedundancy: 'Moon' as never, backupRetention: Duration.days(40) },
      {},
      [
        "'name' (a/b) is not the name of a SQL database: 1 to 128 characters without < > * % & : \\ / ?, not ending with '.' or a space. Write another one. (name/azure)",
        "'sku' (Huge) is no size of a SQL database. Write one such as 'GP_Gen5_2', 'BC_Gen5_4', 'HS_Gen5_2' or 'S0'. (sql/sku)",
        "'backupRedundancy' (Moon) is not a place for backups. Write one of 'Local', 'Zone', 'Geo', 'GeoZone'. (sql/backup)",
        "'backupRetention' (960h) is not between 1 and 35 days. Write Duration.days(7). (sql/backup)",
      ],
    ],
    [
      { sku: 'Basic', zoneRedundant: true },
      {},
      [
        "'zoneRedundant' (true) needs a size of another tier than Basic, which runs in one zone. Write a sku such as 'GP_Gen5_2', or zoneRedundant: false. (sql/no-zones)",
      ],
    ],
    [
      { backupRedundancy: 'Zone' },
      { location: 'westcentralus' },
      [
        "'zoneRedundant' (true) needs availability zones, and westcentralus has none. Set zoneRedundant: false. (sql/no-zones)",
        "'backupRedundancy' (Zone) needs availability zones, and westcentralus has none. Write 'Geo' or 'Local'. (sql/backup)",
      ],
    ],
    [
      {},
      { location: 'italynorth' },
      ["'backupRedundancy' (Geo) needs a paired region, and italynorth has none. Write 'Zone'. (sql/backup)"],
    ],
  ])('refuses databases that Azure would refuse', (props, server, messages) => {
    const { sql } = world(server);
    expect(thrown(() => sql.addDatabase('orders', props))).toEqual(
      messages.map((message) => `[prod/sql/orders] ${message}`),
    );
  });
});
