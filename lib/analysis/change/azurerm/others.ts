import {
  type CodedResource,
  type ForcesReplacement,
  items,
  text,
  whenRemoved,
  whenSwitchedOff,
  whenUnset,
} from './decision';

/** Parameters of a policy can be added, not taken away. */
const parametersRemoved: ForcesReplacement = (from, to) => {
  const before = parameterCount(text(from));
  const after = parameterCount(text(to));
  return before !== undefined && text(from) !== '' && (text(to) === '' || (after ?? 0) < before);
};

function parameterCount(json: string): number | undefined {
  try {
    return Object.keys((JSON.parse(json || '{}') ?? {}) as object).length;
  } catch {
    return undefined;
  }
}

const policy: CodedResource = { replaces: { parameters: parametersRemoved } };

/** A container, share or queue stays with its account, named or referred to. */
const inStorageAccount: CodedResource = {
  replaces: {
    storage_account_id: (from) => text(from) !== '',
    storage_account_name: (from, to) => text(from) !== '' && text(to) !== '',
  },
};

/** Source: azurerm `internal/services`, those that an AKS platform meets more rarely. */
export const OTHERS: Readonly<Record<string, CodedResource>> = {
  azurerm_policy_definition: policy,
  azurerm_policy_set_definition: policy,
  azurerm_management_group_policy_set_definition: policy,
  azurerm_storage_container: inStorageAccount,
  azurerm_storage_share: inStorageAccount,
  azurerm_storage_queue: inStorageAccount,
  azurerm_storage_container_immutability_policy: {
    refuses: ({ from, to }) =>
      from('locked') === true && to('locked') !== true
        ? { code: 'lock-cannot-be-removed', attribute: 'locked', message: 'a locked policy cannot be unlocked' }
        : undefined,
  },
  azurerm_recovery_services_vault: {
    replaces: {
      cross_region_restore_enabled: whenSwitchedOff,
      immutability: (from) => text(from) === 'Locked',
    },
  },
  azurerm_backup_protected_vm: { replaces: { source_vm_id: (_from, to) => text(to) !== '' } },
  azurerm_data_factory: { replaces: { managed_virtual_network_enabled: whenSwitchedOff } },
  azurerm_databricks_workspace: { replaces: { sku: (_from, to) => text(to) === 'trial' } },
  azurerm_cognitive_account_project: { replaces: { description: whenUnset, display_name: whenUnset } },
  azurerm_netapp_pool: { replaces: { cool_access_enabled: whenSwitchedOff } },
  azurerm_netapp_snapshot_policy: {
    replaces: {
      hourly_schedule: whenRemoved,
      daily_schedule: whenRemoved,
      weekly_schedule: whenRemoved,
      monthly_schedule: whenRemoved,
    },
  },
  azurerm_notification_hub: { replaces: { apns_credential: whenRemoved, gcm_credential: whenRemoved } },
  azurerm_mssql_virtual_machine: { replaces: { auto_backup: whenRemoved } },
  azurerm_mssql_job_step: { replaces: { job_credential_id: whenUnset } },
  azurerm_mssql_managed_instance: {
    replaces: {
      dns_zone_partner_id: (from, to) => text(from) === '' && text(to) !== '',
      identity: whenRemoved,
      database_format: (from, to) => text(from) === 'AlwaysUpToDate' && text(to) === 'SQLServer2022',
    },
  },
  azurerm_postgresql_server: {
    replaces: {
      sku_name: (from, to) => {
        const tiers = [text(from), text(to)].map((sku) => sku.split('_')[0]);
        return tiers[0] !== tiers[1] && tiers.includes('B');
      },
      create_mode: (from, to) => text(from) === 'Default' && text(to) === 'Replica',
    },
  },
  azurerm_container_app_environment: {
    replaces: { workload_profile: (from, to) => (items(from).length === 0) !== (items(to).length === 0) },
  },
  azurerm_managed_lustre_file_system: { replaces: { encryption_key: whenRemoved } },
};
