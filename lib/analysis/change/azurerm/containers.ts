import { isBlock } from '../terraform/values';
import { cluster } from './cluster';
import { type CodedResource, count, type Decision, flag, items, type Refusal, text, whenUnset } from './decision';
import { nodePool } from './node-pool';

/** What only a Premium registry takes, in the order the provider asks. */
const PREMIUM_ONLY: readonly { readonly attribute: string; readonly isUsed: (d: Decision) => boolean }[] = [
  { attribute: 'quarantine_policy_enabled', isUsed: ({ to }) => flag(to('quarantine_policy_enabled')) },
  { attribute: 'retention_policy_in_days', isUsed: ({ to }) => count(to('retention_policy_in_days')) > 0 },
  { attribute: 'trust_policy_enabled', isUsed: ({ to }) => flag(to('trust_policy_enabled')) },
  { attribute: 'export_policy_enabled', isUsed: ({ to }) => to('export_policy_enabled') === false },
  { attribute: 'encryption', isUsed: ({ to }) => items(to('encryption')).length > 0 },
  { attribute: 'zone_redundancy_enabled', isUsed: ({ to }) => flag(to('zone_redundancy_enabled')) },
  { attribute: 'data_endpoint_enabled', isUsed: ({ to }) => flag(to('data_endpoint_enabled')) },
];

/** Source: azurerm `container_registry_resource.go`, CustomizeDiff. */
function registryRefuses(decision: Decision): Refusal | undefined {
  const { to } = decision;
  const sku = text(to('sku')).toLowerCase();
  const needs = (attribute: string, rule: string, code = 'needs-premium-sku'): Refusal => ({
    code,
    attribute,
    message: `${attribute} ${rule}`,
  });
  const replicas = items(to('georeplications'));
  if (replicas.length > 0 && sku !== 'premium') return needs('georeplications', "needs sku 'Premium'");
  if (replicas.some((replica) => isBlock(replica) && replica['location'] === to('location'))) {
    return needs('georeplications', "cannot hold the registry's own location", 'georeplication-in-own-location');
  }
  const premium = sku === 'premium' ? undefined : PREMIUM_ONLY.find(({ isUsed }) => isUsed(decision));
  if (premium) return needs(premium.attribute, "needs sku 'Premium'");
  if (to('export_policy_enabled') === false && flag(to('public_network_access_enabled'))) {
    return needs(
      'export_policy_enabled',
      'can only be false with public_network_access_enabled false',
      'export-off-needs-private',
    );
  }
  if (flag(to('anonymous_pull_enabled')) && !['standard', 'premium'].includes(sku)) {
    return needs('anonymous_pull_enabled', "needs sku 'Standard' or 'Premium'", 'needs-standard-sku');
  }
  return undefined;
}

/** Source: azurerm `internal/services/containers`. */
export const CONTAINERS: Readonly<Record<string, CodedResource>> = {
  azurerm_kubernetes_cluster: cluster,
  azurerm_kubernetes_cluster_node_pool: nodePool,
  azurerm_container_registry: { refuses: registryRefuses },
  azurerm_container_registry_cache_rule: { replaces: { credential_set_id: whenUnset } },
};
