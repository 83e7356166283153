import { isSame, or } from '../../analysis/cluster/fields';
import { all, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { resourceExamples } from '../cluster/examples';
import { eachBlock } from '../cluster/judge';

const REGISTRY = { name: 'contoso', sku: 'Premium', location: 'westeurope', resource_group_name: 'shop' };

/** Only the Premium tier can close its door. */
export const openRegistry: Rule = {
  id: 'registry/open-network',
  severity: 'note',
  what: 'answers the whole internet',
  why: 'a leaked token pulls or pushes images from anywhere',
  fix: "Set public_network_access_enabled to false with a private endpoint, or network_rule_set.default_action to 'Deny' with the ranges that may call",
  sources: [
    'Azure: Connect privately to an Azure container registry using Azure Private Link',
    'Azure: Configure public IP network rules',
  ],
  covers: ['checkov/CKV_AZURE_139', 'psrule/Azure.ACR.Firewall'],
  // Pulling needs a token in any case; most registries are built to from elsewhere.
  profiles: ['strict'],
  examples: resourceExamples(
    'azurerm_container_registry',
    REGISTRY,
    {},
    { public_network_access_enabled: false },
    { public_network_access_enabled: '${var.public}' },
  ),
  check: eachBlock('azurerm_container_registry', (fields) => ({
    // The other tiers have no rules and no private endpoints.
    applies: isSame(fields.text('sku'), 'Premium'),
    wrong: all(
      or<boolean>(fields.flag('public_network_access_enabled'), true),
      not(isSame(fields.text('network_rule_set', 'default_action'), 'Deny')),
    ),
    at: fields.path('public_network_access_enabled'),
  })),
};

/** What is private should not be copied to where everybody reads. */
export const exportAllowed: Rule = {
  id: 'registry/export-allowed',
  severity: 'note',
  what: 'is closed to the internet and lets its images be exported',
  why: 'whoever may read it can import its images into any registry of any tenant',
  fix: 'Set export_policy_enabled to false',
  sources: ['Azure: Disable export of artifacts from an Azure container registry'],
  covers: ['psrule/Azure.ACR.ExportPolicy'],
  profiles: ['strict'],
  examples: resourceExamples(
    'azurerm_container_registry',
    { ...REGISTRY, public_network_access_enabled: false },
    { export_policy_enabled: true },
    { export_policy_enabled: false },
    { export_policy_enabled: '${var.export}' },
  ),
  check: eachBlock('azurerm_container_registry', (fields) => ({
    applies: isSame(fields.flag('public_network_access_enabled'), false),
    wrong: or<boolean>(fields.flag('export_policy_enabled'), true),
    at: fields.path('export_policy_enabled'),
  })),
};
