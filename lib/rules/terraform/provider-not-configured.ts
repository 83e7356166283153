import type { TerraformModule } from '../../artifact/read/model';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { network, terraformExamples } from './sample';

const root = { terraform: { backend: { azurerm: { key: 'prod.tfstate' } } } };

/** The provider of Azure has one argument that nobody can leave out. */
export const providerNotConfigured: Rule = {
  id: 'terraform/provider-not-configured',
  severity: 'error',
  what: 'has no provider: azurerm must be configured',
  why: 'terraform plan stops: invalid provider configuration, at least one features block is required',
  fix: 'Add a provider azurerm with a block features',
  sources: ['Terraform: azurerm provider'],
  examples: terraformExamples(
    network({}, {}, root),
    network({}, {}, { ...root, provider: { azurerm: [{ features: [{}] }] } }),
  ),
  *check({ artifacts }) {
    for (const module of artifacts.modules) {
      const block = module.blocks.find(({ type, body }) => type.startsWith('azurerm_') && body.provider === undefined);
      if (block === undefined) continue;
      if (isConfigured(module)) yield compliant(block);
      // A module that is called gets its provider from whoever calls it.
      else if (module.backend === undefined) yield notApplicable(block);
      else if (!module.complete) yield notKnown(block, 'part of its module is not in these files');
      else yield finding(block, []);
    }
  },
};

function isConfigured({ providers }: TerraformModule): boolean {
  return providers.some(({ name, body }) => {
    const each = [body].flat() as readonly unknown[];
    return name === 'azurerm' && each.some((one) => typeof one === 'object' && one !== null && !('alias' in one));
  });
}
