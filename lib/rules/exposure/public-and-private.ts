import { blockBehind, resources } from '../../analysis/cluster/blocks';
import { Fields, isSame, or } from '../../analysis/cluster/fields';
import type { TerraformBlock } from '../../artifact/read/model';
import { unknown } from '../../artifact/read/values';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { object, terraform } from '../sample';

/** Where a service says that only some addresses may reach it. */
const NARROWING = ['network_acls', 'network_rules', 'network_rule_set', 'network_rulesets'];
/** Services with a switch of their own for public access; all others have `public_network_access_enabled`. */
const WITHOUT_SWITCH = ['azurerm_kubernetes_cluster', 'azurerm_monitor_private_link_scope'];

function example(more: Readonly<Record<string, unknown>>): Record<string, string> {
  return {
    'cdk.tf.json': terraform({
      azurerm_key_vault: {
        shop: {
          name: 'contoso',
          location: 'westeurope',
          resource_group_name: 'shop',
          tenant_id: '00000000-0000-0000-0000-000000000000',
          sku_name: 'standard',
          rbac_authorization_enabled: true,
          ...more,
        },
      },
      azurerm_private_endpoint: {
        vault: {
          name: 'vault',
          location: 'westeurope',
          resource_group_name: 'shop',
          subnet_id: '${azurerm_subnet.nodes.id}',
          private_service_connection: {
            name: 'vault',
            is_manual_connection: false,
            private_connection_resource_id: '${azurerm_key_vault.shop.id}',
            subresource_names: ['vault'],
          },
        },
      },
    }),
  };
}

/** A second door beside the one that is watched. */
export const publicAndPrivate: Rule = {
  id: 'exposure/public-and-private',
  severity: 'warning',
  what: 'has a private endpoint and is open to the internet as well',
  why: 'the endpoint keeps nobody out: whoever has a key or a role gets in from anywhere',
  fix: 'Set public_network_access_enabled to false, or narrow the public way in to addresses that are named',
  sources: ['Azure: Network security best practices', 'Azure: What is a private endpoint?'],
  saidBy: ['exposure/public-data-store'],
  examples: {
    failing: example({}),
    mended: example({ public_network_access_enabled: false }),
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
    unknown: example({ public_network_access_enabled: '${var.public}' }),
  },
  *check({ artifacts }) {
    const asked = new Set<TerraformBlock>();
    for (const endpoint of resources(artifacts, 'azurerm_private_endpoint')) {
      const id = new Fields(endpoint.arguments, endpoint.body).raw(
        'private_service_connection',
        'private_connection_resource_id',
      );
      const service = blockBehind(artifacts, id);
      if (typeof service !== 'object' || service.mode === 'data') {
        yield notKnown(endpoint, 'the service that it leads to is not in these files');
        continue;
      }
      if (asked.has(service)) continue;
      asked.add(service);
      if (WITHOUT_SWITCH.includes(service.type)) yield notApplicable(service);
      else yield judge(service);
    }
  },
};

function judge(service: TerraformBlock) {
  const fields = new Fields(service.arguments, service.body);
  const isRedis = service.type === 'azurerm_managed_redis';
  const name = isRedis ? 'public_network_access' : 'public_network_access_enabled';
  const isPublic = isRedis ? isSame(or(fields.text(name), 'Enabled'), 'Enabled') : or(fields.flag(name), true);
  const narrowed = NARROWING.map((block) => isSame(fields.text(block, 'default_action'), 'Deny'));
  if (isPublic === false || narrowed.includes(true)) return compliant(service);
  if (isPublic === unknown || narrowed.includes(unknown)) {
    return notKnown(service, 'whether the internet reaches it is not in these files');
  }
  return finding(service, fields.path(name));
}
