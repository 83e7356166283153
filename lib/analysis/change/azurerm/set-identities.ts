import { type ElementIdentity } from '../terraform/set-elements';
import { isBlock, isZero, type Value } from '../terraform/values';

/** Told apart by these arguments alone; with `lower`, whatever their case. */
function by(names: readonly string[], lower = false): ElementIdentity {
  return (element) => {
    const parts = names.map((name) => print(isBlock(element) ? element[name] : undefined));
    return lower ? parts.join(' ').toLowerCase() : parts.join(' ');
  };
}

function print(value: Value | undefined): string {
  return isZero(value) ? '' : String(value);
}

const caseless: ElementIdentity = (element) => print(element).toLowerCase();
const address: ElementIdentity = (element) => (print(element).includes('/') ? print(element) : `${print(element)}/32`);
const subnetRule = by(['subnet_id'], true);

/**
 * What tells the elements of a set apart, where the provider hashes less than the whole: a difference elsewhere in an
 * element is none. By type and path without indices. Source: azurerm 4.55.0, the Set functions of its schemas.
 */
export const SET_IDENTITIES: Readonly<Record<string, ElementIdentity>> = {
  'azurerm_cosmosdb_account.geo_location': by(['location', 'failover_priority']),
  'azurerm_cosmosdb_account.capabilities': by(['name']),
  'azurerm_cosmosdb_account.virtual_network_rule': by(['id'], true),
  'azurerm_servicebus_namespace.network_rule_set.network_rules': subnetRule,
  'azurerm_eventhub_namespace.network_rulesets.virtual_network_rule': by(
    ['subnet_id', 'ignore_missing_virtual_network_service_endpoint'],
    true,
  ),
  'azurerm_app_configuration.replica': by(['name', 'location'], true),
  'azurerm_monitor_diagnostic_setting.enabled_log': by(['category', 'category_group']),
  'azurerm_monitor_diagnostic_setting.metric': by(['category', 'enabled']),
  'azurerm_monitor_smart_detector_alert_rule.scope_resource_ids': caseless,
  'azurerm_monitor_smart_detector_alert_rule.action_group.ids': caseless,
  'azurerm_key_vault.network_acls.ip_rules': address,
  'azurerm_key_vault.network_acls.virtual_network_subnet_ids': caseless,
  'azurerm_ai_services.network_acls.ip_rules': address,
  'azurerm_cognitive_account.network_acls.ip_rules': address,
};
