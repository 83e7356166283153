import { isSame } from '../../analysis/cluster/fields';
import type { Rule } from '../rule';
import { resourceExamples } from '../cluster/examples';
import { eachBlock } from '../cluster/judge';

const REGISTRY = { name: 'contoso', sku: 'Standard', location: 'westeurope', resource_group_name: 'shop' };

/** One password for everybody, that may push. */
export const adminAccount: Rule = {
  id: 'registry/admin-account',
  severity: 'warning',
  what: 'has its administrator account on',
  why: 'its password is shared, may push to every repository, names nobody and lands in the state of Terraform',
  fix: 'Set admin_enabled to false; grant AcrPull to kubelets and AcrPush to pipelines',
  sources: ['Azure: Authenticate with an Azure container registry'],
  covers: ['checkov/CKV_AZURE_137', 'psrule/Azure.ACR.AdminUser'],
  examples: resourceExamples(
    'azurerm_container_registry',
    REGISTRY,
    { admin_enabled: true },
    { admin_enabled: false },
    { admin_enabled: '${var.admin}' },
  ),
  check: eachBlock('azurerm_container_registry', (fields) => ({
    wrong: isSame(fields.flag('admin_enabled'), true),
    at: fields.path('admin_enabled'),
  })),
};

/** Whoever knows the name may take the images. */
export const anonymousPull: Rule = {
  id: 'registry/anonymous-pull',
  severity: 'warning',
  what: 'gives its images to everybody',
  why: 'anybody may pull all repositories and read code and settings out of them',
  fix: 'Set anonymous_pull_enabled to false',
  sources: ['Azure: Make your container registry content publicly available'],
  covers: ['checkov/CKV_AZURE_138', 'psrule/Azure.ACR.AnonymousAccess', 'aprl/03f4a7d8'],
  examples: resourceExamples(
    'azurerm_container_registry',
    REGISTRY,
    { anonymous_pull_enabled: true },
    { anonymous_pull_enabled: false },
    { anonymous_pull_enabled: '${var.open}' },
  ),
  check: eachBlock('azurerm_container_registry', (fields) => ({
    wrong: isSame(fields.flag('anonymous_pull_enabled'), true),
    at: fields.path('anonymous_pull_enabled'),
  })),
};
