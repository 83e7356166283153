import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { Fn, TerraformStack } from 'cdktf';
import { expressionOf, identityOf, shortNameOf } from '../../lib/azure/expression';
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

describe('identityOf', () => {
  it('is one for every read of an attribute, and a literal itself', () => {
    const { stack, subnet } = world();
    expect(identityOf(stack, subnet.id)).toBe(identityOf(stack, subnet.id));
    expect(identityOf(stack, 'plain')).toBe('plain');
  });

  it('is one in whatever stack it is asked for, and another for what another stack has at the same address', () => {
    const { app, stack, subnet } = world();
    const other = new TerraformStack(app, 'other');
    const namesake = new Subnet(other, 'nodes', {
      name: 'nodes',
      resourceGroupName: 'other',
      virtualNetworkName: 'other',
      addressPrefixes: ['10.1.0.0/24'],
    });
    expect(expressionOf(other, namesake.id)).toBe(expressionOf(stack, subnet.id));
    expect(identityOf(other, namesake.id)).not.toBe(identityOf(stack, subnet.id));
    expect(identityOf(other, subnet.id)).toBe(identityOf(stack, subnet.id));
    expect(identityOf(stack, Fn.join('/', [subnet.id, namesake.id]))).not.toBe(
      identityOf(stack, Fn.join('/', [subnet.id, subnet.id])),
    );
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
