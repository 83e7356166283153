// Rewrites dist/**/index.js so that `require('cdk-aks')` loads a construct's file, and the provider modules it imports,
// only when the construct is used. The static list of names lets Node find named ESM imports, which load everything.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const LIB = resolve('lib');
const indexes = readdirSync(LIB, { recursive: true })
  .map(String)
  .filter((path) => path === 'index.ts' || path.endsWith('/index.ts'));
const entries = indexes.map((path) => join(LIB, path)).filter((path) => !path.includes('/kubernetes/api/'));

const config = ts.readConfigFile('tsconfig.build.json', ts.sys.readFile).config;
const { options } = ts.parseJsonConfigFileContent({ ...config, files: entries, include: undefined }, ts.sys, '.');
const program = ts.createProgram(entries, { ...options, noEmit: true });
const checker = program.getTypeChecker();

for (const entry of entries) {
  const output = join('dist', relative(LIB, entry)).replace(/\.ts$/, '.js');
  if (!existsSync(output)) throw new Error(`${output} is missing: run tsc first`);
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry));
  if (!module) continue;
  const values = checker
    .getExportsOfModule(module)
    .map((symbol) => ({
      name: symbol.name,
      target: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    }))
    .filter(({ target }) => target.flags & ts.SymbolFlags.Value)
    .map(({ name, target }) => ({
      name,
      exported: target.name,
      file: (target.valueDeclaration ?? target.declarations?.[0])?.getSourceFile().fileName,
    }))
    .filter(({ file }) => file)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  // An index that holds values of its own is code, and stays as it was compiled.
  if (values.some(({ file }) => resolve(file) === entry)) continue;
  const require = (file) => {
    const path = relative(dirname(entry), file).replace(/\.ts$/, '');
    return path.startsWith('.') ? path : `./${path}`;
  };
  writeFileSync(
    output,
    [
      '"use strict";',
      'Object.defineProperty(exports, "__esModule", { value: true });',
      `0 && (module.exports = { ${values.map(({ name }) => name).join(', ')} });`,
      'const lazy = (name, load) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: load });',
      ...values.map(({ name, exported, file }) => `lazy("${name}", () => require("${require(file)}").${exported});`),
      '',
    ].join('\n'),
  );
}
