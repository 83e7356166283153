import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Environment } from '../../lib/azure/environment';
import { AksApp } from '../../lib/platform/aks-app';
import {
  configuredContext,
  outputFolders,
  programDirectory,
  programFromStack,
} from '../../lib/platform/output-folders';
import { emptyFolder, plainStack, readFiles } from '../support/world';

const put = (folder: string, files: Readonly<Record<string, string>>): string => {
  for (const [path, content] of Object.entries(files)) writeFileSync(join(folder, path), content);
  return folder;
};

describe('the output folders of a program', () => {
  it('are below deploy unless told otherwise', () => {
    const folder = emptyFolder();
    expect(outputFolders(folder, {}, {})).toEqual({
      terraform: join(folder, 'deploy/terraform'),
      kubernetes: join(folder, 'deploy/kubernetes'),
      program: folder,
    });
  });

  it('are those of cdktf.json and cdk8s.yaml, then of the program, then of the environment', () => {
    const folder = put(emptyFolder(), { 'cdktf.json': '{ "output": "out/tf" }', 'cdk8s.yaml': 'output: out/k8s\n' });
    const props = { terraform: 'a', kubernetes: 'b' };
    const environment = { CDKTF_OUTDIR: 'c', CDK8S_OUTDIR: '/d' };

    expect(outputFolders(folder, {}, {})).toMatchObject({
      terraform: join(folder, 'out/tf'),
      kubernetes: join(folder, 'out/k8s'),
    });
    expect(outputFolders(folder, props, {})).toMatchObject({
      terraform: join(folder, 'a'),
      kubernetes: join(folder, 'b'),
    });
    // Relative to where the command lines run, as they mean it.
    expect(outputFolders(folder, props, environment)).toMatchObject({ terraform: resolve('c'), kubernetes: '/d' });
    expect(outputFolders(folder, props, { CDKTF_OUTDIR: '' })).toMatchObject({ terraform: join(folder, 'a') });
  });

  it('are two', () => {
    expect(() => outputFolders('/program', {}, { CDKTF_OUTDIR: '/out', CDK8S_OUTDIR: '/out/' })).toThrow(
      "[app] 'kubernetesOutput' (/out) is the folder of the Terraform output too, and each has an index of the files that it owns. Give each a folder of its own, such as deploy/terraform and deploy/kubernetes. (output/same-folder)",
    );
  });

  it('are the default where a config file says nothing of them', () => {
    const folder = put(emptyFolder(), { 'cdktf.json': '{ "app": "x" }', 'cdk8s.yaml': '' });
    expect(outputFolders(folder, {}, {}).terraform).toBe(join(folder, 'deploy/terraform'));
  });

  it('are told with the file and line where that cannot be read', () => {
    const folder = put(emptyFolder(), { 'cdktf.json': '{\n  "output": [\n}' });
    expect(() => outputFolders(folder, {}, {})).toThrow(
      /^'cdktf.json' cannot be read: .+ in line 3. Mend the file. \(app\/config\)$/,
    );
  });
});

describe('state of a program that is kept on this machine', () => {
  it('lies in the folder of the program, wherever its output goes', () => {
    const folder = emptyFolder();
    expect(programFromStack(folder, {})).toBe('../../../..');
    expect(programFromStack(folder, { terraform: 'cdktf.out' })).toBe('../../..');
    expect(programFromStack(folder, { terraform: 'deploy/azure/terraform' })).toBe('../../../../..');

    const app = new AksApp({ directory: folder, terraformOutput: 'cdktf.out' });
    plainStack(app, 'plain');
    new Environment(app, 'prod', { location: 'westeurope' });
    app.synth();
    for (const stack of ['plain', 'prod']) {
      const file = JSON.parse(readFileSync(join(folder, `cdktf.out/stacks/${stack}/cdk.tf.json`), 'utf8')) as {
        terraform: unknown;
      };
      expect(file.terraform).toMatchObject({ backend: { local: { path: `../../../terraform.${stack}.tfstate` } } });
    }
  });
});

describe('the folder of a program', () => {
  it('is the nearest one above its main file that says so, wherever it was compiled to', () => {
    const folder = put(emptyFolder(), { 'cdktf.json': '{}' });
    mkdirSync(join(folder, 'dist/src'), { recursive: true });
    expect(programDirectory(join(folder, 'dist/src/main.js'))).toBe(folder);
    expect(programDirectory(join(folder, 'main.ts'))).toBe(folder);
  });

  it('is the working directory where nothing says so', () => {
    expect(programDirectory(join(emptyFolder(), 'main.ts'))).toBe(process.cwd());
    expect(programDirectory('/project/node_modules/.bin/jest')).toBe(process.cwd());
    expect(programDirectory(undefined)).toBe(process.cwd());
  });
});

describe('the context of a program', () => {
  it('is that of cdktf.json before its own, as with the command line of cdktf', () => {
    const directory = put(emptyFolder(), { 'cdktf.json': '{ "context": { "tier": "prod" } }' });
    expect(configuredContext(directory)).toEqual({ tier: 'prod' });
    const app = new AksApp({ directory, context: { tier: 'dev', team: 'shop' } });
    expect([app.node.tryGetContext('tier'), app.node.tryGetContext('team')]).toEqual(['prod', 'shop']);
  });
});

describe('the variables of the command lines', () => {
  const changed = { CDKTF_OUTDIR: '', CDK8S_OUTDIR: '', SYNTH_HCL_OUTPUT: '' };
  const before = Object.fromEntries(Object.keys(changed).map((name) => [name, process.env[name]]));
  afterEach(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it('say where output goes, which nothing in the output tells', () => {
    const plain = emptyFolder();
    const moved = emptyFolder();
    const synth = (directory: string): void => {
      const app = new AksApp({ directory });
      plainStack(app, 'prod');
      app.synth();
    };
    synth(plain);
    process.env.CDKTF_OUTDIR = join(moved, 'deep/tf');
    process.env.CDK8S_OUTDIR = join(moved, 'deep/k8s');
    synth(emptyFolder());

    expect(readFiles(join(moved, 'deep/tf'))).toEqual(readFiles(join(plain, 'deploy/terraform')));
    expect(readFiles(join(moved, 'deep/k8s'))).toEqual(readFiles(join(plain, 'deploy/kubernetes')));
  });

  it('may not ask for HCL', () => {
    process.env.SYNTH_HCL_OUTPUT = 'true';
    const directory = emptyFolder();
    expect(() => new AksApp({ directory }).synth()).toThrow(
      "[app] 'SYNTH_HCL_OUTPUT' (true) asks cdktf for HCL, and what is checked and reviewed here is JSON. Leave --hcl out; Terraform reads JSON just as well. (app/hcl-output)",
    );
    expect(readFiles(directory)).toEqual({});
  });
});
