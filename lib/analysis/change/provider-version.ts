import type { TerraformModule } from '../../artifact/read/model';
import { DEFAULT_PROVIDER_VERSION, PROVIDER_VERSIONS } from './terraform/provider-schema';

/**
 * The release of azurerm that a module is deployed with: what its lock file records, else the one that its constraint
 * names or starts from, else the newest at hand within a range.
 */
export function providerVersionOf(module: TerraformModule | undefined): string {
  const asked = module?.lockedProviders['azurerm'] ?? module?.requiredProviders['azurerm'] ?? '';
  const [, operator = '=', version] = /^\s*(=|!=|>=?|<=?|~>)?\s*v?(\d+(?:\.\d+){0,2})/.exec(asked) ?? [];
  if (version === undefined) return DEFAULT_PROVIDER_VERSION;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isWhole = version.split('.').length === 3;
  if (operator === '=' || (operator === '~>' && isWhole)) return version;
  const atHand = PROVIDER_VERSIONS.filter((one) => Number(one.split('.')[0]) === major);
  const start = atHand.find((one) => one.startsWith(`${major}.${minor}.`));
  return start ?? atHand.at(-1) ?? version;
}
