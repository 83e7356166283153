import { TerraformStack, TerraformVariable } from 'cdktf';
import { Backend } from '../../lib/azure/backend';
import type { Cloud } from '../../lib/core/contracts';
import { plainApp, terraform } from '../support/terraform';

const STORAGE = { resourceGroupName: 'state', storageAccountName: 'contosostate', containerName: 'tfstate' };

function rendered(backend: Backend, cloud: Cloud = 'public'): unknown {
  const stack = new TerraformStack(plainApp(), 'prod');
  backend.addTo(stack, cloud);
  return (terraform(stack).file.terraform as { backend: unknown }).backend;
}

describe('Backend', () => {
  it('keeps the state in a blob named after the environment, signed in with Entra ID', () => {
    expect(rendered(Backend.azureStorage(STORAGE))).toEqual({
      azurerm: {
        resource_group_name: 'state',
        storage_account_name: 'contosostate',
        container_name: 'tfstate',
        key: 'prod.tfstate',
        use_azuread_auth: true,
      },
    });
  });

  it('writes the cloud where it is not the public one, and what else was given', () => {
    const backend = Backend.azureStorage({ ...STORAGE, key: 'shop/prod.tfstate', useEntraId: false, useOidc: true });
    expect(rendered(backend, 'usgovernment')).toMatchObject({
      azurerm: { environment: 'usgovernment', key: 'shop/prod.tfstate', use_azuread_auth: false, use_oidc: true },
    });
  });

  it('keeps a local state beside the program, out of what Git takes', () => {
    expect(rendered(Backend.local())).toEqual({ local: { path: '../../../../terraform.prod.tfstate' } });
    expect(rendered(Backend.local({ path: '../../../../../state/prod.tfstate' }))).toEqual({
      local: { path: '../../../../../state/prod.tfstate' },
    });
  });

  it('names a workspace of HCP Terraform', () => {
    expect(rendered(Backend.remote({ organization: 'contoso', workspace: 'shop-prod' }))).toEqual({
      remote: { hostname: 'app.terraform.io', organization: 'contoso', workspaces: { name: 'shop-prod' } },
    });
  });

  it.each([
    '/var/state',
    'C:\\state',
    'state.tfstate',
    '../../../x.tfstate',
    '../../../../deploy/x.tfstate',
    '../../../../',
    '../../../../../../..',
  ])('refuses %s as the path of a state', (path) => {
    expect(() => rendered(Backend.local({ path }))).toThrow(
      `[prod] 'backend.path' (${path}) does not lead out of the output folder. Use a relative path such as ../../../../terraform.prod.tfstate. (backend/path)`,
    );
  });

  it('refuses names that Azure would refuse, all at once', () => {
    const bad = Backend.azureStorage({
      resourceGroupName: 'a.',
      storageAccountName: 'My-State',
      containerName: 'x',
      key: '/k',
    });
    expect(() => rendered(bad)).toThrow(
      [
        "[prod] 'backend.resourceGroupName' (a.) is not the name of a resource group: 1 to 90 letters, digits, '_', '-', '.', '(' and ')', not ending with '.'. Did you mean 'a'? (name/azure)",
        "[prod] 'backend.storageAccountName' (My-State) is not the name of a storage account: 3 to 24 lower-case letters and digits. Did you mean 'mystate'? (name/azure)",
        "[prod] 'backend.containerName' (x) has 1 characters; the name of a blob container or file share has 3 to 63. Did you mean 'x-data'? (name/azure)",
        "[prod] 'backend.key' (/k) is no name of a blob: 1 to 1024 characters, not starting with '/' nor ending with '/' or '.'. Write one such as prod.tfstate. (backend/key)",
      ].join('\n'),
    );
  });

  it('refuses a name that is no workspace', () => {
    expect(() => rendered(Backend.remote({ organization: 'contoso', workspace: 'shop prod' }))).toThrow(
      "[prod] 'backend.workspace' (shop prod) is not made of letters, digits, '-' and '_'. Write the name of the workspace as HCP Terraform shows it. (backend/remote)",
    );
  });

  it('refuses an expression, which Terraform could not read there', () => {
    const stack = new TerraformStack(plainApp(), 'prod');
    const variable = new TerraformVariable(stack, 'container', { type: 'string' });
    expect(() =>
      Backend.azureStorage({ ...STORAGE, containerName: variable.stringValue }).addTo(stack, 'public'),
    ).toThrow(
      "[prod] 'backend.containerName' is an expression, and Terraform reads its backend before it evaluates any. Write a literal. (backend/late)",
    );
  });
});
