import { blockBehind } from '../../analysis/cluster/blocks';
import { Fields, isSame } from '../../analysis/cluster/fields';
import { all, any, not } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import { resources } from '../../analysis/cluster/blocks';
import { Reference } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster } from '../sample';
import { NO_CLUSTER } from '../cluster/examples';
import { eachCluster } from '../cluster/judge';

function example(registry: object, rule = true): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      cluster: {
        network_profile: { network_plugin: 'azure', outbound_type: 'none' },
        bootstrap_profile: {
          artifact_source: 'Cache',
          container_registry_id: '${azurerm_container_registry.cache.id}',
        },
      },
      more: {
        azurerm_container_registry: {
          cache: { name: 'contosocache', sku: 'Premium', location: 'westeurope', ...registry },
        },
        ...(rule
          ? {
              azurerm_container_registry_cache_rule: {
                mcr: {
                  name: 'mcr',
                  container_registry_id: '${azurerm_container_registry.cache.id}',
                  source_repo: 'mcr.microsoft.com/*',
                  target_repo: 'aks-managed-repository/*',
                },
              },
            }
          : {}),
      },
    }),
  };
}

/** A cluster without the internet takes its own images from a registry of yours. */
export const isolatedRegistry: Rule = {
  id: 'registry/not-fit-for-isolated-cluster',
  severity: 'error',
  what: 'starts its nodes from a registry that cannot give them their images',
  why: 'nodes of an isolated cluster never become ready',
  fix: 'Give the registry the Premium tier for a private endpoint, and a cache rule from mcr.microsoft.com/* to aks-managed-repository/*',
  sources: ['Azure: Create a network isolated AKS cluster'],
  facts: ['EG28'],
  examples: {
    failing: example({}, false),
    mended: example({}),
    notApplicable: NO_CLUSTER,
    unknown: example({ sku: '${var.tier}' }),
  },
  check: eachCluster(({ fields, at }, { artifacts }) => {
    const place = at('bootstrap_profile', 'container_registry_id');
    const registry = blockBehind(artifacts, fields.raw('bootstrap_profile', 'container_registry_id'));
    const applies = fields.raw('bootstrap_profile', 'container_registry_id') !== undefined;
    if (registry === undefined || registry === unknown) {
      return { applies, wrong: unknown, at: place, because: 'the registry is not in these files' };
    }
    const own = new Fields(registry.arguments, registry.body);
    const rules = resources(artifacts, 'azurerm_container_registry_cache_rule').filter(
      ({ arguments: rule, module }) => {
        const id = rule.container_registry_id;
        return id instanceof Reference && id.address === registry.address && module === registry.module;
      },
    );
    const caches = rules.map((rule) => new Fields(rule.arguments, rule.body).text('source_repo'));
    return [
      {
        applies,
        wrong: all(not(isSame(own.text('sku'), 'Premium'))),
        at: place,
        detail: `starts its nodes from ${registry.address}, whose tier has no private endpoint`,
      },
      {
        applies,
        wrong: not(
          any(
            ...caches.map((source) => (source === unknown ? unknown : (source ?? '').startsWith('mcr.microsoft.com'))),
          ),
        ),
        at: place,
        detail: `starts its nodes from ${registry.address}, which has no cache rule for mcr.microsoft.com`,
      },
    ];
  }),
};
