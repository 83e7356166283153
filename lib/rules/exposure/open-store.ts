import { unknown } from '../../artifact/read/values';
import { resources } from '../../analysis/cluster/blocks';
import { Fields, or } from '../../analysis/cluster/fields';
import { compliant, finding, notKnown, type Rule } from '../rule';
import { object, terraform } from '../sample';

const store = (fields: Readonly<Record<string, unknown>>): string =>
  terraform({
    azurerm_storage_account: {
      store: {
        name: 'shop',
        location: 'westeurope',
        resource_group_name: 'shop',
        account_tier: 'Standard',
        account_replication_type: 'ZRS',
        ...fields,
      },
    },
  });

/** Switches that must not be thrown, with what they are by default. Terraform: "azurerm_storage_account", "azurerm_redis_cache". */
const SWITCHES = [
  ['azurerm_storage_account', 'https_traffic_only_enabled', true, true, 'takes calls without TLS'],
  [
    'azurerm_storage_account',
    'allow_nested_items_to_be_public',
    true,
    false,
    'lets its containers be opened to everybody',
  ],
  ['azurerm_redis_cache', 'non_ssl_port_enabled', false, false, 'takes calls without TLS'],
] as const;

export const openStore: Rule = {
  id: 'exposure/open-store',
  severity: 'warning',
  what: 'hands its data out without TLS or without asking who',
  why: 'keys and data can be read on the way, and one careless container is public',
  fix: 'Turn TLS on (https_traffic_only_enabled true, non_ssl_port_enabled false) and public access off (allow_nested_items_to_be_public false)',
  sources: ['Azure: Security recommendations for Blob storage'],
  covers: ['checkov/CKV_AZURE_3', 'checkov/CKV_AZURE_59', 'checkov/CKV_AZURE_91'],
  examples: {
    failing: { 'cdk.tf.json': store({ https_traffic_only_enabled: false }) },
    mended: { 'cdk.tf.json': store({ https_traffic_only_enabled: true, allow_nested_items_to_be_public: false }) },
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
    unknown: {
      'cdk.tf.json': store({ https_traffic_only_enabled: '${var.https}', allow_nested_items_to_be_public: false }),
    },
  },
  *check({ artifacts }) {
    for (const [type, argument, byDefault, wanted, detail] of SWITCHES) {
      for (const block of resources(artifacts, type)) {
        const fields = new Fields(block.arguments, block.body);
        const value = or(fields.flag(argument), byDefault);
        if (value === unknown) yield notKnown(block, `'${argument}' is not in these files`);
        else if (value === wanted) yield compliant(block);
        else yield finding(block, fields.path(argument), { detail });
      }
    }
    for (const block of resources(artifacts, 'azurerm_storage_container')) {
      const fields = new Fields(block.arguments, block.body);
      const access = or(fields.text('container_access_type'), 'private');
      if (access === unknown) yield notKnown(block, 'who may read it is not in these files');
      else if (access === 'private') yield compliant(block);
      else yield finding(block, fields.path('container_access_type'), { detail: 'is open to everybody' });
    }
  },
};
