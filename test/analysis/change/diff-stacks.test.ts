import type { Change } from '../../../lib/analysis/change/change';
import { diffTerraform } from '../../../lib/analysis/change/diff-terraform';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';

type Json = Readonly<Record<string, unknown>>;

const backend = (key: string): Json => ({ resource_group_name: 'tf', storage_account_name: 'tf', key });

function stack(key: string, resource: Json, more: Json = {}): Json {
  const required_providers = { azurerm: { source: 'hashicorp/azurerm', version: '4.55.0' } };
  return { terraform: { required_providers, backend: { azurerm: backend(key) } }, resource, ...more };
}

interface Hub {
  readonly zone?: string;
  readonly zones?: readonly string[];
  readonly identity?: string;
}

/** A hub with a zone, a firewall and an identity. */
function hub({ zone = 'privatelink.westeurope.azmk8s.io', zones = ['1', '2', '3'], identity = 'a' }: Hub): Json {
  return stack(
    'hub',
    {
      azurerm_private_dns_zone: { api: { name: zone, resource_group_name: 'hub' } },
      azurerm_user_assigned_identity: { aks: { name: identity, resource_group_name: 'hub', location: 'westeurope' } },
      azurerm_firewall: {
        way: {
          name: 'way',
          resource_group_name: 'hub',
          location: 'westeurope',
          sku_name: 'AZFW_VNet',
          sku_tier: 'Standard',
          zones,
          ip_configuration: [{ name: 'ip', subnet_id: 'subnet', public_ip_address_id: 'ip' }],
        },
      },
    },
    {
      output: {
        zone: { value: '${azurerm_private_dns_zone.api.id}' },
        zone_name: { value: '${azurerm_private_dns_zone.api.name}' },
        firewall: { value: '${azurerm_firewall.way.id}' },
        address: { value: '${azurerm_firewall.way.ip_configuration[0].private_ip_address}' },
        principal: { value: '${azurerm_user_assigned_identity.aks.principal_id}' },
      },
    },
  );
}

const of = (output: string): string => `\${data.terraform_remote_state.hub.outputs.${output}}`;

/** A spoke that reads the hub's state, with a zone at the same address as the hub's. */
const spoke = (own = 'own.contoso.com'): Json =>
  stack(
    'spoke',
    {
      azurerm_private_dns_zone: { api: { name: own, resource_group_name: 'spoke' } },
      azurerm_kubernetes_cluster: {
        aks: {
          name: 'aks',
          location: 'westeurope',
          resource_group_name: 'spoke',
          dns_prefix: 'aks',
          private_cluster_enabled: true,
          private_dns_zone_id: of('zone'),
          default_node_pool: { name: 'system', vm_size: 'Standard_D4ds_v5', node_count: 3 },
          identity: { type: 'SystemAssigned' },
        },
      },
      azurerm_route: {
        out: {
          name: 'out',
          resource_group_name: 'spoke',
          route_table_name: 'routes',
          address_prefix: '0.0.0.0/0',
          next_hop_type: 'VirtualAppliance',
          next_hop_in_ip_address: of('address'),
        },
      },
      azurerm_role_assignment: {
        reader: { scope: of('firewall'), role_definition_name: 'Reader', principal_id: of('principal') },
      },
    },
    { data: { terraform_remote_state: { hub: { backend: 'azurerm', config: backend('hub') } } } },
  );

function diff(before: readonly [Json, Json], after: readonly [Json, Json]): readonly Change[] {
  const read = ([one, other]: readonly [Json, Json]) =>
    readArtifacts([
      { path: 'stacks/hub/cdk.tf.json', content: JSON.stringify(one) },
      { path: 'stacks/spoke/cdk.tf.json', content: JSON.stringify(other) },
    ]);
  return diffTerraform(read(before), read(after));
}

const told = (changes: readonly Change[]): readonly string[] =>
  changes.map(({ object, action, through, place }) =>
    [place, object, action, ...(through.length > 0 ? ['through', ...through] : [])].join(' '),
  );

describe('diffTerraform of stacks that read each other', () => {
  it('tells that a zone of the hub takes the cluster of the spoke with it', () => {
    const changes = diff([hub({}), spoke()], [hub({ zone: 'x.privatelink.westeurope.azmk8s.io' }), spoke()]);
    expect(told(changes)).toEqual([
      'stacks/hub azurerm_private_dns_zone.api replace',
      'stacks/spoke azurerm_kubernetes_cluster.aks replace through hub/azurerm_private_dns_zone.api',
    ]);
    expect(changes[1]).toMatchObject({
      losesState: true,
      because: [
        {
          attribute: 'private_dns_zone_id',
          from: '${azurerm_private_dns_zone.api.id}',
          to: '${azurerm_private_dns_zone.api.id} (known after apply)',
        },
      ],
    });
  });

  it('knows that what comes back under its old name has its old id, and other addresses', () => {
    expect(told(diff([hub({}), spoke()], [hub({ zones: ['1'] }), spoke()]))).toEqual([
      'stacks/hub azurerm_firewall.way replace',
      'stacks/spoke azurerm_route.out update through hub/azurerm_firewall.way',
    ]);
  });

  it('gives a role anew to an identity that is another one', () => {
    expect(told(diff([hub({}), spoke()], [hub({ identity: 'b' }), spoke()]))).toEqual([
      'stacks/hub azurerm_user_assigned_identity.aks replace',
      'stacks/spoke azurerm_role_assignment.reader replace through hub/azurerm_user_assigned_identity.aks',
    ]);
  });

  it('takes nothing of another stack for its own at the same address', () => {
    expect(told(diff([hub({}), spoke()], [hub({}), spoke('other.contoso.com')]))).toEqual([
      'stacks/spoke azurerm_private_dns_zone.api replace',
    ]);
  });
});
