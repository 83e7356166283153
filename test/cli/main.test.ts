import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { emptyFolder, objectsIn, readFiles } from '../support/world';

const ROOT = resolve(__dirname, '../..');
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');

function put(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function run(folder: string, args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [TSX, join(ROOT, 'lib/cli/main.ts'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    input,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', CDKTF_OUTDIR: '', CDK8S_OUTDIR: '' },
  });
  return { status, stdout, stderr };
}

/** A program with a ConfigMap, in a folder of its own. */
function project(statements = ''): string {
  const folder = emptyFolder();
  const app = JSON.stringify(join(ROOT, 'lib/platform/aks-app.ts'));
  const cdk8s = JSON.stringify(join(ROOT, 'node_modules/cdk8s'));
  put(
    folder,
    'main.ts',
    `import { AksApp } from ${app};
     import { ApiObject, Chart } from ${cdk8s};
     const app = new AksApp();
     const chart = new Chart(app.kubernetes, 'flags', { disableResourceNameHashes: true });
     new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { x: '1' } } as never);
     ${statements}
     console.log('from the program');
     app.synth();`,
  );
  put(
    folder,
    'cdktf.json',
    JSON.stringify({ app: `${JSON.stringify(process.execPath)} ${JSON.stringify(TSX)} main.ts` }),
  );
  return folder;
}

describe('cdk-aks --version', () => {
  it('prints the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(run(ROOT, ['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('cdk-aks synth', () => {
  it('runs the program, writes both outputs and says so', () => {
    const folder = project();

    const { status, stderr, stdout } = run(folder, ['synth']);

    expect(status).toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain('from the program');
    expect(stderr).toContain('wrote deploy/kubernetes/flags.yaml');
    expect(stderr).toMatch(/\d+ files written, 0 unchanged, 0 removed/);
    expect(Object.keys(readFiles(join(folder, 'deploy')))).toContain('terraform/manifest.json');
  });

  it('prints one JSON document with --json', () => {
    const { status, stdout } = run(project(), ['--json', 'synth']);

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ removed: [], kept: [], unchanged: 0 });
  });

  it('with --check passes on what was checked in, and fails with a diff on what was changed', () => {
    const folder = project();
    run(folder, ['synth']);
    expect(run(folder, ['synth', '--check'])).toMatchObject({ status: 0, stdout: '' });
    const manifest = join(folder, 'deploy/kubernetes/flags.yaml');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"1"', '"2"'));

    const { status, stdout, stderr } = run(folder, ['synth', '--check']);

    expect(status).toBe(1);
    expect(stdout).toContain('--- a/flags.yaml\ton disk\n+++ b/flags.yaml\trendered\n');
    expect(stdout).toContain('-  x: "2"\n+  x: "1"\n');
    expect(stderr).toContain("1 files differ; run 'cdk-aks synth' and check the result in");
    expect(readFileSync(manifest, 'utf8')).toContain('x: "2"');
  });

  it('tells an error of the program without a stack trace, and writes nothing', () => {
    const folder = project(
      `new ApiObject(chart, '_x y', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });`,
    );

    const { status, stderr } = run(folder, ['synth']);

    expect(status).toBe(1);
    expect(stderr).toContain("error [flags/_x y] 'metadata.name' (a) is also the name of the ConfigMap at flags/a.");
    expect(stderr).not.toContain('    at ');
    expect(Object.keys(readFiles(folder))).toEqual(['cdktf.json', 'main.ts']);
  });

  it('explains a folder without a program', () => {
    expect(run(emptyFolder(), ['synth'])).toMatchObject({
      status: 2,
      stderr: `error there is no 'app' in a cdktf.json or cdk8s.yaml of this folder. Run in the folder of the program, or say how to run it with --app "npx tsx main.ts". (cli/no-app)\n`,
    });
  });

  it('explains a program that never synthesizes', () => {
    const { status, stderr } = run(emptyFolder(), ['synth', '--app', 'node -e 0']);

    expect(status).toBe(2);
    expect(stderr).toContain('(cli/no-synth)');
  });

  it('passes on that the program failed by itself', () => {
    const { status, stderr } = run(emptyFolder(), ['synth', '--app', 'node -e "process.exit(3)"']);

    expect(status).toBe(1);
    expect(stderr).toContain('the program ended with exit code 3');
  });
});

describe('cdk-aks resolve', () => {
  function rendered(substituted: boolean): string {
    const folder = emptyFolder();
    const escape = substituted ? '$$' : '$';
    put(folder, 'kubernetes/prod/shop/cart.yaml', `---\na: "\${ID}"\nb: ${escape}{HOME} \${ID}\nc: "\${OTHER}"\n`);
    put(folder, 'kubernetes/prod/kustomization.yaml', 'resources:\n  - shop\n');
    put(
      folder,
      'kubernetes/cdk-aks.json',
      JSON.stringify({ format: 1, files: {}, clusters: { prod: { substituted, late: { ID: '${x.y.z}' } } } }),
    );
    return folder;
  }

  it.each([
    ['plain', false],
    ['guarded for Flux', true],
  ])('fills values as text whatever they hold, in files that are %s', (_, substituted) => {
    const folder = rendered(substituted);
    put(folder, 'outputs.json', JSON.stringify({ ID: { sensitive: false, type: 'string', value: '123' } }));

    const { status, stdout } = run(folder, ['resolve', 'kubernetes/prod', '--outputs', 'outputs.json']);

    expect(status).toBe(0);
    expect(objectsIn(stdout)).toEqual([{ a: '123', b: '${HOME} 123', c: '${OTHER}' }]);
  });

  it('reads outputs from standard input and writes a folder', () => {
    const folder = rendered(false);

    const { status } = run(
      folder,
      ['resolve', 'kubernetes/prod', '--outputs', '-', '--to', 'filled'],
      '{"ID":{"value":"x"}}',
    );

    expect(status).toBe(0);
    expect(Object.keys(readFiles(join(folder, 'filled')))).toEqual(['kustomization.yaml', 'shop/cart.yaml']);
    expect(readFileSync(join(folder, 'filled/shop/cart.yaml'), 'utf8')).toBe(
      '---\na: x\nb: "${HOME} x"\nc: "${OTHER}"\n',
    );
  });

  it.each([
    ['a missing output', '{}', /'ID' is not among the outputs\..*\(late\/missing-output\)/],
    ['a value of several lines', '{"ID":{"value":"a\\nb"}}', /'ID' is not one line of text\..*\(late\/not-one-line\)/],
    ['outputs that are no JSON', 'terraform', /\(late\/outputs\)/],
  ])('explains %s', (_, outputs, message) => {
    const { status, stderr, stdout } = run(rendered(false), ['resolve', 'kubernetes/prod', '--outputs', '-'], outputs);

    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  it.each([
    ['a missing folder', ['resolve', 'nowhere', '--outputs', '-']],
    ['a folder that is no cluster', ['resolve', 'kubernetes', '--outputs', '-']],
    ['a missing file of outputs', ['resolve', 'kubernetes/prod', '--outputs', 'nowhere.json']],
  ])('explains %s', (_, args) => {
    const { status, stderr } = run(rendered(false), args);

    expect(status).toBe(2);
    expect(stderr).toMatch(/^error 'path' .*\(cli\/unreadable\)\n$/);
  });
});

describe('the command line', () => {
  it('shows examples and exit codes with --help', () => {
    const { status, stdout } = run(emptyFolder(), ['synth', '--help']);

    expect(status).toBe(0);
    expect(stdout).toContain('npx cdk-aks synth --check');
    expect(run(emptyFolder(), ['--help']).stdout).toContain('Exit codes:');
  });

  it('answers a misspelt command with a suggestion and exit code 2', () => {
    const { status, stderr } = run(emptyFolder(), ['synt']);

    expect(status).toBe(2);
    expect(stderr).toContain("unknown command 'synt'\n(Did you mean synth?)");
  });
});
