// Prints the public API, one line a name: what test/api.golden.txt pins.
// `npm run api` rewrites the golden file: a change of the API is made on purpose, and reviewed in its diff.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const GOLDEN = 'test/api.golden.txt';

/** The report: exported names with the signatures of their public members. */
export function apiReport(entry = 'lib/index.ts') {
  const config = ts.readConfigFile('tsconfig.build.json', ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent({ ...config, files: [entry], include: undefined }, ts.sys, '.');
  const program = ts.createProgram([entry], { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(entry));
  const print = (type) => checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);

  const isOurs = (symbol) =>
    (symbol.declarations ?? []).some((d) => !d.getSourceFile().fileName.includes('node_modules')) &&
    !(symbol.declarations ?? []).some(
      (d) => ts.getCombinedModifierFlags(d) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected),
    ) &&
    !ts
      .getJSDocTags(symbol.declarations?.[0] ?? module.declarations[0])
      .some((tag) => tag.tagName.text === 'internal') &&
    !symbol.name.startsWith('__');
  const members = (type, prefix = '') =>
    checker
      .getPropertiesOfType(type)
      .filter((member) => isOurs(member) && member.name !== 'prototype')
      .map((member) => {
        const optional = member.flags & ts.SymbolFlags.Optional ? '?' : '';
        return `  ${prefix}${member.name}${optional}: ${print(checker.getTypeOfSymbol(member))}`;
      })
      .sort();

  const lines = checker.getExportsOfModule(module).map((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const { name } = exported;
    if (symbol.flags & ts.SymbolFlags.Class) {
      const type = checker.getTypeOfSymbol(symbol);
      const constructors = type.getConstructSignatures().filter((signature) => {
        const flags = signature.declaration ? ts.getCombinedModifierFlags(signature.declaration) : 0;
        return !(flags & ts.ModifierFlags.Private);
      });
      return [
        `class ${name}`,
        ...constructors.map(
          (signature) => `  new ${checker.signatureToString(signature, undefined, ts.TypeFormatFlags.NoTruncation)}`,
        ),
        ...members(type, 'static '),
        ...members(checker.getDeclaredTypeOfSymbol(symbol)),
      ];
    }
    if (symbol.flags & ts.SymbolFlags.Interface)
      return [`interface ${name}`, ...members(checker.getDeclaredTypeOfSymbol(symbol))];
    if (symbol.flags & ts.SymbolFlags.TypeAlias)
      return [`type ${name} = ${print(checker.getDeclaredTypeOfSymbol(symbol))}`];
    return [
      `${symbol.flags & ts.SymbolFlags.Function ? 'function' : 'const'} ${name}: ${print(checker.getTypeOfSymbol(symbol))}`,
    ];
  });
  const sorted = lines.sort((a, b) => (a[0].split(' ')[1] < b[0].split(' ')[1] ? -1 : 1)).flat();
  // Types of other packages print with where they were found; the place is of no interest.
  return `${sorted.join('\n').replace(/import\("[^"]*"\)\./g, '')}\n`;
}

if (import.meta.url === pathToFileURL(resolve(process.argv[1] ?? '')).href) {
  const report = apiReport();
  if (process.argv.includes('--check')) {
    const golden = readFileSync(GOLDEN, 'utf8');
    if (golden !== report) {
      console.error(
        `The public API is not what ${GOLDEN} says. If that is meant, run 'npm run api' and check the diff in.`,
      );
      process.exitCode = 1;
    }
  } else {
    writeFileSync(GOLDEN, report);
  }
}
