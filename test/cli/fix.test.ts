import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { check, type CheckCommand } from '../../lib/cli/check';
import { Terminal } from '../../lib/cli/terminal';
import { CdkAksError } from '../../lib/core/errors';
import { LEGACY } from '../fix/legacy';
import { emptyFolder } from '../support/world';

const ROLE = `apiVersion: rbac.authorization.k8s.io/v1beta1 # old
kind: Role
metadata: { name: a, namespace: shop }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
`;
const FIXED = ROLE.replace('/v1beta1', '/v1');

/** What the command does with its arguments, in a folder with these files. */
function checkIn(folder: string, command: Partial<CheckCommand> = {}, json = false) {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  const before = process.cwd();
  process.chdir(folder);
  try {
    const status = check(['.'], { format: 'text', today: '2026-11-01', ...command }, new Terminal({ json }));
    return { status, ...said };
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = emptyFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const read = (folder: string, path = 'a.yaml'): string => readFileSync(join(folder, path), 'utf8');

describe('cdk-aks check --fix', () => {
  it('shows no secret that stands beside what it fixes', () => {
    const settings =
      'kind: ConfigMap\napiVersion: v1\nmetadata: { name: a, namespace: shop }\ndata: { DB_PASSWORD: correct-horse }\n';
    const folder = folderWith({ 'a.yaml': `${settings}---\n${ROLE}` });
    const { stdout } = checkIn(folder, { fix: true, dryRun: true });
    expect(stdout).toContain(' data: { DB_PASSWORD: (secret) }\n ---\n-apiVersion: rbac');
    expect(stdout).not.toContain('correct-horse');
  });

  it('writes what it fixes, shows the diff, and tells what remains', () => {
    const folder = folderWith({ 'a.yaml': ROLE });
    const { status, stdout, stderr } = checkIn(folder, { fix: true });
    expect(read(folder)).toBe(FIXED);
    expect(stdout).toBe(`===================================================================
--- a/a.yaml\tbefore
+++ b/a.yaml\tfixed
@@ -1,4 +1,4 @@
-apiVersion: rbac.authorization.k8s.io/v1beta1 # old
+apiVersion: rbac.authorization.k8s.io/v1 # old
 kind: Role
 metadata: { name: a, namespace: shop }
 rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
`);
    expect(stderr).toContain(
      'a.yaml: rbac.authorization.k8s.io/v1beta1/Role/shop/a: rbac.authorization.k8s.io/v1beta1 becomes rbac.authorization.k8s.io/v1 (schema/removed-kind)\nfixed 1 thing in 1 file\n',
    );
    expect(status).toBe(0);
    expect(checkIn(folder, { fix: true }).stderr).toContain('there is nothing that could be fixed mechanically\n');
  });

  it('writes nothing with --dry-run, and fails for what is still there', () => {
    const folder = folderWith({ 'a.yaml': ROLE });
    const { status, stdout, stderr } = checkIn(folder, { fix: true, dryRun: true });
    expect(read(folder)).toBe(ROLE);
    expect(stdout).toContain('+apiVersion: rbac.authorization.k8s.io/v1 # old');
    expect(stdout).toContain('schema/removed-kind');
    expect(stderr).toContain('would fix 1 thing in 1 file; run it without --dry-run\n');
    expect(status).toBe(1);
  });

  it('leaves standard output to the report where that is for machines', () => {
    for (const [command, json] of [
      [{ format: 'json' }, false],
      [{}, true],
    ] as const) {
      const folder = folderWith({ 'a.yaml': ROLE });
      const { stdout } = checkIn(folder, { fix: true, ...command }, json);
      expect((JSON.parse(stdout) as { findings: unknown[] }).findings).toEqual([]);
      expect(read(folder)).toBe(FIXED);
    }
  });

  it('keeps the mode of a file, and a link a link', () => {
    const folder = folderWith({
      'main/main.tf.json': JSON.stringify({
        resource: { azurerm_route_table: { out: { name: 'out', disable_bgp_route_propagation: true } } },
      }),
    });
    mkdirSync(join(folder, 'other'));
    chmodSync(join(folder, 'main/main.tf.json'), 0o640);
    symlinkSync('../main/main.tf.json', join(folder, 'other/main.tf.json'));
    checkIn(folder, { fix: true });
    expect(read(folder, 'main/main.tf.json')).toContain('"bgp_route_propagation_enabled":false');
    expect(statSync(join(folder, 'main/main.tf.json')).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(folder, 'other/main.tf.json')).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(folder, 'main'))).toEqual(['main.tf.json']);
  });

  it('leaves what was accepted on purpose', () => {
    const config = `acknowledgements:
  - { rule: schema/removed-kind, object: 'rbac*', reason: the old cluster lives until spring }
`;
    const folder = folderWith({ 'a.yaml': ROLE, 'cdk-aks.config.yaml': config });
    expect(checkIn(folder, { fix: true }).status).toBe(0);
    expect(read(folder)).toBe(ROLE);
  });

  it('tells what it does not fix, and what it leaves alone, by reason', () => {
    const templates = ['a', 'b', 'c', 'd'].map((name) => [`chart/${name}.yaml`, `name: {{ ${name} }}\n${ROLE}`]);
    const folder = folderWith({
      ...(Object.fromEntries(templates) as Record<string, string>),
      'made.yaml': `# DO NOT EDIT\n${ROLE.replace('name: a', 'name: b')}`,
      'budget.yaml':
        'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: { name: a, namespace: shop }\nspec: { minAvailable: 1, selector: {} }\n',
    });
    const { stderr } = checkIn(folder, { fix: true });
    expect(stderr).toContain(
      'not fixed: budget.yaml: policy/v1beta1/PodDisruptionBudget/shop/a: its empty selector takes no pod, and would take every one (schema/removed-kind)\n',
    );
    expect(stderr).toContain(
      'left alone, since it is a template: chart/a.yaml, chart/b.yaml, chart/c.yaml and 1 more\n',
    );
    expect(stderr).toContain('left alone, since it says that it is generated: made.yaml\n');
  });

  it('fixes nothing where not all could be read', () => {
    const folder = folderWith({ 'a.yaml': ROLE, 'b.yaml': 'apiVersion: v1\nkind: [\n' });
    const { status, stderr } = checkIn(folder, { fix: true });
    expect(status).toBe(2);
    expect(stderr).toContain('not all could be read, so that nothing is fixed: b.yaml:');
    expect(read(folder)).toBe(ROLE);
  });

  it('tells each file that it cannot write, and leaves nothing behind', () => {
    const folder = folderWith({ 'a.yaml': ROLE, 'b.yaml': ROLE.replace('name: a', 'name: b') });
    mkdirSync(join(folder, '.a.yaml.cdk-aks.tmp'));
    expect(() => checkIn(folder, { fix: true })).toThrow(
      new CdkAksError([
        {
          property: 'path',
          value: 'a.yaml',
          rule: "can't be written (EISDIR)",
          fix: 'Make the file and its folder writable',
          code: 'cli/cannot-write',
        },
      ]),
    );
    expect(read(folder)).toBe(ROLE);
    expect(read(folder, 'b.yaml')).toContain('/v1 #');
  });

  it('refuses --dry-run alone', () => {
    expect(() => checkIn(folderWith({ 'a.yaml': ROLE }), { dryRun: true })).toThrow(
      "'--dry-run' says nothing without --fix. Write check --fix --dry-run, or leave it out: a check writes nothing. (cli/bad-use)",
    );
  });

  it('brings a whole repository up to date from the command line', () => {
    const root = resolve(__dirname, '../..');
    const folder = folderWith(LEGACY);
    const args = [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'lib/cli/main.ts'), 'check', '.', '--fix'];
    const { stderr } = spawnSync(process.execPath, [...args, '--format', 'json'], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toMatch(/^fixed 28 things in 7 files$/m);
    const again = checkIn(folder, { format: 'json' });
    const rules = (JSON.parse(again.stdout) as { findings: { rule: string }[] }).findings.map(({ rule }) => rule);
    expect(rules.filter((rule) => rule.startsWith('schema/'))).toEqual([]);
  });
});
