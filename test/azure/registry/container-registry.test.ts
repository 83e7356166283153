import { TerraformStack } from 'cdktf';
import { ContainerRegistry, type ContainerRegistryProps } from '../../../lib/azure/registry/container-registry';
import { Environment, type EnvironmentProps } from '../../../lib/azure/environment';
import { expressionOf } from '../../../lib/azure/expression';
import { terraformProblems } from '../../support/conformance';
import { plainApp, terraform } from '../../support/terraform';
import { FakeCluster } from '../../support/world';

const DIGEST = `sha256:${'ab'.repeat(32)}`;

function world(props: Partial<ContainerRegistryProps> = {}, place: Partial<EnvironmentProps> = {}) {
  const stack = new Environment(plainApp(), 'prod', { location: 'westeurope', ...place });
  const registry = new ContainerRegistry(stack, 'registry', { name: 'contoso', ...props });
  return { stack, registry, rendered: () => terraform(stack).only('azurerm_container_registry') };
}

const refusal = (props: Partial<ContainerRegistryProps>, place: Partial<EnvironmentProps> = {}): string => {
  try {
    world(props, place);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
};

describe('ContainerRegistry', () => {
  it('writes out its defaults: Premium, zones, no admin user, nobody anonymous', () => {
    const { stack, rendered } = world({ tags: { team: 'shop' } });
    expect(rendered()).toEqual({
      name: 'contoso',
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      location: 'westeurope',
      sku: 'Premium',
      admin_enabled: false,
      anonymous_pull_enabled: false,
      zone_redundancy_enabled: true,
      public_network_access_enabled: true,
      network_rule_bypass_option: 'AzureServices',
      network_rule_set: [{ default_action: 'Allow', ip_rule: [] }],
      data_endpoint_enabled: false,
      export_policy_enabled: true,
      tags: { team: 'shop' },
    });
    expect(terraformProblems(terraform(stack).file)).toEqual([]);
  });

  it('replicates to regions in the order that azurerm reads, each over zones and answering pulls', () => {
    const { stack, registry, rendered } = world({
      geoReplications: ['northeurope', { location: 'eastus', zoneRedundant: false, regionalEndpoint: false }],
    });
    expect(rendered().georeplications).toEqual([
      { location: 'eastus', zone_redundancy_enabled: false, regional_endpoint_enabled: false, tags: {} },
      { location: 'northeurope', zone_redundancy_enabled: true, regional_endpoint_enabled: true, tags: {} },
    ]);
    expect(registry.replicatedTo).toEqual(['eastus', 'northeurope']);
    expect(terraformProblems(terraform(stack).file)).toEqual([]);
  });

  it('can be closed to the internet and to export, and keep untagged images for a while only', () => {
    const closed = { publicNetworkAccess: false, exportPolicy: false, retentionDays: 30, trustedServices: false };
    expect(world(closed).rendered()).toMatchObject({
      public_network_access_enabled: false,
      export_policy_enabled: false,
      retention_policy_in_days: 30,
      network_rule_bypass_option: 'None',
    });
  });

  it('admits some public addresses only', () => {
    const { stack, rendered } = world({
      allowedIpRanges: ['20.1.2.3', '20.1.2.3/32', '40.0.0.0/24'],
      dataEndpoint: true,
    });
    expect(rendered()).toMatchObject({
      network_rule_set: [
        {
          default_action: 'Deny',
          ip_rule: [
            { action: 'Allow', ip_range: '20.1.2.3' },
            { action: 'Allow', ip_range: '40.0.0.0/24' },
          ],
        },
      ],
      data_endpoint_enabled: true,
    });
    expect(terraformProblems(terraform(stack).file)).toEqual([]);
  });

  it('leaves out what a smaller tier does not have', () => {
    const { stack, rendered } = world({ sku: 'Basic' });
    expect(rendered()).toMatchObject({ sku: 'Basic', zone_redundancy_enabled: false });
    expect(rendered()).not.toHaveProperty('network_rule_set');
    expect(terraformProblems(terraform(stack).file)).toEqual([]);
  });

  it.each([
    ['public', 'westeurope', 'contoso.azurecr.io'],
    ['usgovernment', 'usgovvirginia', 'contoso.azurecr.us'],
    ['china', 'chinanorth3', 'contoso.azurecr.cn'],
  ] as const)('knows its login server in the cloud %s', (cloud, location, expected) => {
    expect(world({ name: 'Contoso' }, { cloud, location }).registry.loginServer).toBe(expected);
  });

  it('names images by tag or digest, and comes with them', () => {
    const { registry } = world();
    expect(registry.image('cart.api', '1.4.2')).toEqual({ reference: 'contoso.azurecr.io/cart.api:1.4.2', registry });
    expect(registry.image('cart.api', DIGEST).reference).toBe(`contoso.azurecr.io/cart.api@${DIGEST}`);
    expect(() => registry.image('cart.api', 'latest')).toThrow(
      "[prod/registry] 'tagOrDigest' (latest) moves: what runs would differ from what was reviewed. Name a version such as 1.4.2, or a digest. (image/moving-tag)",
    );
  });

  it('takes properties past the typed surface', () => {
    const { registry, rendered } = world();
    registry.override('quarantine_policy_enabled', true, { reason: 'Images are scanned before use.' });
    expect(rendered()).toMatchObject({ quarantine_policy_enabled: true });
  });
});

describe('grantPull', () => {
  it('lets the kubelet pull, once, however often it is asked', () => {
    const { stack, registry } = world();
    const cluster = new FakeCluster(stack, 'aks');
    expect(registry.whyNotPullable(cluster)).toBe(
      'call grantPull(cluster) on the registry at prod/registry: aks may not pull from contoso.azurecr.io',
    );

    registry.grantPull(cluster);
    registry.grantPull(cluster);

    expect(registry.whyNotPullable(cluster)).toBeUndefined();
    expect(terraform(stack).all('azurerm_role_assignment')).toEqual({
      'aks_pull-contoso': {
        scope: '${azurerm_container_registry.registry.id}',
        role_definition_name: 'AcrPull',
        principal_id: 'kubelet',
        principal_type: 'ServicePrincipal',
        skip_service_principal_aad_check: true,
      },
    });
  });

  it('puts the role into the stack of the cluster, which then waits for the registry', () => {
    const app = plainApp();
    const shared = new Environment(app, 'shared', { location: 'westeurope' });
    const prod = new Environment(app, 'prod', { location: 'westeurope' });
    const registry = new ContainerRegistry(shared, 'registry', { name: 'contoso' });
    registry.grantPull(new FakeCluster(prod, 'aks'));

    expect(Object.keys(terraform(prod).all('azurerm_role_assignment'))).toEqual(['aks_pull-contoso']);
    expect(prod.dependencies).toEqual([shared]);
  });
});

describe('ContainerRegistry.fromName', () => {
  it('creates nothing and grants by the looked-up id', () => {
    const stack = new Environment(plainApp(), 'prod', { location: 'westeurope' });
    const registry = ContainerRegistry.fromName(stack, 'registry', { name: 'contoso', resourceGroupName: 'shared' });
    registry.grantPull(new FakeCluster(stack, 'aks'));

    const rendered = terraform(stack);
    expect(rendered.data('azurerm_container_registry')).toEqual({
      registry: { name: 'contoso', resource_group_name: 'shared' },
    });
    expect(rendered.only('azurerm_role_assignment')).toMatchObject({
      scope: '${data.azurerm_container_registry.registry.id}',
      role_definition_name: 'AcrPull',
    });
    expect(rendered.all('azurerm_container_registry')).toEqual({});
    expect(registry.image('cart', '1').reference).toBe('contoso.azurecr.io/cart:1');
    expect(expressionOf(stack, registry.registryId)).toBe('${data.azurerm_container_registry.registry.id}');
    expect(terraformProblems(rendered.file)).toEqual([]);
  });

  it('takes the role of registries with permissions by repository, or none where others gave it', () => {
    const stack = new Environment(plainApp(), 'prod', { location: 'westeurope' });
    const cluster = new FakeCluster(stack, 'aks');
    ContainerRegistry.fromName(stack, 'a', { name: 'contosoa', repositoryPermissions: true }).grantPull(cluster);
    const granted = ContainerRegistry.fromName(stack, 'b', { name: 'contosob', pullGranted: true });

    expect(granted.whyNotPullable(cluster)).toBeUndefined();
    granted.grantPull(cluster);
    expect(terraform(stack).only('azurerm_role_assignment')).toMatchObject({
      role_definition_name: 'Container Registry Repository Reader',
    });
  });

  it('asks for a group in a stack that is no Environment, and for a name that can be', () => {
    const stack = new TerraformStack(plainApp(), 'plain');
    expect(() => ContainerRegistry.fromName(stack, 'registry', { name: 'a' })).toThrow(
      [
        "[plain/registry] 'name' (a) has 1 characters; the name of a container registry has 5 to 50. Did you mean 'aregistry'? (name/azure)",
        "[plain/registry] 'resourceGroupName' is needed in a stack that is no Environment. Set resourceGroupName, or create the stack with `new Environment(…)`. (place/missing)",
      ].join('\n'),
    );
  });
});

describe('ContainerRegistry refuses', () => {
  it.each<[string, Partial<ContainerRegistryProps>, string]>([
    [
      'a name that Azure would refuse',
      { name: 'contoso-shop' },
      "[prod/registry] 'name' (contoso-shop) is not the name of a container registry: 5 to 50 letters and digits. Did you mean 'contososhop'? (name/azure)",
    ],
    [
      'an unknown tier',
      { sku: 'Gold' as never },
      "[prod/registry] 'sku' (Gold) is not a tier of a registry. Write one of 'Basic', 'Standard', 'Premium'. (registry/sku-unknown)",
    ],
    [
      'anonymous pull on Basic',
      { sku: 'Basic', anonymousPull: true },
      "[prod/registry] 'anonymousPull' needs the tier Standard or Premium, and this registry is Basic. Set sku: 'Standard', or leave it out. (registry/needs-standard)",
    ],
    [
      'a time of retention out of range',
      { retentionDays: 366 },
      "[prod/registry] 'retentionDays' (366) is not a whole number from 1 to 365. Write for instance 30, or leave it out to keep everything. (registry/retention)",
    ],
    [
      'no export from a public registry',
      { exportPolicy: false },
      "[prod/registry] 'exportPolicy' (false) needs a registry without public network access. Set publicNetworkAccess: false too. (registry/export-policy)",
    ],
    [
      'admitted addresses where none can come',
      { publicNetworkAccess: false, allowedIpRanges: ['20.0.0.1'] },
      "[prod/registry] 'allowedIpRanges' admits public addresses to a registry that publicNetworkAccess: false closes to all of them. Keep one of the two. (registry/closed)",
    ],
    [
      'a private range in the firewall',
      { allowedIpRanges: ['10.0.0.0/8'] },
      "[prod/registry] 'allowedIpRanges[0]' (10.0.0.0/8) is a private range, and Azure sees only public addresses here. Write the address that traffic leaves your network by, or use a private endpoint. (network/private-range)",
    ],
    [
      'a replica in an unknown region',
      { geoReplications: ['northeurop'] },
      "[prod/registry] 'geoReplications' (northeurop) is not a region of the public cloud. Did you mean 'northeurope'? (region/unknown)",
    ],
    [
      'a replica twice',
      { geoReplications: ['northeurope', 'northeurope'] },
      "[prod/registry] 'geoReplications' (northeurope) stands there twice. Leave it out. (registry/replica-twice)",
    ],
    [
      "a replica in the registry's own region",
      { geoReplications: ['westeurope'] },
      "[prod/registry] 'geoReplications' (westeurope) is the region of the registry itself. Leave it out. (registry/replica-twice)",
    ],
    [
      'a replica over zones where there are none',
      { geoReplications: ['westus'] },
      "[prod/registry] 'geoReplications' (westus) has no availability zones, and this is fixed at creation. Write { location: 'westus', zoneRedundant: false }. (registry/no-zones)",
    ],
  ])('%s', (_, props, expected) => {
    expect(refusal(props)).toBe(expected);
  });

  it('zones in a region that has none, since the default must not follow the list of regions', () => {
    expect(refusal({}, { location: 'westus' })).toBe(
      "[prod/registry] 'zoneRedundant' (westus) has no availability zones, and this is fixed at creation. Set zoneRedundant: false. (registry/no-zones)",
    );
    expect(world({ zoneRedundant: false }, { location: 'westus' }).registry.zoneRedundant).toBe(false);
  });

  it('everything that needs Premium at once', () => {
    const props: Partial<ContainerRegistryProps> = {
      sku: 'Standard',
      geoReplications: ['northeurope'],
      zoneRedundant: true,
      retentionDays: 7,
      publicNetworkAccess: false,
      dataEndpoint: true,
      exportPolicy: false,
    };
    const lines = refusal(props).split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]).toBe(
      "[prod/registry] 'geoReplications' needs the tier Premium, and this registry is Standard. Set sku: 'Premium', or leave it out. (registry/needs-premium)",
    );
  });
});
