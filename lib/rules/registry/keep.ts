import { isSame, or } from '../../analysis/cluster/fields';
import { holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { resourceExamples } from '../cluster/examples';
import { eachBlock } from '../cluster/judge';

const REGISTRY = { name: 'contoso', sku: 'Premium', location: 'westeurope', resource_group_name: 'shop' };

/** Every push of a tag leaves the image before it without a name. */
export const untaggedKept: Rule = {
  id: 'registry/untagged-kept',
  severity: 'note',
  what: 'keeps untagged images for ever',
  why: 'they are paid for, and old flaws stay pullable by digest',
  fix: 'Set retention_policy_in_days, to longer than anything is deployed by digest',
  sources: ['Azure: Set a retention policy for untagged manifests'],
  covers: ['checkov/CKV_AZURE_167', 'psrule/Azure.ACR.Retention'],
  // Whoever deploys by digest may need images that no tag names.
  profiles: ['strict'],
  examples: resourceExamples(
    'azurerm_container_registry',
    REGISTRY,
    {},
    { retention_policy_in_days: 30 },
    { retention_policy_in_days: '${var.days}' },
  ),
  check: eachBlock('azurerm_container_registry', (fields) => ({
    applies: isSame(fields.text('sku'), 'Premium'),
    wrong: holds(or(fields.number('retention_policy_in_days'), 0), (days) => days === 0),
    at: fields.path('retention_policy_in_days'),
  })),
};

/** Names of registries are names of hosts. */
export const registryName: Rule = {
  id: 'registry/name',
  severity: 'error',
  what: 'has a name that Azure does not take',
  why: 'Azure refuses the registry',
  fix: 'Use 5 to 50 letters and digits',
  sources: ['Azure: Naming rules and restrictions for Azure resources'],
  covers: ['psrule/Azure.ACR.Name'],
  examples: resourceExamples(
    'azurerm_container_registry',
    REGISTRY,
    { name: 'contoso-shop' },
    { name: 'contososhop' },
    { name: '${var.name}' },
  ),
  check: eachBlock('azurerm_container_registry', (fields) => ({
    wrong: holds(fields.text('name'), (name) => !/^[a-zA-Z0-9]{5,50}$/.test(name)),
    at: fields.path('name'),
  })),
};

/** What a registry tells of every push, it should tell one host alone. */
export const webhookInClear: Rule = {
  id: 'registry/webhook-in-clear',
  severity: 'error',
  what: 'calls its webhook without TLS',
  why: 'the token in its headers and the names of images can be read on the way',
  fix: 'Use an https:// address in service_uri',
  sources: ['Azure: Using Azure Container Registry webhooks'],
  covers: ['checkov/CKV2_AZURE_30'],
  examples: resourceExamples(
    'azurerm_container_registry_webhook',
    {
      name: 'pushed',
      registry_name: 'contoso',
      location: 'westeurope',
      resource_group_name: 'shop',
      actions: ['push'],
    },
    { service_uri: 'http://hooks.contoso.com/pushed' },
    { service_uri: 'https://hooks.contoso.com/pushed' },
    { service_uri: '${var.hook}' },
  ),
  check: eachBlock('azurerm_container_registry_webhook', (fields) => ({
    wrong: holds(fields.text('service_uri'), (uri) => !/^https:\/\//i.test(uri)),
    at: fields.path('service_uri'),
  })),
};
