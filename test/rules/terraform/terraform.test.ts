import { cycle } from '../../../lib/rules/terraform/cycle';
import { declaration } from '../../../lib/rules/terraform/declaration';
import { declaredTwice } from '../../../lib/rules/terraform/declared-twice';
import { expressionMalformed } from '../../../lib/rules/terraform/expression-malformed';
import { instanceKey } from '../../../lib/rules/terraform/instance-key';
import { metaArgument } from '../../../lib/rules/terraform/meta-argument';
import { notAGuid } from '../../../lib/rules/terraform/not-a-guid';
import { providerNotConfigured } from '../../../lib/rules/terraform/provider-not-configured';
import { unknownFunction } from '../../../lib/rules/terraform/unknown-function';
import { unknownRegion } from '../../../lib/rules/terraform/unknown-region';
import { wrongId } from '../../../lib/rules/terraform/wrong-id';
import type { Rule } from '../../../lib/rules/rule';
import { terraform } from '../../../lib/rules/sample';
import { ask } from '../ask';

type Json = Readonly<Record<string, unknown>>;

const NETWORK = { name: 'shop', location: 'westeurope', resource_group_name: 'shop', address_space: ['10.0.0.0/16'] };
const SUBNET = {
  name: 'nodes',
  resource_group_name: 'shop',
  virtual_network_name: '${azurerm_virtual_network.shop.name}',
  address_prefixes: ['10.0.0.0/20'],
};

/** Answers of a rule about a network with a subnet, without those that are content. */
function told(rule: Rule, subnet: Json, more: Json = {}, sections: Json = {}): readonly string[] {
  const blocks = { azurerm_virtual_network: { shop: NETWORK }, azurerm_subnet: { nodes: { ...SUBNET, ...subnet } } };
  const answers = ask(
    rule,
    terraform({ ...blocks, ...more } as Parameters<typeof terraform>[0], sections),
    'cdk.tf.json',
  );
  return answers.filter((answer) => answer !== 'compliant' && answer !== 'not-applicable');
}

describe('terraform/expression-malformed and unknown-function', () => {
  it.each([
    '$${HOME and $${PATH',
    '%%{ if',
    '${[for zone in (var.zones) : "${zone}-{"]}',
    '%{ for zone in var.zones ~}${zone}%{ endfor ~}',
    '${join(",", [for key, value in local.map : "${key}=${value}" if (value != ")")])}',
    '${provider::azurerm::normalise_resource_id("/subscriptions/a")}',
    '${replace(var.name, "/[(\\"]/", "")}',
    '${<<EOT\n(\nEOT\n}',
    '${var.on ? "a" : "b"}',
    'cost { and } ( braces',
  ])('take %s', (name) => {
    expect([...told(expressionMalformed, { name }), ...told(unknownFunction, { name })]).toEqual([]);
  });

  it('look into texts within expressions', () => {
    expect(told(unknownFunction, { name: '${join("-", ["${uppr("a")}"])}' })).toEqual([
      "name: calls 'uppr', which Terraform does not have, did you mean 'upper'?",
    ]);
    expect(told(expressionMalformed, { name: '${join("-", ["${}"])}' })).toEqual([
      "name: holds '${}', which says nothing",
    ]);
  });

  it('leave names and addresses alone that are no expressions', () => {
    expect(told(expressionMalformed, { lifecycle: { ignore_changes: ['tags["${x'] } })).toEqual([]);
  });
});

describe('terraform/cycle', () => {
  it('follows chains that lead to one end, and modules that go back and forth', () => {
    const calls = { module: { hub: { source: './hub', subnet: '${azurerm_subnet.nodes.id}' } } };
    expect(told(cycle, { tags: { hub: '${module.hub.id}' } }, {}, calls)).toEqual([]);
  });

  it('names every part of a circle once', () => {
    const locals = { locals: { a: '${local.b}', b: '${local.c}', c: '${local.a}', d: '${local.a}' } };
    expect(told(cycle, {}, {}, locals)).toEqual([
      ': needs what needs itself: local.a -> local.b -> local.c -> local.a',
    ]);
  });

  it('does not take an attribute of the same name for the block', () => {
    expect(told(cycle, { name: '${azurerm_virtual_network.nodes.name}' })).toEqual([]);
  });
});

describe('terraform/instance-key', () => {
  const counted = { azurerm_route_table: { nodes: { ...NETWORK, count: 1 } } };

  it.each([
    '${one(azurerm_route_table.nodes[*].id)}',
    '${azurerm_route_table.nodes.*.id[0]}',
    '${azurerm_route_table.nodes[0].id}',
    '${length(azurerm_route_table.nodes)}',
    '${azurerm_virtual_network.shop[*].name}',
    '${azurerm_virtual_network.shop.address_space[0]}',
  ])('takes %s', (name) => {
    expect(told(instanceKey, { name }, counted)).toEqual([]);
  });

  it('says how a block with for_each is referred to', () => {
    const each = { azurerm_route_table: { nodes: { ...NETWORK, for_each: { a: 'b' } } } };
    expect(told(instanceKey, { name: '${azurerm_route_table.nodes.id}' }, each)).toEqual([
      'name: refers to azurerm_route_table.nodes.id, but azurerm_route_table.nodes is made several times: write azurerm_route_table.nodes["key"]',
    ]);
  });
});

describe('terraform/meta-argument', () => {
  it.each<Json>([
    {
      depends_on: ['module.hub', 'data.azurerm_client_config.me', 'azurerm_virtual_network.shop["a"]', 'random_pet.a'],
    },
    { lifecycle: { ignore_changes: 'all' } },
    { lifecycle: [{ ignore_changes: ['tags["team"]'] }] },
    { for_each: '${toset(["a"])}', name: '${each.key}-${each.value.name}' },
    { count: 2, name: 'nodes-${count.index}' },
    { count: 2, name: '${var.names[count.index]}' },
    { name: '${local.each.key}', tags: { text: 'each.key' } },
    { provider: 'azurerm.hub' },
    { for_each: { a: 1 }, dynamic: { delegation: { for_each: ['a'], content: { name: '${delegation.value}' } } } },
  ])('takes %j', (fields) => {
    expect(told(metaArgument, fields)).toEqual([]);
  });

  it('says what to write instead', () => {
    expect(told(metaArgument, { depends_on: ['azurerm_virtual_network.shop.id', 7] })).toEqual([
      "depends_on[0]: depends on 'azurerm_virtual_network.shop.id', which is no address of a block",
      'depends_on[1]: depends on what is no address',
    ]);
  });

  it('knows the aliases of a provider', () => {
    const provider = (alias: string): Json => ({ provider: { azurerm: [{ features: [{}] }, { alias }] } });
    expect(told(metaArgument, { provider: 'azurerm.hub' }, {}, provider('hub'))).toEqual([]);
    expect(told(metaArgument, { provider: 'azurerm.hub' }, {}, provider('spoke'))).toEqual([
      'provider: asks for the provider azurerm.hub, which is not configured',
    ]);
  });
});

describe('terraform/wrong-id', () => {
  const association = (fields: Json): Json => ({
    azurerm_subnet_nat_gateway_association: { nodes: fields },
    azurerm_nat_gateway: { nodes: NETWORK },
  });
  const id = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers';

  it.each([
    '${azurerm_subnet.nodes.id}',
    '${azurerm_subnet_route_table_association.nodes.id}',
    '${azurerm_subnet_route_table_association.nodes.subnet_id}',
    '${data.azurerm_subnet.nodes.id}',
    '${azapi_resource.nodes.id}',
    '${var.subnet}',
    '${module.hub.subnet_id}',
    '${azurerm_virtual_network.shop.subnet.0.id}',
    '${var.hub}/subnets/nodes',
    `${id}/Microsoft.Network/virtualNetworks/shop/subnets/nodes`,
  ])('takes %s', (subnet_id) => {
    expect(told(wrongId, {}, association({ subnet_id }))).toEqual([]);
  });

  it.each([
    [`${id}/Microsoft.Network/virtualNetworks/shop/subnets/`],
    [`${id}/Microsoft.Network/virtualNetworks/shop/subnet/nodes`],
    [`/subscriptions/shop/resourceGroups/shop/providers/Microsoft.Network/virtualNetworks/shop/subnets/nodes`],
  ])('does not take %s', (subnet_id) => {
    expect(told(wrongId, {}, association({ subnet_id }))).toEqual([
      `subnet_id: gives subnet_id '${subnet_id}', which is no id of an azurerm_subnet`,
    ]);
  });

  it('lets AKS make the zone of a private cluster', () => {
    const aks = (private_dns_zone_id: string): Json => ({
      azurerm_kubernetes_cluster: { aks: { private_dns_zone_id } },
    });
    expect(told(wrongId, {}, aks('System'))).toEqual([]);
    expect(told(wrongId, {}, aks('system'))).toEqual([
      "private_dns_zone_id: gives private_dns_zone_id 'system', which is no id of an azurerm_private_dns_zone",
    ]);
  });
});

describe('terraform/declared-twice', () => {
  const twins = (one: Json, other: Json): Json => ({
    azurerm_route_table: { one: { ...NETWORK, ...one }, other: { ...NETWORK, ...other } },
  });

  it.each<readonly [Json, Json]>([
    [{ count: 1 }, { count: '${var.on ? 1 : 0}' }],
    [{ name: '${var.one}' }, { name: '${var.other}' }],
    [{ provider: 'azurerm.hub' }, {}],
    [{ resource_group_name: '${azurerm_resource_group.one.name}' }, {}],
  ])('takes %j beside %j', (one, other) => {
    expect(told(declaredTwice, {}, twins(one, other))).toEqual([]);
  });

  it('minds no case, as Azure does not', () => {
    expect(told(declaredTwice, {}, twins({}, { name: 'SHOP' }))).toEqual([
      'name: is the same resource of Azure as azurerm_route_table.one',
    ]);
  });
});

describe('terraform/unknown-region', () => {
  it.each([
    ['West Europe', []],
    ['global', []],
    ['${azurerm_resource_group.a.location}', ['unknown']],
    ['usgovvirginia', ['unknown']],
    ['chinanorth3', ['unknown']],
    ['atlantis', ['unknown']],
    ['north-europe', ["location: is in 'north-europe', did you mean 'northeurope'?"]],
  ])('says of %s: %j', (location, expected) => {
    expect(told(unknownRegion, {}, { azurerm_route_table: { nodes: { ...NETWORK, location } } })).toEqual(expected);
  });
});

describe('terraform/not-a-guid', () => {
  it('takes what other resources and data sources give', () => {
    const roles = {
      azurerm_role_assignment: { pull: { principal_id: '${azurerm_user_assigned_identity.a.principal_id}' } },
    };
    expect(told(notAGuid, {}, roles)).toEqual([]);
  });
});

describe('terraform/declaration', () => {
  it.each<Json>([
    { variable: { a: {} } },
    { variable: { a: { type: '${list(string)}', default: [] } } },
    { variable: { a: { type: 'object({ name = string })', default: { name: 'a' } } } },
    { variable: { a: { type: 'number', default: '3' }, b: { type: 'bool', default: 'true' } } },
    { variable: { a: { type: 'string', default: 3, nullable: true }, b: { type: 'string', default: null } } },
    { variable: { a: { sensitive: true } }, output: { a: { value: '${nonsensitive(var.a)}' } } },
    { variable: { a: { sensitive: true } }, output: { a: { value: '${var.a}', sensitive: true } } },
    { output: { a: { value: null } } },
  ])('takes %j', (sections) => {
    expect(told(declaration, {}, {}, sections)).toEqual([]);
  });
});

describe('terraform/provider-not-configured', () => {
  it('leaves modules alone that others call', () => {
    expect(told(providerNotConfigured, {})).toEqual([]);
  });

  it('knows that an alias is no default', () => {
    const sections = {
      terraform: { backend: { local: {} } },
      provider: { azurerm: [{ alias: 'hub', features: [{}] }] },
    };
    expect(told(providerNotConfigured, {}, {}, sections)).toEqual([': has no provider: azurerm must be configured']);
  });
});
