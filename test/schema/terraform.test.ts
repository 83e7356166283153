import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { formatSchemaProblem, terraformProblems } from '../support/conformance';

type Json = Record<string, unknown>;

const lines = (file: unknown, version?: string): string[] => terraformProblems(file, version).map(formatSchemaProblem);

const group = { name: 'shop', location: 'westeurope' };
const network = { name: 'net', location: 'westeurope', resource_group_name: 'shop', address_space: ['10.0.0.0/16'] };
const subnet = {
  name: 'nodes',
  resource_group_name: '${azurerm_resource_group.rg.name}',
  virtual_network_name: '${azurerm_virtual_network.net.name}',
  address_prefixes: ['10.0.0.0/24'],
};

/** A file with a resource group, a network and a subnet, which the test changes or adds to. */
const file = (more: { subnet?: Json; resource?: Json; rest?: Json } = {}): Json => ({
  resource: {
    azurerm_resource_group: { rg: group },
    azurerm_virtual_network: { net: network },
    azurerm_subnet: { nodes: { ...subnet, ...more.subnet } },
    ...more.resource,
  },
  ...more.rest,
});

const cluster = (change: Json = {}): Json => ({
  azurerm_kubernetes_cluster: {
    aks: {
      name: 'aks',
      location: 'westeurope',
      resource_group_name: 'shop',
      dns_prefix: 'aks',
      default_node_pool: { name: 'system', vm_size: 'Standard_D4ds_v5' },
      identity: { type: 'SystemAssigned' },
      ...change,
    },
  },
});

const aks = (change: Json): Json => ({ resource: cluster(change) });

const rule = (change: Json = {}): Json => ({
  name: 'web',
  description: null,
  priority: 100,
  access: 'Allow',
  direction: 'Inbound',
  protocol: 'Tcp',
  source_address_prefix: '*',
  source_address_prefixes: null,
  source_application_security_group_ids: null,
  source_port_range: '*',
  source_port_ranges: null,
  destination_address_prefix: '*',
  destination_address_prefixes: null,
  destination_application_security_group_ids: null,
  destination_port_range: '443',
  destination_port_ranges: null,
  ...change,
});

const securityGroup = (rules: unknown): Json => ({
  resource: {
    azurerm_network_security_group: {
      nsg: { name: 'n', location: 'w', resource_group_name: 'g', security_rule: rules },
    },
  },
});

describe('terraformProblems', () => {
  it('finds nothing in good files', () => {
    expect(lines(file())).toEqual([]);
    expect(lines(JSON.stringify(file()))).toEqual([]);
    expect(lines(aks({}))).toEqual([]);
    expect(lines(securityGroup([rule()]))).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    [
      'a misspelt argument',
      file({ subnet: { address_prefix: ['10.0.0.0/24'] } }),
      [
        "azurerm_subnet.nodes: address_prefix: unknown argument, did you mean 'address_prefixes'? (schema/unknown-field)",
      ],
    ],
    [
      'a missing argument',
      file({ subnet: { virtual_network_name: undefined } }),
      ['azurerm_subnet.nodes: virtual_network_name: is required (schema/required)'],
    ],
    [
      'a wrong type',
      file({ subnet: { default_outbound_access_enabled: 'yes' } }),
      [
        'azurerm_subnet.nodes: default_outbound_access_enabled: is the string "yes" but must be true or false (schema/type)',
      ],
    ],
    [
      'a value for a list',
      file({ subnet: { address_prefixes: '10.0.0.0/24' } }),
      ['azurerm_subnet.nodes: address_prefixes: is the string "10.0.0.0/24" but must be a list (schema/type)'],
    ],
    [
      'a null in a list',
      file({ subnet: { service_endpoints: [null] } }),
      [
        'azurerm_subnet.nodes: service_endpoints[0]: is null, which a list or map of the provider does not hold (schema/type)',
      ],
    ],
    [
      'a value outside an enum',
      file({ subnet: { private_endpoint_network_policies: 'enabled' } }),
      [
        'azurerm_subnet.nodes: private_endpoint_network_policies: is "enabled" but must be one of Disabled, Enabled, NetworkSecurityGroupEnabled, RouteTableEnabled, did you mean \'Enabled\'? (schema/enum)',
      ],
    ],
    [
      'too few items',
      file({ subnet: { address_prefixes: [] } }),
      [
        'azurerm_subnet.nodes: address_prefixes: has 0 items but needs 1 (schema/count)',
        "azurerm_subnet.nodes: address_prefixes: one of 'address_prefixes', 'ip_address_pool' is required (schema/one-of)",
      ],
    ],
    [
      'none of exactly one',
      file({ subnet: { address_prefixes: undefined } }),
      [
        "azurerm_subnet.nodes: address_prefixes: one of 'address_prefixes', 'ip_address_pool' is required (schema/one-of)",
      ],
    ],
    [
      'two of exactly one',
      file({ subnet: { ip_address_pool: { id: 'x', number_of_ip_addresses: '256' } } }),
      [
        "azurerm_subnet.nodes: address_prefixes: only one of 'address_prefixes', 'ip_address_pool' may be set (schema/one-of)",
      ],
    ],
    [
      'an unknown resource',
      { resource: { azurerm_subnets: { x: {} } } },
      [
        "azurerm_subnets.x: azurerm has no resource 'azurerm_subnets', did you mean 'azurerm_subnet'? (schema/unknown-kind)",
      ],
    ],
    [
      'a field that Azure sets',
      aks({ fqdn: 'x' }),
      ['azurerm_kubernetes_cluster.aks: fqdn: is set by Azure and takes no value (schema/read-only)'],
    ],
    [
      'too many blocks',
      aks({
        default_node_pool: [
          { name: 'a', vm_size: 'x' },
          { name: 'b', vm_size: 'x' },
        ],
      }),
      ['azurerm_kubernetes_cluster.aks: default_node_pool: has 2 items but may have 1 (schema/count)'],
    ],
    [
      'no block where one is required',
      aks({ default_node_pool: [] }),
      ['azurerm_kubernetes_cluster.aks: default_node_pool: is required (schema/required)'],
    ],
    [
      'an unknown argument in a block',
      aks({ default_node_pool: { name: 'a', vm_size: 'x', enable_auto_scaling: true } }),
      [
        "azurerm_kubernetes_cluster.aks: default_node_pool.enable_auto_scaling: unknown argument, did you mean 'auto_scaling_enabled'? (schema/unknown-field)",
      ],
    ],
    [
      'a number outside a range',
      aks({ default_node_pool: { name: 'a', vm_size: 'x', kubelet_config: { image_gc_high_threshold: 101 } } }),
      [
        'azurerm_kubernetes_cluster.aks: default_node_pool.kubelet_config.image_gc_high_threshold: is 101 but must be at most 100 (schema/range)',
      ],
    ],
    [
      'what excludes each other',
      aks({
        network_profile: {
          network_plugin: 'azure',
          load_balancer_profile: { managed_outbound_ip_count: 2, outbound_ip_address_ids: ['x'] },
        },
      }),
      [
        "azurerm_kubernetes_cluster.aks: network_profile.load_balancer_profile.managed_outbound_ip_count: 'network_profile.load_balancer_profile.managed_outbound_ip_count' and 'network_profile.load_balancer_profile.outbound_ip_address_ids' exclude each other (schema/conflict)",
      ],
    ],
    [
      'what needs something else',
      aks({ default_node_pool: { name: 'a', vm_size: 'x', node_public_ip_prefix_id: 'y' } }),
      [
        "azurerm_kubernetes_cluster.aks: default_node_pool.node_public_ip_prefix_id: 'default_node_pool.node_public_ip_prefix_id' needs 'default_node_pool.node_public_ip_enabled' (schema/required-with)",
      ],
    ],
    [
      'a rule that leaves out a field it must write',
      securityGroup([rule(), (({ description: _, ...rest }) => rest)(rule())]),
      [
        'azurerm_network_security_group.nsg: security_rule[1].description: must be written here even if it is null (schema/required)',
      ],
    ],
    [
      'a single rule that must be a list',
      securityGroup(rule()),
      ['azurerm_network_security_group.nsg: security_rule: is an object but must be a list of objects (schema/type)'],
    ],
    [
      'an unknown lifecycle argument',
      file({ subnet: { lifecycle: { ignore_change: ['name'] } } }),
      [
        "azurerm_subnet.nodes: lifecycle.ignore_change: unknown argument, did you mean 'ignore_changes'? (schema/unknown-field)",
      ],
    ],
    [
      'an ignored attribute that is not there',
      file({ subnet: { lifecycle: { ignore_changes: ['tags', 'delegation[0].name'] } } }),
      ["azurerm_subnet.nodes: lifecycle.ignore_changes[0]: there is no attribute 'tags' (schema/reference)"],
    ],
    [
      'an unknown timeout',
      file({ subnet: { timeouts: { creat: '5m' } } }),
      ["azurerm_subnet.nodes: timeouts.creat: unknown argument, did you mean 'create'? (schema/unknown-field)"],
    ],
    [
      'an unknown section',
      file({ rest: { resources: {} } }),
      ["resources: unknown section, did you mean 'resource'? (schema/unknown-field)"],
    ],
    [
      'a bad name',
      { resource: { azurerm_resource_group: { '1rg': group } } },
      ["azurerm_resource_group.1rg: '1rg' is no Terraform name (schema/name)"],
    ],
    [
      'a block that is text',
      aks({ identity: 'SystemAssigned' }),
      [
        'azurerm_kubernetes_cluster.aks: identity: is the string "SystemAssigned" but must be a block, or a list of blocks (schema/type)',
      ],
    ],
  ])('finds %s', (_, content, expected) => {
    expect(lines(content)).toEqual(expected);
  });

  it('takes meta arguments, comments, nulls and what Terraform converts', () => {
    const meta = {
      '//': { metadata: { path: 'a/b' } },
      count: 2,
      depends_on: ['azurerm_resource_group.rg'],
      lifecycle: { prevent_destroy: true, ignore_changes: ['service_endpoints'] },
      provider: 'azurerm.other',
      timeouts: { create: '5m' },
      service_endpoints: null,
      default_outbound_access_enabled: 'false',
    };
    expect(lines(file({ subnet: meta }))).toEqual([]);
  });

  it('takes an expression for any value, and lets it decide nothing', () => {
    expect(
      lines(
        file({
          subnet: { address_prefixes: '${var.prefixes}', ip_address_pool: null },
          rest: { variable: { prefixes: {} } },
        }),
      ),
    ).toEqual([]);
    const prefix = '${var.a}';
    expect(
      lines({ ...aks({ dns_prefix: prefix, dns_prefix_private_cluster: '${var.b}' }), variable: { a: {}, b: {} } }),
    ).toEqual([]);
    const plain = { dns_prefix: '${azurerm_resource_group.rg.name}', dns_prefix_private_cluster: 'x' };
    expect(lines({ resource: { ...cluster(plain), azurerm_resource_group: { rg: group } } })).toHaveLength(1);
  });

  it('takes an id or a format where the enum of the schema is only a part', () => {
    const zone = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/privateDnsZones/z';
    expect(lines(aks({ private_dns_zone_id: zone }))).toEqual([]);
    expect(lines(aks({ private_dns_zone_id: 'system' }))).toHaveLength(1);
    const firewall = {
      name: 'f',
      location: 'w',
      resource_group_name: 'g',
      sku_name: 'AZFW_VNet',
      sku_tier: 'Standard',
    };
    expect(
      lines({ resource: { azurerm_firewall: { f: { ...firewall, private_ip_ranges: ['10.0.0.0/8'] } } } }),
    ).toEqual([]);
  });

  it('looks into dynamic blocks', () => {
    const dynamic = (content: Json): Json => ({ dynamic: { delegation: { for_each: '${var.d}', content } } });
    const good = { name: 'x', service_delegation: { name: 'Microsoft.ContainerInstance/containerGroups' } };
    expect(lines(file({ subnet: dynamic(good), rest: { variable: { d: {} } } }))).toEqual([]);
    expect(lines(file({ subnet: dynamic({ name: 'x' }), rest: { variable: { d: {} } } }))).toEqual([
      'azurerm_subnet.nodes: dynamic.delegation.content.service_delegation: is required (schema/required)',
    ]);
  });

  it('tells deprecated resources and arguments', () => {
    const plan = {
      azurerm_app_service_plan: {
        p: { name: 'p', location: 'w', resource_group_name: 'g', sku: { tier: 'B', size: 'B1' } },
      },
    };
    expect(lines({ resource: plan })).toEqual(['azurerm_app_service_plan.p: is deprecated (schema/deprecated)']);
  });

  it('checks data sources', () => {
    const data = (body: Json): Json => ({ data: { azurerm_resource_group: { rg: body } } });
    expect(lines(data({ name: 'x' }))).toEqual([]);
    expect(lines(data({ nam: 'x' }))).toEqual([
      'data.azurerm_resource_group.rg: name: is required (schema/required)',
      "data.azurerm_resource_group.rg: nam: unknown argument, did you mean 'name'? (schema/unknown-field)",
    ]);
  });

  it.each<[string, string, string | undefined]>([
    ['a resource', '${azurerm_subnet.nodes.id}', undefined],
    ['a nested attribute', '${azurerm_subnet.nodes.delegation[0].service_delegation[0].name}', undefined],
    ['an element of a list', '${azurerm_subnet.nodes.address_prefixes[0]}', undefined],
    ['a splat', '${azurerm_subnet.nodes[*].id}', undefined],
    ['a call', '${join(",", azurerm_subnet.nodes.address_prefixes)}', undefined],
    ['text with an escape', '$${azurerm_subnet.gone.id}', undefined],
    ['text in quotes', '${lookup(local.map, "azurerm_subnet.gone.id")}', undefined],
    ['another provider', '${random_id.gone.hex}', undefined],
    [
      'a resource that is not there',
      '${azurerm_subnet.gone.id}',
      'refers to azurerm_subnet.gone.id, which is not in this module',
    ],
    [
      'a resource with a near name',
      'x-${azurerm_subnet.node.id}',
      "refers to azurerm_subnet.node.id, which is not in this module, did you mean 'nodes'?",
    ],
    [
      'a data source that is not there',
      '${data.azurerm_subnet.nodes.id}',
      'refers to data.azurerm_subnet.nodes.id, which is not in this module',
    ],
    [
      'an attribute that is not there',
      '${azurerm_subnet.nodes.ids}',
      "refers to azurerm_subnet.nodes.ids, but there is no attribute 'ids'",
    ],
    [
      'a nested attribute that is not there',
      '${azurerm_subnet.nodes.delegation[0].names}',
      "refers to azurerm_subnet.nodes.delegation[0].names, but there is no attribute 'names', did you mean 'name'?",
    ],
    [
      'one inside quotes inside',
      '${format("%s", "${azurerm_subnet.gone.id}")}',
      'refers to azurerm_subnet.gone.id, which is not in this module',
    ],
    [
      'a directive',
      '%{ if azurerm_subnet.gone.id != "" }a%{ endif }',
      'refers to azurerm_subnet.gone.id, which is not in this module',
    ],
    ['a variable that is not there', '${var.gone}', 'refers to var.gone, which is not in this module'],
    ['a local that is not there', '${local.gone}', 'refers to local.gone, which is not in this module'],
  ])('follows a reference to %s', (_, value, message) => {
    const found = terraformProblems(file({ rest: { locals: { map: {} }, output: { out: { value } } } }));
    expect(found.map(({ object, message: text, code }) => [object, text, code])).toEqual(
      message === undefined ? [] : [['output.out', `value: ${message}`, 'schema/reference']],
    );
  });

  it('follows dependencies, which stand without braces', () => {
    expect(lines(file({ subnet: { depends_on: ['azurerm_subnet.gone'] } }))).toEqual([
      'azurerm_subnet.nodes: depends_on[0]: refers to azurerm_subnet.gone, which is not in this module (schema/reference)',
    ]);
  });

  it('skips other providers, but follows their references', () => {
    const random = (value: string): Json => file({ resource: { random_id: { x: { anything: value } } } });
    expect(lines(random('y'))).toEqual([]);
    expect(lines(random('${azurerm_gone.x.id}'))).toEqual([
      'random_id.x: anything: refers to azurerm_gone.x.id, which is not in this module (schema/reference)',
    ]);
  });

  it('knows every provider version that has a schema', () => {
    expect(lines(file(), '4.73.0')).toEqual([]);
    expect(lines(file(), '5.2.0')).toEqual([]);
  });
});

interface Step {
  readonly name: string;
  readonly type: string;
  readonly before: Json;
  readonly after: Json;
  readonly expected: string;
  readonly stage?: string;
}

const corpus = join(__dirname, '../../../shared/conformance/replacement.json.gz');
const steps = existsSync(corpus) ? (JSON.parse(gunzipSync(readFileSync(corpus)).toString('utf8')) as Step[]) : [];
const title = `terraformProblems on configurations that the provider judged${steps.length === 0 ? ' (skipped: ../shared is missing)' : ''}`;

(steps.length === 0 ? describe.skip : describe)(title, () => {
  /** Beyond what the provider refuses: deprecations, and the nulls that only JSON needs. */
  const refusals = (type: string, body: Json): string[] =>
    terraformProblems({ resource: { [type]: { x: body } } })
      .filter(
        ({ code, message }) =>
          code !== 'schema/deprecated' &&
          code !== 'schema/sensitive-literal' &&
          !message.includes('must be written here'),
      )
      .map(formatSchemaProblem);

  it('finds nothing in what it accepts', () => {
    const accepted = steps.flatMap(({ type, before, after, expected }) => [
      ...refusals(type, before),
      ...(expected === 'error' ? [] : refusals(type, after)),
    ]);
    expect(accepted).toEqual([]);
  });

  it('finds everything that it refuses by its schema', () => {
    const refused = steps.filter(({ stage }) => stage === 'validate');
    expect(refused.length).toBeGreaterThan(30);
    expect(refused.filter(({ type, after }) => refusals(type, after).length === 0).map(({ name }) => name)).toEqual([]);
  });
});
