import { unknown } from '../../artifact/read/values';
import { resources } from '../../analysis/cluster/blocks';
import { Fields, or } from '../../analysis/cluster/fields';
import { compliant, finding, notKnown, type Rule } from '../rule';
import { object, terraform } from '../sample';

/** Stores of data with the arguments that narrow who reaches them; each is public where nothing is written. */
const STORES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  azurerm_cosmosdb_account: [['is_virtual_network_filter_enabled'], ['ip_range_filter']],
  azurerm_storage_account: [['network_rules']],
  azurerm_mssql_server: [],
  azurerm_redis_cache: [],
  azurerm_postgresql_flexible_server: [['delegated_subnet_id']],
  azurerm_mysql_flexible_server: [['delegated_subnet_id']],
  azurerm_servicebus_namespace: [['network_rule_set']],
  azurerm_eventhub_namespace: [['network_rulesets']],
};

const store = (fields: Readonly<Record<string, unknown>>): string =>
  terraform({
    azurerm_cosmosdb_account: {
      carts: {
        name: 'carts',
        location: 'westeurope',
        resource_group_name: 'shop',
        offer_type: 'Standard',
        consistency_policy: { consistency_level: 'Session' },
        geo_location: { location: 'westeurope', failover_priority: 0 },
        ...fields,
      },
    },
  });

export const publicDataStore: Rule = {
  id: 'exposure/public-data-store',
  severity: 'warning',
  what: 'takes calls from the whole internet',
  why: 'a key that leaks is then all it takes to read the data, from anywhere',
  fix: 'Set public_network_access_enabled to false with a private endpoint, or narrow it to the subnets of the cluster',
  sources: ['Azure: Well-Architected Framework: Architecture strategies for networking and connectivity'],
  examples: {
    failing: { 'cdk.tf.json': store({}) },
    mended: { 'cdk.tf.json': store({ public_network_access_enabled: false }) },
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
    unknown: { 'cdk.tf.json': store({ public_network_access_enabled: '${var.public}' }) },
  },
  *check({ artifacts }) {
    for (const [type, narrowing] of Object.entries(STORES)) {
      for (const block of resources(artifacts, type)) {
        const fields = new Fields(block.arguments, block.body);
        const isPublic = or(fields.flag('public_network_access_enabled'), true);
        const narrowed = narrowing.map((names) => fields.has(...names));
        if (isPublic === false || narrowed.includes(true)) yield compliant(block);
        else if (isPublic === unknown || narrowed.includes(unknown))
          yield notKnown(block, 'who may reach it is not in these files');
        else yield finding(block, fields.path('public_network_access_enabled'));
      }
    }
  },
};
