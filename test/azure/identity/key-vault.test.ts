import { TerraformStack } from 'cdktf';
import { Environment, type EnvironmentProps } from '../../../lib/azure/environment';
import { expressionOf } from '../../../lib/azure/expression';
import { KeyVault, type KeyVaultProps } from '../../../lib/azure/identity/key-vault';
import { WorkloadIdentity } from '../../../lib/azure/identity/workload-identity';
import { terraformProblems } from '../../support/conformance';
import { plainApp, terraform } from '../../support/terraform';

const GROUP = '11111111-1111-1111-1111-111111111111';
const WORKSPACE = '/subscriptions/s/resourceGroups/shop/providers/Microsoft.OperationalInsights/workspaces/logs';
const SUBNET = '/subscriptions/s/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/shop/subnets/nodes';

function world(props: Partial<KeyVaultProps> = {}, place: Partial<EnvironmentProps> = {}) {
  const stack = new Environment(plainApp(), 'prod', { location: 'westeurope', ...place });
  const vault = new KeyVault(stack, 'vault', { name: 'contoso-shop', ...props });
  return { stack, vault, rendered: () => terraform(stack).only('azurerm_key_vault') };
}

describe('KeyVault', () => {
  it('writes out its defaults: roles, purge protection, 90 days', () => {
    const { stack, rendered } = world({ tags: { team: 'shop' } });
    expect(rendered()).toEqual({
      name: 'contoso-shop',
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      location: 'westeurope',
      tenant_id: '${data.azurerm_client_config.client.tenant_id}',
      sku_name: 'standard',
      rbac_authorization_enabled: true,
      purge_protection_enabled: true,
      soft_delete_retention_days: 90,
      public_network_access_enabled: true,
      network_acls: { bypass: 'AzureServices', default_action: 'Allow', ip_rules: [], virtual_network_subnet_ids: [] },
      tags: { team: 'shop' },
    });
    expect(terraformProblems(terraform(stack).file)).toEqual([]);
  });

  it('denies all that is not admitted, as soon as something is', () => {
    const { stack, rendered } = world({
      allowedIpRanges: ['20.1.2.3/32', '40.0.0.0/24'],
      allowedSubnetIds: [SUBNET],
      trustedServices: false,
    });
    expect(rendered().network_acls).toEqual({
      bypass: 'None',
      default_action: 'Deny',
      ip_rules: ['20.1.2.3', '40.0.0.0/24'],
      virtual_network_subnet_ids: [SUBNET],
    });
    expect(terraformProblems(terraform(stack).file)).toEqual([]);
  });

  it('tells a workspace who read which secret', () => {
    const { stack } = world({ auditWorkspaceId: WORKSPACE });
    expect(terraform(stack).all('azurerm_monitor_diagnostic_setting')).toEqual({
      vault_audit: {
        name: 'audit',
        target_resource_id: '${azurerm_key_vault.vault.id}',
        log_analytics_workspace_id: WORKSPACE,
        enabled_log: [{ category: 'AuditEvent' }],
      },
    });
    expect(terraformProblems(terraform(stack).file)).toEqual([]);
    expect(() => world({ auditWorkspaceId: 'logs' })).toThrow(
      "[prod/vault] 'auditWorkspaceId' (logs) is not the id of a workspace of Log Analytics. Pass one such as cluster.logWorkspaceId. (vault/audit-workspace)",
    );
  });

  it('can be closed, short-lived and premium', () => {
    const { vault, rendered } = world({
      sku: 'premium',
      networkDefaultAction: 'Deny',
      publicNetworkAccess: false,
      purgeProtection: false,
      softDeleteDays: 7,
    });
    expect(rendered()).toMatchObject({
      sku_name: 'premium',
      public_network_access_enabled: false,
      purge_protection_enabled: false,
      soft_delete_retention_days: 7,
      network_acls: { default_action: 'Deny' },
    });
    expect([vault.purgeProtection, vault.softDeleteDays]).toEqual([false, 7]);
  });

  it.each([
    ['public', 'westeurope', 'https://contoso-shop.vault.azure.net/'],
    ['usgovernment', 'usgovvirginia', 'https://contoso-shop.vault.usgovcloudapi.net/'],
    ['china', 'chinanorth3', 'https://contoso-shop.vault.azure.cn/'],
  ] as const)('knows its address in the cloud %s', (cloud, location, expected) => {
    expect(world({ name: 'Contoso-Shop' }, { cloud, location }).vault.vaultUri).toBe(expected);
  });

  it('lets groups write secrets', () => {
    const { stack } = world({ secretsOfficers: [GROUP, GROUP] });
    expect(terraform(stack).all('azurerm_role_assignment')).toEqual({
      [`vault_officer-${GROUP}`]: {
        scope: '${azurerm_key_vault.vault.id}',
        role_definition_name: 'Key Vault Secrets Officer',
        principal_id: GROUP,
        principal_type: 'Group',
      },
    });
  });

  it('lets an identity read secrets, once', () => {
    const { stack, vault } = world();
    const identity = new WorkloadIdentity(stack, 'cart');
    vault.grantRead(identity);
    vault.grantRead(identity);
    expect(terraform(stack).all('azurerm_role_assignment')).toEqual({
      'cart_key-vault-secrets-user-vault': {
        scope: '${azurerm_key_vault.vault.id}',
        role_definition_name: 'Key Vault Secrets User',
        principal_id: '${azurerm_user_assigned_identity.cart.principal_id}',
        principal_type: 'ServicePrincipal',
        skip_service_principal_aad_check: true,
      },
    });
  });

  it('names secrets, the latest version or one', () => {
    const { vault } = world();
    const version = '0123456789abcdef0123456789abcdef';
    expect(vault.secret('cart-db')).toEqual({ vault, secretName: 'cart-db', version: undefined });
    expect(vault.secret('cart-db', { version })).toEqual({ vault, secretName: 'cart-db', version });
    expect(() => vault.secret('cart_db', { version: 'v1' })).toThrow(
      [
        "[prod/vault] 'secret' (cart_db) is not the name of a key vault's secret, key or certificate: 1 to 127 letters, digits and '-'. Did you mean 'cart-db'? (name/azure)",
        "[prod/vault] 'version' (v1) is not a version of the secret 'cart_db': 32 hexadecimal digits. Copy it from the portal, or leave it out for the latest. (vault/secret-version)",
      ].join('\n'),
    );
  });

  it('asks who is signed in where no environment knows the tenant', () => {
    const stack = new TerraformStack(plainApp(), 'plain');
    new KeyVault(stack, 'vault', { name: 'contoso-shop', resourceGroupName: 'shop', location: 'westeurope' });
    const rendered = terraform(stack);
    expect(rendered.only('azurerm_key_vault').tenant_id).toBe('${data.azurerm_client_config.vault_client.tenant_id}');
    expect(terraformProblems(rendered.file)).toEqual([]);
  });

  it('takes properties past the typed surface', () => {
    const { vault, rendered } = world();
    vault.override('enabled_for_disk_encryption', true, { reason: 'Disks are encrypted with its keys.' });
    expect(rendered()).toMatchObject({ enabled_for_disk_encryption: true });
  });
});

describe('KeyVault.fromName', () => {
  it('creates nothing and grants by the looked-up id', () => {
    const stack = new Environment(plainApp(), 'prod', { location: 'westeurope' });
    const vault = KeyVault.fromName(stack, 'vault', { name: 'contoso-shop', resourceGroupName: 'shared' });
    vault.grantRead(new WorkloadIdentity(stack, 'cart'));

    const rendered = terraform(stack);
    expect(rendered.data('azurerm_key_vault')).toEqual({
      vault: { name: 'contoso-shop', resource_group_name: 'shared' },
    });
    expect(rendered.only('azurerm_role_assignment').scope).toBe('${data.azurerm_key_vault.vault.id}');
    expect(vault.vaultUri).toBe('https://contoso-shop.vault.azure.net/');
    expect(vault.secret('x').secretName).toBe('x');
    expect(terraformProblems(rendered.file)).toEqual([]);
  });

  it('looks the tenant up in a stack that is no Environment', () => {
    const stack = new TerraformStack(plainApp(), 'plain');
    const vault = KeyVault.fromName(stack, 'vault', { name: 'contoso-shop', resourceGroupName: 'shared' });
    expect(expressionOf(stack, vault.tenantId)).toBe('${data.azurerm_key_vault.vault.tenant_id}');
  });
});

describe('KeyVault refuses', () => {
  it.each<[string, Partial<KeyVaultProps>, string]>([
    [
      'a name that Azure would refuse',
      { name: '1-shop' },
      "[prod/vault] 'name' (1-shop) is not the name of a key vault: 3 to 24 letters, digits and single '-', starting with a letter and ending with a letter or digit.",
    ],
    [
      'an unknown tier',
      { sku: 'Standard' as never },
      "[prod/vault] 'sku' (Standard) is not a tier of a vault. Write 'standard' or 'premium'. (vault/sku)",
    ],
    [
      'too few days',
      { softDeleteDays: 6 },
      "[prod/vault] 'softDeleteDays' (6) is not a whole number from 7 to 90. Leave it out for 90. (vault/soft-delete)",
    ],
    [
      'a group by its name',
      { secretsOfficers: ['admins'] },
      "[prod/vault] 'secretsOfficers' (admins) is not the object id of a group, a UUID. Copy it from `az ad group show --group <name> --query id`. (vault/secrets-officer)",
    ],
    [
      'a private range',
      { allowedIpRanges: ['192.168.0.0/24'] },
      "[prod/vault] 'allowedIpRanges[0]' (192.168.0.0/24) is a private range, and Azure sees only public addresses here. Write the address that traffic leaves your network by, or use a private endpoint. (network/private-range)",
    ],
    [
      'what is no subnet',
      { allowedSubnetIds: ['nodes'] },
      "[prod/vault] 'allowedSubnetIds' (nodes) is not the id of a subnet. Pass the id of a subnet, such as subnet.subnetId. (vault/subnet-id)",
    ],
    [
      'admitting some where all are',
      { allowedIpRanges: ['20.0.0.1'], networkDefaultAction: 'Allow' },
      "[prod/vault] 'networkDefaultAction' (Allow) admits everything, so that the addresses and subnets given admit nothing more. Leave it out, or leave them out. (vault/open)",
    ],
  ])('%s', (_, props, expected) => {
    expect(() => world(props)).toThrow(expected);
  });
});
