import { differencesOf, ofArgument, ofStacks, printed, terraformOf } from './two-environments';

const CLUSTER = 'azurerm_kubernetes_cluster';

describe('parity of Terraform: declared', () => {
  it.each([
    [CLUSTER, 'default_node_pool', { vm_size: 'Standard_D2s_v5' }, { vm_size: 'Standard_D8s_v5' }, 'size'],
    [`${CLUSTER}_node_pool`, 'max_count', 3, 30, 'size'],
    [`${CLUSTER}_node_pool`, 'os_disk_size_gb', 64, 128, 'size'],
    ['azurerm_redis_cache', 'capacity', 1, 2, 'size'],
    ['azurerm_postgresql_flexible_server', 'sku_name', 'GP_Standard_D2s_v3', 'GP_Standard_D8ds_v5', 'size'],
    ['azurerm_mssql_database', 'sku_name', 'S0', 'S3', 'size'],
    ['azurerm_container_registry', 'name', 'blue', 'red', 'name'],
    [CLUSTER, 'dns_prefix', 'blue', 'red', 'name'],
    ['azurerm_virtual_network', 'address_space', ['10.1.0.0/16'], ['10.2.0.0/20', '10.3.0.0/16'], 'address'],
    [
      CLUSTER,
      'api_server_access_profile',
      { authorized_ip_ranges: ['1.2.3.4/32'] },
      { authorized_ip_ranges: ['5.6.7.8/32'] },
      'address',
    ],
    [
      'azurerm_key_vault',
      'tenant_id',
      '11111111-1111-1111-1111-111111111111',
      '22222222-2222-2222-2222-222222222222',
      'secret',
    ],
    ['azurerm_postgresql_flexible_server', 'administrator_password', 'one', 'other', 'secret'],
    [
      'azurerm_application_gateway',
      'ssl_certificate',
      { key_vault_secret_id: 'https://a/secrets/x/1' },
      { key_vault_secret_id: 'https://b/secrets/y/2' },
      'secret',
    ],
  ])('%s: another %s', (type, argument, a, b, category) => {
    expect(ofArgument(type, argument, a, b)).toEqual([expect.stringMatching(`^${category} ${argument}`)]);
  });

  it('the region of the environment, and of no other resource', () => {
    const stack = (place: string, database: string) => ({
      'azurerm_resource_group.rg': { name: 'shop', location: place },
      'azurerm_redis_cache.a': { location: place },
      'azurerm_redis_cache.b': { location: database },
    });

    expect(printed(ofStacks(stack('West Europe', 'westeurope'), stack('northeurope', 'swedencentral')))).toEqual([
      'place location: "West Europe" | "northeurope"',
      'location: "westeurope" | "swedencentral"',
      'place location: "West Europe" | "northeurope"',
    ]);
  });

  it('names that follow from those of the stack or the resource group, wherever they stand', () => {
    const stack = (env: string, group: string) => ({
      'azurerm_resource_group.rg': { name: group, location: 'westeurope' },
      [`azurerm_role_assignment.pull-${env}`]: {
        scope: `/subscriptions/s/resourceGroups/${group}`,
        description: `pulls for ${env}`,
      },
      'azurerm_key_vault.vault': { tags: { environment: env, owner: `team-${env}` } },
    });

    expect(ofStacks(stack('dev', 'blue'), stack('prod', 'red')).map(({ category }) => category)).toEqual([
      'name',
      'name',
      'name',
      'name',
      'name',
    ]);
  });

  it('how many of the same there are, unless there are none', () => {
    const stack = (count: number) => ({ 'azurerm_public_ip.ip': { count, name: 'ip-${count.index}' } });

    expect(printed(ofStacks(stack(1), stack(3)))).toEqual(['size count: 1 | 3']);
    expect(printed(ofStacks(stack(0), stack(3)))).toContain(
      'azurerm_public_ip.ip[0]: null | "azurerm_public_ip.ip[0]"',
    );
  });

  it('where the state is kept', () => {
    const stack = (key: string, lock: boolean) =>
      JSON.stringify({ terraform: { backend: { azurerm: { key, use_azuread_auth: lock } } }, resource: {} });

    expect(printed(differencesOf({ 'd/a.tf.json': stack('x', true) }, { 'p/a.tf.json': stack('y', false) }))).toEqual([
      'name backend.azurerm.key: "x" | "y"',
      'backend.azurerm.use_azuread_auth: true | false',
    ]);
  });
});

describe('parity of Terraform: not declared', () => {
  it.each([
    ['another tier', 'azurerm_container_registry', 'sku', 'Standard', 'Premium'],
    [
      'another tier with a size in it',
      'azurerm_postgresql_flexible_server',
      'sku_name',
      'B_Standard_B1ms',
      'GP_Standard_D2s_v3',
    ],
    ['another generation', 'azurerm_service_plan', 'sku_name', 'P1v2', 'P1v3'],
    ['a flag', CLUSTER, 'local_account_disabled', false, true],
    ['a version', CLUSTER, 'kubernetes_version', '1.34', '1.35'],
    ['a channel', CLUSTER, 'automatic_upgrade_channel', 'patch', 'rapid'],
    ['another set of zones', `${CLUSTER}_node_pool`, 'zones', ['1'], ['1', '2', '3']],
    ['pods of a node', `${CLUSTER}_node_pool`, 'max_pods', 30, 110],
    ['another processor', `${CLUSTER}_node_pool`, 'vm_size', 'Standard_D4ds_v5', 'Standard_D4pds_v5'],
    ['a wider range', 'azurerm_network_security_rule', 'source_address_prefix', '10.1.0.0/24', '10.0.0.0/8'],
    [
      'everything in place of a range',
      'azurerm_network_security_rule',
      'source_address_prefix',
      '10.1.0.0/24',
      '0.0.0.0/0',
    ],
    ['another role', 'azurerm_role_assignment', 'role_definition_name', 'Reader', 'Owner'],
    [
      'another role by its id',
      'azurerm_role_assignment',
      'role_definition_id',
      '/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.Authorization/roleDefinitions/11111111-1111-1111-1111-111111111111',
      '/subscriptions/22222222-2222-2222-2222-222222222222/providers/Microsoft.Authorization/roleDefinitions/22222222-2222-2222-2222-222222222222',
    ],
    ['a setting by its name', 'azurerm_postgresql_flexible_server_configuration', 'name', 'log_lock_waits', 'ssl'],
    ['what never destroys', 'azurerm_key_vault', 'lifecycle', { prevent_destroy: false }, { prevent_destroy: true }],
    ['what the schema does not know', 'azurerm_key_vault', 'brand_new', 'x', 'y'],
    ['what no schema knows', 'other_thing', 'mode', 'x', 'y'],
  ])('%s', (_, type, argument, a, b) => {
    const [difference, ...more] = ofStacks({ [`${type}.x`]: { [argument]: a } }, { [`${type}.x`]: { [argument]: b } });

    expect(more).toEqual([]);
    expect(difference).toMatchObject({ object: `${type}.x`, kind: 'differs', category: undefined });
    expect(difference?.attribute).toMatch(new RegExp(`^${argument}`));
  });

  it('what one side does not have at all, with its place', () => {
    const [resource, block] = ofStacks(
      {
        'azurerm_container_registry.a': { sku: 'Premium' },
        'azurerm_container_registry.b': {},
        'azurerm_subnet.s': {},
      },
      {
        'azurerm_container_registry.a': { sku: 'Premium', georeplications: [{ location: 'northeurope' }] },
        'azurerm_subnet.s': {},
      },
    ).filter(({ category }) => category === undefined);

    expect(resource).toMatchObject({ attribute: 'georeplications', kind: 'missing', a: null });
    expect(resource?.spotB).toEqual({ file: 'prod/main.tf.json', line: 1 });
    expect(block).toMatchObject({ object: 'azurerm_container_registry.b', attribute: '', b: null, spotB: undefined });
  });

  it('an input that stands in an expression which nobody can follow', () => {
    const stack = (rest: object) =>
      JSON.stringify({
        variable: { level: rest },
        resource: {
          azurerm_redis_cache: { x: { sku_name: '${var.level}', family: '${lookup(data.x.y, var.level)}' } },
        },
      });
    const of = (a: object, b: object) =>
      printed(differencesOf({ 'd/a.tf.json': stack(a) }, { 'p/a.tf.json': stack(b) })).filter((one) =>
        /default/.test(one),
      );

    expect(of({ default: 'x' }, { default: 'y' })).toEqual(['default: "x" | "y"']);
  });

  it('a version of the provider, an output, a call of a module', () => {
    const stack = (version: string, source: string, outputs: object) =>
      JSON.stringify({
        terraform: { required_providers: { azurerm: { version } } },
        module: { net: { source, version: '1.0.0', nodes: 3 } },
        output: outputs,
      });
    const [a, b] = [stack('4.55.0', './net', { id: { value: 'x' } }), stack('4.73.0', './other', {})];

    expect(printed(differencesOf({ 'd/a.tf.json': a }, { 'p/a.tf.json': b }))).toEqual([
      'source: "./net" | "./other"',
      'output.id: "output.id" | null',
      'required_providers.azurerm: "4.55.0" | "4.73.0"',
    ]);
  });
});

describe('parity of Terraform: the same', () => {
  it.each([
    ['a default that is written out', CLUSTER, { support_plan: 'KubernetesOfficial' }, {}],
    ['zones in another order', `${CLUSTER}_node_pool`, { zones: ['1', '2'] }, { zones: ['2', '1'] }],
    ['a region in another spelling', 'azurerm_redis_cache', { location: 'West Europe' }, { location: 'westeurope' }],
    [
      'a block with and without its list',
      CLUSTER,
      { identity: { type: 'SystemAssigned' } },
      { identity: [{ type: 'SystemAssigned' }] },
    ],
    ['a number as text', `${CLUSTER}_node_pool`, { max_pods: '30' }, { max_pods: 30 }],
    [
      'what Azure does anyway',
      'azurerm_container_registry',
      { network_rule_set: [{ default_action: 'Allow', ip_rule: [] }] },
      {},
    ],
    ['a region that is asked of a function', 'azurerm_redis_cache', { location: '${lower("X")}' }, { location: 'x' }],
    ['an order after what the other does not have', CLUSTER, { depends_on: ['azurerm_subnet.gone'] }, {}],
  ])('%s', (_, type, a, b) => {
    expect(printed(ofStacks({ [`${type}.x`]: a }, { [`${type}.x`]: b }))).toEqual([]);
  });

  it('hides what is sensitive, also where it is missing', () => {
    const differences = ofStacks(
      { 'azurerm_postgresql_flexible_server.x': { administrator_password: 'hunter2' } },
      { 'azurerm_postgresql_flexible_server.x': {} },
    );

    expect(printed(differences)).toEqual(['administrator_password: "(sensitive)" | null']);
  });

  it('leaves out what may stand in HCL', () => {
    const a = { 'd/a.tf.json': terraformOf({ 'azurerm_subnet.x': {} }), 'd/more.tf': '' };
    const b = { 'p/a.tf.json': terraformOf({ 'azurerm_subnet.x': {}, 'azurerm_subnet.y': {} }) };

    expect(printed(differencesOf(a, b))).toEqual([]);
    expect(printed(differencesOf({ 'd/a.tf.json': a['d/a.tf.json'] }, b))).toHaveLength(1);
  });
});
