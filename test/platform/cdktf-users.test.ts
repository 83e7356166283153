import { DataAzurermResourceGroup } from '@cdktf/provider-azurerm/lib/data-azurerm-resource-group';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import {
  Annotations,
  Aspects,
  AssetType,
  TerraformAsset,
  TerraformHclModule,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
} from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AksApp } from '../../lib/platform/aks-app';
import { emptyFolder, plainStack, readFiles } from '../support/world';

class RandomProvider extends TerraformProvider {
  constructor(scope: Construct) {
    super(scope, 'random', {
      terraformResourceType: 'random',
      terraformGeneratorMetadata: {
        providerName: 'random',
        providerVersion: '3.6.0',
        providerVersionConstraint: '~> 3.6',
      },
      terraformProviderSource: 'hashicorp/random',
    });
  }
  protected override synthesizeAttributes(): Record<string, unknown> {
    return {};
  }
}

class RandomPet extends TerraformResource {
  constructor(scope: Construct, id: string) {
    super(scope, id, { terraformResourceType: 'random_pet' });
  }
  protected override synthesizeAttributes(): Record<string, unknown> {
    return { length: 2 };
  }
}

interface File {
  readonly resource?: Record<string, Record<string, Record<string, unknown>>>;
  readonly data?: Record<string, Record<string, Record<string, unknown>>>;
  readonly terraform: { readonly required_providers: object; readonly backend: object };
}

function synthesized(write: (app: AksApp) => void, directory = emptyFolder()) {
  const app = new AksApp({ directory });
  write(app);
  app.synth();
  const files = readFiles(join(directory, 'deploy/terraform'));
  const manifest = JSON.parse(files['manifest.json'] as string) as {
    stacks: Record<string, { dependencies: string[]; annotations: object[] }>;
  };
  const stack = (name: string): File => JSON.parse(files[`stacks/${name}/cdk.tf.json`] as string) as File;
  return { directory, files, manifest, stack };
}

const group = (scope: Construct, id = 'rg', name = id): ResourceGroup =>
  new ResourceGroup(scope, id, { name, location: 'westeurope' });

describe('what users of cdktf do already', () => {
  it('is done: other providers, data sources and modules', () => {
    const { stack } = synthesized((app) => {
      const prod = plainStack(app, 'prod');
      new RandomProvider(prod);
      new RandomPet(prod, 'name');
      new DataAzurermResourceGroup(prod, 'shared', { name: 'shared' });
      new TerraformHclModule(prod, 'dns', { source: 'Azure/avm-res-network-dnszone/azurerm', version: '0.1.0' });
    });

    const file = stack('prod');
    expect(file.resource?.random_pet).toMatchObject({ name: { length: 2 } });
    expect(file.data?.azurerm_resource_group).toMatchObject({ shared: { name: 'shared' } });
    expect(file.terraform.required_providers).toMatchObject({ random: { source: 'hashicorp/random' } });
    expect(file).toMatchObject({ module: { dns: { version: '0.1.0' } } });
  });

  it('is done: references and dependencies between stacks, without a path of this machine', () => {
    const { stack, manifest, files, directory } = synthesized((app) => {
      const shared = plainStack(app, 'shared');
      const prod = plainStack(app, 'prod');
      const last = plainStack(app, 'last');
      group(prod, 'rg', `${group(shared).name}-prod`);
      last.addDependency(prod);
    });

    expect(stack('prod').data?.terraform_remote_state).toMatchObject({
      'cross-stack-reference-input-shared': {
        backend: 'local',
        config: { path: '../../../../terraform.shared.tfstate' },
      },
    });
    expect(manifest.stacks.prod?.dependencies).toEqual(['shared']);
    expect(manifest.stacks.last?.dependencies).toEqual(['prod']);
    expect(Object.values(files).join('\n')).not.toContain(directory);
  });

  it('is done: Aspects of the App, a stack and a construct, in every stack, each once', () => {
    const visits: string[] = [];
    const noting = (name: string) => ({
      visit: (node: IConstruct) => void (node instanceof ResourceGroup && visits.push(`${name} ${node.node.path}`)),
    });
    synthesized((app) => {
      const dev = plainStack(app, 'dev');
      const prod = plainStack(app, 'prod');
      group(dev);
      Aspects.of(app).add(noting('app'));
      Aspects.of(prod).add(noting('stack'));
      Aspects.of(group(prod)).add(noting('construct'));
    });

    expect(visits.sort()).toEqual(['app dev/rg', 'app prod/rg', 'construct prod/rg', 'stack prod/rg']);
  });

  it('is done: warnings, without the stack traces that hold paths', () => {
    const { manifest } = synthesized((app) => Annotations.of(group(plainStack(app, 'prod'))).addWarning('old'));

    expect(manifest.stacks.prod?.annotations).toEqual([
      { constructPath: 'prod/rg', level: '@cdktf/warn', message: 'old' },
    ]);
  });

  it('is done: assets to the byte, found from the program, and scripts stay scripts', () => {
    const directory = emptyFolder();
    mkdirSync(join(directory, 'files'));
    writeFileSync(join(directory, 'files/settings.json'), '{"no":"newline"}');
    writeFileSync(join(directory, 'files/run.sh'), '#!/bin/sh\n');
    chmodSync(join(directory, 'files/run.sh'), 0o755);
    let paths: string[] = [];
    const write = (app: AksApp): void => {
      const prod = plainStack(app, 'prod');
      const asset = new TerraformAsset(prod, 'files', { path: 'files', type: AssetType.DIRECTORY });
      new TerraformOutput(prod, 'path', { value: asset.path });
      paths = ['settings.json', 'run.sh'].map((name) => join('stacks/prod', asset.path, name));
    };
    const { files } = synthesized(write, directory);

    expect(paths.map((path) => files[path])).toEqual(['{"no":"newline"}', '#!/bin/sh\n']);
    const script = join(directory, 'deploy/terraform', paths[1] as string);
    expect(statSync(script).mode & 0o111).not.toBe(0);
    chmodSync(script, 0o644);
    synthesized(write, directory);
    expect(statSync(script).mode & 0o111).not.toBe(0);
  });

  it('is done: validations, told in the words of their authors', () => {
    const app = new AksApp({ directory: emptyFolder() });
    const prod = new TerraformStack(app, 'prod');
    group(prod);

    expect(() => app.synth()).toThrow(/^\[prod\] Found resources without a matching provider/);
  });
});
