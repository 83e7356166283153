import {
  type CodedResource,
  type Decision,
  firstRefusal,
  flag,
  type ForcesReplacement,
  type Refusal,
  text,
  whenRemoved,
  whenSwitchedOff,
  whenUnset,
} from './decision';

/** No namespace moves from or to Premium. */
const premiumCrossed: ForcesReplacement = (from, to) =>
  [text(from), text(to)].some((sku) => sku.toLowerCase() === 'premium');

function tlsVersionStays({ from, to }: Decision): Refusal | undefined {
  return text(from('minimum_tls_version')) !== '' && text(to('minimum_tls_version')) === ''
    ? {
        code: 'tls-floor-cannot-be-removed',
        attribute: 'minimum_tls_version',
        message: 'minimum_tls_version cannot be unset',
      }
    : undefined;
}

/** Manage comes with the other two rights. */
function rightsOfRule({ to }: Decision): Refusal | undefined {
  const [listen, send, manage] = ['listen', 'send', 'manage'].map((name) => flag(to(name)));
  if (!listen && !send && !manage) {
    return { code: 'one-of-several-needed', attribute: 'listen', message: 'one of listen, send and manage is needed' };
  }
  return manage && !(listen && send)
    ? { code: 'argument-needs-others', attribute: 'manage', message: 'manage needs listen and send' }
    : undefined;
}

const LOCALLY_REDUNDANT = ['LRS', 'GRS', 'RAGRS'];
const ZONE_REDUNDANT = ['ZRS', 'GZRS', 'RAGZRS'];

/** Between zone-redundant and other kinds of replication there is no way in place. */
const replicationCrossed: ForcesReplacement = (from, to) => {
  const [before, after] = [text(from).toUpperCase(), text(to).toUpperCase()];
  return (
    (LOCALLY_REDUNDANT.includes(before) && ZONE_REDUNDANT.includes(after)) ||
    (ZONE_REDUNDANT.includes(before) && LOCALLY_REDUNDANT.includes(after))
  );
};

const TIERED_KINDS = ['BlobStorage', 'FileStorage', 'StorageV2'];

/** Source: azurerm `storage_account_resource.go`, CustomizeDiff. */
function storageRefuses({ from, to, changes }: Decision): Refusal | undefined {
  const kind = text(to('account_kind'));
  const kindReplaces = changes('account_kind') && kindFixed(from('account_kind'), to('account_kind'));
  if (
    !kindReplaces &&
    typeof to('access_tier') === 'string' &&
    to('access_tier') !== '' &&
    !TIERED_KINDS.includes(kind)
  ) {
    return { code: 'tier-needs-kind', attribute: 'access_tier', message: `access_tier does not go with ${kind}` };
  }
  const before = text(from('immutability_policy.0.state'));
  const after = text(to('immutability_policy.0.state'));
  return !kindReplaces && before !== after && after === 'Locked' && before !== 'Unlocked'
    ? {
        code: 'immutability-state-transition',
        attribute: 'immutability_policy.0.state',
        message: `immutability_policy.0.state can only be Locked from Unlocked, not from ${before || 'nothing'}`,
      }
    : undefined;
}

function kindFixed(...[from, to]: readonly [unknown, unknown]): boolean {
  return from !== 'Storage' && to !== 'StorageV2';
}

/** The tiers of a workspace between which Azure moves in place. */
const workspaceSku: ForcesReplacement = (from, to) => {
  const [before, after] = [text(from).toLowerCase(), text(to).toLowerCase()];
  if (before === 'lacluster' || before === '') return false;
  const pair = [before, after].sort().join();
  return pair !== 'capacityreservation,pergb2018';
};

function retiredSku({ from, to }: Decision): Refusal | undefined {
  const sku = text(to('sku'));
  return sku !== text(from('sku')) && ['standard', 'premium'].includes(sku.toLowerCase())
    ? { code: 'sku-retired', attribute: 'sku', message: `sku ${sku} is no longer offered` }
    : undefined;
}

/** In the provider's own words, an upgrade is one of these; anything else recreates the service. */
const SEARCH_SKUS = ['basic', 'standard', 'standard2', 'standard3'];

/** Source: azurerm `internal/services/servicebus`, `eventhub`, `storage`, `loganalytics`, `keyvault` and others. */
export const SERVICES: Readonly<Record<string, CodedResource>> = {
  azurerm_servicebus_namespace: {
    replaces: { customer_managed_key: whenRemoved, sku: premiumCrossed },
    refuses: tlsVersionStays,
  },
  azurerm_servicebus_namespace_authorization_rule: { refuses: rightsOfRule },
  azurerm_servicebus_queue_authorization_rule: { refuses: rightsOfRule },
  azurerm_servicebus_topic_authorization_rule: { refuses: rightsOfRule },
  azurerm_eventhub_authorization_rule: { refuses: rightsOfRule },
  azurerm_eventhub_namespace_authorization_rule: { refuses: rightsOfRule },
  azurerm_relay_namespace_authorization_rule: { refuses: rightsOfRule },
  azurerm_relay_hybrid_connection_authorization_rule: { refuses: rightsOfRule },
  azurerm_eventhub_namespace: { replaces: { sku: premiumCrossed }, refuses: tlsVersionStays },
  azurerm_storage_account: {
    replaces: {
      account_kind: kindFixed,
      large_file_share_enabled: whenSwitchedOff,
      account_replication_type: replicationCrossed,
      'immutability_policy.0.state': (from) => text(from) === 'Locked',
    },
    refuses: firstRefusal(storageRefuses),
  },
  azurerm_log_analytics_workspace: {
    fills: () => ({ local_authentication_enabled: true, sku: 'PerGB2018' }),
    replaces: { sku: workspaceSku },
    refuses: retiredSku,
  },
  azurerm_key_vault_key: {
    suppresses: { curve: ({ from, to }) => from === 'SECP256K1' && to === 'P-256K' },
    replaces: { expiration_date: whenUnset },
  },
  azurerm_monitor_data_collection_rule: { replaces: { kind: (from) => text(from) !== '' } },
  azurerm_app_configuration: {
    replaces: {
      sku: (from, to) =>
        (['premium', 'standard'].includes(text(from)) && text(to) === 'developer') || text(to) === 'free',
    },
  },
  azurerm_search_service: {
    replaces: {
      sku: (from, to) => {
        const [before, after] = [SEARCH_SKUS.indexOf(text(from)), SEARCH_SKUS.indexOf(text(to))];
        return before < 0 || after <= before;
      },
    },
  },
  azurerm_data_protection_backup_vault: {
    replaces: {
      cross_region_restore_enabled: whenSwitchedOff,
      immutability: (from, to) => text(from) === 'Locked' && text(to) !== 'Locked',
      soft_delete: (from, to) => text(from) === 'AlwaysOn' && text(to) !== 'AlwaysOn',
    },
  },
  azurerm_api_management: {
    replaces: {
      virtual_network_type: (from, to) => text(from) !== 'None' || !['Internal', 'External'].includes(text(to)),
      virtual_network_configuration: (from, to) => !(lengthOf(from) === 0 && lengthOf(to) > 0),
      sku_name: (from, to) => text(from).includes('V2') !== text(to).includes('V2'),
    },
  },
};

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
