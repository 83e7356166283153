import { type Block, isBlock, type Value } from '../terraform/values';
import {
  type CodedResource,
  count,
  type Decision,
  firstRefusal,
  flag,
  type ForcesReplacement,
  items,
  type Refusal,
  text,
  whenShrunk,
  whenSwitchedOff,
  whenUnset,
} from './decision';
import { whenDowngraded } from './network';

const ANY_KIND = ['globaldocumentdb', 'mongodb', 'parse'];
const MONGO = ['mongodb'];

/** Capabilities that a living Cosmos DB account may gain, with the kinds of account that may. */
const ADDABLE: Readonly<Record<string, readonly string[]>> = {
  deleteallitemsbypartitionkey: ANY_KIND,
  disableratelimitingresponses: ANY_KIND,
  allowselfserveupgradetomongo36: ANY_KIND,
  enableaggregationpipeline: ANY_KIND,
  'mongodbv3.4': ANY_KIND,
  mongoenabledoclevelttl: ANY_KIND,
  enablemongo16mbdocumentsupport: MONGO,
  enablemongoretryablewrites: MONGO,
  enablemongorolebasedaccesscontrol: MONGO,
  enableuniquecompoundnesteddocs: MONGO,
  enablettloncustompath: MONGO,
  enablepartialuniqueindex: MONGO,
};
const REMOVABLE = ['enablemongoretryablewrites', 'disableratelimitingresponses'];

function capabilityNames(value: Value | undefined): readonly string[] {
  return items(value).map((item) => (isBlock(item) ? text(item['name']).toLowerCase() : ''));
}

const capabilitiesFixed: ForcesReplacement = (from, to, decision) => {
  const [before, after] = [capabilityNames(from), capabilityNames(to)];
  const kind = text(decision.to('kind')).toLowerCase();
  const added = after.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !after.includes(name));
  return added.some((name) => !ADDABLE[name]?.includes(kind)) || removed.some((name) => !REMOVABLE.includes(name));
};

/** Arguments of bounded staleness count for nothing at any other level. */
const otherConsistency = (change: { proposed: (path: string) => unknown }): boolean =>
  change.proposed('consistency_policy.0.consistency_level') !== 'BoundedStaleness';

const cosmosAccount: CodedResource = {
  suppresses: {
    'consistency_policy.max_interval_in_seconds': otherConsistency,
    'consistency_policy.max_staleness_prefix': otherConsistency,
  },
  replaces: {
    'backup.0.type': (from, to) => text(from) === 'Continuous' && text(to) === 'Periodic',
    analytical_storage_enabled: whenSwitchedOff,
    capabilities: capabilitiesFixed,
  },
  refuses: ({ to }) => {
    const names = capabilityNames(to('capabilities'));
    const missing = names.includes('mongodbv3.4') && !names.includes('enablemongo');
    return missing && text(to('kind')) === 'MongoDB'
      ? {
          code: 'mongo-capability-missing',
          attribute: 'capabilities',
          message: 'capability MongoDBv3.4 needs EnableMongo',
        }
      : undefined;
  },
};

const analyticalStorageOff: ForcesReplacement = (from, to) => count(from) !== 0 && count(to) === 0;

/** Storage in MB to the tiers it may have, the default first. Source: azurerm flexible server storage tiers. */
const TO_P50 = ['P4', 'P6', 'P10', 'P15', 'P20', 'P30', 'P40', 'P50'];
const TO_P80 = ['P60', 'P70', 'P80'];
const STORAGE_TIERS: Readonly<Record<number, readonly string[]>> = {
  32768: TO_P50,
  65536: TO_P50.slice(1),
  131072: TO_P50.slice(2),
  262144: TO_P50.slice(3),
  524288: TO_P50.slice(4),
  1048576: TO_P50.slice(5),
  2097152: TO_P50.slice(6),
  4193280: TO_P50.slice(7),
  4194304: TO_P50.slice(7),
  8388608: TO_P80,
  16777216: TO_P80.slice(1),
  33553408: TO_P80.slice(2),
};
const SMALLEST_STORAGE = 32768;

/** The tier that goes with a size where the program names none; undefined where what stands there fits. */
function storageTierOf({ from, to, written }: Decision): { readonly tier?: string; readonly misfit?: string } {
  const tiers = STORAGE_TIERS[count(to('storage_mb')) || SMALLEST_STORAGE];
  const tier = text(to('storage_tier'));
  if (tiers === undefined || tiers.includes(tier) || typeof to('storage_tier') === 'symbol') return {};
  const unwritten = written('storage_tier') === null || written('storage_tier') === undefined;
  return unwritten && text(from('storage_tier')) === tier ? { tier: tiers[0] } : { misfit: tier };
}

/** Identities that a user made can't be taken away. */
const userIdentityTakenAway: ForcesReplacement = (from, to) =>
  text(from).includes('UserAssigned') && ['', 'SystemAssigned'].includes(text(to));

const postgresServer: CodedResource = {
  fills: (config: Block) => ({
    version: '16',
    storage_mb: SMALLEST_STORAGE,
    storage_tier: STORAGE_TIERS[count(config['storage_mb']) || SMALLEST_STORAGE]?.[0],
  }),
  replaces: {
    version: (from, to) => Number(text(from)) > Number(text(to)),
    administrator_login: (from) => text(from) !== '',
    storage_mb: whenShrunk,
    'identity.0.type': userIdentityTakenAway,
  },
  adjusts: (decision): Readonly<Record<string, Value>> => {
    const { tier } = storageTierOf(decision);
    return tier === undefined ? {} : { storage_tier: tier };
  },
  refuses: (decision) => {
    const { misfit } = storageTierOf(decision);
    return misfit === undefined
      ? undefined
      : {
          code: 'storage-tier-does-not-fit-size',
          attribute: decision.changes('storage_mb') ? 'storage_mb' : 'storage_tier',
          message: `storage_tier ${misfit} does not go with storage_mb ${text(decision.to('storage_mb'))}`,
        };
  },
};

function tlsFloorStays({ from, to }: Decision): Refusal | undefined {
  const before = text(from('minimum_tls_version'));
  return !['', 'None', 'Disabled'].includes(before) && text(to('minimum_tls_version')) === 'Disabled'
    ? {
        code: 'tls-floor-cannot-be-removed',
        attribute: 'minimum_tls_version',
        message: 'minimum_tls_version cannot be switched off again',
      }
    : undefined;
}

function passwordWithEntraOnly({ from, changes }: Decision): Refusal | undefined {
  return flag(from('azuread_administrator.0.azuread_authentication_only')) && changes('administrator_login_password')
    ? {
        code: 'password-change-with-entra-only',
        attribute: 'administrator_login_password',
        message: 'administrator_login_password cannot change while only Entra authentication is on',
      }
    : undefined;
}

const REDIS_SIZES: Readonly<Record<string, readonly string[]>> = {
  Basic: ['C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6'],
  Standard: ['C0', 'C1', 'C2', 'C3', 'C4', 'C5', 'C6'],
  Premium: ['P1', 'P2', 'P3', 'P4', 'P5'],
};

function redisKeysOff({ to }: Decision): Refusal | undefined {
  const entra = flag(to('redis_configuration.0.active_directory_authentication_enabled'));
  return to('access_keys_authentication_enabled') === false && !entra
    ? {
        code: 'access-keys-off-needs-entra',
        attribute: 'access_keys_authentication_enabled',
        message: 'access_keys_authentication_enabled false needs active_directory_authentication_enabled',
      }
    : undefined;
}

function redisSize({ to }: Decision): Refusal | undefined {
  const sku = text(to('sku_name'));
  const size = `${text(to('family')).toUpperCase()}${count(to('capacity'))}`;
  return REDIS_SIZES[sku]?.includes(size) === false
    ? {
        code: 'sku-family-capacity-mismatch',
        attribute: 'sku_name',
        message: `sku_name ${sku} does not come as ${size}`,
      }
    : undefined;
}

/** Source: azurerm `internal/services/cosmos`, `mssql`, `mysql`, `postgres`, `redis`. */
export const DATABASES: Readonly<Record<string, CodedResource>> = {
  azurerm_cosmosdb_account: cosmosAccount,
  azurerm_cosmosdb_gremlin_graph: { replaces: { analytical_storage_ttl: analyticalStorageOff } },
  azurerm_cosmosdb_sql_container: {
    replaces: {
      analytical_storage_ttl: analyticalStorageOff,
      partition_key_version: (from, to) => count(from) !== 0 || count(to) !== 1,
    },
  },
  azurerm_mssql_database: {
    replaces: {
      sku_name: (from, to) => text(from).startsWith('HS') && !text(to).startsWith('HS'),
      enclave_type: whenUnset,
    },
  },
  azurerm_mssql_elasticpool: { replaces: { enclave_type: whenUnset } },
  azurerm_mssql_server: { refuses: firstRefusal(tlsFloorStays, passwordWithEntraOnly) },
  azurerm_mysql_flexible_server: { replaces: { 'storage.0.size_gb': whenShrunk } },
  azurerm_postgresql_flexible_server: postgresServer,
  azurerm_redis_cache: {
    suppresses: { redis_version: ({ from, to }) => text(from).split('.')[0] === text(to) },
    replaces: { sku_name: whenDowngraded(['Basic', 'Standard', 'Premium']) },
    refuses: firstRefusal(redisKeysOff, redisSize),
  },
};
