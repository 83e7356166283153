import { diffTerraform } from '../../../lib/analysis/change/diff-terraform';
import type { Change } from '../../../lib/analysis/change/change';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';

type Json = Readonly<Record<string, unknown>>;

const group = { name: 'rg', location: 'westeurope' };
const network = {
  name: 'net',
  location: '${azurerm_resource_group.rg.location}',
  resource_group_name: '${azurerm_resource_group.rg.name}',
  address_space: ['10.20.0.0/16'],
};
const subnet = {
  name: 'nodes',
  resource_group_name: '${azurerm_resource_group.rg.name}',
  virtual_network_name: '${azurerm_virtual_network.net.name}',
  address_prefixes: ['10.20.0.0/20'],
};
const cluster = {
  name: 'aks',
  location: '${azurerm_resource_group.rg.location}',
  resource_group_name: '${azurerm_resource_group.rg.name}',
  dns_prefix: 'aks',
  identity: { type: 'SystemAssigned' },
  default_node_pool: {
    name: 'system',
    vm_size: 'Standard_D4ds_v5',
    node_count: 3,
    vnet_subnet_id: '${azurerm_subnet.nodes.id}',
    temporary_name_for_rotation: 'rotating',
    upgrade_settings: { max_surge: '10%' },
  },
  network_profile: { network_plugin: 'azure', network_plugin_mode: 'overlay' },
};
const pool = {
  name: 'apps',
  kubernetes_cluster_id: '${azurerm_kubernetes_cluster.aks.id}',
  vm_size: 'Standard_D4ds_v5',
  auto_scaling_enabled: true,
  min_count: 3,
  max_count: 30,
  vnet_subnet_id: '${azurerm_subnet.nodes.id}',
  temporary_name_for_rotation: 'appstmp',
  upgrade_settings: { max_surge: '10%' },
};
const base: Json = {
  azurerm_resource_group: { rg: group },
  azurerm_virtual_network: { net: network },
  azurerm_subnet: { nodes: subnet },
  azurerm_kubernetes_cluster: { aks: cluster },
  azurerm_kubernetes_cluster_node_pool: { apps: pool },
};

/** The platform with some of its resources in other words; `undefined` takes one out. */
function having(changes: Readonly<Record<string, Json | undefined>>, resources: Json = base): Json {
  const copy = structuredClone(resources) as Record<string, Record<string, Json>>;
  for (const [address, body] of Object.entries(changes)) {
    const [type = '', name = ''] = address.split('.');
    if (body === undefined) delete copy[type]?.[name];
    else copy[type] = { ...copy[type], [name]: body };
  }
  return copy;
}

function files(resource: Json, more: Json = {}): Json {
  return {
    terraform: { required_providers: { azurerm: { source: 'hashicorp/azurerm', version: '4.55.0' } } },
    resource,
    ...more,
  };
}

function diff(before: Json, after: Json): readonly Change[] {
  const read = (document: Json): ReturnType<typeof readArtifacts> =>
    readArtifacts([{ path: 'cdk.tf.json', content: JSON.stringify(document) }]);
  return diffTerraform(read(before), read(after));
}

/** `object action`, with what it comes through behind. */
function told(changes: readonly Change[]): readonly string[] {
  return changes.map(({ object, action, through }) =>
    [object, action, ...(through.length > 0 ? ['through', ...through] : [])].join(' '),
  );
}

const change = (changes: Readonly<Record<string, Json | undefined>>, more: Json = {}): readonly Change[] =>
  diff(files(base), files(having(changes), more));

describe('diffTerraform', () => {
  it('tells nothing of files that mean the same', () => {
    const other = { ...subnet, resource_group_name: 'rg', virtual_network_name: 'net' };
    const spelled = { ...cluster, location: 'West Europe', identity: [{ type: 'SystemAssigned' }] };
    expect(change({ 'azurerm_subnet.nodes': other, 'azurerm_kubernetes_cluster.aks': spelled })).toEqual([]);
  });

  it('tells what is created, updated and destroyed', () => {
    const changes = change({
      'azurerm_resource_group.rg': { ...group, tags: { team: 'shop' } },
      'azurerm_kubernetes_cluster_node_pool.apps': undefined,
      'azurerm_user_assigned_identity.cart': { name: 'cart', resource_group_name: 'rg', location: 'westeurope' },
    });
    expect(told(changes)).toEqual([
      'azurerm_kubernetes_cluster_node_pool.apps destroy',
      'azurerm_resource_group.rg update',
      'azurerm_user_assigned_identity.cart create',
    ]);
    expect(changes[1]?.because).toEqual([{ attribute: 'tags', from: null, to: { team: 'shop' } }]);
    expect(changes.map(({ losesState }) => losesState)).toEqual([true, false, false]);
  });

  it('follows a replaced subnet to all that is built on it', () => {
    const changes = change({ 'azurerm_subnet.nodes': { ...subnet, name: 'other' } });
    expect(told(changes)).toEqual([
      'azurerm_kubernetes_cluster.aks rotate through azurerm_subnet.nodes',
      'azurerm_kubernetes_cluster_node_pool.apps rotate through azurerm_subnet.nodes',
      'azurerm_subnet.nodes replace',
    ]);
    expect(changes[1]?.because).toEqual([
      {
        attribute: 'vnet_subnet_id',
        from: '${azurerm_subnet.nodes.id}',
        to: '${azurerm_subnet.nodes.id} (known after apply)',
      },
    ]);
  });

  it('knows that Azure keeps a subnet in use as it is', () => {
    const [renamed] = change({ 'azurerm_subnet.nodes': { ...subnet, name: 'other' } }).filter(
      ({ action }) => action === 'replace',
    );
    expect(renamed).toMatchObject({ object: 'azurerm_subnet.nodes', stops: true });
    expect(renamed?.notes).toEqual([
      'Azure refuses to delete it while azurerm_kubernetes_cluster.aks, azurerm_kubernetes_cluster_node_pool.apps is in it: add a second subnet, move what is there, then remove this one',
    ]);
    const larger = { ...subnet, address_prefixes: ['10.20.0.0/19'] };
    expect(change({ 'azurerm_subnet.nodes': larger })).toMatchObject([{ action: 'update', stops: true }]);
    const further = { ...subnet, address_prefixes: ['10.20.0.0/20', '10.20.64.0/20'] };
    expect(change({ 'azurerm_subnet.nodes': further })[0]?.stops).toBeUndefined();
  });

  it('follows a replaced group through names that stay the same', () => {
    const elsewhere = { ...group, location: 'northeurope' };
    expect(told(change({ 'azurerm_resource_group.rg': elsewhere }))).toEqual([
      'azurerm_kubernetes_cluster.aks replace through azurerm_resource_group.rg azurerm_virtual_network.net azurerm_subnet.nodes',
      'azurerm_kubernetes_cluster_node_pool.apps replace through azurerm_resource_group.rg azurerm_virtual_network.net azurerm_subnet.nodes azurerm_kubernetes_cluster.aks',
      'azurerm_resource_group.rg replace',
      'azurerm_subnet.nodes replace through azurerm_resource_group.rg azurerm_virtual_network.net',
      'azurerm_virtual_network.net replace through azurerm_resource_group.rg',
    ]);
  });

  it('follows a replaced network to subnets that only write its name', () => {
    const literal = having({ 'azurerm_subnet.nodes': { ...subnet, virtual_network_name: 'net' } });
    const after = having({ 'azurerm_virtual_network.net': { ...network, location: 'northeurope' } }, literal);
    expect(told(diff(files(literal), files(after)))).toContain(
      'azurerm_subnet.nodes replace through azurerm_virtual_network.net',
    );
  });

  it('says which pool rotates, how many nodes move and what they need', () => {
    const larger = { ...pool, vm_size: 'Standard_D8ds_v5' };
    const [rotated] = change({ 'azurerm_kubernetes_cluster_node_pool.apps': larger });
    expect(rotated).toMatchObject({
      action: 'rotate',
      because: [{ attribute: 'vm_size', from: 'Standard_D4ds_v5', to: 'Standard_D8ds_v5' }],
      rotation: { pool: 'apps', nodes: 30, addresses: 30, subnet: 'azurerm_subnet.nodes' },
      losesState: false,
    });
    expect(rotated?.notes).toEqual([
      "up to 30 nodes of pool 'apps' move to a temporary pool and back, which takes 30 further addresses of azurerm_subnet.nodes",
    ]);
  });

  it('counts the addresses of pods where they share the subnet of the nodes', () => {
    const flat = having({
      'azurerm_kubernetes_cluster.aks': { ...cluster, network_profile: { network_plugin: 'azure' } },
    });
    const after = having({ 'azurerm_kubernetes_cluster_node_pool.apps': { ...pool, os_disk_type: 'Ephemeral' } }, flat);
    const [rotated] = diff(files(flat), files(after));
    expect(rotated?.rotation).toMatchObject({ nodes: 30, addresses: 30 * 31 });
  });

  it('says where the provider would stop', () => {
    const { temporary_name_for_rotation: _, ...bare } = pool;
    const [stopped] = change({ 'azurerm_kubernetes_cluster_node_pool.apps': { ...bare, vm_size: 'Standard_D8ds_v5' } });
    expect(stopped?.action).toBe('refused');
    expect(stopped?.notes[0]).toMatch(/^the apply stops midway: changing vm_size rotates the nodes, which needs temp/);
  });

  it('tells a renamed construct as a move, with all that mentions it', () => {
    const after = having({
      'azurerm_subnet.nodes': undefined,
      'azurerm_subnet.workers': subnet,
      'azurerm_kubernetes_cluster.aks': {
        ...cluster,
        default_node_pool: { ...cluster.default_node_pool, vnet_subnet_id: '${azurerm_subnet.workers.id}' },
      },
      'azurerm_kubernetes_cluster_node_pool.apps': { ...pool, vnet_subnet_id: '${azurerm_subnet.workers.id}' },
    });
    const changes = diff(files(base), files(after));
    expect(told(changes)).toEqual(['azurerm_subnet.workers move']);
    expect(changes[0]).toMatchObject({
      because: [{ attribute: 'address', from: 'azurerm_subnet.nodes', to: 'azurerm_subnet.workers' }],
      moved: { from: 'azurerm_subnet.nodes', to: 'azurerm_subnet.workers', declared: false },
      losesState: true, // the pools that are built on it
    });
    const blocks = { moved: [{ from: 'azurerm_subnet.nodes', to: 'azurerm_subnet.workers' }] };
    expect(diff(files(base), files(after, blocks))[0]).toMatchObject({ moved: { declared: true }, losesState: false });
  });

  it('tells what changes besides in a resource that moves', () => {
    const after = having({
      'azurerm_kubernetes_cluster_node_pool.apps': undefined,
      'azurerm_kubernetes_cluster_node_pool.shop': { ...pool, max_count: 40 },
    });
    expect(told(diff(files(base), files(after)))).toEqual([
      'azurerm_kubernetes_cluster_node_pool.shop move',
      'azurerm_kubernetes_cluster_node_pool.shop update',
    ]);
  });

  it('takes another Azure name for another resource', () => {
    const after = having({
      'azurerm_kubernetes_cluster_node_pool.apps': undefined,
      'azurerm_kubernetes_cluster_node_pool.shop': { ...pool, name: 'shop' },
    });
    expect(told(diff(files(base), files(after)))).toEqual([
      'azurerm_kubernetes_cluster_node_pool.apps destroy',
      'azurerm_kubernetes_cluster_node_pool.shop create',
    ]);
  });

  it('knows the instances of count and for_each, and what moves between them', () => {
    const each = { ...subnet, name: 'nodes-${each.key}', for_each: { a: '1', b: '2' } };
    const counted = { ...pool, count: 1 };
    const before = having({ 'azurerm_subnet.nodes': each, 'azurerm_kubernetes_cluster_node_pool.apps': counted });
    const after = having({ 'azurerm_subnet.nodes': { ...each, for_each: { b: '2', c: '3' } } });
    expect(told(diff(files(before), files(after)))).toEqual([
      'azurerm_kubernetes_cluster_node_pool.apps move',
      'azurerm_subnet.nodes["a"] destroy',
      'azurerm_subnet.nodes["c"] create',
    ]);
  });

  it('leaves alone what lifecycle tells Terraform to ignore', () => {
    const ignoring = { ...pool, lifecycle: { ignore_changes: ['max_count', 'upgrade_settings[0].max_surge'] } };
    const changed = { ...ignoring, max_count: 40, upgrade_settings: { max_surge: '33%' } };
    expect(change({ 'azurerm_kubernetes_cluster_node_pool.apps': changed })).toEqual([]);
    const all = { ...pool, vm_size: 'Standard_D8ds_v5', lifecycle: { ignore_changes: 'all' } };
    expect(change({ 'azurerm_kubernetes_cluster_node_pool.apps': all })).toEqual([]);
  });

  it('stops at what must not be destroyed', () => {
    const guarded = { ...cluster, lifecycle: { prevent_destroy: true } };
    const before = having({ 'azurerm_kubernetes_cluster.aks': guarded });
    const after = having({ 'azurerm_kubernetes_cluster.aks': { ...guarded, dns_prefix: 'other' } });
    const [stopped] = diff(files(before), files(after));
    expect(stopped).toMatchObject({ action: 'refused', because: [{ attribute: 'dns_prefix' }] });
    expect(stopped?.notes).toEqual(['the plan stops: dns_prefix replaces it, which lifecycle.prevent_destroy forbids']);
  });

  it('replaces what another change triggers', () => {
    const triggered = { ...pool, lifecycle: { replace_triggered_by: ['azurerm_virtual_network.net'] } };
    const before = having({ 'azurerm_kubernetes_cluster_node_pool.apps': triggered });
    const after = having({ 'azurerm_virtual_network.net': { ...network, address_space: ['10.20.0.0/15'] } }, before);
    expect(told(diff(files(before), files(after)))).toEqual([
      'azurerm_kubernetes_cluster_node_pool.apps replace',
      'azurerm_virtual_network.net update',
    ]);
  });

  it('judges by the version that required_providers asks for', () => {
    const cilium = { ...cluster, network_profile: { ...cluster.network_profile, network_data_plane: 'cilium' } };
    const after = having({ 'azurerm_kubernetes_cluster.aks': cilium });
    const asking = (version: string): Json => ({ terraform: { required_providers: { azurerm: { version } } } });
    const actions = ['4.55.0', '~> 4.55', '4.58.1', '~> 4.60'].map(
      (version) => diff(files(base), files(after, asking(version)))[0]?.action,
    );
    expect(actions).toEqual(['replace', 'replace', 'update', 'update']);
  });

  it('tells changed arguments of modules that are elsewhere', () => {
    const calling = (size: string): Json => files(base, { module: { data: { source: 'registry/data', size } } });
    expect(diff(calling('small'), calling('large'))).toMatchObject([
      { object: 'module.data', action: 'update', because: [{ attribute: 'size', from: 'small', to: 'large' }] },
    ]);
  });

  it('never prints what is sensitive', () => {
    const secret = (value: string): Json => ({ name: 'a', value, key_vault_id: 'kv' });
    const before = having({ 'azurerm_key_vault_secret.a': secret('hunter2') });
    const after = having({ 'azurerm_key_vault_secret.a': secret('hunter3') });
    expect(diff(files(before), files(after))[0]?.because).toEqual([
      { attribute: 'value', from: '(sensitive)', to: '(sensitive)' },
    ]);
  });

  it('tells resources of other providers as updated, since their schema is not at hand', () => {
    const before = having({ 'random_pet.name': { length: 2 } });
    const after = having({ 'random_pet.name': { length: 3 } });
    expect(diff(files(before), files(after))).toMatchObject([
      { object: 'random_pet.name', action: 'update', because: [{ attribute: 'length', from: 2, to: 3 }] },
    ]);
  });
});
