import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Difference } from '../../../lib/analysis/parity/difference';
import { aligned } from '../../../lib/analysis/parity/names/align';
import { readTree, yamlDocuments } from '../../support/files';
import { differencesOf, terraformOf } from './two-environments';

const DEPLOY = resolve(__dirname, '../../../examples/tailwind-traders/deploy');

type Path = readonly (string | number)[];
type Json = Readonly<Record<string | number, unknown>>;

/** Every value that is no object or list, by its path. */
function leavesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.keys(value)
    .filter((name) => name !== '//')
    .flatMap((name) => leavesOf((value as Json)[name], [...path, Array.isArray(value) ? Number(name) : name]));
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((inner, step) => (inner as Json)[step], value);
}

function withValue(value: unknown, [step, ...rest]: Path, next: unknown): unknown {
  if (step === undefined) return next;
  const inner = withValue((value as Json)[step], rest, next);
  if (Array.isArray(value)) return value.map((item: unknown, place) => (place === step ? inner : item));
  return { ...(value as Json), [step]: inner };
}

function another(value: unknown): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return value === 'true' ? 'false' : `${String(value)}x`;
}

/** Fields in which environments are declared to differ. */
const DECLARED =
  /(^|\.)(name|namespace|[\w]*_name|dns_prefix|temporary_name_for_rotation|location|environment|image|hostnames?|dnsNames|objectName|replicas|replicaCount|(min|max)Replica(s|Count)|node_count|(min|max)_count|max_throughput|(os_disk_size|vm_size)\w*|managed_outbound_ip_count|depends_on|tenantId)(\.|$)|hard\.|resources\.|version$|checksum|node_resource_group|secrets?_|password|ids?\.\d|tenant_id/;

const isDeclared = (path: Path): boolean => DECLARED.test(path.join('.'));

interface Subject {
  readonly body: unknown;
  readonly path: Path;
  /** The body as a set of files. */
  readonly files: (body: unknown) => Readonly<Record<string, string>>;
}

function subjects(): readonly Subject[] {
  const stack = JSON.parse(readFileSync(join(DEPLOY, 'terraform/stacks/prod/cdk.tf.json'), 'utf8')) as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  };
  const blocks = Object.entries(stack.resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => ({ address: `${type}.${name}`, body })),
  );
  const manifests = [...readTree(join(DEPLOY, 'kubernetes/tailwind-prod-aks'))]
    .filter(([path]) => !path.includes('kustomization'))
    .flatMap(([, text]) => yamlDocuments(text));
  return [
    ...blocks.flatMap(({ address, body }) =>
      leavesOf(body).map((path) => ({
        body,
        path,
        files: (next: unknown) => ({ 'x/a.tf.json': terraformOf({ [address]: next as Json }) }),
      })),
    ),
    ...manifests.flatMap((body) =>
      leavesOf(body).map((path) => ({ body, path, files: (next: unknown) => ({ 'a.yaml': JSON.stringify(next) }) })),
    ),
  ];
}

/** What is told of the fields, with the sides in the order of the first environment. */
function told(differences: readonly Difference[], isMirrored: boolean): readonly string[] {
  return differences
    .map(({ kind, category, a, b }) => JSON.stringify([kind, category, ...(isMirrored ? [b, a] : [a, b])]))
    .sort();
}

describe('parity', () => {
  it('reports any single change that is not declared, and the same of both sides', () => {
    const all = subjects().filter(({ path }) => !isDeclared(path));
    expect(all.length).toBeGreaterThan(2_000);
    fc.assert(
      fc.property(fc.constantFrom(...all), ({ body, path, files }) => {
        const [a, b] = [files(body), files(withValue(body, path, another(valueAt(body, path))))];
        const found = differencesOf(a, b);

        expect(found.length).toBeGreaterThan(0);
        expect(found.filter(({ category }) => category !== undefined)).toEqual([]);
        expect(told(differencesOf(b, a), true)).toEqual(told(found, false));
      }),
      { numRuns: 120, seed: 1 },
    );
  });

  it('finds nothing between files and themselves, whatever they hold', () => {
    const files = fc.record({
      'x/a.tf.json': fc
        .dictionary(
          fc.constantFrom('azurerm_subnet.a', 'azurerm_key_vault.b', 'other_x.c'),
          fc.dictionary(fc.string(), fc.jsonValue()),
        )
        .map((resources) => terraformOf(resources as Readonly<Record<string, Json>>)),
      'x/b.json': fc
        .jsonValue()
        .map((spec) => JSON.stringify({ apiVersion: 'v1', kind: 'Thing', metadata: { name: 'a' }, spec })),
    });
    fc.assert(
      fc.property(files, (one) => {
        expect(differencesOf(one, structuredClone(one))).toEqual([]);
      }),
      { numRuns: 100, seed: 2 },
    );
  });

  it('tells the same of two sides in either order', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const small = fc.array(
      fc.dictionary(fc.constantFrom('name', 'port', 'x', 'y'), fc.constantFrom('a', 'b', 1, 2, null)),
    );
    const spec = fc.dictionary(fc.constantFrom('replicas', 'hosts', 'args', 'list', 'other'), fc.oneof(value, small));
    const files = spec.map((one) => ({
      'a.json': JSON.stringify({ apiVersion: 'v1', kind: 'Thing', metadata: { name: 'a' }, spec: one }),
    }));
    fc.assert(
      fc.property(files, files, (a, b) => {
        expect(told(differencesOf(a, b), false)).toEqual(told(differencesOf(b, a), true));
      }),
      { numRuns: 150, seed: 3 },
    );
  });
});

describe('aligned', () => {
  const word = fc.stringMatching(/^[a-z-]{0,6}$/);

  it('finds names wherever they stand, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (parts) => {
        const pair = { a: 'q1', b: 'zz9', isWhole: false };

        expect(aligned(parts.join('q1'), parts.join('zz9'), [pair])).toBe(true);
        expect(aligned(`${parts.join('q1')}!`, parts.join('zz9'), [pair])).toBe(false);
      }),
    );
  });
});
