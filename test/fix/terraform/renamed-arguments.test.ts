import { PROVIDER_VERSIONS, providerSchema } from '../../../lib/schema/data';
import { attributeAt } from '../../../lib/fix/terraform/renamed-arguments';
import { RENAMES } from '../../../lib/fix/terraform/renames';
import type { FixOptions } from '../../../lib/fix/result';
import { fixing } from '../mend';

function terraform(resource: string, version = '~> 4.55'): string {
  return `{
  "terraform": { "required_providers": { "azurerm": { "version": "${version}" } } },
  "resource": {
${resource}
  }
}
`;
}

function fixed(text: string, options?: FixOptions): string {
  return fixing({ 'main.tf.json': text }, options).fixed[0]?.after ?? text;
}

const vault = (name: string): string =>
  `    "azurerm_key_vault": { "kv": { "name": "kv", "location": "westeurope", "resource_group_name": "g", "tenant_id": "t", "sku_name": "standard", "${name}": true } }`;

describe('renamed arguments of azurerm', () => {
  it.each(RENAMES)('are of one type under both names: $type $from', ({ type, from, to, since, as }) => {
    const versions = PROVIDER_VERSIONS.filter((version) => !isBefore(version, since));
    expect(versions.length).toBeGreaterThan(0);
    for (const version of versions) {
      const { attributes } = providerSchema(version).resources[type] ?? { attributes: {} };
      const [old, today] = [attributeAt(attributes, from), attributeAt(attributes, to)];
      expect(today?.optional ?? today?.required).toBe(true);
      if (as === 'list') expect(['list', 'set']).toContain(today?.type);
      else if (old) expect(old.type).toBe(today?.type);
      if (as === 'opposite') expect(today?.type).toBe('bool');
      if (old?.enum) expect(old.enum).toEqual(today?.enum);
    }
  });

  it('take their new name in place, in a cluster and in what it ignores', () => {
    const cluster = (names: readonly string[]): string =>
      terraform(`    "azurerm_kubernetes_cluster": {
      "aks": {
        "name": "shop", "location": "westeurope", "resource_group_name": "shop", "dns_prefix": "shop",
        "${names[0]}": "patch",
        "default_node_pool": [{ "name": "system", "vm_size": "Standard_D4ds_v5",
          "${names[1]}": true, "min_count": 1, "max_count": 3 }],
        "identity": { "type": "SystemAssigned" },
        "lifecycle": { "ignore_changes": ["${names[0]}", "default_node_pool[0].${names[1]}", "tags"] }
      }
    }`);
    expect(fixed(cluster(['automatic_channel_upgrade', 'enable_auto_scaling']))).toBe(
      cluster(['automatic_upgrade_channel', 'auto_scaling_enabled']),
    );
  });

  it('move into a block, and become a list or the opposite', () => {
    const before = terraform(`    "azurerm_kubernetes_cluster": {
      "aks": {
        "name": "shop", "location": "westeurope", "resource_group_name": "shop", "dns_prefix": "shop",
        "api_server_authorized_ip_ranges": ["1.2.3.4/32"],
        "default_node_pool": { "name": "system", "vm_size": "Standard_D4ds_v5" },
        "web_app_routing": { "dns_zone_id": "\${azurerm_dns_zone.shop.id}" },
        "identity": { "type": "SystemAssigned" }
      }
    },
    "azurerm_dns_zone": { "shop": { "name": "shop.example.com", "resource_group_name": "shop" } },
    "azurerm_route_table": {
      "out": { "name": "out", "location": "westeurope", "resource_group_name": "shop", "disable_bgp_route_propagation": true }
    }`);
    expect(fixed(before)).toBe(
      before
        .replace(
          '"api_server_authorized_ip_ranges": ["1.2.3.4/32"],',
          '"api_server_access_profile": {\n          "authorized_ip_ranges": ["1.2.3.4/32"]\n        },',
        )
        .replace(/"dns_zone_id": ("[^"]*")/, '"dns_zone_ids": [$1]')
        .replace('"disable_bgp_route_propagation": true', '"bgp_route_propagation_enabled": false'),
    );
  });

  it('are found in what a dynamic block makes', () => {
    const pool = (name: string): string =>
      terraform(
        `    "azurerm_application_gateway": {
      "gateway": { "dynamic": { "ssl_profile": { "for_each": ["a"], "content": { "name": "\${ssl_profile.value}", "${name}": true } } } }
    }`,
        '~> 4.73',
      );
    expect(fixed(pool('verify_client_cert_issuer_dn'))).toBe(pool('verify_client_certificate_issuer_dn'));
  });

  it('keep their old name where the provider may be too old for the new one', () => {
    for (const version of ['~> 4.0', '~> 3.116', '< 5.0']) {
      expect(fixed(terraform(vault('enable_rbac_authorization'), version))).toBe(
        terraform(vault('enable_rbac_authorization'), version),
      );
    }
    expect(fixed(terraform(vault('enable_rbac_authorization'), '~> 4.60'))).toBe(
      terraform(vault('rbac_authorization_enabled'), '~> 4.60'),
    );
    const upgrade = fixed(terraform(vault('enable_rbac_authorization'), '~> 3.116'), { provider: '5.2.0' });
    expect(upgrade).toBe(terraform(vault('rbac_authorization_enabled'), '~> 3.116'));
  });

  it('are left where both names are written, and where the opposite of an expression is wanted', () => {
    const both = terraform(
      vault('enable_rbac_authorization').replace('"sku_name"', '"rbac_authorization_enabled": true, "sku_name"'),
    );
    const table = terraform(
      '    "azurerm_route_table": { "out": { "disable_bgp_route_propagation": "${var.closed}" } }',
    );
    const profile = terraform(
      '    "azurerm_kubernetes_cluster": { "aks": { "api_server_authorized_ip_ranges": [], "api_server_access_profile": "${var.p}" } }',
    );
    const result = fixing({ 'a.tf.json': both, 'b/b.tf.json': table, 'c/c.tf.json': profile });
    expect(result.fixed).toEqual([]);
    expect(result.notFixed).toEqual([
      {
        rule: 'schema/deprecated',
        object: 'azurerm_key_vault.kv',
        file: 'a.tf.json',
        why: 'enable_rbac_authorization and rbac_authorization_enabled are both written',
      },
      {
        rule: 'schema/unknown-field',
        object: 'azurerm_route_table.out',
        file: 'b/b.tf.json',
        why: 'disable_bgp_route_propagation is no literal, and bgp_route_propagation_enabled means the opposite',
      },
      {
        rule: 'schema/unknown-field',
        object: 'azurerm_kubernetes_cluster.aks',
        file: 'c/c.tf.json',
        why: "api_server_access_profile is written in a form that authorized_ip_ranges can't be added to",
      },
    ]);
  });
});

function isBefore(version: string, since: readonly number[]): boolean {
  const parts = version.split('.').map(Number);
  const place = parts.findIndex((part, index) => part !== since[index]);
  return place >= 0 && (parts[place] as number) < (since[place] as number);
}
