import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
/** Of the command line, of some programs, or of files that hold expressions. */
const NEVER = [
  '@hpcc-js/wasm-graphviz',
  '@marcbachmann/cel-js',
  'cdk8s-plus-28',
  'commander',
  'diff',
  'picocolors',
  're2js',
];
const isBuilt = existsSync(join(ROOT, 'dist', 'index.js'));

// Of the built package: `npm run build` comes first.
(isBuilt ? describe : describe.skip)('the quick-start program, run from the built package', () => {
  const stack = JSON.parse(
    readFileSync(join(ROOT, 'examples/quickstart/deploy/terraform/stacks/prod/cdk.tf.json'), 'utf8'),
  ) as Record<'data' | 'resource', Readonly<Record<string, unknown>>>;
  const { stdout, stderr, status } = isBuilt
    ? spawnSync(process.execPath, ['test/bench/loaded.mjs', 'quickstart'], { cwd: ROOT, encoding: 'utf8' })
    : { stdout: '', stderr: '', status: 0 };

  it('loads the provider modules of the resources that it creates, and no others', () => {
    expect([status, stderr]).toEqual([0, '']);
    const { provider } = JSON.parse(stdout) as { provider: string[] };
    const kebab = (type: string, prefix: string) => `${prefix}${type.replace(/^azurerm_/, '').replace(/_/g, '-')}`;
    const created = [
      'provider',
      ...Object.keys(stack.data).map((type) => kebab(type, 'data-azurerm-')),
      ...Object.keys(stack.resource).map((type) => kebab(type, '')),
    ];
    expect(provider.sort()).toEqual(created.sort());
  });

  it('loads neither what only the command line needs, nor what only some programs do', () => {
    const { packages } = JSON.parse(stdout) as { packages: string[] };
    expect(packages).toEqual(expect.arrayContaining(['cdktf', 'cdk8s', 'constructs', 'js-yaml']));
    expect(packages.filter((name) => NEVER.includes(name))).toEqual([]);
  });
});
