import { KeyVaultSecret } from '@cdktf/provider-azurerm/lib/key-vault-secret';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { AzurermBackend, LocalBackend, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { CdkAksError } from '../../lib/core/errors';
import type { AksApp } from '../../lib/platform/aks-app';
import { plainStack, readFiles, smallApp } from '../support/world';

const SIGHT = 'everyone who reads the repository sees';
const FIX =
  "Read it from a Key Vault, or declare it as a sensitive variable without default; where it is no secret, say so with app.acknowledge(construct, 'secret/literal', 'why'). (secret/literal)";

function told(app: AksApp): string[] {
  try {
    app.synth();
  } catch (error) {
    if (!(error instanceof CdkAksError)) throw error;
    expect(readFiles(app.directory)).toEqual({});
    return error.message.split('\n');
  }
  return [];
}

describe('the Terraform of a program', () => {
  it('holds no literal where the provider keeps a secret, overrides included', () => {
    const app = smallApp();
    const stack = plainStack(app, 'prod');
    const vault = new Construct(stack, 'vault');
    new KeyVaultSecret(vault, 'db', { name: 'db', keyVaultId: 'id', value: 'hunter2' });
    new KeyVaultSecret(vault, 'api', { name: 'api', keyVaultId: 'id', value: '${var.api_key}' }).addOverride(
      'value',
      'hunter2',
    );
    const fine = new TerraformVariable(stack, 'password', { sensitive: true });
    new KeyVaultSecret(vault, 'ok', { name: 'ok', keyVaultId: 'id', value: fine.stringValue });

    expect(told(app)).toEqual([
      `[prod/vault/api] 'value' is a literal, and a secret of azurerm_key_vault_secret: ${SIGHT} it. ${FIX}`,
      `[prod/vault/db] 'value' is a literal, and a secret of azurerm_key_vault_secret: ${SIGHT} it. ${FIX}`,
    ]);
  });

  it('holds one that the program says is no secret', () => {
    const app = smallApp();
    const demo = new KeyVaultSecret(plainStack(app, 'prod'), 'demo', {
      name: 'demo',
      keyVaultId: 'id',
      value: 'hunter2',
    });
    app.acknowledge(demo, 'secret/literal', 'the password of a public demo');

    expect(told(app)).toEqual([]);
  });

  it('holds no credential of a provider or backend', () => {
    const app = smallApp();
    const stack = new TerraformStack(app, 'prod');
    new AzurermProvider(stack, 'azurerm', {
      features: [{}],
      clientId: 'c',
      clientSecret: 'hunter2',
      clientSecretFilePath: '/run/secret',
      oidcToken: '${var.token}',
    });
    new AzurermBackend(stack, {
      storageAccountName: 's',
      containerName: 'c',
      key: 'prod.tfstate',
      accessKey: 'hunter2',
    });

    expect(told(app)).toEqual([
      `[prod] 'provider.azurerm.client_secret' is a literal credential, which ${SIGHT}. ${FIX}`,
      `[prod] 'backend.azurerm.access_key' is a literal credential, which ${SIGHT}. ${FIX}`,
    ]);
  });

  it('gives no sensitive variable a default', () => {
    const app = smallApp();
    const stack = plainStack(app, 'prod');
    new TerraformVariable(stack, 'password', { sensitive: true, default: 'hunter2' });
    new TerraformVariable(stack, 'size', { default: 'small' });
    new TerraformVariable(stack, 'token', { sensitive: true, default: '' });

    expect(told(app)).toEqual([
      `[prod] 'variable.password' is sensitive and has a default, which ${SIGHT}. Leave the default out, and pass the value as TF_VAR_password. (secret/literal)`,
    ]);
  });

  it('keeps local state outside of what is checked in, on every machine at the same place', () => {
    const app = smallApp();
    new LocalBackend(plainStack(app, 'a'), {});
    new LocalBackend(plainStack(app, 'b'), { path: 'terraform.tfstate' });
    new LocalBackend(plainStack(app, 'c'), { path: '../../../../state/c.tfstate' });

    expect(told(app)).toEqual([
      expect.stringMatching(
        /^\[a\] 'backend.path' \(.*terraform.a.tfstate\) is a path of this machine alone. Use a relative path such as ..\/..\/..\/..\/terraform.a.tfstate. \(backend\/path\)$/,
      ),
      "[b] 'backend.path' (terraform.tfstate) does not lead out of the output folder. Use a relative path such as ../../../../terraform.b.tfstate. (backend/path)",
    ]);
  });

  it('has one element at each address, whoever made it', () => {
    const app = smallApp();
    const stack = plainStack(app, 'prod');
    const group = (scope: Construct, id: string) => new ResourceGroup(scope, id, { name: id, location: 'westeurope' });
    group(stack, 'shop');
    group(new Construct(stack, 'other'), 'shop').overrideLogicalId('shop');
    new TerraformOutput(stack, 'shop_id', { value: 'a' });
    new TerraformOutput(new Construct(stack, 'outputs'), 'id', { value: 'b' }).overrideLogicalId('shop_id');

    expect(told(app)).toEqual([
      "[prod/other/shop] 'id' (azurerm_resource_group.shop) is the Terraform address of prod/shop too. Rename one of the two constructs. (address/clash)",
      "[prod/outputs/id] 'id' (output.shop_id) is the Terraform address of prod/shop_id too. Rename one of the two constructs. (address/clash)",
    ]);
  });

  it('stays in its folder', () => {
    const app = smallApp();
    plainStack(app, '..');

    expect(told(app)).toEqual([
      "[..] 'id' (..) becomes a folder, and this one leads out of its own. Use letters, digits, '-' and '_'. (output/outside)",
    ]);
  });
});
