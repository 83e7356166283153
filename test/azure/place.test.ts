import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { Environment, type EnvironmentProps } from '../../lib/azure/environment';
import { derivedName, environmentOf, type PlaceProps, resolvePlace } from '../../lib/azure/place';
import { resourceGroupIdOf } from '../../lib/azure/resource-group-id';
import { Problems } from '../../lib/core/errors';
import { expressionOf } from '../../lib/azure/expression';
import { plainApp, terraform } from '../support/terraform';

const environment = (props: Partial<EnvironmentProps> = {}) =>
  new Environment(plainApp(), 'prod', { location: 'westeurope', ...props });

function placeOf(scope: Construct, props: PlaceProps = {}) {
  const problems = new Problems(scope);
  const place = resolvePlace(scope, props, problems);
  problems.throwIfAny();
  return { ...place, resourceGroupName: expressionOf(scope, place.resourceGroupName) };
}

describe('resolvePlace', () => {
  it('takes group, region, cloud and tags from the environment', () => {
    const stack = environment({ tags: { team: 'shop' } });
    expect(placeOf(new Construct(stack, 'registry'))).toEqual({
      resourceGroupName: '${azurerm_resource_group.resource-group.name}',
      location: 'westeurope',
      cloud: 'public',
      tags: { team: 'shop' },
    });
  });

  it('prefers what the construct was given, and replaces tags whatever their case', () => {
    const stack = environment({ tags: { Team: 'shop', cost: '1' } });
    const props = { resourceGroupName: 'other', location: 'northeurope', tags: { team: 'data' } };
    expect(placeOf(new Construct(stack, 'registry'), props)).toEqual({
      resourceGroupName: 'other',
      location: 'northeurope',
      cloud: 'public',
      tags: { cost: '1', team: 'data' },
    });
  });

  it('asks for group and region in a stack that is no Environment, both at once', () => {
    const owner = new Construct(new TerraformStack(plainApp(), 'plain'), 'registry');
    expect(environmentOf(owner)).toBeUndefined();
    expect(() => placeOf(owner)).toThrow(
      [
        "[plain/registry] 'resourceGroupName' is needed in a stack that is no Environment. Set resourceGroupName, or create the stack with `new Environment(…)`. (place/missing)",
        "[plain/registry] 'location' is needed in a stack that is no Environment. Set location, or create the stack with `new Environment(…)`. (place/missing)",
      ].join('\n'),
    );
    expect(placeOf(owner, { resourceGroupName: 'shop', location: 'westeurope' })).toMatchObject({ cloud: 'public' });
  });

  it('refuses a region and tags that Azure would refuse', () => {
    const owner = new Construct(environment(), 'registry');
    const tags = { 'a<b': 'x', long: 'x'.repeat(257), twice: '1', Twice: '2' };
    expect(() => placeOf(owner, { location: 'westerope', tags })).toThrow(
      [
        "[prod/registry] 'location' (westerope) is not a region of the public cloud. Did you mean 'westeurope'? (region/unknown)",
        "[prod/registry] 'tags.a<b' is no name of a tag: 1 to 512 characters without < > % & \\ ? /. Rename it. (tags/name)",
        `[prod/registry] 'tags.long' (${'x'.repeat(79)}…) is no value of a tag: text of up to 256 characters. Write a shorter text. (tags/value)`,
        "[prod/registry] 'tags.Twice' is the same tag as 'twice': case does not count. Keep one of the two. (tags/twice)",
      ].join('\n'),
    );
  });

  it('counts the tags of the environment too', () => {
    const many = (prefix: string, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, 'x']));
    const owner = new Construct(environment({ tags: many('a', 30) }), 'registry');
    expect(() => placeOf(owner, { tags: many('b', 20) })).not.toThrow();
    expect(() => placeOf(owner, { tags: many('b', 21) })).toThrow(
      "[prod/registry] 'tags' (51) is above the 50 tags that a resource may have. Leave some out, those of the environment counted. (tags/count)",
    );
  });
});

describe('derivedName', () => {
  it('joins the stem and the ids below the stack', () => {
    const owner = new Construct(new Construct(environment({ stem: 'shop' }), 'aks'), 'logs');
    expect(derivedName(owner, 'logAnalyticsWorkspace')).toBe('shop-aks-logs');
  });

  it('starts with the id of a stack that is no Environment', () => {
    expect(derivedName(new Construct(new TerraformStack(plainApp(), 'plain'), 'aks'), 'kubernetesCluster')).toBe(
      'plain-aks',
    );
  });
});

describe('resourceGroupIdOf', () => {
  it('is the id of the group that the environment creates', () => {
    const stack = environment();
    const owner = new Construct(stack, 'gateway');
    const id = resourceGroupIdOf(owner, stack.resourceGroupName);
    expect(expressionOf(owner, id)).toBe('${azurerm_resource_group.resource-group.id}');
    expect(terraform(stack).data('azurerm_resource_group')).toEqual({});
  });

  it('looks another group up, once', () => {
    const stack = environment();
    const owner = new Construct(stack, 'gateway');
    resourceGroupIdOf(owner, 'shop');
    expect(expressionOf(owner, resourceGroupIdOf(owner, 'shop'))).toBe(
      '${data.azurerm_resource_group.gateway_group-shop.id}',
    );
    expect(terraform(stack).data('azurerm_resource_group')).toEqual({ 'gateway_group-shop': { name: 'shop' } });
  });
});
