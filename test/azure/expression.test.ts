import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { TerraformStack } from 'cdktf';
import { expressionOf, shortNameOf } from '../../lib/azure/expression';
import { plainApp } from '../support/terraform';

function world() {
  const app = plainApp();
  const stack = new TerraformStack(app, 'prod');
  const subnet = new Subnet(stack, 'nodes', {
    name: 'nodes',
    resourceGroupName: 'shop',
    virtualNetworkName: 'shop',
    addressPrefixes: ['10.0.0.0/24'],
  });
  return { app, stack, subnet };
}

describe('expressionOf', () => {
  it('gives one text for every read of an attribute, and a literal itself', () => {
    const { stack, subnet } = world();
    expect(subnet.id).not.toBe(subnet.id);
    expect(expressionOf(stack, subnet.id)).toBe('${azurerm_subnet.nodes.id}');
    expect(expressionOf(stack, `${subnet.id}/x`)).toBe('${azurerm_subnet.nodes.id}/x');
    expect(expressionOf(stack, 'plain')).toBe('plain');
  });

  it('makes no stack wait for another one', () => {
    const { app, subnet } = world();
    const other = new TerraformStack(app, 'other');
    expressionOf(other, subnet.id);
    expect(other.dependencies).toEqual([]);
  });
});

describe('shortNameOf', () => {
  it('is the name in Terraform, or the last part of an id', () => {
    const { stack, subnet } = world();
    expect(shortNameOf(stack, subnet.id)).toBe('nodes');
    expect(shortNameOf(stack, '/subscriptions/s/resourceGroups/my shop')).toBe('my-shop');
    expect(shortNameOf(stack, 'shop')).toBe('shop');
  });
});
