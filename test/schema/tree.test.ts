import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestsOf, readTree, yamlDocuments } from '../support/files';
import { treeProblems } from '../support/conformance';

const configMap = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: n }\n';

describe('yamlDocuments', () => {
  it('reads several documents, leaves out empty ones and keeps text as text', () => {
    expect(yamlDocuments('a: no\n---\n---\nb: 2026-08-01\nc: 0o7\n')).toEqual([{ a: 'no' }, { b: '2026-08-01', c: 7 }]);
  });

  it('refuses a key that stands twice', () => {
    expect(() => yamlDocuments('a: 1\na: 2\n')).toThrow('duplicated mapping key');
  });
});

describe('readTree and treeProblems', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tree-'));
    mkdirSync(join(folder, 'k/shop'), { recursive: true });
    writeFileSync(join(folder, 'k/shop/b.yaml'), `${configMap}---\n${configMap}datas: {}\n`);
    writeFileSync(join(folder, 'k/kustomization.yaml'), 'resources: [shop]\n');
    writeFileSync(
      join(folder, 'cdk.tf.json'),
      JSON.stringify({ resource: { azurerm_resource_group: { g: { name: 'g' } } } }),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('gives every file by its path, in order', () => {
    expect([...readTree(folder).keys()]).toEqual(['cdk.tf.json', 'k/kustomization.yaml', 'k/shop/b.yaml']);
  });

  it('gives the objects of the manifests, without kustomizations', () => {
    expect(manifestsOf(readTree(folder)).map(({ file }) => file)).toEqual(['k/shop/b.yaml', 'k/shop/b.yaml']);
  });

  it('checks manifests and Terraform files at once', () => {
    expect(treeProblems(readTree(folder), { minor: '1.34' })).toEqual([
      "k/shop/b.yaml: v1/ConfigMap/n/a: datas: unknown field, did you mean 'data'? (schema/unknown-field)",
      'cdk.tf.json: azurerm_resource_group.g: location: is required (schema/required)',
    ]);
  });
});
