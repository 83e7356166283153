import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { loadAll } from 'js-yaml';

type Json = Readonly<Record<string, unknown>>;

/** What one side of a benchmark renders: how many objects of each kind, and how many values these say. */
interface Rendered {
  readonly kinds: Readonly<Record<string, number>>;
  readonly values: Readonly<Record<string, number>>;
}

const ROOT = join(__dirname, '..', '..');

// A benchmark says something only where both sides do the same work.
describe.each(['quickstart', 'tailwind-traders'])('%s written by hand', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-aks-by-hand-'));
  const [terraform, kubernetes] = [join(folder, 'terraform'), join(folder, 'kubernetes')];
  const deploy = join(ROOT, 'examples', name, 'deploy');

  beforeAll(() => {
    const { status, stderr } = spawnSync(process.execPath, [join(__dirname, 'by-hand', `${name}.cjs`)], {
      env: { ...process.env, CDKTF_OUTDIR: terraform, CDK8S_OUTDIR: kubernetes },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('renders as many resources of each type, which say as much', () => {
    expectSameWork(resourcesBelow(terraform), resourcesBelow(join(deploy, 'terraform')));
  });

  it('renders as many objects of each kind, which say as much', () => {
    expectSameWork(objectsBelow(kubernetes), objectsBelow(join(deploy, 'kubernetes')));
  });
});

function expectSameWork(byHand: Rendered, ours: Rendered): void {
  expect(byHand.kinds).toEqual(ours.kinds);
  const less = Object.entries(ours.values).filter(([kind, values]) => (byHand.values[kind] ?? 0) < 0.9 * values);
  expect(less.map(([kind, values]) => `${kind}: ${byHand.values[kind]} of ${values}`)).toEqual([]);
}

function resourcesBelow(folder: string): Rendered {
  const resources = filesBelow(folder, 'cdk.tf.json').flatMap((file) => {
    const stack = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Json>;
    const blocks = ['data', 'resource'].flatMap((section) => Object.entries(stack[section] ?? {}));
    return [
      ...blocks.flatMap(([type, byId]) => Object.values(byId as Json).map((resource) => [type, resource] as const)),
      ...Object.values(stack.output ?? {}).map((output) => ['output', output] as const),
      ['provider', stack.provider] as const,
      ['terraform', stack.terraform] as const,
    ];
  });
  return countByKind(resources);
}

function objectsBelow(folder: string): Rendered {
  // Kustomizations only list files: cdk8s writes none.
  const files = filesBelow(folder, '.yaml').filter((file) => basename(file) !== 'kustomization.yaml');
  const objects = files.flatMap((file) => loadAll(readFileSync(file, 'utf8')) as Json[]);
  return countByKind(objects.map((object) => [`${String(object.apiVersion)}/${String(object.kind)}`, object] as const));
}

function countByKind(objects: readonly (readonly [kind: string, object: unknown])[]): Rendered {
  const kinds: Record<string, number> = {};
  const values: Record<string, number> = {};
  for (const [kind, object] of objects) {
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    values[kind] = (values[kind] ?? 0) + valuesIn(object);
  }
  return { kinds, values };
}

function valuesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, item) => sum + valuesIn(item), 0);
}

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => join(folder, file));
}
