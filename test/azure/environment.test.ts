import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { TerraformVariable } from 'cdktf';
import { Environment, type EnvironmentProps } from '../../lib/azure/environment';
import { environmentOf } from '../../lib/azure/place';
import { terraformProblems } from '../support/conformance';
import { plainApp, terraform } from '../support/terraform';

const TENANT = '11111111-1111-1111-1111-111111111111';
const SUBSCRIPTION = '22222222-2222-2222-2222-222222222222';

const environment = (props: Partial<EnvironmentProps> = {}, id = 'prod') =>
  new Environment(plainApp(), id, { location: 'westeurope', ...props });

const provider = (stack: Environment) =>
  (terraform(stack).file.provider as { azurerm: Record<string, unknown>[] }).azurerm[0];

const message = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing was thrown';
};

describe('Environment', () => {
  it('renders its provider, backend, resource group and tenant', () => {
    const stack = environment({ tags: { team: 'shop' } });
    const rendered = terraform(stack);

    expect(rendered.file.terraform).toEqual({
      required_providers: { azurerm: { source: 'azurerm', version: '~> 4.55' } },
      backend: { local: { path: '../../../../terraform.prod.tfstate' } },
    });
    expect(rendered.all('azurerm_resource_group')).toEqual({
      'resource-group': { name: 'prod', location: 'westeurope', tags: { team: 'shop' } },
    });
    expect(rendered.data('azurerm_client_config')).toEqual({ client: {} });
    expect(terraformProblems(rendered.file)).toEqual([]);
  });

  it('takes no id that cannot name its folder', () => {
    expect(message(() => environment({}, 'my env'))).toBe(
      "[app] 'id' (my env) is not the name of an environment: letters, digits, '-' and '_', starting with a letter or digit. Did you mean 'my-env'? (environment/id)",
    );
    expect(message(() => environment({}, '..'))).toContain("Did you mean 'prod'? (environment/id)");
  });

  it('keeps vaults and full groups when it is destroyed, and takes other switches of the provider', () => {
    expect(provider(environment())).toEqual({
      environment: 'public',
      features: [
        {
          key_vault: [{ purge_soft_delete_on_destroy: false, recover_soft_deleted_key_vaults: true }],
          resource_group: [{ prevent_deletion_if_contains_resources: true }],
        },
      ],
    });
    const changed = environment({
      providerFeatures: { key_vault: { purge_soft_delete_on_destroy: true }, storage: { data_plane_available: false } },
    });
    expect(provider(changed)?.features).toEqual([
      {
        key_vault: [{ purge_soft_delete_on_destroy: true, recover_soft_deleted_key_vaults: true }],
        resource_group: [{ prevent_deletion_if_contains_resources: true }],
        storage: [{ data_plane_available: false }],
      },
    ]);
  });

  it('writes subscription, tenant and a provider version that were given', () => {
    const stack = environment({ subscriptionId: SUBSCRIPTION, tenantId: TENANT, providerVersion: '>= 4.60, < 5.0' });

    expect(provider(stack)).toMatchObject({ subscription_id: SUBSCRIPTION, tenant_id: TENANT });
    expect(stack.tenantId).toBe(TENANT);
    const { file } = terraform(stack);
    expect(file).toMatchObject({ terraform: { required_providers: { azurerm: { version: '>= 4.60, < 5.0' } } } });
    expect(file.data).toBeUndefined();
  });

  it('knows zones and pair of a region of the public cloud, and the cloud of others', () => {
    expect(environment().region).toMatchObject({ zones: ['1', '2', '3'], pair: 'northeurope' });
    const government = environment({ cloud: 'usgovernment', location: 'usgovvirginia' });
    expect(government.region).toBeUndefined();
    expect(provider(government)).toMatchObject({ environment: 'usgovernment' });
  });

  it('uses a resource group that exists, and looks its id up only when asked', () => {
    const stack = environment({ existingResourceGroup: 'shop' });

    expect(stack.resourceGroupName).toBe('shop');
    expect(terraform(stack).file.resource).toBeUndefined();
    expect(stack.resourceGroupId).toBe(stack.resourceGroupId);
    expect(terraform(stack).data('azurerm_resource_group')).toEqual({ 'resource-group': { name: 'shop' } });
  });

  it('derives the group from the stem, or takes a name or a variable', () => {
    const name = (props: Partial<EnvironmentProps>) =>
      terraform(environment(props)).only('azurerm_resource_group').name;
    expect(name({ stem: 'shop prod' })).toBe('shop-prod');
    expect(name({ resourceGroupName: 'rg-shop' })).toBe('rg-shop');

    const app = plainApp();
    const base = new Environment(app, 'base', { location: 'westeurope' });
    const group = new TerraformVariable(base, 'group', { type: 'string' });
    expect(
      () => new Environment(app, 'next', { location: 'westeurope', existingResourceGroup: group.value }),
    ).not.toThrow();
  });

  it('registers what its constructs need beyond the usual, or nothing at all', () => {
    const stack = environment();
    environmentOf(stack)?.needProvider('Microsoft.ServiceNetworking');
    environmentOf(stack)?.needProvider('Microsoft.KubernetesConfiguration');
    environmentOf(stack)?.needProvider('Microsoft.ServiceNetworking');

    expect(provider(stack)).toMatchObject({
      resource_providers_to_register: ['Microsoft.KubernetesConfiguration', 'Microsoft.ServiceNetworking'],
    });
    expect(provider(environment({ registerResourceProviders: false }))).toMatchObject({
      resource_provider_registrations: 'none',
    });
  });

  it('gives its tags as a copy, and its provider to overrides with a reason', () => {
    const stack = environment({ tags: { team: 'shop' } });
    (stack.tags as Record<string, string>).team = 'other';
    expect(stack.tags).toEqual({ team: 'shop' });

    stack.overrideProvider('storage_use_azuread', true, { reason: 'Keys are off in this tenant.' });
    expect(provider(stack)).toMatchObject({ storage_use_azuread: true });
  });

  it('lets other resources of azurerm stand beside its own', () => {
    const stack = environment();
    new ResourceGroup(stack, 'more', { name: 'more', location: stack.location });
    expect(Object.keys(terraform(stack).all('azurerm_resource_group'))).toEqual(['resource-group', 'more']);
  });
});

describe('Environment refuses', () => {
  it.each<[string, Partial<EnvironmentProps>, string]>([
    [
      'a region that does not exist, with the one that was meant',
      { location: 'West Eurpoe' },
      "[prod] 'location' (West Eurpoe) is not a region of the public cloud. Did you mean 'westeurope'? (region/unknown)",
    ],
    [
      'a region of another cloud',
      { location: 'usgovvirginia' },
      "[prod] 'location' (usgovvirginia) is a region of the cloud 'usgovernment'. Set cloud: 'usgovernment' on the environment, or take a region of its own cloud. (region/other-cloud)",
    ],
    [
      'a public region in another cloud',
      { location: 'westeurope', cloud: 'china' },
      "[prod] 'location' (westeurope) is a region of the cloud 'public'. Set cloud: 'public' on the environment, or take a region of its own cloud. (region/other-cloud)",
    ],
    [
      'a malformed region where the names are not known',
      { location: 'US Gov', cloud: 'usgovernment' },
      "[prod] 'location' (US Gov) is not the short name of a region: lower-case letters, and a digit at the end. Write one in the form usgovvirginia. (region/malformed)",
    ],
    [
      'a cloud that does not exist',
      { cloud: 'usgoverment' as never },
      "[prod] 'cloud' (usgoverment) is not one of Azure's clouds. Did you mean 'usgovernment'? (cloud/unknown)",
    ],
    [
      'two resource groups at once',
      { existingResourceGroup: 'a', resourceGroupName: 'b' },
      "[prod] 'existingResourceGroup' (a) excludes 'resourceGroupName', which names a group to create. Keep one of the two. (environment/resource-group)",
    ],
    [
      'a name no resource group may have',
      { resourceGroupName: 'shop.' },
      "[prod] 'resourceGroupName' (shop.) is not the name of a resource group: 1 to 90 letters, digits, '_', '-', '.', '(' and ')', not ending with '.'. Did you mean 'shop'? (name/azure)",
    ],
    [
      'a subscription that is no UUID',
      { subscriptionId: 'prod' },
      "[prod] 'subscriptionId' (prod) is not a UUID. Copy it from `az account show`, such as 00000000-0000-0000-0000-000000000000. (environment/uuid)",
    ],
    [
      'a provider version that is none',
      { providerVersion: 'latest' },
      "[prod] 'providerVersion' (latest) is not a version constraint in Terraform's syntax. Write one such as '~> 4.55'. (environment/provider-version)",
    ],
    [
      'another major version of the provider',
      { providerVersion: '~> 5.0' },
      "[prod] 'providerVersion' (~> 5.0) leaves version 4 of azurerm, whose schema the resources are rendered by. Write one such as '~> 4.55'. (environment/provider-version)",
    ],
    [
      'switches of the provider that are not in its words',
      { providerFeatures: { keyVault: { purge: true } } },
      "[prod] 'providerFeatures.keyVault' ({\"purge\":true}) is not in Terraform's words. Write names as the documentation of azurerm does, such as key_vault: { purge_soft_delete_on_destroy: false }. (environment/provider-features)",
    ],
    [
      'an empty stem',
      { stem: ' ', resourceGroupName: 'shop' },
      "[prod] 'stem' ( ) is empty. Leave it out, or write the first part of every name. (environment/stem)",
    ],
  ])('%s', (_, props, expected) => {
    expect(message(() => environment(props))).toBe(expected);
  });

  it('everything wrong at once', () => {
    expect(
      message(() => environment({ location: 'nowhere', tenantId: 'x', tags: { 'a/b': 'c' } })).split('\n'),
    ).toHaveLength(3);
  });
});
