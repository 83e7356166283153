import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { ContainerRegistry } from '@cdktf/provider-azurerm/lib/container-registry';
import { TerraformStack } from 'cdktf';
import { overrideProperty } from '../../lib/azure/override';
import { smallPlatform } from '../support/world';
import { plainApp, terraform } from '../support/terraform';

const REASON = { reason: 'The typed props do not know it yet.' };

function world() {
  const stack = new TerraformStack(plainApp(), 'prod');
  const registry = new ContainerRegistry(stack, 'registry', {
    name: 'contoso',
    resourceGroupName: 'shop',
    location: 'westeurope',
    sku: 'Premium',
    georeplications: [{ location: 'northeurope', tags: { a: '1' } }],
    tags: { a: '1' },
  });
  return { stack, registry, rendered: () => terraform(stack).only('azurerm_container_registry') };
}

describe('overrideProperty', () => {
  it('sets an argument that the typed surface does not have', () => {
    const { registry, rendered } = world();
    overrideProperty(registry, registry, 'quarantine_policy_enabled', true, REASON);
    expect(rendered()).toMatchObject({ quarantine_policy_enabled: true });
  });

  it('reaches into a block by its number', () => {
    const { registry, rendered } = world();
    overrideProperty(registry, registry, 'georeplications.0.regional_endpoint_enabled', true, REASON);
    expect(rendered().georeplications).toEqual([
      { location: 'northeurope', tags: { a: '1' }, regional_endpoint_enabled: true },
    ]);
  });

  it('replaces lists and maps in place of adding to them', () => {
    const { registry, rendered } = world();
    overrideProperty(registry, registry, 'georeplications', [{ location: 'westus' }], REASON);
    overrideProperty(registry, registry, 'tags', { b: '2' }, REASON);
    expect(rendered()).toMatchObject({ georeplications: [{ location: 'westus' }] });
    expect(rendered().tags).toEqual({ b: '2' });
  });

  it('removes an argument with undefined', () => {
    const { registry, rendered } = world();
    overrideProperty(registry, registry, 'tags', undefined, REASON);
    expect(rendered()).not.toHaveProperty('tags');
  });

  it('is recorded with its reason where an App reports it', () => {
    const { app, stack } = smallPlatform();
    const group = new ResourceGroup(stack, 'group', { name: 'shop', location: 'westeurope' });
    overrideProperty(group, group, 'managed_by', 'x', REASON);
    expect(app.join.overrides).toEqual([{ path: 'prod/group', property: 'managed_by', reason: REASON.reason }]);
  });

  it('refuses an empty reason, and a name that is not in the words of Terraform', () => {
    const { registry } = world();
    expect(() => overrideProperty(registry, registry, 'adminEnabled', true, { reason: ' ' })).toThrow(
      [
        "[prod/registry] 'property' (adminEnabled) is not the name of an argument in Terraform's words. Write it in lower case with dots between blocks, such as default_node_pool.0.scale_down_mode. (override/property)",
        "[prod/registry] 'reason' is empty for the override of 'adminEnabled'. Say in a sentence why the typed props are not enough. (override/reason)",
      ].join('\n'),
    );
  });
});
