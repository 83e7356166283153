import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { diff, type DiffCommand } from '../../lib/cli/diff';
import { Terminal } from '../../lib/cli/terminal';
import { CdkAksError } from '../../lib/core/errors';
import { emptyFolder } from '../support/world';

const ROOT = resolve(__dirname, '../..');
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
const QUICKSTART = join(ROOT, 'examples/quickstart/deploy');

interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the command does with its arguments, in this process. */
function run(folder: string, folders: readonly string[], command: Partial<DiffCommand> = {}): Outcome {
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
    status = diff(folders, { format: 'text', ...command }, terminal);
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

type Files = Readonly<Record<string, string>>;

function folderWith(files: Files, folder = emptyFolder()): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const registry = (name: string): string =>
  JSON.stringify({
    terraform: { required_providers: { azurerm: { version: '4.55.0' } } },
    resource: {
      azurerm_container_registry: {
        registry: {
          '//': { metadata: { path: 'prod/registry/Resource' } },
          name,
          location: 'westeurope',
          resource_group_name: 'rg',
          sku: 'Premium',
        },
      },
    },
  });
const config = (level: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: config, namespace: shop }\ndata: { level: ${level} }\n`;
const index = (acknowledgements: readonly object[]): string =>
  JSON.stringify({ format: 1, files: {}, acknowledgements });

/** `old` and `new` in one folder. */
function sides(old: Files, next: Files): string {
  const below = (side: string, files: Files): Files =>
    Object.fromEntries(Object.entries(files).map(([path, content]) => [`${side}/${path}`, content]));
  return folderWith({ ...below('old', old), ...below('new', next) });
}

const replaced = (more: Files = {}): string =>
  sides({ 'cdk.tf.json': registry('contoso') }, { 'cdk.tf.json': registry('fabrikam'), ...more });

describe('cdk-aks diff OLD NEW', () => {
  it('says that nothing changes, and succeeds', () => {
    const { status, stdout, stderr } = run(ROOT, [QUICKSTART, QUICKSTART]);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: 'no changes\n' });
  });

  it('tells what changes in place, and succeeds', () => {
    const folder = sides({ 'a.yaml': config('info') }, { 'a.yaml': config('debug') });
    const { status, stdout, stderr } = run(folder, ['old', 'new']);
    expect(status).toBe(0);
    expect(stdout).toBe('update   v1/ConfigMap/shop/config\n  because data.level: "info" -> "debug"\n');
    expect(stderr).toBe('1 update\n');
  });

  it('hands nothing of the files to the terminal but text', () => {
    const named = (value: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "a\\e[31m\\r", namespace: shop }\ndata: { x: ${value} }\n`;
    const { stdout } = run(sides({ 'a.yaml': named('a') }, { 'a.yaml': named('b') }), ['old', 'new']);
    expect(stdout).toContain('update   v1/ConfigMap/shop/a [31m ');
    // eslint-disable-next-line no-control-regex
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('fails for what loses state, and says the way out', () => {
    const { status, stdout, stderr } = run(replaced(), ['old', 'new']);
    expect(status).toBe(1);
    expect(stdout.split('\n')).toEqual([
      'replace  azurerm_container_registry.registry  (prod/registry/Resource)',
      '  because name: "contoso" -> "fabrikam"',
      "  fails: It loses state: take the change back, or acknowledge 'change/replace' with a reason",
      '',
    ]);
    expect(stderr).toBe('1 replace; 1 not accepted\n');
  });

  it('accepts it where the program acknowledges it, or the command line', () => {
    const acknowledged = index([{ path: 'prod/registry', rule: 'change/replace', reason: 'images are pushed again' }]);
    const byProgram = run(replaced({ 'cdk-aks.json': acknowledged }), ['old', 'new']);
    expect([byProgram.status, byProgram.stdout]).toEqual([
      0,
      expect.stringContaining('accepted: images are pushed again'),
    ]);
    const other = index([{ path: 'prod/registry', rule: 'change/destroy', reason: 'no' }]);
    expect(run(replaced({ 'cdk-aks.json': other }), ['old', 'new']).status).toBe(1);
    const acknowledge = ['azurerm_container_registry.registry=images are pushed again'];
    expect(run(replaced(), ['old', 'new'], { acknowledge }).status).toBe(0);
  });

  it('prints JSON for programs', () => {
    const { stdout } = run(replaced(), ['old', 'new'], { format: 'json' });
    expect(JSON.parse(stdout)).toEqual({
      changes: [
        {
          object: 'azurerm_container_registry.registry',
          action: 'replace',
          because: [{ attribute: 'name', from: 'contoso', to: 'fabrikam' }],
          through: [],
          notes: [],
          place: expect.any(String),
          path: 'prod/registry/Resource',
          losesState: true,
          stops: false,
          accepted: null,
          fails: true,
        },
      ],
      summary: { refused: 0, destroy: 0, replace: 1, move: 0, rotate: 0, update: 0, create: 0, failing: 1 },
    });
  });

  it('prints Markdown in which nothing of the files is markup', () => {
    const folder = sides({ 'a.yaml': config('info') }, { 'a.yaml': config("'a | <b>`'") });
    expect(run(folder, ['old', 'new'], { format: 'markdown' }).stdout.split('\n')).toEqual([
      '### Deployment: 1 update',
      '',
      '| action | object | because | |',
      '| --- | --- | --- | --- |',
      '| update | <code>v1/ConfigMap/shop/config</code> | <code>data.level</code>: <code>"info"</code> → <code>"a &#124; &#60;b&#62;&#96;"</code> |  |',
      '',
    ]);
  });

  it('writes out the moved block of a renamed construct', () => {
    const renamed = registry('contoso').replace('"registry":', '"images":');
    const folder = sides({ 'cdk.tf.json': registry('contoso') }, { 'cdk.tf.json': renamed });
    const { status, stdout } = run(folder, ['old', 'new']);
    expect(status).toBe(1);
    expect(stdout).toContain(
      '    moved {\n      from = azurerm_container_registry.registry\n      to   = azurerm_container_registry.images\n    }\n',
    );
    expect(run(folder, ['old', 'new'], { format: 'markdown' }).stdout).toContain('```hcl\nmoved {\n');
  });

  it('tells objects that go down with their cluster together', () => {
    const folder = emptyFolder();
    cpSync(QUICKSTART, join(folder, 'new'), { recursive: true });
    const path = join(folder, 'new/terraform/stacks/prod/cdk.tf.json');
    const other = readFileSync(path, 'utf8').replace(/"dns_prefix": "[^"]+"/, '"dns_prefix": "other"');
    writeFileSync(path, other);
    const { status, stdout } = run(folder, [QUICKSTART, 'new']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^replace +azurerm_kubernetes_cluster\.\w+ {2}\(prod\//m);
    expect(stdout).toMatch(
      /^replace +\d+ objects of Kubernetes\n {2}through azurerm_kubernetes_cluster\.\w+\n {2}\d+ \w+/m,
    );
  });

  it('is a command of its own process', () => {
    const folder = replaced();
    const { status, stdout } = spawnSync(
      process.execPath,
      [TSX, join(ROOT, 'lib/cli/main.ts'), 'diff', 'old', 'new', '--format', 'json'],
      { cwd: folder, encoding: 'utf8' },
    );
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ changes: [{ action: 'replace' }] });
  });
});

describe('cdk-aks diff --against', () => {
  const git = (folder: string, ...args: string[]): void => {
    const identity = ['-c', 'user.name=Jo', '-c', 'user.email=jo@example.com', '-c', 'commit.gpgsign=false'];
    const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };

  /** A repository whose commit has the old files, and whose working tree the new ones. */
  function repository(old: Files, next: Files): string {
    const folder = folderWith(old);
    git(folder, 'init', '-q', '-b', 'main');
    git(folder, 'add', '.');
    git(folder, 'commit', '-q', '-m', 'Check in');
    for (const path of Object.keys(old)) if (!(path in next)) rmSync(join(folder, path));
    return folderWith(next, folder);
  }

  it('compares the working tree with a commit, and leaves it as it is', () => {
    const path = 'deploy/terraform/stacks/prod/cdk.tf.json';
    const folder = repository({ [path]: registry('contoso') }, { [path]: registry('fabrikam') });
    const { status, stdout } = run(folder, [], { against: 'main' });
    expect(status).toBe(1);
    expect(stdout).toContain('because name: "contoso" -> "fabrikam"');
    expect(readFileSync(join(folder, path), 'utf8')).toBe(registry('fabrikam'));
  });

  it('compares the named folder, from wherever it is run', () => {
    const files = { 'app/k8s/a.yaml': config('info'), 'other/a.yaml': config('info') };
    const folder = repository(files, { 'app/k8s/a.yaml': config('debug'), 'other/a.yaml': config('trace') });
    const { stdout } = run(join(folder, 'app'), ['k8s'], { against: 'HEAD' });
    expect(stdout).toContain('"info" -> "debug"');
    expect(stdout).not.toContain('trace');
  });

  it('tells all as created that the commit did not have', () => {
    const folder = repository({ 'README.md': 'shop' }, { 'deploy/kubernetes/a.yaml': config('info') });
    expect(run(folder, [], { against: 'main' })).toMatchObject({
      status: 0,
      stdout: 'create   v1/ConfigMap/shop/config\n',
    });
  });

  it('reads names that are no plain ASCII', () => {
    const path = 'deploy/kubernetes/größe "x".yaml';
    const folder = repository({ [path]: config('info') }, { [path]: config('debug') });
    expect(run(folder, [], { against: 'main' }).stderr).toBe('1 update\n');
  });

  it.each([
    ['a reference that does not exist', 'release/9', '(release/9) is no reference that git knows'],
    ['a reference that looks like an option', '--all', '(--all) is no reference that git knows'],
  ])('refuses %s', (_, against, message) => {
    const folder = repository(
      { 'deploy/kubernetes/a.yaml': config('info') },
      { 'deploy/kubernetes/a.yaml': config('debug') },
    );
    const { status, stderr } = run(folder, [], { against });
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('refuses a folder outside of any repository', () => {
    const folder = folderWith({ 'deploy/kubernetes/a.yaml': config('info') });
    const { status, stderr } = run(folder, [], { against: 'main' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('is no part of a git repository')]);
  });

  it('refuses where nothing was synthesized yet', () => {
    const folder = repository({ 'README.md': 'shop' }, {});
    const { status, stderr } = run(folder, [], { against: 'main' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('Synthesize the program first')]);
  });
});

describe('cdk-aks diff with bad input', () => {
  const good = { 'a.yaml': config('info') };

  it.each<[string, Files, Files, readonly string[], string]>([
    ['one folder', good, good, ['old'], 'names no two folders'],
    ['three folders', good, good, ['old', 'new', 'old'], 'names more than two folders'],
    ['a missing folder', good, good, ['old', 'newer'], "'path' (newer) does not exist"],
    ['a folder without artifacts', good, { 'README.md': 'shop' }, ['old', 'new'], "'path' (new) holds no artifacts"],
    [
      'half-written JSON',
      { 'cdk.tf.json': registry('contoso') },
      { 'cdk.tf.json': registry('contoso').slice(0, 90) },
      ['old', 'new'],
      '[new: cdk.tf.json:1]',
    ],
    ['half-written YAML', good, { 'a.yaml': 'kind: ConfigMap\nmetadata: {' }, ['old', 'new'], '[new: a.yaml:3]'],
  ])('refuses %s', (_, old, next, folders, message) => {
    const { status, stdout, stderr } = run(sides(old, next), folders);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it.each([
    ['a reason that is missing', 'azurerm_subnet.nodes', 'is not OBJECT=REASON'],
    ['an empty reason', 'azurerm_subnet.nodes= ', 'is not OBJECT=REASON'],
    ['an object that does not change', 'azurerm_subnet.nodes=why not', 'names an object that does not change'],
  ])('refuses to acknowledge with %s', (_, acknowledge, message) => {
    const { status, stderr } = run(replaced(), ['old', 'new'], { acknowledge: [acknowledge] });
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
