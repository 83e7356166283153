import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { check, type CheckCommand } from '../../lib/cli/check';
import { Terminal } from '../../lib/cli/terminal';
import { CdkAksError } from '../../lib/core/errors';
import { emptyFolder } from '../support/world';

const ROOT = resolve(__dirname, '../..');
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
const QUICKSTART = join(ROOT, 'examples/quickstart/deploy');

/** The whole command, in a process of its own. */
function run(folder: string, args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [TSX, join(ROOT, 'lib/cli/main.ts'), 'check', ...args],
    { cwd: folder, encoding: 'utf8', input, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } },
  );
  return { status, stdout, stderr };
}

/** What the command does with its arguments, here: a process takes half a second. */
function runHere(folder: string, folders: readonly string[], command: Partial<CheckCommand> = {}) {
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
    status = check(folders, { format: 'text', failOn: 'error', ...command }, terminal);
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

function folderWith(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = emptyFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n  namespace: shop\n';
const terraform = (clusters: readonly string[]): string =>
  JSON.stringify({
    resource: {
      azurerm_kubernetes_cluster: Object.fromEntries(
        clusters.map((name) => [
          name,
          {
            name,
            location: 'w',
            resource_group_name: 'g',
            dns_prefix: 'b',
            kubernetes_version: '1.30',
            default_node_pool: { name: 's', vm_size: 'v' },
            identity: { type: 'SystemAssigned' },
          },
        ]),
      ),
    },
    terraform: { required_providers: { azurerm: { version: '4.55.0' } } },
  });

describe('cdk-aks check', () => {
  it('finds nothing in what the quick start renders', () => {
    const { status, stdout, stderr } = runHere(ROOT, [QUICKSTART], { failOn: 'warning' });

    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.not.stringContaining('  warning') });
    expect(stderr).toMatch(
      /^\n?0 errors, 0 warnings, \d+ notes?(, \d+ acknowledged)?(, \d+ questions? open)? in \d+ files \(\d+ objects, \d+ Terraform blocks\)\n/,
    );
    expect(stderr).toContain('checked hello-aks with Kubernetes 1.35');
    expect(stderr).toContain('deploy/terraform/stacks/prod with azurerm 4.55.0');
  });

  it('finds a misspelt field, with its line and what to write', () => {
    const folder = emptyFolder();
    cpSync(QUICKSTART, join(folder, 'deploy'), { recursive: true });
    const manifest = join(folder, 'deploy/kubernetes/hello-aks/shop/web.yaml');
    writeFileSync(
      manifest,
      readFileSync(manifest, 'utf8').replace('  revisionHistoryLimit:', '  revisionHistoryLimits:'),
    );
    const line =
      readFileSync(manifest, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('revisionHistoryLimits')) + 1;

    const { status, stdout } = runHere(folder, ['deploy'], { profile: 'pss-restricted' });

    expect(status).toBe(1);
    expect(stdout).toBe(
      [
        'apps/v1/Deployment/shop/web  (hello-aks/shop/web/Resource)',
        "  error spec.revisionHistoryLimits: unknown field, did you mean 'revisionHistoryLimit'? (schema/unknown-field)",
        `    deploy/kubernetes/hello-aks/shop/web.yaml:${line}:3`,
        `      ${line - 1} | spec:`,
        `    > ${line} |   revisionHistoryLimits: 5`,
        `      ${' '.repeat(String(line).length)} |   ^`,
        `      ${line + 1} |   selector:`,
        "    fix: Write 'revisionHistoryLimit'",
        '',
      ].join('\n'),
    );
  });

  it('prints one JSON document of known fields', () => {
    const { status, stdout } = run(folderWith({ 'a.yaml': `${SECRET}dta: {}\n` }), [
      '.',
      '--format',
      'json',
      '--profile',
      'pss-restricted',
    ]);

    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      findings: [
        {
          rule: 'schema/unknown-field',
          severity: 'error',
          message: "dta: unknown field, did you mean 'data'?",
          fix: "Write 'data'",
          object: 'v1/Secret/shop/a',
          file: 'a.yaml',
          line: 6,
          path: null,
          acknowledged: false,
        },
      ],
      acknowledgements: [],
      unknown: [],
      summary: {
        errors: 1,
        warnings: 0,
        notes: 0,
        acknowledged: 0,
        known: 0,
        unknown: 0,
        files: 1,
        objects: 1,
        resources: 0,
        profile: 'pss-restricted',
        provider: {},
        kubernetes: { '*': { asked: null, checked: '1.36', exact: true } },
      },
    });
  });

  it('writes a report to a file and text to the log', () => {
    const folder = folderWith({ 'a.yaml': `${SECRET}dta: {}\n` });
    const { status, stdout } = runHere(folder, ['.'], { format: 'sarif', output: 'check.sarif' });

    expect(status).toBe(1);
    expect(stdout).toContain('v1/Secret/shop/a\n  error dta: unknown field');
    expect(JSON.parse(readFileSync(join(folder, 'check.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  it('names files from the root of the repository where that is asked for', () => {
    const folder = folderWith({ '.git/HEAD': '', 'infra/prod/a.yaml': `${SECRET}dta: {}\n` });

    expect(runHere(join(folder, 'infra'), ['prod'], { format: 'github' })).toMatchObject({
      stdout: expect.stringMatching(/^::error file=infra\/prod\/a\.yaml,line=6,col=1,title=schema\/unknown-field::/),
      stderr: '',
    });
    expect(runHere(join(folder, 'infra'), ['prod']).stdout).toContain('\n    prod/a.yaml:6:1\n');
  });

  it.each([
    ['--output', { output: 'reports/a.txt' }],
    ['--write-baseline', { writeBaseline: 'reports/known.json' }],
  ])('explains a file of %s that it cannot write', (flag, command) => {
    const { status, stderr } = runHere(folderWith({ 'a.yaml': SECRET }), ['.'], command);

    expect(status).toBe(2);
    expect(stderr).toBe(
      `error '${flag}' (${Object.values(command)[0]}) cannot be written (ENOENT). Make the folder reports first. (cli/bad-use)\n`,
    );
  });

  it('passes over what the program acknowledges, and still lists it', () => {
    const index = {
      format: 1,
      files: {},
      clusters: { blue: { terraform: 'p/x', kubernetesVersion: '1.34' } },
      constructs: { 'blue/a.yaml': { 'v1/Secret/a': 'blue/shop/a/Secret' } },
      acknowledgements: [{ path: 'blue/shop/a', rule: 'schema/unknown-field', reason: 'a webhook reads it' }],
    };
    const folder = folderWith({ 'k/cdk-aks.json': JSON.stringify(index), 'k/blue/a.yaml': `${SECRET}dta: {}\n` });

    const { status, stdout, stderr } = runHere(folder, ['k'], { profile: 'pss-restricted' });

    expect(status).toBe(0);
    expect(stdout).toBe('acknowledged\n  v1/Secret/shop/a (schema/unknown-field): a webhook reads it\n');
    expect(stderr).toContain('0 errors, 0 warnings, 0 notes, 1 acknowledged in 2 files');
  });

  it.each([
    ['error', 0],
    ['warning', 1],
    ['note', 1],
  ] as const)('fails on %s or worse where that is asked', (severity, expected) => {
    const folder = folderWith({ 'a.yaml': 'apiVersion: v1\nkind: Endpoints\nmetadata: {name: a, namespace: shop}\n' });
    expect(runHere(folder, ['.'], { failOn: severity, profile: 'pss-restricted' }).status).toBe(expected);
  });

  it('reads a stream', () => {
    expect(run(emptyFolder(), ['-'], SECRET)).toMatchObject({ status: 0, stdout: '' });
    expect(run(emptyFolder(), [], `${SECRET}---\n${SECRET.replace('name: a', 'name: B')}`)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('<stdin>:10:3'),
    });
  });

  it('tries other versions', () => {
    const schema = 'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\nmetadata: {name: a}\n';
    const folder = folderWith({ 't/a.tf.json': terraform(['blue']), 'k/a.yaml': schema });

    const profile = 'pss-restricted';
    expect(runHere(folder, ['.'], { profile })).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('is deprecated'),
    });
    const upgraded = runHere(folder, ['.'], { profile, kubernetesVersion: '1.33', provider: '5.2.0' });
    expect(upgraded.status).toBe(1);
    expect(upgraded.stdout).toContain('left Kubernetes in 1.32');
    expect(upgraded.stderr).toContain('checked t with azurerm 5.2.0\nchecked blue with Kubernetes 1.33');
  });

  it('is told which folder belongs to which cluster', () => {
    const folder = folderWith({
      't/a.tf.json': terraform(['blue', 'green']),
      'm/b/a.yaml': SECRET,
      'm/g/a.yaml': SECRET,
    });
    const { status, stdout } = run(folder, [
      '.',
      '--cluster',
      'blue=m/b',
      '--cluster',
      'green=m/g/',
      '--format',
      'json',
      '--fail-on',
      'note',
      '--profile',
      'pss-restricted',
    ]);
    expect(status).toBe(0);
    expect(Object.keys((JSON.parse(stdout) as { summary: { kubernetes: object } }).summary.kubernetes)).toEqual([
      'blue',
      'green',
    ]);
  });

  it('tells what it can not read with the rest, and ends with 2', () => {
    const folder = folderWith({
      'a.yaml': SECRET,
      'b.yaml': 'apiVersion: v1\nkind: [\n',
      'cdk.tf.json': '{"resource": {',
      'c.yaml': Buffer.from([0x61, 0xff]),
    });
    symlinkSync('/etc', join(folder, 'etc'));

    const { status, stdout } = runHere(folder, ['.']);

    expect(status).toBe(2);
    expect(stdout).toContain('b.yaml\n  error is no YAML: ');
    expect(stdout).toContain('cdk.tf.json\n  error is no JSON: it ends in the middle');
    expect(stdout).toContain('c.yaml\n  error is not UTF-8 here');
    expect(stdout).toContain('etc\n  error is a link out of the folder, and is not followed (read/link)');
  });

  const nothing = { 'readme.md': '', 'values.yaml': 'a: 1\n' };

  it.each<[string, string, Partial<CheckCommand>, RegExp]>([
    [
      'a folder that is missing',
      'nowhere',
      {},
      /^error 'path' \(nowhere\) does not exist\. Name a folder or a file\. \(cli\/bad-use\)\n$/,
    ],
    ['a folder without artifacts', '.', {}, /holds no artifacts: neither \*\.tf\.json nor objects of Kubernetes/],
    ['a cluster without folder', '.', { cluster: ['blue'] }, /'--cluster' \(blue\) is not NAME=FOLDER/],
    ['a cluster of a missing folder', '.', { cluster: ['blue=nowhere'] }, /'path' \(nowhere\) does not exist/],
    ['a provider that is no version', '.', { provider: 'new' }, /'--provider' \(new\) is no version/],
    ['a Kubernetes that is no version', '.', { kubernetesVersion: '2' }, /'--kubernetes-version' \(2\) is no version/],
  ])('explains %s', (_, path, command, message) => {
    const { status, stderr } = runHere(folderWith(nothing), [path], command);

    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('explains an empty stream', () => {
    expect(run(emptyFolder(), ['-'])).toMatchObject({ status: 2, stderr: expect.stringMatching(/holds no artifacts/) });
  });

  it.each([
    ['--format', 'xml', /Allowed choices are text, json/],
    ['--fail-on', 'bad', /Allowed choices are error, warning, note/],
    ['--output a --write-baseline', 'b', /'--write-baseline <file>' cannot be used with option '--output <file>'/],
  ])('explains a wrong use of %s', (option, value, message) => {
    const { status, stderr } = run(emptyFolder(), ['.', ...option.split(' '), value]);

    expect(status).toBe(2);
    expect(stderr).toMatch(message);
  });
});
