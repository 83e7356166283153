import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parity, type ParityCommand } from '../../lib/cli/parity';
import { Terminal } from '../../lib/cli/terminal';
import { CdkAksError } from '../../lib/core/errors';
import { emptyFolder } from '../support/world';

const ROOT = resolve(__dirname, '../..');
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
const TAILWIND = join(ROOT, 'examples/tailwind-traders');

/** What the command does with its arguments, in this process. */
function run(folder: string, sides: readonly [string, string], command: Partial<ParityCommand> = {}) {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const spies = (
    [
      ['stdout', stdout],
      ['stderr', stderr],
    ] as const
  ).map(([name, lines]) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => lines.push(String(text)) > 0),
  );
  const before = process.cwd();
  process.chdir(folder);
  const terminal = new Terminal({});
  let status: number;
  try {
    status = parity(sides, { format: 'text', ...command }, terminal);
  } catch (error) {
    if (!(error instanceof CdkAksError)) throw error;
    terminal.problems(error.problems);
    status = 2;
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
  return { status, stdout: stdout.join(''), stderr: stderr.join('') };
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = emptyFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const registry = (name: string, sku: string, comment: object = {}): string =>
  JSON.stringify({ resource: { azurerm_container_registry: { registry: { '//': comment, name, sku } } } });
const config = (level: string, name = 'config'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: shop }\ndata: { level: ${level} }\n`;

describe('cdk-aks parity', () => {
  it('tells what differs between two environments of one program, and what is declared', () => {
    const { status, stdout, stderr } = run(TAILWIND, ['dev', 'prod']);

    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^\d+ differences in \d+ objects; declared: \d+ size, \d+ name, \d+ address, \d+ digest \(--all lists them\)\n$/,
    );
    expect(stdout.split('\n').filter((line) => /^\S/.test(line))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\d+ apps\/v1\/Deployment: shop-windows\/rewards-registration, shop\/cart, /),
        'azurerm_container_registry.registry',
        expect.stringMatching(/^\d azurerm_kubernetes_cluster_node_pool: aks_apps_2, aks_apps_3/),
        'cert-manager.io/v1/Issuer/shop/letsencrypt',
      ]),
    );
    // Room for a zone is held where there are several.
    expect(stdout.replace('\nv1/ServiceAccount/shop/headroom\n', '\n')).not.toContain('\nv1/');
    expect(stdout).toMatch(
      / {2}sku {2}dev "Standard", prod "Premium"\n {4}deploy\/terraform\/stacks\/dev\/cdk.tf.json:\d+ \| deploy/,
    );
    expect(stdout).toContain('  georeplications  only in prod: [{"location":"northeurope"');
  });

  it('finds the same by cluster, and by the folders of both halves', () => {
    const byName = run(TAILWIND, ['tailwind-dev-aks', 'tailwind-prod-aks'], { format: 'json' });
    const sides = ['dev', 'prod'].map(
      (env) => `deploy/terraform/stacks/${env},deploy/kubernetes/tailwind-${env}-aks`,
    ) as [string, string];
    const [left, right] = [
      run(TAILWIND, sides, { format: 'json' }),
      run(TAILWIND, ['dev', 'prod'], { format: 'json' }),
    ];
    const told = ({ stdout }: typeof left): unknown => (JSON.parse(stdout) as { differences: unknown }).differences;

    expect(told(left)).toEqual(told(right));
    expect(told(byName)).toEqual(told(right));
  });

  it('finds nothing between a folder and itself', () => {
    const { status, stdout, stderr } = run(TAILWIND, ['deploy', 'deploy']);

    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: '',
      stderr: 'no difference that is not declared\n',
    });
  });

  it('prints JSON with both places of every difference', () => {
    const folder = folderWith({
      'dev/a.tf.json': registry('dev', 'Basic'),
      'prod/a.tf.json': registry('prod', 'Premium'),
      'prod/b.yaml': config('info'),
    });
    const { status, stdout } = run(folder, ['dev', 'prod'], { format: 'json', all: true });

    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      environments: { a: 'dev', b: 'prod' },
      differences: [
        {
          object: 'azurerm_container_registry.registry',
          attribute: 'sku',
          a: 'Basic',
          b: 'Premium',
          kind: 'differs',
          fileA: 'dev/a.tf.json',
          lineA: 1,
          fileB: 'prod/a.tf.json',
          lineB: 1,
          accepted: null,
        },
        {
          object: 'v1/ConfigMap/shop/config',
          attribute: '',
          a: null,
          b: 'v1/ConfigMap/shop/config',
          kind: 'missing',
          fileA: null,
          lineA: null,
          fileB: 'prod/b.yaml',
          lineB: 1,
          accepted: null,
        },
      ],
      declared: { size: 0, name: 1, address: 0, digest: 0, secret: 0, place: 0 },
      declaredDifferences: [expect.objectContaining({ attribute: 'name', a: 'dev', b: 'prod', category: 'name' })],
      notes: [],
    });
  });

  it('prints Markdown for a pull request, in which nothing of the files is markup', () => {
    const folder = folderWith({
      'dev/a.yaml': config('"<b>|x"'),
      'prod/a.yaml': config('info'),
    });
    const { stdout } = run(folder, ['dev', 'prod'], { format: 'markdown' });

    expect(stdout).toBe(
      [
        '### Parity of dev and prod: 1 difference in 1 object',
        '',
        '| object | attribute | dev | prod | |',
        '| --- | --- | --- | --- | --- |',
        '| <code>v1/ConfigMap/shop/config</code> | <code>data.level</code> | <code>"&#60;b&#62;&#124;x"</code> | <code>"info"</code> | dev/a.yaml:4 &#124; prod/a.yaml:4 |',
        '',
      ].join('\n'),
    );
  });

  it('lists what is declared with --all, and folds it in Markdown', () => {
    const folder = folderWith({
      'dev/a.tf.json': registry('dev', 'Basic'),
      'prod/a.tf.json': registry('prod', 'Basic'),
    });

    const text = run(folder, ['dev', 'prod'], { all: true });
    expect(text.status).toBe(0);
    expect(text.stdout).toBe('declared azurerm_container_registry.registry\n  name: name  dev "dev", prod "prod"\n');
    expect(text.stderr).toBe('no difference that is not declared; declared: 1 name\n');
    expect(run(folder, ['dev', 'prod'], { all: true, format: 'markdown' }).stdout).toContain(
      '<details><summary>Declared</summary>',
    );
  });

  it('shows where two long texts part', () => {
    const long = 'x'.repeat(200);
    const folder = folderWith({ 'dev/a.yaml': config(`${long}a1`), 'prod/a.yaml': config(`${long}b2`) });

    expect(run(folder, ['dev', 'prod']).stdout).toMatch(/dev "…x{24}a1", prod "…x{24}b2"/);
  });

  it('takes names that are said, and environments that lie in folders of one name', () => {
    const folder = folderWith({
      'infra/test/a.tf.json': registry('blue', 'Basic'),
      'infra/live/a.tf.json': registry('red', 'Premium'),
      'k8s/test/a.yaml': config('debug', 'blue-web') + '---\n' + config('x', 'blue-api'),
      'k8s/live/a.yaml': config('info', 'green-web') + '---\n' + config('x', 'green-api'),
    });
    const objects = (command: Partial<ParityCommand>): readonly string[] =>
      (
        JSON.parse(run(folder, ['test', 'live'], { in: ['infra', 'k8s'], format: 'json', ...command }).stdout) as {
          readonly differences: readonly { readonly object: string; readonly attribute: string }[];
        }
      ).differences.map(({ object, attribute }) => `${object} ${attribute}`);

    expect(objects({ map: ['blue=green'] })).toEqual([
      'azurerm_container_registry.registry sku',
      'v1/ConfigMap/shop/blue-web data.level',
    ]);
    expect(objects({})).toHaveLength(5);
  });

  it('passes what is accepted with a reason: by the program, by an annotation, by the config file', () => {
    const acknowledgement = { path: 'prod/registry', rule: 'parity/differs', reason: 'no zones in dev' };
    const comment = (env: string): object => ({ metadata: { path: `${env}/registry/Resource` } });
    const byProgram = folderWith({
      'dev/a.tf.json': registry('dev', 'Basic', comment('dev')),
      'prod/cdk-aks.json': JSON.stringify({ format: 1, files: {}, acknowledgements: [acknowledgement] }),
      'prod/a.tf.json': registry('prod', 'Premium', comment('prod')),
    });
    const note = { 'cdk-aks.dev/acknowledge': 'parity/differs: cheaper' };
    const byAnnotation = folderWith({
      'dev/a.tf.json': registry('dev', 'Basic', note),
      'prod/a.tf.json': registry('prod', 'Premium'),
    });

    const accepted = run(byProgram, ['dev', 'prod']);
    expect(accepted.status).toBe(0);
    expect(accepted.stdout).toContain('    accepted: no zones in dev\n');
    expect(accepted.stderr).toContain('1 difference in 1 object, 1 accepted;');
    expect(run(byAnnotation, ['dev', 'prod']).stdout).toContain('    accepted: cheaper\n');
    const byConfig = folderWith({
      'cdk-aks.config.yaml':
        'acknowledgements:\n  - { rule: parity/differs, object: azurerm_container_registry.*, reason: fine }\n',
      'dev/a.tf.json': registry('dev', 'Basic'),
      'prod/a.tf.json': registry('prod', 'Premium'),
    });
    expect(run(byConfig, ['dev', 'prod']).stdout).toContain('    accepted: fine\n');
  });

  it('takes folders of clusters from the config file', () => {
    const folder = folderWith({
      'cdk-aks.config.yaml': 'clusters: { shop-dev: x, shop-prod: y }\n',
      'stacks/dev/a.tf.json': '{"resource":{"azurerm_kubernetes_cluster":{"aks":{"name":"shop-dev"}}}}',
      'stacks/prod/a.tf.json': '{"resource":{"azurerm_kubernetes_cluster":{"aks":{"name":"shop-prod"}}}}',
      'x/a.yaml': config('debug'),
      'y/a.yaml': config('info'),
    });

    expect(run(folder, ['dev', 'prod'], { in: ['.'] }).stdout).toContain('  data.level  dev "debug", prod "info"');
  });
});

describe('cdk-aks parity, used wrongly', () => {
  const folder = folderWith({
    'dev/a.tf.json': registry('dev', 'Basic'),
    'prod/a.tf.json': registry('prod', 'Basic'),
    'empty/readme.md': '',
    'broken/a.tf.json': '{ "resource": ',
  });

  it.each([
    [
      'a folder that is missing',
      ['dev', 'deploy/nowhere'],
      {},
      "'path' (deploy/nowhere) does not exist. Name a folder or a file.",
    ],
    [
      'one of several that is missing',
      ['dev', 'prod,nowhere'],
      {},
      "'path' (nowhere) does not exist. Name a folder or a file.",
    ],
    [
      'a name without folders to find it in',
      ['dev', 'test'],
      {},
      "'path' (test) does not exist, and there are no output folders to find an environment of that name in. Name a folder, or where environments are with --in.",
    ],
    [
      'a name that is no environment',
      ['test', 'dev'],
      { in: ['.'] },
      "'path' (test) does not exist, and is no environment in the folders at hand. Name a folder, or one of dev, prod.",
    ],
    [
      'a pool that is missing',
      ['dev', 'prod'],
      { in: ['nowhere'] },
      "'path' (nowhere) does not exist. Name a folder or a file.",
    ],
    [
      'a folder without artifacts',
      ['dev', 'empty'],
      {},
      "'path' (empty) holds no artifacts: neither *.tf.json nor objects of Kubernetes. Name the folder that holds what is deployed.",
    ],
    ['a map that is none', ['dev', 'prod'], { map: ['dev'] }, "'--map' (dev) is not A=B. Write --map staging=prod."],
    ['a file that is half written', ['dev', 'broken'], {}, 'broken: broken/a.tf.json:1'],
  ] as const)('refuses %s', (_, sides, command, message) => {
    const { status, stdout, stderr } = run(folder, sides, command);

    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });

  it('is a command of its own, with help and exit codes', () => {
    const command = (...args: readonly string[]) =>
      spawnSync(process.execPath, [TSX, join(ROOT, 'lib/cli/main.ts'), 'parity', ...args], {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
      });

    expect(command('dev', 'prod').status).toBe(0);
    expect(command('dev').status).toBe(2);
    expect(command('--help').stdout).toContain('cdk-aks parity staging prod');
  });
});
