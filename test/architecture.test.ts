import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const LIB = resolve(__dirname, '../lib');

interface Import {
  readonly module: string;
  readonly typeOnly: boolean;
}

/** The imports and re-exports of every file of lib, by path relative to lib. */
const imports: ReadonlyMap<string, readonly Import[]> = new Map(
  readdirSync(LIB, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [path, importsOf(join(LIB, path))]),
);

function importsOf(path: string): Import[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((statement) => {
    const isImport = ts.isImportDeclaration(statement);
    if (!isImport && !ts.isExportDeclaration(statement)) return [];
    if (!statement.moduleSpecifier || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const names = isImport ? statement.importClause?.namedBindings : statement.exportClause;
    const elements = names && (ts.isNamedImports(names) || ts.isNamedExports(names)) ? [...names.elements] : undefined;
    const typeOnly = isImport ? statement.importClause?.isTypeOnly === true : statement.isTypeOnly;
    const allTypes = elements !== undefined && elements.length > 0 && elements.every((element) => element.isTypeOnly);
    const hasDefault = isImport && statement.importClause?.name !== undefined;
    return [{ module: statement.moduleSpecifier.text, typeOnly: typeOnly || (allTypes && !hasDefault) }];
  });
}

/** The file of lib that an import names, relative to lib; undefined for a package. */
function target(from: string, module: string): string | undefined {
  if (!module.startsWith('.')) return undefined;
  const path = relative(LIB, resolve(LIB, dirname(from), module)).replace(/\.js$/, '');
  return [`${path}.ts`, path === '' ? 'index.ts' : `${path}/index.ts`].find((file) => imports.has(file)) ?? path;
}

const folderOf = (file: string): string => (file.includes('/') ? (file.split('/')[0] as string) : '');

const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  azure: ['core'],
  kubernetes: ['core'],
  artifact: ['core'],
  schema: ['core', 'artifact'],
  analysis: ['core', 'artifact'],
  rules: ['core', 'artifact', 'schema', 'analysis'],
  fix: ['core', 'artifact', 'schema', 'analysis'],
  report: ['core', 'artifact', 'schema', 'analysis', 'rules'],
  config: ['core', 'artifact', 'rules'],
  platform: ['core', 'azure', 'kubernetes', 'artifact', 'schema', 'analysis', 'rules', 'report', 'config'],
  testing: ['core', 'kubernetes', 'artifact', 'platform'],
  cli: ['core', 'artifact', 'schema', 'analysis', 'rules', 'fix', 'report', 'config', 'platform'],
};

describe('the structure of lib', () => {
  it('knows every folder', () => {
    const folders = new Set([...imports.keys()].map(folderOf).filter((folder) => folder !== ''));
    expect(Object.keys(MAY_IMPORT)).toEqual(expect.arrayContaining([...folders]));
  });

  it('has arrows in one direction', () => {
    const wrong = [...imports].flatMap(([file, list]) =>
      list.flatMap(({ module }) => {
        const to = target(file, module);
        const [from, into] = [folderOf(file), to === undefined ? undefined : folderOf(to)];
        const fine = from === '' || into === undefined || from === into || MAY_IMPORT[from]?.includes(into);
        return fine ? [] : [`${file} imports ${to}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('has no import cycle, types apart', () => {
    const graph = new Map(
      [...imports].map(([file, list]) => [
        file,
        list.filter((entry) => !entry.typeOnly).flatMap(({ module }) => target(file, module) ?? []),
      ]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file) || path.includes(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('imports cdktf and cdk8s only where constructs live', () => {
    const wrong = [...imports].flatMap(([file, list]) =>
      list
        .filter(({ module }) => /^(cdktf|cdk8s|cdk8s-plus-28|@cdktf\/)/.test(module))
        .filter(({ module }) => {
          const folder = folderOf(file);
          if (folder === 'azure') return module.startsWith('cdk8s');
          if (folder === 'kubernetes') return !module.startsWith('cdk8s');
          return folder !== 'platform';
        })
        .map(({ module }) => `${file} imports ${module}`),
    );
    expect(wrong).toEqual([]);
  });

  it('builds for CDK Terrain by another import name: nothing but the front door of cdktf and files of the provider', () => {
    const wrong = [...imports].flatMap(([file, list]) =>
      list
        .filter(({ module }) => /^(cdktf|@cdktf)\//.test(module))
        .filter(({ module }) => !/^@cdktf\/provider-azurerm\/lib\/[a-z0-9-]+$/.test(module))
        .map(({ module }) => `${file} imports ${module}`),
    );
    expect(wrong).toEqual([]);
  });

  it("never imports the provider's barrel, which costs a second", () => {
    const wrong = [...imports].filter(([, list]) => list.some(({ module }) => module === '@cdktf/provider-azurerm'));
    expect(wrong.map(([file]) => file)).toEqual([]);
  });

  it('has files of one idea: at most 300 lines, generated ones apart', () => {
    const long = [...imports.keys()]
      .filter((file) => !file.startsWith('kubernetes/api/'))
      .filter((file) => readFileSync(join(LIB, file), 'utf8').split('\n').length > 301);
    expect(long).toEqual([]);
  });
});
