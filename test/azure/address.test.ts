import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { DataAzurermResourceGroup } from '@cdktf/provider-azurerm/lib/data-azurerm-resource-group';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { fixAddress } from '../../lib/azure/address';
import { plainApp, terraform } from '../support/terraform';

const stackNamed = (id: string) => new TerraformStack(plainApp(), id);
const group = (scope: Construct, id: string) =>
  fixAddress(new ResourceGroup(scope, id, { name: 'shop', location: 'westeurope' }));

describe('fixAddress', () => {
  it('joins the ids below the stack and drops Resource', () => {
    const stack = stackNamed('prod');
    const aks = new Construct(stack, 'aks');

    group(aks, 'Resource');
    group(new Construct(aks, 'gpu pool'), 'group');

    expect(Object.keys(terraform(stack).all('azurerm_resource_group'))).toEqual(['aks', 'aks_gpu_pool_group']);
  });

  it('does not depend on the name of the stack', () => {
    const addresses = ['dev', 'prod-weu'].map((id) => {
      const stack = stackNamed(id);
      group(new Construct(stack, 'network'), 'Resource');
      return Object.keys(terraform(stack).all('azurerm_resource_group'));
    });
    expect(addresses).toEqual([['network'], ['network']]);
  });

  it('gives references the same address', () => {
    const stack = stackNamed('prod');
    const first = group(new Construct(stack, 'first'), 'Resource');
    new ResourceGroup(stack, 'second', { name: first.name, location: 'westeurope' });
    expect(terraform(stack).all('azurerm_resource_group').second).toMatchObject({
      name: '${azurerm_resource_group.first.name}',
    });
  });

  it('lets resources of different types share an address', () => {
    const stack = stackNamed('prod');
    const owner = new Construct(stack, 'shop');
    group(owner, 'Resource');
    expect(() => fixAddress(new DataAzurermResourceGroup(owner, 'data', { name: 'x' }))).not.toThrow();
  });

  it('names both constructs where two would share one', () => {
    const stack = stackNamed('prod');
    group(new Construct(new Construct(stack, 'a'), 'b'), 'Resource');
    expect(() => group(new Construct(stack, 'a_b'), 'Resource')).toThrow(
      "[prod/a_b] 'id' (a_b) is the Terraform address of prod/a/b too. Rename one of the two constructs. (address/clash)",
    );
  });
});
